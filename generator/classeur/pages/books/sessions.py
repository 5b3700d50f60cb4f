"""Sessions × expected pieces as a spreadsheet: n of N by piece, then who misses what, by code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from classeur.kinds.record import Record
from classeur.library import SESSION, STOPPED
from classeur.pages.books.words import book_of, cell, sheet_of
from classeur.pages.catalogue import label_of
from classeur.pages.columns import Column as Expected
from classeur.pages.columns import load_columns
from classeur.pages.french import capitalized
from classeur.pages.index import index_of
from classeur.pages.matrix import Cell, Matrix, matrix_of
from classeur.pages.view import View
from classeur.rules.result import Status
from classeur.sheets.book import Book, Column, Value

SESSIONS = "sessions"
_WIDTH = 13
_SOON, _WAIVED = Status.SOON.css, Status.NA.css


@dataclass(frozen=True, slots=True)
class _Counted:
    """A session with its table of learners and pieces."""

    session: Record
    table: Matrix


def sessions_book(view: View) -> Book:
    """The sessions that took or will take place, the latest first, and each piece that is missing today."""
    view = replace(view, coded=True)
    index = index_of(view)
    held = [s for s in view.library.published(SESSION) if s.get("avancement") not in STOPPED and view.shows_record(s)]
    held.sort(key=lambda session: (str(session.date("debut")), session.id), reverse=True)
    counted = [_Counted(session, matrix_of(view, index, session)) for session in held]
    shown = {column.id for one in counted for column in one.table.columns}
    pieces = [column for column in load_columns() if column.id in shown]
    more = [Column(piece.name, _WIDTH) for piece in pieces]
    sheets = (
        sheet_of(view, (SESSIONS, "sessions"), (_row(view, one, pieces) for one in counted), more=more),
        sheet_of(view, (SESSIONS, "manques"), (row for one in counted for row in _missing(view, one))),
    )
    return book_of(view, SESSIONS, sheets)


def _row(view: View, one: _Counted, pieces: list[Expected]) -> tuple[Value, ...]:
    session = one.session
    by_piece = {column.id: _cells(one.table, place) for place, column in enumerate(one.table.columns)}
    return (
        session.id,
        view.title(session),
        label_of(view, session, "categorie"),
        session.date("debut"),
        session.date("fin"),
        label_of(view, session, "modalite"),
        len(one.table.lines),
        sum(1 for _ in _missing(view, one)),
        *(_count(piece, by_piece.get(piece.id, ())) for piece in pieces),
    )


def _cells(table: Matrix, place: int) -> tuple[Cell, ...]:
    """A column of the table; one cell where the piece is the session's own."""
    cells = tuple(line.cells[place] for line in table.lines)
    return cells[:1] if table.columns[place].of_session else cells


def _count(column: Expected, cells: tuple[Cell, ...]) -> str:
    """« 13 sur 14, 1 à venir »; empty where nothing is expected."""
    coming = sum(one.css == _SOON for one in cells)
    lacking = sum(_lacks(column, one) for one in cells)
    due = lacking + sum(_held(one) for one in cells)
    said = [cell("sur", n=due - lacking, total=due)] if due else []
    return ", ".join([*said, *([cell("reste", n=coming)] if coming else [])])


def _held(one: Cell) -> bool:
    return bool(one.shape) and not one.gap and one.css not in (_SOON, _WAIVED)


def _lacks(column: Expected, one: Cell) -> bool:
    """Whether a rule misses the piece, or it is not there and no rule looks for such pieces: then one has to look."""
    return one.gap or (not one.shape and bool(one.spoken) and not column.rules)


def _missing(view: View, one: _Counted) -> Iterator[tuple[Value, ...]]:
    for place, column in enumerate(one.table.columns):
        for line, found in zip(one.table.lines, _cells(one.table, place), strict=False):
            if _lacks(column, found):
                who = cell("groupe") if column.of_session else line.name
                start = one.session.date("debut")
                yield one.session.id, view.title(one.session), start, column.name, who, _seen(found)


def _seen(found: Cell) -> str:
    """« Manquante », « Hors délai, 12/03 »."""
    return capitalized(f"{found.spoken}{found.seen.strip('–')}")
