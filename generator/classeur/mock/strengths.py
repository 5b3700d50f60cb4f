"""What the auditor will see that is well held: rules that many cases satisfy, and proofs that were opened."""

from __future__ import annotations

from dataclasses import dataclass

from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record
from classeur.rules.result import Assessment, CaseState, RuleResult, RuleState

FEWEST = 3
"""Cases under which nothing is said: one or two are luck."""
SHOWN = 12
"""Strengths told, those with most cases first."""


@dataclass(frozen=True, slots=True)
class Strength:
    """A rule that is held: how many cases, how many proofs are files that open, how many are records."""

    rule: str
    indicator: int | None
    label: str
    cases: int
    opened: int
    records: int


def strengths_of(assessment: Assessment, scope: frozenset[int]) -> tuple[Strength, ...]:
    """The rules of the scope that hold without a gap, from the widest; each indicator is told once."""
    held = [_strength(r) for r in assessment.results() if r.state is RuleState.HELD and r.rule.indicator in scope]
    held.sort(key=lambda strength: (-strength.cases, strength.rule))
    first = {strength.indicator: strength for strength in reversed(held) if strength.cases >= FEWEST}
    return tuple(strength for strength in held if first.get(strength.indicator) is strength)[:SHOWN]


def _strength(result: RuleResult) -> Strength:
    proofs = [case.proof for case in result.cases_in(CaseState.HAVE)]
    pieces = {(piece.file, piece.owner, piece.nature, piece.people) for piece in proofs
              if isinstance(piece, Piece) and piece.seen}  # fmt: skip
    records = {record.id for record in proofs if isinstance(record, Record)}
    rule = result.rule
    return Strength(rule.id, rule.indicator, rule.label, len(proofs), len(pieces), len(records))
