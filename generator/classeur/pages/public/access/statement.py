"""The statement of digital accessibility: what the provider declares, and never more than what was checked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from classeur.kinds.record import Record, Row
from classeur.library import Member
from classeur.pages.page import Page
from classeur.pages.public.answering import Outside, recourse
from classeur.pages.public.front import front
from classeur.pages.public.people import referent
from classeur.pages.public.phrasing import standing
from classeur.pages.public.world import PublicWorld
from classeur.pages.templates import in_words
from classeur.pages.writing import write

_FULL, _PERSON, _OUTSIDE = "conforme", "personne", "audit-externe"
_DENYING = frozenset({"defaut", "inconnu"})
"""Reasons for which what is not accessible denies full conformity. The model of a statement (RGAA) lists apart, and
does not count, what the law exempts and what would be a disproportionate burden."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked: by a person or by a tool, with what, when, and what was seen."""

    what: str
    by_person: bool
    how: str
    tool: str
    day: dt.date | None
    pages: str
    seen: str


@dataclass(frozen=True, slots=True)
class Lack:
    """What is not accessible: why, in which other way one gets it, and when it will be mended."""

    what: str
    why: str
    detail: str
    instead: str
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement and its page. `proved` says whether what was checked allows a claim of full conformity."""

    record: Record
    address: str
    state: str
    checks: tuple[Check, ...]
    lacks: tuple[Lack, ...]
    outside: bool
    proved: bool

    @property
    def by_hand(self) -> bool:
        """Whether a person checked something."""
        return any(check.by_person for check in self.checks)

    @property
    def by_tool(self) -> bool:
        """Whether a tool did."""
        return any(not check.by_person for check in self.checks)


def defender(world: PublicWorld) -> Outside | None:
    """The Défenseur des droits as `organisme.yml` tells it; anybody may write to it all the same where it is not."""
    return next(iter(recourse(world, "defenseur-droits")), None)


def statement_of(world: PublicWorld) -> Statement | None:
    """The first statement of the site, or None."""
    return next((_statement(world, record) for record in world.statements), None)


def statement_pages(world: PublicWorld) -> tuple[Page, ...]:
    """The pages of the statements: nearly always one."""
    return tuple(_page(world, record) for record in world.statements)


def _page(world: PublicWorld, record: Record) -> Page:
    here = world.address(record)
    values = {
        **standing(world, record),
        "statement": _statement(world, record),
        "evaluation": world.words(record, "evaluation"),
        "defender": defender(world),
        "person": _person(world, record),
        "prose": world.prose(record, here),
    }
    return write("public/statement.md", here, record.title, values, front(record.text("accroche"), siblings=True))


def _statement(world: PublicWorld, record: Record) -> Statement:
    checks = tuple(_check(record, row) for row in record.rows("controles"))
    rows = record.rows("non_accessibles")
    lacks = tuple(_lack(record, row) for row in rows)
    denied = any(row.get("pourquoi") in _DENYING for row in rows)
    outside = record.get("evaluation") == _OUTSIDE
    return Statement(
        record,
        world.address(record),
        world.words(record, "etat"),
        checks,
        lacks,
        outside,
        record.get("etat") != _FULL or (not denied and (outside or any(check.by_person for check in checks))),
    )


def _person(world: PublicWorld, record: Record) -> Member | None:
    """Whom to tell: who the record names, else the person for disability."""
    return next(iter(world.people(record.texts("contact"))), None) or referent(world)


def _check(record: Record, row: Row) -> Check:
    day = row.get("le")
    return Check(
        in_words(row.get("quoi")),
        row.get("comment") == _PERSON,
        _label(record, "controles", "comment", row),
        in_words(row.get("avec")),
        day if isinstance(day, dt.date) else None,
        in_words(row.get("pages")),
        in_words(row.get("constat")),
    )


def _lack(record: Record, row: Row) -> Lack:
    until = row.get("corrige_avant")
    return Lack(
        in_words(row.get("quoi")),
        _label(record, "non_accessibles", "pourquoi", row),
        in_words(row.get("precision")),
        in_words(row.get("sinon")),
        until if isinstance(until, dt.date) else None,
    )


def _label(record: Record, rows: str, name: str, row: Row) -> str:
    field = record.kind.field(rows)
    sub = field.subfield(name) if field else None
    value = in_words(row.get(name))
    return ((sub.values if sub else None) or {}).get(value, value)
