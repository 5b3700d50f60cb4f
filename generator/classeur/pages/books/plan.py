"""The improvement plan as a spreadsheet: each action with its cause, its measure, its day and what it changed."""

from __future__ import annotations

import datetime as dt

from classeur.kinds.record import Record
from classeur.pages.books.words import book_of, choices_of, sheet_of
from classeur.pages.catalogue import label_of
from classeur.pages.dated import ACTION, OPEN
from classeur.pages.improvement_chain import verified_rows
from classeur.pages.view import Shown, View
from classeur.sheets.book import Book, Value

PLAN = "plan"


def plan_book(view: View) -> Book:
    """Every action that this edition shows: those still open by due date, then the others, the latest first."""
    actions = [action for action in view.library.published(ACTION) if view.shows_record(action)]
    still_open = sorted((a for a in actions if _is_open(a)), key=lambda a: (a.date("echeance") or dt.date.max, a.id))
    closed = sorted((a for a in actions if not _is_open(a)), key=lambda a: (str(a.day or ""), a.id), reverse=True)
    choices = {
        label: choices_of(actions, field)
        for label, field in (("Type", "type"), ("Domaine", "domaine"), ("État", "avancement"))
    }
    rows = (_row(view, action) for action in (*still_open, *closed))
    return book_of(view, PLAN, (sheet_of(view, (PLAN, "actions"), rows, choices=choices),))


def _is_open(action: Record) -> bool:
    return action.text("avancement") in OPEN


def _row(view: View, action: Record) -> tuple[Value, ...]:
    rows = verified_rows(view, action)
    verified = {shown.field.name: shown for shown in rows[-1]} if rows else {}
    return (
        action.id,
        view.title(action),
        "\n".join(words for words, _ in view.references(action.texts("origines"))),
        label_of(view, action, "cause"),
        label_of(view, action, "type"),
        label_of(view, action, "domaine"),
        label_of(view, action, "mesure"),
        label_of(view, action, "responsable"),
        action.day,
        action.date("echeance"),
        action.date("realisee_le"),
        label_of(view, action, "avancement"),
        label_of(view, action, "indicateur_succes"),
        _said(view, verified.get("avant")),
        _said(view, verified.get("apres")),
        _day(verified.get("verifiee_le")),
        _said(view, verified.get("resultat")),
        _said(view, verified.get("nouvelle_action")) or label_of(view, action, "motif"),
    )


def _said(view: View, shown: Shown | None) -> str:
    return view.said(shown.words) if shown else ""


def _day(shown: Shown | None) -> dt.date | None:
    return shown.value if shown and isinstance(shown.value, dt.date) else None
