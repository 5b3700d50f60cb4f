"""Who sits in a meeting: the « conseil de perfectionnement » of a centre of apprenticeship."""

from __future__ import annotations

from collections.abc import Iterator

from classeur.kinds.record import Record
from classeur.library import SESSION, Library
from classeur.rules.bounds import Day
from classeur.rules.cases import case_of
from classeur.rules.declaration import Selector
from classeur.rules.result import Case, CaseState
from classeur.rules.selection import chosen

TRAINING = "formation"
"""The role of who trains, in the team."""


def represented(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each meeting; missing when apprentices, trainers or companies had nobody there, named in `absents`.

    An apprentice is a learner; a trainer has the role, or runs a session; a company sits by itself, by a tutor of the
    register, or among the guests. Source: décret 2026-728, indicator 20.
    """
    trainers = {member.handle for member in library.team.values() if TRAINING in member.roles}
    trainers |= {who for session in library.published(SESSION) for who in session.texts("intervenants")}
    for subject in chosen(library, what, day) if what else ():
        if isinstance(subject.thing, Record):
            lacking = ", ".join(_absent(library, subject.thing, trainers))
            state = CaseState.MISSING if lacking else CaseState.HAVE
            yield case_of(library, state, subject, details={"absents": lacking} if lacking else {})


def _absent(library: Library, meeting: Record, trainers: set[str]) -> Iterator[str]:
    people, guests = set(meeting.texts("participants")), meeting.texts("representants")
    learners = people & set(library.inscriptions_of)
    companies = people & library.records.keys() - library.team.keys() or people & library.people.keys() - learners
    if not learners:
        yield "apprentis"
    if not people & trainers:
        yield "formateurs"
    if not companies and not guests:
        yield "entreprises"
