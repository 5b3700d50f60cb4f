"""Lists: everything is found by kind, month, name, document or due date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest

from classeur.editions import Edition
from classeur.pages.lists import list_pages
from classeur.pages.nav import team_nav
from classeur.pages.records import record_pages
from classeur.pages.view import View
from classeur.rules.result import Assessment
from tests.small_tree import PROVIDER, judged, project

DAY = dt.date(2026, 11, 21)


def lists_of(view: View) -> Mapping[str, str]:
    return {page.address.removeprefix("listes/"): page.content for page in list_pages(view)}


@pytest.fixture(scope="module")
def team(assessment: Assessment) -> Mapping[str, str]:
    return lists_of(View(assessment, Edition.TEAM))


@pytest.fixture(scope="module")
def auditor(assessment: Assessment) -> Mapping[str, str]:
    return lists_of(View(assessment, Edition.AUDITOR))


def test_the_tabs_lead_to_pages_that_exist(assessment: Assessment, team: Mapping[str, str]) -> None:
    nav = team_nav(View(assessment, Edition.TEAM))
    assert [title for title, _ in nav] == [
        "Accueil", "Indicateurs", "Sessions", "Personnes", "Documents", "Amélioration", "Audits",
    ]  # fmt: skip
    assert {target for _, target in nav if isinstance(target, str)} - {"index"} <= {f"listes/{name}" for name in team}


def test_sessions_go_by_category_and_month(team: Mapping[str, str]) -> None:
    page = team["sessions"]
    assert page.index("Action de formation") < page.index("Septembre 2026") < page.index("Novembre 2025")


def test_learners_are_found_by_name_then_code_in_the_order_of_family_names(team: Mapping[str, str]) -> None:
    page = team["personnes"]
    assert "Hélène Moinard</a><small>B-2025-013</small>" in page
    assert page.index("Grégory Bonnenfant") < page.index("Karine Delhoumeau") < page.index("Fatima Zerrouki")


def test_the_auditor_finds_learners_by_code_alone(assessment: Assessment, auditor: Mapping[str, str]) -> None:
    assert "B-2025-013</a>" in auditor["personnes"]
    text = "\n".join(auditor.values())
    for person in assessment.library.people.values():
        assert person.name not in text


def test_the_auditor_reads_no_due_date_and_no_late_review(auditor: Mapping[str, str]) -> None:
    assert "echeances" not in auditor
    assert "Dépassée" not in auditor["documents"]


def test_a_review_that_has_passed_is_marked(team: Mapping[str, str]) -> None:
    row = team["documents"][team["documents"].index("Accueillir un stagiaire") :]
    assert "Dépassée</span><small>30 sept. 2026" in row[: row.index("</tr>")]


def test_due_dates_say_what_whom_and_who(team: Mapping[str, str]) -> None:
    rows = team["echeances-2027-03"].split("</tr>")
    row = next(row for row in rows if "Envoyer l’enquête à froid de" in row and "25 mars 2027" in row)
    assert "Réunion qualité d’automne" in row
    assert "Paulin Grelier" in row


def test_what_is_overdue_is_the_first_group(team: Mapping[str, str]) -> None:
    page = team["echeances"]
    assert page.index("En retard</th>") < page.index("fiches/procedure/proc-01.html") < page.index("Décembre 2026")
    assert "cl-watch" in page[: page.index("Décembre 2026")]


def test_indicators_that_do_not_apply_are_listed_with_their_reason(tmp_path: Path) -> None:
    declared = "sans_objet: [{indicateur: 27, motif: Nous formons seuls.}"
    provider = PROVIDER.replace(declared[:-1], f"{declared[:-1]}}}, {{indicateur: 16, motif: Personne n'est présenté.")
    states = lists_of(View(judged(project(tmp_path, provider=provider), DAY), Edition.TEAM))["etats"]
    page = states[states.index('id="partie-na"') :]
    assert page.count("</th><td") == 11
    assert "Personne n&#39;est présenté." in page
    assert "Il ne concerne que la catégorie CFA" in page


def test_an_action_separates_what_it_comes_from_and_what_leans_on_it(
    assessment: Assessment, team: Mapping[str, str]
) -> None:
    pages = record_pages(View(assessment, Edition.TEAM))
    page = next(page.content for page in pages if page.address == "fiches/action/act-2026-01")
    chain = page[page.index('aria-label="Guide refait et appel d’essai"') : page.index('id="lignes-1"')]
    origins, rest = chain.split("Sert aussi : ")
    assert "ris-02" not in origins
    assert "ris-02.html" in rest
    assert "faite le 24 avril 2026" in origins
    assert "enq-2026-02.html" in origins[: origins.index("Ce qui l’explique")]
    assert "an-2026-01.html" in origins[origins.index("Ce qui l’explique") :]
    assert "enq-2026-10.html" in rest[rest.index("À lire") :]
    assert "échéance 18 décembre 2026" in team["amelioration"]


def test_the_chain_of_improvement_is_linked_both_ways(team: Mapping[str, str]) -> None:
    page = team["amelioration"]
    plan = page[page.index('id="partie-actions"') : page.index('id="partie-enquetes"')]
    surveys = page[page.index('id="partie-enquetes"') : page.index('id="partie-analyses"')]
    assert "fiches/enquete/enq-2026-02.html" in plan
    assert "fiches/action/act-2026-01.html" in surveys
    assert "fiches/reclamation/rec-2026-02.html" in page


def test_a_kind_that_has_records_has_a_list(team: Mapping[str, str]) -> None:
    assert "fiches/veille/vei-2026-07.html" in team["genre-veille"]
    assert "genre-signalement" not in team
    assert "genre-personnes" not in team


def test_a_title_that_an_edition_may_not_read_is_not_in_its_list(
    assessment: Assessment, team: Mapping[str, str], auditor: Mapping[str, str]
) -> None:
    title = assessment.library.records["am-2026-01"].title
    for pages in (team, auditor):
        assert title not in pages["genre-amenagement"]
        assert "am-2026-01" in pages["genre-amenagement"]


def test_a_mock_audit_stays_with_the_team(tmp_path: Path) -> None:
    mock = "---\ntitre: Répétition\ntype: blanc\ndebut: 2026-05-04\nfin: 2026-05-04\n---\n"
    judgement = judged(project(tmp_path, {"evidence/audits/aud-01.md": mock}), DAY)
    assert "Répétition" in lists_of(View(judgement, Edition.TEAM))["audits"]
    assert "Répétition" not in "".join(lists_of(View(judgement, Edition.AUDITOR)).values())
