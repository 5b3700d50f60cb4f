"""What every list page is made of: titles, sentences and columns from `data/pages/listes.yml`."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from classeur.pages import address
from classeur.pages.page import Page
from classeur.pages.phrases import page_data
from classeur.pages.tables import Column, Group, Link, Part, Row, Table
from classeur.pages.writing import write

META: Mapping[str, object] = {"hide": ["navigation", "toc"]}
ALONE: Mapping[str, object] = {
    "filters": (),
    "years": (),
    "shelves": (),
    "before": None,
    "after": None,
    "chains": (),
    "takeaway": (),
}
"""What a list of one page does not have; `takeaway` are links to files."""
_CSS = {"d": "cl-num", "n": "cl-r"}


@functools.cache
def _data() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    data: Mapping[str, Mapping[str, Mapping[str, str]]] = page_data("listes")
    return data


def title_of(name: str) -> str:
    """The title of a list: « Sessions »."""
    return _data()["pages"][name]["titre"]


def lede_of(name: str) -> str:
    """The sentence under the title of a list."""
    return _data()["pages"][name]["chapeau"]


def empty_of(name: str) -> str:
    """What a list says when there is nothing in it."""
    return _data()["pages"][name]["vide"]


@functools.cache
def columns(name: str) -> tuple[Column, ...]:
    """The columns of a table, in order."""
    found = []
    for text in _data()["colonnes"][name]:
        label, _, kind = text.partition(":")
        found.append(Column(label, _CSS.get(kind, "")))
    return tuple(found)


def part(name: str, rows: tuple[Row, ...], *, head: str = "", links: tuple[Link, ...] = ()) -> Part:
    """A part of a page, under its heading; `head` names its columns when they are not those of `name`."""
    declared = _data()["parties"][name]
    data = Table(declared["titre"], columns(head or name), (Group("", rows),)) if rows else None
    return Part(name, declared["titre"], data, empty=declared["vide"], links=links)


def list_page(name: str, parts: tuple[Part, ...], *, tab: str = "", **more: object) -> Page:
    """One list page, whole. `tab` opens for a page that has none of its own."""
    meta = {**META, "rubrique": tab} if tab else META
    values: Mapping[str, object] = {
        "lede": lede_of(name),
        "parts": parts,
        "empty": empty_of(name),
        "trail": (("Accueil", address.HOME),),
        **ALONE,
    }
    return write("list.md", address.of_list(name), title_of(name), {**values, **more}, meta)
