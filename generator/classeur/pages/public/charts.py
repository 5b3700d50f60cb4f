"""Drawings of figures, made when the site is: pure functions of numbers. Shape tells what colour tells, in print too.

Each is an SVG whose first child is its title, then its description: what it shows is read as well as seen. Its name is
the title; the description, which is the same for all or repeats a table, is there for who asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

MOST_STROKES = 40
"""Up to here one counts people one by one; beyond, a bar says the proportion."""
_STEP, _PER_ROW = 22, 20
_WIDE, _THICK = 440, 22
_COLUMN, _TALL, _LABEL = 88, 110, 26

_OPEN = Markup(
    '<svg class="cl-chart {kind}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
    'aria-labelledby="{id}-t"><title id="{id}-t">{title}</title><desc id="{id}-d">{told}</desc>'
    '<g aria-hidden="true">'
)
_DOT = Markup('<circle class="cl-chart__{name}" cx="{x}" cy="{y}" r="8"/>')
_BAR = Markup('<rect class="cl-chart__{name}" x="{x}" y="{y}" width="{width}" height="{height}"/>')
_TEXT = Markup('<text class="cl-chart__{name}" x="{x}" y="{y}" text-anchor="middle">{words}</text>')
_END = Markup("</g></svg>")


def strokes(identity: str, title: str, told: str, part: int, whole: int) -> Markup:
    """`part` full discs and the rest hollow, one for each of `whole` people (1 to 40), twenty in a row."""
    rows, across = -(-whole // _PER_ROW), min(whole, _PER_ROW)
    discs = (
        _DOT.format(
            name="full" if number < part else "hollow",
            x=number % _PER_ROW * _STEP + _STEP // 2,
            y=number // _PER_ROW * _STEP + _STEP // 2,
        )
        for number in range(whole)
    )
    return _drawn("cl-chart--strokes", identity, title, told, across * _STEP, rows * _STEP, discs)


def bar(identity: str, title: str, told: str, percent: float) -> Markup:
    """A bar full up to `percent` (0 to 100), hollow beyond, with a mark at half."""
    full = round(_WIDE * min(max(percent, 0.0), 100.0) / 100, 1)
    parts = (
        _BAR.format(name="hollow", x=1, y=1, width=_WIDE - 2, height=_THICK - 2),
        _BAR.format(name="full", x=1, y=1, width=max(full - 2, 0), height=_THICK - 2),
        _BAR.format(name="half", x=_WIDE // 2, y=0, width=1, height=_THICK),
    )
    return _drawn("cl-chart--bar", identity, title, told, _WIDE, _THICK, parts)


def columns(identity: str, title: str, told: str, points: Sequence[tuple[str, str, float]]) -> Markup:
    """A column a period: its label below, its value above, its height the percentage (0 to 100)."""
    parts: list[Markup] = []
    for number, (label, value, percent) in enumerate(points):
        left, middle = number * _COLUMN + 16, number * _COLUMN + _COLUMN // 2
        high = round(_TALL * min(max(percent, 0.0), 100.0) / 100, 1)
        parts.append(_BAR.format(name="full", x=left, y=_LABEL + _TALL - high, width=_COLUMN - 32, height=high))
        parts.append(_TEXT.format(name="value", x=middle, y=_LABEL + _TALL - high - 7, words=value))
        parts.append(_TEXT.format(name="label", x=middle, y=_LABEL + _TALL + 19, words=label))
    width = len(points) * _COLUMN
    parts.append(_BAR.format(name="axis", x=0, y=_LABEL + _TALL, width=width, height=1.5))
    return _drawn("cl-chart--columns", identity, title, told, width, _LABEL + _TALL + _LABEL, parts)


def _drawn(kind: str, identity: str, title: str, told: str, width: int, height: int, parts: Iterable[Markup]) -> Markup:
    opening = _OPEN.format(kind=kind, id=identity, title=title, told=told, width=width, height=height)
    return opening + Markup("").join(parts) + _END
