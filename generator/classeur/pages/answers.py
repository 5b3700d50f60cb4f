"""What was written about the texts of 1 November 2026: watch notes and actions, by the indicator that they touch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from classeur.kinds.record import Record
from classeur.pages.tables import Link
from classeur.pages.view import View

PUBLISHED = dt.date(2026, 8, 4)
"""Journal officiel of 4 August 2026: nothing before it can answer decree 2026-728."""
WATCH = "veille"
LAW = "legale-reglementaire"
ACTION = "action"


def answers_to_changes(view: View) -> Mapping[int, tuple[Link, ...]]:
    """The notes and actions since the decree, by indicator.

    A note touches its own indicators and, where it reads the law, those of the documents that it had changed; an
    action, those that it names itself and those of the notes it comes from: that it is an action says nothing of the
    decree.
    """
    found: dict[int, dict[str, Link]] = {}
    for kind in (WATCH, ACTION):
        for record in view.library.published(kind):
            if view.shows_record(record) and record.day and record.day >= PUBLISHED:
                touched = _of_note(view, record) if kind == WATCH else _of_action(view, record)
                for number in touched:
                    found.setdefault(number, {})[record.id] = view.reference(record.id)
    return {number: tuple(links.values()) for number, links in found.items()}


def _of_note(view: View, note: Record) -> Iterator[int]:
    yield from note.indicators
    for row in note.rows("documents") if note.text("domaine") == LAW else ():
        document = view.library.records.get(str(row.get("document") or ""))
        if document is not None:
            yield from document.indicators


def _of_action(view: View, action: Record) -> Iterator[int]:
    if action.get("indicateurs") is not None:
        yield from action.indicators
    for identity in action.texts("origines"):
        origin = view.library.records.get(identity)
        if origin is not None and origin.kind.name == WATCH and origin.day and origin.day >= PUBLISHED:
            yield from _of_note(view, origin)
