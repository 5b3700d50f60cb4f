"""Lists that grow: a page while they are short, else a first page that counts year by year and pages of few rows."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from classeur.dates import MONTHS
from classeur.kinds.record import slug
from classeur.pages import address
from classeur.pages.french import capitalized
from classeur.pages.listing import ALONE, META, columns
from classeur.pages.page import Page
from classeur.pages.phrases import say
from classeur.pages.tables import Cell, Group, Link, Part, Table
from classeur.pages.writing import write

T = TypeVar("T")
ROWS = 80
"""Rows that a page may hold; beyond, a list is cut by year, then by month, then in slices."""
LATEST = 12
"""Rows that the first page of a cut list shows, below its years."""
_NO_LETTER = "0-9"
LATE = "00"
"""Stands for a month before all others: what should have been done by now."""


Filter = tuple[str, tuple[tuple[str, str], ...]]
"""What lists of the same things are kept by, and the words and the name of each."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a thing stands in its list: a year and a month, or an initial; empty texts for what has none."""

    first: str = ""
    second: str = ""


def by_day(day: dt.date | None, words: str) -> Shelf:
    """The year and the month of a day; without a day, the initial of its words, after all years."""
    return Shelf(f"{day.year:04}", f"{day.month:02}") if day else Shelf("", _initial(words))


def by_name(words: str) -> Shelf:
    """The initial."""
    return Shelf(_initial(words))


def by_year_and_name(day: dt.date, words: str) -> Shelf:
    """The year, then the initial: people are looked for by name."""
    return Shelf(f"{day.year:04}", _initial(words))


def _initial(words: str) -> str:
    initial = slug(words)[:1].upper()
    return initial if initial.isalpha() else _NO_LETTER


@dataclass(frozen=True, slots=True)
class Paged(Generic[T]):
    """A list to write: its `things` in the order of their rows, where each stands, and the parts that some make.

    `ahead`: the nearest year comes first, not the latest, and the first rows come before the years.
    `beside` is on the first page alone; `latest` rows are too.
    """

    name: str
    title: str
    lede: str
    things: tuple[T, ...]
    shelf: Callable[[T], Shelf]
    parts: Callable[[tuple[T, ...]], tuple[Part, ...]]
    meta: Mapping[str, object] = field(default_factory=lambda: META)
    ahead: bool = False
    beside: tuple[Part, ...] = ()
    latest: int = LATEST
    takeaway: tuple[Link, ...] = ()
    """Files that hold the whole list."""
    trail: tuple[Link, ...] = ()
    """What stands between home and the list in the path above the title."""
    filters: tuple[Filter, ...] = ()
    """Other lists of the same things, by what they keep."""


@dataclass(frozen=True, slots=True)
class Leaf(Generic[T]):
    """One page of a cut list: its year or initial, what it is called there and on its own, its things."""

    first: str
    words: str
    title: str
    address: str
    things: tuple[T, ...]


def paged(listed: Paged[T]) -> Iterator[Page]:
    """The pages of a list: one, at the list's own address, or that one with the years and those that they lead to."""
    here = address.of_list(listed.name)
    if len(listed.things) <= ROWS:
        parts = (*listed.parts(listed.things), *listed.beside)
        yield _first(listed, parts)
        return
    leaves = leaves_of(listed)
    latest = listed.parts(listed.things[: listed.latest]) if listed.latest else ()
    shown = _told_latest(latest, listed)
    parts = (*shown, _contents(leaves)) if listed.ahead else (_contents(leaves), *shown)
    parts += listed.beside
    yield _first(listed, parts)
    meta = {"rubrique": listed.title, **listed.meta}
    firsts = _firsts(leaves)
    for place, leaf in enumerate(leaves):
        values = {
            "lede": say("liste-part", nombre=len(leaf.things), total=len(listed.things)),
            "parts": listed.parts(leaf.things),
            "trail": (*_trail(listed), (listed.title, here)),
            "years": tuple((_words(other.first), other.address, other.first == leaf.first) for other in firsts),
            "shelves": _neighbours(leaves, leaf),
            "before": _step(leaves[place - 1]) if place else None,
            "after": _step(leaves[place + 1]) if place + 1 < len(leaves) else None,
        }
        yield _page(leaf.address, say("annee-de", titre=listed.title, annee=leaf.title), values, meta)


def _head(listed: Paged[T]) -> Mapping[str, object]:
    return {"lede": listed.lede, "trail": _trail(listed), "takeaway": listed.takeaway}


def _first(listed: Paged[T], parts: tuple[Part, ...]) -> Page:
    """The page at the list's own address."""
    here = address.of_list(listed.name)
    filters = tuple(
        (label, tuple((words, address.of_list(name), name == listed.name) for words, name in places))
        for label, places in listed.filters
    )
    return _page(here, listed.title, {**_head(listed), "parts": parts, "filters": filters}, listed.meta)


def _trail(listed: Paged[T]) -> tuple[Link, ...]:
    return (("Accueil", address.HOME), *listed.trail)


