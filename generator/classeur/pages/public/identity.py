"""How to reach the provider, and who it is in law: « Nous joindre », « Certificat et mentions »."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from classeur.kinds.record import Row
from classeur.pages.address import web_address
from classeur.pages.page import Page
from classeur.pages.public.front import front
from classeur.pages.public.people import desk, purposes
from classeur.pages.public.phrasing import anchor, titles
from classeur.pages.public.world import CERTIFICATE, CONTACT, PublicWorld
from classeur.pages.templates import in_words
from classeur.pages.writing import write


@dataclass(frozen=True, slots=True)
class Mediator:
    """The consumer mediator; `site` is empty unless it is a web address."""

    name: str
    address: str
    phone: str
    site: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate: its last day counts."""

    number: str
    start: dt.date
    end: dt.date
    certifier: str


def contact_page(world: PublicWorld) -> Page:
    """Who answers, where, when, and what to do when something goes wrong."""
    words = titles()
    values = {
        "provider": world.provider,
        "desk": desk(world),
        "purposes": purposes(world),
        "team": tuple(world.team.values()),
        "places": tuple(_words_of(row) for row in world.provider.rows("lieux")),
        "mediators": mediators(world),
        "complaints": anchor(world, "reclamations"),
        "violence": anchor(world, "violences"),
        "accessibility": world.address(world.accessibility[0]) if world.accessibility else "",
        "date": world.date,
    }
    return write("public/contact.md", CONTACT, words["contact"], values, front(words["contact_description"]))


def certificate_page(world: PublicWorld) -> Page:
    """The certificate in words (never its mark), the declaration, the legal identity."""
    words = titles()
    values = {
        "provider": world.provider,
        "categories": _categories(world),
        "certificate": certificate(world),
        "quality": world.with_role("qualite"),
        "mediators": mediators(world),
        "results": world.address(world.results[0]) if world.results else "",
        "data": anchor(world, "rgpd"),
        "files": world.pieces.get(world.provider.id, ()),
        "world": world,
        "date": world.date,
    }
    return write(
        "public/certificate.md", CERTIFICATE, words["certificate"], values, front(words["certificate_description"])
    )


def _categories(world: PublicWorld) -> tuple[str, ...]:
    """The categories of action in words, one each."""
    field = world.provider.kind.field("categories")
    labels = (field.values if field else None) or {}
    return tuple(labels.get(code, code) for code in world.provider.texts("categories"))


def mediators(world: PublicWorld) -> tuple[Mediator, ...]:
    """The mediators that a consumer may turn to."""
    rows = (_words_of(row) for row in world.provider.rows("mediateur"))
    return tuple(
        Mediator(row.get("nom", ""), row.get("adresse", ""), row.get("telephone", ""), web_address(row.get("site", "")))
        for row in rows
    )


def certificate(world: PublicWorld) -> Certificate | None:
    """The certificate in force at the site's date, else the last one written."""
    found = [
        Certificate(in_words(row.get("numero")), start, end, in_words(row.get("certificateur")))
        for row in world.provider.rows("certificat")
        if isinstance(start := row.get("du"), dt.date) and isinstance(end := row.get("au"), dt.date)
    ]
    current = [one for one in found if one.start <= world.date <= one.end]
    return next(iter(reversed(current or found)), None)


def _words_of(row: Row) -> dict[str, str]:
    return {name: in_words(value) for name, value in row.values.items()}
