"""Where a date must lie, once the day of judgement and the parameters are known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from classeur.dates import Duration, as_date, earlier, first_moment, last_moment, shift
from classeur.library import Library
from classeur.rules.declaration import Bound, End
from classeur.rules.paths import Thing, values_at

TODAY = "aujourdhui"


@dataclass(frozen=True, slots=True)
class Day:
    """The day of judgement and what is counted from it: the delays in force, and the start of the period judged."""

    today: dt.date
    parameters: Mapping[str, Duration]
    since: dt.date
    """First day of the sessions judged."""
    floor: dt.date
    """Nothing before this day is called late: `suivi_depuis`, else as far as a cycle of certification goes."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a date may take, both ends included; `void` when an end could not be told: nothing fits."""

    since: dt.date | None = None
    until: dt.date | None = None
    void: bool = False
    lasts: Duration | None = None
    """For a bound that moves with today: how long a date holds."""
    ahead: bool = False
    """Whether a date still to come may count: a due date may, a proof may not."""

    def holds(self, value: dt.date) -> bool:
        """Whether a date, or a moment, lies inside; moments are compared as moments when both ends are."""
        if self.void:
            return False
        return not (self.since is not None and earlier(value, self.since)) and not (
            self.until is not None and earlier(self.until, value)
        )

    def passed(self, today: dt.date) -> bool:
        """Whether the last day is behind us; at once when there is none."""
        return self.until is None or as_date(self.until) < today


def window(library: Library, bound: Bound, subject: Thing, proof: Thing | None, day: Day) -> Window:
    """The window of a bound for this subject and, where the bound asks, this proof.

    Several dates at one end keep the strictest: the latest start, the earliest end.
    """
    starts = _dates(library, bound.since, subject, proof, day)
    ends = [*_dates(library, bound.until, subject, proof, day)]
    ends += [shift(as_date(date), Duration(days=1), -1) for date in _dates(library, bound.before, subject, proof, day)]
    void = (bound.since is not None and not starts) or ((bound.until or bound.before) is not None and not ends)
    lasts = _offset(library, bound.since, subject, day) if bound.since and bound.since.base == TODAY else None
    ahead = bound.since is not None and bound.since.base == TODAY and not bound.since.sign
    since, until = max(starts, key=first_moment, default=None), min(ends, key=last_moment, default=None)
    return Window(since, until, void, lasts, ahead)


def _dates(library: Library, end: End | None, subject: Thing, proof: Thing | None, day: Day) -> tuple[dt.date, ...]:
    if end is None:
        return ()
    if end.base == TODAY:
        bases: Iterable[object] = (day.today,)
    else:
        start = subject if end.of_subject else proof
        bases = values_at(library, start, end.base) if start is not None else ()
    days = tuple(value for value in bases if isinstance(value, dt.date))
    if not end.sign:
        return days
    offset = _offset(library, end, subject if end.of_subject or proof is None else proof, day)
    return tuple(shift(as_date(date), offset, end.sign) for date in days) if offset else ()


def _offset(library: Library, end: End, thing: Thing, day: Day) -> Duration | None:
    if end.duration:
        return end.duration
    if end.parameter:
        return day.parameters.get(end.parameter)
    found = (value for value in values_at(library, thing, end.path) if isinstance(value, Duration)) if end.path else ()
    return next(iter(found), None)
