"""Where the PDF of a version that people received is kept, under which name, and which one is kept nowhere."""

from __future__ import annotations

import datetime as dt
import itertools

from classeur.finding import Finding
from classeur.kinds.record import Record, Row, slug
from classeur.library import Library
from classeur.messages import finding

KEPT = "content/versions"
"""From the project's root: public, as the pages that they come from."""
_HANDED_OUT = ("livret", "formation")
"""Kinds whose versions people receive."""


def number_of(written: str) -> str:
    """The number of a version, whether it is written « 3 » or « v3 »."""
    return written.removeprefix("v").strip()


def kept_name(record: Record, written: str) -> str:
    """The name of the file of a version: `<id>-<version>.pdf`."""
    return f"{record.id}-{slug(number_of(written))}.pdf"


def kept_path(record: Record, written: str) -> str:
    """Where a version is kept."""
    return f"{KEPT}/{kept_name(record, written)}"


def versions_to_print(library: Library, date: dt.date) -> tuple[Finding, ...]:
    """A finding for each version that was replaced since git holds its text, and that nobody can open any more.

    What was replaced before the first commit is in no file: nobody is asked for it. One that is announced for later
    than `date` replaces nothing yet.
    """
    return tuple(
        finding("version-a-garder", old.place, numero=number)
        for kind in _HANDED_OUT
        for record in library.by_kind.get(kind, ())
        if (trace := library.history.traces.get(record.path))
        for new, old in itertools.pairwise(_latest_first(record, date))
        if _since(new) > trace.first.day
        and not old.get("fichier")
        and kept_path(record, number := str(old.get("version"))) not in library.files
    )


def _latest_first(record: Record, date: dt.date) -> list[Row]:
    rows = (row for row in record.rows("versions") if row.get("version") and _since(row) <= date)
    return sorted(rows, key=_since, reverse=True)


def _since(row: Row) -> dt.date:
    value = row.get("du")
    return value if isinstance(value, dt.date) else dt.date.max
