"""Records that a sentence of another record names by their id: « (enq-2026-02, quatre réponses) »."""

from __future__ import annotations

import re

from classeur.kinds.record import Record
from classeur.pages.view import View

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")


def mentioned(view: View, words: str) -> tuple[Record, ...]:
    """The records of this edition that the words name, each once, in the order of the words."""
    found = (view.library.records.get(identity) for identity in dict.fromkeys(_ID.findall(words)))
    return tuple(record for record in found if record is not None and view.shows_record(record))
