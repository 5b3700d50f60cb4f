"""Tables of a body, made to fold on a phone: each row becomes a block whose cells say their column's name."""

from __future__ import annotations

import re

_TABLE = re.compile(r"<table>(?P<inner>.*?)</table>", re.DOTALL)
_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_HEADER = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_CELL = re.compile(r"<td\b(?P<attributes>[^>]*)>(?P<content>.*?)</td>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_WIDE = 3
"""Columns from which a phone has no room for them side by side."""


def fold(html: str) -> str:
    """The same HTML, sanitised before, its plain tables dressed as the theme's; merged cells are left as they are."""
    return _TABLE.sub(_dress, html)


def _dress(table: re.Match[str]) -> str:
    inner = table["inner"]
    labels = [_TAG.sub("", label).strip().replace('"', "&quot;") for label in _HEADER.findall(inner)]
    inner = re.sub(r"<th(?=[ >])", '<th scope="col"', inner)
    if len(labels) < _WIDE or "span=" in inner or "<table" in inner:
        return f'<table class="cl-table">{inner}</table>'
    rows = _ROW.sub(lambda row: _row(row[0], labels), inner)
    return f'<table class="cl-table cl-table--fold">{rows}</table>'


def _row(row: str, labels: list[str]) -> str:
    cells = iter([*enumerate(labels), *((number, "") for number in range(len(labels), row.count("<td")))])

    def name(cell: re.Match[str]) -> str:
        number, label = next(cells)
        if number == 0:
            return f'<th scope="row"{cell["attributes"]}>{cell["content"]}</th>'
        return f'<td data-label="{label}"{cell["attributes"]}><div>{cell["content"]}</div></td>'

    return _CELL.sub(name, row)
