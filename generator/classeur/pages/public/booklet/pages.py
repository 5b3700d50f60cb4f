"""The pages of the booklets: whole, for a programme or a place, on one sheet, and easy to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from classeur.dates import in_french
from classeur.kinds.record import Record, slug
from classeur.pages.page import Layout, Page, Paper
from classeur.pages.phrases import say
from classeur.pages.public.access.places import welcome
from classeur.pages.public.booklet.concerning import everybody, everybody_in, learners_of, visitors_of
from classeur.pages.public.booklet.making import Text, make_booklet, text_of
from classeur.pages.public.booklet.model import Booklet, Readers
from classeur.pages.public.booklet.poster import poster_of
from classeur.pages.public.front import front
from classeur.pages.public.house.rooms import COMPLAINTS, DATA, RULES, TERMS, Room
from classeur.pages.public.people import desk, listeners
from classeur.pages.public.phrasing import Version, offered, standing, titles, written_version
from classeur.pages.public.world import FORMATIONS, PublicWorld
from classeur.pages.templates import in_words
from classeur.pages.writing import write

MOST_LISTED = 24
"""Programmes or places that a booklet lists; above, the pages of programmes lead to each one's booklet."""
FEWEST_PARTS = 3
"""Below that, a list of contents is longer than a look at the page."""
ONE_PAGE = "une-page"


@dataclass(frozen=True, slots=True)
class Variant:
    """The booklet for some of its readers: where it is, and whom it is for, in words."""

    address: str
    words: str
    readers: Readers


@dataclass(frozen=True, slots=True)
class Family:
    """A booklet with what hangs on it: its variants, its sheet, its easy versions, those that complete it."""

    record: Record
    whole: Readers
    by_programme: tuple[Variant, ...]
    by_place: tuple[Variant, ...]
    sheet: str
    easy: tuple[Record, ...]
    completed_by: tuple[Record, ...]


def booklet_pages(world: PublicWorld, rooms: Mapping[str, Room]) -> tuple[Page, ...]:
    """Every page of every booklet, each with its ways to the pages of the house that say more."""
    more = {role: rooms[role] for role in (RULES, COMPLAINTS, TERMS, DATA) if role in rooms}
    return tuple(page for record in world.booklets for page in _pages(world, record, more))


def _pages(world: PublicWorld, record: Record, rooms: Mapping[str, Room]) -> Iterator[Page]:
    if record.texts("facile_a_lire_de"):
        yield _easy_page(world, record)
        return
    family = family_of(world, record)
    yield _page(world, family, None, rooms, text_of(world, record, world.address(record)))
    # Those of a booklet stand in one folder: its text says the same on each, and is rendered once.
    variants = (*family.by_programme, *family.by_place)
    beside = text_of(world, record, f"{world.address(record)}/{ONE_PAGE}") if variants or family.sheet else None
    if beside:
        for variant in variants:
            yield _page(world, family, variant, rooms, beside)
        if family.sheet:
            yield _sheet(world, family, beside)


def family_of(world: PublicWorld, record: Record) -> Family:
    """The booklet and its variants: one a programme and one a place, where there are several.

    Never one a programme and place: a date says where a course begins, not every place where it is held, and the
    programme's own version already tells its places only. So their number grows with programmes plus places.
    """
    whole, here = everybody(world, record), world.address(record)
    completes, sheet = bool(record.texts("complete")), f"{here}/{ONE_PAGE}"
    programmes = tuple(Variant(f"{here}/{one.id}", one.title, learners_of(whole, one)) for one in whole.formations)
    places = tuple(
        Variant(f"{here}/lieu-{slug(in_words(row.get('lieu')))}", in_words(row.get("nom")), visitors_of(whole, row))
        for row in whole.places
    )
    return Family(
        record,
        whole,
        _several(world, programmes),
        () if completes else _several(world, places),
        "" if completes or sheet in _taken(world) else sheet,
        tuple(one for one in world.booklets if record.id in one.texts("facile_a_lire_de")),
        tuple(
            one for one in world.booklets if record.id in one.texts("complete") and not one.texts("facile_a_lire_de")
        ),
    )


