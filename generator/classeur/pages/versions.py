"""Living documents: which version was in force on a day, and when the next review is due."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from classeur.dates import shift
from classeur.kinds.record import Record


@dataclass(frozen=True, slots=True)
class Version:
    """A version and the day it came into force, None where nothing says it; `file` is its kept copy, as written."""

    name: str
    since: dt.date | None
    file: str = ""


def in_force(record: Record, day: dt.date) -> Version | None:
    """The version of `record` on `day`, from its `versions`; where there are none, the one that it bears now."""
    rows = [
        (since, str(row.get("version") or ""), str(row.get("fichier") or ""))
        for row in record.rows("versions")
        if isinstance(since := row.get("du"), dt.date)
    ]
    past = [row for row in rows if row[0] <= day]
    if past:
        since, name, file = max(past)
        return Version(name, since, file)
    own = record.text("version")
    return Version(own, None) if own and not rows else None


def next_review(record: Record) -> dt.date | None:
    """The day by which a living document must be read again; None when it was never, or has no delay."""
    read = record.dates("revu_le")
    return shift(read[-1], record.review) if read and record.review else None
