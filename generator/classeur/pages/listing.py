"""How every list page is made: titles and columns from `data/pages/listes.yml`, a page a year where it grows."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from classeur.pages import address
from classeur.pages.french import say
from classeur.pages.page import Page
from classeur.pages.phrases import page_data
from classeur.pages.tables import Column, Group, Link, Part, Row, Table
from classeur.pages.writing import write

T = TypeVar("T")
SPLIT = 200
"""Rows that one page may hold; beyond, the list is cut by year."""
META: Mapping[str, object] = {"hide": ["navigation", "toc"]}
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
    values = {"lede": lede_of(name), "parts": parts, "empty": empty_of(name), "years": (), "chains": ()}
    return write("list.md", address.of_list(name), title_of(name), {**values, **more}, meta)


def by_year(
    things: tuple[T, ...], year: Callable[[T], int], *, ahead: bool = False
) -> tuple[tuple[int, tuple[T, ...]], ...]:
    """The things cut by year, the latest first (`ahead`: the nearest); in one group, of year 0, while they fit."""
    if len(things) <= SPLIT:
        return ((0, things),)
    groups: dict[int, list[T]] = {}
    for thing in things:
        groups.setdefault(year(thing), []).append(thing)
    return tuple((key, tuple(groups[key])) for key in sorted(groups, reverse=not ahead))


def yearly_pages(
    name: str,
    title: str,
    lede: str,
    groups: tuple[tuple[int, tuple[Part, ...]], ...],
    meta: Mapping[str, object],
) -> Iterator[Page]:
    """A page a year; the first one has the address of the list itself, and each leads to the others."""
    addresses = {
        year: address.of_list(name if not place else f"{name}-{year}") for place, (year, _) in enumerate(groups)
    }
    for year, parts in groups:
        years = tuple((str(other), addresses[other], other == year) for other in addresses) if len(groups) > 1 else ()
        named = say("annee-de", titre=title, annee=year) if year else title
        values = {"lede": lede, "parts": parts, "empty": "", "years": years, "chains": ()}
        yield write(
            "list.md", addresses[year], named, values, meta if year == groups[0][0] else {"rubrique": title, **meta}
        )
