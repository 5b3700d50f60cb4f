"""What a reader waits for: under 200 kB for any public page, and room kept for what comes late."""

from __future__ import annotations

import gzip
import posixpath
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from tests.conftest import ROOT

LIMIT = 200_000
"""Bytes asked for one public page, the search apart."""
_ASKED = re.compile(r'<(?:script|img|source)\b[^>]*\bsrc="([^"]+)"|<link rel="(?:stylesheet|icon)" href="([^"]+)"')
_URL = re.compile(r'url\("?([^")]+)"?\)')
_FACE = re.compile(r"size-adjust: ([\d.]+)%;\s+ascent-override: ([\d.]+)%;\s+descent-override: ([\d.]+)%")
_THEME = ROOT / "generator/classeur/data/theme/assets/classeur"
_PACKED = (".woff2", ".png", ".jpg", ".jpeg", ".webp")
SHIFT = """() => new Promise(told => {
  let moved = 0;
  new PerformanceObserver(seen => seen.getEntries().forEach(e => { moved += e.value; }))
    .observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => setTimeout(() => told(moved), 100));
})"""


def asked_by(site: Path, address: str) -> frozenset[str]:
    """What a page asks for, itself included, and what its styles ask for: addresses from the root of the site."""
    return frozenset(_with_styles(site, address))


def _with_styles(site: Path, address: str) -> Iterator[str]:
    yield address
    for found in _ASKED.finditer((site / address).read_text(encoding="utf-8")):
        # From the root on the page for lost readers, which may be shown at any depth.
        target = posixpath.normpath(posixpath.join(posixpath.dirname(address), found[1] or found[2])).lstrip("/")
        yield target
        if target.endswith(".css"):
            yield from _of_style(site, target)


@cache
def _of_style(site: Path, address: str) -> tuple[str, ...]:
    inside = _URL.findall((site / address).read_text(encoding="utf-8"))
    own = (url for url in inside if not url.startswith("data:"))
    return tuple(posixpath.normpath(posixpath.join(posixpath.dirname(address), url)) for url in own)


@cache
def sent(file: Path) -> int:
    """Bytes of a file as a server sends it: text is packed on the way."""
    read = file.read_bytes()
    return len(read) if file.suffix in _PACKED else len(gzip.compress(read))


def test_no_public_page_asks_for_200_kilobytes(sites: Path) -> None:
    site = sites / "public"
    pages = [path.relative_to(site).as_posix() for path in site.rglob("*.html")]
    weights = {page: sum(sent(site / file) for file in asked_by(site, page)) for page in pages}
    assert len(weights) > 10
    assert {page: weight for page, weight in weights.items() if weight >= LIMIT} == {}
    assert min(weights.values()) > LIMIT / 4, "the styles, the script and the fonts of the theme were not counted"


def test_every_picture_of_a_public_page_keeps_its_place(sites: Path) -> None:
    pages = {path: path.read_text(encoding="utf-8") for path in (sites / "public").rglob("*.html")}
    pictures = [(path.name, picture) for path, text in pages.items() for picture in re.findall(r"<img\b[^>]*>", text)]
    assert pictures
    # The height is what pushes the text down; the mark of the certification is as wide as it comes.
    assert [found for found in pictures if " height=" not in found[1]] == []


def test_letters_read_before_the_font_comes_are_as_high_as_its_own() -> None:
    font = TTFont(_THEME / "fonts/source-sans-3-latin-wght-normal.woff2")
    em, lines = font["head"].unitsPerEm, font["hhea"]
    faces = _FACE.findall((_THEME / "tokens.css").read_text(encoding="utf-8"))
    assert len(faces) == 2, "regular and bold"
    for wide, above, below in faces:
        assert abs(float(above) * float(wide) / 100 - 100 * lines.ascent / em) < 0.1
        assert abs(float(below) * float(wide) / 100 + 100 * lines.descent / em) < 0.1
