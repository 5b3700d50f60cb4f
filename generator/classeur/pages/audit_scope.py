"""What the next audit will look at, and why: for the team, which prepares it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from classeur.cycle.scope import Reason, Scope, expected_type, scope_of
from classeur.pages import address
from classeur.pages.phrases import say
from classeur.pages.tables import Link
from classeur.pages.view import View
from classeur.referential import load_referential


@dataclass(frozen=True, slots=True)
class ScopeWords:
    """The scope of an audit: its title, the indicators by reason, and what is not sure."""

    title: str
    groups: tuple[tuple[str, tuple[Link, ...]], ...]
    doubts: tuple[str, ...]


def scope_groups(view: View) -> ScopeWords:
    """The scope of the next audit: the one that is planned, else the one that the cycle brings next."""
    scope = next_scope(view)
    groups: dict[Reason, list[Link]] = {}
    for number, reason in scope.reasons.items():
        groups.setdefault(reason, []).append((str(number), address.of_indicator(number)))
    doubts = []
    if scope.entrant_unknown:
        doubts.append(say("perimetre-entrant"))
    if not scope.sure:
        doubts.append(say("perimetre-incertain"))
    kind = say(f"perimetre-{scope.type}")
    ordered = tuple((say(f"perimetre-{reason}"), tuple(groups[reason])) for reason in Reason if reason in groups)
    return ScopeWords(say("perimetre-titre", audit=kind), ordered, tuple(doubts))


def next_scope(view: View) -> Scope:
    """The scope of the next audit, in the version of the référentiel that it follows."""
    assessment, audit = view.assessment, view.assessment.audit
    applies = [number for number, verdict in assessment.verdicts.items() if verdict.applies]
    kind = audit.text("type") if audit else expected_type(view.library, assessment.date)
    day = (audit.date("debut") if audit else None) or assessment.date + dt.timedelta(days=1)
    added = audit.texts("categories") if audit else ()
    return scope_of(kind, view.library, load_referential(), applies, day, added)
