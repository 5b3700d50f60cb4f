"""What makes a session or a learner one that auditors look for: at a distance, work-study, somebody who left."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from classeur.about import learners_of, sessions_of
from classeur.library import Inscription, Library
from classeur.rules.declaration import Condition, Presence
from classeur.rules.paths import Thing, meets
from classeur.shipped import shipped_data

Conditions = tuple[Mapping[str, Condition], ...]
"""Any of these, each of which holds when all its paths do."""


@dataclass(frozen=True, slots=True)
class Trait:
    """One trait of `data/audit-blanc.yml`. `reason` is what is told of who was drawn for it."""

    id: str
    reason: str
    of_session: Conditions
    of_learner: Conditions
    kind: str
    """The kind whose records give the trait to the session and the learner that they name; empty for none."""


@functools.cache
def load_traits() -> tuple[Trait, ...]:
    """The traits, in the order in which a draw looks for them."""
    return tuple(
        Trait(
            id=str(item["id"]),
            reason=str(item["raison"]),
            of_session=_conditions(item.get("session", ())),
            of_learner=_conditions(item.get("personne", ())),
            kind=str(item.get("genre", "")),
        )
        for item in shipped_data("audit-blanc.yml")["traits"]
    )


def _conditions(declared: Sequence[Mapping[str, Any]]) -> Conditions:
    return tuple({path: _condition(values) for path, values in one.items()} for one in declared)


def _condition(values: Sequence[str]) -> Condition:
    if list(values) == [Presence.PRESENT.value]:
        return Condition(presence=Presence.PRESENT)
    return Condition(tuple(values))


@dataclass(frozen=True, slots=True)
class Traits:
    """The traits of every session (by id) and of every inscription (by `session/learner`): ids of `Trait`."""

    of_session: Mapping[str, frozenset[str]]
    of_learner: Mapping[str, frozenset[str]]


def traits_of(library: Library, enrolled: Sequence[Inscription]) -> Traits:
    """The traits of the learners of some sessions, and of these sessions, which have those of their learners."""
    named = {trait.id: _named(library, trait.kind) for trait in load_traits() if trait.kind}
    sessions: dict[str, set[str]] = {}
    learners: dict[str, frozenset[str]] = {}
    for inscription in enrolled:
        own = {
            trait.id
            for trait in load_traits()
            if _any(library, inscription, trait.of_learner) or inscription.id in named.get(trait.id, ())
        }
        learners[inscription.id] = frozenset(own)
        sessions.setdefault(inscription.session.id, set()).update(own)
    for identity, found in sessions.items():
        session = library.records[identity]
        found.update(trait.id for trait in load_traits() if _any(library, session, trait.of_session))
    return Traits({identity: frozenset(found) for identity, found in sessions.items()}, learners)


def _any(library: Library, thing: Thing, conditions: Conditions) -> bool:
    return any(all(meets(library, thing, path, wanted) for path, wanted in one.items()) for one in conditions)


def _named(library: Library, kind: str) -> frozenset[str]:
    """`session/learner` for each pair that a record of the kind is about."""
    return frozenset(
        f"{session}/{learner}"
        for record in library.published(kind)
        for session in sessions_of(library, record.references)
        for learner in learners_of(library, record.references)
    )
