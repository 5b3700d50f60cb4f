"""Published figures: drawn by shape as well as colour, never a rate on a few people without its numbers."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from markupsafe import Markup

from classeur.pages.page import Site
from classeur.pages.public import charts
from classeur.pages.public.rates import figures, latest, moved
from classeur.pages.public.results import results_by_programme
from classeur.pages.public.site import compose_public
from classeur.pages.public.world import PublicWorld
from tests.pages.public.conftest import Build, page_of

PROGRAMME = "---\ntitre: Coudre\ncategorie: AF\n---\n\nOn coud.\n"
RESULTS = "---\ntitre: Résultats\ngenre: resultats\nresponsable: ana-01\nmaj: 2026-10-01\nchiffres:\n{rows}---\n"
ROW = (
    "  - {{formation: {formation}, indicateur: Satisfaction, valeur: {value}, effectif: {size}, "
    "periode: {period}{more}}}\n"
)


def row(value: str, size: str, *, period: str = "2026", formation: str = "coudre", more: str = "") -> str:
    return ROW.format(value=value, size=size, period=period, formation=formation, more=more)


def with_rows(small: Build, *rows: str) -> PublicWorld:
    return small(
        {"content/formations/coudre.md": PROGRAMME, "content/resultats.md": RESULTS.format(rows="".join(rows))}
    )


def parsed(svg: Markup) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own drawing


def circles(svg: Markup, name: str) -> int:
    return sum(one.get("class") == f"cl-chart__{name}" for one in parsed(svg).iter("circle"))


def test_people_are_drawn_one_by_one_full_then_hollow() -> None:
    svg = charts.strokes("x", "Satisfaction : 7 sur 9", "Un rond par réponse.", 7, 9)
    assert (circles(svg, "full"), circles(svg, "hollow")) == (7, 2)
    first, second = list(parsed(svg))[:2]
    assert (first.tag, first.text) == ("title", "Satisfaction : 7 sur 9")
    assert (second.tag, second.text) == ("desc", "Un rond par réponse.")
    assert parsed(svg).get("role") == "img"
    assert parsed(svg).get("aria-labelledby") == "x-t"


def test_a_drawing_holds_no_style_and_escapes_what_people_wrote() -> None:
    svg = charts.columns("x", "<b>", '"><script>', [("mars 2026", "</svg>", 50.0), ("mai 2026", "80 %", 80.0)])
    assert "style" not in svg
    assert "<script" not in svg
    assert [one.text for one in parsed(svg).iter("text")] == ["</svg>", "mars 2026", "80 %", "mai 2026"]


@pytest.mark.parametrize(("percent", "width"), [(0.0, "0"), (50.0, "218.0"), (100.0, "438.0"), (130.0, "438.0")])
def test_a_bar_is_full_up_to_its_percentage_and_never_beyond(percent: float, width: str) -> None:
    full = [
        one for one in parsed(charts.bar("x", "t", "d", percent)).iter("rect") if one.get("class") == "cl-chart__full"
    ]
    assert [one.get("width") for one in full] == [width]


def test_on_fewer_than_five_the_numbers_come_before_the_percentage(small: Build) -> None:
    text = page_of(compose_public(with_rows(small, row("75 %", "3 sur 4 réponses"))), "resultats")
    assert '<p class="cl-rate__value">3 sur 4</p>' in text
    assert "3 sur 4 réponses, soit 75\u00a0%" in text
    assert "le ferait bouger de 25 points" in text


def test_a_size_that_contradicts_the_percentage_is_not_drawn_one_by_one(small: Build) -> None:
    world = with_rows(small, row("78 %", "2 sur 9 réponses"), row("14 mois", "9 personnes"), row("80 %", "10 réponses"))
    assert [(one.part, one.whole) for one in figures(world)] == [(0, 0), (0, 0), (0, 0)]
    text = page_of(compose_public(world), "resultats")
    assert "<circle" not in text
    assert text.count("cl-chart--bar") == 2


def test_many_people_are_a_bar(small: Build) -> None:
    text = page_of(compose_public(with_rows(small, row("80 %", "80 sur 100 réponses"))), "resultats")
    assert "<circle" not in text
    assert "cl-chart--bar" in text
    assert "le ferait bouger" not in text


def test_what_a_figure_does_not_tell_is_said_in_the_provider_s_words(small: Build) -> None:
    text = page_of(
        compose_public(with_rows(small, row("75 %", "3 sur 4", more=", limite: Un seul groupe a répondu."))),
        "resultats",
    )
    assert "Un seul groupe a répondu." in text
    assert "le ferait bouger" not in text


def test_a_rate_of_several_periods_is_drawn_oldest_first_with_its_table(small: Build) -> None:
    world = with_rows(
        small,
        row("90 %", "9 sur 10", period="2026", more=", mesure: satisfaction, du: 2026-01-01, au: 2026-06-30"),
        row("70 %", "7 sur 10", period="2025", more=", mesure: satisfaction, du: 2025-01-01, au: 2025-06-30"),
    )
    (change,) = moved(figures(world))
    assert [label for label, _ in change.points] == ["juin 2025", "juin 2026"]
    text = page_of(compose_public(world), "resultats")
    assert "juin 2025 : 70 % ; juin 2026 : 90 %" in text.replace("\u00a0", " ")
    assert '<th scope="row">juin 2025</th><td>70\u00a0%</td>' in text
    assert text.count('class="cl-rate__value"') == 1, "the past is in the evolution alone"


def test_however_many_periods_there_are_the_last_alone_is_a_figure(small: Build) -> None:
    rows = [row("80 %", "8 sur 10", period=f"{year}", more=f", au: {year}-12-31") for year in range(2018, 2026)]
    world = with_rows(small, *rows)
    assert [one.period for one in latest(figures(world))] == ["2025"]
    assert len(results_by_programme(world)["coudre"].shown) == 1
    assert "2018" not in page_of(compose_public(world), "index")


def test_one_person_alone_is_not_drawn(small: Build) -> None:
    text = page_of(compose_public(with_rows(small, row("100 %", "1 sur 1 réponse"))), "resultats")
    assert "<svg" not in text
    assert "ce chiffre ne dit rien des suivantes" in text


def test_one_period_is_no_evolution(site: Site) -> None:
    assert "cl-evolution" not in page_of(site, "resultats")


def test_every_figure_of_the_sample_has_its_numbers_and_ids_are_met_once(site: Site, world: PublicWorld) -> None:
    text = page_of(site, "resultats")
    assert text.count('class="cl-chart ') == len(figures(world))
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("formula", "said"), [("mode_de_calcul: 3 sur 4", True), ("limite: Peu de gens", False)])
def test_every_figure_is_said_to_have_its_formula_only_where_it_has(small: Build, formula: str, *, said: bool) -> None:
    text = page_of(compose_public(with_rows(small, row("75 %", "3 sur 4", more=f", {formula}"))), "resultats")
    assert ("la période et le calcul" in text) is said


def test_a_programme_has_its_own_results_only(world: PublicWorld) -> None:
    results = results_by_programme(world)
    assert [one.figure.value for one in results["metre-devis"].shown] == ["78 %", "10 %"]
