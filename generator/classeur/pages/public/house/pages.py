"""The pages of the house composed: what its records say, with the facts of `organisme.yml` that go with each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from classeur.kinds.record import Row
from classeur.pages.page import Page
from classeur.pages.public.access.places import welcome
from classeur.pages.public.alternation import SHOWN, alternations
from classeur.pages.public.answering import (
    APPRENTICES,
    all_checked,
    delays,
    emergencies,
    mediators,
    recourse,
    withdrawals,
)
from classeur.pages.public.booklet.facts import platforms
from classeur.pages.public.front import front
from classeur.pages.public.house import rooms as house
from classeur.pages.public.house.chart import organisation
from classeur.pages.public.house.contact import address_of
from classeur.pages.public.house.rooms import Room, values_of
from classeur.pages.public.house.uses import use_of, ways_to, words_of
from classeur.pages.public.openings import open_dates
from classeur.pages.public.people import desk, listeners
from classeur.pages.public.phrasing import anchor, lead, offered, titles
from classeur.pages.public.world import CERTIFICATE, CONTACT, FORMATIONS, PublicWorld
from classeur.pages.templates import in_words
from classeur.pages.writing import write

MOST_DATES = 8

Facts = dict[str, object]
Rooms = Mapping[str, Room]


def house_pages(world: PublicWorld, rooms: Rooms) -> Iterator[Page]:
    """A page for each room, beside « Nous joindre » and the certificate, which every provider has."""
    words = titles()
    for role, room in rooms.items():
        template, facts = _ROOMS[role]
        values = values_of(world, room) | facts(world, rooms)
        description = room.record.text("accroche") if room.record else words[f"{role}_description"]
        yield write(f"public/house/{template}.md", room.address, room.title, values, front(description, siblings=True))


def _arrival(world: PublicWorld, rooms: Rooms) -> Facts:
    return {
        "desk": desk(world),
        "sent": world.provider.text("convocation_envoi"),
        "said": world.provider.texts("convocation_contenu"),
        "before": world.provider.texts("avant_premier_jour"),
        "places": tuple((words_of(row), ways_to(row)) for row in world.provider.rows("lieux")),
        "platforms": platforms(world),
        "booklet": world.address(world.booklets[0]) if world.booklets else "",
        "pay": anchor(world, "pratique"),
        "welcome": welcome(world),
        "rules": address_of(rooms, house.RULES),
        "contact": CONTACT,
    }


def _employers(world: PublicWorld, rooms: Rooms) -> Facts:
    dates = open_dates(world, *world.formations)[:MOST_DATES]
    return {
        "desk": desk(world),
        "people": world.with_role("administratif"),
        "dates": tuple(
            (
                one,
                world.address(one.formation),
                lead(one.formation.text("tarifs")),
                one.formation.text("modalites_financement"),
            )
            for one in dates
        ),
        "formations": FORMATIONS if world.formations else "",
        "offered": offered(world),
        "tutors": rooms.get(house.TUTORS),
        "terms": rooms.get(house.TERMS),
        "certificate": CERTIFICATE,
        "recourse": _for_apprentices(world),
        "calendars": alternations(world)[:SHOWN],
    }


def _tutors(world: PublicWorld, rooms: Rooms) -> Facts:
    return {
        "recourse": _for_apprentices(world),
        "employers": rooms.get(house.EMPLOYERS),
        "calendars": alternations(world)[:SHOWN],
    }


def _for_apprentices(world: PublicWorld) -> object:
    return recourse(world, *APPRENTICES) if "CFA" in world.provider.texts("categories") else ()


def _chart(world: PublicWorld, _: Rooms) -> Facts:
    return {"posts": organisation(world), "contact": CONTACT}


def _complaints(world: PublicWorld, _: Rooms) -> Facts:
    return {
        "people": world.with_role("reclamations"),
        "more": anchor(world, "reclamations"),
        "delays": delays(world, "reclamations"),
        "mediators": mediators(world),
        "recourse": recourse(world),
        "violence": listeners(world),
        "violence_delays": delays(world, "violences"),
        "violence_more": anchor(world, "violences"),
        "urgent": (urgent := emergencies(world)),
        "checked": all_checked(urgent),
        "delegates": anchor(world, "representation"),
    }


def _terms(world: PublicWorld, rooms: Rooms) -> Facts:
    return {
        "withdrawals": withdrawals(world),
        "mediators": mediators(world),
        "complaints": rooms.get(house.COMPLAINTS),
    }


def _both(row: Row, one: str, other: str) -> tuple[str, str]:
    return in_words(row.get(one)), in_words(row.get(other))


def _rules(world: PublicWorld, rooms: Rooms) -> Facts:
    return {"complaints": rooms.get(house.COMPLAINTS), "booklet": anchor(world, "reglement")}


def _notice(world: PublicWorld, rooms: Rooms) -> Facts:
    return {
        "hosts": tuple(map(words_of, world.provider.rows("hebergeur"))),
        "publisher": world.provider.text("directeur_publication"),
        "data": rooms.get(house.DATA),
        "certificate": CERTIFICATE,
    }


def _data(world: PublicWorld, _: Rooms) -> Facts:
    return {
        "contacts": tuple(map(words_of, world.provider.rows("contact_donnees"))),
        "uses": tuple(use_of(world, row) for row in world.provider.rows("donnees")),
        "delays": delays(world, "rgpd"),
        "abroad": world.provider.text("donnees_hors_ue"),
    }


_ROOMS: Mapping[str, tuple[str, Callable[[PublicWorld, Rooms], Facts]]] = {
    house.ARRIVAL: ("arrival", _arrival),
    house.EMPLOYERS: ("employers", _employers),
    house.TUTORS: ("tutors", _tutors),
    house.CHART: ("chart", _chart),
    house.COMPLAINTS: ("complaints", _complaints),
    house.TERMS: ("terms", _terms),
    house.RULES: ("rules", _rules),
    house.NOTICE: ("notice", _notice),
    house.DATA: ("data", _data),
}
"""The template and the facts of each role."""
