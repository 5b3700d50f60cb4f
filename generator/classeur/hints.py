"""Nearest names to what nothing knows, looked for while hints are left."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from classeur.messages import closest, nearest

_HINTS = 50
"""Nearest names looked for in one run: each costs a walk through all that is known, and one mistake may be in
every record of a project."""


class Hints:
    """Counts the walks of one run; `known` is called only while some are left."""

    def __init__(self) -> None:
        self.left = _HINTS

    def nearest(self, word: str, known: Callable[[], Iterable[str]]) -> str:
        """The question that names the nearest, with a leading space, or nothing."""
        self.left -= 1
        return nearest(word, known()) if self.left >= 0 else ""

    def closest(self, word: str, known: Callable[[], Iterable[str]]) -> str:
        """The nearest itself, or nothing."""
        self.left -= 1
        return closest(word, known()) if self.left >= 0 else ""
