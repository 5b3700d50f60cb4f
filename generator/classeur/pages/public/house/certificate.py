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
    """A certificate: its last day counts. `file` and `mark` are addresses of copies, empty where there is none.

    `mark` is the provider's own picture, as it was received: rules of use keep it for a valid certificate, with the
    categories said beside it, and away from any document about one training.
    """

    number: str
    start: dt.date
    end: dt.date
    certifier: str
    categories: tuple[str, ...]
    valid: bool
    file: str
    mark: str


def certificate(world: PublicWorld) -> Certificate | None:
    """The certificate in force at the site's date, else the last one written."""
    found = [one for row in world.provider.rows("certificat") if (one := _read(world, row))]
    current = [one for one in found if one.valid]
    return next(iter(reversed(current or found)), None)


def certificate_page(world: PublicWorld, rooms: Mapping[str, Room]) -> Page:
    """What a funder or an employer checks: certificate, declaration, identity, results, who answers about quality."""
    words = titles()
    values = {
        "provider": world.provider,
        "certificate": certificate(world),
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
    valid = start <= world.date <= end
    return Certificate(
        number=in_words(row.get("numero")),
        start=start,
        end=end,
        certifier=in_words(row.get("certificateur")),
        categories=_categories(world, row),
        valid=valid,
        file=world.attached(world.provider, row.get("fichier")),
        mark=world.attached(world.provider, world.provider.get("marque")) if valid else "",
    )


def _categories(world: PublicWorld, row: Row) -> tuple[str, ...]:
    """The categories that the certificate bears, in words; all those of the provider unless the row says which."""
    field = world.provider.kind.field("categories")
    labels = (field.values if field else None) or {}
    own = row.get("categories")
    codes = tuple(map(str, own)) if isinstance(own, tuple) else world.provider.texts("categories")
    return tuple(labels.get(code, code) for code in codes)
