"""The public site, composed: its pages, its tabs, the band of every page and its legal line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from classeur.colours import palette
from classeur.editions import Edition
from classeur.kinds.record import Record
from classeur.pages import address
from classeur.pages.page import Download, Nav, Page, Site, linked
from classeur.pages.public.booklet.pages import booklet_pages
from classeur.pages.public.home import home_page
from classeur.pages.public.identity import certificate_page, contact_page
from classeur.pages.public.people import desk
from classeur.pages.public.phrasing import titles
from classeur.pages.public.programmes import programme_pages, programmes_page
from classeur.pages.public.reading import accessibility_pages, other_pages
from classeur.pages.public.results import result_pages
from classeur.pages.public.world import CERTIFICATE, CONTACT, FORMATIONS, PublicWorld
from classeur.pages.templates import environment
from classeur.pages.typography import typeset

COLOURS = "assets/classeur/couleurs.css"
"""The provider's own colours, laid over the tokens of the theme."""


def compose_public(world: PublicWorld) -> Site:
    """Every page of the public edition. What the provider has not written has neither page nor tab."""
    pages = tuple(replace(page, content=typeset(page.content)) for page in _pages(world))
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
        nav=tuple(_nav(world)),
        downloads=(Download(COLOURS, own.css().encode()),) if own else (),
        logo=logo,
        styles=(COLOURS,) if own else (),
    )


def _logo(world: PublicWorld) -> str:
    """Where the provider's logo is copied; empty when it has none."""
    file = next(iter(world.provider.texts("logo")), "")
    return world.file(file) if file in world.attachments else ""


def _pages(world: PublicWorld) -> Iterator[Page]:
    yield home_page(world)
    if world.formations:
        yield programmes_page(world)
        yield from programme_pages(world)
    yield from booklet_pages(world)
    yield from accessibility_pages(world)
    yield from result_pages(world)
    yield from other_pages(world)
    yield contact_page(world)
    yield certificate_page(world)


def _nav(world: PublicWorld) -> Iterator[tuple[str, str | Nav]]:
    words = titles()
    yield words["home"], address.HOME
    if world.formations:
        yield words["formations"], FORMATIONS
    for title, records in (
        (words["booklet"], world.booklets),
        (words["accessibility"], world.accessibility),
        (words["results"], world.results),
    ):
        yield from _tab(world, title, records)
    yield from _tab(world, world.pages[0].title if len(world.pages) == 1 else words["pages"], world.pages)
    yield words["contact"], CONTACT
    yield words["certificate"], CERTIFICATE


def _tab(world: PublicWorld, title: str, records: tuple[Record, ...]) -> Iterator[tuple[str, str | Nav]]:
    if len(records) == 1:
        yield title, world.address(records[0])
    elif records:
        yield title, tuple((record.title, world.address(record)) for record in records)


def _line(world: PublicWorld, template: str) -> str:
    text = environment().get_template(template).render(provider=world.provider, desk=desk(world))
    return typeset(" ".join(text.split()))
