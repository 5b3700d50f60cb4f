"""The text of a booklet cut at its titles, so that facts stand in its parts and each reader gets their own."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "wbr"})
_IDENTITY = re.compile(r'^<h\d\b[^>]*?\bid="([^"]*)"')
_END = re.compile(r"</h\d>")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: the id and the words of its title (empty before the first one), and the HTML that follows."""

    id: str
    title: str
    html: str


def cut(html: str, level: int) -> tuple[Piece, ...]:
    """Safe HTML cut at each title of `level` that stands at its root: what comes before the first has no id.

    The pieces put end to end, with their titles, are the text again: a title inside a block stays in it.
    """
    starts = [*_Titles.starts(html, f"h{level}"), len(html)]
    pieces = [Piece("", "", html[: starts[0]])]
    for start, end in itertools.pairwise(starts):
        part = html[start:end]
        identity, close = _IDENTITY.match(part), _END.search(part)
        if identity and close:
            title = part[part.index(">") + 1 : close.start()]
            pieces.append(Piece(identity[1], title, part[close.end() :]))
    return tuple(pieces)


class _Titles(HTMLParser):
    """Finds where titles of one level start, outside of any other element."""

    def __init__(self, html: str, tag: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tag = tag
        self.depth = 0
        self.found: list[int] = []
        lines = html.split("\n")
        self.lines = [0]
        for line in lines:
            self.lines.append(self.lines[-1] + len(line) + 1)
        self.feed(html)

    @classmethod
    def starts(cls, html: str, tag: str) -> Iterator[int]:
        """Offsets of the titles at the root of `html`."""
        yield from cls(html, tag).found

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag == self.tag and not self.depth:
            line, column = self.getpos()
            self.found.append(self.lines[line - 1] + column)
        if tag not in _VOID:
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.depth -= 1
