"""What YAML could not read, told from the lines as they were written: which one, what is wrong, the line repaired."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import yaml

_VALUE = re.compile(r"^(?P<head>\s*(?:-\s+)?[\w-]+\s*:\s+)(?P<value>\S.*?)\s*$")
_ITEM = re.compile(r"^(?P<head>\s*-\s+)(?P<value>\S.*?)\s*$")
_CUT = re.compile(r":(?:\s|$)")
_TABBED = re.compile(r"^ *\t")
_BRACKETED = re.compile(r"^(?:\[[^\]]*\]|\{[^}]*\})\s*[^\s#]")
_GLUED = re.compile(r"^\s*(?:-\s+)?[\w-]+:[^\s/]")
_BARE = re.compile(r"^\s*(?:-\s+)?[\w-]+(?:\s[^:]*)?$")
_CLOSING = {"[": "]", "{": "}"}
_CURLY = {"“": "”", "‘": "’", "„": "“"}
"""Quotes that a word processor puts in place of straight ones; « » are part of a text."""
_SIGNS = "*&!%@`>|,]}"
"""A plain value may not start with these."""

_CAUSES = {
    "could not find expected ':'": "il manque un deux-points et une espace après le nom du champ",
    "did not find expected key": "cette ligne n'est pas alignée avec les autres",
    "did not find expected '-' indicator": "cette ligne n'est pas alignée avec la liste",
    "found character that cannot start any token": "ce signe ne peut pas commencer une valeur",
    "block sequence entries are not allowed in this context": "un tiret de liste n'a pas sa place ici",
    "mapping values are not allowed in this context": "un deux-points n'a pas sa place ici",
    "did not find expected <document start>": "cette ligne ne va pas avec celle d'avant",
    "did not find expected node content": "une valeur manque ou un signe est de trop",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """An id of `data/messages.yml` with what fills its sentences; line and column from 0 in the text that was read.

    `change` is what mends the line: from where to where, and what goes there.
    """

    rule: str
    line: int
    column: int
    length: int = 1
    values: dict[str, str] = field(default_factory=dict)
    change: tuple[int, int, str] | None = None


def _mended(
    rule: str, lines: Sequence[str], line: int, place: tuple[int, int], change: tuple[int, int, str]
) -> Explanation:
    """An explanation that shows the line as `change` leaves it; `place` is a column and a length."""
    start, end, new = change
    text = lines[line]
    values = {"sign": text[start : start + 1], "repaired": (text[:start] + new + text[end:]).strip()}
    return Explanation(rule, line, *place, values, change)


def explain(lines: Sequence[str], error: yaml.MarkedYAMLError) -> Explanation:
    """Turn the parser's English into what is wrong with a line, repaired where it can be.

    The parser says where it stopped, which is often after the mistake: the lines before are looked at as well.
    """
    mark = error.problem_mark or error.context_mark
    last = len(lines) - 1
    line = min(mark.line, last) if mark else 0
    while line and not lines[line].strip():
        line -= 1
    column = mark.column if mark and mark.line == line else 0
    opened = min(error.context_mark.line, last) if error.context_mark else line
    found = (
        _tab(lines, line)
        or _quote(lines, line)
        or _sign(lines, line)
        or _colon(lines, line, error.problem or "")
        or _bracket(lines, error, line, column)
        or _key(lines, opened if "simple key" in (error.context or "") else line)
    )
    if found:
        return found
    cause = _CAUSES.get(error.problem or "", "sa forme n'est pas reconnue")
    if "document start" in (error.problem or "") and "..." in lines[:line]:
        cause = "une ligne « ... », plus haut, a arrêté l'en-tête"
    return Explanation("yaml-invalide", line, min(column, len(lines[line])), values={"cause": cause})


def quoted(value: str) -> str:
    """A text between the quotes that it does not hold itself."""
    if "'" not in value and ('"' in value or "\\" in value):
        return f"'{value}'"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def cut_item(line: str, column: int) -> tuple[str, str] | None:
    """For an item of a list that a colon made a sub-field: the text that is cut, and the same between quotes.

    `column` is where the item starts, from 0. None when no colon cuts it.
    """
    item = _ITEM.match(line)
    if item and item.end("head") == column:
        text = _without_comment(item["value"])
    else:
        text = re.split(r"[,\]]", line[column:], maxsplit=1)[0].strip()
    return (text, quoted(text)) if _CUT.search(text) and text[0] not in "\"'[{" else None


def _without_comment(value: str) -> str:
    return re.split(r"\s+#", value, maxsplit=1)[0]


def _tab(lines: Sequence[str], line: int) -> Explanation | None:
    """A line shifted by a tab: no space is needed before a field, two before what goes under another one."""
    found = _TABBED.match(lines[line])
    if not found:
        return None
    body = lines[line].lstrip()
    shift = lines[line][: len(lines[line]) - len(body)]
    above = next((lines[number] for number in range(line - 1, -1, -1) if lines[number].strip()), "")
    under = body.startswith("-") or above.rstrip().endswith(":") or above[:1] in (" ", "-")
    change = (0, len(shift), shift.replace("\t", "  ") if under else "")
    return Explanation("yaml-tabulation", line, found.end() - 1, change=change)


def _quote(lines: Sequence[str], line: int) -> Explanation | None:
    """A quote that never closes, or closes at the next one further down, or before the end of the value."""
    for number in range(line, -1, -1):
        opened = _VALUE.match(lines[number]) or _ITEM.match(lines[number])
        if not opened or opened["value"][0] not in "\"'":
            continue
        sign, inside, start = opened["value"][0], opened["value"][1:], opened.end("head")
        end = _end_of(inside, sign)
        if end is None:
            later = (below for below in range(number + 1, len(lines)) if sign in lines[below])
            if next(later, len(lines)) >= line:
                inside = _without_comment(inside)
                change = (start, start + 1 + len(inside), quoted(inside.rstrip(sign)))
                return _mended("yaml-guillemet", lines, number, (start, 1), change)
        elif number == line and inside[end + 1 :].strip()[:1] not in ("", "#"):
            value = _without_comment(opened["value"])
            inside = value[1:]
            whole = inside[:-1] if inside.endswith(sign) and sign not in inside[end + 1 : -1] else value
            change = (start, start + len(value), quoted(whole))
            return _mended("yaml-guillemet-interieur", lines, number, (start + 1 + end, 1), change)
    return None


def _end_of(inside: str, sign: str) -> int | None:
    """Where a quoted text closes; doubled single quotes and escaped double ones do not close it."""
    body = r"(?:[^']|'')*" if sign == "'" else r'(?:[^"\\]|\\.)*'
    found = re.match(f"{body}{sign}(?!{sign})" if sign == "'" else f"{body}{sign}", inside)
    return found.end() - 1 if found else None


def _sign(lines: Sequence[str], line: int) -> Explanation | None:
    found = _VALUE.match(lines[line]) or _ITEM.match(lines[line])
    if not found:
        return None
    value = _without_comment(found["value"])
    if value[0] in _SIGNS or value[:2] in ("- ", "? ") or _BRACKETED.match(value):
        return _between_quotes("yaml-signe", lines, line, (found.end("head"), value))
    return None


def _colon(lines: Sequence[str], line: int, problem: str) -> Explanation | None:
    found = _VALUE.match(lines[line]) or _ITEM.match(lines[line])
    value = _without_comment(found["value"]) if found and "mapping values" in problem else ""
    if found and value and value[0] not in "\"'[{" and _CUT.search(value):
        return _between_quotes("yaml-deux-points", lines, line, (found.end("head"), value))
    return None


def _between_quotes(rule: str, lines: Sequence[str], line: int, cut: tuple[int, str]) -> Explanation:
    """The value `cut`, with where it starts, to be put between quotes; curly ones were meant as such."""
    start, value = cut
    inside = value[1:-1] if value[0] in _CURLY and value[-1] == _CURLY[value[0]] else value
    change = (start, start + len(value), quoted(inside))
    return _mended(rule, lines, line, (start, len(value)), change)


def _bracket(lines: Sequence[str], error: yaml.MarkedYAMLError, line: int, column: int) -> Explanation | None:
    """A list between brackets that is not closed, or that a sign cuts."""
    start = error.context_mark
    if not start or "flow" not in (error.context or "") or start.line >= len(lines):
        return None
    text = "\n".join([lines[start.line][start.column :], *lines[start.line + 1 : line + 1]])
    closing = _CLOSING.get(text[:1], "")
    if closing in text:
        cause = "entre crochets ou accolades, un texte qui contient un deux-points demande des guillemets"
        return Explanation("yaml-invalide", line, column, values={"cause": cause}, change=_flow(lines[line], column))
    cause = f"« {text[:1]} » n'est pas refermé par « {closing} »"
    return Explanation("yaml-invalide", start.line, start.column, values={"cause": cause})


def _flow(text: str, column: int) -> tuple[int, int, str] | None:
    """The change that puts quotes around the value that a colon cuts at `column`, in a row between braces."""
    start = max(text.rfind(sign, 0, column) for sign in "{[,") + 1
    key = re.match(r"\s*(?:[\w-]+\s*:\s+)?", text[start:])
    end = re.search(r"\s*[,}\]]", text[column:])
    if not start or not key or not end:
        return None
    start, stop = start + key.end(), column + end.start()
    value = text[start:stop]
    return (start, stop, quoted(value)) if _CUT.search(value) and value[0] not in "\"'[{" else None


def _key(lines: Sequence[str], line: int) -> Explanation | None:
    """A line without its colon, or without the space after it; else a line that is shifted from the one before."""
    before = next((number for number in range(line - 1, -1, -1) if lines[number].strip()), None)
    if before is not None and _ITEM.match(lines[line]) and _ITEM.match(lines[before]):
        dash = lines[line].index("-")
        if dash != lines[before].index("-"):
            return Explanation("yaml-invalide", line, dash, values={"cause": "ce tiret n'est pas sous celui d'avant"})
    for number in (line, before):
        if number is None or _depth(lines[number]) > _depth(lines[line]):
            continue
        text = lines[number]
        start = len(text) - len(text.lstrip(" -"))
        if _GLUED.match(text):
            cause = "il manque une espace ordinaire après le deux-points"
            colon = text.index(":")
            other = re.match(r"\s*", text[colon + 1 :])
            change = (colon + 1, colon + 1 + len(other[0] if other else ""), " ")
            return Explanation("yaml-invalide", number, colon, values={"cause": cause}, change=change)
        if _BARE.match(text) and text.strip(" -") and text.strip() != "...":
            cause = "il manque un deux-points et une espace après le nom du champ"
            length = len(text[start:].split(maxsplit=1)[0])
            return Explanation("yaml-invalide", number, start, length, {"cause": cause})
    if before is not None and _VALUE.match(lines[before]) and _depth(lines[line]) > _depth(lines[before]):
        cause = "cette ligne n'est pas alignée avec celle d'avant"
        return Explanation("yaml-invalide", line, _depth(lines[line]), values={"cause": cause})
    return None


def _depth(text: str) -> int:
    """How far a line is shifted; the dash of a list counts, its first field lies behind it."""
    return len(text) - len(text.lstrip(" -"))
