"""Places where training happens: what each of them, once in use, has to show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from classeur.kinds.record import Record, Row
from classeur.library import SESSION, Library
from classeur.rules.bounds import Day
from classeur.rules.cases import case_of
from classeur.rules.declaration import Selector
from classeur.rules.result import Case, CaseState
from classeur.rules.selection import Subject, chosen

_MEANS, _DOCUMENT = "moyen", "document"
_REGISTER = "registre-accessibilite"
_LEASES = ("bail", "checklist", "duerp")
"""Documents that tell of the place itself, when no record of its means does."""
_JUDGED = Selector(kinds=(SESSION,), conditions={}, dates={})


def described(library: Library, _what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each place in use: a record of its means, or a document that covers it, tells what is there.

    Source: guide V9, indicator 17 (premises, equipment). `lieu` names the place.
    """
    means = _means(library)
    covering = [d for d in library.published(_DOCUMENT) if d.get("type") in _LEASES]
    yield from _cases(library, day, lambda place: means.get(place) or _covers(covering, place), {})


def with_register(library: Library, _what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each place in use: a public register of accessibility that covers it.

    Source: guide V9, indicator 17; code de la construction, R. 164-6. `lieu` names the place, `code` is its short name.
    """
    registers = [d for d in library.published(_DOCUMENT) if d.get("type") == _REGISTER]
    yield from _cases(library, day, lambda place: _covers(registers, place), _means(library))


def _means(library: Library) -> dict[str, Record]:
    return {record.text("lieu"): record for record in library.published(_MEANS) if record.text("lieu")}


def _covers(documents: Iterable[Record], place: str) -> Record | None:
    """The first document that covers a place: one that names no place covers them all."""
    for document in documents:
        places = document.texts("lieux")
        if not places or place in places:
            return document
    return None


def _cases(
    library: Library, day: Day, shown: Callable[[str], Record | None], holders: dict[str, Record]
) -> Iterator[Case]:
    """The cases of every place in use, held by the record of its means where there is one in `holders`."""
    used = _used(library, day)
    for row in library.provider.rows("lieux"):
        place = str(row.get("lieu"))
        if place not in used:
            continue
        proof = shown(place)
        state = CaseState.HAVE if proof else CaseState.MISSING
        holder = holders.get(place)
        subject = Subject(holder) if holder else Subject(library.provider, row)
        case = case_of(library, state, subject, proof=proof, details={"lieu": _named(row), "code": place})
        yield replace(case, row=place) if not holder else case


def _used(library: Library, day: Day) -> frozenset[str]:
    sessions = (subject.record for subject in chosen(library, _JUDGED, day))
    return frozenset(place for session in sessions if session for place in session.texts("lieu"))


def _named(row: Row) -> str:
    return str(row.get("nom") or row.get("lieu"))
