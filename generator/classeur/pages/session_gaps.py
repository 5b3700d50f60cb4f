"""What is missing, said at the top of a page of the team's edition: what, who, until when, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from classeur.dates import in_french
from classeur.kinds.record import Record
from classeur.pages.index import Index, Told
from classeur.pages.phrases import say
from classeur.pages.view import View
from classeur.rules.result import CaseState, Status


@dataclass(frozen=True, slots=True)
class Gap:
    """One missing case in words; `who` are words and addresses."""

    css: str
    what: str
    who: tuple[tuple[str, str], ...]
    detail: str
    remedy: str
    rank: int


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
    return tuple(sorted((_gap(view, found, own) for found in told), key=lambda gap: (gap.rank, gap.what, gap.who)))


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
