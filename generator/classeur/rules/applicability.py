"""Which indicators apply to a provider, derived from what it does, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from classeur.finding import Finding
from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record
from classeur.library import Inscription, Library
from classeur.messages import finding
from classeur.referential import Indicator, Referential, Version
from classeur.rules.categories import categories_of
from classeur.rules.declaration import ConditionOfApplication, Rule, Rules
from classeur.rules.selection import select

DECLARED = 27
"""Common to all, yet without object when no third party is called on: this takes a written declaration."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes or no, and the reason in French."""

    holds: bool
    reason: str
    categories: frozenset[str] = frozenset()
    """Categories of action of what shows it; empty when it holds for all of them."""
    otherwise: str = ""
    """The reason for a category in which nothing shows it."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What a provider is: its categories, and each condition with what shows it."""

    categories: tuple[str, ...]
    conditions: Mapping[str, Answer]

    def allows(self, wanted: Mapping[str, tuple[str, ...]]) -> bool:
        """Whether a rule's `si` holds: every key of it, a category or a condition with `oui` or `non`."""
        for name, values in wanted.items():
            if name == "categorie":
                if not set(values) & set(self.categories):
                    return False
            elif name not in self.conditions or self.conditions[name].holds != ("oui" in values):
                return False
        return True


def situation_of(library: Library, rules: Rules) -> Situation:
    """The categories and conditions of a provider, derived from programmes, sessions, staff and contracts."""
    conditions = {name: _answer(library, condition) for name, condition in rules.conditions.items()}
    return Situation(library.provider.texts("categories"), conditions)


def _answer(library: Library, condition: ConditionOfApplication) -> Answer:
    if any(True for selector in condition.unless for _ in select(library, selector)):
        return Answer(holds=False, reason=condition.otherwise)
    if not condition.opens:
        return Answer(holds=True, reason=condition.when)
    shown = ""
    categories: set[str] = set()
    for selector in condition.opens:
        for thing in select(library, selector):
            shown = shown or f"{condition.when} ({_title(thing)})"
            mine = categories_of(library, thing)
            if not mine:
                return Answer(holds=True, reason=f"{condition.when} ({_title(thing)})")
            categories |= mine
    return Answer(bool(shown), shown or condition.otherwise, frozenset(categories), condition.otherwise)


def _title(thing: Record | Inscription | Piece) -> str:
    if isinstance(thing, Record):
        return thing.title
    return thing.label if isinstance(thing, Piece) else thing.id


def applicability(referential: Referential, version: Version, rules: Rules, situation: Situation) -> dict[int, Answer]:
    """For each indicator of a version, whether it applies and why."""
    return {
        indicator.number: _applies(indicator, version, rules.of(indicator.number), situation)
        for indicator in referential.in_version(version)
    }


def _applies(indicator: Indicator, version: Version, rules: tuple[Rule, ...], situation: Situation) -> Answer:
    mine = [category for category in situation.categories if category in indicator.categories]
    if not mine:
        return Answer(holds=False, reason=f"il ne concerne que {_named(indicator.categories)}")
    answers = [situation.conditions[name] for name in indicator.applies_if]
    if not answers:
        what = "commun à toutes les catégories" if indicator.common else f"il concerne {_named(tuple(mine))}"
        return Answer(holds=True, reason=what)
    for answer in answers:
        if answer.holds and (not answer.categories or answer.categories & set(mine)):
            return answer
    for rule in rules:
        if rule.conditions is not None and rule.holds_in(version.id) and situation.allows(rule.conditions):
            return Answer(holds=True, reason=f"une partie vaut pour tous : {rule.label[0].lower()}{rule.label[1:]}")
    return Answer(holds=False, reason=answers[0].otherwise or answers[0].reason)


def declared_reasons(library: Library, answers: Mapping[int, Answer]) -> tuple[dict[int, str], tuple[Finding, ...]]:
    """The reasons that the provider wrote in `sans_objet`, and a finding where they contradict what is derived."""
    reasons: dict[int, str] = {}
    problems: list[Finding] = []
    for row in library.provider.rows("sans_objet"):
        number = row.get("indicateur")
        if not isinstance(number, int) or number not in answers:
            continue
        if answers[number].holds:
            reason = answers[number].reason
            problems.append(finding("sans-objet-contredit", row.place, indicator=number, reason=reason))
        else:
            reasons[number] = str(row.get("motif") or "")
    concerned = bool(library.provider.texts("categories"))
    if concerned and not answers[DECLARED].holds and DECLARED not in reasons:
        place = library.provider.place("sans_objet")
        reason = answers[DECLARED].reason
        problems.append(finding("sans-objet-muet", place, indicator=DECLARED, reason=reason))
    return reasons, tuple(problems)


def _named(categories: tuple[str, ...]) -> str:
    """« la catégorie CFA », « les catégories AF et CFA »."""
    return f"{'les catégories' if len(categories) > 1 else 'la catégorie'} {_listed(categories)}"


def _listed(categories: tuple[str, ...]) -> str:
    return " et ".join(filter(None, (", ".join(categories[:-1]), categories[-1])))
