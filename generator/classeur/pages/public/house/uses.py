"""Rows of `organisme.yml` in words: what is done with personal data, use by use, and how one comes to a place."""

from __future__ import annotations

from classeur.kinds.record import Row
from classeur.pages.address import web_address
from classeur.pages.public.world import PublicWorld
from classeur.pages.templates import in_words


def use_of(world: PublicWorld, row: Row) -> dict[str, str]:
    """A use of personal data in words; how long they are kept is that of their records where nobody said."""
    field = world.provider.kind.field("donnees")
    bases = field.subfield("base") if field else None
    labels = (bases.values if bases else None) or {}
    words = words_of(row)
    kinds = row.get("fiches")
    kept = [world.retention[str(name)] for name in (kinds if isinstance(kinds, tuple) else (kinds,)) if name]
    words["base"] = labels.get(words["base"], words["base"])
    words["duree"] = words.get("duree") or " ; ".join(dict.fromkeys(kept))
    return words


def words_of(row: Row) -> dict[str, str]:
    """A row in words; what is not a web address is not followed."""
    words = {name: in_words(value) for name, value in row.values.items()}
    return words | {"site": web_address(words.get("site", ""))}


def ways_to(row: Row) -> tuple[str, ...]:
    """How one comes to a place, a line each: its means of transport, else the sentence of « acces »."""
    lines = row.get("transports") or row.get("acces")
    return tuple(map(in_words, lines)) if isinstance(lines, tuple) else (in_words(lines),) if lines else ()
