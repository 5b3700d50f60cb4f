"""What a mock audit tells of the sample provider: its planted gaps, one file, questions, strengths."""

from __future__ import annotations

import datetime as dt
import string
from dataclasses import replace
from pathlib import Path

import pytest

from classeur.cycle.accumulation import accumulation
from classeur.editions import Edition
from classeur.mock.draw import BY_LOT, DrawnLearner, draw
from classeur.mock.facts import NAMES, PROCEDURE
from classeur.mock.predicting import Prediction, Reach, minors, predict
from classeur.mock.questions import facts_in, load_topics
from classeur.mock.report import MockAudit, Request, hold
from classeur.mock.strengths import FEWEST
from classeur.mock.telling import accumulation as accumulation_words
from classeur.mock.telling import again, stake, state_of, total
from classeur.mock.traits import load_traits
from classeur.mock.walk import load_steps, walk
from classeur.pages.columns import load_columns
from classeur.pages.index import index_of
from classeur.pages.view import View
from classeur.portal import Reading, assess, read_project
from classeur.referential import load_referential
from classeur.rules.result import Assessment, RuleState
from tests.acceptance.examples import PROVIDERS, READY
from tests.acceptance.test_sample import BEFORE, GAPS
from tests.conftest import DAY
from tests.small_tree import judged, project, session

SURVEILLANCE = Request("surveillance", 20261121, 2, 2)
WHOLE = Request("renouvellement", 20261121, 2, 2)


@pytest.fixture(scope="module")
def on_the_day(sample: Reading) -> Assessment:
    """The sample judged for an audit of that very day."""
    return assess(sample, DAY, DAY)


@pytest.fixture(scope="module")
def mock(on_the_day: Assessment) -> MockAudit:
    return hold(on_the_day, WHOLE)


@pytest.fixture(scope="module")
def old(sample: Reading) -> MockAudit:
    return hold(assess(sample, BEFORE, BEFORE), WHOLE)


def predicted(assessment: Assessment, seed: int) -> tuple[Prediction, ...]:
    """What a small draw of this seed predicts."""
    return predict(assessment, draw(assessment, seed, 1, 1), frozenset(range(1, 34)))


def test_the_planted_gaps_and_nothing_else_are_predicted(mock: MockAudit) -> None:
    told = {(one.finding.rule, one.finding.grade, str(one.finding.extent)) for one in mock.predictions}
    assert told == {(rule, grade, extent) for rule, grade, extent, _ in GAPS.values()}
    assert len(mock.predictions) == len(GAPS)


def test_the_date_of_the_audit_chooses_the_referential(old: MockAudit, mock: MockAudit) -> None:
    assert (old.assessment.version.id, mock.assessment.version.id) == ("rnq-2019", "rnq-2026")
    assert len(old.predictions) <= len(mock.predictions)
    assert not [one for one in old.predictions if one.finding.rule == GAPS["É1"][0]]


def test_a_gap_of_a_file_hangs_on_the_draw_and_a_register_does_not(on_the_day: Assessment) -> None:
    reaches: dict[str, set[Reach]] = {}
    for seed in range(12):
        for one in predicted(on_the_day, seed):
            reaches.setdefault(one.finding.rule, set()).add(one.reach)
    assert reaches["31-accuse"] == reaches["00-revision-procedures"] == {Reach.ANYWHERE}
    assert reaches["04-analyse-besoin"] >= {Reach.OUTSIDE}
    assert Reach.ANYWHERE not in reaches["04-analyse-besoin"] | reaches["12-relance"]


def test_what_the_draw_leaves_says_what_it_hangs_on(on_the_day: Assessment) -> None:
    found = [one for seed in range(4) for one in predicted(on_the_day, seed)]
    told = {stake(one) for one in found if one.finding.rule == "04-analyse-besoin"}
    assert "majeure si ce dossier est tiré : 1 sur 33" in told


def test_gaps_of_the_draw_come_first_and_those_out_of_scope_last(mock: MockAudit) -> None:
    order = list(Reach)
    places = [(not one.in_scope, order.index(one.reach)) for one in mock.predictions]
    assert places == sorted(places)


def test_every_case_is_inside_or_outside(mock: MockAudit) -> None:
    for one in mock.predictions:
        assert one.reach is not Reach.DRAWN or one.inside
        assert one.reach is not Reach.OUTSIDE or (one.outside and not one.inside)
        assert one.reach is not Reach.ANYWHERE or not (one.inside or one.outside)


def test_minors_are_added_up_within_the_scope(mock: MockAudit, on_the_day: Assessment) -> None:
    expected = {int(rule[:2]) for rule, grade, _, _ in GAPS.values() if grade == "mineure"}
    assert mock.minors.indicators == tuple(sorted(expected))
    assert minors(on_the_day, frozenset({1, 4})).indicators == (1,)


