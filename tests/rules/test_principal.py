"""A session made for another provider: what is his by the référentiel, by the contract, and what stays ours."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from classeur.rules.result import CaseState, RuleState
from tests.small_tree import judged, project, result_of, rule, session

DAY = dt.date(2026, 11, 21)
COMPANY = {"evidence/entreprises/soc-01.md": "---\ntitre: École du Grain\nrole: donneur-ordre\n---\n"}
OWN = {"content/formations/pain.md": "---\ntitre: Pain\ncategorie: AF\n---\n"}
"""A programme of one's own: not everything is made for a principal."""
MADE_FOR_HIM = {**COMPANY, **OWN, "evidence/sessions/s-2026-03.md": session(more="donneur_ordre: soc-01")}
NEED, COLD = "04-analyse-besoin", "30-froid"
PREDICATE = "couverture: {sujets: {genre: session}, preuves: [{genre: enquete}]}"


def contract(left: str, *, way: str = "recu", state: str = "publie", sessions: str = "s-2026-03") -> dict[str, str]:
    text = (
        f"---\ntitre: Contrat\nsens: {way}\norganisme: École du Grain\nmissions: Animer\nsigne_le: 2026-02-01\n"
        f"sessions: [{sessions}]\nreste_au_donneur_ordre: [{left}]\netat: {state}\n---\n"
    )
    return {"evidence/sous-traitance/st-2026-01.md": text}


def state_of(root: Path, files: dict[str, str], identity: str = NEED) -> tuple[RuleState, list[tuple[str, str]]]:
    result = result_of(judged(project(root, {**MADE_FOR_HIM, **files}), DAY), identity)
    return result.state, [(case.state.value, case.reason) for case in result.cases]


def test_without_a_contract_everything_is_looked_at(tmp_path: Path) -> None:
    assert state_of(tmp_path, {}) == (RuleState.GAP, [("manquant", "")])


def test_what_the_contract_leaves_to_the_principal_is_waived_with_the_contract_s_name(tmp_path: Path) -> None:
    reason = "Laissé au donneur d'ordre par le contrat st-2026-01."
    assert state_of(tmp_path, contract("4, 8")) == (RuleState.EMPTY, [("dispense", reason)])


@pytest.mark.parametrize(
    "files",
    [contract("8"), contract("4", way="confie"), contract("4", state="brouillon"), contract("4", sessions="")],
    ids=["another-indicator", "confided", "draft", "another-session"],
)
def test_a_contract_that_does_not_say_it_leaves_nothing(tmp_path: Path, files: dict[str, str]) -> None:
    assert state_of(tmp_path, files)[0] is RuleState.GAP


def test_a_session_of_our_own_is_not_left_to_anybody(tmp_path: Path) -> None:
    files = {**contract("4"), "evidence/sessions/s-2026-03.md": session()}
    assert state_of(tmp_path, files)[0] is RuleState.GAP


def test_what_is_shown_all_the_same_counts(tmp_path: Path) -> None:
    more = "donneur_ordre: soc-01\npieces: [{nature: demande, date: 2026-02-20, ou: armoire}]"
    files = {**contract("4"), "evidence/sessions/s-2026-03.md": session(more=more)}
    assert state_of(tmp_path, files) == (RuleState.HELD, [("present", "")])


def test_what_is_not_due_yet_is_not_announced_either(tmp_path: Path) -> None:
    late = {
        "evidence/sessions/s-2026-03.md": session(start="2026-10-05", end="2026-10-09", more="donneur_ordre: soc-01")
    }
    assert state_of(tmp_path / "a", late, COLD)[0] is RuleState.WAITING
    root = project(tmp_path / "b", {**COMPANY, **OWN, **late, **contract("30")})
    assessment = judged(root, DAY)
    assert result_of(assessment, COLD).state is RuleState.EMPTY
    assert [item.rule.id for item in assessment.deadlines if item.rule.id == COLD] == []


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [(2, CaseState.WAIVED), (9, CaseState.WAIVED), (11, CaseState.MISSING)],
    ids=["always-his", "by-contract", "always-ours"],
)
def test_the_referential_says_what_a_contract_may_leave(tmp_path: Path, indicator: int, expected: CaseState) -> None:
    files = {**MADE_FOR_HIM, **contract("9, 11"), "rules/essai.yml": rule("x-1", PREDICATE, indicator=indicator)}
    (case,) = result_of(judged(project(tmp_path, files), DAY), "x-1").cases
    assert case.state is expected


@pytest.mark.parametrize(
    ("indicator", "left", "reason"),
    [
        (1, "8", "il ne regarde que le donneur d'ordre"),
        (26, "8, 26", "chaque contrat le laisse au donneur d'ordre"),
        (30, "30", "chaque contrat le laisse au donneur d'ordre"),
    ],
)
def test_who_only_trains_for_principals_is_not_asked_for_what_is_theirs(
    tmp_path: Path, indicator: int, left: str, reason: str
) -> None:
    files = {**contract(left), **COMPANY, "evidence/sessions/s-2026-03.md": session(more="donneur_ordre: soc-01")}
    verdict = judged(project(tmp_path, files), DAY).verdicts[indicator]
    assert (verdict.applies, verdict.results) == (False, ())
    assert verdict.reason == reason


@pytest.mark.parametrize(
    ("indicator", "files"),
    [
        (1, OWN),
        (26, {"evidence/sessions/s-2026-09.md": session(more="donneur_ordre: soc-01")}),
        (26, {"evidence/sessions/s-2026-09.md": session()}),
        (11, {}),
        (31, {}),
    ],
    ids=["own-programme", "session-without-contract", "own-session", "never-left", "never-left-either"],
)
def test_what_is_ours_is_still_asked(tmp_path: Path, indicator: int, files: dict[str, str]) -> None:
    mine = {
        **contract("11, 26, 31"),
        **COMPANY,
        "evidence/sessions/s-2026-03.md": session(more="donneur_ordre: soc-01"),
    }
    assert judged(project(tmp_path, {**mine, **files}), DAY).verdicts[indicator].applies
