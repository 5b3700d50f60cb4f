"""Pages of indicators and criteria: what is asked, answered, shown and missing, in words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from classeur.editions import Edition
from classeur.pages.coverage import coverage_of
from classeur.pages.indicators import criterion_pages, indicator_pages
from classeur.pages.view import View
from classeur.portal import Reading, assess
from classeur.rules.result import Assessment
from tests.small_tree import PROVIDER, judged, project, session

DAY = dt.date(2026, 11, 21)


def pages_of(view: View) -> Mapping[str, str]:
    return {page.address.removeprefix("indicateurs/"): page.content for page in indicator_pages(view)}


@pytest.fixture(scope="module")
def team(assessment: Assessment) -> Mapping[str, str]:
    return pages_of(View(assessment, Edition.TEAM))


@pytest.fixture(scope="module")
def auditor(assessment: Assessment) -> Mapping[str, str]:
    return pages_of(View(assessment, Edition.AUDITOR))


def test_every_indicator_of_the_version_has_its_page(team: Mapping[str, str], sample: Reading) -> None:
    earlier = pages_of(View(assess(sample, DAY, dt.date(2026, 10, 31)), Edition.TEAM))
    assert [sum(name.isdigit() for name in pages) for pages in (team, earlier)] == [33, 32]


def test_the_missing_learner_is_named_with_what_was_found_and_when_it_was_due(team: Mapping[str, str]) -> None:
    page = team["04"]
    assert "Une analyse du besoin pour chaque inscrit, avant son entrée : 32 sur 33" in page
    assert "Hélène Moinard</a><small>trace du 20 novembre 2025, attendue au plus tard le 18 novembre 2025" in page
    table = page[page.index("avant son entrée : 32 sur 33") :]
    assert table.index("Travailler sans accident") < table.index("4 sur 5") < table.index("3 sur 3"), (
        "the missing first"
    )


def test_a_rule_is_shown_with_its_id_source_result_and_remedy(team: Mapping[str, str]) -> None:
    assert '#21-competence-avant-session">21-competence-avant-session</a>, guide V9, indicateur 21' in team["21"]
    assert "Manque 1 sur 19" in team["21"]
    assert "vérifiez le prochain intervenant avant de le confirmer" in team["21"]


def test_without_rules_the_page_says_what_is_expected_and_that_rules_come(assessment: Assessment) -> None:
    """A provider may switch off or lack every rule of an indicator: it is then his to judge."""
    bare = replace(assessment.verdicts[2], results=())
    view = View(replace(assessment, verdicts={**assessment.verdicts, 2: bare}), Edition.TEAM)
    page = next(page.content for page in indicator_pages(view) if page.address == "indicateurs/02")
    assert "les règles de cet indicateur viennent" in page
    assert "Au moins un résultat chiffré par prestation échantillonnée" in page
    assert "Page résultats datée" in page


@pytest.fixture(scope="module")
def without_alternance(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of 13 for somebody who trains no apprentice."""
    return pages_of(View(judged(project(tmp_path_factory.mktemp("af")), DAY), Edition.TEAM))["13"]


def test_what_does_not_apply_gives_its_reason_and_no_answer(without_alternance: str) -> None:
    assert "Cet indicateur ne s’applique pas." in without_alternance
    assert "Notre réponse" not in without_alternance


def test_what_is_unconfirmed_keeps_its_mark(team: Mapping[str, str]) -> None:
    graded = team["33"][team["33"].index('id="gravite"') :]
    assert "À confirmer" in graded[: graded.index("</h2>")]
    assert "textes attendus : guide de lecture V10, arrêté fixant le nombre d&#39;intervenants." in team["19"]


def test_an_earlier_finding_is_recalled(team: Mapping[str, str], auditor: Mapping[str, str]) -> None:
    for pages in (team, auditor):
        assert "ni les pauses, ni le stationnement" in pages["09"]
        assert "24 sept. 2025" in pages["09"]


def test_all_that_serves_an_indicator_is_listed_even_what_came_too_late(
    team: Mapping[str, str], assessment: Assessment
) -> None:
    def held(number: str) -> str:
        page = team[number][team[number].index("Toutes les fiches et pièces") :]
        return page[: page.index("</details>")]

    assert held("09").count(">Convocation, ") == len(assessment.library.pieces_by_nature["convocation"]) > 5
    assert "Analyse du besoin, Hélène Moinard, 20 nov. 2025, PDF" in held("04")
    assert ">Évaluation, 18 nov. 2025, PDF" in held("11")
    assert "Attestation, " in held("11")
    for number in ("04", "09", "11"):
        counted = re.search(r"indicateur : (\d+)", held(number))
        assert counted
        whole = team.get(f"listes/preuves-{number}", "")
        assert int(counted[1]) == (whole.count('<th scope="row">') or held(number).count("<li>"))


