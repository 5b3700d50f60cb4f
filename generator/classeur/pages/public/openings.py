"""Dates of programmes that are open, closed, full, moved or called off: what pages, feeds and search engines say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from classeur.kinds.record import Record, Row
from classeur.pages.public.world import PublicWorld
from classeur.pages.templates import in_words


class Opening(StrEnum):
    """Whether one can still come: what the fields say, and nothing guessed."""

    OPEN = "ouverte"
    CLOSED = "close"
    """The last day to enrol has passed."""
    FULL = "complet"
    POSTPONED = "reportee"
    """The day announced is off, and the new one is not known."""
    CANCELLED = "annulee"


@dataclass(frozen=True, slots=True)
class OpenDate:
    """A date of a programme to come: `place` in the words of `organisme.yml`, `address` that of the place.

    `announced` is the first day that was announced, when it has moved since.
    """

    formation: Record
    start: dt.date
    end: dt.date
    place: str
    address: str
    before: dt.date | None
    opening: Opening
    announced: dt.date | None

    @property
    def held(self) -> bool:
        """Whether it takes place on the day said."""
        return self.opening not in (Opening.POSTPONED, Opening.CANCELLED)


def open_dates(world: PublicWorld, *formations: Record) -> tuple[OpenDate, ...]:
    """The dates of programmes that have not begun at the site's date, soonest first."""
    found = [
        _open_date(world, formation, row) for formation in formations for row in formation.rows("prochaines_dates")
    ]
    kept = [one for one in found if one is not None and one.start >= world.date]
    return tuple(sorted(kept, key=lambda one: (one.start, one.formation.title)))


def next_one(dates: Iterable[OpenDate]) -> OpenDate | None:
    """The date to announce first: the soonest that one can join, else the soonest that is held."""
    held = [one for one in dates if one.held]
    return next((one for one in held if one.opening is Opening.OPEN), next(iter(held), None))


def _open_date(world: PublicWorld, formation: Record, row: Row) -> OpenDate | None:
    start, end, before, announced = (_day(row, name) for name in ("du", "au", "inscription_avant", "prevue_le"))
    if start is None:
        return None
    short = in_words(row.get("lieu"))
    place = world.place(short)
    return OpenDate(
        formation,
        start,
        end or start,
        in_words(place.get("nom")) if place else short,
        in_words(place.get("adresse")) if place else "",
        before,
        _opening(in_words(row.get("etat")), before, announced, world.date),
        announced if announced != start else None,
    )


def _opening(state: str, before: dt.date | None, announced: dt.date | None, today: dt.date) -> Opening:
    """A date moved to a day that is known is a date like any other."""
    if state and not (state == Opening.POSTPONED and announced):
        return Opening(state)
    return Opening.CLOSED if before and before < today else Opening.OPEN


def _day(row: Row, name: str) -> dt.date | None:
    value = row.get(name)
    return value if isinstance(value, dt.date) else None
