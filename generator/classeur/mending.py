"""A text mended by what its own findings say, and the lines that changed on the way."""

from __future__ import annotations

import codecs
import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from classeur.finding import Edit, Finding
from classeur.read.source import with_plain_ends

_ENDS = re.compile(r"(\r\n|\r|\n)")
_BOM = codecs.BOM_UTF8.decode()
Reader = Callable[[str], Iterable[Finding]]
"""Tells what is wrong with a text whose lines end with a line feed."""


@dataclass(frozen=True, slots=True)
class Change:
    """One line before and after, by its number in the text as it was; `before` is None for a line that is added."""

    line: int
    before: str | None
    after: str


def mend(text: str, read: Reader) -> tuple[str, tuple[Finding, ...]]:
    """The text with every repair made, and what is still wrong with it.

    A reader stops at the first line that it can't make sense of, so the text is read again until nothing more can be
    mended. Only the lines concerned change: the mark at the top (BOM), line ends and comments stay as they are.
    """
    mark = _BOM if text.startswith(_BOM) else ""
    text = text.removeprefix(mark)
    seen: set[int] = set()
    while True:
        findings = tuple(read(with_plain_ends(text)))
        mended = _applied(text, [found.repair for found in findings if isinstance(found.repair, Edit)])
        if mended == text or hash(mended) in seen:
            return mark + text, findings
        seen.add(hash(text))
        text = mended


def _applied(text: str, edits: Iterable[Edit]) -> str:
    """The text after each edit that still fits; of two that overlap, the last on the line."""
    parts = _ENDS.split(text)
    end_of_line = parts[1] if len(parts) > 1 else "\n"
    edits = sorted(set(edits), key=lambda edit: (edit.line, edit.column), reverse=True)
    for line, group in itertools.groupby(edits, key=lambda edit: edit.line):
        number = 2 * (line - 1)
        limit = len(parts[number]) + 1
        for edit in group:
            start, stop = edit.column - 1, edit.column - 1 + len(edit.old)
            if stop < limit and parts[number][start:stop] == edit.old:
                parts[number] = parts[number][:start] + edit.new.replace("\n", end_of_line) + parts[number][stop:]
                limit = edit.column
    return "".join(parts)


def changes(before: str, after: str) -> Iterator[Change]:
    """The lines that are not the same in a text and in the same mended: no repair takes a line away.

    Compared one by one, since a register has tens of thousands of lines that look alike.
    """
    old, new = (_lines(text) for text in (before, after))
    added = 0
    for number, line in enumerate(old):
        if number + added < len(new) - 1 and len(old) + added < len(new) and new[number + added + 1] == line:
            yield Change(number + 1, None, new[number + added])
            added += 1
        if new[number + added] != line:
            yield Change(number + 1, line, new[number + added])
    yield from (Change(len(old), None, line) for line in new[len(old) + added :])


def _lines(text: str) -> list[str]:
    return with_plain_ends(text.removeprefix(_BOM)).split("\n")
