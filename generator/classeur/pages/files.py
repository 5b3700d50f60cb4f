"""What a list of pieces says of a file beside its name: its weight, its pages, what keeps it closed, its picture."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from classeur.kinds.pieces import Piece
from classeur.pages import address
from classeur.pages.phrases import say
from classeur.pages.view import View
from classeur.read.attachments import Attachment, Condition
from classeur.read.media import agrees

_KILO = 1000
_TEN = 10
"""Below ten of a unit, a decimal says more."""
_CLOSED = {
    Condition.EMPTY: "fichier-vide",
    Condition.LOCKED: "fichier-verrouille",
    Condition.DAMAGED: "fichier-abime",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A small picture: its address, its size in pixels, and what it shows in words."""

    address: str
    width: int
    height: int
    words: str


@dataclass(frozen=True, slots=True)
class File:
    """A file as a list says it: type by content, « 84 Ko, 2 pages », and why it can't be read, if it can't."""

    type: str = ""
    weight: str = ""
    closed: str = ""
    css: str = ""
    """How to mark what is closed; nothing where no verdict is shown."""
    picture: Picture | None = None


def file_of(view: View, piece: Piece) -> File:
    """What to say of the file of a piece; only its type where this edition does not open it."""
    extension = posixpath.splitext(piece.file)[1].removeprefix(".").upper()
    file = view.library.files.get(piece.file)
    if file is None or not view.opens(piece):
        return File(extension)
    return File(
        type=extension if agrees(file.path, file.media) else file.media.upper() or extension,
        weight=", ".join(filter(None, (weight(file.size) if file.size else "", _pages(file)))),
        closed=say(_CLOSED[file.condition]) if file.condition in _CLOSED else "",
        css="watch" if view.edition.holds_verdicts else "",
        picture=_picture(view, file),
    )


def weight(size: int) -> str:
    """Bytes as people read them: « 840 octets », « 84 Ko », « 1,2 Mo »."""
    if size < _KILO:
        return f"{size} octets" if size > 1 else f"{size} octet"
    number, unit = (size / _KILO, "Ko") if size < _KILO**2 * 0.9995 else (size / _KILO**2, "Mo")
    return f"{number:.1f} {unit}".replace(".", ",").replace(",0 ", " ") if number < _TEN else f"{number:.0f} {unit}"


def _pages(file: Attachment) -> str:
    return f"{file.pages} pages" if file.pages > 1 else "1 page" if file.pages else ""


def _picture(view: View, file: Attachment) -> Picture | None:
    found = view.thumbnails.get(file.sha256)
    if found is None:
        return None
    words = say("vignette-page" if file.media == "pdf" else "vignette-image")
    return Picture(address.of_thumbnail(found.name), found.width, found.height, words)
