"""Bounds: where a date must lie, and when a case starts to count."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from classeur.rules.bounds import Window
from classeur.rules.result import CaseState, RuleResult, RuleState
from tests.small_tree import judged, project, result_of, rule, session

RECEIVED = "2026-03-02"
HAVE, MISSING, WAITING = CaseState.HAVE, CaseState.MISSING, CaseState.WAITING


def complaint(lines: str) -> str:
    return f"---\ntitre: Plainte\nnature: reclamation\nrecue_le: {RECEIVED}\n{lines}---\n"


def outcome(root: Path, bound: str, lines: str, today: str = "2026-11-21") -> RuleResult:
    """The result of one bound on the complaint's `accuse_le`."""
    text = rule("x-1", f"chaque: {{genre: reclamation, dates: {{accuse_le: {bound}}}}}")
    root = project(root, {"rules/essai.yml": text, "evidence/reclamations/rec-01.md": complaint(lines)})
    return result_of(judged(root, dt.date.fromisoformat(today)), "x-1")


def state(root: Path, bound: str, lines: str, today: str = "2026-11-21") -> CaseState:
    (case,) = outcome(root, bound, lines, today).cases
    return case.state


@pytest.mark.parametrize(
    ("bound", "date", "expected"),
    [
        ("{du: recue_le}", "2026-03-01", MISSING),
        ("{du: recue_le}", "2026-03-02", HAVE),
        ("{du: recue_le}", "2026-11-20", HAVE),
        ("{au: 'recue_le+P10D'}", "2026-03-12", HAVE),
        ("{au: 'recue_le+P10D'}", "2026-03-13", MISSING),
        ("{au: 'recue_le+P10D'}", "1999-01-01", HAVE),
        ("{avant: recue_le}", "2026-03-01", HAVE),
        ("{avant: recue_le}", "2026-03-02", MISSING),
        ("{du: 'recue_le-P1M', au: recue_le}", "2026-02-02", HAVE),
        ("{du: 'recue_le-P1M', au: recue_le}", "2026-02-01", MISSING),
        ("{du: recue_le, au: 'recue_le+{delai_accuse}'}", "2026-03-12", HAVE),
        ("{du: recue_le, au: 'recue_le+{delai_accuse}'}", "2026-03-13", MISSING),
        ("{du: recue_le, au: 'recue_le+{delai_relance}'}", "2026-03-04", HAVE),
        ("{du: recue_le, au: 'recue_le+{delai_relance}'}", "2026-03-05", MISSING),
        ("{du: aujourdhui-P12M}", "2025-11-21", HAVE),
        ("{du: aujourdhui-P12M}", "2025-11-20", MISSING),
        ("{au: aujourdhui}", "2026-11-21", HAVE),
        ("{au: aujourdhui}", "2026-11-22", WAITING),
    ],
)
def test_ends_are_inclusive_and_avant_is_strict(tmp_path: Path, bound: str, date: str, expected: CaseState) -> None:
    assert state(tmp_path, bound, f"accuse_le: {date}\n") is expected


def test_a_missing_date_satisfies_no_bound(tmp_path: Path) -> None:
    assert state(tmp_path / "a", "{du: recue_le}", "") is MISSING
    assert state(tmp_path / "b", "{au: aujourdhui-P1D}", "") is MISSING


def test_a_bound_on_a_date_that_is_not_written_fits_nothing(tmp_path: Path) -> None:
    assert state(tmp_path, "{au: cloturee_le}", "accuse_le: 2026-03-03\n") is MISSING


@pytest.mark.parametrize(
    ("today", "expected"),
    [("2026-03-11", WAITING), ("2026-03-12", WAITING), ("2026-03-13", MISSING)],
)
def test_a_case_counts_once_its_last_day_has_passed(tmp_path: Path, today: str, expected: CaseState) -> None:
    result = outcome(tmp_path, "{au: 'recue_le+P10D'}", "", today)
    (case,) = result.cases
    assert case.state is expected
    assert case.due == dt.date(2026, 3, 12)
    assert result.state is (RuleState.GAP if expected is MISSING else RuleState.WAITING)
    assert (result.finding is None) == (expected is WAITING)