def test_a_long_list_of_pieces_is_cut_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("classeur.pages.all_evidence.PIECES", 2)
    rows = "".join(
        f"\n  - {{nature: convocation, pour: B-1, date: 2026-02-{day:02}, ou: armoire}}" for day in range(1, 6)
    )
    root = project(tmp_path, {"evidence/sessions/s-2026-03.md": session(more=f"pieces:{rows}")})
    pages = {page.address: page.content for page in indicator_pages(View(judged(root, DAY), Edition.TEAM))}
    assert pages["indicateurs/09"].count("Convocation, Hélène") == 2
    assert 'href="../listes/preuves-09.html">Les 5 fiches et pièces' in pages["indicateurs/09"]
    assert pages["listes/preuves-09"].count("Convocation, Hélène") == 5


def test_a_missing_count_beside_a_state_says_that_it_is_missing(
    team: Mapping[str, str], assessment: Assessment
) -> None:
    assert "<strong>Manque 1 sur 33.</strong>" in team["04"]
    pages = {page.address: page.content for page in criterion_pages(View(assessment, Edition.TEAM))}
    assert "avant l&#39;entrée, manque 1 sur 33" in pages["criteres/2"]


def test_what_does_not_apply_has_that_state_alone(without_alternance: str) -> None:
    head = without_alternance[: without_alternance.index("ne s’applique pas")]
    assert "Sans objet" in head
    assert "À confirmer" not in head


def test_a_change_names_the_note_that_answers_it(team: Mapping[str, str]) -> None:
    assert "vei-2026-07.html" in team["12"][team["12"].index('id="novembre-2026"') :]
    assert "Aucune note de veille ni action" in team["27"]


def test_neighbours_are_linked_for_the_keyboard_too(team: Mapping[str, str]) -> None:
    assert '<a href="03.html" rel="prev">' in team["04"]
    assert '<a href="05.html" rel="next">' in team["04"]
    assert 'rel="prev"' not in team["01"]


def test_the_auditor_reads_neither_names_nor_what_is_missing(
    assessment: Assessment, auditor: Mapping[str, str]
) -> None:
    text = "\n".join(auditor.values())
    for person in assessment.library.people.values():
        assert person.name not in text
    for words in ("Ce que nous vérifions", "cl-gauge", "cl-major", "cl-minor", "cl-ok", "attendue au plus tard"):
        assert words not in text


def test_the_order_of_lines_does_not_tell_the_auditor_where_a_gap_is(assessment: Assessment) -> None:
    result = next(r for r in assessment.verdicts[4].results if r.rule.id == "04-analyse-besoin")
    covered = coverage_of(View(assessment, Edition.AUDITOR), result)
    assert covered
    assert [line.start for line in covered.lines] == [
        "5 oct. 2026", "14 sept. 2026", "7 sept. 2026", "18 mai 2026", "26 mars 2026", "2 févr. 2026", "18 nov. 2025",
        "29 sept. 2025",
    ]  # fmt: skip


def test_the_written_answer_and_its_examples_come_before_those_that_rules_find(tmp_path: Path) -> None:
    answer = """\
        ---
        titre: Notre analyse du besoin
        indicateur: 4
        exemples: [reu-01]
        ---
        Chacun est **reçu** une semaine avant. <script>alert(1)</script>
        """
    meeting = "---\ntitre: Point du lundi\ndate: 2026-02-02\ntype: equipe\nparticipants: ana-01\n---\n"
    root = project(tmp_path, {"evidence/reponses/rep-04.md": answer, "evidence/reunions/reu-01.md": meeting})
    page = pages_of(View(judged(root, DAY), Edition.TEAM))["04"]
    assert "Chacun est <strong>reçu</strong> une semaine avant." in page
    assert "Exemples choisis" in page
    assert "Point du lundi" in page
    assert "<script>" not in page
    assert "classeur new reponse" not in page


def test_a_rule_switched_off_stays_with_its_reason(tmp_path: Path) -> None:
    off = "regles_desactivees: [{regle: 23-veille, motif: Suivi fait ailleurs}]\n"
    page = pages_of(View(judged(project(tmp_path, provider=PROVIDER + off), DAY), Edition.TEAM))["23"]
    assert "Désactivée" in page
    assert "Règle désactivée par l’organisme : Suivi fait ailleurs" in page


def test_a_fact_told_once_and_a_new_entrant_are_said_in_words(tmp_path: Path) -> None:
    provider = "".join(line for line in PROVIDER.splitlines(keepends=True) if not line.startswith("certificat"))
    silent = pages_of(View(judged(project(tmp_path / "a"), DAY), Edition.TEAM))["23"]
    assert "Le manque est déjà dit par la règle 23-veille" in silent
    later = pages_of(View(judged(project(tmp_path / "b", provider=provider), DAY), Edition.TEAM))["32"]
    assert "Un nouvel entrant le montre à partir de l’audit de surveillance" in later


def test_a_criterion_lists_its_indicators_with_their_state(assessment: Assessment) -> None:
    pages = {page.address: page.content for page in criterion_pages(View(assessment, Edition.TEAM))}
    assert len(pages) == 7
    assert "Aucune analyse du besoin avant l&#39;entrée" in pages["criteres/2"]
    assert 'rel="next"' not in pages["criteres/7"]
