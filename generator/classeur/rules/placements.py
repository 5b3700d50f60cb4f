"""Which sessions hold time in a company: work-study, placements, training on the job."""

from __future__ import annotations

from collections.abc import Iterator

from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record
from classeur.library import Library

ON_THE_JOB = "afest"
TELLING = ("convention-tripartite", "compte-rendu-visite", "livret-alternance")
"""Pieces that nobody keeps unless somebody spends time in a company."""


def in_company(library: Library, session: Record) -> bool:
    """Whether part of a session is spent in a company (guide V9, indicator 28: placements, work-study, AFEST)."""
    if session.get("modalite") == ON_THE_JOB or session.get("categorie") == "CFA":
        return True
    enrolled = library.inscriptions_of.get(session.id, ())
    if any(inscription.alternates for inscription in enrolled):
        return True
    return any(piece.nature in TELLING for piece in _pieces(library, session))


def _pieces(library: Library, session: Record) -> Iterator[Piece]:
    yield from library.pieces.get(session.id, ())
    for inscription in library.inscriptions_of.get(session.id, ()):
        if inscription.parcours:
            yield from library.pieces.get(inscription.parcours.id, ())
