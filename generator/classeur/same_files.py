"""The same bytes filed as several documents: comfort for who counts pieces, and nothing for who opens them."""

from __future__ import annotations

from collections.abc import Iterator

from classeur.dates import in_french
from classeur.finding import Finding, Place
from classeur.kinds.pieces import Piece
from classeur.library import Library
from classeur.messages import finding

HANDED_OUT = ("support", "calendrier-alternance")
"""Natures of which everybody is given the same."""


def same_files(library: Library) -> tuple[Finding, ...]:
    """A finding for each file that is a copy of another one, filed for somebody else, as something else or another day.

    One file that several rows name is no copy: the record says itself that it is shared.
    """
    groups: dict[str, dict[str, Piece]] = {}
    for piece in library.all_pieces():
        file = library.files.get(piece.file)
        if file and file.size and piece.nature not in HANDED_OUT:
            groups.setdefault(file.sha256, {}).setdefault(piece.file, piece)
    return tuple(found for pieces in groups.values() if len(pieces) > 1 for found in _copies(pieces))


def _copies(pieces: dict[str, Piece]) -> Iterator[Finding]:
    paths = sorted(pieces)
    first = pieces[paths[0]]
    for path in paths[1:]:
        if why := _differences(pieces[path], first):
            yield finding("piece-meme-fichier", Place(path), other=paths[0], why=why)


def _differences(piece: Piece, other: Piece) -> str:
    """What two pieces say that one document can't be: empty when they may well be the same."""
    if piece.people and other.people and set(piece.people) != set(other.people):
        return f"l'un est pour {', '.join(piece.people)}, l'autre pour {', '.join(other.people)}"
    if piece.nature != other.nature:
        return f"l'un est là comme « {piece.label} », l'autre comme « {other.label} »"
    if piece.date and other.date and piece.date != other.date:
        return f"l'un est daté du {in_french(piece.date)}, l'autre du {in_french(other.date)}"
    return ""
