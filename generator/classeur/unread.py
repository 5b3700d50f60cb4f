"""Files that are there and gave no record: a mistake is told once, and what names them is not called wrong as well."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path, PurePosixPath

from classeur.read.source import MAX_RECORD
from classeur.read.tree import Tree


class Unread:
    """The records and refused files of a tree that are not among those that were `read`."""

    def __init__(self, tree: Tree, read: Iterable[str]) -> None:
        self.root = tree.root
        self.paths = frozenset((*tree.records, *tree.refused)).difference(read)
        self.ids = frozenset(PurePosixPath(path).stem for path in self.paths if path.endswith(".md"))

    def may_name(self, path: str) -> bool:
        """Whether one of them holds the name of the file at `path`: then nobody can say that it is an orphan."""
        name = PurePosixPath(path).name.encode()
        return any(name in text for text in self._texts)

    @cached_property
    def _texts(self) -> tuple[bytes, ...]:
        return tuple(filter(None, (_start_of(self.root / path) for path in sorted(self.paths) if path.endswith(".md"))))


def _start_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_RECORD)
    except OSError:
        return b""
