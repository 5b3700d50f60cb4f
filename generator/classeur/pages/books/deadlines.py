"""What is to be done and by when, as a spreadsheet; learners are codes in it."""

from __future__ import annotations

from dataclasses import replace

from classeur.pages.agenda import agenda
from classeur.pages.books.words import book_of, cell, sheet_of
from classeur.pages.due import Due
from classeur.pages.view import View
from classeur.sheets.book import Book, Value

DEADLINES = "echeances"


def deadlines_book(view: View) -> Book:
    """Everything that is due, what is overdue first, then the earliest."""
    view = replace(view, coded=True)
    return book_of(view, DEADLINES, (sheet_of(view, (DEADLINES, "echeances"), map(_row, agenda(view))),))


def _row(due: Due) -> tuple[Value, ...]:
    about = ", ".join(dict.fromkeys(words for words, _ in due.about if words))
    return (due.day, due.words, due.nature, about, due.who, cell("en-retard") if due.late else "", due.delay)
