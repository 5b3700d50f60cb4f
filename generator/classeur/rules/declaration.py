"""A rule as it is declared: who it is for, what it looks for, within which dates, and what to do without it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from classeur.dates import Duration
from classeur.finding import Grade

TITLE = "titre"
"""What an « echeance » may name in braces: the title of the record."""


class Presence(StrEnum):
    """A condition that only asks whether something is written."""

    PRESENT = "present"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Condition:
    """What a value must be: one of `values`, none of `excluded`, present or absent, or so much.

    `more_than`, `at_least` and `less_than` are about a number, or about how many items a list has. What is not
    written is none of any values, and is not so much as anything, nor less: `absent` asks for that.
    """

    values: tuple[str, ...] = ()
    presence: Presence | None = None
    more_than: float | None = None
    at_least: float | None = None
    less_than: float | None = None
    excluded: tuple[str, ...] = ()

    @property
    def measures(self) -> bool:
        """Whether it asks how much, or how many."""
        return self.more_than is not None or self.at_least is not None or self.less_than is not None

    def fits(self, amount: float) -> bool:
        """Whether an amount lies within what is asked."""
        return (
            (self.more_than is None or amount > self.more_than)
            and (self.at_least is None or amount >= self.at_least)
            and (self.less_than is None or amount < self.less_than)
        )


@dataclass(frozen=True, slots=True)
class End:
    """One end of a bound: a date to look up, and what is added to it or taken off.

    `base` is `aujourdhui`, a path from the subject (`of_subject`), or a path from the proof itself; `offset`
    is a duration, the name of a parameter, or a path to a field that holds a duration.
    """

    base: str
    of_subject: bool = False
    sign: int = 0
    duration: Duration | None = None
    parameter: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """Where a date must lie: `since` and `until` inclusive, `before` strict; a missing end is open."""

    since: End | None = None
    until: End | None = None
    before: End | None = None


Dates = Mapping[str, Bound]
"""Bounds by the path of the date that they hold."""


@dataclass(frozen=True, slots=True)
class Selector:
    """Records (or pieces, or inscriptions) of some kinds whose values meet every condition.

    `itself`: the proof is the subject, or what `par` yields. `each`: a list field, whose every item is a case of
    its own, or a proof of its own; conditions and dates whose path starts with it are then asked of the item alone.
    """

    kinds: tuple[str, ...]
    conditions: Mapping[str, Condition]
    dates: Dates
    itself: bool = False
    each: str = ""


@dataclass(frozen=True, slots=True)
class AtLeast:
    """`au_moins`: at least `count` records that one of the selectors takes, within bounds, with these fields."""

    count: int
    any_of: tuple[Selector, ...]
    dates: Dates
    fields: tuple[str, ...] = ()

    @property
    def looks_for(self) -> tuple[Selector, ...]:
        """What may prove it."""
        return self.any_of


@dataclass(frozen=True, slots=True)
class Each:
    """`chaque`, and `page` (where nothing to look at is a gap): every record that matches has all this."""

    what: Selector
    fields: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()

    @property
    def looks_for(self) -> tuple[Selector, ...]:
        """What may prove it: what it looks at."""
        return (self.what,)


@dataclass(frozen=True, slots=True)
class Coverage:
    """`couverture`: for every subject, one of the proofs, within bounds. Dates of `subjects` choose the subjects."""

    subjects: Selector
    proofs: tuple[Selector, ...]
    dates: Dates

    @property
    def looks_for(self) -> tuple[Selector, ...]:
        """What may prove it."""
        return self.proofs


@dataclass(frozen=True, slots=True)
class Computed:
    """`calcul`: what is arithmetic, by a function of the closed table `rules/computed/table.py`.

    `what` chooses the subjects, its dates too; None for a function that knows them.
    """

    name: str
    what: Selector | None = None

    @property
    def looks_for(self) -> tuple[Selector, ...]:
        """What the declaration says of what is looked at."""
        return (self.what,) if self.what else ()


Predicate = AtLeast | Each | Coverage | Computed


class Empty(StrEnum):
    """What it means that there is nothing to judge."""

    NOT_APPLICABLE = "sans-objet"
    GAP = "ecart"
    SATISFIED = "satisfait"
    CONFIRM = "a-confirmer"


class Phase(StrEnum):
    """When a new entrant must show it: written at the initial audit, or applied from surveillance on."""

    WRITTEN = "formalisation"
    APPLIED = "application"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of an indicator, or of none (`indicator` None: review dates).

    `label` says what is looked for, `gap` what is said when it is missing, `remedy` what to do. `requires`
    names a rule whose gap makes this one silent: one fact is told once. `precision`, for a computed rule, is what
    is said of each missing case: the end of a sentence, its braces filled from the details of the case. `task` is what
    to do by the day when it falls due, in a few words; `{titre}` there is the title of the record.
    """

    id: str
    indicator: int | None
    label: str
    gap: str
    remedy: str
    source: str
    predicate: Predicate
    since: str = ""
    until: str = ""
    conditions: Mapping[str, tuple[str, ...]] | None = None
    phase: Phase = Phase.APPLIED
    grade: Grade | None = None
    empty: Empty = Empty.NOT_APPLICABLE
    requires: str = ""
    task: str = ""
    path: str = ""
    precision: str = ""

    def holds_in(self, version: str) -> bool:
        """Whether the rule exists in a version of the référentiel (`rnq-2019`, `rnq-2026`)."""
        return (not self.since or version >= self.since) and (not self.until or version <= self.until)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A delay of the rules, that a provider may change in `organisme.yml`."""

    name: str
    label: str
    default: Duration
    source: str


@dataclass(frozen=True, slots=True)
class Rules:
    """Every rule, the parameters, and which selectors open each condition of application.

    `regards` says, of an indicator, what only a human being can judge.
    """

    rules: tuple[Rule, ...]
    parameters: Mapping[str, Parameter]
    conditions: Mapping[str, ConditionOfApplication]
    regards: Mapping[int, str] = field(default_factory=dict)

    @property
    def ids(self) -> frozenset[str]:
        """The id of every rule."""
        return frozenset(rule.id for rule in self.rules)

    def of(self, indicator: int | None) -> tuple[Rule, ...]:
        """The rules of an indicator."""
        return tuple(rule for rule in self.rules if rule.indicator == indicator)


@dataclass(frozen=True, slots=True)
class ConditionOfApplication:
    """What makes a condition hold: any record that one of `opens` selects, or none that `unless` selects."""

    name: str
    when: str
    """Said when it holds, before the record that shows it."""
    otherwise: str
    """Said when it does not hold."""
    opens: tuple[Selector, ...]
    unless: tuple[Selector, ...]
