"""A session made for another provider: what of it is the principal's, by the référentiel or by the contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from classeur.kinds.record import Record
from classeur.library import SESSION, STOPPED, Library
from classeur.referential import Indicator, Referential
from classeur.rules.applicability import Answer
from classeur.rules.result import Case, CaseState

NEVER_OURS = "not_applicable"
BY_CONTRACT = frozenset({"adapted", "by_mission"})
"""Modes in which the guide (V9, sous-traitance) lets the missions of the contract decide; else nothing may be left."""
_UNSHOWN = (CaseState.MISSING, CaseState.WAITING)


def settled(cases: tuple[Case, ...], indicator: Indicator, library: Library) -> tuple[Case, ...]:
    """The same cases, where what we cannot show is waived when the principal is in charge of it.

    1, 2 and 3 are always the principal's. For others, only a contract received that covers the session and names the
    indicator leaves it to him: without a precise contract everything is looked at.
    """
    if indicator.subcontracting != NEVER_OURS and indicator.subcontracting not in BY_CONTRACT:
        return cases
    return tuple(_settled(case, indicator, library) if case.state in _UNSHOWN else case for case in cases)


def without_what_is_left(
    answers: Mapping[int, Answer], referential: Referential, library: Library
) -> dict[int, Answer]:
    """The same answers, where an indicator that is the principals' alone does not apply.

    It is theirs alone when every session is made for one, no programme of its own is published, and the référentiel
    (1, 2, 3) or the contract of each session leaves it to them (guide V9, sous-traitance).
    """
    sessions = [session for session in library.published(SESSION) if session.get("avancement") not in STOPPED]
    if not sessions or library.published("formation") or not all(s.get("donneur_ordre") for s in sessions):
        return dict(answers)
    found = {}
    for number, answer in answers.items():
        mode = referential.indicators[number].subcontracting
        if mode == NEVER_OURS:
            found[number] = replace(answer, holds=False, reason="il ne regarde que le donneur d'ordre")
        elif mode in BY_CONTRACT and all(_contract(session, number, library) for session in sessions):
            found[number] = replace(answer, holds=False, reason="chaque contrat le laisse au donneur d'ordre")
        else:
            found[number] = answer
    return found


def _settled(case: Case, indicator: Indicator, library: Library) -> Case:
    session = library.records.get(case.record)
    if session is None or not session.get("donneur_ordre"):
        return case
    if indicator.subcontracting == NEVER_OURS:
        reason = "Cet indicateur ne regarde que le donneur d'ordre."
    elif contract := _contract(session, indicator.number, library):
        reason = f"Laissé au donneur d'ordre par le contrat {contract.id}."
    else:
        return case
    return replace(case, state=CaseState.WAIVED, reason=reason, due=None, found=None)


def _contract(session: Record, number: int, library: Library) -> Record | None:
    """The contract that covers this session and leaves this indicator to the principal."""
    for record in library.backlinks_of(session.id):
        if record.kind.name == "sous-traitance" and record.get("sens") == "recu" and not record.draft:
            left = record.get("reste_au_donneur_ordre")
            if isinstance(left, tuple) and number in left:
                return record
    return None
