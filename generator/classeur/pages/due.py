"""A thing to do by a day: what, about whom, who does it, and whether the day has passed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from classeur.kinds.record import Record
from classeur.pages.french import in_days, short_parts
from classeur.pages.phrases import say
from classeur.pages.tables import Link, Mark
from classeur.pages.view import View
from classeur.rules.result import Status

QUALITY = "qualite"


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do by `day`: `words` lead to `target`, `about` says whom or what it concerns."""

    day: dt.date
    words: str
    target: str
    about: tuple[Link, ...]
    nature: str
    who: str
    delay: str
    late: Mark | None = None
    """« En retard », with the state that it brings; None while there is time."""

    @property
    def parts(self) -> tuple[str, str]:
        """« 25 », « nov. »."""
        return short_parts(self.day)


def late_mark(view: View, day: dt.date, status: Status = Status.WATCH) -> Mark | None:
    """The mark of a day that has passed; None for one that has not."""
    return Mark(say("echeance-en-retard"), status.css) if day < view.assessment.date else None


def delay(view: View, day: dt.date) -> str:
    """« dans 12 jours », « il y a 3 jours », counted from the day of judgement."""
    return in_days(day, view.assessment.date)


def responsible(view: View, identity: str) -> str:
    """Who answers for a record: its own `responsable`, a session's pedagogical lead, else who holds quality."""
    record: Record | None = view.library.records.get(identity)
    handle = (record.text("responsable") or record.text("referent_pedagogique")) if record else ""
    if not handle:
        holders = (member.handle for member in view.library.team.values() if QUALITY in member.roles)
        handle = next(holders, "")
    return view.name(handle) if handle else ""
