"""The improvement plan as people work in it: open actions first, days as days, effects in words."""

from __future__ import annotations

import datetime as dt

import pytest

from classeur.editions import Edition
from classeur.pages.books.plan import plan_book
from classeur.pages.view import View
from classeur.rules.result import Assessment
from classeur.sheets.book import Sheet
from tests.pages.books.rows import row_of


@pytest.fixture(scope="module")
def actions(assessment: Assessment) -> Sheet:
    return plan_book(View(assessment, Edition.TEAM)).sheets[0]


def test_open_actions_come_first_by_due_date_then_the_latest(actions: Sheet) -> None:
    assert [str(row[0])[4:] for row in actions.rows] == [
        "2026-09", "2026-07", "2026-08", "2026-05",
        "2026-04", "2026-03", "2026-02", "2026-01", "2026-06", "2025-01",
    ]  # fmt: skip


def test_an_action_tells_its_cause_its_measure_its_days_and_its_effect(actions: Sheet) -> None:
    told = row_of(actions, "act-2026-03")
    assert told["D’où elle vient"] == "Bloc non obtenu, resté sans explication"
    assert (told["Responsable"], told["État"], told["Conclusion"]) == ("Hugo Lemoine", "Vérifiée", "Efficace")
    assert (told["Échéance"], told["Vérifiée le"]) == (dt.date(2026, 6, 30), dt.date(2026, 7, 10))
    assert told["Avant"] == "0 candidat reçu sur 4 après le jury de février 2026"


def test_an_action_without_effect_names_the_one_that_follows(actions: Sheet) -> None:
    told = row_of(actions, "act-2026-06")
    assert (told["Conclusion"], told["Suite"]) == (
        "Inefficace",
        "Relancer par téléphone et par SMS, avec deux suppléants",
    )


def test_states_are_chosen_from_the_words_of_the_kind(actions: Sheet) -> None:
    column = next(column for column in actions.columns if column.label == "État")
    assert column.choices == ("À faire", "En cours", "Réalisée", "Vérifiée", "Abandonnée")


def test_the_auditor_does_not_learn_of_a_mock_audit(assessment: Assessment) -> None:
    sheet = plan_book(View(assessment, Edition.AUDITOR)).sheets[0]
    assert row_of(sheet, "act-2026-09")["D’où elle vient"] == ""
