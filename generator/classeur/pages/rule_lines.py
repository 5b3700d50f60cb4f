"""« Ce que nous vérifions »: each rule of an indicator with its result in words and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from classeur.pages.cases import Told, mark_of, missing_words, state_words, subject_of
from classeur.pages.gaps import edit_address
from classeur.pages.tables import Mark
from classeur.pages.view import View
from classeur.rules.declaration import Coverage
from classeur.rules.result import CaseState, RuleResult, RuleState

NAMED = 12
"""Missing cases named beside a rule that has no coverage table."""


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule: what it looks for, where that comes from, its result, who is missing, what to do and where."""

    id: str
    label: str
    source: str
    mark: Mark
    words: str
    missing: tuple[Told, ...]
    more: int
    remedy: str
    edit: str
    off: bool


def rule_lines(view: View, results: Iterable[RuleResult]) -> tuple[RuleLine, ...]:
    """The rules in the order of the référentiel; those switched off are kept, with the reason."""
    return tuple(_line(view, result) for result in results)


def _line(view: View, result: RuleResult) -> RuleLine:
    gap = result.state is RuleState.GAP
    missing = [case for case in result.cases_in(CaseState.MISSING) if case.record] if gap else []
    named = [] if isinstance(result.rule.predicate, Coverage) else missing
    return RuleLine(
        id=result.rule.id,
        label=result.rule.label,
        source=result.rule.source,
        mark=mark_of(result),
        words=state_words(view, result),
        missing=tuple(Told(subject_of(view, case), missing_words(view, case)) for case in named[:NAMED]),
        more=max(len(named) - NAMED, 0),
        remedy=result.rule.remedy if gap else "",
        edit=edit_address(view, missing[0].place.path) if missing else "",
        off=result.state is RuleState.OFF,
    )
