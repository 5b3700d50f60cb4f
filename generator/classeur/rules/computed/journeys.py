"""What is followed along a learner's way: the version in force when it was given, phases of a skills assessment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from classeur.kinds.record import Record, bare
from classeur.library import PARCOURS, Inscription, Library
from classeur.rules.bounds import Day
from classeur.rules.cases import case_of
from classeur.rules.declaration import Selector
from classeur.rules.result import Case, CaseState
from classeur.rules.selection import chosen


def version_given(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each delivery of a document that tells its versions; missing when another one was in force that day.

    « v2 » and « 2 » are the same version. `vigueur` is the version that was in force (demand E2).
    """
    for subject in chosen(library, what, day) if what else ():
        given = subject.thing
        document = library.records.get(given.text("document")) if isinstance(given, Record) else None
        if not isinstance(given, Record) or document is None or given.day is None:
            continue
        if current := in_force(document, given.day):
            held = bare(current) == bare(given.text("version"))
            state = CaseState.HAVE if held else CaseState.MISSING
            yield case_of(library, state, subject, proof=document, details={} if held else {"vigueur": current})


def in_force(document: Record, day: dt.date) -> str:
    """The version of a document in force on a day; empty when it does not tell its versions, or had none yet."""
    started = [(since, str(row.get("version"))) for row in document.rows("versions")
               if isinstance(since := row.get("du"), dt.date) and since <= day]  # fmt: skip
    return max(started)[1] if started else ""


def phases(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each inscription; missing when its parcours lacks a phase of a skills assessment.

    The three phases are those that the kind of parcours declares (code du travail, R. 6313-4); `phases` names those
    that are not written.
    """
    rows = library.kinds.by_name[PARCOURS].field("phases")
    phase = rows.subfield("phase") if rows else None
    expected = phase.values if phase and phase.values else {}
    for subject in chosen(library, what, day) if what else ():
        if isinstance(subject.thing, Inscription):
            own = subject.thing.parcours
            written = {row.get("phase") for row in own.rows("phases")} if own else set()
            lacking = ", ".join(label.lower() for name, label in expected.items() if name not in written)
            state = CaseState.MISSING if lacking else CaseState.HAVE
            yield case_of(library, state, subject, proof=own, details={"phases": lacking} if lacking else {})
