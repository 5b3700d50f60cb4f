"""What a page says of a record's own story, as git witnesses it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from classeur.kinds.record import Record
from classeur.pages.phrases import say
from classeur.pages.view import View
from classeur.read.history import Witness
from classeur.witness import told


@dataclass(frozen=True, slots=True)
class Past:
    """First written and last changed; nobody is named, and nothing noted, but for the team."""

    first: dt.date | None = None
    writer: str = ""
    last: dt.date | None = None
    changer: str = ""
    note: str = ""


def past_of(view: View, record: Record) -> Past | None:
    """The story of a record; None when there is nothing to say of it in this edition."""
    history = view.library.history
    named = view.edition.holds_names
    note = _note(view, record) if named else ""
    trace = history.traces.get(record.path)
    if trace is None:
        return Past(note=note) if note else None
    first, last = trace.first, trace.last
    changed = last.moment != first.moment
    return Past(
        first=first.day,
        writer=first.author if named else "",
        last=last.day if changed else None,
        changer=last.author if named and changed else "",
        note=note,
    )


def _note(view: View, record: Record) -> str:
    history = view.library.history
    if history.witness is not Witness.FULL:
        sentence = told(history)
        return sentence[:1].upper() + sentence[1:]
    return say("pas-enregistree") if record.path in history.uncommitted else ""
