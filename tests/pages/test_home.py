"""The home page: the state of things, what is missing, and nothing of it for the auditor."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from classeur.editions import Edition
from classeur.pages.agenda import agenda
from classeur.pages.home import bands, home_page
from classeur.pages.view import View
from classeur.portal import Reading, assess
from classeur.rules.result import Assessment, Status
from tests.small_tree import judged, project, session


@pytest.fixture(scope="module")
def team(assessment: Assessment) -> View:
    return View(assessment, Edition.TEAM)


@pytest.fixture(scope="module")
def home(team: View) -> str:
    return home_page(team).content


def test_the_title_says_the_state_of_things_and_the_lede_how_many_gaps(team: View, home: str) -> None:
    assert home_page(team).title == "Surveillance dans 80 jours"
    assert (
        "Audit à distance les 9 et 10 février 2027, référentiel 2026, 23 indicateurs, catégorie AF. "
        "Cinq écarts restent à traiter, dont deux majeurs."
    ) in home


def test_the_grid_draws_each_indicator_with_its_number_title_and_state(team: View) -> None:
    squares = {square.number: square for band in bands(team) for square in band.squares}
    assert len(squares) == 33
    assert squares[4].words == "4. Analyse du besoin : risque majeur"
    assert squares[33].words.endswith("sans objet")
    assert max(square.left for square in squares.values()) < 384


def test_the_tally_counts_every_indicator_once(home: str) -> None:
    tally = home[home.index("cl-tally") : home.index("</ul>")]
    counts = [int(count) for count in re.findall(r"<strong>(\d+)</strong>", tally)]
    assert len(counts) == len(Status)
    assert sum(counts) == 33


def test_gaps_go_from_the_widest_to_the_most_isolated_and_vigilance_comes_last(home: str) -> None:
    table = home[home.index('id="ecarts"') : home.index('id="sessions"')]
    assert re.findall(r"<strong>(\d+ sur \d+)</strong>", table) == [
        "1 sur 2", "1 sur 3", "1 sur 5", "1 sur 7", "1 sur 12", "1 sur 5",
    ]  # fmt: skip
    assert "Hélène Moinard" in table
    assert 'href="https://forge.etabli-du-lambon.example/classeur/modifier/evidence/sessions/mb-2025-11.md"' in table


def test_what_is_due_soon_is_shown_with_who_does_it(home: str) -> None:
    coming = home[home.index('id="echeances"') : home.index('id="novembre-2026"')]
    assert "Relancer par téléphone et par SMS, avec deux suppléants" in coming
    assert "Odile Kermarec, dans 27 jours" in coming
    assert "froid" not in coming, "124 days ahead"


def test_changed_indicators_that_apply_are_listed(home: str) -> None:
    block = home[home.index('id="novembre-2026"') : home.index('id="ecarts"')]
    assert re.findall(r"indicateurs/(\d+)\.html", block) == ["01", "02", "12", "19", "27", "30", "32"]


def test_an_audit_of_2019_changes_nothing_yet(sample: Reading) -> None:
    earlier = assess(sample, dt.date(2026, 11, 21), dt.date(2026, 10, 31))
    assert 'id="novembre-2026"' not in home_page(View(earlier, Edition.TEAM)).content


def test_the_auditor_reads_no_verdict_no_gap_no_deadline(assessment: Assessment) -> None:
    content = home_page(View(assessment, Edition.AUDITOR)).content
    for status in Status:
        if status is not Status.NA:
            assert f"cl-{status.css}" not in content
    assert 'id="ecarts"' not in content
    assert 'id="echeances"' not in content
    assert "Livret d’accueil incomplet" in content


def test_without_a_planned_audit_the_page_says_so(tmp_path: Path) -> None:
    page = home_page(View(judged(project(tmp_path), dt.date(2026, 11, 21)), Edition.TEAM))
    assert page.title == "Aucun audit prévu"


def test_learners_due_on_one_day_in_one_session_are_one_line(tmp_path: Path) -> None:
    text = session("{beneficiaire: B-1}, {beneficiaire: B-2}", start="2026-12-01", end="2026-12-04", state="en-cours")
    root = project(tmp_path, {"evidence/sessions/s-2026-12.md": text})
    dues = agenda(View(judged(root, dt.date(2026, 11, 21)), Edition.TEAM))
    need = [due for due in dues if due.target == "indicateurs/04"]
    assert [due.about[0][0] for due in need] == ["2 personnes"]
