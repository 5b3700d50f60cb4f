"""The Guide: a page a kind, made from its declaration; the table of demands, in which every name exists."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from classeur.arguments import parser_of_the_command
from classeur.editions import Edition
from classeur.kinds.loading import load_kinds
from classeur.pages.composing import compose
from classeur.pages.demands import Demand, _data, demands
from classeur.portal import assess, build, read_project
from classeur.rules.loading import load_rules
from classeur.rules.result import Assessment
from tests.conftest import DAY
from tests.small_tree import plant, project

KINDS = load_kinds()[0]
SIZES = {"A": 6, "B": 8, "C": 8, "D": 5, "E": 8, "F": 4}
"""How many lines each family of demands has."""
SURE = ("A", "B", "E", "F4")
"""Demands that have an answer today, whatever else is still to come."""


def content_of(assessment: Assessment) -> Mapping[str, str]:
    return {page.address: page.content for page in compose(assessment, Edition.TEAM).pages}


@pytest.fixture(scope="module")
def team(assessment: Assessment) -> Mapping[str, str]:
    return content_of(assessment)


@pytest.fixture(scope="module")
def public(assessment: Assessment) -> set[str]:
    return {page.address for page in compose(assessment, Edition.PUBLIC).pages}


def test_every_kind_has_a_page_and_the_index_leads_to_each(team: Mapping[str, str]) -> None:
    pages = {address.removeprefix("guide/") for address in team if address.startswith("guide/")}
    assert {page for page in pages if not page.startswith("regles")} == {*KINDS.by_name, "index", "demandes"}
    for name in KINDS.by_name:
        assert f'href="{name}.html"' in team["guide/index"]


@pytest.mark.parametrize("name", sorted(KINDS.by_name))
def test_a_page_says_all_that_the_kind_declares(team: Mapping[str, str], name: str) -> None:
    kind, page = KINDS.by_name[name], team[f"guide/{name}"]
    assert kind.example
    (shown,) = re.findall(r'<h2 id="exemple">.*?<pre><code>(.*?)</code></pre>', page, re.DOTALL)
    assert html.unescape(shown) == kind.example.text.rstrip()
    words = html.unescape(page).replace("\u00a0", " ").replace("’", "'")
    for mistake in kind.mistakes:
        assert f"<dt>{mistake.what}</dt><dd>{mistake.remedy}</dd>" in words
    for field in kind.fields:
        if field.name == "genre" and (kind.folder or kind.file):
            continue
        assert f"<small>{field.name}</small>" in page
        for sub in field.fields:
            assert re.search(rf"<small>{sub.name}(?:, à remplir)?</small>", page)
    assert "Gardée" in page


def test_lists_records_and_the_home_page_lead_to_the_guide(assessment: Assessment, team: Mapping[str, str]) -> None:
    assert 'href="../guide/veille.html"' in team["listes/genre-veille"]
    assert 'href="../../guide/veille.html"' in team["fiches/veille/vei-2026-07"]
    assert 'href="guide/index.html"' in team["index"]
    assert 'href="guide/demandes.html"' in team["index"]
    auditor = compose(assessment, Edition.AUDITOR).pages
    assert not [page.address for page in auditor if "guide/" in page.address or "guide/" in page.content]


def test_a_kind_of_the_provider_has_a_page_even_without_advice(tmp_path: Path) -> None:
    kind = """\
        genre: visite
        libelle: Visite d'atelier
        dossier: evidence/visites
        champs: [{nom: atelier, libelle: Atelier, type: texte, requis: oui, aide: Lequel.}]
        """
    page = content_of(assess(read_project(project(tmp_path, {"kinds/visite.yml": kind})), DAY))["guide/visite"]
    assert "# Visite d" in page
    assert "Atelier" in page
    assert "Un bon exemple" not in page
    assert "Les erreurs courantes" not in page


def test_a_record_that_says_what_the_example_says_is_published(tmp_path: Path) -> None:
    example = KINDS.by_name["amenagement"].example
    assert example
    handles = {"ca-2026-02": "se-01", "B-2026-002": "B-1", "ines-04": "ana-01", "partenaires: par-01\n": ""}
    text = example.text
    for old, new in handles.items():
        text = text.replace(old, new)
    session = (
        "---\ntitre: Session\ncategorie: AF\ndebut: 2026-02-16\nfin: 2026-02-20\njours: 5\nmodalite: presentiel\n"
        "intervenants: ana-01\navancement: terminee\ninscrits: [{beneficiaire: B-1}]\n---\n"
    )
    root = project(tmp_path, {"evidence/sessions/se-01.md": session})
    plant(root, {example.path: text, "mkdocs.yml": "site_name: Essai\n"})
    result = build(root, DAY, None, (Edition.TEAM,))
    assert [found.rule for found in result.findings if found.grade.blocks] == []
    assert (root / "site/equipe/guide/amenagement.html").exists()


def test_every_demand_is_there_once_and_in_order() -> None:
    expected = [f"{letter}{number}" for letter, size in SIZES.items() for number in range(1, size + 1)]
    assert [demand.number for demand in demands()] == expected


@pytest.mark.parametrize("demand", demands(), ids=lambda demand: demand.number)
def test_every_name_that_answers_a_demand_exists(team: Mapping[str, str], public: set[str], demand: Demand) -> None:
    assert set(demand.kinds) <= KINDS.by_name.keys()
    for kind, field in demand.fields:
        assert KINDS.by_name[kind].field(field), (kind, field)
    assert set(demand.rules) <= load_rules()[0].ids
    addresses = {Edition.TEAM: set(team), Edition.PUBLIC: public}
    for place in demand.pages:
        assert any(place.holds(page) for page in addresses[place.edition]), place.address
    for command in demand.commands:
        words = command.split()
        typed = [word for word in words if not word.startswith("--")]
        usage = parser_of_the_command().parse_args(["new", "genre"] if typed == ["new"] else typed)
        for option in words[len(typed) :]:
            assert hasattr(usage, option.removeprefix("--").replace("-", "_")), command
    assert demand.answered or demand.coming
    if demand.number.startswith(SURE):
        assert demand.answered


def test_every_page_that_is_named_answers_a_demand() -> None:
    named = {place["adresse"] for place in _data()["pages"].values()}
    assert named == {place.address for demand in demands() for place in demand.pages}


def test_the_table_of_demands_says_each_with_its_answers_and_what_is_to_come(team: Mapping[str, str]) -> None:
    page = team["guide/demandes"]
    for demand in demands():
        row = page[page.index(f">{demand.number}. ") :]
        row = row[: row.index("</tr>")]
        assert ("À venir" in row) == bool(demand.coming)
        for kind in demand.kinds:
            assert f'href="{kind}.html"' in row
        for rule in demand.rules:
            assert rule in row


def test_every_rule_that_answers_a_demand_leads_to_its_words_even_of_another_category(team: Mapping[str, str]) -> None:
    page = team["guide/demandes"]
    for rule in {rule for demand in demands() for rule in demand.rules}:
        places = {found[1] for found in re.finditer(rf'href="([^"]*)#{rule}"', page)}
        assert len(places) == 1, rule
        address = places.pop().removesuffix(".html")
        assert f'id="{rule}"' in team[f"guide/{address}"]