def test_five_minors_are_said_to_count_as_a_major_one(mock: MockAudit) -> None:
    five = replace(mock, minors=accumulation([1, 2, 9, 12, 13]))
    assert accumulation_words(replace(mock, minors=accumulation([1, 2, 9, 12]))) == ""
    assert accumulation_words(five).startswith("5 mineures prévues : 5 mineures encore ouvertes à la décision comptent")


def test_the_file_followed_is_finished_and_has_every_step(mock: MockAudit) -> None:
    assert mock.walk
    assert mock.walk.learner.inscription.end < DAY
    assert [walked.step.id for walked in mock.walk.steps] == [step.id for step in load_steps()]
    seen = {walked.step.id: state_of(walked) for walked in mock.walk.steps}
    assert seen["besoin"] == seen["contrat"] == seen["accueil"] == seen["evaluation"] == seen["fin"] == "en ordre"


def test_a_step_tells_each_gap_of_the_file_once(tmp_path: Path) -> None:
    found = hold(judged(project(tmp_path, {"evidence/sessions/ses-1.md": session()}), DAY), SURVEILLANCE)
    assert found.walk
    rules = [lack.rule for walked in found.walk.steps for lack in walked.lacks]
    assert "04-analyse-besoin" in rules
    assert len(rules) == len(set(rules))
    steps = {walked.step.id: state_of(walked) for walked in found.walk.steps}
    assert steps["besoin"].endswith(("écart", "écarts"))


def test_a_step_whose_date_comes_too_early_is_told(tmp_path: Path) -> None:
    more = """
    pieces:
      - {nature: analyse-besoin, pour: [B-1], date: 2026-02-10, ou: Classeur}
      - {nature: convention, pour: [B-1], date: 2026-02-03, signee_le: 2026-02-03, ou: Classeur}
    """
    found = hold(judged(project(tmp_path, {"evidence/sessions/ses-1.md": session(more=more)}), DAY), SURVEILLANCE)
    assert found.walk
    contract = next(walked for walked in found.walk.steps if walked.step.id == "contrat")
    assert contract.disordered == dt.date(2026, 2, 10)
    assert state_of(contract) == "hors de l’ordre"


@pytest.mark.parametrize("ready", ["", *READY])
def test_the_order_of_dates_accuses_no_honest_file(sample: Reading, ready: str) -> None:
    # The sample too: what is late there is told as late, and the contract of a session run for a principal comes first.
    found = assess(read_project(PROVIDERS / ready) if ready else sample, DAY, DAY)
    view = View(found, Edition.TEAM)
    index = index_of(view)
    for inscription in found.library.inscriptions:
        followed = walk(view, index, DrawnLearner(inscription, BY_LOT))
        assert not [step.step.id for step in followed.steps if step.disordered], inscription.id
        assert not (ready and followed.lacks), inscription.id


def test_the_files_of_the_sample_lack_what_was_planted_in_them(on_the_day: Assessment) -> None:
    view = View(on_the_day, Edition.TEAM)
    index = index_of(view)
    told = {
        (lack.rule, inscription.learner)
        for inscription in on_the_day.library.inscriptions
        for step in walk(view, index, DrawnLearner(inscription, BY_LOT)).steps
        for lack in step.lacks
    }
    assert {rule for rule, _ in told} <= {rule for rule, _, _, _ in GAPS.values()}
    alone = {GAPS[gap][0]: GAPS[gap][3].split()[-1] for gap in ("É2", "É3")}
    assert {rule: who for rule, who in told if rule in alone} == alone


def test_every_column_belongs_to_one_step_and_every_indicator_to_one() -> None:
    columns = [column.id for step in load_steps() for column in step.columns]
    assert sorted(columns) == sorted(column.id for column in load_columns())
    numbers = [number for step in load_steps() for number in step.indicators]
    assert len(numbers) == len(set(numbers))
    assert set(load_referential().indicators) - set(numbers) <= {1, 2, 3, 23, 24, 25}


def test_each_indicator_has_two_to_four_questions_with_their_source() -> None:
    assert set(load_topics()) == set(load_referential().indicators)
    for number, topic in load_topics().items():
        assert 2 <= len(topic.wordings) <= 4, number
        assert topic.source
        assert topic.roles
        for wording in topic.wordings:
            assert wording.question.endswith(("?", ".")), number
            assert wording.otherwise.endswith(("?", ".")) or not wording.otherwise
            assert not facts_in(wording.otherwise)


