"""« Écrit après coup »: what git saw long after the fact, and nothing that git could not see."""

from __future__ import annotations

from pathlib import Path

import pytest

from classeur.rules.result import CaseState
from tests.conftest import DAY
from tests.small_tree import PROVIDER, judged, plant, project, result_of
from tests.witnessed import commit, repository

NOTE = "evidence/entretiens/cr-1.md"
RULE = "00-ecrit-apres-coup"
TAKEN_UP = "2026-02-01"


def interview(day: str, more: str = "") -> str:
    return (
        f"---\ntitre: E\ndate: {day}\npersonne_recue: B-1\nqualite: beneficiaire\nrecu_par: ana-01\nobjet: besoin\n"
        f"{more}---\n"
    )


def late(root: Path, day: str, written: str, *, more: str = "", provider: str = PROVIDER) -> list[CaseState]:
    """The cases of the rule: the project is taken up in February, an interview of `day` committed on `written`."""
    made = repository(project(root, provider=provider))
    commit(made, TAKEN_UP)
    commit(plant(made, {NOTE: interview(day, more)}), written)
    return [case.state for case in result_of(judged(made, DAY), RULE).cases]


@pytest.mark.parametrize(
    ("day", "written", "expected"),
    [
        ("2026-03-02", "2026-03-02", [CaseState.HAVE]),
        ("2026-03-02", "2026-03-17", [CaseState.HAVE]),
        ("2026-03-02", "2026-03-18", [CaseState.MISSING]),
        ("2026-03-02", "2026-02-20", [CaseState.HAVE]),
        (TAKEN_UP, "2026-06-01", [CaseState.MISSING]),
        ("2026-01-31", "2026-06-01", []),
    ],
    ids=["same-day", "last-day", "a-day-late", "planned", "first-day-of-git", "before-git"],
)
def test_a_record_is_late_from_the_sixteenth_day_on(
    tmp_path: Path, day: str, written: str, expected: list[CaseState]
) -> None:
    assert late(tmp_path, day, written) == expected


def test_nothing_before_the_provider_is_followed_is_late(tmp_path: Path) -> None:
    provider = PROVIDER.replace("suivi_depuis: 2024-01-01", "suivi_depuis: 2026-03-03")
    assert late(tmp_path / "a", "2026-03-02", "2026-06-01", provider=provider) == []
    assert late(tmp_path / "b", "2026-03-03", "2026-06-01", provider=provider) == [CaseState.MISSING]


def test_a_provider_chooses_how_long_and_may_say_why(tmp_path: Path) -> None:
    longer = f"{PROVIDER}parametres: [{{nom: delai_ecriture, valeur: 4 mois}}]\n"
    assert late(tmp_path / "a", "2026-03-02", "2026-06-01", provider=longer) == [CaseState.HAVE]
    why = f"dispenses: [{{regle: {RULE}, motif: Carnet perdu puis retrouvé.}}]\n"
    assert late(tmp_path / "b", "2026-03-02", "2026-06-01", more=why) == [CaseState.WAIVED]


def test_a_record_that_is_not_committed_is_not_judged(tmp_path: Path) -> None:
    root = repository(project(tmp_path))
    commit(root, TAKEN_UP)
    plant(root, {NOTE: interview("2026-03-02")})
    assert result_of(judged(root, DAY), RULE).cases == ()


def test_without_git_nothing_is_late(tmp_path: Path) -> None:
    root = project(tmp_path, {NOTE: interview("2026-03-02")})
    assert result_of(judged(root, DAY), RULE).cases == ()
