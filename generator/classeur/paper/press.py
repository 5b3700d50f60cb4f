"""The press: WeasyPrint, opened when there is something to print, fed with files that we give and with nothing else."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import posixpath
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from classeur.pages.page import Layout, Paper
from classeur.pages.phrases import say
from classeur.paper.reworking import reworked
from classeur.paper.style import FONTS, Style
from classeur.paper.tagging import completed, led_once

HOST = "papier.invalid"
"""The host of every address that a sheet may ask for: it exists nowhere, and only `files` answer for it."""
_FONTS = "polices"
_LIBRARY = re.compile(r"cannot load library '([^']+)'")
_IMAGE = re.compile(rf"image at '?\"?https://{re.escape(HOST)}/([^'\" ]+)")
_SIGN = re.compile(r"\.notdef glyph .*: \"(.+)\" \(", re.DOTALL)
"""A sign that no font of this machine draws: letters of other alphabets, in the names of people."""
_VARIANT = "pdf/ua-1"
_EPOCH = "946684800"
"""The time that fonts made for a PDF bear, 1 January 2000: with the hour of the build, no two PDFs would be alike."""


_ONE_SHEET = (Layout.ONE_PAGE, Layout.POSTER)
_SHORT = 0.2
"""Of the height of a sheet: what is less than that on the last one was not worth a sheet."""


class NoPressError(Exception):
    """WeasyPrint, or a library of the system that it needs, is missing. The text says which, in French."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF: its bytes, how many pages it has, and what the press said while making it."""

    content: bytes
    pages: int
    said: tuple[str, ...] = ()
    fits: bool = True
    """Whether a layout of one sheet holds on one sheet."""


@dataclass(frozen=True, slots=True)
class Press:
    """WeasyPrint with its fonts read once, for all the PDFs of a build."""

    module: ModuleType
    style: Style
    fonts: Any

    def print(self, paper: Paper, document: str, files: Mapping[str, Path], site: str) -> Printed:
        """Make a PDF of an HTML document.

        `files` gives what pictures the document may show, by their address in the site. `site` is the address of the
        site with its last stroke, or empty when nobody knows it: links to other pages then say where, and lead nowhere.

        Raises:
            Exception: whatever WeasyPrint raises on a document that it can't lay out.
        """
        with _listening() as heard, _same_time():
            laid = self._best(paper, document, files, site)
            led_once(laid)
            content = laid.write_pdf(pdf_variant=_VARIANT, finisher=completed)
        fits = paper.layout not in _ONE_SHEET or len(laid.pages) == 1
        return Printed(content, len(laid.pages), _told(heard), fits)

    def _best(self, paper: Paper, document: str, files: Mapping[str, Path], site: str) -> Any:  # noqa: ANN401
        """The document in the largest letters that do: one sheet where it must be, no sheet for three lines."""
        laid: Any = None
        for size in self.style.sizes(paper.layout):
            if laid is None or paper.layout in _ONE_SHEET:
                laid = self._laid_out(paper, document, files, site, size)
            else:
                smaller = self._laid_out(paper, document, files, site, size)
                laid = smaller if len(smaller.pages) < len(laid.pages) else laid
            if len(laid.pages) == 1 or (paper.layout not in _ONE_SHEET and not _ends_short(laid)):
                break
        return laid

    def _laid_out(self, paper: Paper, document: str, files: Mapping[str, Path], site: str, size: float) -> Any:  # noqa: ANN401
        fetch = _fetcher(self.module, files)
        html = self.module.HTML(string=document, base_url=f"https://{HOST}/{quote(paper.address)}", url_fetcher=fetch)
        reworked(html.etree_element, paper.address, site, self.style.charts)
        sheet = self._sheet(self.style.sheet(paper.layout, size), fetch)
        return html.render(stylesheets=[sheet], font_config=self.fonts)

    def _sheet(self, text: str, fetch: Any) -> Any:  # noqa: ANN401 - WeasyPrint says no types
        base = f"https://{HOST}/"
        return self.module.CSS(string=text, base_url=base, url_fetcher=fetch, font_config=self.fonts)


def open_press(style: Style) -> Press:
    """WeasyPrint, ready to print in a style.

    Raises:
        NoPressError: it can't be loaded.
    """
    # It prints advice in English when a library is missing, and warns of a machine that has no font: ours are enough.
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings(action="ignore", category=UserWarning):
        try:
            import weasyprint  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to import, and rarely needed
            from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]  # noqa: PLC0415
        except ImportError as missing:
            raise NoPressError(say("papier-module", quoi=missing.name or missing)) from missing
        except OSError as missing:
            found = _LIBRARY.search(str(missing))
            raise NoPressError(say("papier-bibliotheque", quoi=found[1] if found else missing)) from missing
        press = Press(weasyprint, style, FontConfiguration())
    with _listening():
        press._sheet(style.faces, _fetcher(weasyprint, {}))  # noqa: SLF001 - its own maker
    return press


def _ends_short(laid: Any) -> bool:  # noqa: ANN401 - a laid out document
    """Whether the last sheet holds a few lines."""
    sheet = laid.pages[-1]._page_box  # noqa: SLF001 - WeasyPrint tells it no other way
    body = sheet.children[0].children[0]
    return bool(body.height < _SHORT * sheet.height)


def _fetcher(weasyprint: ModuleType, files: Mapping[str, Path]) -> Any:  # noqa: ANN401 - a class that can't be named here
    """What answers when a sheet asks for a file: ours, or a refusal. The network and the disk are out of reach."""
    response: Callable[..., Any] = weasyprint.urls.URLFetcherResponse

    class Fetcher(weasyprint.urls.URLFetcher):  # type: ignore[misc, name-defined]
        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ANN401, ARG002 - as WeasyPrint calls it
            parts = urlsplit(url)
            address = posixpath.normpath(unquote(parts.path).lstrip("/"))
            font = FONTS.get(posixpath.basename(address)) if address.startswith(f"{_FONTS}/") else None
            path = files.get(address)
            if parts.hostname != HOST or (font is None and path is None):
                raise PermissionError(address)
            return response(url, body=font() if font else path.read_bytes() if path else b"")

    return Fetcher()


@contextlib.contextmanager
def _listening() -> Iterator[list[str]]:
    """What WeasyPrint warns of, and not a word of it elsewhere."""
    heard: list[str] = []

    class Heard(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record.getMessage())

    logger, handler = logging.getLogger("weasyprint"), Heard(logging.WARNING)
    before = (logger.level, logger.propagate)
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        yield heard
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before[0])
        logger.propagate = before[1]


def _told(heard: Iterable[str]) -> tuple[str, ...]:
    """What WeasyPrint warned of, once each and in French where it is known; missing signs are told together."""
    signs: dict[str, None] = {}
    others: dict[str, None] = {}
    for text in heard:
        if sign := _SIGN.search(text):
            signs[f"« {sign[1]} »"] = None
        else:
            image = _IMAGE.search(text)
            others[say("papier-image", quoi=unquote(image[1])) if image else f"« {text} »"] = None
    return (*others, *((say("papier-signes", quoi=", ".join(signs)),) if signs else ()))


@contextlib.contextmanager
def _same_time() -> Iterator[None]:
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = _EPOCH
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
