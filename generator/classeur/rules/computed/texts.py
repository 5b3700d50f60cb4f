"""Texts that are the same word for word: a report, a note or an answer that was copied says nothing of its own fact."""

from __future__ import annotations

from collections.abc import Iterator

from classeur.kinds.record import Record
from classeur.library import Library
from classeur.rules.bounds import Day
from classeur.rules.cases import case_of
from classeur.rules.declaration import Selector
from classeur.rules.result import Case, CaseState
from classeur.rules.selection import Subject, chosen

NAMED = 3
"""Other records with the same text that are named; more are only counted among the cases."""


def same_body(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each record with a text of its own; missing when others have it too, spaces and capitals apart.

    Source: demand A5 (« the same text in several reports »). `autres` names the other records.
    """
    groups: dict[str, list[Subject]] = {}
    for subject in chosen(library, what, day) if what else ():
        if isinstance(subject.thing, Record) and (words := " ".join(subject.thing.body.split()).casefold()):
            groups.setdefault(words, []).append(subject)
    for alike in groups.values():
        state = CaseState.MISSING if len(alike) > 1 else CaseState.HAVE
        names = [subject.record.id for subject in alike if subject.record]
        for subject, own in zip(alike, names, strict=True):
            others = ", ".join([name for name in names if name != own][:NAMED])
            yield case_of(library, state, subject, details={"autres": others} if others else {})
