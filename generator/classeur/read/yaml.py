"""YAML text to nodes, from PyYAML's event stream, with what people may not write refused before it costs anything."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import yaml

from classeur.finding import Edit, Finding, Place
from classeur.messages import finding
from classeur.read.explaining import explain
from classeur.read.nodes import Mapping, Node, Scalar, Sequence

MAX_DEPTH = 20
"""Levels of lists and sub-fields; nothing that people write goes past 5."""

_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What YAML refuses, or takes for the end of a line: it comes from a copy and paste, and nobody sees it."""


class _Refused(Exception):  # noqa: N818 - not an error of ours: a construct that front matter may not hold
    """Raised inside this module when the text holds a construct that is refused."""

    def __init__(self, problem: Finding) -> None:
        super().__init__(problem.message)
        self.problem = problem


def parse(text: str, path: str, first_line: int = 1) -> tuple[Mapping | None, tuple[Finding, ...]]:
    """Read a YAML mapping whose first line is line `first_line` of the file `path`.

    Returns the mapping and the findings about it (keys written twice); the mapping is None, and the
    findings not empty, when the text can't be read at all. An empty text is an empty mapping.
    """
    return _Parser(text, path, first_line).run()


class _Parser:
    """State of one reading: the lines (to show them), and the keys met twice."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.path = path
        self.first_line = first_line
        self.doubles: list[Finding] = []

    def run(self) -> tuple[Mapping | None, tuple[Finding, ...]]:
        loader = yaml.CSafeLoader(self.text)
        self.next: Callable[[], yaml.Event | None] = loader.get_event
        try:
            self._refuse_invisible()
            root = self._document()
        except _Refused as refused:
            return None, (refused.problem,)
        except yaml.MarkedYAMLError as error:
            return None, (self._explain(error),)
        finally:
            loader.dispose()
        return root, tuple(self.doubles)

    def _document(self) -> Mapping:
        root: Node | None = None
        while (event := self.next()) is not None:
            if isinstance(event, yaml.DocumentStartEvent):
                if event.version or event.tags:
                    raise _Refused(finding("yaml-interdit", self._at(event), what="une directive (« %YAML »)"))
                if root is not None:
                    raise _Refused(finding("yaml-interdit", self._at(event), what="un second document (« --- »)"))
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, 1)
        if root is None or (isinstance(root, Scalar) and not root.text):
            return Mapping((), self.first_line, 1)
        if not isinstance(root, Mapping):
            raise _Refused(finding("yaml-liste", self._place(root.line - self.first_line, root.column - 1)))
        return root

    def _node(self, event: yaml.Event | None, depth: int) -> Node:
        """The node that starts with `event`; `depth` is 1 for the whole document."""
        line, column = _start(event)
        line, column = line + self.first_line, column + 1
        if isinstance(event, yaml.ScalarEvent):
            if event.anchor or event.tag:
                self._refuse(event)
            return Scalar(event.value, line, column, bool(event.style))
        if depth > MAX_DEPTH:
            raise _Refused(finding("entete-trop-profond", self._at(event)))
        self._refuse(event)
        if isinstance(event, yaml.MappingStartEvent):
            return Mapping(self._entries(depth + 1), line, column)
        items = []
        while not isinstance(inner := self.next(), yaml.SequenceEndEvent):
            items.append(self._node(inner, depth + 1))
        return Sequence(tuple(items), line, column)

    def _refuse(self, event: yaml.Event | None) -> None:
        """Raise for what front matter may not hold: it could stand for something that is not written there."""
        what = ""
        if isinstance(event, yaml.AliasEvent):
            what = "un renvoi (« *nom »)"
        elif getattr(event, "anchor", None):
            what = "une ancre (« &nom »)"
        elif getattr(event, "tag", None):
            what = "une étiquette de type (« !nom »)"
        if what:
            raise _Refused(finding("yaml-interdit", self._at(event), what=what))

    def _entries(self, depth: int) -> tuple[tuple[Scalar, Node], ...]:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            key = self._node(event, depth)
            value = self._node(self.next(), depth)
            if not isinstance(key, Scalar):
                raise _Refused(finding("yaml-interdit", self._at(event), what="une liste comme nom de champ"))
            key = _without_spaces(key)
            if key.text == "<<":
                raise _Refused(finding("yaml-interdit", self._at(event), what="une fusion (« << »)"))
            if key.text in entries:
                first = entries[key.text][0].line
                place = self._place(key.line - self.first_line, key.column - 1, len(key.text))
                self.doubles.append(finding("cle-double", place, key=key.text, first=first))
                continue
            entries[key.text] = (key, value)
        return tuple(entries.values())

    def _explain(self, error: yaml.MarkedYAMLError) -> Finding:
        told = explain(self.lines, error)
        repair = None
        if told.change:
            start, end, new = told.change
            old = self.lines[told.line][start:end]
            repair = Edit(told.line + self.first_line, start + 1, old, new)
        return finding(told.rule, self._place(told.line, told.column, told.length), **told.values).mended_by(repair)

    def _refuse_invisible(self) -> None:
        if not _INVISIBLE.search(self.text):
            return
        for number, line in enumerate(self.lines):
            if found := _INVISIBLE.search(line):
                place = self._place(number, found.start())
                repair = Edit(place.line, place.column, found[0], _instead(found[0]))
                raise _Refused(finding("yaml-invisible", place, code=f"U+{ord(found[0]):04X}").mended_by(repair))

    def _at(self, event: yaml.Event | None) -> Place:
        return self._place(*_start(event))

    def _place(self, line: int, column: int, length: int = 1) -> Place:
        shown = self.lines[line] if line < len(self.lines) else ""
        return Place(self.path, line + self.first_line, column + 1, shown, length)


def _without_spaces(key: Scalar) -> Scalar:
    """A key without the no-break spaces that French typing puts before a colon."""
    text = key.text.strip()
    if text == key.text:
        return key
    shift = len(key.text) - len(key.text.lstrip())
    return replace(key, text=text, column=key.column + shift)


def _instead(sign: str) -> str:
    """What an invisible sign stands for: an old Windows letter, a line broken by a word processor, or nothing."""
    if "\x80" <= sign <= "\x9f" and sign != "\x85":
        return sign.encode("latin-1").decode("cp1252", "ignore")
    return " " if sign in "\x0b\x0c\x85\u2028\u2029" else ""


def _start(event: yaml.Event | None) -> tuple[int, int]:
    """Where an event starts, line and column from 0."""
    mark = event.start_mark if event else None
    return (mark.line, mark.column) if mark else (0, 0)
