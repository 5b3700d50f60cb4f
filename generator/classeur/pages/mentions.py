"""Records that a sentence of another record names by their id: « (enq-2026-02, quatre réponses) »."""

from __future__ import annotations

from classeur.kinds.record import Record
from classeur.pages.prose import MENTION
from classeur.pages.view import View


def mentioned(view: View, words: str) -> tuple[Record, ...]:
    """The records of this edition that the words name, each once, in the order of the words."""
    found = (view.library.records.get(identity) for identity in dict.fromkeys(map(str.lower, MENTION.findall(words))))
    return tuple(record for record in found if record is not None and view.shows_record(record))
