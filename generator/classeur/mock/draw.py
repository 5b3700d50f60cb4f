"""The draw of a mock audit: sessions of each category, then learners in each, as an auditor picks them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from classeur.dates import Duration, shift
from classeur.kinds.record import Record
from classeur.library import STOPPED, Inscription
from classeur.mock.traits import Traits, load_traits, traits_of
from classeur.referential import CATEGORIES
from classeur.rules.result import Assessment

BY_LOT = "sort"
"""The reason of who was drawn for no trait: by lot alone."""
RECENT = Duration(months=12)
"""What auditors would rather open (« Sampling practice »: the last months, back to the audit before)."""
_WEIGHT = 3
"""A recent session has this many times the chances of an old one."""


@dataclass(frozen=True, slots=True)
class DrawnLearner:
    """A learner of a drawn session; `reason` is the id of a trait, or `BY_LOT`."""

    inscription: Inscription
    reason: str


@dataclass(frozen=True, slots=True)
class DrawnSession:
    """A drawn session, why, and the learners drawn in it."""

    session: Record
    reason: str
    learners: tuple[DrawnLearner, ...]


@dataclass(frozen=True, slots=True)
class Draw:
    """What was drawn, out of how many sessions and inscriptions of the period."""

    seed: int
    sessions: tuple[DrawnSession, ...]
    possible_sessions: int
    possible_learners: int

    @property
    def learners(self) -> tuple[DrawnLearner, ...]:
        """Every learner drawn, session after session."""
        return tuple(learner for session in self.sessions for learner in session.learners)


Candidate = tuple[str, frozenset[str]]
"""What can be drawn, best placed first in a list: its id and its traits."""


def seed_of(date: dt.date) -> int:
    """The seed of who gives none: 20261121, so that the same day draws the same files."""
    return date.year * 10_000 + date.month * 100 + date.day


def draw(assessment: Assessment, seed: int, per_category: int, per_session: int) -> Draw:
    """Draw `per_category` sessions of each category and `per_session` learners in each.

    A session of each trait is drawn where there is one, beyond that number if need be. Each candidate is ranked by a
    hash of the seed and its own id: the same on every machine, and unchanged by a record that is no candidate.
    """
    enrolled = _enrolled(assessment)
    sessions = {inscription.session.id: inscription.session for inscription in enrolled}
    traits = traits_of(assessment.library, enrolled)
    recent = shift(assessment.date, RECENT, -1)
    ranked = sorted(sessions.values(), key=lambda session: (_rank(seed, session, recent), session.id))
    reasons = _choose(ranked, traits, per_category)
    told: set[str] = set()
    drawn = []
    for session in sorted((sessions[i] for i in reasons), key=lambda s: (_place(s), str(s.date("debut")), s.id)):
        there = assessment.library.inscriptions_of.get(session.id, ())
        drawn.append(DrawnSession(session, reasons[session.id], _learners(seed, there, traits, per_session, told)))
    return Draw(seed, tuple(drawn), len(sessions), len(enrolled))


def _enrolled(assessment: Assessment) -> tuple[Inscription, ...]:
    """The inscriptions of the sessions that the period judged touches and that have begun."""
    return tuple(
        inscription
        for inscription in assessment.library.inscriptions
        if not inscription.session.draft
        and inscription.session.get("avancement") not in STOPPED
        and (inscription.session.date("fin") or assessment.date) >= assessment.since
        and (inscription.session.date("debut") or assessment.date) <= assessment.date
    )


def _rank(seed: int, session: Record, recent: dt.date) -> int:
    """The lower, the sooner drawn. Whole numbers alone: they are the same on every machine."""
    end = session.date("fin")
    return _hash(seed, session.id) // (_WEIGHT if end is None or end >= recent else 1)


def _hash(seed: int, identity: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}\0{identity}".encode()).digest()[:8])


def _place(session: Record) -> int:
    category = session.text("categorie")
    return CATEGORIES.index(category) if category in CATEGORIES else len(CATEGORIES)


def _choose(ranked: Sequence[Record], traits: Traits, per_category: int) -> dict[str, str]:
    """The reason of each session drawn, by its id: in each category one by lot, traits not seen yet, then lot again."""
    groups: dict[int, list[Candidate]] = {}
    for session in ranked:
        groups.setdefault(_place(session), []).append((session.id, traits.of_session[session.id]))
    reasons: dict[str, str] = {}
    seen: set[str] = set()
    for _, group in sorted(groups.items()):
        own: dict[str, str] = {}
        _by_lot(group, 1, seen, own)
        _for_traits(group, per_category, seen, own)
        _by_lot(group, per_category, seen, own)
        reasons |= own
    everyone = [candidate for _, group in sorted(groups.items()) for candidate in group]
    _for_traits(everyone, len(everyone), seen, reasons)
    return reasons


def _learners(
    seed: int, there: Sequence[Inscription], traits: Traits, count: int, seen: set[str]
) -> tuple[DrawnLearner, ...]:
    """The learners drawn in one session; traits that nobody drawn had come first, beyond `count` if need be.

    `seen` is filled on the way: a trait adds one learner to the whole draw, not to each session.
    """
    ranked = sorted(there, key=lambda inscription: (_hash(seed, inscription.id), inscription.id))
    candidates = [(inscription.id, traits.of_learner[inscription.id]) for inscription in ranked]
    reasons: dict[str, str] = {}
    _for_traits(candidates, len(candidates), seen, reasons)
    _by_lot(candidates, count, seen, reasons)
    return tuple(DrawnLearner(i, reasons[i.id]) for i in there if i.id in reasons)


def _for_traits(candidates: Sequence[Candidate], limit: int, seen: set[str], reasons: dict[str, str]) -> None:
    """For each trait not seen yet, the first candidate that has it, until `limit` are drawn."""
    for trait in load_traits():
        if trait.id not in seen and len(reasons) < limit:
            found = next((c for c in candidates if trait.id in c[1] and c[0] not in reasons), None)
            if found:
                reasons[found[0]] = trait.id
                seen.update(found[1])


def _by_lot(candidates: Sequence[Candidate], limit: int, seen: set[str], reasons: dict[str, str]) -> None:
    for identity, own in candidates:
        if len(reasons) >= limit:
            return
        if identity not in reasons:
            reasons[identity] = BY_LOT
            seen.update(own)
