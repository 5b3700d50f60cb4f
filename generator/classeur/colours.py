"""A provider's own colours: measured against the paper of the public site, refused when they don't read, made tokens.

Contrast is that of WCAG 2.2 (1.4.3): 4.5 for text. Lightness moves in OKLCH, so that a hue stays itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from classeur.finding import Edit, Finding
from classeur.kinds.record import Record
from classeur.messages import finding

if TYPE_CHECKING:
    from coloraide import Color

MAIN, ACCENT = "couleur", "couleur_accent"
ENOUGH = 4.5
"""What text asks for."""
_DARKEST_PAPER = "#f2ede4"
"""`--cl-sunken` of the light scheme: a link that reads there reads everywhere, and white reads on its colour."""
_LIGHTEST_NIGHT = "#1b2528"
"""`--cl-surface` of the dark scheme, for the same reason."""
_INKS = ("#1c2b30", "#ffffff", "#000000")
"""What is written on an accent: the first that reads."""
_WRITTEN = re.compile(r"\s*:\s*(?P<value>\"[^\"]*\"|'[^']*'|\w+)")
_STEP = 0.005
"""Of lightness, from 0 to 1: too small to be seen."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Tokens of `tokens.css` by name (`--cl-link`), for the light scheme and for the dark one."""

    light: Mapping[str, str]
    dark: Mapping[str, str]

    def css(self) -> str:
        """The style that lays these tokens over those of the theme; print keeps the light ones."""
        return (
            f'[data-md-color-primary="public"] {_block(self.light)}\n'
            f'@media screen {{ [data-md-color-primary="public"][data-md-color-scheme="slate"] {_block(self.dark)} }}\n'
        )


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG between two colours written `#rrggbb`: from 1 to 21."""
    return _colour(one).contrast(_colour(other), method="wcag21")


def nearest_that_reads(colour: str) -> str:
    """The same hue, only as much darker as it takes to read on the paper; itself when it reads."""
    return colour if _reads(colour) else _moved(colour, -_STEP, _DARKEST_PAPER)


def judged_colours(provider: Record) -> tuple[Finding, ...]:
    """A finding, with its repair, when the main colour of `organisme.yml` would be hard to read.

    The accent only underlines: what is written on it takes the ink that reads.
    """
    colour = provider.text(MAIN)
    if not colour or _reads(colour):
        return ()
    better = nearest_that_reads(colour)
    key = provider.place(MAIN)
    found = _WRITTEN.match(key.text, key.column - 1 + key.length)
    place = replace(key, column=found.start("value") + 1, length=len(found["value"])) if found else key
    values = {"colour": colour, "ratio": _decimal(contrast(colour, _DARKEST_PAPER)), "better": better}
    told = finding("couleur-contraste", place, enough=_decimal(ENOUGH), **values)
    return (told.mended_by(Edit(place.line, place.column, found["value"], f'"{better}"') if found else None),)


def palette(provider: Record) -> Palette | None:
    """The tokens that the colours of `organisme.yml` give; None when it says none."""
    main, accent = provider.text(MAIN), provider.text(ACCENT)
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    if main:
        light |= _by_day(main)
        dark |= _by_night(main)
    if accent:
        on_it = next(ink for ink in _INKS if contrast(ink, accent) >= ENOUGH)
        both = {"--cl-accent": accent, "--cl-on-accent": on_it}
        light |= both
        dark |= both
    return Palette(light, dark) if light else None


def _by_day(main: str) -> dict[str, str]:
    return {
        "--cl-brand": main,
        "--cl-brand-deep": _at(main, _lightness(main) - 0.06),
        "--cl-on-brand-2": _moved(_at(main, 0.9, 0.03), _STEP, main),
        "--cl-link": main,
        "--cl-link-hover": _at(main, _lightness(main) - 0.12),
    }


def _by_night(main: str) -> dict[str, str]:
    brand = _at(main, 0.3, 0.05)
    return {
        "--cl-brand": brand,
        "--cl-brand-deep": _at(main, 0.24, 0.04),
        "--cl-on-brand-2": _moved(_at(main, 0.85, 0.03), _STEP, brand),
        "--cl-link": _moved(_at(main, 0.82, 0.08), _STEP, _LIGHTEST_NIGHT),
        "--cl-link-hover": _at(main, 0.92, 0.04),
    }


def _reads(colour: str) -> bool:
    return contrast(colour, _DARKEST_PAPER) >= ENOUGH


def _lightness(colour: str) -> float:
    return float(_colour(colour).convert("oklch")["lightness"])


def _at(colour: str, lightness: float, most_chroma: float = 1.0) -> str:
    """The same hue at another lightness, inside what a screen can show."""
    moved = _colour(colour).convert("oklch")
    moved["lightness"] = min(1.0, max(0.0, lightness))
    moved["chroma"] = min(most_chroma, moved["chroma"])
    return str(moved.convert("srgb").fit("srgb", method="oklch-chroma").to_string(hex=True))


def _moved(colour: str, step: float, ground: str) -> str:
    """The same hue, lighter or darker step by step until it reads on `ground`; black or white always do."""
    lightness = _lightness(colour)
    while contrast(colour, ground) < ENOUGH and 0.0 < lightness < 1.0:
        lightness += step
        colour = _at(colour, lightness)
    return colour


def _block(tokens: Mapping[str, str]) -> str:
    return "{ " + " ".join(f"{name}: {value};" for name, value in tokens.items()) + " }"


def _decimal(ratio: float) -> str:
    return f"{ratio:.1f}".replace(".", ",")


def _colour(written: str) -> Color:
    from coloraide import Color  # noqa: PLC0415 - slow to import, and most runs have no colour to look at

    return Color(written)
