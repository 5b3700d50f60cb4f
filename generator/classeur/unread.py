"""Files that are there and gave no record: a mistake is told once, and what names them is not called wrong as well."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path, PurePosixPath

from classeur.read.source import MAX_RECORD
from classeur.read.tree import Tree

_WORD = re.compile(r"[\w.-]+")


class Unread:
    """The records and refused files of a tree that are not among those that were `read`."""

    def __init__(self, tree: Tree, read: Iterable[str]) -> None:
        self.root = tree.root
        self.paths = frozenset((*tree.records, *tree.refused)).difference(read)
        self.ids = frozenset(PurePosixPath(path).stem for path in self.paths if path.endswith(".md"))

    def may_name(self, path: str) -> bool:
        """Whether they hold the words of the name of the file at `path`: then nobody can say that it is an orphan."""
        return bool(self._words) and _words_of(PurePosixPath(path).name) <= self._words

    @cached_property
    def _words(self) -> frozenset[str]:
        """The words of all of them, collected once: there may be thousands of files to look for."""
        texts = (_start_of(self.root / path) for path in sorted(self.paths) if path.endswith(".md"))
        return frozenset().union(*(_words_of(text.decode("utf-8", "replace")) for text in texts))


def _words_of(text: str) -> frozenset[str]:
    return frozenset(word.strip(".-") for word in _WORD.findall(text))


def _start_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_RECORD)
    except OSError:
        return b""
