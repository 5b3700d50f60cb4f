"""The organisation chart: who answers to whom, from « rattachement » in the team's rows."""

from __future__ import annotations

from dataclasses import dataclass

from classeur.library import Member
from classeur.pages.public.world import PublicWorld
from classeur.pages.templates import in_words


@dataclass(frozen=True, slots=True)
class Post:
    """Somebody's place in the house: the name of who stands in, and who answers to this person."""

    member: Member
    stand_in: str
    reports: tuple[Post, ...]


def organisation(world: PublicWorld) -> tuple[Post, ...]:
    """The posts that answer to nobody, each with those below. Everybody of the team is there once.

    Who is said to answer to somebody unknown, or in a circle, is put at the top rather than forgotten.
    """
    rows = {in_words(row.get("handle")): row for row in world.provider.rows("equipe")}
    above = {handle: in_words(row.get("rattachement")) for handle, row in rows.items() if handle in world.team}
    below: dict[str, list[str]] = {}
    for handle, superior in above.items():
        below.setdefault(superior if superior in above else "", []).append(handle)
    placed: set[str] = set()

    def post(handle: str) -> Post:
        placed.add(handle)
        reports = tuple(post(name) for name in below.get(handle, ()) if name not in placed)
        stand_in = world.team.get(in_words(rows[handle].get("suppleant")))
        return Post(world.team[handle], stand_in.name if stand_in else "", reports)

    top = [post(handle) for handle in below.get("", ())]
    return (*top, *(post(handle) for handle in above if handle not in placed))
