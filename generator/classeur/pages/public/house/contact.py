"""« Nous joindre »: whom to ask for what, where, how soon, and what to do when something goes wrong."""

from __future__ import annotations

from collections.abc import Mapping

from classeur.pages.page import Page
from classeur.pages.public.access.places import welcome
from classeur.pages.public.answering import delays, emergencies, mediators
from classeur.pages.public.front import front
from classeur.pages.public.house.rooms import CHART, COMPLAINTS, EMPLOYERS, Room
from classeur.pages.public.house.uses import ways_to, words_of
from classeur.pages.public.people import desk, listeners, purposes
from classeur.pages.public.phrasing import offered, titles
from classeur.pages.public.world import CONTACT, PublicWorld
from classeur.pages.writing import write


def contact_page(world: PublicWorld, rooms: Mapping[str, Room]) -> Page:
    """Who answers, where, when, and what to do when something goes wrong."""
    words = titles()
    values = {
        "provider": world.provider,
        "desk": desk(world),
        "purposes": purposes(world),
        "team": tuple(world.team.values()),
        "several": len(world.team) > 1,
        "places": tuple((words_of(row), ways_to(row)) for row in world.provider.rows("lieux")),
        "mediators": mediators(world),
        "violence": listeners(world),
        "urgent": tuple(one for one in emergencies(world) if one.first),
        "delays": delays(world, "contacts"),
        "complaints": address_of(rooms, COMPLAINTS),
        "chart": address_of(rooms, CHART),
        "employers": address_of(rooms, EMPLOYERS),
        "welcome": welcome(world),
        "offered": offered(world),
        "last": world.updated(world.provider),
        "date": world.date,
    }
    meta = front(words["contact_description"], siblings=len(contact_rooms(rooms)) > 0)
    return write("public/contact.md", CONTACT, words["contact"], values, meta)


def contact_rooms(rooms: Mapping[str, Room]) -> tuple[Room, ...]:
    """The pages beside « Nous joindre »."""
    return tuple(rooms[role] for role in (COMPLAINTS, CHART) if role in rooms)


def address_of(rooms: Mapping[str, Room], role: str) -> str:
    """The page of a role, or an empty text where the house has none."""
    return rooms[role].address if role in rooms else ""
