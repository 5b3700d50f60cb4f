"""The size of a picture, so that a page keeps its place while it comes."""

from __future__ import annotations

import re
import warnings
from pathlib import Path

_HEAD = 4096
"""Signs of an SVG in which its first element is looked for."""
_BOX = re.compile(r"<svg\b[^>]*\bviewBox=[\"']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+(?P<width>[\d.]+)[\s,]+(?P<height>[\d.]+)")


def picture_size(path: Path) -> tuple[int, int] | tuple[()]:
    """Width and height in the picture's own units, at least 1; nothing when they can't be told."""
    if path.suffix.lower() == ".svg":
        found = _BOX.search(path.read_text(encoding="utf-8", errors="replace")[:_HEAD])
        return (_whole(found["width"]), _whole(found["height"])) if found else ()
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - slow to import, and few sites have a logo

    try:
        # Opening reads the first bytes alone: how many points would follow is no danger here.
        with (
            warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning),
            Image.open(path) as picture,
        ):
            return picture.size
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError):
        return ()


def _whole(written: str) -> int:
    try:
        return max(1, round(float(written)))
    except ValueError:
        return 1
