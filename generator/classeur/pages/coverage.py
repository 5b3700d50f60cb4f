"""n of N: how far the evidence of a rule goes, session by session, the missing first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from classeur.dates import short_french
from classeur.pages import address
from classeur.pages.cases import Told, told
from classeur.pages.phrases import say
from classeur.pages.tables import Gauge, Link
from classeur.pages.view import View
from classeur.rules.declaration import Coverage
from classeur.rules.result import Case, CaseState, RuleResult

GAPS = 12
"""Sessions with a gap that are shown, the widest gaps first; a list of its own has them all."""
OPEN = 8
"""Sessions without a gap that are shown; the others are folded."""
FOLDED = 20
"""Sessions that a fold holds, the latest; beyond, the list has them."""


@dataclass(frozen=True, slots=True)
class Line:
    """The cases of one session (or record): counts, and each that is missing, waived or to come."""

    link: Link
    day: dt.date | None
    have: int
    missing: tuple[Told, ...]
    waiting: tuple[Told, ...]
    waived: tuple[Told, ...]
    gauge: Gauge

    @property
    def start(self) -> str:
        """« 2 févr. 2026 »."""
        return short_french(self.day) if self.day else ""

    @property
    def due(self) -> int:
        """How many cases count today."""
        return self.have + len(self.missing)


@dataclass(frozen=True, slots=True)
class Covered:
    """The coverage of a rule; `folded` are lines that nothing is missing from.

    `more` is the list of all of `every` line, the latest first; empty where the page names them all.
    """

    id: str
    label: str
    have: int
    due: int
    gauge: Gauge
    lines: tuple[Line, ...]
    folded: tuple[Line, ...]
    every: tuple[Line, ...]
    more: str


def coverage_of(view: View, result: RuleResult) -> Covered | None:
    """The coverage that a `couverture` rule found; None for other rules, or where there is no case."""
    if not isinstance(result.rule.predicate, Coverage) or not result.cases:
        return None
    groups: dict[str, list[Case]] = {}
    for case in result.cases:
        groups.setdefault(case.record, []).append(case)
    every = [_line(view, identity, cases) for identity, cases in groups.items()]
    every.sort(key=lambda line: (-(line.day or dt.date.min).toordinal(), line.link))
    # Without verdicts the order of dates alone: the place of a line must not tell a gap.
    gaps = [line for line in every if line.missing] if view.edition.holds_verdicts else []
    gaps.sort(key=lambda line: -len(line.missing))
    whole = [line for line in every if not (gaps and line.missing)]
    have, missing, waiting = (
        sum(case.state is state for case in result.cases)
        for state in (CaseState.HAVE, CaseState.MISSING, CaseState.WAITING)
    )
    gauge = Gauge(have, missing, waiting, _gauge_words(have, have + missing, waiting))
    shown, folded = (*gaps[:GAPS], *whole[:OPEN]), tuple(whole[OPEN : OPEN + FOLDED])
    more = address.of_list(f"couverture-{result.rule.id}") if len(shown) + len(folded) < len(every) else ""
    return Covered(result.rule.id, result.rule.label, have, have + missing, gauge, shown, folded, tuple(every), more)


def _line(view: View, identity: str, cases: list[Case]) -> Line:
    def those(state: CaseState) -> tuple[Case, ...]:
        return tuple(case for case in cases if case.state is state)

    have, missing, waiting = len(those(CaseState.HAVE)), those(CaseState.MISSING), those(CaseState.WAITING)
    waived = tuple(Told(told(view, case, with_record=False).links, case.reason) for case in those(CaseState.WAIVED))
    return Line(
        link=view.reference(identity),
        day=_start(view, identity),
        have=have,
        missing=tuple(told(view, case, with_record=False) for case in missing),
        waiting=tuple(told(view, case, with_record=False) for case in waiting),
        waived=waived,
        gauge=Gauge(have, len(missing), len(waiting), _gauge_words(have, have + len(missing), len(waiting))),
    )


def _start(view: View, identity: str) -> dt.date | None:
    record = view.library.records.get(identity)
    return (record.date("debut") or record.day) if record else None


def _gauge_words(have: int, due: int, waiting: int) -> str:
    words = say("couverture", have=have, due=due) if due else ""
    return ", ".join(filter(None, (words, say("couverture-a-venir", nombre=waiting) if waiting else "")))
