"""The pieces that a session is expected to hold, as `data/pages/colonnes.yml` declares them."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record
from classeur.library import Library
from classeur.pages.phrases import page_data
from classeur.rules.declaration import Condition
from classeur.rules.paths import meets

REMOTE = ("distance", "mixte")
LONG = 2
"""Days above which a follow-up is expected."""


class Shown(StrEnum):
    """In which sessions a column makes sense."""

    ALWAYS = "toujours"
    ONSITE = "presence"
    PRESENT = "present"
    REMOTE = "distance"
    LONG = "longue"
    RULED = "regle"


@dataclass(frozen=True, slots=True)
class Source:
    """Records of a kind that meet every condition."""

    kind: str
    conditions: Mapping[str, Condition]

    def takes(self, library: Library, record: Record) -> bool:
        """Whether a record is such a one."""
        return record.kind.name == self.kind and all(
            meets(library, record, path, condition) for path, condition in self.conditions.items()
        )


@dataclass(frozen=True, slots=True)
class Column:
    """One expected piece; `label` is its name made short.

    `many`: several are the rule; `of_session`: the same for every learner; `before_start`: late after the first day;
    `at_end`: not due before the last one.
    """

    id: str
    name: str
    label: str
    precision: str
    shown: Shown
    natures: tuple[str, ...]
    sources: tuple[Source, ...]
    rules: tuple[str, ...]
    many: bool
    of_session: bool
    before_start: bool
    at_end: bool
    not_for: tuple[str, ...] = ()
    """Categories of action that never have it."""

    def holds(self, library: Library, thing: Record | Piece) -> bool:
        """Whether a piece or a record is what the column expects."""
        if isinstance(thing, Piece):
            return thing.nature in self.natures
        kind = thing.kind.name
        return any(source.kind == kind and source.takes(library, thing) for source in self.sources)


@functools.cache
def load_columns() -> tuple[Column, ...]:
    """The columns in order."""
    return tuple(
        Column(
            id=item["id"],
            name=item["nom"],
            label=item["libelle"],
            precision=item.get("precision", ""),
            shown=Shown(item["quand"]),
            natures=tuple(item.get("natures", ())),
            sources=tuple(
                Source(source["genre"], {path: Condition(tuple(values)) for path, values in source["avec"].items()})
                for source in item.get("fiches", ())
            ),
            rules=tuple(item.get("regles", ())),
            many="plusieurs" in item,
            of_session="session" in item,
            before_start="avant_debut" in item,
            at_end="a_la_fin" in item,
            not_for=tuple(item.get("sauf", ())),
        )
        for item in page_data("colonnes")["colonnes"]
    )


def rules_about(library: Library, thing: Record | Piece) -> frozenset[str]:
    """The rules that look for such a piece or record, so that a late one is marked where it stands."""
    return frozenset(rule for column in load_columns() if column.holds(library, thing) for rule in column.rules)


def is_expected(library: Library, thing: Record | Piece) -> bool:
    """Whether a piece or a record is the one of its sort that a session is expected to hold."""
    return any(column.holds(library, thing) for column in load_columns() if not column.many)


def name_for(rule: str) -> str:
    """What a rule looks for, in a few words; empty when nothing is declared about it."""
    return next((column.name for column in load_columns() if rule in column.rules), _others().get(rule, ""))


@functools.cache
def _others() -> Mapping[str, str]:
    return {str(rule): str(name) for rule, name in page_data("colonnes")["autres"].items()}


def makes_sense(column: Column, session: Record, *, found: bool, ruled: bool) -> bool:
    """Whether a session has this column; `found`: something is there, `ruled`: a rule waits for it."""
    if found or session.text("categorie") in column.not_for:
        return found
    if column.shown is Shown.ALWAYS:
        return True
    if column.shown is Shown.ONSITE:
        return session.get("modalite") != "distance"
    if column.shown is Shown.REMOTE:
        return session.get("modalite") in REMOTE and bool(session.rows("sequences"))
    days = session.get("jours")
    if column.shown is Shown.LONG:
        return isinstance(days, int | float) and days > LONG
    return column.shown is Shown.RULED and ruled