def test_a_case_without_a_last_day_counts_at_once(tmp_path: Path) -> None:
    assert state(tmp_path, "{du: recue_le}", "", today=RECEIVED) is MISSING


def test_a_strict_bound_counts_from_its_day_on(tmp_path: Path) -> None:
    assert state(tmp_path / "a", "{avant: 'recue_le+P10D'}", "", today="2026-03-11") is WAITING
    assert state(tmp_path / "b", "{avant: 'recue_le+P10D'}", "", today="2026-03-12") is MISSING


def test_what_comes_too_late_is_told_with_its_date_and_the_last_day(tmp_path: Path) -> None:
    result = outcome(tmp_path, "{du: recue_le, au: 'recue_le+P10D'}", "accuse_le: 2026-03-20\n")
    assert result.finding
    assert result.finding.message == (
        "Essai manqué : 1 sur 1 (rec-01 : trace datée du 20 mars 2026, attendue au plus tard le 12 mars 2026)."
    )


def several(root: Path, dates: str, bound: str, today: str = "2026-11-21") -> CaseState:
    """One bound on `revu_le`, a field of several dates."""
    text = rule("x-1", f"chaque: {{genre: procedure, dates: {{revu_le: {bound}}}}}")
    record = (
        "---\ntitre: P\nresponsable: ana-01\nobjet: accueil\ndate_application: 2024-01-01\nrevision: 6 mois\n"
        f"revu_le: {dates}\n---\n"
    )
    root = project(root, {"rules/essai.yml": text, "evidence/procedures/proc-01.md": record})
    (case,) = result_of(judged(root, dt.date.fromisoformat(today)), "x-1").cases
    return case.state


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("[2025-01-10, 2026-06-10]", HAVE),
        ("[2026-06-10, 2025-01-10]", HAVE),
        ("[2024-01-10, 2025-01-10]", MISSING),
        ("2026-06-10", HAVE),
    ],
)
def test_of_several_dates_one_that_fits_is_enough(tmp_path: Path, dates: str, expected: CaseState) -> None:
    assert several(tmp_path, dates, "{du: aujourdhui-P12M}") is expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [("2026-11-30", HAVE), ("2026-12-01", MISSING)],
)
def test_a_review_holds_as_long_as_the_record_says(tmp_path: Path, today: str, expected: CaseState) -> None:
    assert several(tmp_path, "2026-05-31", "{du: aujourdhui-revision}", today) is expected


def test_a_review_that_holds_says_until_when(tmp_path: Path) -> None:
    text = rule("x-1", "chaque: {genre: procedure, dates: {revu_le: {du: aujourdhui-revision}}}")
    record = (
        "---\ntitre: P\nresponsable: ana-01\nobjet: accueil\ndate_application: 2024-01-01\n"
        "revu_le: [2025-01-31, 2026-01-31]\n---\n"
    )
    root = project(tmp_path, {"rules/essai.yml": text, "evidence/procedures/proc-01.md": record})
    assessment = judged(root, dt.date(2026, 6, 1))
    (case,) = result_of(assessment, "x-1").cases
    assert case.expires == dt.date(2027, 1, 31)
    deadline = next(item for item in assessment.deadlines if item.rule.id == "x-1")
    assert (deadline.day, deadline.expires) == (dt.date(2027, 1, 31), True)


def test_when_several_dates_bound_an_end_the_strictest_does(tmp_path: Path) -> None:
    """Of several first accesses, the guide has to come before the first."""
    text = rule(
        "x-1",
        "chaque: {genre: alerte, dates: {close_le: {avant: demarches.quand}}}",
    )
    rows = "[{quand: 2026-03-10 9h, qui: ana-01, quoi: a}, {quand: 2026-03-05 9h, qui: ana-01, quoi: b}]"

    def closed(day: str) -> CaseState:
        record = (
            "---\ntitre: A\nbeneficiaire: B-1\nsession: s-2026-01\ntype: absence\nreperee_le: 2026-03-04 9h\n"
            f"demarches: {rows}\nclose_le: {day}\n---\n"
        )
        files = {"rules/essai.yml": text, "evidence/alertes/al-01.md": record, **_SESSION}
        (case,) = result_of(judged(project(tmp_path, files), dt.date(2026, 11, 21)), "x-1").cases
        return case.state

    assert closed("2026-03-04") is HAVE
    assert closed("2026-03-05") is MISSING
    assert closed("2026-03-08") is MISSING


