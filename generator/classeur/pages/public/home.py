"""The first page of the public site: who answers, which door is yours, what comes next, with what results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from classeur.kinds.record import Record
from classeur.pages import address
from classeur.pages.page import Page
from classeur.pages.public.front import front
from classeur.pages.public.house.certificate import mark_of
from classeur.pages.public.house.contact import address_of
from classeur.pages.public.house.rooms import ARRIVAL, COMPLAINTS, EMPLOYERS, Room
from classeur.pages.public.openings import OpenDate, open_dates
from classeur.pages.public.people import desk, referent
from classeur.pages.public.phrasing import lead, offered
from classeur.pages.public.rates import Figure, figures, latest
from classeur.pages.public.world import CERTIFICATE, CONTACT, FORMATIONS, PublicWorld
from classeur.pages.writing import write

MOST_FIGURES = 4
MOST_DATES = 8


@dataclass(frozen=True, slots=True)
class Door:
    """One « Vous êtes… »: `who` chooses the words in the template."""

    who: str
    target: str
    told: bool = True
    """Whether the page behind is about that, and not only whom to ask."""


@dataclass(frozen=True, slots=True)
class NextDate:
    """A line of the table of next dates."""

    date: OpenDate
    address: str
    length: str
    price: tuple[str, str]


def home_page(world: PublicWorld, rooms: Mapping[str, Room]) -> Page:
    """The home page."""
    provider = world.provider
    categories = provider.texts("categories")
    shown: tuple[Figure, ...] = latest(figures(world))[:MOST_FIGURES]
    values = {
        "provider": provider,
        "desk": desk(world),
        "referent": referent(world),
        "apprentices": "CFA" in categories,
        "categories": categories,
        "offered": offered(world),
        "doors": tuple(_doors(world, rooms)),
        "arrival": address_of(rooms, ARRIVAL),
        "complaints": address_of(rooms, COMPLAINTS),
        "certified": mark_of(world),
        "certificate_page": CERTIFICATE,
        "dates": tuple(_next_date(world, one) for one in open_dates(world, *world.formations)[:MOST_DATES]),
        "figures": tuple((figure, lead(figure.formula)[0]) for figure in shown),
        "results": world.address(world.results[0]) if world.results else "",
        "booklet": world.address(world.booklets[0]) if world.booklets else "",
        "formations": FORMATIONS if world.formations else "",
        "last": world.updated(world.provider, *world.records.values()),
        "date": world.date,
    }
    meta = front(provider.text("presentation"))
    return write("public/home.md", address.HOME, provider.text("accroche") or provider.title, values, meta)


def _doors(world: PublicWorld, rooms: Mapping[str, Room]) -> Iterator[Door]:
    if world.formations:
        yield Door("learner", FORMATIONS)
    yield Door("disability", _first(world, world.accessibility) or CONTACT)
    yield Door("employer", address_of(rooms, EMPLOYERS) or CONTACT, told=EMPLOYERS in rooms)
    yield Door("funder", CERTIFICATE)


def _first(world: PublicWorld, records: tuple[Record, ...]) -> str:
    return world.address(records[0]) if records else ""


def _next_date(world: PublicWorld, one: OpenDate) -> NextDate:
    formation = one.formation
    length, _ = lead(formation.text("duree"))
    return NextDate(one, world.address(formation), length, lead(formation.text("tarifs")))
