"""The two lines `---` around a header: where the missing one goes, when only one place will do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from classeur.finding import Edit

FENCE = re.compile(r"^---[ \t]*$")
_ALMOST = re.compile(r"^[-–—_]{1,8}[ \t]*$")
"""A fence with a dash too many or too few, or that a word processor turned into a long dash."""
_FIELD = re.compile(r"^[a-z][a-z0-9_]*:(?:\s|$)")
_HEADER = re.compile(r"^(?:\w[\w-]*\s*:(?:\s|$)|\s+\S|- |#(?!#))")
_COMMENTED_FIELD = re.compile(r"^#\s*[a-z][a-z0-9_]*:")


def opening(lines: Sequence[str]) -> Edit | None:
    """What puts the first fence at the top of `lines`, which have none there; None when it may be something else."""
    first = lines[0]
    if _ALMOST.match(first):
        return Edit(1, 1, first, "---")
    return Edit(1, 1, "", "---\n") if _FIELD.match(first) else None


def closing(lines: Sequence[str]) -> Edit | None:
    """What puts the second fence after the fields of `lines`, whose first is the first fence.

    None when fields come again further down, or when a line may be a heading of the text as well as a comment.
    """
    end = next((number for number, line in enumerate(lines[1:], 1) if not _HEADER.match(line)), len(lines))
    if not any(_FIELD.match(line) for line in lines[1:end]) or any(_FIELD.match(line) for line in lines[end:]):
        return None
    if lines[end - 1].startswith("#") and not _COMMENTED_FIELD.match(lines[end - 1]):
        return None
    if end == len(lines):
        return Edit(end, len(lines[-1]) + 1, "", "\n---\n")
    if _ALMOST.match(lines[end]):
        return Edit(end + 1, 1, lines[end], "---")
    return Edit(end + 1, 1, "", "---\n")