_SESSION: dict[str, str | bytes] = {
    "evidence/sessions/s-2026-01.md": (
        "---\ntitre: S\ncategorie: AF\ndebut: 2026-03-02\nfin: 2026-03-06\njours: 5\nmodalite: presentiel\n"
        "intervenants: ana-01\navancement: terminee\ninscrits: [{beneficiaire: B-1}]\n---\n"
    )
}


def moment(text: str) -> dt.date:
    return dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("value", "since", "until", "expected"),
    [
        ("2026-09-17T09:00", "2026-09-17T17:30", None, False),
        ("2026-09-17T17:30", "2026-09-17T17:30", None, True),
        ("2026-09-17", "2026-09-17T17:30", None, True),
        ("2026-09-16", "2026-09-17T17:30", None, False),
        ("2026-09-21T23:59", None, "2026-09-21", True),
        ("2026-09-22T00:00", None, "2026-09-21", False),
        ("2026-09-21", None, "2026-09-21T08:00", True),
    ],
)
def test_moments_are_compared_as_moments_and_with_a_day_as_days(
    value: str,
    since: str | None,
    until: str | None,
    expected: bool,  # noqa: FBT001
) -> None:
    frame = Window(moment(since) if since else None, moment(until) if until else None)
    assert frame.holds(moment(value)) is expected


def test_a_first_step_before_what_was_noticed_is_no_answer_to_it(tmp_path: Path) -> None:
    def alert(when: str, today: str) -> RuleResult:
        record = (
            "---\ntitre: A\nbeneficiaire: B-1\nsession: s-2026-01\ntype: absence\nreperee_le: 2026-03-05 17h30\n"
            f"demarches: [{{quand: {when}, qui: ana-01, quoi: appel}}]\n---\n"
        )
        root = project(tmp_path, {"evidence/alertes/al-01.md": record, **_SESSION})
        return result_of(judged(root, dt.date.fromisoformat(today)), "12-relance")

    assert alert("2026-03-05 9h", "2026-03-10").state is RuleState.GAP
    assert alert("2026-03-05 17h31", "2026-03-10").state is RuleState.HELD
    assert alert("2026-03-09 19h", "2026-03-10").state is RuleState.HELD  # two working days: Friday, Monday
    assert alert("2026-03-10 8h", "2026-03-11").state is RuleState.GAP
    assert alert("2026-03-10 8h", "2026-03-09").state is RuleState.WAITING


def test_dates_at_the_edge_of_the_calendar_are_judged_like_others(tmp_path: Path) -> None:
    assert state(tmp_path / "a", "{avant: 'recue_le-P9999Y'}", "accuse_le: 2026-03-02\n") is MISSING
    assert state(tmp_path / "b", "{au: 'recue_le+P9999Y'}", "accuse_le: 2026-03-02\n") is HAVE


def test_a_day_and_a_moment_at_the_same_end_keep_the_strictest(tmp_path: Path) -> None:
    alert = "---\ntitre: A\nbeneficiaire: B-1\nsession: s-2026-01\ntype: absence\nreperee_le: 2026-03-03 9h30\n"
    text = rule("x-1", "chaque: {genre: alerte, dates: {demarches.quand: {au: reperee_le, avant: reperee_le}}}")
    files = {"rules/essai.yml": text, "evidence/sessions/s-2026-01.md": session()}
    for day, expected in (("2026-03-02 18h00", HAVE), ("2026-03-03 8h00", MISSING)):
        step = f"demarches: [{{quand: {day}, qui: ana-01, quoi: Appel}}]\n---\n"
        root = project(tmp_path, {**files, "evidence/alertes/al-2026-01.md": alert + step})
        (case,) = result_of(judged(root, dt.date(2026, 11, 21)), "x-1").cases
        assert case.state is expected
