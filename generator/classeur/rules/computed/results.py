"""Result figures that are published: one for each programme, readable, and the same as the records give."""

from __future__ import annotations

from collections.abc import Iterator

from classeur.dates import shift
from classeur.figures import (
    SMALLEST,
    agrees,
    finished_sessions,
    percent_of,
    published_figures,
    recounted,
    size_of,
)
from classeur.kinds.record import Row
from classeur.library import Library
from classeur.rules.bounds import Day
from classeur.rules.cases import case_of, judged
from classeur.rules.declaration import Selector
from classeur.rules.result import Case, CaseState
from classeur.rules.selection import chosen

DELAY = "delai_publication"
"""How long after the last day a figure may still be on its way."""


def programme_without_figure(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each programme whose first session is over; missing when no figure about it came in time.

    Sessions from before the binder was followed ask for nothing. Source: guide V9, indicator 2 (one figure at least
    for each programme).
    """
    figures, finished = published_figures(library), finished_sessions(library, day.today, day.floor)
    for subject in chosen(library, what, day) if what else ():
        programme = subject.record.id if subject.record else ""
        if programme in figures:
            yield case_of(library, CaseState.HAVE, subject)
        elif sessions := finished.get(programme):
            due = shift(sessions[0].date("fin") or day.today, day.parameters[DELAY])
            yield case_of(library, CaseState.WAITING if due >= day.today else CaseState.MISSING, subject, due=due)


def unreadable_figure(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each percentage; missing when its size is neither « 3 sur 4 » nor one number of 5 or more.

    Source: demand B7; guide V9, indicator 2 (figures with their detail).
    """
    for subject in chosen(library, what, day) if what else ():
        if isinstance(subject.item, Row) and percent_of(subject.item):
            size = size_of(subject.item)
            readable = len(size) > 1 or (size and size[0] >= SMALLEST)
            details = {} if readable else {"effectif": str(subject.item.get("effectif"))}
            yield judged(library, subject, details)


def figure_that_differs(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each figure that tells its measure and its sessions; missing when the records give another one.

    `publie` and `fiches` are the two. The tolerance is that of rounding. Source: demand B7.
    """
    finished = finished_sessions(library, day.today)
    for subject in chosen(library, what, day) if what else ():
        if isinstance(subject.item, Row) and (count := recounted(library, subject.item, finished)):
            same = agrees(subject.item, count)
            told = f"{subject.item.get('valeur')} ({subject.item.get('effectif')})"
            details = {} if same else {"publie": told, "fiches": str(count)}
            yield judged(library, subject, details)
