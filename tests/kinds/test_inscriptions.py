"""Inscriptions: a learner in a session, derived from the session's rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from classeur.library import Inscription
from classeur.portal import read_project
from tests.small_tree import project, session


def inscriptions(root: Path, learners: str) -> tuple[Inscription, ...]:
    return read_project(project(root, {"evidence/sessions/s-2026-01.md": session(learners)})).library.inscriptions


def test_each_row_is_an_inscription_with_the_days_of_its_session(tmp_path: Path) -> None:
    found = inscriptions(tmp_path, "{beneficiaire: B-1}, {beneficiaire: B-2}")
    assert [(item.id, item.start, item.end) for item in found] == [
        ("s-2026-01/B-1", dt.date(2026, 3, 2), dt.date(2026, 3, 6)),
        ("s-2026-01/B-2", dt.date(2026, 3, 2), dt.date(2026, 3, 6)),
    ]


def test_who_leaves_early_is_enrolled_until_that_day(tmp_path: Path) -> None:
    (found,) = inscriptions(tmp_path, "{beneficiaire: B-1, issue: abandon, sorti_le: 2026-03-03}")
    assert found.end == dt.date(2026, 3, 3)
    assert found.enrolled_on(dt.date(2026, 3, 3))
    assert not found.enrolled_on(dt.date(2026, 3, 4))


def test_who_starts_with_the_session_is_reached_by_its_preparations(tmp_path: Path) -> None:
    (found,) = inscriptions(tmp_path, "{beneficiaire: B-1}")
    assert found.enrolled_on(dt.date(2026, 1, 15))


def test_who_comes_later_is_reached_from_that_day_on(tmp_path: Path) -> None:
    (found,) = inscriptions(tmp_path, "{beneficiaire: B-1}")
    late = replace(found, start=dt.date(2026, 3, 4))
    assert not late.enrolled_on(dt.date(2026, 3, 3))
    assert late.enrolled_on(dt.date(2026, 3, 4))


def test_a_learner_is_found_by_code_and_by_session(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "evidence/sessions/s-2026-01.md": session("{beneficiaire: B-1}"),
        "evidence/sessions/s-2026-02.md": session("{beneficiaire: B-1}, {beneficiaire: B-3}", start="2026-03-03"),
    }
    library = read_project(project(tmp_path, files)).library
    assert [item.session.id for item in library.inscriptions_of["B-1"]] == ["s-2026-01", "s-2026-02"]
    assert [item.learner for item in library.inscriptions_of["s-2026-02"]] == ["B-1", "B-3"]


def test_a_session_without_dates_enrols_nobody_rather_than_guessing(tmp_path: Path) -> None:
    text = session().replace("debut: 2026-03-02\n", "")
    library = read_project(project(tmp_path, {"evidence/sessions/s-2026-01.md": text})).library
    assert library.inscriptions == ()


def test_a_row_that_names_no_learner_or_the_same_one_twice_is_refused_and_not_judged(tmp_path: Path) -> None:
    rows = "{beneficiaire: B-1}, {beneficiaire: B-1}, {beneficiaire: tous}, {beneficiaire: ana-01}"
    reading = read_project(project(tmp_path, {"evidence/sessions/s-2026-01.md": session(rows)}))
    assert [found.rule for found in reading.findings] == ["inscrit-double", "inscrit-genre", "inscrit-genre"]
    assert [item.learner for item in reading.library.inscriptions] == ["B-1"]


def test_who_leaves_leaves_within_the_session(tmp_path: Path) -> None:
    rows = "{beneficiaire: B-1, sorti_le: 2026-03-01}, {beneficiaire: B-2, sorti_le: 2026-03-07}"
    rows += ", {beneficiaire: B-3, sorti_le: 2026-03-06}"
    reading = read_project(project(tmp_path, {"evidence/sessions/s-2026-01.md": session(rows)}))
    assert [found.message for found in reading.findings] == [
        "La sortie (2026-03-01) vient avant le début (2026-03-02).",
        "La fin (2026-03-06) vient avant la sortie (2026-03-07).",
    ]
