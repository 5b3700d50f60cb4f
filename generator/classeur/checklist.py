"""What a session that is being planned will have to gather, by when: what the rules would ask of one more learner."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from classeur.kinds.record import Record, Row
from classeur.linking import link
from classeur.portal import Reading, assess
from classeur.rules.declaration import Coverage, Rule
from classeur.rules.result import CaseState
from classeur.rules.selection import PIECE

SOMEBODY = "INSCRIT"
"""The learner who stands for all of them: no code of a register looks like this one."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One thing to gather. `due` is its last day, None for what is wanted at once; `natures` of pieces that will do."""

    what: str
    indicator: int | None
    due: dt.date | None
    natures: tuple[str, ...]


def expected_of(reading: Reading, session: Record, date: dt.date) -> tuple[Expected, ...]:
    """What a session that is not among the records yet will need, the first due first.

    It is judged on `date` beside all the others, with one learner in it, whom it has not got: so the list is that of
    the rules, for its category, its modality and the conditions of this provider. As long as nobody knows its last
    day, only what is due by the first one is told.
    """
    start, end = session.date("debut"), session.date("fin")
    if start is None:
        return ()
    place = session.place("inscrits")
    values = {**session.values, "fin": end or start, "inscrits": (Row({"beneficiaire": SOMEBODY}, place),)}
    found = dict.fromkeys(_asked(reading, replace(session, values=values), date))
    return tuple(sorted((item for item in found if end or not item.due or item.due <= start), key=_order))


def _asked(reading: Reading, session: Record, date: dt.date) -> Iterator[Expected]:
    library, rules = reading.library, reading.rules
    records = [*library.records.values(), session]
    linked, _ = link(
        records, reading.tree, reading.kinds, rules.ids, frozenset(rules.parameters), library.files, library.history
    )
    for result in assess(replace(reading, library=linked), date).results():
        for case in result.cases:
            if case.record == session.id and case.state in (CaseState.WAITING, CaseState.MISSING):
                yield Expected(result.rule.label, result.rule.indicator, case.due, _natures(result.rule))


def _natures(rule: Rule) -> tuple[str, ...]:
    if not isinstance(rule.predicate, Coverage):
        return ()
    pieces = (proof.conditions.get("nature") for proof in rule.predicate.proofs if PIECE in proof.kinds)
    return tuple(nature for condition in pieces if condition for nature in condition.values)


def _order(expected: Expected) -> tuple[dt.date, int, str]:
    return (expected.due or dt.date.min, expected.indicator or 0, expected.what)
