"""The référentiel, the deadlines and the sessions as spreadsheets: what they say, to whom, where they are linked."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from classeur.editions import Edition
from classeur.pages.agenda import agenda
from classeur.pages.books import words
from classeur.pages.books.deadlines import deadlines_book
from classeur.pages.books.referential import referential_book
from classeur.pages.books.sessions import sessions_book
from classeur.pages.books.shelf import BOOKS, Shelved, downloads_of
from classeur.pages.books.words import plain
from classeur.pages.french import capitalized
from classeur.pages.indicators import criterion_pages
from classeur.pages.lists import list_pages
from classeur.pages.page import linked
from classeur.pages.view import View
from classeur.portal import assess, read_project
from classeur.rules.result import Assessment, CaseState, Status
from classeur.seal.scan import scan
from classeur.seal.secrets import secrets_of
from classeur.sheets.book import Book
from tests.pages.books.rows import row_of, rows_of
from tests.small_tree import judged, plant, project, session

DAY = dt.date(2026, 11, 21)


@pytest.fixture(scope="module")
def team(assessment: Assessment) -> View:
    return View(assessment, Edition.TEAM)


@pytest.fixture(scope="module")
def auditor(assessment: Assessment) -> View:
    return View(assessment, Edition.AUDITOR)


def every_text(book: Book) -> str:
    cells = [str(cell) for sheet in book.sheets for row in sheet.rows for cell in row]
    return "\n".join([*cells, *book.notes, *(column.label for sheet in book.sheets for column in sheet.columns)])


def test_each_indicator_has_its_demand_our_answer_our_examples_and_its_state(team: View) -> None:
    (sheet,) = referential_book(team).sheets
    rows = {row["N°"]: row for row in rows_of(sheet)}
    assert (sheet.title, list(rows)) == ("Référentiel 2026", list(range(1, 34)))
    assert str(rows[4]["Notre réponse"]).startswith("Personne n’entre sans qu’on lui ait demandé")
    assert rows[4]["Nos procédures"] == "Analyser le besoin"
    assert "Compte rendu d'entretien : Avant l’entrée, B-2026-004, métré et devis" in str(rows[4]["Nos exemples"])
    assert rows[4]["État"] == "Risque majeur"
    assert "(manque 1 sur 33)" in str(rows[4]["Ce qui manque"])
    assert rows[4]["Au 1er novembre 2026"] == "inchangé"
    assert "violences" in str(rows[12]["Au 1er novembre 2026"])


def test_the_auditor_s_referential_tells_no_state_and_no_gap(team: View, auditor: View) -> None:
    book = referential_book(auditor)
    text = every_text(book)
    told = [finding.message for finding in team.assessment.findings]
    told += [result.rule.gap for result in team.assessment.results()] + [status.word for status in Status]
    assert len(told) > 50
    assert not [words for words in told if capitalized(words) in text]
    assert not {"État", "Ce qui manque", "Ce qu’il faut faire"} & {column.label for column in book.sheets[0].columns}
    assert len(book.sheets[0].rows) == 33


def test_the_auditor_takes_no_deadlines_and_no_missing_pieces_away(team: View, auditor: View) -> None:
    assert [made.address for made in downloads_of(auditor)] == [
        "tableurs/plan-amelioration.xlsx",
        "tableurs/referentiel.xlsx",
    ]
    assert len(list(downloads_of(team))) == len(BOOKS)


@pytest.mark.parametrize("shelved", BOOKS, ids=lambda shelved: shelved.name)
def test_no_learner_is_named_in_a_spreadsheet(shelved: Shelved, team: View) -> None:
    text = every_text(shelved.make(team))
    named = [person.name for person in team.library.register if person.code in team.library.inscriptions_of]
    assert len(named) > 20
    assert not [name for name in named if name in text]


def test_deadlines_are_those_of_the_page_with_days_as_days(team: View) -> None:
    (sheet,) = deadlines_book(team).sheets
    rows = list(rows_of(sheet))
    assert [(row["Date"], row["À faire"]) for row in rows] == [(due.day, due.words) for due in agenda(team)]
    assert all((row["Où elle en est"] == "en retard") == (row["Date"] < DAY) for row in rows)  # type: ignore[operator]


def test_pieces_of_a_session_are_counted_and_who_misses_one_is_named_by_code(team: View) -> None:
    sheet, missing = sessions_book(team).sheets
    row = row_of(sheet, "mb-2025-11")
    assert (row["Analyse du besoin"], row["Positionnement"], row["Relevé de connexion"]) == ("4 sur 5", "5 sur 5", "")
    assert row["Manquent"] == 1
    told = [(row["N°"], row["Pièce"], row["Pour qui"], row["Ce qu’on a vu"]) for row in rows_of(missing)]
    assert ("mb-2025-11", "Analyse du besoin", "B-2025-013", "Hors délai, 20/11") in told
    assert ("md-2026-02", "Guide remis", "B-2026-003", "Hors délai, 06/02") in told


def test_what_is_to_come_is_no_gap(team: View) -> None:
    sheet, missing = sessions_book(team).sheets
    assert row_of(sheet, "ag-2026-10")["Évaluation"] == "3 à venir"
    assert "ag-2026-10" not in {row[0] for row in missing.rows}


def test_a_piece_that_no_rule_looks_for_is_counted_all_the_same(tmp_path: Path) -> None:
    """Whoever sees « 0 sur 1 » goes and looks; left out, the column would say that all is well."""
    root = project(tmp_path, {"evidence/sessions/s-2026-01.md": session()})
    sheet, missing = sessions_book(View(judged(root, DAY), Edition.TEAM)).sheets
    assert row_of(sheet, "s-2026-01")["Contrat ou convention"] == "0 sur 1"
    assert ("Contrat ou convention", "B-1", "Aucune pièce") in {row[3:] for row in missing.rows}


def test_every_case_that_rules_miss_of_a_session_piece_is_in_the_sheet(team: View) -> None:
    """The count of the sheet is never kinder than the rules'."""
    _, missing = sessions_book(team).sheets
    told = {(row["N°"], row["Pour qui"]) for row in rows_of(missing)}
    ruled = {"04-analyse-besoin", "09-guide-avant-acces"}
    for result in team.assessment.results():
        if result.rule.id in ruled:
            for case in result.cases_in(CaseState.MISSING):
                assert (case.record, case.learner) in told


