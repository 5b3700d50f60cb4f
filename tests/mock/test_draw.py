"""The draw: the same for a seed wherever it is made, every category, and what an auditor looks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from classeur.library import Inscription
from classeur.mock.draw import BY_LOT, Draw, draw, seed_of
from classeur.mock.traits import load_traits
from classeur.rules.result import Assessment
from tests.small_tree import judged, plant, project, session

DAY = dt.date(2026, 11, 21)
PROCEDURE = (
    "---\ntitre: Accueil\nobjet: accueil\nresponsable: ana-01\ndate_application: 2026-01-05\nrevu_le: 2026-01-05\n---\n"
)


def drawn(made: Draw) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Sessions with their reason, and learners with theirs."""
    return [
        (d.session.id, d.reason, [(one.inscription.learner, one.reason) for one in d.learners]) for d in made.sessions
    ]


def several(count: int) -> dict[str, str]:
    """As many sessions of three learners, of which each ended another week of 2026."""
    first = dt.date(2026, 1, 5)
    learners = "{beneficiaire: B-1}, {beneficiaire: B-2}, {beneficiaire: B-3}"
    return {
        f"evidence/sessions/ses-{number:02}.md": session(
            learners,
            start=(first + dt.timedelta(weeks=number)).isoformat(),
            end=(first + dt.timedelta(weeks=number, days=4)).isoformat(),
        )
        for number in range(count)
    }


def test_the_seed_of_a_day_is_its_digits() -> None:
    assert seed_of(DAY) == 20261121


def test_a_draw_is_the_same_on_every_machine(tmp_path: Path) -> None:
    found = judged(project(tmp_path, several(20)), DAY)
    # Told to the letter: another hash, another order of dictionaries or another Python would change it.
    assert drawn(draw(found, 7, 2, 1)) == EXPECTED


EXPECTED = [("ses-03", BY_LOT, [("B-3", BY_LOT)]), ("ses-04", BY_LOT, [("B-3", BY_LOT)])]


def test_another_seed_draws_otherwise(tmp_path: Path) -> None:
    found = judged(project(tmp_path, several(20)), DAY)
    draws = {str(drawn(draw(found, seed, 2, 2))) for seed in range(20)}
    assert len(draws) > 10


def test_a_record_that_is_no_candidate_changes_nothing(tmp_path: Path) -> None:
    before = drawn(draw(judged(project(tmp_path, several(12)), DAY), 5, 3, 2))
    plant(tmp_path, {"evidence/procedures/proc-01.md": PROCEDURE})
    plant(tmp_path, {"evidence/sessions/zzz-1.md": session(state="reportee")})
    plant(tmp_path, {"evidence/sessions/zzz-2.md": session(start="2027-01-04", end="2027-01-08", state="prevue")})
    assert drawn(draw(judged(tmp_path, DAY), 5, 3, 2)) == before


def test_every_category_of_the_period_is_drawn(assessment: Assessment) -> None:
    for seed in range(20):
        made = draw(assessment, seed, 1, 1)
        assert {d.session.get("categorie") for d in made.sessions} == {"AF", "CFA"}


@pytest.mark.parametrize("trait", [trait.id for trait in load_traits()])
def test_what_auditors_look_for_is_drawn_whenever_there_is_one(assessment: Assessment, trait: str) -> None:
    library = assessment.library
    looked_for: dict[str, Callable[[Inscription], object]] = {
        "distance": lambda one: one.session.get("modalite") in ("distance", "mixte"),
        "alternance": lambda one: one.session.get("categorie") == "CFA",
        "sous-traitance": lambda one: {"nadege-11", "bruno-12"} & set(one.session.texts("intervenants")),
        "donneur-ordre": lambda one: one.session.get("donneur_ordre"),
        "depart": lambda one: one.get("issue") in ("abandon", "rupture"),
        "amenagement": lambda one: one.learner in {a.get("beneficiaire") for a in library.published("amenagement")},
        "mineur": lambda one: one.get("mineur") is True,
    }
    for seed in range(10):
        made = draw(assessment, seed, 1, 1)
        assert any(looked_for[trait](learner.inscription) for learner in made.learners), (seed, trait)


def test_who_was_drawn_says_why(assessment: Assessment) -> None:
    known = {BY_LOT, *(trait.id for trait in load_traits())}
    made = draw(assessment, 20261121, 2, 2)
    assert {d.reason for d in made.sessions} | {one.reason for one in made.learners} <= known
    assert all(d.learners for d in made.sessions)
    assert (made.possible_sessions, made.possible_learners) == (9, 33)


def test_as_many_as_asked_for_where_there_are_enough(tmp_path: Path) -> None:
    found = judged(project(tmp_path, several(9)), DAY)
    made = draw(found, 1, 4, 2)
    assert [len(d.learners) for d in made.sessions] == [2] * 4
    everything = draw(found, 1, 100, 100)
    assert len(everything.sessions) == 9
    assert len(everything.learners) == 27


def test_recent_sessions_are_drawn_more_often(tmp_path: Path) -> None:
    old = {f"evidence/sessions/old-{n:02}.md": session(start="2025-02-03", end="2025-02-07") for n in range(20)}
    found = judged(project(tmp_path, {**several(20), **old}), DAY)
    names = [d.session.id for seed in range(100) for d in draw(found, seed, 1, 1).sessions]
    assert sum(name.startswith("ses-") for name in names) > 60
    assert any(name.startswith("old-") for name in names)


def test_without_a_session_nothing_is_drawn(tmp_path: Path) -> None:
    made = draw(judged(project(tmp_path), DAY), 1, 2, 2)
    assert (made.sessions, made.learners, made.possible_sessions) == ((), (), 0)


def test_one_session_is_drawn_whole_when_it_is_small(tmp_path: Path) -> None:
    made = draw(judged(project(tmp_path, {"evidence/sessions/ses-1.md": session()}), DAY), 1, 2, 2)
    assert drawn(made) == [("ses-1", BY_LOT, [("B-1", BY_LOT)])]
