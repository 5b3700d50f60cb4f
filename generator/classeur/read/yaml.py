"""YAML text to nodes, from PyYAML's event stream, with what people may not write refused before it costs anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from classeur.finding import Finding, Place
from classeur.messages import finding
from classeur.read.nodes import Mapping, Node, Scalar, Sequence

MAX_DEPTH = 20
"""Levels of lists and sub-fields; nothing that people write goes past 5."""

_COLON_INSIDE = re.compile(r"^(?P<head>\s*(?:- )?[\w-]+:\s+)(?P<value>.*?:(?:\s.*|$))$")
_LONE_QUOTE = re.compile(r"^(?P<head>\s*(?:- )?[\w-]+:\s+)(?P<value>[\"'].*)$")


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
        try:
            events = self._events()
            root = self._document(events)
        except _Refused as refused:
            return None, (refused.problem,)
        except yaml.MarkedYAMLError as error:
            return None, (self._explain(error),)
        except yaml.reader.ReaderError as error:
            line = self.text.count("\n", 0, error.position)
            cause = "un caractère invisible y est interdit"
            return None, (finding("yaml-invalide", self._place(line, 0), cause=cause),)
        return root, tuple(self.doubles)

    def _events(self) -> Iterator[yaml.Event]:
        depth = 0
        for event in yaml.parse(self.text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    raise _Refused(finding("entete-trop-profond", self._at(event)))
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            self._refuse(event)
            yield event

    def _refuse(self, event: yaml.Event) -> None:
        what = ""
        if isinstance(event, yaml.AliasEvent):
            what = "Un renvoi (« *nom »)"
        elif isinstance(event, yaml.NodeEvent) and event.anchor:
            what = "Une ancre (« &nom »)"
        elif getattr(event, "tag", None):
            what = "Une étiquette de type (« !nom »)"
        elif isinstance(event, yaml.DocumentStartEvent) and (event.version or event.tags):
            what = "Une directive (« %YAML »)"
        if what:
            raise _Refused(finding("yaml-interdit", self._at(event), what=what))

    def _document(self, events: Iterator[yaml.Event]) -> Mapping:
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                raise _Refused(finding("yaml-interdit", self._at(event), what="Un second document (« --- »)"))
            if isinstance(event, yaml.NodeEvent):
                root = self._node(event, events)
        if root is None or (isinstance(root, Scalar) and not root.text):
            return Mapping((), self.first_line, 1)
        if not isinstance(root, Mapping):
            raise _Refused(finding("yaml-liste", self._place(root.line - self.first_line, root.column - 1)))
        return root

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event]) -> Node:
        line = event.start_mark.line + self.first_line
        column = event.start_mark.column + 1
        if isinstance(event, yaml.MappingStartEvent):
            return Mapping(self._entries(events), line, column)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(inner := next(events), yaml.SequenceEndEvent):
                items.append(self._node(inner, events))
            return Sequence(tuple(items), line, column)
        if not isinstance(event, yaml.ScalarEvent):
            raise _Refused(finding("yaml-liste", self._at(event)))
        return Scalar(event.value, line, column, quoted=bool(event.style))

    def _entries(self, events: Iterator[yaml.Event]) -> tuple[tuple[Scalar, Node], ...]:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._node(event, events)
            value = self._node(next(events), events)
            if not isinstance(key, Scalar):
                raise _Refused(finding("yaml-interdit", self._at(event), what="Une liste comme nom de champ"))
            if key.text == "<<":
                raise _Refused(finding("yaml-interdit", self._at(event), what="Une fusion (« << »)"))
            if key.text in entries:
                first = entries[key.text][0].line
                place = self._place(key.line - self.first_line, key.column - 1, len(key.text))
                self.doubles.append(finding("cle-double", place, key=key.text, first=first))
                continue
            entries[key.text] = (key, value)
        return tuple(entries.values())

    def _explain(self, error: yaml.MarkedYAMLError) -> Finding:
        """Turn the parser's English into what is wrong with this line, repaired where it can be."""
        mark = error.problem_mark or error.context_mark
        line = min(mark.line, len(self.lines) - 1) if mark else 0
        shown = self.lines[line]
        colon = _COLON_INSIDE.match(shown)
        if colon and "mapping values" in (error.problem or "") and colon["value"][:1] not in "\"'[{":
            place = self._place(line, len(colon["head"]), len(colon["value"].rstrip()))
            return finding("yaml-deux-points", place, repaired=_quoted(colon["head"], colon["value"]))
        start = error.context_mark.line if error.context_mark else line
        opened = _LONE_QUOTE.match(self.lines[min(start, len(self.lines) - 1)])
        if opened and "quoted scalar" in (error.context or ""):
            place = self._place(start, len(opened["head"]))
            value = opened["value"][1:].rstrip("\"' ")
            return finding("yaml-guillemet", place, repaired=_quoted(opened["head"], value))
        if shown.startswith("\t") or "\\t" in (error.problem or "") or "'\\t'" in str(error):
            return finding("yaml-tabulation", self._place(line, 0))
        place = self._place(line, min(mark.column, len(shown)) if mark else 0)
        return finding("yaml-invalide", place, cause=_CAUSES.get(error.problem or "", "sa forme n'est pas reconnue"))

    def _at(self, event: yaml.Event) -> Place:
        return self._place(event.start_mark.line, event.start_mark.column)

    def _place(self, line: int, column: int, length: int = 1) -> Place:
        shown = self.lines[line] if line < len(self.lines) else ""
        return Place(self.path, line + self.first_line, column + 1, shown, length)


_CAUSES = {
    "could not find expected ':'": "il manque un deux-points après le nom du champ",
    "did not find expected key": "cette ligne n'est pas alignée avec les autres",
    "did not find expected '-' indicator": "cette ligne n'est pas alignée avec la liste",
    "did not find expected ',' or ']'": "une liste entre crochets n'est pas refermée",
    "did not find expected ',' or '}'": "une accolade n'est pas refermée",
    "found character that cannot start any token": "ce signe ne peut pas commencer une valeur",
    "block sequence entries are not allowed in this context": "un tiret de liste n'a pas sa place ici",
    "mapping values are not allowed in this context": "un deux-points n'a pas sa place ici",
    "did not find expected node content": "une valeur manque ou un signe est de trop",
}


def _quoted(head: str, value: str) -> str:
    escaped = value.strip().replace("\\", "\\\\").replace('"', '\\"')
    return f'{head.strip()} "{escaped}"'
