"""From the cases of a rule to how serious its gap is, as the référentiel and the guide tell."""

from __future__ import annotations

from collections.abc import Iterable

from classeur.finding import Extent, Grade
from classeur.kinds.pieces import Piece
from classeur.referential import Indicator
from classeur.rules.declaration import AtLeast, Rule
from classeur.rules.result import Case, CaseState, RuleResult

REPEATED_SESSIONS = 2
"""An isolated lapse (`ponctuel`) that shows in two sessions is repeated: major."""
REPEATED_SHARE = 0.5
"""Elsewhere, more than half of the cases."""


ISOLATED = "ponctuel"
WATCHING = "veille-non-exploitee"
"""Only no watch at all is major: an existence rule that supposes no other."""
WRITTEN = frozenset({"mesures-ecrites-partiellement-appliquees", "processus-ecrit-partiellement-applique"})
"""Nothing written is major, whatever is done (12, 13)."""


def extent_of(cases: tuple[Case, ...]) -> Extent:
    """How many cases are missing, out of those that are due: waived and waiting ones do not count."""
    due = [case for case in cases if case.state in (CaseState.HAVE, CaseState.MISSING)]
    return Extent(sum(case.state is CaseState.MISSING for case in due), len(due))


def grade_of(rule: Rule, indicator: Indicator | None, cases: tuple[Case, ...], *, shown: bool = False) -> Grade:
    """The grade of a rule's gap.

    The rule's own grade if it has one. A rule of no indicator only warns. An indicator that is not gradable
    knows major gaps only (arrêté du 6 juin 2019, article 5); where the texts do not say (33), a human must.
    A gradable one is minor, unless nothing at all is there or the gap is repeated (guide V9). `shown` says whether
    something else of the indicator is there: « attendu pas du tout respecté » is said of an indicator, not of a rule,
    and a provider with one place or one learner is not worse than one with forty.
    """
    if rule.grade:
        return rule.grade
    if indicator is None:
        return Grade.WATCH
    if indicator.gradable is None:
        return Grade.CONFIRM
    if not indicator.gradable:
        return Grade.MAJOR
    if indicator.minor_is == WATCHING:
        none = isinstance(rule.predicate, AtLeast) and not rule.requires and _nothing(rule, cases)
        return Grade.MAJOR if none else Grade.MINOR
    unwritten = isinstance(rule.predicate, AtLeast) and indicator.minor_is in WRITTEN
    nothing = _nothing(rule, cases) and (unwritten or not shown)
    return Grade.MAJOR if nothing or _repeated(indicator, cases) else Grade.MINOR


def _nothing(rule: Rule, cases: tuple[Case, ...]) -> bool:
    if isinstance(rule.predicate, AtLeast):
        return all(case.state is not CaseState.HAVE for case in cases)
    extent = extent_of(cases)
    return extent.missing == extent.total and not any(case.partial for case in cases)


def _repeated(indicator: Indicator, cases: tuple[Case, ...]) -> bool:
    if indicator.minor_is == ISOLATED:
        places = {case.record for case in cases if case.state is CaseState.MISSING}
        return len(places) >= REPEATED_SESSIONS
    extent = extent_of(cases)
    return extent.total > 1 and extent.missing > REPEATED_SHARE * extent.total


def only_declared(results: Iterable[RuleResult]) -> bool:
    """Whether everything that was counted for an indicator is a piece that is said to be kept somewhere, unseen."""
    proofs = [case.proof for result in results for case in result.cases_in(CaseState.HAVE) if case.proof]
    return bool(proofs) and all(isinstance(proof, Piece) and not proof.seen for proof in proofs)
