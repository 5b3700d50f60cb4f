"""The words of the Guide, from `data/pages/guide.yml`: what each type, edition and key is called in a sentence."""

from __future__ import annotations

import functools
from typing import Any

from classeur.dates import Duration
from classeur.kinds.declaration import Field, Kind, Kinds
from classeur.kinds.record import slug
from classeur.pages import address
from classeur.pages.phrases import page_data
from classeur.pages.tables import Cell, Column, Link


@functools.cache
def words() -> Any:  # noqa: ANN401 - nested as its file is
    """The content of `data/pages/guide.yml`."""
    return page_data("guide")


def columns(name: str) -> tuple[Column, ...]:
    """The columns of a table of the Guide."""
    return tuple(Column(label) for label in words()["colonnes"][name])


def how_to_write(field: Field, kinds: Kinds) -> Cell:
    """What is typed for a field: the words of its type, its values, links to the kinds that it may name."""
    more = words()["au-plus"].format(nombre=field.maximum) if field.maximum else ""
    if field.values:
        known = ", ".join(_value(key, label) for key, label in field.values.items())
        return Cell(words()["choix-plusieurs" if field.many else "choix"].format(valeurs=known), more=more)
    if field.type == "lien" and field.links:
        said = words()["lien-vers"].format(genres="")
        return Cell(said, links=tuple(_to_kind(kinds, name) for name in field.links), more=more)
    said = words()["lien-tous"] if field.type == "lien" else words()["types"][field.type]
    return Cell(said, more=more or (words()["plusieurs"] if field.many and field.type != "lignes" else ""))


def _value(key: str, label: str) -> str:
    """A value as it is typed, and what it stands for where its own letters do not tell."""
    return key if slug(label) == slug(key) else f"{key} ({label})"


def _to_kind(kinds: Kinds, name: str) -> Link:
    kind = kinds.by_name[name]
    return kind.label, address.of_guide(name)


def guide_links(name: str) -> tuple[Link, ...]:
    """What a list of records of a kind ends with: how to write one more."""
    return ((words()["lien-liste"], address.of_guide(name)),)


def name_of_file(kind: Kind) -> str:
    """How a record of the kind is named: its pattern, or what people choose within."""
    names = words()["noms"]
    if kind.file:
        return str(names["fichier"])
    if kind.identity:
        return str(names["motif"]).format(motif=kind.identity)
    if kind.name == "personnel":
        return str(names["personne"])
    return str(names["libre" if kind.folder.startswith("evidence/") else "public"])


def every(duration: Duration | None) -> str:
    """« au bout de 6 mois », or nothing."""
    return words()["revision"].format(duree=duration) if duration else ""
