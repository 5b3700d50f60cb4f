"""How PDFs look: the theme's tokens as values, and the sheets of `data/paper/`, one a layout."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import tinycss2  # type: ignore[import-untyped]

from classeur.pages.page import Layout

_THEME = "data/theme/assets/classeur"
_DECLARED = re.compile(r"(--cl-[\w-]+):\s*([^;]+);")
_USED = re.compile(r"var\((--cl-[\w-]+)\)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DRAWN = re.compile(r"(?:^|[;\s])(?:fill|stroke|text-anchor)\s*:")
_LIVE = re.compile(r"[:\[]|\.md-|\.cl-i\b")
"""Selectors of what moves, of the dark scheme, of the theme's own parts and of icons: nothing of it is on paper."""
_SIZES: Mapping[Layout, Sequence[float]] = {
    Layout.PAGE: (10.5, 9.8),
    Layout.BOOKLET: (11, 10.2),
    Layout.ONE_PAGE: (11, 10.2, 9.4, 8.6),
    Layout.POSTER: (18, 16, 14, 12),
}
"""Sizes of the letters, in points, tried in this order: until it holds, where one sheet must do; elsewhere, until the
last sheet is no longer all but empty. Below 8.6, few people read."""


def _font(name: str) -> Callable[[], bytes]:
    return (resources.files("classeur") / _THEME / "fonts" / name).read_bytes


FONTS: Mapping[str, Callable[[], bytes]] = {
    name: _font(name) for name in ("source-sans-3-latin-wght-normal.woff2", "source-sans-3-latin-wght-italic.woff2")
}
"""The bytes of each font that a sheet may ask for, by its name."""


@dataclass(frozen=True, slots=True)
class Style:
    """The look of PDFs. `faces` declares the fonts, `charts` is what draws the pictures inside pages."""

    tokens: Mapping[str, str]
    faces: str
    charts: str

    def sheet(self, layout: Layout, size: float) -> str:
        """The style sheet of a layout, its letters at `size` points."""
        text = _read("data/paper/sheet.css") + _read(f"data/paper/{layout.value}.css")
        return self._filled(text).replace("$size", f"{size:g}pt")

    def sizes(self, layout: Layout) -> Sequence[float]:
        """The sizes of letters to try, the largest first."""
        return _SIZES[layout]

    def _filled(self, text: str) -> str:
        return _USED.sub(lambda found: self.tokens[found[1]], text)


def paper_style(worn: str) -> Style:
    """The look of PDFs: the theme's light colours, those of the provider's own style sheet (`worn`) laid over."""
    tokens = {**_tokens(_read(f"{_THEME}/tokens.css")), **_tokens(worn)}
    drawn = "".join(
        f"{selector}{{{_USED.sub(lambda found: tokens.get(found[1], 'currentColor'), body)}}}\n"
        for selector, body in _drawing()
    )
    return Style(tokens, _read("data/paper/faces.css"), drawn)


@functools.cache
def _read(path: str) -> str:
    return _COMMENT.sub("", (resources.files("classeur") / path).read_text(encoding="utf-8"))


def _tokens(css: str) -> dict[str, str]:
    """The light tokens: the first value of each, since what follows is for the dark and for narrow screens."""
    tokens: dict[str, str] = {}
    for name, value in _DECLARED.findall(css):
        tokens.setdefault(name, value.strip())
    return tokens


@functools.cache
def _drawing() -> tuple[tuple[str, str], ...]:
    """The theme's rules that draw, by selector: WeasyPrint does not carry those of a page into its pictures."""
    css = "".join(_read(f"{_THEME}/{name}") for name in ("components.css", "public.css"))
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    found = (
        (tinycss2.serialize(rule.prelude).strip(), tinycss2.serialize(rule.content).strip())
        for rule in rules
        if rule.type == "qualified-rule"
    )
    return tuple((selector, body) for selector, body in found if _DRAWN.search(body) and not _LIVE.search(selector))
