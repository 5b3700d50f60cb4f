"""What the spreadsheets say: titles, columns and notes of `data/tableurs.yml`."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from classeur.dates import in_french
from classeur.kinds.record import Record
from classeur.pages.view import View
from classeur.sheets.book import Book, Column, Sheet, Value
from classeur.shipped import shipped_data

_TAG = re.compile(r"<[^>]*>")
_BLOCK = re.compile(r"<(?:/(?:p|li|h[1-6]|tr|div|dd|dt)|br)\b[^>]*>")


@functools.cache
def _data() -> Any:  # noqa: ANN401 - nested as its file is
    return shipped_data("tableurs.yml")


def _books() -> Mapping[str, Any]:
    books: Mapping[str, Any] = _data()["livres"]
    return books


def cell(name: str, **values: object) -> str:
    """What a cell says: the words called `name`, filled. Raises `KeyError` for words that are not there."""
    words: str = _data()["cases"][name]
    return words.format(**values)


def file_of(name: str) -> str:
    """The name of the file of a book: `plan-amelioration.xlsx`."""
    return f"{_books()[name]['fichier']}.xlsx"


def link_of(name: str) -> str:
    """The words of the link to a book."""
    words: str = _books()[name]["lien"]
    return words


def book_of(view: View, name: str, sheets: Iterable[Sheet]) -> Book:
    """The book called `name`, with its title and its notes."""
    declared, facts = _books()[name], _facts(view)
    notes = tuple(note.format(**facts) for note in declared["notes"])
    return Book(declared["titre"], facts["organisme"], view.assessment.date, tuple(sheets), notes)


def _facts(view: View) -> Mapping[str, str]:
    return {
        "organisme": view.title(view.library.provider),
        "jour": in_french(view.assessment.date),
        "annee": view.assessment.version.year,
    }


def sheet_of(
    view: View,
    place: tuple[str, str],
    rows: Iterable[tuple[Value, ...]],
    *,
    choices: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    more: Iterable[Column] = (),
) -> Sheet:
    """A sheet, by the names of its book and its own.

    `choices` are the words offered in a column, by its label; `more` columns come after those declared.
    """
    book, name = place
    declared = _books()[book]["feuilles"][name]
    columns = (Column(label, width, choices.get(label, ())) for label, width in declared["colonnes"].items())
    return Sheet(declared["titre"].format(**_facts(view)), (*columns, *more), tuple(rows), declared["tete"])


def choices_of(records: Iterable[Record], field: str) -> tuple[str, ...]:
    """The words that a field of these records may say, in the order of their kind."""
    declared = next((record.kind.field(field) for record in records), None)
    return tuple((declared.values or {}).values()) if declared else ()


def plain(text: str) -> str:
    """The words of safe HTML: a line a paragraph or an item, without tags."""
    lines = html.unescape(_TAG.sub("", _BLOCK.sub("\n", text.replace("\n", " ")))).split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)
