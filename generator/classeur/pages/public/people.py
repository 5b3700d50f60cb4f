"""Who answers on the public site: the desk, the person for disability, and whom to ask for what."""

from __future__ import annotations

from dataclasses import dataclass, replace

from classeur.library import Member
from classeur.pages.public.world import PublicWorld

DESK, VIOLENCE = "accueil", "violences"
_ORDER = (
    "accueil",
    "administratif",
    "pedagogie",
    "formation",
    "plateforme",
    "handicap",
    "mobilite",
    "violences",
    "reclamations",
    "qualite",
    "direction",
)
"""Roles from the most to the least asked for; those that a provider adds come after."""
_UNASKED = frozenset({"veille"})
"""Roles that nobody outside would ask for."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The first person to call: the provider's own line, answered by whoever holds the desk, if somebody does."""

    name: str
    phone: str
    sms: str
    email: str


@dataclass(frozen=True, slots=True)
class Purpose:
    """A role, its label in `organisme.yml`, and who holds it."""

    role: str
    label: str
    members: tuple[Member, ...]


def desk(world: PublicWorld) -> Desk:
    """Who is called first. The provider's number comes before a person's: somebody else picks it up on holidays."""
    member = next(iter(world.with_role(DESK)), None)
    provider = world.provider
    return Desk(
        member.name if member else "",
        provider.text("telephone") or (member.phone if member else ""),
        member.sms if member else "",
        provider.text("courriel") or (member.email if member else ""),
    )


def referent(world: PublicWorld) -> Member | None:
    """The person for learners with a disability: the one `organisme.yml` names, else whoever has that role."""
    named = world.people(world.provider.texts("referent_handicap"))
    return next(iter(named or world.with_role("handicap")), None)


def listeners(world: PublicWorld) -> tuple[Member, ...]:
    """Who may be told of a violence. Who directs comes last: one dares more easily with somebody else."""
    return tuple(sorted(world.with_role(VIOLENCE), key=lambda member: "direction" in member.roles))


def purposes(world: PublicWorld) -> tuple[Purpose, ...]:
    """Whom to ask for what, the most frequent questions first."""
    team = world.provider.kind.field("equipe")
    roles = team.subfield("roles") if team else None
    labels = (roles.values if roles else None) or {}
    return tuple(
        Purpose(role, label, members)
        for role, label in sorted(
            labels.items(), key=lambda item: _ORDER.index(item[0]) if item[0] in _ORDER else len(_ORDER)
        )
        if role not in _UNASKED and (members := _asked(world, role))
    )


def _asked(world: PublicWorld, role: str) -> tuple[Member, ...]:
    """Who is asked in a role, in the order and with the number that every other page gives."""
    if role == VIOLENCE:
        return listeners(world)
    members, line = world.with_role(role), world.provider.text("telephone")
    return tuple(replace(one, phone=line or one.phone) for one in members) if role == DESK else members
