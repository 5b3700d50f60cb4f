"""What the référentiel says of an indicator, with the marks of what nobody has confirmed yet."""

from __future__ import annotations

import re
from dataclasses import dataclass

from classeur.pages.french import capitalized
from classeur.pages.phrases import say
from classeur.pages.view import View
from classeur.referential import CATEGORIES, Indicator, load_referential
from classeur.rules.result import Verdict

_NAMED = re.compile(r"\(indicateur (\d+)\)")
_DECLARED = "sans_objet"
_OTHERS = ("intra", "nouveau_cfa")
"""Cases that are no condition of application."""


@dataclass(frozen=True, slots=True)
class Demand:
    """Expectations, how gaps are graded, what changed; each with whether it is still to be confirmed."""

    expected: tuple[str, ...]
    evidence: tuple[str, ...]
    specific: tuple[tuple[str, str], ...]
    psh: str
    grading: str
    minor_when: str
    major_when: str
    changed: bool
    change: str
    added: tuple[str, ...]
    suggested: tuple[str, ...]
    pending: tuple[str, ...]
    unsure: tuple[str, ...]


def demand_of(view: View, verdict: Verdict) -> Demand:
    """What is asked of this provider: what is said for other categories is left out."""
    indicator = verdict.indicator
    return Demand(
        expected=indicator.expected,
        evidence=tuple(capitalized(item) for item in indicator.evidence),
        specific=_specific(view, indicator),
        psh=indicator.psh,
        grading=_grading(indicator),
        minor_when=indicator.minor_when,
        major_when=indicator.major_when,
        changed=indicator.change.changed,
        change=_change(view, indicator),
        added=tuple(capitalized(item) for item in indicator.change.added),
        suggested=tuple(capitalized(item) for item in indicator.change.suggested),
        pending=_pending(view, indicator),
        unsure=indicator.unsure,
    )


def reason_of(view: View, verdict: Verdict) -> str:
    """Why an indicator applies or not; without the provider's own words where this edition may not read them."""
    field = view.library.provider.kind.field(_DECLARED)
    declared = {row.get("indicateur") for row in view.library.provider.rows(_DECLARED)}
    if verdict.indicator.number in declared and field and not view.edition.shows(field.edition):
        return say("sans-objet-tu")
    return verdict.reason


def _specific(view: View, indicator: Indicator) -> tuple[tuple[str, str], ...]:
    mine = view.library.provider.texts("categories")
    return tuple(
        (say("demande-categorie", categorie=name) if name in CATEGORIES else _case_words(name), words)
        for name, words in indicator.specific.items()
        if name not in CATEGORIES or name in mine
    )


def _case_words(name: str) -> str:
    labels = load_referential().conditions
    return say(f"demande-{name}") if name in _OTHERS else capitalized(labels.get(name, name))


def _grading(indicator: Indicator) -> str:
    if indicator.gradable is None:
        return say("gravite-inconnue")
    return say("gravite-gradable" if indicator.gradable else "gravite-non-gradable")


def _change(view: View, indicator: Indicator) -> str:
    """One sentence; it says so when the next audit still follows the version before."""
    if not indicator.change.changed:
        return say("change-rien")
    words = say(f"change-{indicator.change.kind or 'fond'}")
    return words if view.assessment.version.until is None else f"{words} {say('change-pas-encore')}"


def _pending(view: View, indicator: Indicator) -> tuple[str, ...]:
    """The texts still awaited: those that name this indicator, and for what changed those that name none."""
    found = []
    for text in view.assessment.version.pending:
        named = _NAMED.search(text)
        if (named and int(named[1]) == indicator.number) or (not named and indicator.change.changed):
            found.append(_NAMED.sub("", text).strip())
    return tuple(found)
