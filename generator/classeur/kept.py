"""Where the PDF of a version that people received is kept, and under which name."""

from __future__ import annotations

from classeur.kinds.record import Record, Row, slug

KEPT = "content/versions"
"""From the project's root: public, as the pages that they come from."""


def kept_name(record: Record, number: str) -> str:
    """The name of the file of a version: `<id>-<version>.pdf`."""
    return f"{record.id}-{slug(number)}.pdf"


def kept_path(record: Record, row: Row) -> str:
    """Where the version of a row of `versions` is kept."""
    return f"{KEPT}/{kept_name(record, str(row.get('version') or ''))}"