def years_of(listed: Paged[T]) -> tuple[tuple[str, str, int], ...]:
    """Words, address and count of each year of a list; empty while the list is one page."""
    if len(listed.things) <= ROWS:
        return ()
    leaves = leaves_of(listed)
    counts = Counter(leaf.first for leaf in leaves for _ in leaf.things)
    return tuple((_words(leaf.first), leaf.address, counts[leaf.first]) for leaf in _firsts(leaves))


def _page(here: str, title: str, values: Mapping[str, object], meta: Mapping[str, object]) -> Page:
    return write("list.md", here, title, {"empty": "", **ALONE, **values}, meta)


def leaves_of(listed: Paged[T]) -> tuple[Leaf[T], ...]:
    """The pages of a cut list, in order; a year that fits in one page is one."""
    leaves: list[Leaf[T]] = []
    for first, some in _grouped(listed.things, lambda thing: listed.shelf(thing).first, ahead=listed.ahead):
        words = _words(first)
        base = f"{listed.name}-{slug(words)}"
        if len(some) <= ROWS:
            leaves.append(Leaf(first, words, words, address.of_list(base), some))
            continue
        for second, few in _grouped(some, lambda thing: listed.shelf(thing).second, ahead=listed.ahead):
            leaves += _slices(Leaf(first, _within(second) or words, _both(first, second), base, few), second)
    return tuple(leaves)


def _slices(whole: Leaf[T], second: str) -> Iterator[Leaf[T]]:
    """What stands on one shelf, cut once more when even a month is too long for a page."""
    base = f"{whole.address}-{slug(second)}".rstrip("-")
    count = -(-len(whole.things) // ROWS)
    for place in range(count):
        last = f" {place + 1}/{count}" if count > 1 else ""
        here = address.of_list(f"{base}-{place + 1}" if place else base)
        some = whole.things[place * ROWS : (place + 1) * ROWS]
        yield Leaf(whole.first, f"{whole.words}{last}", f"{whole.title}{last}", here, some)


def _grouped(things: Iterable[T], key: Callable[[T], str], *, ahead: bool) -> Iterator[tuple[str, tuple[T, ...]]]:
    """Things by key: years and months the latest first (`ahead`: the nearest), initials in order, no key last."""
    groups: dict[str, list[T]] = {}
    for thing in things:
        groups.setdefault(key(thing), []).append(thing)
    numbers = sorted((name for name in groups if name.isdigit()), reverse=not ahead)
    others = sorted((name for name in groups if not name.isdigit()), key=lambda name: (not name, name))
    yield from ((name, tuple(groups[name])) for name in (*numbers, *others))


def _words(first: str) -> str:
    return first or say("liste-sans-date")


def _within(second: str) -> str:
    """« mars », « A »; « en retard » for what should be done by now."""
    if second == LATE:
        return say("echeance-en-retard")
    return capitalized(MONTHS[int(second) - 1]) if second.isdigit() else second


def _both(first: str, second: str) -> str:
    if not second:
        return _words(first)
    words = _within(second).lower() if second.isdigit() else second
    return f"{words} {first}" if second.isdigit() and second != LATE else f"{_words(first)}, {words}"


def _firsts(leaves: tuple[Leaf[T], ...]) -> tuple[Leaf[T], ...]:
    found: dict[str, Leaf[T]] = {}
    for leaf in leaves:
        found.setdefault(leaf.first, leaf)
    return tuple(found.values())


def _neighbours(leaves: tuple[Leaf[T], ...], here: Leaf[T]) -> tuple[tuple[str, str, bool], ...]:
    """The pages of the same year; none when the year is one page."""
    same = [leaf for leaf in leaves if leaf.first == here.first]
    return tuple((leaf.words, leaf.address, leaf is here) for leaf in same) if len(same) > 1 else ()


def _step(leaf: Leaf[T]) -> Link:
    return capitalized(leaf.title), leaf.address


def _contents(leaves: tuple[Leaf[T], ...]) -> Part:
    """The years, or the initials, with how much stands there and a link to each of their pages."""
    rows = []
    for first in _firsts(leaves):
        same = [leaf for leaf in leaves if leaf.first == first.first]
        detail = tuple((f"{leaf.words} ({len(leaf.things)})", leaf.address) for leaf in same) if len(same) > 1 else ()
        count = str(sum(len(leaf.things) for leaf in same))
        rows.append((Cell(_words(first.first), first.address), Cell(count), Cell(links=detail)))
    head = "annees" if leaves[0].first.isdigit() else "initiales"
    title = say("liste-annees" if head == "annees" else "liste-initiales")
    return Part("contenu", title, Table(title, columns(head), (Group("", tuple(rows)),)))


def _told_latest(parts: tuple[Part, ...], listed: Paged[T]) -> tuple[Part, ...]:
    """The first rows, under a heading that says that they are not all."""
    if not parts:
        return ()
    title = say("liste-prochaines" if listed.ahead else "liste-recentes")
    return tuple(
        Part(part.id, f"{title} : {part.title}" if part.title else title, part.table, part.empty, part.links)
        for part in parts
    )
