"""Who answers outside the house, and how soon inside: mediators, other recourse, emergency numbers, delays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from classeur.kinds.record import Row
from classeur.pages.address import web_address
from classeur.pages.public.world import PublicWorld
from classeur.pages.templates import in_words

APPRENTICES = ("mediation-apprentissage", "inspection-travail")
"""Whom an apprentice, or who employs one, may turn to."""


@dataclass(frozen=True, slots=True)
class Outside:
    """Somebody outside the house whom one may turn to; `site` is empty unless it is a web address."""

    name: str
    purpose: str
    phone: str
    address: str
    site: str
    checked: dt.date | None = None
    nature: str = ""


@dataclass(frozen=True, slots=True)
class Emergency:
    """A number to call, or to write to when `sms`; `first` ones are for a danger that is here now.

    `checked` is the day when somebody verified it.
    """

    number: str
    purpose: str
    first: bool
    minors: bool
    sms: bool
    checked: dt.date | None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """How one who pays may give up after having signed: in which case, within what delay, how."""

    code: str
    case: str
    delay: str
    how: str


def withdrawals(world: PublicWorld) -> tuple[Withdrawal, ...]:
    """The delays that the provider gives to who pays alone; nothing is said in its place."""
    field = world.provider.kind.field("retractation")
    cases = field.subfield("cas") if field else None
    labels = (cases.values if cases else None) or {}
    return tuple(
        Withdrawal(
            code := in_words(row.get("cas")),
            labels.get(code, code),
            in_words(row.get("delai")),
            in_words(row.get("comment")),
        )
        for row in world.provider.rows("retractation")
    )


def mediators(world: PublicWorld) -> tuple[Outside, ...]:
    """The mediators that a consumer may turn to."""
    return tuple(outside(world, row) for row in world.provider.rows("mediateur"))


def recourse(world: PublicWorld, *natures: str) -> tuple[Outside, ...]:
    """Whom one may turn to outside the house: of these natures, or all."""
    found = tuple(outside(world, row) for row in world.provider.rows("recours"))
    return tuple(one for one in found if not natures or one.nature in natures)


def emergencies(world: PublicWorld) -> tuple[Emergency, ...]:
    """The emergency numbers, those of immediate danger first."""
    found = [
        Emergency(
            in_words(row.get("numero")),
            in_words(row.get("pour")),
            row.get("danger") is True,
            row.get("mineurs") is True,
            row.get("sms") is True,
            _day(world, row),
        )
        for row in world.provider.rows("urgences")
    ]
    return tuple(sorted(found, key=lambda one: not one.first))


def delays(world: PublicWorld, part: str) -> tuple[tuple[str, str], ...]:
    """What is promised in a part of the booklet (`reclamations`, `violences`): what, and within how long."""
    return tuple(
        (in_words(row.get("pour")), in_words(row.get("delai")))
        for row in world.provider.rows("delais")
        if row.get("partie") == part
    )


def all_checked(found: Iterable[Emergency]) -> dt.date | None:
    """The day since which every number is checked; None when one of them never was."""
    days = [one.checked for one in found]
    return min((day for day in days if day), default=None) if all(days) else None


def outside(world: PublicWorld, row: Row) -> Outside:
    """Whom a row of mediators, of recourse or of partners names."""
    words = {name: in_words(row.get(name)) for name in ("nom", "pour", "telephone", "adresse", "site", "nature")}
    site = web_address(words["site"])
    return Outside(
        words["nom"], words["pour"], words["telephone"], words["adresse"], site, _day(world, row), words["nature"]
    )


def _day(world: PublicWorld, row: Row) -> dt.date | None:
    """The day of the check; one that is still to come has checked nothing."""
    day = row.get("verifie_le")
    return day if isinstance(day, dt.date) and day <= world.date else None
