"""Which things of the library a selector takes, and which of them are the subjects of a rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record, Row
from classeur.library import SESSION, STOPPED, Inscription, Library
from classeur.rules.bounds import Day, window
from classeur.rules.declaration import Selector
from classeur.rules.paths import Thing, meets, values_at

INSCRIPTION = "inscription"
PIECE = "piece"


def select(library: Library, selector: Selector) -> Iterator[Record | Inscription | Piece]:
    """The published things that meet every condition. Sessions postponed or cancelled are never taken.

    Conditions on the items of the list of `par` are not asked here: one row may lack what its neighbour has.
    """
    asked = [item for item in selector.conditions.items() if not _of_items(selector, item[0])]
    for kind in selector.kinds:
        for thing in _candidates(library, kind, selector):
            if all(meets(library, thing, path, condition) for path, condition in asked):
                yield thing


def _of_items(selector: Selector, path: str) -> bool:
    return bool(selector.each) and path.startswith(f"{selector.each}.")


def _candidates(library: Library, kind: str, selector: Selector) -> Iterable[Record | Inscription | Piece]:
    if kind == INSCRIPTION:
        return (i for i in library.inscriptions if not i.session.draft and _took_place(i.session))
    if kind == PIECE:
        return _of_natures(library.pieces_by_nature, selector)
    if kind == SESSION:
        return (session for session in library.published(SESSION) if _took_place(session))
    return library.published(kind)


def useless_pieces(library: Library, selector: Selector) -> Iterator[Piece]:
    """The pieces that a selector would take if their file could be read."""
    if PIECE in selector.kinds and library.useless_by_nature:
        for piece in _of_natures(library.useless_by_nature, selector):
            if all(meets(library, piece, path, condition) for path, condition in selector.conditions.items()):
                yield piece


def _of_natures(pieces: Mapping[str, tuple[Piece, ...]], selector: Selector) -> Iterator[Piece]:
    condition = selector.conditions.get("nature")
    natures = condition.values if condition and condition.values else tuple(pieces)
    return (piece for nature in natures for piece in pieces.get(nature, ()))


def _took_place(session: Record) -> bool:
    return session.get("avancement") not in STOPPED


@dataclass(frozen=True, slots=True)
class Subject:
    """What a rule judges: a thing, and for `par` one item of a list of it (a row, or the record it names)."""

    thing: Record | Inscription | Piece
    item: Row | Record | None = None

    @property
    def record(self) -> Record | None:
        """The record that holds the subject; None for a piece."""
        if isinstance(self.thing, Inscription):
            return self.thing.session
        return self.thing if isinstance(self.thing, Record) else None

    @property
    def learner(self) -> str:
        """The code of the learner, for an inscription or a record about one."""
        return self.thing.learner if isinstance(self.thing, Inscription) else ""


def subjects(library: Library, selector: Selector) -> Iterator[Subject]:
    """The subjects of a selector; with `par`, one for each item of the list that meets what is asked of items."""
    for thing in select(library, selector):
        if not selector.each:
            yield Subject(thing)
            continue
        for value in values_at(library, thing, selector.each):
            item = library.records.get(value) if isinstance(value, str) else value
            if isinstance(item, Row | Record) and _item_meets(library, selector, Subject(thing, item)):
                yield Subject(thing, item)


def _item_meets(library: Library, selector: Selector, subject: Subject) -> bool:
    return all(
        meets(library, *_at(selector, subject, path), condition)
        for path, condition in selector.conditions.items()
        if _of_items(selector, path)
    )


def _at(selector: Selector, subject: Subject, path: str) -> tuple[Thing, str]:
    """Where a path starts from: the item of the list that it names, else the thing that holds the list."""
    if subject.item is not None and _of_items(selector, path):
        return subject.item, path.removeprefix(f"{selector.each}.")
    return subject.thing, path


def chosen(library: Library, selector: Selector, day: Day) -> Iterator[Subject]:
    """The subjects that belong to the period judged, and whose dates are those that the selector asks for."""
    for subject in subjects(library, selector):
        record = subject.record
        if (record is None or in_period(record, day)) and _dated(library, selector, subject, day):
            yield subject


def _dated(library: Library, selector: Selector, subject: Subject, day: Day) -> bool:
    for path, bound in selector.dates.items():
        frame = window(library, bound, subject.thing, subject.thing, day)
        holder, rest = _at(selector, subject, path)
        days = [value for value in values_at(library, holder, rest) if isinstance(value, dt.date)]
        if not any(frame.holds(value) for value in days):
            return False
    return True


def in_period(record: Record, day: Day) -> bool:
    """Sessions that touch the period; facts from the floor on, for one may still be open; living documents always."""
    if record.kind.name == SESSION:
        end = record.date("fin")
        return end is None or end >= day.since
    return record.kind.living or record.day is None or record.day >= day.floor
