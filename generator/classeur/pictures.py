"""The pictures of `content/`: what would not show, ask too much of who reads, or weigh on a telephone is told."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from classeur.apart import StoppedError, ask
from classeur.finding import Finding, Place
from classeur.library import Library
from classeur.messages import finding
from classeur.pages.files import weight
from classeur.pages.phrases import say
from classeur.read.attachments import Attachment

HEAVIEST = 100_000
"""Bytes: half of what a whole public page may weigh."""
_WIDEST = 4_000
"""Pixels a side: past that, what is printed at 300 points an inch is wider than a sheet of A4."""
_LARGEST = 60_000_000
"""Pixels: a browser unpacks all of them, four bytes each. A telephone of today takes up to fifty millions."""
_LARGEST_DRAWING = 2_000_000
"""Bytes of an SVG that is looked into."""
_MOST_DRAWN = 100_000
"""Elements of an SVG, each counted as often as it is drawn again."""
_DEEPEST = 100
_SECONDS = 10
_PIXELS = ("avif", "gif", "jpeg", "png", "webp")
_LED = re.compile(r"\s*#(\S+)")
_OWN = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)")
_UNDRAWN = ("a", "animate", "animateMotion", "animateTransform", "mpath", "set")
"""Elements that draw nothing of what they lead to."""


def judged_pictures(root: Path, library: Library) -> tuple[Finding, ...]:
    """A finding for each picture of `content/` that has to be mended; one that only weighs blocks nothing."""
    pictures = (f for path, f in sorted(library.files.items()) if path.startswith("content/") and f.size)
    return tuple(told for file in pictures for told in _judged(root, file))


@functools.lru_cache(maxsize=4_096)
def _judged(root: Path, file: Attachment) -> tuple[Finding, ...]:
    """Remembered by the bytes of the file: who saves a page while it is served need not open every picture again."""
    return tuple(_told(root, file))


def _told(root: Path, file: Attachment) -> Iterator[Finding]:
    width, height, cause = 0, 0, ""
    if file.media == "svg":
        drawing = file.size <= _LARGEST_DRAWING and not _repeats(root / file.path)
        cause = "" if drawing else say("image-dessin")
    elif file.media in _PIXELS:
        width, height, cause = _unpacked(root / file.path)
    else:
        return
    place = Place(file.path)
    if cause:
        yield finding("image-illisible", place, cause=cause)
    elif file.size > HEAVIEST or max(width, height) > _WIDEST:
        size = say("image-points", largeur=width, hauteur=height) if width else ""
        yield finding("image-lourde", place, weight=weight(file.size), size=size, limit=weight(HEAVIEST))


def _unpacked(path: Path) -> tuple[int, int, str]:
    """The size of a picture in pixels, and why it can't be shown, if it can't."""
    try:
        width, height, sound = ask(unpack, str(path.absolute()), seconds=_SECONDS)
    except StoppedError:
        return 0, 0, say("image-trop")
    if width * height > _LARGEST:
        return width, height, say("image-millions", nombre=width * height // 1_000_000)
    return width, height, "" if sound else say("image-abimee")


def unpack(path: str) -> tuple[int, int, bool]:
    """The size of a picture, and whether the first of its frames is whole. Asked apart."""
    from PIL import Image  # noqa: PLC0415 - slow to import, and few sites have such pictures

    Image.MAX_IMAGE_PIXELS = None  # how many there are is told, not warned of
    try:
        with Image.open(path) as picture:
            width, height = picture.size
            if width * height <= _LARGEST:
                picture.load()
    except (OSError, RuntimeError, SyntaxError, ValueError):
        return 0, 0, False
    return width, height, True


def _repeats(path: Path) -> bool:
    """Whether a drawing draws itself again without end, or its parts so often that who opens it waits."""
    try:
        top = ET.fromstring(path.read_bytes())  # noqa: S314 - of one's own files; expat bounds entities
    except (ET.ParseError, ValueError, LookupError):
        return False
    named = {name: element for element in top.iter() if (name := element.get("id"))}
    counted: dict[str, int] = {}

    def drawn(element: ET.Element, depth: int) -> int:
        """How many elements are drawn for one; more than the most when it is too deep to be told."""
        if depth > _DEEPEST:
            return _MOST_DRAWN + 1
        number = 1 + sum(drawn(child, depth + 1) for child in element)
        leads = element.tag.rpartition("}")[2] in _UNDRAWN
        for attribute, value in () if leads else element.attrib.items():
            # Elsewhere than in a link, « #abc » is a colour.
            found = _LED.match(value) if attribute.rpartition("}")[2] == "href" else None
            for name in [found[1]] if found else _OWN.findall(value):
                if name in named:
                    if name not in counted:
                        counted[name] = _MOST_DRAWN + 1  # met again inside itself: without end
                        counted[name] = drawn(named[name], depth + 1)
                    number += counted[name]
        return min(number, _MOST_DRAWN + 1)

    return drawn(top, 0) > _MOST_DRAWN
