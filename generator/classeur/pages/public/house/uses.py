"""What is done with personal data, use by use, as everybody must be told."""

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
