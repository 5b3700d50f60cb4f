"""How serious a gap is, as the référentiel and the guide tell."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from classeur.finding import Extent, Grade, Place
from classeur.referential import load_referential
from classeur.rules.declaration import AtLeast, Coverage, Each, Predicate, Rule, Selector
from classeur.rules.grading import extent_of, grade_of
from classeur.rules.result import Case, CaseState, Status
from tests.small_tree import judged, project, result_of, rule

INDICATORS = load_referential().indicators
ANY = Selector(("session",), {}, {})
COVERAGE = Coverage(ANY, (ANY,), {})


def a_rule(predicate: Predicate = COVERAGE, grade: Grade | None = None) -> Rule:
    return Rule("x-1", 1, "l", "g", "r", "s", predicate, grade=grade)


def cases(missing: str, held: int = 0, *, partial: bool = False) -> tuple[Case, ...]:
    """`missing` names the record of each missing case, one letter each."""
    return tuple(Case(CaseState.MISSING, name, Place(name), partial=partial) for name in missing) + tuple(
        Case(CaseState.HAVE, f"h{number}", Place("h")) for number in range(held)
    )


@pytest.mark.parametrize("number", [4, 21, 26, 31, 32])
@pytest.mark.parametrize("missing", ["a", "aaa"])
def test_an_indicator_that_is_not_gradable_knows_major_gaps_only(number: int, missing: str) -> None:
    assert grade_of(a_rule(), INDICATORS[number], cases(missing, held=40)) is Grade.MAJOR


@pytest.mark.parametrize(
    ("number", "missing", "held", "expected"),
    [
        (1, "a", 9, Grade.MINOR),  # ponctuel: one record
        (1, "aa", 9, Grade.MINOR),  # twice in the same one
        (1, "ab", 9, Grade.MAJOR),  # in two
        (9, "a", 6, Grade.MINOR),  # elsewhere: a share
        (9, "ab", 2, Grade.MINOR),  # half
        (9, "abc", 2, Grade.MAJOR),  # over half
        (12, "a", 2, Grade.MINOR),
        (12, "ab", 1, Grade.MAJOR),
        (30, "ab", 3, Grade.MINOR),
        (1, "a", 0, Grade.MAJOR),  # nothing at all
        (9, "a", 0, Grade.MAJOR),
        (12, "abc", 0, Grade.MAJOR),
    ],
)
def test_a_gradable_one_is_minor_unless_nothing_is_there_or_it_is_repeated(
    number: int, missing: str, held: int, expected: Grade
) -> None:
    assert grade_of(a_rule(), INDICATORS[number], cases(missing, held)) is expected


def test_a_single_page_with_only_some_of_its_sections_is_not_nothing() -> None:
    page = a_rule(Each(ANY, ("a", "b")))
    assert grade_of(page, INDICATORS[9], cases("a", partial=True)) is Grade.MINOR
    assert grade_of(page, INDICATORS[9], cases("a")) is Grade.MAJOR


@pytest.mark.parametrize(("held", "expected"), [(0, Grade.MAJOR), (1, Grade.MINOR)])
def test_of_so_many_records_none_is_major_and_some_minor(held: int, expected: Grade) -> None:
    at_least = a_rule(AtLeast(2, (ANY,), {}))
    missing = tuple(Case(CaseState.MISSING, "", Place("x")) for _ in range(2 - held))
    assert grade_of(at_least, INDICATORS[23], cases("", held) + missing) is expected


def test_where_the_texts_do_not_say_a_human_must() -> None:
    assert grade_of(a_rule(), INDICATORS[33], cases("abc")) is Grade.CONFIRM


def test_a_rule_of_no_indicator_warns() -> None:
    assert grade_of(a_rule(), None, cases("abc")) is Grade.WATCH


@pytest.mark.parametrize("grade", [Grade.WATCH, Grade.MINOR, Grade.CONFIRM, Grade.MAJOR])
def test_the_grade_that_a_rule_gives_itself_wins(grade: Grade) -> None:
    assert grade_of(a_rule(grade=grade), INDICATORS[4], cases("abc")) is grade
    assert grade_of(a_rule(grade=grade), INDICATORS[1], cases("a", held=9)) is grade


def test_the_extent_leaves_out_what_is_waived_or_still_to_come() -> None:
    others = tuple(Case(state, "o", Place("o")) for state in (CaseState.WAITING, CaseState.WAIVED))
    assert extent_of(cases("ab", held=3) + others) == Extent(2, 5)
    assert str(Extent(2, 5)) == "2 sur 5"


def test_33_is_to_confirm_in_a_verdict(tmp_path: Path) -> None:
    own = rule("33-essai", "au_moins: {n: 1, genre: veille}", indicator=33)
    provider = (tmp_path / "organisme.yml", "categories: AF", "categories: CFA")
    root = project(tmp_path, {"rules/33.yml": own})
    provider[0].write_text(provider[0].read_text(encoding="utf-8").replace(*provider[1:]), encoding="utf-8")
    assessment = judged(root, dt.date(2026, 11, 21))
    assert result_of(assessment, "33-essai").grade is Grade.CONFIRM
    assert assessment.verdicts[33].status is Status.CONFIRM


def test_one_late_review_only_warns(tmp_path: Path) -> None:
    late = "---\ntitre: P\nresponsable: ana-01\nobjet: autre\ndate_application: 2024-01-01\nrevu_le: 2025-01-01\n---\n"
    assessment = judged(project(tmp_path, {"evidence/procedures/proc-01.md": late}), dt.date(2026, 11, 21))
    result = result_of(assessment, "00-revision-procedures")
    assert result.grade is Grade.WATCH
    assert result.finding
    assert result.finding.indicator is None
    assert result.finding.message == (
        "Une procédure n'a pas été relue à temps : 1 sur 1 (proc-01 : trace datée du 1er janvier 2025,"
        " attendue au plus tard le 1er janvier 2026)."
    )
