"""Whether the dates of a proof lie within the bounds of a rule, and what to say of those that do not."""

from __future__ import annotations

import datetime as dt

from classeur.dates import as_date, shift
from classeur.library import Library
from classeur.rules.bounds import TODAY, Day, Window, window
from classeur.rules.declaration import Bound, Dates
from classeur.rules.paths import Thing, values_at


class Within:
    """The bounds of a rule for one subject: windows that no proof moves are found once, whatever proofs are tried."""

    def __init__(self, library: Library, dates: Dates, subject: Thing, day: Day) -> None:
        self._library = library
        self._dates = dates
        self._subject = subject
        self._day = day
        self._fixed: dict[str, Window] = {}

    def _window(self, path: str, bound: Bound, proof: Thing | None) -> Window:
        if proof is not None and _moves(bound):
            return window(self._library, bound, self._subject, proof, self._day)
        if path not in self._fixed:
            self._fixed[path] = window(self._library, bound, self._subject, None, self._day)
        return self._fixed[path]

    def inside(self, proof: Thing) -> tuple[bool, dt.date | None]:
        """Whether every bound holds for a proof, and the last day on which it will."""
        expires: list[dt.date] = []
        for path, bound in self._dates.items():
            frame = self._window(path, bound, proof)
            values = [value for value in values_at(self._library, proof, path) if isinstance(value, dt.date)]
            inside = [v for v in values if frame.holds(v) and (frame.ahead or as_date(v) <= self._day.today)]
            if not inside:
                return False, None
            if frame.lasts:
                expires.append(shift(as_date(max(map(as_date, inside))), frame.lasts))
        return True, min(expires, default=None)

    def due(self, proof: Thing | None = None) -> dt.date | None:
        """The last day of what can still come; None once it has passed, or where there is none."""
        frames = [self._window(path, bound, proof) for path, bound in self._dates.items()]
        open_ends = [frame for frame in frames if not frame.void and not frame.passed(self._day.today)]
        if frames and len(open_ends) == len(frames):
            return min(as_date(frame.until) for frame in open_ends if frame.until)
        return None

    def outside(self, proof: Thing | None = None) -> tuple[dt.date | None, dt.date | None]:
        """For what is missing: the date that comes closest without fitting, the last day that would have counted."""
        found: list[dt.date] = []
        limits: list[dt.date] = []
        for path, bound in self._dates.items():
            frame = self._window(path, bound, proof)
            if frame.until:
                limits.append(as_date(frame.until))
            values = values_at(self._library, proof, path) if proof is not None else ()
            days = [as_date(value) for value in values if isinstance(value, dt.date)]
            late = [day for day in days if frame.until and day > as_date(frame.until)]
            if days:
                found.append(min(late) if late else max(days))
                if frame.lasts:
                    limits.append(shift(max(days), frame.lasts))
        return min(found, default=None), min(limits, default=None)


def _moves(bound: Bound) -> bool:
    """Whether a bound is counted from the proof itself, or lasts as long as the proof says."""
    ends = (end for end in (bound.since, bound.until, bound.before) if end)
    return any((not end.of_subject and end.base != TODAY) or end.path for end in ends)
