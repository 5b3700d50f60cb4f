"""Agreements and contracts, which bind before somebody enters: who signed in time, and who did not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from classeur.kinds.pieces import Piece
from classeur.library import Inscription
from classeur.pages.columns import Column, load_columns
from classeur.pages.index import Index


def unbound(index: Index, inscriptions: Iterable[Inscription]) -> dict[str, dt.date]:
    """The learners who entered before anything bound them, each with the day of entry; for the empty text, the first.

    Who was bound in time signs again later (another employer, an amendment) without being late.
    """
    found = {
        inscription.learner: inscription.start
        for inscription in inscriptions
        if not any(in_time(piece, inscription) for piece in index.pieces_for(inscription))
    }
    return {"": min(found.values()), **found} if found else {}


def in_time(piece: Piece, inscription: Inscription) -> bool:
    """Whether a piece binds, and did so on the day when the learner entered."""
    day = piece.signed or piece.date
    return day is not None and day <= inscription.start and any(piece.nature in column.natures for column in _columns())


def _columns() -> tuple[Column, ...]:
    return tuple(column for column in load_columns() if column.before_start)
