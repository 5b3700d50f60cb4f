"""What a spreadsheet holds, before it is written: books, sheets, columns, and what a cell may be."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

Value = str | int | float | dt.date | None
"""Text, number, day, or nothing. A text is never read as a formula, a number or an address, whatever it looks like."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what its header says, its width in characters, and the words that people may choose from in it."""

    label: str
    width: int = 18
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a table whose first row is the header. Each row has one value a column, in their order.

    The `lead` first columns say what a row is about: they stay in sight, and are printed on each page.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    lead: int = 1


@dataclass(frozen=True, slots=True)
class Book:
    """A spreadsheet. `day` is the day it tells of, and its date of creation: the same book gives the same bytes.

    `notes` are sentences about the whole, in a last sheet of their own.
    """

    title: str
    author: str
    day: dt.date
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()
