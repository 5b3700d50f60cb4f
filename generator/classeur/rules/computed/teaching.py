"""What a programme gives to learn with, whichever way it was filed."""

from __future__ import annotations

from collections.abc import Iterator

from classeur.about import sessions_of_piece
from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record
from classeur.library import Library
from classeur.rules.bounds import Day
from classeur.rules.cases import case_of
from classeur.rules.declaration import Selector
from classeur.rules.result import Case, CaseState
from classeur.rules.selection import chosen

_RESOURCE, _PROGRAMME = "ressource", "formation"
_MATERIAL = ("support", "support-personnalise")


def with_resources(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each programme that is run, at its first session: material given to learn with, from its first day on.

    A resource that names the programme, or none at all; a piece of material in the session, in another of the same
    programme, or with the programme itself. Source: guide V9, indicator 19.
    """
    known = _material(library)
    seen: set[str] = set()
    for subject in chosen(library, what, day) if what else ():
        session = subject.record
        programme = session.text(_PROGRAMME) if session else ""
        if session is None or programme in seen:
            continue
        seen |= {programme} - {""}
        proof = known.get("") or known.get(programme or session.id) or known.get(session.id)
        start = session.date("debut")
        ahead = not proof and start is not None and start >= day.today
        state = CaseState.HAVE if proof else CaseState.WAITING if ahead else CaseState.MISSING
        yield case_of(library, state, subject, proof=proof, due=start if ahead else None)


def _material(library: Library) -> dict[str, Record | Piece]:
    """What is given to learn with, by programme and by session; under no name, what is given in all of them."""
    known: dict[str, Record | Piece] = {}
    for resource in library.published(_RESOURCE):
        for programme in resource.texts("formations") or ("",):
            known.setdefault(programme, resource)
    for nature in _MATERIAL:
        for piece in library.pieces_by_nature.get(nature, ()):
            for holder in (piece.owner, *sessions_of_piece(library, piece)):
                known.setdefault(holder, piece)
                if programme := library.records[holder].text(_PROGRAMME):
                    known.setdefault(programme, piece)
    return known
