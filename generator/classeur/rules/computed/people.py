"""Trainers at work: whether their CV and their papers are still good, and who leads a programme of several."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from classeur.dates import Duration, in_french, shift
from classeur.kinds.record import Record
from classeur.library import SESSION, Library
from classeur.rules.bounds import Day
from classeur.rules.cases import case_of
from classeur.rules.declaration import Selector
from classeur.rules.result import Case, CaseState
from classeur.rules.selection import Subject, chosen

_SESSIONS = Selector(kinds=(SESSION,), conditions={}, dates={})
_ACTIVE = Duration(months=12)
"""Who has taught nothing for a year, and is to teach nothing, is asked for nothing."""
_STAFF = "personnel"
_LEADING = "pedagogie"


def cv_fresh(library: Library, _what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each active trainer with a CV: the last one is younger than {frequence_cv}. Source: demand B2.

    `date` is that of the last one.
    """
    lasts = day.parameters["frequence_cv"]
    for person in _active(library, day):
        dates = [value for value in person.dates("cv_le") if value <= day.today]
        if dates:
            details = {"date": in_french(max(dates))}
            yield _lasting(library, person, shift(max(dates), lasts), day, details)


def papers_valid(library: Library, _what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each active trainer and sort of paper: the last one is not expired. Source: demand B2.

    `papier` names it, `date` is its end. A renewal may be added under the old line: the latest end counts.
    """
    for person in _active(library, day):
        ends: dict[str, dt.date] = {}
        for row in person.rows("papiers"):
            end, nature = row.get("expire_le"), str(row.get("nature"))
            if isinstance(end, dt.date):
                ends[nature] = max(end, ends.get(nature, end))
        for nature, end in ends.items():
            yield _lasting(library, person, end, day, {"papier": nature, "date": in_french(end)})


def led(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each session: a pedagogic lead is named in it, or holds that role in the team.

    Source: décret 2026-728, indicator 19; the number of trainers from which a lead is due is not published.
    """
    holder = next((m.handle for m in library.team.values() if _LEADING in m.roles), "")
    for subject in chosen(library, what, day) if what else ():
        named = subject.record and subject.record.get("referent_pedagogique")
        yield case_of(library, CaseState.HAVE if named or holder else CaseState.MISSING, subject)


def _lasting(library: Library, person: Record, until: dt.date, day: Day, details: dict[str, str]) -> Case:
    """Held until a day, else missing since."""
    subject = Subject(person)
    if until >= day.today:
        return case_of(library, CaseState.HAVE, subject, proof=person, expires=until, details=details)
    return case_of(library, CaseState.MISSING, subject, details=details)


def _active(library: Library, day: Day) -> tuple[Record, ...]:
    """Those who train in a session that is to come, or ended less than a year ago, once each."""
    since = shift(day.today, _ACTIVE, -1)
    found: dict[str, Record] = {}
    for subject in chosen(library, _SESSIONS, day):
        session = subject.record
        if session and (session.date("fin") or day.today) >= since:
            people = (library.records.get(who) for who in session.texts("intervenants"))
            found |= {p.id: p for p in people if p and p.kind.name == _STAFF and not p.draft}
    return tuple(found.values())
