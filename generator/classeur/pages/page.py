"""What composing gives and rendering takes: pages, their PDFs, files that go with them, the site that they make."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import unquote

from classeur.editions import Edition

_LINK = re.compile(r'(?:href|src)="([^"]+)')
PAPERS = "<!-- papiers -->"
"""Where a page wants the links to its PDFs; a page without it has them at its end. No PDF, no link."""

MARKDOWN = ("admonition", "attr_list", "md_in_html")
"""The extensions with which the content of a page is read, on screen as on paper."""


class Layout(StrEnum):
    """How a PDF is laid out."""

    PAGE = "page"
    """The page as it is, under the provider's name."""
    BOOKLET = "livret"
    """A cover, the contents with page numbers, the text, the changes at the end."""
    ONE_PAGE = "une-page"
    """One sheet of A4, whatever its text: letters shrink to fit, down to the size that can still be read."""
    POSTER = "affiche"
    """One sheet of A4, for a wall."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A PDF made from a page. `address` is the site's, with its extension: `livret-accueil.pdf`.

    `content` is the HTML of the body; empty, the PDF says what the page says. `title` is the PDF's own and `words`
    those of the link to it; empty, they are made from the page's title. `note` (« Version 3, en vigueur depuis le
    1er septembre 2026 ») stands on the cover and on each sheet.
    """

    address: str
    layout: Layout = Layout.PAGE
    title: str = ""
    content: str = ""
    note: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `address` is POSIX, without extension: `indicateurs/04`.

    `content` is Markdown whose first heading is the title; the rest is HTML made by templates. `meta` becomes
    front matter for the theme: `hide`, `rubrique` (the open tab), `source` (the file to edit).
    """

    address: str
    title: str
    content: str
    meta: Mapping[str, object] = field(default_factory=dict)
    papers: tuple[Paper, ...] = ()
    """PDFs of the page. In the public edition, a page that has none gets one of its own text."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file copied as it is: `source` from the project's root, `address` with its extension."""

    address: str
    source: str


@dataclass(frozen=True, slots=True)
class Download:
    """A file that composing made (a calendar, a spreadsheet): its bytes, and its `address` with its extension."""

    address: str
    content: bytes


Nav = tuple[tuple[str, "str | Nav"], ...]
"""Titles and addresses, nested once or twice; never as long as the number of records."""


@dataclass(frozen=True, slots=True)
class Site:
    """One edition, composed. `band` and `legal` are HTML, escaped by who writes them."""

    edition: Edition
    name: str
    url: str
    band: str
    legal: str
    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
    nav: Nav
    footer: tuple[tuple[str, str], ...] = ()
    """What the foot of every page leads to: title and address."""
    edit_base: str = ""
    """What comes before a page's `source` in the address of its edit form; empty: no button."""
    downloads: tuple[Download, ...] = ()
    """Files to take away: filtered like pages, by who made them, and scanned like them."""
    logo: str = ""
    """The address of the asset that stands in the header; empty: the theme's own binder."""
    styles: tuple[str, ...] = ()
    """Addresses of the downloads that every page wears, over the styles of the theme."""


def linked(pages: Iterable[Page]) -> Iterator[str]:
    """Addresses that the pages link to or show, from the site's root: a file that is not among them is not copied."""
    for page in pages:
        folder = posixpath.dirname(page.address)
        for link in _LINK.findall(page.content):
            target = html.unescape(link).partition("#")[0]
            if target:
                yield posixpath.normpath(posixpath.join(folder, unquote(target)))
