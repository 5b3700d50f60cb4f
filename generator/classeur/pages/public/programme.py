"""The page of one programme: what one will be able to do, for whom, when, at what price, whom to call; the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from classeur.kinds.record import Record
from classeur.pages.page import Page
from classeur.pages.public.access.places import welcome
from classeur.pages.public.alternation import FIELD as CALENDAR
from classeur.pages.public.alternation import alternation_of
from classeur.pages.public.answering import Withdrawal, withdrawals
from classeur.pages.public.booklet.pages import booklet_of
from classeur.pages.public.certification import FIELDS, certification_of
from classeur.pages.public.course import APPRENTICES, course
from classeur.pages.public.front import front
from classeur.pages.public.offers import Offer
from classeur.pages.public.openings import open_dates
from classeur.pages.public.phrasing import offered, standing
from classeur.pages.public.results import Results, results_by_programme
from classeur.pages.public.world import PublicWorld
from classeur.pages.writing import write

GROUPS = (
    ("objectifs", ("objectifs", "type_reconnaissance")),
    ("pour-vous", ("public_vise", "prerequis")),
    ("prix", ("tarifs", "modalites_financement")),
    ("inscription", ("modalites_acces", "delais_acces")),
    ("apprendre", ("duree", "modalites_pedagogiques", "methodes_mobilisees", "formateurs", "modalites_evaluation")),
    ("handicap", ("accessibilite_psh",)),
)
"""Ids of the parts of a programme's page, whose titles are in the template, and the fields of each."""
OTHERS = "aussi"
_SERVICE = "titre date genre indicateurs responsable etat pieces version revision revu_le versions".split()  # noqa: SIM905
_PLACED = "categorie domaine accroche contacts prochaines_dates heures modalite lieux mineurs".split()  # noqa: SIM905
_ELSEWHERE = frozenset((*_SERVICE, *_PLACED, *FIELDS, CALENDAR))
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
class Shared:
    """What the pages of programmes have in common, found once: results by programme, sale, links and words."""

    results: Mapping[str, Results]
    withdrawals: tuple[Withdrawal, ...]
    sale: str
    offered: Mapping[str, str]


def shared(world: PublicWorld, sale: str) -> Shared:
    """`sale` is the address of the conditions of sale, empty when there is no such page."""
    return Shared(results_by_programme(world), withdrawals(world), sale, offered(world))


def programme_page(world: PublicWorld, offer: Offer, common: Shared, before: Offer | None, after: Offer | None) -> Page:
    """The page of a programme, between its neighbours in the list."""
    record, here = offer.record, offer.address
    prose = world.prose(record, here)
    sold = record.text("categorie") != APPRENTICES
    dates, certification = open_dates(world, record), certification_of(world, record)
    values = {
        **standing(world, record),
        "offer": offer,
        "offered": common.offered,
        "parts": tuple(_parts(world, record)),
        "dates": dates,
        "certification": certification,
        "withdrawals": common.withdrawals if sold else (),
        "sale": common.sale if sold else "",
        "results": common.results.get(record.id),
        "results_page": world.address(world.results[0]) if world.results else "",
        "contacts": world.people(record.texts("contacts")),
        "contacts_label": _label(record, "contacts"),
        "prose": prose,
        "contents": tuple((one, words) for level, one, words in prose.headings if level == 2),  # noqa: PLR2004 - h2
        "alternation": alternation_of(world, record),
        "booklet": booklet_of(world, record),
        "welcome": welcome(world),
        "before": before,
        "after": after,
    }
    meta = front(record.text("accroche"), common.offered["tab"])
    return write(
        "public/programme.md",
        here,
        record.title,
        values,
        {**meta, "donnees": course(world, record, dates, certification)},
    )


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
