"""A rule as it is declared: who it is for, what it looks for, within which dates, and what to do without it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from classeur.dates import Duration
from classeur.finding import Grade


class Presence(StrEnum):
    """A condition that only asks whether something is written."""

    PRESENT = "present"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Condition:
    """What a value must be: one of `values`, present or absent, or a number greater than `more_than`."""

    values: tuple[str, ...] = ()
    presence: Presence | None = None
    more_than: float | None = None


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

    `itself`: the proof is the subject, or what `par` yields. `each`: a list field of the subject, whose every
    item is a case of its own.
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


@dataclass(frozen=True, slots=True)
class Each:
    """`chaque`, and `page` (where nothing to look at is a gap): every record that matches has all this."""

    what: Selector
    fields: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """`couverture`: for every subject, one of the proofs, within bounds."""

    subjects: Selector
    proofs: tuple[Selector, ...]
    dates: Dates


Predicate = AtLeast | Each | Coverage


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
    names a rule whose gap makes this one silent: one fact is told once.
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
    path: str = ""

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
    """Every rule, the parameters, and which selectors open each condition of application."""

    rules: tuple[Rule, ...]
    parameters: Mapping[str, Parameter]
    conditions: Mapping[str, ConditionOfApplication]

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
