"""What is missing, said at the top of a page of the team's edition: what, who, until when, and what to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from classeur.dates import in_french
from classeur.kinds.record import Record
from classeur.messages import others
from classeur.pages import address
from classeur.pages.index import Index, Told
from classeur.pages.phrases import say
from classeur.pages.view import View
from classeur.rules.result import CaseState, Status

NAMED = 8
"""Cases of one rule that a page names one by one; the page of the indicator has the others."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One missing case in words; `who` are words and addresses."""

    css: str
    what: str
    who: tuple[tuple[str, str], ...]
    detail: str
    remedy: str
    rank: int


@dataclass(frozen=True, slots=True)
class Expected:
    """Something that is still to be gathered; `who` are words and addresses, empty for the session as a whole."""

    what: str
    due: dt.date
    who: tuple[tuple[str, str], ...]
    everyone: bool
    """Whether it is for every learner: then they are not named one by one."""


def expected_of_session(view: View, index: Index, session: Record, learners: Sequence[str]) -> tuple[Expected, ...]:
    """What a session and its learners still have time for, the first due first; one line for the same thing."""
    groups: dict[tuple[dt.date, str], dict[str, None]] = {}
    for who in ("", *learners):
        for told in index.told(session.id, who, CaseState.WAITING):
            if told.case.due:
                names = groups.setdefault((told.case.due, told.result.rule.label), {})
                names.update(dict.fromkeys(filter(None, (who or told.case.item,))))
    return tuple(
        Expected(what, due, tuple(view.reference(name) for name in names), bool(names) and [*names] == [*learners])
        for (due, what), names in sorted(groups.items(), key=lambda item: item[0])
    )


def gaps_of_session(view: View, index: Index, session: Record, learners: Iterable[str]) -> tuple[Gap, ...]:
    """The gaps of a session, of its learners and of its alerts and other records; none without verdicts."""
    everyone = ("", *learners)
    told = [told for who in everyone for told in index.told(session.id, who, CaseState.MISSING)]
    records = {r.id: r for who in everyone for r in index.records.get((session.id, who), ())}
    told += [found for record in records for found in index.told(record, "", CaseState.MISSING)]
    return _worst_first(view, told, own=session.id)


def gaps_of_learner(view: View, index: Index, session: Record, learner: str) -> tuple[Gap, ...]:
    """The gaps of one learner in a session, alerts included."""
    told = [*index.told(session.id, learner, CaseState.MISSING)]
    for record in index.records.get((session.id, learner), ()):
        told += index.told(record.id, "", CaseState.MISSING)
    return _worst_first(view, told, own=session.id)


def gaps_of_record(view: View, index: Index, record: Record) -> tuple[Gap, ...]:
    """The gaps of a record, and those it causes elsewhere (a trainer in a session)."""
    told = [*index.told(record.id, "", CaseState.MISSING)]
    told += [found for found in index.of_item.get(record.id, ()) if found.case.state is CaseState.MISSING]
    return _worst_first(view, told, own=record.id)


def _worst_first(view: View, told: Iterable[Told], own: str) -> tuple[Gap, ...]:
    by_rule: dict[str, list[Told]] = {}
    for found in told:
        by_rule.setdefault(found.result.rule.id, []).append(found)
    gaps = (gap for cases in by_rule.values() for gap in _of_rule(view, cases, own))
    # The sort keeps « et 12 autres » behind the cases that it follows.
    return tuple(sorted(gaps, key=lambda gap: (gap.rank, gap.what)))


def _of_rule(view: View, cases: Sequence[Told], own: str) -> Iterator[Gap]:
    """The cases of one rule, and in a last line how many more there are."""
    gaps = sorted((_gap(view, found, own) for found in cases), key=lambda gap: gap.who)
    yield from gaps[:NAMED]
    if len(gaps) > NAMED:
        number = cases[0].result.rule.indicator
        rest = (f"et {others(len(gaps) - NAMED)}", address.of_indicator(number) if number else "")
        yield replace(gaps[0], who=(rest,), detail="")


def _gap(view: View, told: Told, own: str) -> Gap:
    case = told.case
    named = tuple(dict.fromkeys(name for name in (case.learner, case.item, case.record) if name and name != own))
    return Gap(
        css=told.status.css,
        what=told.result.rule.gap,
        who=tuple(view.reference(name) for name in named),
        detail=", ".join(_details(view, told)),
        remedy=told.result.rule.remedy,
        rank=list(Status).index(told.status),
    )


def _details(view: View, told: Told) -> list[str]:
    case = told.case
    record = view.library.records[case.record]
    labels = {field.name: field.label for field in record.kind.fields}
    labels |= {section.id: section.title for section in record.kind.sections}
    words = [f"« {labels.get(name, name)} »" for name in case.lacking]
    if case.found:
        words.append(say("trace", jour=in_french(case.found)))
    if case.due:
        words.append(say("attendu-avant", jour=in_french(case.due)))
    return words
