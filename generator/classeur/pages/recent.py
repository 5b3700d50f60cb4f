"""What changed lately in the records, as git witnesses it, for the team's home page."""

from __future__ import annotations

import datetime as dt
import heapq
from dataclasses import dataclass

from classeur.pages import address
from classeur.pages.tables import Link
from classeur.pages.view import View

SHOWN = 8
"""Records that changed last."""


@dataclass(frozen=True, slots=True)
class Change:
    """A record with the day of its last commit, who made it, and whether that commit wrote it first."""

    link: Link
    kind: str
    day: dt.date
    author: str
    new: bool


def recent_changes(view: View) -> tuple[Change, ...]:
    """The records that changed last, the latest first; none where git could not be asked."""
    traces = view.library.history.traces
    found = (
        (trace.last.moment, record.id, record, trace)
        for record in view.library.records.values()
        if (trace := traces.get(record.path)) and view.shows_record(record)
    )
    return tuple(
        Change(
            (view.title(record), address.of_record(record)),
            record.kind.label,
            trace.last.day,
            trace.last.author,
            trace.first == trace.last,
        )
        for _, _, record, trace in heapq.nlargest(SHOWN, found)
    )
