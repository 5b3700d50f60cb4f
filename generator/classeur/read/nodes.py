"""Front matter as it was written: text, mappings and lists, each with its line and column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text, not yet converted to anything. Line and column start at 1."""

    text: str
    line: int
    column: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order they were written; keys are unique."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int

    def get(self, key: str) -> Node | None:
        """The value of `key`, or None."""
        for name, value in self.entries:
            if name.text == key:
                return value
        return None

    def text(self, key: str) -> str:
        """The text of `key` when it is a scalar, else an empty string."""
        value = self.get(key)
        return value.text if isinstance(value, Scalar) else ""

    def __iter__(self) -> Iterator[tuple[Scalar, Node]]:
        """Walk through keys and values."""
        return iter(self.entries)


Node = Scalar | Sequence | Mapping
