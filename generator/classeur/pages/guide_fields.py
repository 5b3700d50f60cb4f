"""The fields of a kind as one table of the Guide: those to fill, those that may be, rows, and those of all kinds."""

from __future__ import annotations

from collections.abc import Iterable

from classeur.kinds.declaration import Field, Kind, Kinds
from classeur.pages.guide_words import columns, how_to_write, words
from classeur.pages.tables import Cell, Group, Row, Table


def fields_table(kind: Kind, kinds: Kinds) -> Table:
    """Every field of the kind, and every field of its rows, each once; `genre` only where no folder tells it."""
    told = [field for field in kind.fields if field.name != "genre" or not (kind.folder or kind.file)]
    own = [field for field in told if field.required or field.name not in kinds.common]
    required = [field for field in own if field.required]
    optional = [field for field in own if not field.required]
    common = [field for field in told if field not in own]
    titles = words()["parties"]
    groups = [(titles["requis"], _rows(required, kinds)), (titles["facultatifs"], _rows(optional, kinds))]
    groups += _of_rows([*required, *optional], kinds)
    groups += [(titles["communs"], _rows(common, kinds)), *_of_rows(common, kinds)]
    return Table(kind.label, columns("champs"), tuple(Group(title, rows) for title, rows in groups if rows))


def _of_rows(fields: Iterable[Field], kinds: Kinds) -> list[tuple[str, tuple[Row, ...]]]:
    title = words()["parties"]["lignes"]
    return [(title.format(libelle=f.label), _rows(f.fields, kinds, inside=f)) for f in fields if f.type == "lignes"]


def _rows(fields: Iterable[Field], kinds: Kinds, inside: Field | None = None) -> tuple[Row, ...]:
    return tuple(_row(field, kinds, inside) for field in fields)


def _row(field: Field, kinds: Kinds, inside: Field | None) -> Row:
    """Label and key, help, how to write it, who reads it; a field of a row says itself whether it is required."""
    key = f"{field.name}, {words()['requis']}" if inside and field.required else field.name
    return (
        Cell(field.label, more=key),
        Cell(field.help),
        how_to_write(field, kinds),
        Cell(words()["editions"][field.edition.value]),
    )
