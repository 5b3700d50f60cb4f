"""The public site, composed: its pages, its tabs, the band of every page and its legal line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from classeur.colours import palette
from classeur.editions import Edition
from classeur.kinds.record import Record
from classeur.pages import address
from classeur.pages.genres import with_genre
from classeur.pages.page import Download, Nav, Page, Site, linked
from classeur.pages.phrases import say
from classeur.pages.public.access.pages import accessibility_pages
from classeur.pages.public.access.statement import statement_of, statement_pages
from classeur.pages.public.alternation import alternation_diaries, alternation_pages
from classeur.pages.public.booklet.pages import booklet_pages
from classeur.pages.public.feeds import feeds
from classeur.pages.public.home import home_page
from classeur.pages.public.house.certificate import certificate_page
from classeur.pages.public.house.contact import contact_page
from classeur.pages.public.house.pages import house_pages
from classeur.pages.public.house.rooms import (
    ARRIVAL,
    CHART,
    COMPLAINTS,
    DATA,
    EMPLOYERS,
    NOTICE,
    RULES,
    TERMS,
    TUTORS,
    Room,
    rooms_of,
)
from classeur.pages.public.people import desk
from classeur.pages.public.phrasing import offered, titles
from classeur.pages.public.programmes import programmes_pages
from classeur.pages.public.reading import other_pages
from classeur.pages.public.results import result_pages
from classeur.pages.public.timetable import dates_pages
from classeur.pages.public.world import CERTIFICATE, CONTACT, FORMATIONS, PublicWorld
from classeur.pages.templates import environment
from classeur.pages.typography import typeset

_HIRING = (TUTORS, EMPLOYERS)
_FOOTER = (NOTICE, DATA, TERMS, RULES, COMPLAINTS)
COLOURS = "assets/classeur/couleurs.css"
"""The provider's own colours, laid over the tokens of the theme."""


def compose_public(world: PublicWorld) -> Site:
    """Every page of the public edition. What the provider has not written has neither page nor tab."""
    rooms = rooms_of(world)
    others = say("genre-pratiques")
    pages = tuple(with_genre(replace(page, content=typeset(page.content)), others) for page in _pages(world, rooms))
    provider = world.provider
    logo = _logo(world)
    own = palette(provider)
    return Site(
        edition=Edition.PUBLIC,
        name=provider.title,
        url=address.web_address(provider.text("site")),
        band=_line(world, "public/band.html"),
        legal=_line(world, "public/legal.html"),
        pages=pages,
        assets=world.assets({*linked(pages), logo}),
        nav=tuple(_nav(world, rooms)),
        footer=tuple(_footer(world, rooms)),
        downloads=(
            *((Download(COLOURS, own.css().encode()),) if own else ()),
            *feeds(world),
            *alternation_diaries(world),
        ),
        logo=logo,
        styles=(COLOURS,) if own else (),
    )


def _logo(world: PublicWorld) -> str:
    """Where the provider's logo is copied; empty when it has none."""
    return world.attached(world.provider, world.provider.get("logo"))


def _pages(world: PublicWorld, rooms: Mapping[str, Room]) -> Iterator[Page]:
    yield home_page(world, rooms)
    yield from programmes_pages(world, rooms[TERMS].address if TERMS in rooms else "")
    yield from dates_pages(world)
    yield from alternation_pages(world, {rooms[role].title: rooms[role].address for role in _HIRING if role in rooms})
    yield from booklet_pages(world, rooms)
    yield from accessibility_pages(world)
    yield from statement_pages(world)
    yield from result_pages(world)
    yield from other_pages(world, _others(world, rooms))
    yield contact_page(world, rooms)
    yield certificate_page(world, rooms)
    yield from house_pages(world, rooms)


def _footer(world: PublicWorld, rooms: Mapping[str, Room]) -> Iterator[tuple[str, str]]:
    """What the law wants within reach of every page; the state of accessibility is said in the link itself."""
    for role in _FOOTER:
        if role in rooms:
            yield rooms[role].title, rooms[role].address
    if statement := statement_of(world):
        yield titles()["accessibility_state"].format(state=statement.state.lower()), statement.address


def _others(world: PublicWorld, rooms: Mapping[str, Room]) -> tuple[Record, ...]:
    """The pages that are like any other: no role is theirs."""
    held = {room.record.id for room in rooms.values() if room.record}
    return tuple(record for record in world.pages if record.id not in held)


def _nav(world: PublicWorld, rooms: Mapping[str, Room]) -> Iterator[tuple[str, str | Nav]]:
    """Eight tabs at most; what goes together shares one."""
    words = titles()

    def records(found: Iterable[Record]) -> Nav:
        return tuple((record.title, world.address(record)) for record in found)

    def house(*roles: str) -> Nav:
        return tuple((rooms[role].title, rooms[role].address) for role in roles if role in rooms)

    yield words["home"], address.HOME
    if world.formations:
        yield offered(world)["tab"], FORMATIONS
    yield from _tab(words["booklet"], (*records(world.booklets), *house(ARRIVAL)))
    yield from _tab(words["accessibility"], records(world.accessibility))
    yield from _tab(words["results"], records(world.results))
    yield from _tab(words["employers"], house(EMPLOYERS, TUTORS))
    others = _others(world, rooms)
    yield from _tab(others[0].title if len(others) == 1 else words["pages"], records(others))
    yield from _tab(words["contact"], ((words["contact"], CONTACT), *house(COMPLAINTS, CHART)))
    legal = (*house(TERMS, RULES, NOTICE, DATA), *records(world.statements))
    yield from _tab(words["certificate_tab"], ((words["certificate"], CERTIFICATE), *legal))


def _tab(title: str, entries: Nav) -> Iterator[tuple[str, str | Nav]]:
    if len(entries) == 1:
        yield title, entries[0][1]
    elif entries:
        yield title, entries


def _line(world: PublicWorld, template: str) -> str:
    text = environment().get_template(template).render(provider=world.provider, desk=desk(world))
    return typeset(" ".join(text.split()))
