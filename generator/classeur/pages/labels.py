"""Labels of a drawing along a line: each as near to its place as the others let it."""

from __future__ import annotations

from collections.abc import Sequence

SIGN = 7.4
"""Width of a sign of a label, in the units of the drawing; measured on 14 px text."""
_APART = 7


def half_width(*lines: str) -> float:
    """Half of what a label of these lines takes, with some air."""
    return max(map(len, lines), default=0) * SIGN / 2 + _APART


def spread(wanted: Sequence[tuple[float, float]], width: float) -> tuple[float, ...]:
    """The middles of labels of one row, from where each would stand (`x`, half its width), in order of `x`.

    Pushed to the right as far as those before need, then back from the right edge of a drawing of `width`.
    """
    placed, free = [], 0.0
    for x, half in wanted:
        middle = max(x, free + half)
        free = middle + half
        placed.append(middle)
    limit = width
    for number in range(len(placed) - 1, -1, -1):
        half = wanted[number][1]
        placed[number] = min(placed[number], limit - half)
        limit = placed[number] - half
    return tuple(placed)
