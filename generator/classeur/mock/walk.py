"""One file walked step by step, as an auditor opens it: each piece, its date, its order, and what is missing."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence
from dataclasses import dataclass

from classeur.dates import Duration, shift
from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record
from classeur.library import Inscription
from classeur.mock.draw import BY_LOT, Draw, DrawnLearner
from classeur.pages.columns import LONG, Column, load_columns, makes_sense
from classeur.pages.index import Index, Told
from classeur.pages.view import View
from classeur.rules.result import CaseState, Status
from classeur.rules.telling import describe
from classeur.shipped import shipped_data

HALF_A_YEAR = Duration(months=6)
"""A file that ended so long ago has everything in it, cold survey included."""

_ACTION = "action"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of `data/audit-blanc.yml`; `ordered`: its first date does not come before that of the one before."""

    id: str
    name: str
    columns: tuple[Column, ...]
    kinds: tuple[str, ...]
    indicators: frozenset[int]
    ordered: bool
    loose: bool
    """Whether what has neither column nor indicator is told here."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A piece or a record that the auditor is handed; `file` is a path from the root, `where` a place in words."""

    label: str
    day: dt.date | None
    record: Record
    file: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Lack:
    """What is not there, late or waived, in words; `rule` says so."""

    words: str
    rule: str
    status: Status
    indicator: int | None
    late: bool
    """Whether something is there, at a date that does not count."""


@dataclass(frozen=True, slots=True)
class WalkedStep:
    """A step of one file. `disordered` is the day of the step before, when this one came first."""

    step: Step
    seen: tuple[Seen, ...]
    lacks: tuple[Lack, ...]
    coming: tuple[tuple[str, dt.date], ...]
    """What is not due yet, with its last day."""
    disordered: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Walk:
    """The file that was followed, and its steps in order."""

    learner: DrawnLearner
    steps: tuple[WalkedStep, ...]

    @property
    def shown(self) -> tuple[WalkedStep, ...]:
        """The steps at which there is something to see."""
        return tuple(step for step in self.steps if step.seen or step.lacks or step.coming)

    @property
    def lacks(self) -> int:
        """How many gaps were met on the way."""
        return sum(len(step.lacks) for step in self.steps)


@functools.cache
def load_steps() -> tuple[Step, ...]:
    """The steps, in the order in which a file is opened."""
    columns = {column.id: column for column in load_columns()}
    return tuple(
        Step(
            id=str(item["id"]),
            name=str(item["nom"]),
            columns=tuple(columns[name] for name in item["colonnes"]),
            kinds=tuple(item.get("genres", ())),
            indicators=frozenset(item["indicateurs"]),
            ordered="ordre" in item,
            loose="sans_indicateur" in item,
        )
        for item in shipped_data("audit-blanc.yml")["etapes"]
    )


def to_follow(draw: Draw, today: dt.date) -> DrawnLearner | None:
    """The drawn file that has most to tell; None when nobody was drawn."""
    return min(draw.learners, key=lambda drawn: _preference(drawn, today), default=None)


def walk(view: View, index: Index, chosen: DrawnLearner) -> Walk:
    """Follow one file from the need to what it changed."""
    # The order of a session run for a principal is the principal's; what is late at one step is told there, once.
    ours = chosen.inscription.session.get("donneur_ordre") is None
    taken: set[str] = set()
    steps: list[WalkedStep] = []
    last: dt.date | None = None
    for step in load_steps():
        walked = _walked(view, index, chosen.inscription, step, taken)
        first = min((seen.day for seen in walked.seen if seen.day), default=None) if step.ordered else None
        disordered = last if ours and first and last and first < last else None
        if step.ordered:
            last = None if any(lack.late for lack in walked.lacks) else first or last
        steps.append(WalkedStep(step, walked.seen, walked.lacks, walked.coming, disordered))
    return Walk(chosen, tuple(steps))


def _preference(drawn: DrawnLearner, today: dt.date) -> tuple[bool, bool, bool, bool, str]:
    """Ended long enough, long enough to be followed, drawn for a reason; then by its name."""
    inscription = drawn.inscription
    days = inscription.session.get("jours")
    return (
        inscription.end >= today,
        shift(inscription.end, HALF_A_YEAR) > today,
        not (isinstance(days, int | float) and days > LONG),
        drawn.reason == BY_LOT,
        inscription.id,
    )


def _walked(view: View, index: Index, inscription: Inscription, step: Step, taken: set[str]) -> WalkedStep:
    """One step, before its order is known; `taken` holds what was told or shown, and is filled on the way."""
    things: tuple[Record | Piece, ...] = (*index.pieces_for(inscription), *index.records_for(inscription))
    cases = _cases(index, inscription)
    mine = [told for told in cases if _belongs(step, told) and _key(told) not in taken]
    taken.update(map(_key, mine))
    held = [thing for column in step.columns for thing in _held(view, inscription, column, things, cases)]
    held += [r for r in things if isinstance(r, Record) and r.kind.name in step.kinds and r.id not in taken]
    if _ACTION in step.kinds:
        held += index.actions_of(index.records_for(inscription))
    taken.update(thing.id for thing in held if isinstance(thing, Record))
    return WalkedStep(
        step=step,
        seen=tuple(sorted(_seen(view, held), key=lambda one: (str(one.day or dt.date.max), one.label))),
        lacks=tuple(_lack(view, told) for told in mine if told.case.state is CaseState.MISSING),
        coming=tuple((t.result.rule.label, d) for t in mine if t.case.state is CaseState.WAITING and (d := t.case.due)),
    )


def _cases(index: Index, inscription: Inscription) -> tuple[Told, ...]:
    """The cases of the file: the learner's own, the session's, and those of the records about this learner."""
    own = index.told(inscription.session.id, inscription.learner, *CaseState)
    shared = index.told(inscription.session.id, "", *CaseState)
    about = [told for r in index.records_for(inscription) for told in index.told(r.id, "", *CaseState)]
    return (*own, *shared, *about)


def _belongs(step: Step, told: Told) -> bool:
    rule = told.result.rule
    by_column = [other for other in load_steps() if any(rule.id in column.rules for column in other.columns)]
    if by_column:
        return step in by_column
    return step.loose if rule.indicator is None else rule.indicator in step.indicators


def _key(told: Told) -> str:
    return f"{told.result.rule.id} {told.case.record} {told.case.learner} {told.case.item}"


def _held(
    view: View, inscription: Inscription, column: Column, things: Sequence[Record | Piece], cases: Sequence[Told]
) -> list[Record | Piece]:
    held = [thing for thing in things if column.holds(view.library, thing)]
    ruled = any(told.result.rule.id in column.rules for told in cases)
    return held if makes_sense(column, inscription.session, found=bool(held), ruled=ruled) else []


def _seen(view: View, things: Sequence[Record | Piece]) -> list[Seen]:
    """Each thing once: two columns may hold the same."""
    return [
        Seen(thing.label, thing.signed or thing.date, view.library.records[thing.owner], thing.file, thing.where)
        if isinstance(thing, Piece)
        else Seen(view.title(thing), thing.day, thing)
        for thing in {id(thing): thing for thing in things}.values()
    ]


def _lack(view: View, told: Told) -> Lack:
    details = describe(view.library, told.case).partition(" : ")[2]
    rule = told.result.rule
    words = f"{rule.gap} ({details})" if details else rule.gap
    return Lack(words, rule.id, told.status, rule.indicator, told.case.found is not None)
