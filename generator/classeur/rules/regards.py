"""What only a human being can judge: the dated reviews of an indicator, and how long each is believed."""

from __future__ import annotations

import datetime as dt

from classeur.dates import shift
from classeur.kinds.record import Record
from classeur.library import Library
from classeur.rules.bounds import Day

PERIOD = "frequence_revue_indicateurs"
"""The parameter that says how long a review holds."""


class Reviews:
    """The latest review of each indicator; drafts and reviews still to come are none."""

    def __init__(self, library: Library, day: Day) -> None:
        self._day = day
        self._latest: dict[int, tuple[dt.date, str, Record]] = {}
        for record in library.published("revue"):
            held = record.date("date")
            if record.get("objet") == "indicateur" and held and held <= day.today:
                for number in record.indicators:
                    mine = (held, record.id, record)
                    self._latest[number] = max(self._latest.get(number, mine), mine, key=lambda item: item[:2])

    def latest(self, number: int) -> Record | None:
        """The latest review of an indicator, unless it is too old to be believed."""
        if number not in self._latest:
            return None
        held, _, record = self._latest[number]
        kept = self._day.parameters.get(PERIOD)
        return record if kept and shift(held, kept) >= self._day.today else None
