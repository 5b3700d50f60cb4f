"""The list of programmes, and one page a programme: every field that indicator 1 asks for, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from classeur.kinds.record import Record
from classeur.pages.page import Page
from classeur.pages.public.front import front
from classeur.pages.public.openings import OpenDate, next_one, open_dates
from classeur.pages.public.phrasing import in_force, lead, review_due, titles, versions
from classeur.pages.public.world import FORMATIONS, PublicWorld
from classeur.pages.writing import write

GROUPS = (
    ("pour-vous", ("public_vise", "prerequis")),
    ("objectifs", ("objectifs", "type_reconnaissance")),
    ("inscription", ("duree", "modalites_acces", "delais_acces")),
    ("prix", ("tarifs", "modalites_financement")),
    ("apprendre", ("modalites_pedagogiques", "methodes_mobilisees", "modalites_evaluation")),
    ("handicap", ("accessibilite_psh",)),
)
"""Ids of the parts of a programme's page, whose titles are in the template, and the fields of each."""
OTHERS = "aussi"
_SERVICE = frozenset(
    {
        "titre",
        "date",
        "genre",
        "indicateurs",
        "responsable",
        "etat",
        "pieces",
        "version",
        "revision",
        "revu_le",
        "versions",
    }
)
_ELSEWHERE = _SERVICE | {
    "categorie",
    "accroche",
    "contacts",
    "prochaines_dates",
    "heures",
    "modalite",
    "lieux",
    "mineurs",
}
"""Fields that the page says in another place than its parts, or that serve the provider only."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A field in words: one text, or several for a list."""

    label: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page: its id and its answers, empty fields left out."""

    id: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A programme in the list: its page, its category in words, its next date."""

    record: Record
    address: str
    category: str
    length: str
    price: tuple[str, str]
    next_date: OpenDate | None


def programmes_page(world: PublicWorld) -> Page:
    """The list of all programmes."""
    values = {
        "offers": tuple(_offer(world, record) for record in _in_order(world)),
        "last": world.updated(*world.formations),
    }
    words = titles()
    return write(
        "public/programmes.md", FORMATIONS, words["formations"], values, front(words["formations_description"])
    )


def programme_pages(world: PublicWorld) -> tuple[Page, ...]:
    """One page a programme."""
    offers = tuple(_offer(world, record) for record in _in_order(world))
    return tuple(
        _programme_page(world, offer, offers[number - 1] if number else None, next(iter(offers[number + 1 :]), None))
        for number, offer in enumerate(offers)
    )


def _in_order(world: PublicWorld) -> tuple[Record, ...]:
    return tuple(sorted(world.formations, key=lambda record: (record.text("categorie"), record.title)))


def _offer(world: PublicWorld, record: Record) -> Offer:
    return Offer(
        record,
        world.address(record),
        world.words(record, "categorie"),
        lead(record.text("duree"))[0],
        lead(record.text("tarifs")),
        next_one(open_dates(world, record)),
    )


def _programme_page(world: PublicWorld, offer: Offer, before: Offer | None, after: Offer | None) -> Page:
    record, here = offer.record, offer.address
    values = {
        "offer": offer,
        "parts": tuple(_parts(world, record)),
        "dates": open_dates(world, record),
        "wait": record.text("delais_acces").removesuffix("."),
        "contacts": world.people(record.texts("contacts")),
        "contacts_label": _label(record, "contacts"),
        "prose": world.prose(record, here),
        "accessibility": world.address(world.accessibility[0]) if world.accessibility else "",
        "files": world.pieces.get(record.id, ()),
        "world": world,
        "version": in_force(world, record),
        "versions": versions(record),
        "last": world.updated(record),
        "owner": world.words(record, "responsable"),
        "due": review_due(world, record),
        "before": before,
        "after": after,
    }
    meta = front(record.text("accroche"), titles()["formations"])
    return write("public/programme.md", here, record.title, values, meta)


def _parts(world: PublicWorld, record: Record) -> Iterator[Part]:
    placed = {name for _, names in GROUPS for name in names} | _ELSEWHERE
    others = tuple(field.name for field in record.kind.fields if field.name not in placed)
    for identity, names in (*GROUPS, (OTHERS, others)):
        answers = tuple(answer for name in names if (answer := _answer(world, record, name)))
        if answers:
            yield Part(identity, answers)


def _answer(world: PublicWorld, record: Record, name: str) -> Answer | None:
    field = record.kind.field(name)
    words = world.words(record, name)
    if field is None or not words:
        return None
    texts = record.texts(name) if field.type == "texte" and field.many else (words,)
    return Answer(field.label, texts)


def _label(record: Record, name: str) -> str:
    field = record.kind.field(name)
    return field.label if field else name
