"""The page of next dates, month by month, with the feeds that one may subscribe to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from classeur.dates import MONTHS
from classeur.pages.french import capitalized
from classeur.pages.page import Page
from classeur.pages.public.alternation import SHOWN, alternations
from classeur.pages.public.course import site_address
from classeur.pages.public.feeds import ATOM, CALENDAR, alternates
from classeur.pages.public.front import front
from classeur.pages.public.leaves import leaves
from classeur.pages.public.offers import Offer, offer_of
from classeur.pages.public.openings import OpenDate, open_dates
from classeur.pages.public.people import desk
from classeur.pages.public.phrasing import offered, titles
from classeur.pages.public.world import DATES, PublicWorld
from classeur.pages.writing import write


@dataclass(frozen=True, slots=True)
class Line:
    """A date and the programme in short."""

    date: OpenDate
    offer: Offer


@dataclass(frozen=True, slots=True)
class Month:
    """The dates that begin in a month: « Décembre 2026 »."""

    id: str
    name: str
    lines: tuple[Line, ...]


def dates_pages(world: PublicWorld) -> Iterator[Page]:
    """The page of dates, empty or not, as soon as there is a programme: feeds are kept by who subscribed."""
    if not world.formations:
        return
    dates = open_dates(world, *world.formations)
    words, programmes = titles(), offered(world)
    cut = tuple(leaves(DATES, ((month, len(month.lines)) for month in _months(world, dates))))
    for leaf in cut:
        values = {
            "months": leaf.things,
            "leaf": leaf,
            "offered": programmes,
            "count": sum(one.held for one in dates),
            "desk": desk(world),
            "calendars": alternations(world)[:SHOWN] if leaf is cut[0] else (),
            "calendar": CALENDAR,
            "atom": ATOM,
            "subscription": site_address(world, CALENDAR, ""),
            "last": world.updated(*world.formations),
        }
        meta = front(words["dates_description"], programmes["tab"]) | {"flux": alternates()}
        yield write("public/dates.md", leaf.address, leaf.title(words["dates"]), values, meta)


def _months(world: PublicWorld, dates: Iterable[OpenDate]) -> Iterator[Month]:
    offers = {record.id: offer_of(world, record) for record in world.formations}
    groups: dict[tuple[int, int], list[Line]] = {}
    for one in dates:
        groups.setdefault((one.start.year, one.start.month), []).append(Line(one, offers[one.formation.id]))
    for (year, month), lines in groups.items():
        name = capitalized(f"{MONTHS[month - 1]} {year}")
        yield Month(f"dates--{year}-{month:02}", name, tuple(lines))