def test_a_name_in_a_cell_stops_the_publication(tmp_path: Path) -> None:
    """What the auditor would take away is looked into like the pages."""
    action = (
        "---\ntitre: Revoir l'accueil\ndate: 2026-03-02\nresponsable: ana-01\ncause: Hélène Moinard s'est plainte\n"
        "type: corrective\nmesure: Appeler\necheance: 2026-12-01\navancement: a-faire\nindicateur_succes: Aucune\n---\n"
    )
    reading = read_project(project(tmp_path / "projet", {"evidence/actions/act-2026-01.md": action}))
    view = View(assess(reading, DAY), Edition.AUDITOR)
    plant(tmp_path / "site", {made.address: made.content for made in downloads_of(view)})
    leaks = scan(tmp_path / "site", secrets_of(reading.library, Edition.AUDITOR), {})
    assert [(leak.rule, leak.subject, leak.path) for leak in leaks] == [
        ("fuite-nom", "B-1", "auditeur/tableurs/plan-amelioration.xlsx")
    ]


def test_an_empty_project_gives_books_that_open(tmp_path: Path) -> None:
    view = View(assess(read_project(project(tmp_path)), DAY), Edition.TEAM)
    for made in downloads_of(view):
        assert load_workbook(io.BytesIO(made.content)).worksheets[0]["A1"].value


def test_books_are_linked_where_people_look_for_them(team: View, auditor: View) -> None:
    pages = {page.address: set(linked([page])) for page in (*list_pages(team), *criterion_pages(team))}
    for address, book in (
        ("listes/amelioration", "plan-amelioration"),
        ("listes/echeances", "echeances"),
        ("listes/sessions", "sessions-pieces"),
        ("listes/etats", "referentiel"),
        ("criteres/1", "referentiel"),
    ):
        assert f"tableurs/{book}.xlsx" in pages[address]
    held = {made.address for made in downloads_of(auditor)}
    shown = {link for page in (*list_pages(auditor), *criterion_pages(auditor)) for link in linked([page])}
    assert {link for link in shown if link.startswith("tableurs/")} == held


def test_words_of_a_rendered_body_keep_their_paragraphs_and_lose_their_tags() -> None:
    assert plain("<h2>Un</h2>\n<p>deux\ntrois &amp; <em>qua</em>tre</p><ul><li>cinq</li><li>six</li></ul>") == (
        "Un\ndeux trois & quatre\ncinq\nsix"
    )


def test_words_that_are_not_there_are_an_error() -> None:
    with pytest.raises(KeyError):
        words.cell("zzz")
