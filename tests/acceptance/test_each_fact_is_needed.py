"""From every ready provider, take away what a rule rests on: that rule trips, and no rule that does not cite it.

Nothing is written for a rule that lands: what it rests on is what its cases say, and what it cites is what it declares.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record
from classeur.library import PROVIDER_KIND, Library
from classeur.rules.declaration import AtLeast, Computed, Coverage, Each, Empty
from classeur.rules.result import Assessment, Case, CaseState, RuleResult, RuleState
from tests.acceptance.blanking import (
    Change,
    Provider,
    Removed,
    cites,
    facts,
    same_case,
    without_field,
    without_piece,
    without_record,
    without_section,
)
from tests.acceptance.examples import BASE, PROVIDERS, READY

DAY = dt.date(2026, 11, 21)
TRIED = 4
"""Cases of a rule that are tried: the fact of one may still be to come, or be waived."""
OTHERS = 40
"""Proofs of one case that are taken away, one after the other, before it is said that too many would do."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the rules once something was taken away."""

    assessment: Assessment
    removed: tuple[Removed, ...]

    @property
    def tripped(self) -> set[str]:
        return {result.rule.id for result in self.assessment.results() if result.state is RuleState.GAP}

    def misses(self, rule: str, case: Case) -> bool:
        """Whether the rule trips, or is silent behind another that does, or waits for what its case held.

        A rule that is not judged any more misses nothing: it had no object left.
        """
        states = {result.rule.id: result.state for result in self.assessment.results()}
        if states.get(rule) in (None, RuleState.GAP, RuleState.SILENT):
            return True
        same = same_case(self.assessment, rule, case)
        return same is not None and same.state is CaseState.WAITING


@pytest.fixture(scope="module", params=["base", *READY])
def provider(request: pytest.FixtureRequest) -> Provider:
    return Provider.read(BASE if request.param == "base" else PROVIDERS / request.param)


def held(provider: Provider) -> tuple[RuleResult, ...]:
    first = provider.judged(DAY, DAY, {})
    assert first.findings == ()
    return tuple(r for r in first.results() if r.state is RuleState.HELD and r.cases_in(CaseState.HAVE))


def test_what_a_rule_rests_on_is_missed_when_it_is_taken_away(provider: Provider) -> None:
    untouched: list[str] = []
    wrong: list[str] = []
    for result in held(provider):
        missed = False
        for case in _tried(result):
            for outcome in _taken(provider, result, case):
                wrong += _strangers(provider, result, outcome)
                missed = missed or outcome.misses(result.rule.id, case)
        if not missed:
            untouched.append(result.rule.id)
    assert wrong == []
    assert [rule for rule in untouched if not _looks_at_what_is_too_much(provider, rule)] == []


def _tried(result: RuleResult) -> tuple[Case, ...]:
    return result.cases_in(CaseState.HAVE)[:TRIED]


def _taken(provider: Provider, result: RuleResult, case: Case) -> Iterator[Outcome]:
    yield from _without_proofs(provider, result, case)
    yield from _without_facts(provider, result, case)


def _without_proofs(provider: Provider, result: RuleResult, case: Case) -> Iterator[Outcome]:
    """Take away the proof, then the one that takes its place, until none is left.

    Where the proof is the subject itself, all that the rule asks of it is taken away at once.
    """
    library = provider.reading.library
    changed: dict[str, Record | None] = {}
    files: frozenset[str] = frozenset()
    removed: tuple[Removed, ...] = ()
    known: Case | None = case
    for _ in range(OTHERS):
        if known is None or known.state is not CaseState.HAVE or not known.record:
            return
        proof = known.proof or library.records[known.record]  # an inscription is written in its session
        change = _taken_away(proof, changed, known, result, library)
        if change is None:
            return
        changed |= change[0]
        files |= change[1]
        removed += (change[2],)
        outcome = Outcome(provider.judged(DAY, DAY, changed, files), removed)
        if outcome.misses(result.rule.id, case):
            yield outcome
            return
        known = _next(outcome, result) if _counts(result) else same_case(outcome.assessment, result.rule.id, case)


def _taken_away(
    proof: Record | Piece, changed: Mapping[str, Record | None], case: Case, result: RuleResult, library: Library
) -> Change | None:
    """What changes for a proof not to be there; None when there is nothing to take away."""
    if isinstance(proof, Piece):
        return without_piece(library, proof, changed.get(proof.owner))
    if proof.id != PROVIDER_KIND and (_counts(result) or proof.id not in (case.record, case.item)):
        return without_record(library, proof)
    held = [proof.id, *(r.id for r in [library.parcours.get((case.record, case.learner))] if r)]
    now = {identity: changed.get(identity) or library.records[identity] for identity in held}
    removed: Removed | None = None
    for identity, path in ((identity, path) for identity in held for path in facts(result.rule)):
        if change := without_field(now[identity], path):
            now[identity] = change[0]
            removed = change[1] if removed is None else removed | change[1]
    return (now, frozenset(), removed) if removed else None


def _counts(result: RuleResult) -> bool:
    """Whether the rule asks for so many records: any of them is a proof of the whole."""
    return isinstance(result.rule.predicate, AtLeast) or result.rule.empty is Empty.GAP


def _next(outcome: Outcome, result: RuleResult) -> Case | None:
    for other in outcome.assessment.results():
        if other.rule.id == result.rule.id:
            return next(iter(other.cases_in(CaseState.HAVE)), None)
    return None


def _without_facts(provider: Provider, result: RuleResult, case: Case) -> Iterator[Outcome]:
    """Take away, one by one, each field, date and section that the rule asks of the subject or of its proof."""
    holders = {record.id: record for record in _holders(provider, case)}
    for record in holders.values():
        row = f"{_list_of(result)}." if case.row else ""
        changes = [without_field(record, f"{row}{path}") for path in facts(result.rule)]
        if isinstance(result.rule.predicate, Each):
            changes += [without_section(record, section) for section in result.rule.predicate.sections]
        for change in changes:
            if change is not None:
                yield Outcome(provider.judged(DAY, DAY, {record.id: change[0]}), (change[1],))


def _list_of(result: RuleResult) -> str:
    """The list whose rows are the subjects of a rule."""
    predicate = result.rule.predicate
    if isinstance(predicate, Coverage):
        return predicate.subjects.each
    return predicate.what.each if isinstance(predicate, Each) else ""


def _holders(provider: Provider, case: Case) -> Iterator[Record]:
    records: Mapping[str, Record] = provider.reading.library.records
    if isinstance(case.proof, Record):
        yield records[case.proof.id]
    yield from (records[identity] for identity in (case.item, case.record) if identity)
    if followed := provider.reading.library.parcours.get((case.record, case.learner)):
        yield followed


def _strangers(provider: Provider, result: RuleResult, outcome: Outcome) -> Iterator[str]:
    """The rules that trip, though nothing that they declare speaks of what was taken away."""
    reading = provider.reading
    for other in outcome.assessment.results():
        known = any(cites(other.rule, removed, reading.rules, reading.kinds) for removed in outcome.removed)
        if other.state is RuleState.GAP and other.rule.id != result.rule.id and not known:
            yield f"{other.rule.id} trips with {result.rule.id}: {outcome.removed}"


def _looks_at_what_is_too_much(provider: Provider, rule: str) -> bool:
    """A computation that finds copies, or dates that contradict one another, misses nothing that is taken away."""
    return any(known.id == rule and isinstance(known.predicate, Computed) for known in provider.reading.rules.rules)
