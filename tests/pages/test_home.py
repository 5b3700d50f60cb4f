"""The home page: the state of things, what is missing, and nothing of it for the auditor."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from classeur.editions import Edition
from classeur.finding import Grade
from classeur.pages.agenda import agenda
from classeur.pages.french import in_letters
from classeur.pages.grid import bands
from classeur.pages.home import home_page
from classeur.pages.view import View
from classeur.portal import Reading, assess
from classeur.rules.result import Assessment, Status
from tests.small_tree import judged, project, session

GAPS = (Grade.MAJOR, Grade.MINOR)


@pytest.fixture(scope="module")
def team(assessment: Assessment) -> View:
    return View(assessment, Edition.TEAM)


@pytest.fixture(scope="module")
def home(team: View) -> str:
    return home_page(team).content


def test_the_title_says_the_state_of_things_and_the_lede_how_many_gaps(team: View, home: str) -> None:
    assert home_page(team).title == "Surveillance dans 80 jours"
    grades = [found.grade for found in team.assessment.findings]
    majors, minors = grades.count(Grade.MAJOR), grades.count(Grade.MINOR)
    assert (
        "Audit à distance les 9 et 10 février 2027, référentiel 2026, 33 indicateurs, catégories AF et CFA. "
        f"{in_letters(majors + minors).capitalize()} écarts restent à traiter, dont {in_letters(majors)} majeurs."
    ) in home


def test_the_grid_draws_each_indicator_with_its_number_title_and_state(team: View) -> None:
    squares = {square.number: square for band in bands(team) for square in band.squares}
    assert len(squares) == 33
    assert squares[4].words == "4. Analyse du besoin : risque majeur"
    assert squares[33].words.endswith("à confirmer")
    assert max(square.left for square in squares.values()) < 384


def test_the_tally_counts_every_indicator_once(home: str) -> None:
    tally = home[home.index("cl-tally") : home.index("</ul>")]
    counts = [int(count) for count in re.findall(r"<strong>(\d+)</strong>", tally)]
    assert len(counts) == len(Status)
    assert sum(counts) == 33


def test_gaps_go_from_the_widest_to_the_most_isolated_and_vigilance_comes_last(team: View, home: str) -> None:
    table = home[home.index('id="ecarts"') : home.index('id="sessions"')]
    extents = [found.extent for found in team.assessment.findings if found.grade in GAPS and found.extent]
    widest = sorted(extents, key=lambda extent: -extent.missing / extent.total)
    shown = re.findall(r"<strong>manque (\d+ sur \d+)</strong>", table)
    assert shown[: len(widest)] == [str(extent) for extent in widest]
    assert len(shown) == len(team.assessment.findings)
    assert shown[-1] == "1 sur 17", "a procedure that was not read again is no gap of the référentiel"
    assert "Hélène Moinard" in table
    assert 'href="https://forge.etabli-du-lambon.example/classeur/modifier/evidence/sessions/mb-2025-11.md"' in table


def test_each_gap_says_who_sees_to_it_and_by_when(team: View, home: str) -> None:
    table = home[home.index('id="ecarts"') : home.index('id="sessions"')]
    cells = [
        re.sub(r"(?:<[^>]+>)+", " ", cell).strip()
        for cell in re.findall(r'data-label="Qui, pour quand">(.*?)</td>', table)
    ]
    assert len(cells) == len(team.assessment.findings)
    acted = [cell for cell in cells if cell.startswith("Odile Kermarec avant le 18 décembre 2026 ")]
    assert any("deux suppléants" in cell for cell in acted), "the alert has an open action"
    holders = {cell.removesuffix(" avant l’audit du 9 février 2027") for cell in cells if cell not in acted}
    assert holders >= {"Paulin Grelier", "Yanis Ferrand", "Hugo Lemoine"}
    assert holders <= {member.name for member in team.assessment.library.team.values()}


def test_what_is_overdue_comes_first_then_what_records_promise(team: View) -> None:
    dues = agenda(team)
    late = [(due.target, due.late.css) for due in dues if due.late]
    assert {("fiches/action/act-2026-02", "major"), ("fiches/procedure/proc-01", "watch")} <= set(late)
    assert [bool(due.late) for due in dues] == [True] * len(late) + [False] * (len(dues) - len(late))
    told = {(due.nature, due.day.isoformat(), due.who) for due in dues}
    assert told >= {
        ("Action", "2026-12-18", "Odile Kermarec"),
        ("Décision", "2027-01-15", "Yanis Ferrand"),
        ("Audit", "2027-02-09", "Yanis Ferrand"),
        ("À effacer", "2027-02-13", "Odile Kermarec"),
        ("Papier qui expire", "2027-09-30", "Nadège Ropars"),
        ("Certificat", "2028-07-20", "Claire Vasseur"),
    }
    assert [due.nature for due in dues if "deux suppléants" in due.words] == ["Action"], (
        "a decision that names its action is not told twice"
    )


def test_an_action_past_its_day_and_an_unanswered_complaint_are_overdue(tmp_path: Path) -> None:
    action = (
        "---\ntitre: Revoir le guide\ndate: 2026-03-02\nresponsable: ana-01\norigines: [rec-01]\ncause: Trop long\n"
        "type: corrective\nmesure: Le récrire\necheance: 2026-04-30\navancement: en-cours\n"
        "indicateur_succes: Il est lu\n---\n"
    )
    complaint = (
        "---\ntitre: Salle froide\nnature: reclamation\ncanal: courriel\nauteur: entreprise\nrecue_le: 2026-09-01\n"
        "accuse_le: 2026-09-02\n---\n"
    )
    files = {"evidence/actions/act-2026-01.md": action, "evidence/reclamations/rec-01.md": complaint}
    dues = agenda(View(judged(project(tmp_path, files), dt.date(2026, 11, 21)), Edition.TEAM))
    late = [(due.day.isoformat(), due.words) for due in dues if due.late]
    assert ("2026-04-30", "Revoir le guide") in late
    assert ("2026-11-01", "Répondre : Salle froide") in late
    assert not any(words.startswith("Accuser") for _, words in late)


def test_a_missing_count_never_reads_as_what_is_there(home: str) -> None:
    table = home[home.index('id="ecarts"') : home.index('id="sessions"')]
    assert not re.search(r"<strong>\d+ sur", table)


def test_the_tally_says_apart_what_is_of_no_indicator_and_leads_to_each_state(team: View, home: str) -> None:
    waiting = sum(verdict.status is Status.CONFIRM for verdict in team.assessment.verdicts.values())
    assert "À traiter aussi, hors indicateurs : 2 points." in home
    assert f'<strong>{waiting}</strong><a href="listes/etats.html#partie-confirm">à confirmer</a>' in home


def test_every_holder_of_a_role_is_named_once_with_all_roles(home: str) -> None:
    people = home[home.index('id="qui"') :]
    assert [people.count(name) for name in ("Yanis Ferrand", "Odile Kermarec", "Sonia Abadie")] == [1, 1, 1]
    assert "réclamations" in people
    assert "aide de la plateforme" in people


def test_a_change_leads_to_what_was_written_about_it(home: str) -> None:
    block = home[home.index('id="novembre-2026"') : home.index('id="carte"')]
    assert "vei-2026-07.html" in block[block.index("indicateurs/12.html") : block.index("indicateurs/14.html")]
    assert "vei-2026-07.html" not in block[block.index("indicateurs/02.html") : block.index("indicateurs/12.html")]


def test_what_is_due_soon_is_shown_with_who_does_it(home: str) -> None:
    coming = home[home.index('id="echeances"') : home.index('id="novembre-2026"')]
    assert "Noter les demandes d’aide pendant deux semaines" in coming
    assert "Marc Tessier, dans 13 jours" in coming
    assert "dans 124 jours" not in coming, "the cold survey of September"


def test_changed_indicators_that_apply_are_listed(home: str) -> None:
    block = home[home.index('id="novembre-2026"') : home.index('id="carte"')]
    assert re.findall(r"indicateurs/(\d+)\.html", block) == [
        "01", "02", "03", "07", "12", "14", "15", "19", "20", "27", "30", "32", "33",
    ]  # fmt: skip


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
