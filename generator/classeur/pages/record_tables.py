"""Rows, fields and pieces of a record as a page lists them, already filtered for the edition."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from classeur.dates import short_french
from classeur.kinds.declaration import Field
from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record, Row
from classeur.pages.files import File, file_of
from classeur.pages.templates import in_words
from classeur.pages.view import Shown, View

_TIGHT = ("date", "date-heure", "heure", "entier", "indicateur", "nombre")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value: words, links where it names somebody or something, items where it is a list; `tight`: never wrapped."""

    words: str = ""
    links: tuple[tuple[str, str], ...] = ()
    items: tuple[str, ...] = ()
    tight: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a `lignes` field; columns that no row fills are left out."""

    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class ListedPiece:
    """A piece in a list; `address` is empty when this edition does not hold the file, or when there is none."""

    label: str
    day: dt.date | None
    signed: dt.date | None
    people: str
    address: str
    file: File
    where: str
    digest: str = ""
    """SHA-256 of a file that this edition only lists: the one shown on the day is the one that was listed."""
    number: int = 0
    """Its place among several that have the same name and date; 0 for one that is alone."""

    @property
    def words(self) -> str:
        """« Émargement, 2 févr. 2026, PDF »: what its link says, which no other link of the list says."""
        day = self.day or self.signed
        dated = short_french(day) if day else ""
        return ", ".join(filter(None, (self.label, dated, f"n° {self.number}" if self.number else "", self.file.type)))


def cell_of(view: View, shown: Shown) -> Cell:
    """A value as a cell."""
    if shown.field.type in ("choix", "nature"):
        return Cell(words=shown.words)
    items = shown.value if isinstance(shown.value, tuple) else ()
    words = tuple(view.said(in_words(item)) for item in items if not isinstance(item, Row))
    own = shown.words if shown.links else view.said(shown.words)
    return Cell(own, shown.links, words, shown.field.type in _TIGHT and len(words) <= 1)


def table_of(view: View, field: Field, rows: Sequence[Row]) -> Table:
    """A `lignes` field as a table."""
    readable = [{shown.field.name: cell_of(view, shown) for shown in view.row_fields(field, row)} for row in rows]
    subs = [sub for sub in field.fields if any(sub.name in cells for cells in readable)]
    return Table(
        label=field.label,
        columns=tuple(sub.label for sub in subs),
        rows=tuple(tuple(cells.get(sub.name, Cell()) for sub in subs) for cells in readable),
    )


def table_named(view: View, record: Record, name: str) -> Table | None:
    """The `lignes` field called `name`; None when it has no rows that this edition may read."""
    found = (table_of(view, field, rows) for field, rows in view.tables(record) if field.name == name)
    return next(found, None)


def pieces_of(view: View, pieces: Iterable[Piece], *, alone: bool = False) -> tuple[ListedPiece, ...]:
    """Pieces in order of dates; `alone`: the list is one person's, nobody is named."""
    listed = [
        ListedPiece(
            label=piece.label,
            day=piece.date,
            signed=piece.signed if piece.signed != piece.date else None,
            people="" if alone else ", ".join(map(view.name, view.served(piece))),
            address=view.opens(piece),
            file=file_of(view, piece),
            where=piece.where,
            digest=view.digest(piece),
        )
        for piece in {id(piece): piece for piece in pieces}.values()
    ]
    ordered = sorted(listed, key=lambda piece: (str(piece.day or piece.signed or ""), piece.label))
    alike = Counter(piece.words for piece in ordered)
    seen: Counter[str] = Counter()
    for place, piece in enumerate(ordered):
        if alike[piece.words] > 1:
            seen[piece.words] += 1
            ordered[place] = replace(piece, number=seen[piece.words])
    return tuple(ordered)
