"""From every ready provider, take away what a rule rests on: that rule trips, and no rule that does not cite it.

Nothing is written for a rule that lands: what it rests on is what its cases say, and what it cites is what it declares.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record
from classeur.library import PROVIDER_KIND, Library
from classeur.rules.declaration import AtLeast, Coverage, Each, Empty
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
from tests.small_tree import plant, rule

DAY = dt.date(2026, 11, 21)
TRIED = 4
"""Cases of a rule that are tried: the fact of one may still be to come, or be waived."""
OTHERS = 40
"""Proofs of one case that are taken away, one after the other, before it is said that too many would do."""


EXCUSED = frozenset({
    "00-audit-renouvellement", "00-audit-surveillance", "00-certificat", "00-cinq-mineures",
    "00-comptes-rendus-identiques", "00-nc-audit-suivant", "00-nc-decision", "00-nc-en-place",
    "00-nc-plan", "00-nc-preuves", "00-ordre-des-dates", "00-veille-identique",
    "01-certification", "02-chiffre-juste", "02-chiffres", "02-effectif", "02-meme-chiffre",
    "03-insertion", "03-poursuites", "03-rubriques", "03-taux-obtention", "03-taux-presentation",
    "05-objectifs-evaluables", "06-contenu", "06-version", "07-correspondance", "07-enregistrement",
    "07-habilitation", "07-habilitation-au-jury", "09-version-remise", "19-referent-pedagogique",
    "20-representants", "21-cv-a-jour", "21-papiers", "23-communiquee", "24-communiquee",
    "25-communiquee", "30-reponses", "32-closes-ensemble", "32-demarche-connue",
})  # fmt: skip
"""Computations that look at what is too much (copies, dates or figures that contradict one another), or whose case
rests on fields and records that no declaration names: nothing that this test takes away trips them.

Each has its bad example; a computation that is not named here has to be tripped.
"""


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
        if states.get(rule) in (RuleState.GAP, RuleState.SILENT):
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
    untouched, wrong = unmissed(provider, held(provider))
    assert wrong == []
    assert set(untouched) <= EXCUSED


def test_a_rule_that_nothing_can_trip_is_found(tmp_path: Path) -> None:
    always = "couverture: {sujets: {genre: organisme}, preuves: [{genre: organisme, lui_meme: oui}]}"
    root = shutil.copytree(BASE, tmp_path / "projet")
    provider = Provider.read(plant(root, {"rules/essai.yml": rule("x-toujours", always)}))
    mine = tuple(result for result in held(provider) if result.rule.id in ("x-toujours", "31-procedure"))
    assert len(mine) == 2
    assert unmissed(provider, mine) == (["x-toujours"], [])


def unmissed(provider: Provider, results: Iterable[RuleResult]) -> tuple[list[str], list[str]]:
    """The rules that nothing trips among those whose results are given, and what trips without being concerned."""
    untouched: list[str] = []
    wrong: list[str] = []
    verdicts = provider.judged(DAY, DAY, {}).verdicts
    without_object = {number for number, verdict in verdicts.items() if not verdict.applies}
    for result in results:
        missed = False
        for case in _tried(result):
            for outcome in _taken(provider, result, case):
                wrong += _strangers(provider, without_object, result, outcome)
                missed = missed or outcome.misses(result.rule.id, case)
        if not missed:
            untouched.append(result.rule.id)
    return untouched, wrong


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


def _strangers(
    provider: Provider, without_object: Collection[int], result: RuleResult, outcome: Outcome
) -> Iterator[str]:
    """The rules that trip, though nothing that they declare speaks of what was taken away.

    What left an indicator to a principal may be what was taken away: its rules had no object before.
    """
    reading = provider.reading
    for other in outcome.assessment.results():
        number = other.rule.indicator
        known = number in without_object or any(
            cites(other.rule, removed, reading.rules, reading.kinds) for removed in outcome.removed
        )
        if other.state is RuleState.GAP and other.rule.id != result.rule.id and not known:
            yield f"{other.rule.id} trips with {result.rule.id}: {outcome.removed}"