def booklet_of(world: PublicWorld, formation: Record) -> str:
    """The address of the booklet that the learners of a programme read; empty when nobody wrote one for them."""
    category = formation.text("categorie")
    for record in world.booklets:
        whole = everybody_in(world, record)
        if record.texts("complete") or record.texts("facile_a_lire_de") or category not in whole:
            continue
        others = any(one is not formation and one.text("categorie") in whole for one in world.formations)
        return f"{world.address(record)}/{formation.id}" if others else world.address(record)
    return ""


def _several(world: PublicWorld, variants: tuple[Variant, ...]) -> tuple[Variant, ...]:
    """The variants when there is a choice, but for those whose address a record has."""
    taken = _taken(world)
    return tuple(one for one in variants if one.address not in taken) if len(variants) > 1 else ()


def _taken(world: PublicWorld) -> frozenset[str]:
    return frozenset(world.address(record) for record in world.records.values())


def _page(world: PublicWorld, family: Family, variant: Variant | None, rooms: Mapping[str, Room], text: Text) -> Page:
    record = family.record
    address = variant.address if variant else world.address(record)
    booklet = make_booklet(world, text, address, family.whole, variant.readers if variant else family.whole)
    values = {
        **_common(world, record),
        "booklet": booklet,
        "family": family,
        "variant": variant,
        "rooms": rooms,
        "most": MOST_LISTED,
        "formations": FORMATIONS,
        "contents": booklet.shown if len(booklet.shown) >= FEWEST_PARTS else (),
        "emergencies": _checked(world, booklet),
    }
    title = f"{record.title} : {variant.words}" if variant else record.title
    note = _note(written_version(world, record))
    whole = Paper(f"{address}.pdf", Layout.BOOKLET, note=note)
    poster = None if variant else poster_of(world, booklet, note)
    page = write("public/booklet.md", address, title, values, front(record.text("accroche"), titles()["booklet"]))
    return replace(page, papers=(whole, poster) if poster else (whole,))


def _note(version: Version | None) -> str:
    """What the sheets say of the version that they print."""
    if version is None:
        return ""
    words = "papier-version-a-venir" if version.coming else "papier-version"
    return say(words, numero=version.number, jour=in_french(version.day))


def _sheet(world: PublicWorld, family: Family, text: Text) -> Page:
    record = family.record
    booklet = make_booklet(world, text, family.sheet, family.whole, family.whole)
    values = {
        **_common(world, record),
        "booklet": booklet,
        "family": family,
        "listeners": listeners(world),
        "emergencies": _checked(world, booklet),
    }
    title = f"{record.title} : {titles()['booklet_sheet']}"
    page = write(
        "public/booklet-sheet.md", family.sheet, title, values, front(record.text("accroche"), titles()["booklet"])
    )
    return replace(page, papers=(Paper(f"{family.sheet}.pdf", Layout.ONE_PAGE),))


def _easy_page(world: PublicWorld, record: Record) -> Page:
    here = world.address(record)
    of = tuple(world.records[name] for name in record.texts("facile_a_lire_de") if name in world.records)
    values = {**_common(world, record), "prose": world.prose(record, here), "of": of, "emergencies": None}
    return write(
        "public/booklet-easy.md", here, record.title, values, front(record.text("accroche"), titles()["booklet"])
    )


def _common(world: PublicWorld, record: Record) -> dict[str, object]:
    return {
        **standing(world, record),
        "provider": world.provider,
        "desk": desk(world),
        "welcome": welcome(world),
        "offered": offered(world),
    }


def _checked(world: PublicWorld, booklet: Booklet) -> object:
    """The day since which all the numbers are checked, those of the fields and those that the text writes.

    None as soon as one of the fields' numbers never was: a page does not vouch for it.
    """
    own = max((day for day in booklet.record.dates("urgences_verifiees_le") if day <= world.date), default=None)
    if booklet.emergencies and booklet.checked is None:
        return None
    return min((day for day in (booklet.checked, own) if day), default=None)