def test_every_fact_that_a_question_names_can_be_found(mock: MockAudit) -> None:
    objects = mock.assessment.library.kinds.by_name["procedure"].field("objet")
    assert objects
    known = {*NAMES, *(f"{PROCEDURE}{value}" for value in objects.values or {})}
    named = {name for topic in load_topics().values() for w in topic.wordings for name in facts_in(w.question)}
    assert named <= known
    assert set(NAMES) <= named, "a fact that no question names is found for nothing"


def test_the_roles_of_who_answers_exist(mock: MockAudit) -> None:
    team = mock.assessment.library.kinds.by_name["organisme"].field("equipe")
    assert team
    roles = next(sub for sub in team.fields if sub.name == "roles").values or {}
    assert {role for topic in load_topics().values() for role in topic.roles} <= set(roles)


def test_questions_name_the_drawn_files_and_somebody_to_answer(mock: MockAudit) -> None:
    text = " ".join(question for asked in mock.questions for question in asked.questions)
    assert [asked.number for asked in mock.questions] == list(mock.scope.numbers)
    assert any(one.inscription.learner in text for one in mock.draw.learners)
    assert any(drawn.session.title in text for drawn in mock.draw.sessions)
    assert not {field for _, field, _, _ in string.Formatter().parse(text) if field}
    assert all(asked.who and len(asked.questions) >= 2 for asked in mock.questions)


def test_who_wrote_the_answer_to_an_indicator_answers_and_else_the_role(mock: MockAudit, tmp_path: Path) -> None:
    who = {asked.number: asked.who for asked in mock.questions}
    assert who[12] == ("Odile Kermarec",)
    assert who[31] == ("Paulin Grelier",)
    alone = hold(assess(read_project(project(tmp_path, {})), on := dt.date(2026, 11, 21), on), WHOLE)
    assert all(asked.who for asked in alone.questions)


def test_in_2019_nobody_asks_about_what_2026_brought(old: MockAudit) -> None:
    text = " ".join(question for asked in old.questions for question in asked.questions)
    assert "geste ou un propos" not in text
    assert 33 not in [asked.number for asked in old.questions]


def test_strengths_are_rules_that_hold_widely(mock: MockAudit) -> None:
    assert mock.strengths
    assert all(one.cases >= FEWEST for one in mock.strengths)
    assert [one.cases for one in mock.strengths] == sorted((one.cases for one in mock.strengths), reverse=True)
    gaps = {one.finding.rule for one in mock.predictions}
    assert not gaps & {one.rule for one in mock.strengths}
    assert len({one.indicator for one in mock.strengths}) == len(mock.strengths)


def test_what_a_surveillance_need_not_look_at_is_told_apart(on_the_day: Assessment) -> None:
    mock = hold(on_the_day, SURVEILLANCE)
    assert {one.finding.indicator for one in mock.predictions if one.in_scope} <= {None, *mock.scope.numbers}
    assert [asked.number for asked in mock.questions] == list(mock.scope.numbers)
    left = [one for one in mock.predictions if one.finding.indicator not in (None, *mock.scope.numbers)]
    assert ("hors de ce que cet audit revoit" in total(mock)) == bool(left)
    narrow = replace(mock, predictions=tuple(replace(one, in_scope=False) for one in mock.predictions[:2]))
    assert total(narrow) == "aucun constat ; 2 autres hors de ce que cet audit revoit"


def test_a_provider_without_a_session_is_still_asked_and_judged(tmp_path: Path) -> None:
    found = hold(judged(project(tmp_path), DAY), SURVEILLANCE)
    assert (found.draw.sessions, found.walk) == ((), None)
    assert found.questions
    assert found.predictions
    assert not [one for one in found.predictions if one.reach is not Reach.ANYWHERE]


def test_the_command_that_is_told_asks_for_the_same_audit(mock: MockAudit) -> None:
    assert (
        again(mock)
        == "classeur audit --date 2026-11-21 --type renouvellement --seed 20261121 --sessions 2 --learners 2"
    )


def test_traits_have_names_of_their_own() -> None:
    assert len({trait.id for trait in load_traits()}) == len(load_traits())


def test_what_only_a_human_can_say_is_listed_and_a_gap_is_not(on_the_day: Assessment, mock: MockAudit) -> None:
    listed = {one.number for one in mock.to_confirm}
    for number, verdict in on_the_day.verdicts.items():
        waits = any(result.state is RuleState.CONFIRM for result in verdict.results)
        unseen = bool(verdict.regard) and not verdict.reviewed
        assert (number in listed) == (waits or unseen or not verdict.results), number
    assert all(one.reason and not one.reason.endswith(".") for one in mock.to_confirm)
