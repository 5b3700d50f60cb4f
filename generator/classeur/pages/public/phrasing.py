"""What several pages of the public site say in the same way: titles, versions, texts cut for a table."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from classeur.dates import shift
from classeur.kinds.record import Record, bare
from classeur.pages.public.world import PublicWorld
from classeur.pages.templates import environment, in_words

_SUPPORT = {"BC", "VAE"}
"""Categories that are no courses: one is helped there, and not taught (code du travail, L. 6313-1)."""
_FIRST = re.compile(r"^(?P<first>.{6,}?)(?:\.\s+|\s+[:;]\s+)(?P<rest>.+)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a living document: its number without « v », the day it came into force, what changed.

    `file` is its kept copy, as the record names it; empty when none was kept. `coming`: it is not in force yet.
    """

    number: str
    day: dt.date
    changes: str
    file: str = ""
    coming: bool = False


def titles() -> Mapping[str, str]:
    """The names of the site's own pages and tabs, from `public/words.html`."""
    return dict(getattr(environment().get_template("public/words.html").module, "titles"))  # noqa: B009 - made by Jinja


def offered(world: PublicWorld) -> Mapping[str, str]:
    """What the programmes are called on this site, from `public/words.html`: courses, unless nobody is taught there."""
    categories = set(world.provider.texts("categories"))
    module = environment().get_template("public/words.html").module
    return dict(getattr(module, "support" if categories and categories <= _SUPPORT else "courses"))


def lead(text: str) -> tuple[str, str]:
    """The first part of a text, short enough for a table, and the rest (empty when there is one part only)."""
    found = _FIRST.match(text)
    return (found["first"], found["rest"]) if found else (text.removesuffix("."), "")


def versions(record: Record) -> tuple[Version, ...]:
    """The versions of a living document, the latest first."""
    found = [
        Version(
            _number(in_words(row.get("version"))), day, in_words(row.get("changements")), in_words(row.get("fichier"))
        )
        for row in record.rows("versions")
        if isinstance(day := row.get("du"), dt.date)
    ]
    return tuple(sorted(found, key=lambda version: version.day, reverse=True))


def _number(written: str) -> str:
    """As people read it: « B » stays a capital, which `bare` compares without."""
    return written.removeprefix("v").strip()


def in_force(world: PublicWorld, record: Record) -> Version | None:
    """The version in force at the site's date, or None when none is written."""
    return next((version for version in versions(record) if version.day <= world.date), None)


def written_version(world: PublicWorld, record: Record) -> Version | None:
    """The version whose text the record holds: the one in force, unless `version` names one that is to come."""
    named = bare(record.text("version"))
    for version in versions(record):
        if version.day > world.date and bare(version.number) == named:
            return replace(version, coming=True)
    return in_force(world, record)


def review_due(world: PublicWorld, record: Record) -> dt.date | None:
    """The day before which the record is to be read again; None when it is past or when nobody said."""
    last, every = world.updated(record), record.review
    due = shift(last, every) if last and every else None
    return due if due and due > world.date else None


def standing(world: PublicWorld, record: Record) -> dict[str, object]:
    """What the page of a living document says of it at its foot: its versions, its days, who keeps it, its files."""
    return {
        "record": record,
        "world": world,
        "version": written_version(world, record),
        "versions": versions(record),
        "last": world.updated(record),
        "owner": world.words(record, "responsable"),
        "due": review_due(world, record),
        "files": world.pieces.get(record.id, ()),
    }


def anchor(world: PublicWorld, identity: str) -> str:
    """The part of the booklet that has this id, as an address; empty when no booklet has it."""
    return next(
        (
            f"{world.address(booklet)}#{identity}"
            for booklet in world.booklets
            if identity in {found for found, _ in booklet.headings()}
        ),
        "",
    )
