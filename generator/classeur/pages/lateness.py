"""How late something is, counted from the event that its limit is about: the start, the first access, the fact."""

from __future__ import annotations

import datetime as dt

from classeur.dates import in_french
from classeur.pages.index import Told
from classeur.pages.phrases import known, say
from classeur.rules.declaration import AtLeast, Bound, Coverage, Dates, Rule


def late_words(told: Told, day: dt.date) -> tuple[str, ...]:
    """« un jour après le premier accès à la plateforme », « date limite : 4 février 2026 »; what is known of both."""
    due = told.case.due
    if due is None:
        return ()
    limit = say("date-limite", jour=in_french(due))
    event, strict = _event(told.result.rule)
    late = (day - due).days - strict
    if late < 1:
        return (limit,)
    after = say("retard-un", quoi=event) if late == 1 else say("retard", n=late, quoi=event)
    return (after, limit)


def _event(rule: Rule) -> tuple[str, int]:
    """What the one upper end of a rule's bounds is, in words, and how many days after the limit it comes.

    A limit that is some days after an event, or of which we have no word, is only « la limite ».
    """
    ends = {(end, strict) for bound in _bounds(rule) for end, strict in ((bound.until, 0), (bound.before, 1)) if end}
    if len(ends) == 1 and not next(iter(ends))[0].sign:
        ((end, strict),) = ends
        words = known(f"evenement-{end.base.rpartition('.')[2]}")
        if words:
            return words, strict
    return say("evenement"), 0


def _bounds(rule: Rule) -> tuple[Bound, ...]:
    predicate = rule.predicate
    dates: Dates = predicate.dates if isinstance(predicate, AtLeast | Coverage) else {}
    bounds = (bound for selector in predicate.looks_for for bound in selector.dates.values())
    return (*dates.values(), *bounds)
