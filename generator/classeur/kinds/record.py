"""A record: a file whose every value has the type that its kind declares."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from classeur.dates import Duration, as_date
from classeur.finding import Place
from classeur.kinds.declaration import Field, Kind
from classeur.kinds.values import Value

_HEADING = re.compile(
    r"^#{2,6}[ \t]+(?P<title>.*?)[ \t]*(?:\{:?[ \t]*#(?P<id>[\w-]+)[^}]*\})?[ \t]*#*[ \t]*$", re.MULTILINE
)

DRAFT = "brouillon"
"""The value of `etat` for what is still being written."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a `lignes` field: a mapping in front matter, with the place where it was written."""

    values: Mapping[str, Cell]
    place: Place

    def get(self, name: str) -> Cell | None:
        """The value of a field of the row, or None."""
        return self.values.get(name)


Cell = Value | tuple[Value, ...] | tuple[Row, ...]
"""What a field holds: one value, several (`liste: oui`), or rows (`lignes`)."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A value that names something elsewhere: a record, a person, a rule, a file. Checked once all is read."""

    field: Field
    value: str
    place: Place
    row: str = ""
    """The `lignes` field that holds it, if any."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record, published or draft. `places` gives, for each field written, its key's place."""

    id: str
    kind: Kind
    path: str
    values: Mapping[str, Cell]
    body: str
    body_line: int
    places: Mapping[str, Place]
    references: tuple[Reference, ...]
    words: tuple[Reference, ...] = ()
    """Values that are to be a word of a list of `organisme.yml` (`parmi` of their field)."""

    @property
    def title(self) -> str:
        """Its title, else its id."""
        return self.text("titre") or self.text("nom") or self.id

    @property
    def draft(self) -> bool:
        """Whether it is still being written: a draft proves nothing and is not published."""
        return self.values.get("etat") == DRAFT

    @property
    def indicators(self) -> tuple[int, ...]:
        """The indicators that it serves: its own, else its kind's."""
        own = self.values.get("indicateurs")
        if isinstance(own, tuple):
            return tuple(sorted({value for value in own if isinstance(value, int)}))
        found = set(self.kind.indicators)
        if self.kind.indicators_by:
            for group in self.kind.indicators_by.among(self.values):
                found.update(group)
        if isinstance(number := self.values.get("indicateur"), int):
            found.add(number)
        return tuple(sorted(found))

    @property
    def day(self) -> dt.date | None:
        """The day of the fact, as its kind tells; None for what has no day of its own."""
        value = self.values.get(self.kind.when)
        return as_date(value) if isinstance(value, dt.date) else None

    @property
    def review(self) -> Duration | None:
        """How long a review holds: the record's own `revision`, else its kind's."""
        own = self.values.get("revision")
        return own if isinstance(own, Duration) else self.kind.review

    def get(self, name: str) -> Cell | None:
        """The value of a field, or None."""
        return self.values.get(name)

    def text(self, name: str) -> str:
        """The value of a field when it is a text, else an empty text."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def date(self, name: str) -> dt.date | None:
        """The value of a field when it is one date (or moment), as a day."""
        value = self.values.get(name)
        return as_date(value) if isinstance(value, dt.date) else None

    def texts(self, name: str) -> tuple[str, ...]:
        """The value of a field as texts, whether one or several were written."""
        value = self.values.get(name)
        items = value if isinstance(value, tuple) else (value,)
        return tuple(item for item in items if isinstance(item, str))

    def dates(self, name: str) -> tuple[dt.date, ...]:
        """The value of a field as days, in order, whether one or several were written."""
        value = self.values.get(name)
        items = value if isinstance(value, tuple) else (value,)
        return tuple(sorted(as_date(item) for item in items if isinstance(item, dt.date)))

    def rows(self, name: str) -> tuple[Row, ...]:
        """The rows of a `lignes` field."""
        value = self.values.get(name)
        return tuple(item for item in value if isinstance(item, Row)) if isinstance(value, tuple) else ()

    def place(self, name: str = "") -> Place:
        """Where a field was written, else the file."""
        return self.places.get(name) or Place(self.path)

    def headings(self) -> Iterator[tuple[str, str]]:
        """The headings of the body from the second level on: id, words."""
        for found in _HEADING.finditer(self.body):
            yield found["id"] or slug(found["title"]), found["title"]

    def sections(self) -> frozenset[str]:
        """The parts that it has: those with a title in its body, and those that a filled field says."""
        filled = (one.id for one in self.kind.sections if one.field and self.values.get(one.field))
        return frozenset((*(identity for identity, _ in self.headings()), *filled))


def slug(words: str) -> str:
    """Words as an id: « Suite du parcours » gives `suite-du-parcours`."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def bare(version: str) -> str:
    """The number of a version without the « v » that some write before it: « V2 » and « 2 » are the same version."""
    return version.strip().casefold().removeprefix("v").strip()
