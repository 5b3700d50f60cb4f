"""Tables as data: what `tables.html` prints, so that lists need no template of their own."""

from __future__ import annotations

from dataclasses import dataclass

Link = tuple[str, str]
"""Words and address; the words alone where the address is empty."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A state in a word, with the CSS name of its shape: `ok`, `watch`, `minor`, `major`, `confirm`, `soon`, `na`."""

    word: str
    css: str


@dataclass(frozen=True, slots=True)
class Gauge:
    """How many cases are there, missing, and still to come; `label` says it in words."""

    have: int
    missing: int
    waiting: int
    label: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: words or links, a line in small type, a state, a gauge. `target` makes a link of the words."""

    words: str = ""
    target: str = ""
    more: str = ""
    links: tuple[Link, ...] = ()
    mark: Mark | None = None
    gauge: Gauge | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head; `css` is `cl-num` for dates, `cl-r` for numbers set to the right."""

    label: str
    css: str = ""


Row = tuple[Cell, ...]
"""The cells of a row, the first of which is its heading."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading of their own (a month); no heading where `title` is empty."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption, which only screen readers read: the heading above says the same."""

    caption: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]

    @property
    def size(self) -> int:
        """How many rows."""
        return sum(len(group.rows) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a list page: heading, a table, links below. `empty` is said when there is no row."""

    id: str
    title: str
    table: Table | None = None
    empty: str = ""
    links: tuple[Link, ...] = ()
