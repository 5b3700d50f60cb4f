"""A list of groups cut into pages of whole groups, so that no page grows with what the provider offers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
ROWS = 100
"""Rows from which a page takes no further group."""


@dataclass(frozen=True, slots=True)
class Leaf(Generic[T]):
    """One page of a list: its groups, its place (from 1) among `count`, and the addresses of its neighbours."""

    address: str
    things: tuple[T, ...]
    number: int
    count: int
    before: str
    after: str

    def title(self, words: str) -> str:
        """The title of the list, with the place of the page when there are several."""
        return words if self.count == 1 else f"{words}, {self.number}/{self.count}"


def leaves(base: str, groups: Iterable[tuple[T, int]]) -> Iterator[Leaf[T]]:
    """The pages of a list at `base`, `base-2`…: each takes groups, given with their sizes, until it has enough rows."""
    cut: list[list[T]] = [[]]
    filled = 0
    for thing, size in groups:
        if cut[-1] and filled + size > ROWS:
            cut.append([])
            filled = 0
        cut[-1].append(thing)
        filled += size
    addresses = [f"{base}-{number}" if number > 1 else base for number in range(1, len(cut) + 1)]
    for place, things in enumerate(cut):
        before = addresses[place - 1] if place else ""
        after = addresses[place + 1] if place + 1 < len(cut) else ""
        yield Leaf(addresses[place], tuple(things), place + 1, len(cut), before, after)
