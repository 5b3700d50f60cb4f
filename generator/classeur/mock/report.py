"""The whole mock audit: draw, predictions, one file followed, questions, points to confirm, strengths."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from classeur.cycle.accumulation import Accumulation
from classeur.cycle.scope import Scope, scope_of
from classeur.editions import Edition
from classeur.mock.draw import Draw, draw
from classeur.mock.predicting import Prediction, minors, predict
from classeur.mock.questions import Asked, ask
from classeur.mock.strengths import Strength, strengths_of
from classeur.mock.walk import Walk, to_follow, walk
from classeur.pages.index import index_of
from classeur.pages.view import AUDIT, View
from classeur.referential import load_referential
from classeur.rules.result import Assessment, RuleState, Verdict


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a mock audit: the type of audit it plays, its seed, how many files it opens.

    `categories` are those that an extension adds; empty where nobody says which.
    """

    kind: str
    seed: int
    sessions: int
    learners: int
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """An indicator on which only a human can conclude, and why."""

    number: int
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class MockAudit:
    """A mock audit. `applying` are the indicators that concern the provider, `scope` those that this type looks at."""

    assessment: Assessment
    request: Request
    applying: tuple[int, ...]
    scope: Scope
    draw: Draw
    predictions: tuple[Prediction, ...]
    minors: Accumulation
    walk: Walk | None
    questions: tuple[Asked, ...]
    to_confirm: tuple[ToConfirm, ...]
    strengths: tuple[Strength, ...]
    last_fact: dt.date | None
    """The day of the latest fact that a record tells, by the day of the audit; None where there is none."""

    @property
    def date(self) -> dt.date:
        """The day of the audit that is played."""
        return self.assessment.date


def hold(assessment: Assessment, request: Request) -> MockAudit:
    """Hold a mock audit on an assessment, which was made at its date for both judgement and référentiel."""
    view = View(assessment, Edition.TEAM, coded=True)
    verdicts = [verdict for verdict in assessment.verdicts.values() if verdict.applies]
    applying = tuple(verdict.indicator.number for verdict in verdicts)
    scope = scope_of(
        request.kind, assessment.library, load_referential(), applying, assessment.date, request.categories
    )
    numbers = frozenset(scope.numbers)
    covered = [verdict for verdict in verdicts if verdict.indicator.number in numbers]
    drawn = draw(assessment, request.seed, request.sessions, request.learners)
    followed = to_follow(drawn, assessment.date)
    return MockAudit(
        assessment=assessment,
        request=request,
        applying=applying,
        scope=scope,
        draw=drawn,
        predictions=predict(assessment, drawn, numbers),
        minors=minors(assessment, numbers),
        walk=walk(view, index_of(view), followed) if followed else None,
        questions=ask(view, drawn, covered),
        to_confirm=tuple(told for verdict in covered if (told := _to_confirm(verdict))),
        strengths=strengths_of(assessment, numbers),
        last_fact=_last_fact(assessment),
    )


def _last_fact(assessment: Assessment) -> dt.date | None:
    records = assessment.library.records.values()
    days = (record.day for record in records if not record.draft and record.kind.name != AUDIT)
    return max((day for day in days if day and day <= assessment.date), default=None)


def _to_confirm(verdict: Verdict) -> ToConfirm | None:
    """What no rule can settle: a regard that nobody gave lately, a rule that waits for a human, no rule at all.

    A gap that only a human can grade is told as a prediction.
    """
    regard = verdict.regard if verdict.regard and not verdict.reviewed else ""
    told = [regard, *(result.rule.label for result in verdict.results if result.state is RuleState.CONFIRM)]
    reason = " ; ".join(words.rstrip(".") for words in told if words)
    if not reason and verdict.results:
        return None
    summary = verdict.indicator.summary.rstrip(".")
    return ToConfirm(verdict.indicator.number, verdict.indicator.title, reason or summary)
