"""A thing to do by a day: what, about whom, who does it, and whether the day has passed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from classeur.pages.french import in_days, joined, short_parts
from classeur.pages.phrases import say
from classeur.pages.tables import Link, Mark
from classeur.pages.view import View
from classeur.rules.result import Status


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do by `day`: `words` lead to `target`, `about` says whom or what it concerns.

    `source` is the rule, or the field, that tells it: with `record` and `detail` it stays the same when the day moves.
    """

    day: dt.date
    words: str
    target: str
    about: tuple[Link, ...]
    nature: str
    family: str
    holders: tuple[str, ...]
    """Handles of the team: who sees to it."""
    who: str
    delay: str
    source: str
    record: str = ""
    """Id of the record that holds it."""
    detail: str = ""
    """What tells it from the others of its record: a learner, a trainer, the place of a row."""
    indicators: tuple[int, ...] = ()
    expires: bool = False
    """True: what holds today has to be renewed by then; False: what is not there yet is due."""
    late: Mark | None = None
    """« En retard », with the state that it brings; None while there is time."""
    mentions: tuple[str, ...] = ()
    """Ids of the other records that its words name."""

    @property
    def parts(self) -> tuple[str, str]:
        """« 25 », « nov. »."""
        return short_parts(self.day)


def late_mark(view: View, day: dt.date, status: Status = Status.WATCH) -> Mark | None:
    """The mark of a day that has passed; None for one that has not. Graver than « à surveiller » by a rule alone."""
    return Mark(say("echeance-en-retard"), status.css) if day < view.assessment.date else None


def delay(view: View, day: dt.date) -> str:
    """« dans 12 jours », « il y a 3 jours », counted from the day of judgement."""
    return in_days(day, view.assessment.date)


def named(view: View, who: Iterable[str]) -> str:
    """« Claire Vasseur et Yanis Ferrand »: people by name, or by code where the edition holds no names."""
    return joined(tuple(dict.fromkeys(view.name(handle) for handle in who)))
