"""Result figures: what a row measures, what the records give, and when both agree."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml

from classeur.figures import Count, agrees, counted, finished_sessions, measure_of, measures
from classeur.finding import Place
from classeur.kinds.loading import load_kinds
from classeur.kinds.record import Row
from classeur.portal import Reading, read_project
from classeur.recount import recounted_figures
from tests.small_tree import project, session

DAY = dt.date(2026, 11, 21)


def row(**cells: str) -> Row:
    return Row(dict(cells), Place("content/resultats.md"))


def test_every_measure_is_one_that_people_may_type() -> None:
    (field,) = (f for f in load_kinds()[0].by_name["resultats"].fields if f.name == "chiffres")
    (typed,) = (inner for inner in field.fields if inner.name == "mesure")
    assert {measure.name for measure in measures()} == set(typed.values or ()) - {"autre"}


@pytest.mark.parametrize(
    ("title", "measure"),
    [
        ("Satisfaction à chaud", "satisfaction"), ("Taux de réussite", "obtention"), ("Validation totale", "obtention"),
        ("Candidats présentés au jury", "presentation"), ("Insertion dans l'emploi", "insertion"),
        ("Dans le métier visé", "insertion-metier"), ("Heures de retard", ""),
    ],
)  # fmt: skip
def test_a_title_betrays_its_measure(title: str, measure: str) -> None:
    assert measure_of(row(indicateur=title)) == measure


@pytest.mark.parametrize(
    ("value", "size", "same"),
    [
        ("78 %", "7 sur 9 réponses", True), ("77,8 %", "7 sur 9", True), ("77,7 %", "7 sur 9", False),
        ("79 %", "7 sur 9", False), ("78 %", "14 sur 18", False), ("78 %", "9 réponses", True), ("bon", "9", True),
    ],
)  # fmt: skip
def test_rounding_is_the_only_difference_that_is_let_through(value: str, size: str, *, same: bool) -> None:
    assert agrees(row(valeur=value, effectif=size), Count(7, 9, 3)) is same


def test_what_the_records_give(tmp_path: Path) -> None:
    people = (
        "{beneficiaire: B-1, issue: termine, certification: obtenue, situation: emploi-vise},"
        "{beneficiaire: B-2, issue: termine, certification: partielle, situation: emploi},"
        "{beneficiaire: B-3, issue: abandon, situation: recherche}"
    )
    reading = read_project(
        project(
            tmp_path,
            {
                "content/formations/essai.md": "---\ntitre: Essai\ncategorie: AF\n---\n",
                "evidence/sessions/s-2026-01.md": session(people, more="formation: essai"),
            },
        )
    )
    sessions = finished_sessions(reading.library, DAY)["essai"]
    found = {measure.name: counted(reading.library, sessions, measure.name) for measure in measures()}
    assert {name: (count.part, count.whole) for name, count in found.items() if count} == {
        "abandon": (1, 3), "rupture": (0, 3), "presentation": (2, 3), "obtention": (1, 2),
        "insertion": (2, 3), "insertion-metier": (1, 3),
    }  # fmt: skip
    assert finished_sessions(reading.library, dt.date(2026, 3, 5)) == {}


def test_the_export_can_be_read_back_and_tells_nobody_alone(sample: Reading) -> None:
    text = recounted_figures(sample.library, DAY)
    rows = yaml.safe_load(text)["chiffres"]
    assert [(one["formation"], one["mesure"], one["valeur"], one["effectif"]) for one in rows] == [
        ("metre-devis", "satisfaction", "78 %", "7 sur 9"),
        ("metre-devis", "abandon", "10 %", "1 sur 10"),
    ]
    assert "menuisier-agenceur, obtention de la certification : 4 seulement, non donné." in text
    assert yaml.safe_load(recounted_figures(sample.library, dt.date(2025, 6, 1))) == {"chiffres": []}


@pytest.mark.parametrize(("asked", "known"), [("[s-2026-01, s-2026-02]", True), ("s-2026-01", False)])
def test_satisfaction_is_not_counted_while_a_session_has_no_survey(tmp_path: Path, asked: str, *, known: bool) -> None:
    survey = (
        "---\ntitre: E\ndate: 2026-03-06\npartie_prenante: beneficiaire\nmoment: chaud\n"
        f"session: {asked}\nenvoyes: 9\nrecus: 9\nsatisfaits: 7\n---\n"
    )
    files: dict[str, str | bytes] = {
        "content/formations/essai.md": "---\ntitre: Essai\ncategorie: AF\n---\n",
        "evidence/sessions/s-2026-01.md": session(more="formation: essai"),
        "evidence/sessions/s-2026-02.md": session("{beneficiaire: B-2}", more="formation: essai"),
        "evidence/enquetes/enq-2026-01.md": survey,
    }
    library = read_project(project(tmp_path, files)).library
    count = counted(library, finished_sessions(library, DAY)["essai"], "satisfaction")
    assert count == (Count(7, 9, 2) if known else None)
