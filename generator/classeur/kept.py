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


def kept_name(record: Record, number: str) -> str:
    """The name of the file of a version: `<id>-<version>.pdf`."""
    return f"{record.id}-{slug(number)}.pdf"


def kept_path(record: Record, row: Row) -> str:
    """Where the version of a row of `versions` is kept."""
    return f"{KEPT}/{kept_name(record, str(row.get('version') or ''))}"


def versions_to_print(library: Library) -> tuple[Finding, ...]:
    """A finding for each version that was replaced since git holds its text, and that nobody can open any more.

    What was replaced before the first commit is in no file: nobody is asked for it.
    """
    return tuple(
        finding("version-a-garder", old.place, numero=str(old.get("version")))
        for kind in _HANDED_OUT
        for record in library.by_kind.get(kind, ())
        if (trace := library.history.traces.get(record.path))
        for old, new in itertools.pairwise(_in_order(record))
        if _since(new) > trace.first.day and not old.get("fichier") and kept_path(record, old) not in library.files
    )


def _in_order(record: Record) -> list[Row]:
    return sorted((row for row in record.rows("versions") if row.get("version") and row.get("du")), key=_since)


def _since(row: Row) -> dt.date:
    value = row.get("du")
    return value if isinstance(value, dt.date) else dt.date.max
