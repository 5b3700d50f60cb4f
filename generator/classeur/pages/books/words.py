"""What the spreadsheets say: titles, columns and notes of `data/tableurs.yml`."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import Any

from classeur.dates import in_french
from classeur.kinds.record import Record
from classeur.pages.view import View
from classeur.sheets.book import Book, Column, Sheet, Value
from classeur.shipped import shipped_data


@functools.cache
def _books() -> Mapping[str, Any]:
    books: Mapping[str, Any] = shipped_data("tableurs.yml")["livres"]
    return books


def file_of(name: str) -> str:
    """The name of the file of a book: `plan-amelioration.xlsx`."""
    return f"{_books()[name]['fichier']}.xlsx"


def link_of(name: str) -> str:
    """The words of the link to a book."""
    words: str = _books()[name]["lien"]
    return words


def book_of(view: View, name: str, sheets: Iterable[Sheet]) -> Book:
    """The book called `name`, with its title and its notes."""
    declared, assessment = _books()[name], view.assessment
    facts = {
        "organisme": view.title(view.library.provider),
        "jour": in_french(assessment.date),
        "annee": assessment.version.year,
    }
    notes = tuple(note.format(**facts) for note in declared["notes"])
    return Book(declared["titre"], facts["organisme"], assessment.date, tuple(sheets), notes)


def sheet_of(
    book: str, name: str, rows: Iterable[tuple[Value, ...]], choices: Mapping[str, tuple[str, ...]] | None = None
) -> Sheet:
    """A sheet of a book; `choices` are the words offered in a column, by its label."""
    declared = _books()[book]["feuilles"][name]
    columns = (Column(label, width, (choices or {}).get(label, ())) for label, width in declared["colonnes"].items())
    return Sheet(declared["titre"], tuple(columns), tuple(rows))


def choices_of(records: Iterable[Record], field: str) -> tuple[str, ...]:
    """The words that a field of these records may say, in the order of their kind."""
    declared = next((record.kind.field(field) for record in records), None)
    return tuple((declared.values or {}).values()) if declared else ()
