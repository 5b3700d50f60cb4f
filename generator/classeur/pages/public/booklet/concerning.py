"""Whom each part of a booklet concerns: readers, their programmes and places, and why a part is not for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from classeur.kinds.record import Record, Row
from classeur.pages.public.booklet.cutting import cut
from classeur.pages.public.booklet.model import Readers
from classeur.pages.public.world import PublicWorld
from classeur.pages.templates import in_words

DELEGATES_FROM = 500
"""Hours above which learners elect delegates (code du travail, R. 6352-9)."""


def everybody(world: PublicWorld, record: Record) -> Readers:
    """All those who receive the booklet: those of its categories, else of all the provider's."""
    of = everybody_in(world, record)
    formations = tuple(one for one in world.formations if one.text("categorie") in of)
    return Readers(formations, world.provider.rows("lieux"), of)


def everybody_in(world: PublicWorld, record: Record) -> frozenset[str]:
    """The categories of action whose learners receive the booklet."""
    return frozenset(record.texts("categories") or world.provider.texts("categories"))


def learners_of(readers: Readers, formation: Record) -> Readers:
    """The readers who follow one programme, where it takes place."""
    named = formation.texts("lieux")
    places = tuple(place for place in readers.places if not named or place.get("lieu") in named)
    return Readers((formation,), places, frozenset({formation.text("categorie")}), formation=formation)


def visitors_of(readers: Readers, place: Row) -> Readers:
    """The readers who come to one place, for any programme that may take place there."""
    name = place.get("lieu")
    formations = tuple(one for one in readers.formations if not one.texts("lieux") or name in one.texts("lieux"))
    categories = frozenset(one.text("categorie") for one in formations) or readers.categories
    return Readers(formations, (place,), categories, place=place)


def concerns(part: str, readers: Readers) -> bool:
    """Whether a part concerns these readers, or may: only declared facts say that it does not."""
    condition = _CONDITIONS.get(part)
    return condition is None or condition(readers)


_CONDITIONS: Mapping[str, Callable[[Readers], bool]] = {
    "lieu": lambda readers: readers.on_site,
    "foad": lambda readers: readers.remote,
    "representation": lambda readers: "CFA" in readers.categories or readers.longer_than(DELEGATES_FROM),
    "deontologie_bc": lambda readers: "BC" in readers.categories,
    "apprenti": lambda readers: "CFA" in readers.categories,
    "responsables_legaux": lambda readers: readers.minors,
}
"""Conditions of `welcome_booklet`, by part: the others are for everybody. `public/booklet.md` says each in words."""


def narrowed(html: str, readers: Readers, whole: Readers) -> str:
    """The prose of a part without the titles of the third level that are another place's or programme's.

    Such a title has an id that is the place's word or the programme's id, or that ends with it: `securite-niort`.
    """
    if readers == whole:
        return html
    theirs = {*_names(readers)}
    others = sorted({*_names(whole)} - theirs, key=len)
    first, *pieces = cut(html, 3)
    kept = [first.html]
    for piece in pieces:
        owner = max(
            (name for name in (*theirs, *others) if piece.id == name or piece.id.endswith(f"-{name}")),
            key=len,
            default="",
        )
        if not owner or owner in theirs:
            kept.append(f'<h3 id="{piece.id}">{piece.title}</h3>{piece.html}')
    return "".join(kept)


def _names(readers: Readers) -> tuple[str, ...]:
    return (*(in_words(place.get("lieu")) for place in readers.places), *(one.id for one in readers.formations))
