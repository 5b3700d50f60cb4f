"""What composing gives and rendering takes: pages, files that go with them, and the site that they make."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from classeur.editions import Edition

_LINK = re.compile(r'(?:href|src)="([^"]+)')


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
    edit_base: str = ""
    """What comes before a page's `source` in the address of its edit form; empty: no button."""
    downloads: tuple[Download, ...] = ()
    """Files to take away: filtered like pages, by who made them, and scanned like them."""


def linked(pages: Iterable[Page]) -> Iterator[str]:
    """Addresses that the pages link to or show, from the site's root: a file that is not among them is not copied."""
    for page in pages:
        folder = posixpath.dirname(page.address)
        for link in _LINK.findall(page.content):
            target = html.unescape(link).partition("#")[0]
            if target:
                yield posixpath.normpath(posixpath.join(folder, unquote(target)))
