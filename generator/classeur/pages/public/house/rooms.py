"""Which pages the house has: each has a role, and an address that a record with that role may give it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from classeur.kinds.record import Record
from classeur.pages.public.alternation import alternation_of
from classeur.pages.public.house.chart import organisation
from classeur.pages.public.openings import open_dates
from classeur.pages.public.phrasing import standing, titles
from classeur.pages.public.world import PublicWorld

COMPLAINTS, TERMS, RULES = "reclamations", "conditions-de-vente", "reglement-interieur"
ARRIVAL, EMPLOYERS, TUTORS = "avant-de-venir", "employeurs", "tuteurs"
CHART, NOTICE, DATA = "organigramme", "mentions-legales", "donnees-personnelles"

_APPRENTICES = "CFA"
_HIRED = frozenset({"AF", _APPRENTICES})
"""Categories to which an employer sends somebody; skills assessments and VAE are a person's own."""
_RECOURSE = ("mediateur", "recours")
_NOTHING: Mapping[str, object] = MappingProxyType(
    {"record": None, "version": None, "versions": (), "owner": "", "due": None, "files": ()}
)
"""What a page that no record writes has at its foot."""


@dataclass(frozen=True, slots=True)
class Room:
    """One page of the house that there is: `record` is None when `organisme.yml` alone has something to say."""

    role: str
    address: str
    title: str
    record: Record | None


def rooms_of(world: PublicWorld) -> Mapping[str, Room]:
    """The pages of the house that have something to say, by role, in the order in which they are listed."""
    names = titles()
    taken = frozenset(map(world.address, world.records.values()))
    found = {}
    for role, says in _SAYS.items():
        record = world.by_role.get(role)
        if record:
            found[role] = Room(role, world.address(record), record.title, record)
        elif says(world):
            found[role] = Room(role, f"{role}-page" if role in taken else role, names[role], None)
    return MappingProxyType(found)


def values_of(world: PublicWorld, room: Room) -> dict[str, object]:
    """What every page of the house says beside its facts: the words of its record, its versions, its days."""
    record = room.record
    prose = world.prose(record, room.address) if record else None
    return {
        **(standing(world, record) if record else {**_NOTHING, "world": world}),
        "provider": world.provider,
        "lede": record.text("accroche") if record else "",
        "prose": prose.html if prose else "",
        "last": world.updated(*((record,) if record else ()), world.provider),
        "date": world.date,
    }


def _always(_: PublicWorld) -> bool:
    return True


def _never(_: PublicWorld) -> bool:
    return False


def _written(*names: str) -> Callable[[PublicWorld], bool]:
    return lambda world: any(world.provider.get(name) for name in names)


def _complains(world: PublicWorld) -> bool:
    heard = any(world.with_role(role) for role in (COMPLAINTS, "violences"))
    return heard or _written(*_RECOURSE)(world)


def _hires(world: PublicWorld) -> bool:
    hired = tuple(one for one in world.formations if one.text("categorie") in _HIRED)
    return bool(open_dates(world, *hired)) or any(alternation_of(world, one) for one in hired)


_SAYS: Mapping[str, Callable[[PublicWorld], bool]] = {
    ARRIVAL: _written("convocation_envoi", "convocation_contenu", "avant_premier_jour"),
    EMPLOYERS: _hires,
    TUTORS: _never,
    CHART: lambda world: any(post.reports for post in organisation(world)),
    COMPLAINTS: _complains,
    TERMS: _written("retractation"),
    RULES: _never,
    NOTICE: _always,
    DATA: _written("donnees", "contact_donnees"),
}
"""Whether `organisme.yml` and the programmes are enough for a page of this role, when no record has it."""
