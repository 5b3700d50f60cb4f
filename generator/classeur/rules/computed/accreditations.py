"""Certifications prepared: blocks that modules cover, registration and accreditation in force when learners come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from classeur.dates import in_french
from classeur.kinds.record import Record, slug
from classeur.library import SESSION, STOPPED, Library
from classeur.rules.bounds import Day
from classeur.rules.cases import case_of, judged
from classeur.rules.declaration import Selector
from classeur.rules.result import Case, CaseState
from classeur.rules.selection import chosen, in_period

_SPECIFIC = "rs"
"""Start of the code of the répertoire spécifique, whose certifications have no blocks."""


def blocks_covered(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each certification prepared in training; missing when a block has no module, or none is written.

    `blocs` names what is not covered. Source: guide V9, indicator 7 (modules × blocks).
    """
    for subject in chosen(library, what, day) if what else ():
        certification = subject.record
        if certification is None or not _prepared(library, certification):
            continue
        rows = certification.rows("correspondance")
        covered = {slug(str(row.get("bloc"))) for row in rows}
        blocks = certification.texts("blocs")
        bare = [block for block in blocks if slug(block) not in covered]
        if not blocks and not (slug(certification.text("code")).startswith(_SPECIFIC) and rows):
            bare = ["aucun bloc n'est écrit"]
        yield judged(library, subject, {"blocs": ", ".join(bare)} if bare else {})


def _prepared(library: Library, certification: Record) -> bool:
    """Whether a programme of training or of apprenticeship leads to it: indicator 7 is not for a VAE."""
    return any(
        one.kind.name == "formation" and one.get("categorie") in ("AF", "CFA")
        for one in library.backlinks_of(certification.id)
    )


def registered(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each certifying session; missing when the registration had ended on its first day.

    `fin` is the last day of the registration. Source: guide V9, indicator 7.
    """
    for subject in chosen(library, what, day) if what else ():
        session = subject.record
        certification = certification_of(library, session) if session else None
        start, end = (session.date("debut") if session else None), None
        if certification:
            end = certification.date("enregistree_jusqu_au")
        if certification and start and end:
            over = end < start
            yield judged(library, subject, {"fin": in_french(end)} if over else {})


def accredited(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each certifying session; missing without an accreditation to train in force on its first day.

    Source: guide V9, indicator 7 (accreditation to train, agreement with the certifier).
    """
    for subject in chosen(library, what, day) if what else ():
        session = subject.record
        certification = certification_of(library, session) if session else None
        if session and certification and (start := session.date("debut")):
            held = any(_holds(first, last, start) for first, last, _ in _rights(certification))
            state = CaseState.HAVE if held else CaseState.MISSING
            yield case_of(library, state, subject, proof=certification if held else None)


def accredited_to_the_end(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each certification with sessions; missing when its accreditation ends before one of them does.

    What the renewal was asked for, or what was renewed, alarms nobody. `session`, `fin` and `habilitation` say which.
    Source: decree 2026-728, indicator 7 (proven capacity to certify).
    """
    sessions = _sessions_by_certification(library, day)
    for subject in chosen(library, what, day) if what else ():
        certification = subject.record
        rights = list(_rights(certification)) if certification else []
        mine = sessions.get(certification.id, ()) if certification else ()
        cut = [one for one in mine if _cut(one, rights)]
        if mine and rights:
            details = {}
            if cut:
                end = max(last for _, last, _ in rights if last)
                details = {"session": cut[0].id, "fin": _day(cut[0].date("fin")), "habilitation": _day(end)}
            yield judged(library, subject, details)


def certification_of(library: Library, session: Record) -> Record | None:
    """The certification that the programme of a session prepares."""
    programme = library.records.get(session.text("formation"))
    return library.records.get(programme.text("certification")) if programme else None


def _rights(certification: Record) -> Iterator[tuple[dt.date, dt.date | None, bool]]:
    """First and last day of each accreditation to train, and whether its renewal was asked for."""
    for row in certification.rows("habilitation"):
        first, last = row.get("depuis"), row.get("jusqu_au")
        if isinstance(first, dt.date) and row.get("a_former") is not False:
            yield first, last if isinstance(last, dt.date) else None, bool(row.get("renouvellement_demande_le"))


def _holds(first: dt.date, last: dt.date | None, day: dt.date) -> bool:
    return first <= day and (last is None or day <= last)


def _cut(session: Record, rights: list[tuple[dt.date, dt.date | None, bool]]) -> bool:
    start, end = session.date("debut"), session.date("fin")
    if start is None or end is None:
        return False
    began = [right for right in rights if _holds(right[0], right[1], start)]
    return bool(began) and not any(asked for *_, asked in began) and not any(_holds(a, b, end) for a, b, _ in rights)


def _sessions_by_certification(library: Library, day: Day) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for session in library.published(SESSION):
        if session.get("avancement") in STOPPED or not in_period(session, day):
            continue
        if certification := certification_of(library, session):
            found.setdefault(certification.id, []).append(session)
    return found


def _day(day: dt.date | None) -> str:
    return in_french(day) if day else ""
