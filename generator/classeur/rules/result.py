"""What judging gives: cases, results of rules, verdicts, deadlines, and the assessment that holds them all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum

from classeur.finding import Extent, Finding, Grade, Place
from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record
from classeur.library import Library
from classeur.referential import Indicator, Version
from classeur.rules.declaration import Rule, Rules


class CaseState(StrEnum):
    """How one case stands today."""

    HAVE = "present"
    MISSING = "manquant"
    WAITING = "a-venir"
    """Its last day has not passed: no gap yet."""
    WAIVED = "dispense"
    UNSURE = "illisible"
    """A record that may show it could not be read whole: its error is told first."""


@dataclass(frozen=True, slots=True)
class Case:
    """One subject of a rule: a learner in a session, a trainer in a session, a record."""

    state: CaseState
    record: str
    """Id of the record that holds the subject."""
    place: Place
    learner: str = ""
    item: str = ""
    """Id of the record that `par` yields (a trainer)."""
    row: str = ""
    """What names the row that `par` yields (« metre-devis, Abandon »)."""
    proof: Record | Piece | None = None
    due: dt.date | None = None
    """The last day, where there is one."""
    expires: dt.date | None = None
    """For what holds today: the last day on which it will."""
    found: dt.date | None = None
    """For what is missing: the date of a proof that lies outside the bounds."""
    lacking: tuple[str, ...] = ()
    """Fields, links or sections that are not there."""
    partial: bool = False
    reason: str = ""
    """Why it is waived."""
    details: Mapping[str, str] = field(default_factory=dict)
    """For a computed rule: what the braces of its `precision` are filled with."""
    precision: str = ""
    """What is said of this case beside its dates: the end of a sentence."""


class RuleState(StrEnum):
    """How a rule stands today."""

    HELD = "tenue"
    GAP = "ecart"
    WAITING = "a-venir"
    CONFIRM = "a-confirmer"
    EMPTY = "rien-a-juger"
    SILENT = "deja-dit"
    """Another rule already tells this gap."""
    OFF = "desactivee"
    LATER = "apres-l-initial"
    """A new entrant shows it from surveillance on."""


@dataclass(frozen=True, slots=True)
class RuleResult:
    """A rule, judged. `extent` counts the cases that are due; `finding` is what to tell, when there is a gap."""

    rule: Rule
    state: RuleState
    cases: tuple[Case, ...] = ()
    extent: Extent | None = None
    grade: Grade | None = None
    finding: Finding | None = None
    reason: str = ""

    def cases_in(self, state: CaseState) -> tuple[Case, ...]:
        """The cases in a state."""
        return tuple(case for case in self.cases if case.state is state)


class Status(Enum):
    """The seven verdicts, worst first: word, and CSS class of its shape."""

    MAJOR = ("risque majeur", "major")
    MINOR = ("risque mineur", "minor")
    WATCH = ("à surveiller", "watch")
    CONFIRM = ("à confirmer", "confirm")
    SOON = ("à venir", "soon")
    OK = ("pièces présentes", "ok")
    NA = ("sans objet", "na")

    @property
    def word(self) -> str:
        """« risque majeur »: never « conforme », presence is not quality."""
        return self.value[0]

    @property
    def css(self) -> str:
        """`major`, for the class `cl-major` and the shape `s-major`."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Verdict:
    """An indicator at a date. `reason` says why it applies or not; `status` is the worst that its rules tell."""

    indicator: Indicator
    status: Status
    applies: bool
    reason: str
    results: tuple[RuleResult, ...] = ()
    regard: str = ""
    """What only a human being can judge here, where the rules of this indicator say so."""
    reviewed: Record | None = None
    """The review that did so, while it is young enough."""
    declared: bool = False
    """Whether nothing that was counted can be seen here: every proof is only said to be kept somewhere."""

    @property
    def has_rules(self) -> bool:
        """Whether any rule judges it yet."""
        return bool(self.results)


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that must be done by a day, or stops holding after it."""

    day: dt.date
    rule: Rule
    case: Case
    expires: bool
    """True: what holds today has to be renewed by then; False: what is not there yet is due."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything that is known of a provider at a date, in one version of the référentiel."""

    library: Library
    rules: Rules
    date: dt.date
    audit: Record | None
    """The next planned audit, which chooses the version; None when none is recorded."""
    version: Version
    since: dt.date
    """First day of the period judged."""
    verdicts: Mapping[int, Verdict]
    transversal: tuple[RuleResult, ...]
    findings: tuple[Finding, ...]
    deadlines: tuple[Deadline, ...]

    def results(self) -> tuple[RuleResult, ...]:
        """Results of every rule that was judged."""
        return tuple(result for verdict in self.verdicts.values() for result in verdict.results) + self.transversal
