"""From a thing of the library along a dotted path to values: `session.sequences.premier_acces_le`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from classeur.dates import Duration
from classeur.kinds.pieces import Piece
from classeur.kinds.record import Cell, Record, Row
from classeur.kinds.values import Value
from classeur.library import SESSION, Inscription, Library
from classeur.rules.declaration import Condition, Presence
from classeur.rules.placements import in_company

Thing = Record | Inscription | Piece | Row
"""What rules look at. A row is looked at through the record that holds it."""
Item = Thing | Value


def values_at(library: Library, thing: Thing, path: str) -> tuple[Item, ...]:
    """Every value at the end of a path; ids of records on the way are followed, rows and lists are spread out."""
    first, *more = path.split(".")
    current = _step(library, thing, first)
    for name in more:
        current = tuple(found for item in current for found in _step(library, item, name))
    return current


def _step(library: Library, item: Item, name: str) -> tuple[Item, ...]:
    if isinstance(item, Record):
        return _of_record(library, item, name) if name in _BESIDE else _spread(item.get(name))
    if isinstance(item, Inscription):
        return _of_inscription(item, name)
    if isinstance(item, Piece):
        return _of_piece(library, item, name)
    if isinstance(item, str):
        record = library.records.get(item)
        return _step(library, record, name) if record else ()
    return _spread(item.get(name)) if isinstance(item, Row) else ()


_BESIDE = frozenset({"genre", "id", "revision", "jour", "ecrite_le", "en_entreprise"})
"""What a record has beside its fields: `jour` is that of its fact, `ecrite_le` the day git first saw it; a session
says whether part of it is spent in a company."""


def _of_record(library: Library, record: Record, name: str) -> tuple[Item, ...]:
    if name == "genre":
        return (record.kind.name,)
    if name == "id":
        return (record.id,)
    if name == "revision":
        return (record.review,) if record.review else ()
    if name == "en_entreprise":
        return (record.kind.name == SESSION and in_company(library, record),)
    day = record.day if name == "jour" else library.history.written(record.path, record.day)
    return (day,) if day else ()


_OF_INSCRIPTION: Mapping[str, Callable[[Inscription], Item | None]] = {
    "session": lambda inscription: inscription.session,
    "entree": lambda inscription: inscription.start,
    "sortie": lambda inscription: inscription.end,
    "premier_acces": lambda inscription: inscription.first_access,
    "beneficiaire": lambda inscription: inscription.learner,
    "alternance": lambda inscription: inscription.alternates,
    "parcours": lambda inscription: inscription.parcours,
}
_OF_PIECE: Mapping[str, Callable[[Piece], Item | None]] = {
    "genre": lambda _: "piece",
    "nature": lambda piece: piece.nature,
    "date": lambda piece: piece.date,
    "signee_le": lambda piece: piece.signed,
    "fichier": lambda piece: piece.file or None,
    "ou": lambda piece: piece.where or None,
}
"""What an inscription or a piece has that is no field: looked up one at a time, millions of times."""


def _of_inscription(inscription: Inscription, name: str) -> tuple[Item, ...]:
    if name not in _OF_INSCRIPTION:
        return _spread(inscription.get(name))
    value = _OF_INSCRIPTION[name](inscription)
    return () if value is None else (value,)


def _of_piece(library: Library, piece: Piece, name: str) -> tuple[Item, ...]:
    if name == "session":
        owner = library.records[piece.owner]
        return (owner,) if owner.kind.name == SESSION else _spread(owner.get(name))
    if name == "pour":
        return piece.people
    value = _OF_PIECE[name](piece) if name in _OF_PIECE else None
    return () if value is None else (value,)


def _spread(cell: Cell | None) -> tuple[Item, ...]:
    if cell is None:
        return ()
    return cell if isinstance(cell, tuple) else (cell,)


def meets(library: Library, thing: Thing, path: str, condition: Condition) -> bool:
    """Whether the values at `path` meet a condition: one of them is enough, but all of them avoid what is excluded."""
    found = values_at(library, thing, path)
    if condition.presence:
        return bool(found) == (condition.presence is Presence.PRESENT)
    if condition.measures and not _measured(found, condition):
        return False
    if condition.excluded and any(as_written(value) in condition.excluded for value in found):
        return False
    return not condition.values or any(as_written(value) in condition.values for value in found)


def _measured(found: tuple[Item, ...], condition: Condition) -> bool:
    numbers = [value for value in found if isinstance(value, int | float) and not isinstance(value, bool)]
    return any(map(condition.fits, numbers)) if numbers else bool(found) and condition.fits(len(found))


def as_written(value: Item) -> str:
    """A value as people type it: `oui`, `2026-11-21`, `terminee`."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, Record):
        return value.id
    if isinstance(value, int | float | dt.date | dt.time | Duration):
        return str(value)
    return ""
