"""Whether the dates of a proof lie within the bounds of a rule, and what to say of those that do not."""

from __future__ import annotations

import datetime as dt

from classeur.dates import as_date, shift
from classeur.library import Library
from classeur.rules.bounds import Day, window
from classeur.rules.declaration import Dates
from classeur.rules.paths import Thing, values_at


def inside(library: Library, dates: Dates, subject: Thing, proof: Thing, day: Day) -> tuple[bool, dt.date | None]:
    """Whether every bound holds for a proof, and the last day on which it will."""
    expires: list[dt.date] = []
    for path, bound in dates.items():
        frame = window(library, bound, subject, proof, day)
        values = [value for value in values_at(library, proof, path) if isinstance(value, dt.date)]
        inside = [v for v in values if frame.holds(v) and (frame.ahead or as_date(v) <= day.today)]
        if not inside:
            return False, None
        if frame.lasts:
            expires.append(shift(as_date(max(map(as_date, inside))), frame.lasts))
    return True, min(expires, default=None)


def due(library: Library, dates: Dates, subject: Thing, proof: Thing | None, day: Day) -> dt.date | None:
    """The last day of what can still come; None once it has passed, or where there is none."""
    frames = [window(library, bound, subject, proof, day) for bound in dates.values()]
    open_ends = [frame for frame in frames if not frame.void and not frame.passed(day.today)]
    if frames and len(open_ends) == len(frames):
        return min(as_date(frame.until) for frame in open_ends if frame.until)
    return None


def outside(
    library: Library, dates: Dates, subject: Thing, proof: Thing | None, day: Day
) -> tuple[dt.date | None, dt.date | None]:
    """For what is missing: the date that comes closest without fitting, and the last day that would have counted."""
    found: list[dt.date] = []
    limits: list[dt.date] = []
    for path, bound in dates.items():
        frame = window(library, bound, subject, proof, day)
        if frame.until:
            limits.append(as_date(frame.until))
        values = [as_date(v) for v in values_at(library, proof, path) if isinstance(v, dt.date)] if proof else []
        late = [value for value in values if frame.until and value > as_date(frame.until)]
        if values:
            found.append(min(late) if late else max(values))
            if frame.lasts:
                limits.append(shift(max(values), frame.lasts))
    return min(found, default=None), min(limits, default=None)
