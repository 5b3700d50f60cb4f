"""What a centre of apprenticeship does each year, counted from the day its apprentices came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from classeur.dates import Duration, shift
from classeur.kinds.record import Record
from classeur.library import PROVIDER_KIND, SESSION, STOPPED, Library
from classeur.rules.bounds import Day, window
from classeur.rules.cases import case_of
from classeur.rules.declaration import Selector
from classeur.rules.result import Case, CaseState
from classeur.rules.selection import Subject, chosen

APPRENTICESHIP = "CFA"
YEAR = Duration(months=12)


def once_a_year(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """One case for the centre: what the selector takes, once a year since apprentices are there.

    A centre that has just opened has its first year to do it; without apprentices there is nothing to ask.
    """
    found = [subject.thing for subject in chosen(library, what, day)] if what else []
    shown = [thing for thing in found if isinstance(thing, Record)]
    since = min(_apprentices_since(library, day).values(), default=None)
    if what and since:
        yield _case(library, Subject(library.records[PROVIDER_KIND]), shown, since, _lasts(library, what, day), day)


def once_a_year_each(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """One case for each programme of apprenticeship with apprentices: a record that names it, once a year."""
    shown: dict[str, list[Record]] = {}
    for subject in chosen(library, what, day) if what else ():
        if isinstance(subject.thing, Record):
            shown.setdefault(subject.thing.text("formation"), []).append(subject.thing)
    for identity, since in _apprentices_since(library, day).items():
        if what and (programme := library.records.get(identity)):
            lasts = _lasts(library, what, day)
            yield _case(library, Subject(programme), shown.get(identity, []), since, lasts, day)


def _case(library: Library, subject: Subject, shown: list[Record], since: dt.date, lasts: Duration, day: Day) -> Case:
    latest = max(shown, key=lambda record: (record.day or dt.date.min, record.id), default=None)
    if latest and latest.day:
        return case_of(library, CaseState.HAVE, subject, proof=latest, expires=shift(latest.day, lasts))
    due = shift(since, lasts)
    if due >= day.today:
        return case_of(library, CaseState.WAITING, subject, due=due)
    return case_of(library, CaseState.MISSING, subject)


def _apprentices_since(library: Library, day: Day) -> dict[str, dt.date]:
    """The first day of the sessions of apprenticeship that ran within a year, by programme."""
    first: dict[str, dt.date] = {}
    for session in library.published(SESSION):
        start, end = session.date("debut"), session.date("fin")
        apprentices = session.get("categorie") == APPRENTICESHIP and session.get("avancement") not in STOPPED
        if apprentices and start and end and start <= day.today and end >= shift(day.today, YEAR, -1):
            programme = session.text("formation")
            first[programme] = min(start, first.get(programme, start))
    return first


def _lasts(library: Library, what: Selector, day: Day) -> Duration:
    """How long what was done holds: what the selector takes off today."""
    provider = library.records[PROVIDER_KIND]
    frames = (window(library, bound, provider, provider, day) for bound in what.dates.values())
    return next((frame.lasts for frame in frames if frame.lasts), YEAR)
