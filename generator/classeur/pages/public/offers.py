"""A programme in short, as a list says it: category, length, price, how, where, next date."""

from __future__ import annotations

from dataclasses import dataclass

from classeur.kinds.record import Record, slug
from classeur.pages.public.openings import OpenDate, next_one, open_dates
from classeur.pages.public.phrasing import lead
from classeur.pages.public.world import PublicWorld
from classeur.pages.templates import in_words


@dataclass(frozen=True, slots=True)
class Offer:
    """A programme in short. `price` is its first words and the rest; `mode` and `places` are in words, as `wait` is."""

    record: Record
    address: str
    category: str
    length: str
    price: tuple[str, str]
    mode: str
    places: str
    wait: str
    next_date: OpenDate | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Programmes that stand together in the list, under the name of their field or of their category.

    `name` is empty for those that have no field among others that have one.
    """

    id: str
    name: str
    offers: tuple[Offer, ...]


def shelves(world: PublicWorld) -> tuple[Shelf, ...]:
    """Every programme, by field where the provider tells fields, else by category; in alphabetical order on each."""
    by_field = any(record.text("domaine") for record in world.formations)
    categories = world.provider.kind.field("categories")
    plural = (categories.values if categories else None) or {}
    found: dict[str, list[Offer]] = {}
    for offer in sorted((offer_of(world, record) for record in world.formations), key=_rank):
        record = offer.record
        name = record.text("domaine") if by_field else plural.get(record.text("categorie"), offer.category)
        found.setdefault(name, []).append(offer)
    return tuple(Shelf(f"liste--{slug(name) or 'autres'}", name, tuple(offers)) for name, offers in found.items())


def offer_of(world: PublicWorld, record: Record) -> Offer:
    """The programme in short."""
    return Offer(
        record,
        world.address(record),
        world.words(record, "categorie"),
        lead(record.text("duree"))[0],
        lead(record.text("tarifs")),
        world.words(record, "modalite"),
        " ; ".join(_place(world, name) for name in record.texts("lieux")),
        record.text("delais_acces").removesuffix("."),
        next_one(open_dates(world, record)),
    )


def _rank(offer: Offer) -> tuple[str, str, str]:
    """Alphabetical, accents apart; programmes of no field come after those that have one."""
    field = offer.record.text("domaine")
    return (slug(field) if field else "~", offer.record.text("categorie"), slug(offer.record.title))


def _place(world: PublicWorld, name: str) -> str:
    place = world.place(name)
    return in_words(place.get("nom")) if place else name
