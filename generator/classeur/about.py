"""Which sessions, and which learners, a record is about: what it names itself, and what the parcours it names says."""

from __future__ import annotations

from collections.abc import Iterable

from classeur.kinds.pieces import EVERYONE, GROUP, Piece
from classeur.kinds.record import Record, Reference
from classeur.library import PARCOURS, SESSION, Library

NAMING = ("personne", "destinataires")
"""Types of fields that name people."""
_LINKING = ("lien", "destinataires")


def sessions_of(library: Library, references: Iterable[Reference]) -> tuple[str, ...]:
    """The ids of the sessions that references name, themselves or by a parcours."""
    found: dict[str, None] = {}
    for reference in references:
        record = library.records.get(reference.value) if reference.field.type in _LINKING else None
        if record is not None and record.kind.name == PARCOURS:
            record = library.records.get(record.text("session"))
        if record is not None and record.kind.name == SESSION:
            found[record.id] = None
    return tuple(found)


def learners_of(library: Library, references: Iterable[Reference]) -> tuple[str, ...]:
    """The codes of the learners that references name, themselves or by a parcours; what is in rows does not count.

    A code that nobody knows counts as a learner's: what names it is about somebody, and not about the group.
    """
    found: dict[str, None] = {}
    for reference in references:
        if not reference.row and reference.field.type in NAMING and _may_learn(library, reference.value):
            found[reference.value] = None
        elif not reference.row and (followed := _learner_of(library, reference)):
            found[followed] = None
    return tuple(found)


def _may_learn(library: Library, who: str) -> bool:
    if who in (GROUP, EVERYONE) or who in library.records or who in library.team:
        return False
    return who in library.inscriptions_of or who not in library.people


def _learner_of(library: Library, reference: Reference) -> str:
    record = library.records.get(reference.value) if reference.field.type in _LINKING else None
    return record.text("beneficiaire") if record is not None and record.kind.name == PARCOURS else ""


def sessions_of_piece(library: Library, piece: Piece) -> tuple[str, ...]:
    """The ids of the sessions that a piece belongs to: its record, or those that its record is about."""
    owner = library.records[piece.owner]
    return (owner.id,) if owner.kind.name == SESSION else sessions_of(library, owner.references)


def learners_of_piece(library: Library, piece: Piece) -> tuple[str, ...]:
    """The learners that a piece serves: those it names, else those its record is about; none for a whole session."""
    owner: Record = library.records[piece.owner]
    if piece.people or owner.kind.name == SESSION:
        return piece.people
    return learners_of(library, owner.references)
