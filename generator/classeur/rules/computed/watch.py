"""Watch notes and procedures as the team knows them: who was told, and notes that are all the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from classeur.dates import as_date, shift
from classeur.kinds.record import Record
from classeur.library import Library
from classeur.rules.bounds import Day
from classeur.rules.cases import case_of
from classeur.rules.declaration import Selector
from classeur.rules.result import Case, CaseState
from classeur.rules.selection import Subject, chosen

ALONE = 1
"""A team of one has nobody to tell."""
SERIES = 3
"""Notes alike from which it is a series: a quarter's worth of the same words."""
_TOLD = ("communiquee", "portee_a_connaissance")


def told_to_team(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each record: the team was told of it, within {delai_communication} where the record has a day.

    Nobody is asked for anything where the team is one person. Source: demands B3 and C7.
    """
    if not what or len(library.team) <= ALONE:
        return
    for subject in chosen(library, what, day):
        if record := subject.record:
            yield _told(library, subject, record, day)


def _told(library: Library, subject: Subject, record: Record, day: Day) -> Case:
    rows = (row for name in _TOLD for row in record.rows(name))
    days = sorted(as_date(value) for row in rows if isinstance(value := row.get("le"), dt.date))
    past = [value for value in days if value <= day.today and (record.day is None or value >= record.day)]
    limit = shift(record.day, day.parameters["delai_communication"]) if record.day else None
    if past and (limit is None or past[0] <= limit):
        return case_of(library, CaseState.HAVE, subject, proof=record)
    if limit and limit >= day.today and not past:
        return case_of(library, CaseState.WAITING, subject, due=limit)
    return replace(case_of(library, CaseState.MISSING, subject, due=limit), found=past[0] if past else None)


def alike(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each watch note; missing when it says word for word what {SERIES} notes or more say.

    Two notes with the same words are a slip, a series is a note that nobody reads. `autres` names others.
    """
    groups: dict[tuple[str, ...], list[Subject]] = {}
    for subject in chosen(library, what, day) if what else ():
        if subject.record:
            groups.setdefault(_words(subject.record), []).append(subject)
    for same in groups.values():
        names = [subject.record.id for subject in same if subject.record]
        for subject, own in zip(same, names, strict=True):
            if len(same) < SERIES:
                yield case_of(library, CaseState.HAVE, subject, proof=subject.record)
            else:
                others = ", ".join([name for name in names if name != own][:SERIES])
                yield case_of(library, CaseState.MISSING, subject, details={"autres": others})


def _words(note: Record) -> tuple[str, ...]:
    """What a note says, spaces and capitals apart; its title and source where it says nothing else."""
    said = tuple(" ".join(text.split()).casefold() for text in (note.text("impact"), note.text("pourquoi"), note.body))
    return said if any(said) else (note.title.casefold(), note.text("source").casefold())
