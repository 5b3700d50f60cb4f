"""What pages look up again and again, gathered in one pass over the records and one over the cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from classeur.dates import shift
from classeur.kinds.record import Record
from classeur.library import STOPPED
from classeur.pages.view import View
from classeur.rules.result import CaseState

ANSWER = "reponse"
FAULT = "non-conformite"
SESSION = "session"
_REVIEWS = ("revu_le", "verifie_le", "competences_verifiees_le", "cv_le", "date_application", "debut")
"""Fields that date a record which has no day of its own, the most telling first."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The cases of a session: how many are there, missing, and to come."""

    have: int = 0
    missing: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class Catalogue:
    """Records by indicator, answers, earlier non-conformities, cases by session: built once for all pages."""

    by_indicator: Mapping[int, tuple[Record, ...]]
    answers: Mapping[int, Record]
    faults: Mapping[int, tuple[Record, ...]]
    by_kind: Mapping[str, tuple[Record, ...]]
    tallies: Mapping[str, Tally]


def catalogue(view: View) -> Catalogue:
    """Gather what this edition may show. Mock audits stay with the team."""
    by_indicator: dict[int, list[Record]] = {}
    faults: dict[int, list[Record]] = {}
    by_kind: dict[str, list[Record]] = {}
    answers: dict[int, Record] = {}
    for record in view.library.records.values():
        if not view.shows_record(record):
            continue
        by_kind.setdefault(record.kind.name, []).append(record)
        number = record.get("indicateur")
        if record.kind.name == ANSWER and isinstance(number, int):
            answers[number] = record
        elif record.kind.name == FAULT and isinstance(number, int):
            faults.setdefault(number, []).append(record)
        else:
            for served in record.indicators:
                by_indicator.setdefault(served, []).append(record)
    return Catalogue(
        by_indicator={number: tuple(records) for number, records in by_indicator.items()},
        answers=answers,
        faults={number: tuple(records) for number, records in faults.items()},
        by_kind={kind: tuple(sorted(records, key=lambda r: r.id)) for kind, records in by_kind.items()},
        tallies=_tallies(view) if view.edition.holds_verdicts else {},
    )


def _tallies(view: View) -> dict[str, Tally]:
    counts: dict[str, list[int]] = {}
    places = {CaseState.HAVE: 0, CaseState.MISSING: 1, CaseState.WAITING: 2}
    for result in view.assessment.results():
        for case in result.cases:
            if case.state in places:
                counts.setdefault(case.record, [0, 0, 0])[places[case.state]] += 1
    return {record: Tally(*count) for record, count in counts.items()}


def latest_day(record: Record) -> dt.date | None:
    """The day to sort a record by: that of the fact, else its last review or check, else its first day."""
    reviews = (max(record.dates(name), default=None) for name in _REVIEWS)
    return record.day or next(filter(None, reviews), None)


def next_review(record: Record) -> dt.date | None:
    """The day by which a living document is read again; None when it never was, or need not be."""
    last = max(record.dates("revu_le"), default=None)
    return shift(last, record.review) if last and record.review else None


def sessions_of(view: View, found: Catalogue) -> tuple[Record, ...]:
    """The sessions that took or will take place, the latest first."""
    held = (s for s in found.by_kind.get(SESSION, ()) if s.get("avancement") not in STOPPED and s.date("debut"))
    return tuple(sorted(held, key=lambda s: (s.date("debut") or view.assessment.date, s.id), reverse=True))


def label_of(view: View, record: Record, field: str) -> str:
    """A field of a record as pages say it; empty when it has none or this edition may not read it."""
    declared, value = record.kind.field(field), record.get(field)
    if declared is None or value is None or not view.edition.shows(declared.edition):
        return ""
    return view.said(view.shown(declared, value).words)
