"""Dates in their order in a learner's file: need, agreement, convocation, end, certificate (demand B5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from classeur.about import learners_of_piece, sessions_of_piece
from classeur.dates import in_french
from classeur.library import Inscription, Library
from classeur.messages import others
from classeur.rules.bounds import Day
from classeur.rules.cases import judged
from classeur.rules.declaration import Selector
from classeur.rules.result import Case
from classeur.rules.selection import chosen

_NEED = ("demande", "analyse-besoin")
_AGREEMENT = ("convention", "contrat-formation", "convention-apprentissage", "contrat-apprentissage",
              "contrat-accompagnement")  # fmt: skip
_CALL, _END = ("convocation",), ("attestation",)
_STEPS = {nature: step for step, natures in (("besoin", _NEED), ("accord", _AGREEMENT), ("appel", _CALL), ("fin", _END))
          for nature in natures}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trail:
    """The first day of each step, and the last of `fin`, by learner; an empty learner stands for the whole session."""

    first: dict[tuple[str, str], dt.date] = field(default_factory=dict)

    def of(self, one: Inscription, step: str) -> dt.date | None:
        """The first day of a step for a learner: their own, or the group's."""
        days = [self.first.get((step, who)) for who in (one.learner, "")]
        return min((day for day in days if day), default=None)


def out_of_order(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each session; missing when a learner's dates are not in the order of things. `ecart` says the first.

    What other rules tell is left to them: a need or an agreement after the start (04, `00-accord-signe`), a call too
    late (09). A session for a principal takes the need as it comes. Source: demand B5.
    """
    trails = _trails(library)
    for subject in chosen(library, what, day) if what else ():
        session = subject.record
        trail = trails.get(session.id) if session else None
        if session is None or trail is None:
            continue
        wrong = [(one, told) for one in library.inscriptions_of.get(session.id, ()) if (told := _wrong(one, trail))]
        details = {}
        if wrong:
            more = f", et {others(len(wrong) - 1)}" if len(wrong) > 1 else ""
            details = {"ecart": f"{wrong[0][0].learner}, {wrong[0][1]}{more}"}
        yield judged(library, subject, details)


def _wrong(one: Inscription, trail: Trail) -> str:
    """The first two steps of a learner that are the wrong way round, in words; empty when all is in order."""
    need, agreed, called, ended = (trail.of(one, step) for step in ("besoin", "accord", "appel", "fin"))
    if agreed and agreed <= one.start:
        if need and agreed < need <= one.start and not one.session.get("donneur_ordre"):
            return f"accord signé le {in_french(agreed)}, première trace du besoin le {in_french(need)}"
        if called and called < agreed:
            return f"convocation du {in_french(called)}, accord signé le {in_french(agreed)}"
    if ended and ended < one.end and one.get("issue") == "termine":
        return f"attestation du {in_french(ended)}, dernier jour le {in_french(one.end)}"
    return ""


def _trails(library: Library) -> Mapping[str, Trail]:
    found: dict[str, Trail] = {}
    for nature, step in _STEPS.items():
        for piece in library.pieces_by_nature.get(nature, ()):
            day = piece.signed if step == "accord" else piece.date
            for session in sessions_of_piece(library, piece) if day else ():
                first = found.setdefault(session, Trail()).first
                for who in learners_of_piece(library, piece) or ("",):
                    if day and day <= first.get((step, who), day):
                        first[step, who] = day
    return found
