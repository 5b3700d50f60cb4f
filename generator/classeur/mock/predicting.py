"""What an auditor would find: each gap, whether the draw holds it, and how far it goes."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from enum import Enum

from classeur.about import learners_of, sessions_of
from classeur.cycle.accumulation import Accumulation, accumulation
from classeur.finding import Finding
from classeur.library import SESSION, Library
from classeur.mock.draw import Draw
from classeur.rules.cumul import predicted
from classeur.rules.result import Assessment, Case, CaseState, RuleResult
from classeur.shipped import shipped_data


class Reach(Enum):
    """Where a gap shows, from the surest to the most hidden."""

    DRAWN = "tire"
    """In a file that was drawn."""
    ANYWHERE = "partout"
    """In what every auditor opens: procedures, public pages, registers, plans. No draw hides it."""
    OUTSIDE = "hors-tirage"
    """Only in files that this draw leaves out: it shows if one of them is drawn."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """A gap that is predicted. `inside` are the missing cases that the draw holds, `outside` those that it leaves."""

    finding: Finding
    reach: Reach
    in_scope: bool
    inside: tuple[Case, ...] = ()
    outside: tuple[Case, ...] = ()


def predict(assessment: Assessment, draw: Draw, scope: frozenset[int]) -> tuple[Prediction, ...]:
    """Every finding of an assessment, seen from a draw: inside first, then by reach, gravity and extent.

    `scope` are the numbers of the indicators that this type of audit covers; what has no indicator is always looked at.
    """
    sessions = {drawn.session.id for drawn in draw.sessions}
    learners = {drawn.inscription.id for drawn in draw.learners}
    results = {result.finding.key: result for result in assessment.results() if result.finding}
    found = [
        _prediction(assessment.library, finding, results.get(finding.key), sessions, learners, scope)
        for finding in assessment.findings
    ]
    order = list(Reach)
    # `findings` are sorted by gravity and extent already, and sorting keeps the order of equals.
    return tuple(sorted(found, key=lambda one: (not one.in_scope, order.index(one.reach))))


def _prediction(
    library: Library,
    finding: Finding,
    result: RuleResult | None,
    sessions: set[str],
    learners: set[str],
    scope: frozenset[int],
) -> Prediction:
    in_scope = finding.indicator is None or finding.indicator in scope
    inside: list[Case] = []
    outside: list[Case] = []
    for case in result.cases_in(CaseState.MISSING) if result else ():
        files = files_of(library, case)
        if files:
            drawn = any(name in learners if "/" in name else name in sessions for name in files)
            (inside if drawn else outside).append(case)
    reach = Reach.DRAWN if inside else Reach.OUTSIDE if outside else Reach.ANYWHERE
    return Prediction(finding, reach, in_scope, tuple(inside), tuple(outside))


def files_of(library: Library, case: Case) -> tuple[str, ...]:
    """The files that hold a case: `session/learner`, or the session alone; none for what every audit opens.

    A record that names both, such as an alert, is in the learner's file. The register of complaints is opened whoever
    was drawn, though a complaint names a session.
    """
    record = library.records.get(case.record)
    if record is None or record.kind.name not in _kinds_in_files():
        return ()
    if record.kind.name == SESSION:
        return (f"{record.id}/{case.learner}",) if case.learner else (record.id,)
    sessions = sessions_of(library, record.references)
    learners = (case.learner,) if case.learner else learners_of(library, record.references)
    return tuple(f"{session}/{learner}" for session in sessions for learner in learners) or sessions


@functools.cache
def _kinds_in_files() -> frozenset[str]:
    return frozenset(shipped_data("audit-blanc.yml")["dossiers"])


def minors(assessment: Assessment, scope: frozenset[int]) -> Accumulation:
    """The minors that an audit of this scope would write, added up as the certifier does at the decision."""
    return accumulation(number for number in predicted(assessment).indicators if number in scope)
