"""How serious a gap is, as the référentiel and the guide tell."""

from __future__ import annotations

import dataclasses
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


WATCHES = [23, 24, 25]


@pytest.mark.parametrize("number", WATCHES)
def test_only_no_watch_at_all_is_major(number: int) -> None:
    """« Veille en place mais non exploitée » is minor, however many notes were left unused or untold."""
    none = a_rule(AtLeast(1, (ANY,), {}))
    unused = dataclasses.replace(none, requires="x-0")
    assert grade_of(none, INDICATORS[number], cases("a")) is Grade.MAJOR
    assert grade_of(unused, INDICATORS[number], cases("a")) is Grade.MINOR
    assert grade_of(a_rule(), INDICATORS[number], cases("abcd")) is Grade.MINOR


def test_one_party_that_was_not_asked_is_minor_and_nobody_at_all_is_major() -> None:
    one = a_rule(AtLeast(1, (ANY,), {}))
    assert grade_of(one, INDICATORS[30], cases("a"), shown=True) is Grade.MINOR
    assert grade_of(one, INDICATORS[30], cases("a")) is Grade.MAJOR
    assert grade_of(a_rule(), INDICATORS[30], cases("abc", held=1), shown=True) is Grade.MAJOR
    assert grade_of(one, INDICATORS[12], cases("a"), shown=True) is Grade.MAJOR


@pytest.mark.parametrize("number", [1, 2, 8, 9, 17, 19])
def test_nothing_is_said_of_the_indicator_and_not_of_one_rule(number: int) -> None:
    """« Attendu pas du tout respecté »: one place without a register is not worse than one of forty."""
    assert grade_of(a_rule(), INDICATORS[number], cases("a"), shown=True) is Grade.MINOR
    assert grade_of(a_rule(), INDICATORS[number], cases("a")) is Grade.MAJOR


def test_parties_are_told_apart_in_a_whole_provider(tmp_path: Path) -> None:
    rules = rule("30-a", "au_moins: {n: 1, genre: enquete, avec: {partie_prenante: equipe}}", indicator=30)
    rules += rule("30-b", "au_moins: {n: 1, genre: enquete, avec: {partie_prenante: entreprise}}", indicator=30).split(
        "regles:\n"
    )[1]
    survey = "---\ntitre: E\ndate: 2026-03-06\npartie_prenante: equipe\nmoment: annuel\nenvoyes: 1\nrecus: 1\n---\n"
    nobody = judged(project(tmp_path / "a", {"rules/a.yml": rules}), dt.date(2026, 11, 21))
    assert [result_of(nobody, name).grade for name in ("30-a", "30-b")] == [Grade.MAJOR, Grade.MAJOR]
    files = {"rules/a.yml": rules, "evidence/enquetes/enq-01.md": survey}
    team = judged(project(tmp_path / "b", files), dt.date(2026, 11, 21))
    assert result_of(team, "30-b").grade is Grade.MINOR


def test_every_way_of_being_minor_is_one_of_those_that_are_graded_here() -> None:
    known = {
        "ponctuel": {1, 3, 17, 18, 19, 28},
        "peu-detaille": {2},
        "incomplet": {8, 9},
        "mesures-ecrites-partiellement-appliquees": {12},
        "processus-ecrit-partiellement-applique": {13},
        "veille-non-exploitee": set(WATCHES),
        "une-partie-non-sollicitee": {30},
    }
    assert known == {
        way: {number for number, item in INDICATORS.items() if item.minor_is == way}
        for way in {item.minor_is for item in INDICATORS.values()} - {""}
    }
    assert {number for number, item in INDICATORS.items() if item.gradable} == set().union(*known.values())


@pytest.mark.parametrize("number", [2, 8, 9, 12, 13])
def test_too_little_detail_and_measures_partly_applied_are_minor_until_it_is_most_of_them(number: int) -> None:
    written = a_rule(AtLeast(1, (ANY,), {}))
    assert grade_of(written, INDICATORS[number], cases("a")) is Grade.MAJOR
    assert grade_of(a_rule(), INDICATORS[number], cases("aab", held=3)) is Grade.MINOR
    assert grade_of(a_rule(), INDICATORS[number], cases("aabc", held=3)) is Grade.MAJOR


@pytest.mark.parametrize("number", [1, 3, 17, 18, 19, 28])
def test_an_isolated_lapse_is_minor_and_in_two_places_major(number: int) -> None:
    assert grade_of(a_rule(), INDICATORS[number], cases("aaa", held=1)) is Grade.MINOR
    assert grade_of(a_rule(), INDICATORS[number], cases("ab", held=98)) is Grade.MAJOR


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
