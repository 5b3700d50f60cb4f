"""Each place as somebody needs to know it before coming: how to arrive, go in, hear, find one's way, and what fails."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from classeur.kinds.declaration import Field
from classeur.kinds.record import Row
from classeur.pages.public.world import PublicWorld
from classeur.pages.templates import in_words

GROUPS = (
    ("venir", ("transports", "stationnement", "places_adaptees", "distance_entree_m", "accompagnement")),
    ("entrer", ("entree", "porte_cm", "etages", "ascenseur", "sanitaire_adapte", "sanitaire")),
    ("percevoir", ("boucle_magnetique", "bruit_lumiere", "reperage")),
    ("sur-place", ("evacuation", "repas", "hebergement")),
)
"""Facts of a place, in the order of somebody who comes."""
_COMPARED = ("places_adaptees", "porte_cm", "ascenseur", "sanitaire_adapte", "boucle_magnetique")
"""Facts told side by side where there are several places."""
_TOLD = (*(name for _, names in GROUPS for name in names), "obstacles", "sinon", "plan", "registre")
"""Facts that say of a place more than where it is."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact with its label; `items` has several lines, or one."""

    label: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """A room: `cells` are what is known of it, by the name of the field, a line each."""

    name: str
    cells: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Place:
    """A place with all that is known of it. `plan` and `register` are addresses of files, empty where there is none."""

    word: str
    name: str
    street: str
    plan: str
    path: str
    groups: tuple[tuple[str, tuple[Fact, ...]], ...]
    rooms: tuple[Room, ...]
    obstacles: tuple[str, ...]
    instead: str
    measured: dt.date | None
    register: str
    register_where: str

    @property
    def told(self) -> bool:
        """Whether anything but its address is known."""
        return bool(self.groups or self.rooms or self.obstacles or self.plan or self.instead or self.register)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Places side by side: labels of the columns, then a line a place."""

    columns: tuple[str, ...]
    lines: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Welcome:
    """The page for people with a disability, as others lead to it; `told` when it says what each place is like."""

    address: str
    title: str
    told: bool


def welcome(world: PublicWorld) -> Welcome | None:
    """Where others lead for what is accessible; None without such a page."""
    if not world.accessibility:
        return None
    page, provider = world.accessibility[0], world.provider
    known = any(row.get(name) is not None for row in provider.rows("lieux") for name in _TOLD)
    return Welcome(world.address(page), page.title, known or bool(provider.rows("salles")))


def places(world: PublicWorld) -> tuple[Place, ...]:
    """Every place of `organisme.yml` of which something is told."""
    found = (_place(world, row) for row in world.provider.rows("lieux"))
    return tuple(place for place in found if place.told)


def compared(world: PublicWorld) -> Comparison | None:
    """The main facts side by side; None for one place, or where there is nothing to compare."""
    rows = world.provider.rows("lieux")
    names = [name for name in _COMPARED if any(row.get(name) is not None for row in rows)]
    fields = {name: field for name in names if (field := _field(world, "lieux", name))}
    if len(rows) < 2 or len(fields) < 2:  # noqa: PLR2004 - less is no table
        return None
    return Comparison(
        tuple(field.label for field in fields.values()),
        tuple(
            (in_words(row.get("nom")), tuple(", ".join(_said(field, row)) for field in fields.values())) for row in rows
        ),
    )


def room_columns(world: PublicWorld, rooms: tuple[Room, ...]) -> tuple[tuple[str, str], ...]:
    """The columns that at least one room fills: name of the field, label."""
    field = world.provider.kind.field("salles")
    subs = field.fields if field else ()
    return tuple((sub.name, sub.label) for sub in subs if any(room.cells.get(sub.name) for room in rooms))


def _place(world: PublicWorld, row: Row) -> Place:
    word = in_words(row.get("lieu"))
    days = row.get("mesure_le")
    measured = [day for day in (days if isinstance(days, tuple) else (days,)) if isinstance(day, dt.date)]
    return Place(
        word=word,
        name=in_words(row.get("nom")),
        street=in_words(row.get("adresse")),
        plan=world.attached(world.provider, row.get("plan")),
        path=in_words(row.get("plan_en_mots")),
        groups=tuple((name, facts) for name, wanted in GROUPS if (facts := tuple(_facts(world, row, wanted)))),
        rooms=tuple(_room(world, one) for one in world.provider.rows("salles") if one.get("lieu") == word),
        obstacles=_texts(row, "obstacles"),
        instead=in_words(row.get("sinon")),
        measured=max((day for day in measured if day <= world.date), default=None),
        register=world.attached(world.provider, row.get("registre")),
        register_where=in_words(row.get("registre_ou")),
    )


def _facts(world: PublicWorld, row: Row, wanted: tuple[str, ...]) -> Iterator[Fact]:
    for name in wanted:
        field = _field(world, "lieux", name)
        if field and (said := _said(field, row)):
            yield Fact(field.label, said)


def _room(world: PublicWorld, row: Row) -> Room:
    field = world.provider.kind.field("salles")
    cells = {sub.name: _said(sub, row) for sub in (field.fields if field else ()) if sub.name not in ("lieu", "nom")}
    return Room(in_words(row.get("nom")), cells)


def _said(field: Field, row: Row) -> tuple[str, ...]:
    """A value in words, with its unit; nothing where nobody wrote it, and « aucune » for a count of nought."""
    value = row.get(field.name)
    if value is None:
        return ()
    if isinstance(value, bool):
        return (in_words(value).capitalize(),)
    if field.type == "choix":
        return ((field.values or {}).get(in_words(value), in_words(value)),)
    if isinstance(value, int | float):
        return (f"{in_words(value)} {field.unit}" if field.unit else in_words(value) if value else "aucune",)
    return _texts(row, field.name)


def _texts(row: Row, name: str) -> tuple[str, ...]:
    value = row.get(name)
    return tuple(str(item) for item in (value if isinstance(value, tuple) else (value,)) if item is not None)


def _field(world: PublicWorld, rows: str, name: str) -> Field | None:
    field = world.provider.kind.field(rows)
    return field.subfield(name) if field else None
