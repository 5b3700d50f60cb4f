"""The certificate and its mark: shown for the provider as a whole, while it is valid, never with one training."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from classeur.kinds.record import Row
from classeur.pages.page import Page
from classeur.pages.public.front import front
from classeur.pages.public.house.rooms import DATA, Room
from classeur.pages.public.phrasing import titles
from classeur.pages.public.world import CERTIFICATE, PublicWorld
from classeur.pages.templates import in_words
from classeur.pages.writing import write


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate: its last day counts. `file` is the address of its copy, empty where there is none."""

    number: str
    start: dt.date
    end: dt.date
    certifier: str
    categories: tuple[str, ...]
    valid: bool
    file: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What is certified today, in words, and the picture that goes with these words, empty where there is none.

    It is the provider's own picture, as it was received: rules of use keep it for a valid certificate, with the
    categories said beside it, and away from any document about one training.
    """

    categories: tuple[str, ...]
    picture: str


def certificates(world: PublicWorld) -> tuple[Certificate, ...]:
    """The certificates in force at the site's date, else the last one written.

    Of those in force, one whose categories are all on a later one was renewed before its end: the later one speaks.
    """
    found = [one for row in world.provider.rows("certificat") if (one := _read(world, row))]
    kept: list[Certificate] = []
    for one in reversed([one for one in found if one.valid]):
        if not kept or set(one.categories) - {name for later in kept for name in later.categories}:
            kept.append(one)
    return tuple(reversed(kept)) or tuple(found[-1:])


def mark_of(world: PublicWorld) -> Mark | None:
    """What the certificates in force bear, together; None when nothing is certified at the site's date."""
    names = dict.fromkeys(name for one in certificates(world) if one.valid for name in one.categories)
    return Mark(tuple(names), world.attached(world.provider, world.provider.get("marque"))) if names else None


def certificate_page(world: PublicWorld, rooms: Mapping[str, Room]) -> Page:
    """What a funder or an employer checks: certificate, declaration, identity, results, who answers about quality."""
    words = titles()
    values = {
        "provider": world.provider,
        "certificates": certificates(world),
        "certified": mark_of(world),
        "quality": world.with_role("qualite"),
        "admin": world.with_role("administratif"),
        "results": world.address(world.results[0]) if world.results else "",
        "data": rooms[DATA].address if DATA in rooms else "",
        "files": world.pieces.get(world.provider.id, ()),
        "world": world,
        "last": world.updated(world.provider),
        "date": world.date,
    }
    meta = front(words["certificate_description"], siblings=True)
    return write("public/certificate.md", CERTIFICATE, words["certificate"], values, meta)


def _read(world: PublicWorld, row: Row) -> Certificate | None:
    start, end = row.get("du"), row.get("au")
    if not isinstance(start, dt.date) or not isinstance(end, dt.date):
        return None
    return Certificate(
        number=in_words(row.get("numero")),
        start=start,
        end=end,
        certifier=in_words(row.get("certificateur")),
        categories=_categories(world, row),
        valid=start <= world.date <= end,
        file=world.attached(world.provider, row.get("fichier")),
    )


def _categories(world: PublicWorld, row: Row) -> tuple[str, ...]:
    """The categories that the certificate bears, in words; all those of the provider unless the row says which."""
    field = world.provider.kind.field("categories")
    labels = (field.values if field else None) or {}
    own = row.get("categories")
    codes = tuple(map(str, own)) if isinstance(own, tuple) else world.provider.texts("categories")
    return tuple(labels.get(code, code) for code in codes)
