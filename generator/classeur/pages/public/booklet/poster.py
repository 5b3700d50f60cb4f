"""The poster of a booklet: where it is, in words and as a QR code, and what one finds in it."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from markupsafe import Markup

from classeur.pages import address as addresses
from classeur.pages.page import Layout, Paper
from classeur.pages.phrases import say
from classeur.pages.public.booklet.model import Booklet
from classeur.pages.public.people import desk
from classeur.pages.public.world import PublicWorld
from classeur.pages.templates import environment

_QUIET = 4
"""Modules left white around a QR code, without which it is not read (ISO/IEC 18004, 9.1)."""
_LOOKED_FOR = (
    "horaires",
    "lieu",
    "contacts",
    "securite",
    "violences",
    "psh",
    "reclamations",
    "reglement",
    "assiduite",
    "foad",
)
"""Parts that one looks for in passing, the most first, before all others: a poster tells eight things, not twenty."""
_MOST = 8


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code: `path` draws its dark modules in a square of `side` modules, the quiet zone included."""

    path: str
    side: int


def poster_of(world: PublicWorld, booklet: Booklet, note: str) -> Paper | None:
    """The poster that leads to a booklet, or None when nobody wrote where the site is: a code would lead nowhere."""
    site = addresses.web_address(world.provider.text("site"))
    if not site:
        return None
    target = f"{site.rstrip('/')}/{booklet.address}.html"
    order = {identity: rank for rank, identity in enumerate(_LOOKED_FOR)}
    parts = sorted(booklet.shown, key=lambda part: order.get(part.id, len(order)))
    values = {
        "provider": world.provider,
        "desk": desk(world),
        "booklet": booklet,
        "parts": parts[:_MOST],
        "code": qr_code(target),
        "where": target.partition("://")[2],
        "note": note,
    }
    content = environment().get_template("paper/poster.html").render(values)
    title = say("papier-affiche-titre", titre=booklet.record.title)
    return Paper(f"{booklet.address}/affiche.pdf", Layout.POSTER, title, content, words=say("papier-affiche"))


def qr_code(text: str) -> Code:
    """The QR code of a text, which is read with a quarter of it torn (level Q): posters suffer."""
    code = segno.make(text, error="q", boost_error=False, micro=False)
    lines: list[str] = []
    for row, modules in enumerate(code.matrix):
        column = 0
        while column < len(modules):
            start = column
            while column < len(modules) and modules[column]:
                column += 1
            if column > start:
                lines.append(f"M{start + _QUIET} {row + _QUIET}h{column - start}v1h-{column - start}z")
            column += 1
    return Code(Markup("").join(lines), len(code.matrix) + 2 * _QUIET)
