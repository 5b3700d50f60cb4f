"""A provider's colours: refused when they don't read, repaired by the nearest that does, and made into tokens."""

from __future__ import annotations

import colorsys
from pathlib import Path

import pytest

from classeur.colours import ENOUGH, contrast, nearest_that_reads, palette
from classeur.portal import read_project
from tests.acceptance.examples import BASE
from tests.small_tree import plant

PAPERS = ("#faf7f2", "#ffffff", "#f2ede4")
NIGHTS = ("#12191b", "#1b2528", "#0d1315")
HUES = [
    f"#{round(255 * red):02x}{round(255 * green):02x}{round(255 * blue):02x}"
    for hue in range(12)
    for light in (0.05, 0.35, 0.6, 0.95)
    for red, green, blue in [colorsys.hls_to_rgb(hue / 12, light, 0.9)]
]


def provider_in(folder: Path, lines: str) -> Path:
    written = (BASE / "organisme.yml").read_text(encoding="utf-8")
    return plant(folder, {"organisme.yml": f"{written}{lines}"})


def test_contrast_is_the_one_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#0e4550", "#ffffff") == pytest.approx(10.6, abs=0.1)


@pytest.mark.parametrize("colour", HUES)
def test_the_nearest_reads_on_every_paper_and_is_itself_when_it_did(colour: str) -> None:
    better = nearest_that_reads(colour)
    assert all(contrast(better, paper) >= ENOUGH for paper in PAPERS)
    assert nearest_that_reads(better) == better
    if all(contrast(colour, paper) >= ENOUGH for paper in PAPERS):
        assert better == colour
    else:
        assert contrast(better, PAPERS[-1]) < ENOUGH + 0.35, "no darker than it takes"


@pytest.mark.parametrize("colour", HUES)
def test_its_tokens_read_in_both_schemes(tmp_path: Path, colour: str) -> None:
    main = nearest_that_reads(colour)
    tokens = palette(
        read_project(provider_in(tmp_path, f"couleur: '{main}'\ncouleur_accent: '{colour}'\n")).library.provider
    )
    assert tokens is not None
    for scheme, grounds in ((tokens.light, PAPERS), (tokens.dark, NIGHTS)):
        for name in ("--cl-link", "--cl-link-hover"):
            assert all(contrast(scheme[name], ground) >= ENOUGH for ground in grounds), name
        assert contrast(scheme["--cl-on-brand-2"], scheme["--cl-brand"]) >= ENOUGH
        assert contrast("#ffffff", scheme["--cl-brand-deep"]) >= ENOUGH
        assert contrast(scheme["--cl-on-accent"], scheme["--cl-accent"]) >= ENOUGH


def test_who_says_no_colour_keeps_those_of_the_theme(tmp_path: Path) -> None:
    assert palette(read_project(provider_in(tmp_path, "")).library.provider) is None


@pytest.mark.parametrize(
    ("written", "read"), [("0E4550", "#0e4550"), ("'#abc'", "#aabbcc"), ("012345", "#012345"), ("1e1010", "#1e1010")]
)
def test_a_colour_is_read_as_it_is_typed(tmp_path: Path, written: str, read: str) -> None:
    reading = read_project(provider_in(tmp_path, f"couleur_accent: {written}\n"))
    assert reading.library.provider.text("couleur_accent") == read


@pytest.mark.parametrize("written", ["bleu", "rgb(1,2,3)", "12345", "'#12345g'", "url(x)"])
def test_what_is_no_colour_is_told(tmp_path: Path, written: str) -> None:
    found = read_project(provider_in(tmp_path, f"couleur: {written}\n")).findings
    assert "valeur-type" in [one.rule for one in found]
