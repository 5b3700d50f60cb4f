"""A case made from its subject: who and what it is about, and where it was written."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping

from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record, Row
from classeur.library import Inscription, Library
from classeur.rules.paths import Thing
from classeur.rules.result import Case, CaseState
from classeur.rules.selection import Subject


def case_of(
    library: Library,
    state: CaseState,
    subject: Subject,
    *,
    proof: Thing | None = None,
    due: dt.date | None = None,
    expires: dt.date | None = None,
    details: Mapping[str, str] | None = None,
) -> Case:
    """The case of a subject in a state; `proof` is what shows it, where that is a record or a piece."""
    thing, item = subject.thing, subject.item
    if isinstance(thing, Inscription):
        place = thing.row.place
    elif isinstance(thing, Piece):
        place = thing.place
    else:
        place = thing.place()
    if item is not None:
        place = item.place() if isinstance(item, Record) else item.place
    return Case(
        state=state,
        record=subject.record.id if subject.record else "",
        place=place,
        learner=subject.learner,
        item=item.id if isinstance(item, Record) else "",
        row=name_of(item) if isinstance(item, Row) else "",
        proof=_shown(library, proof),
        due=due,
        expires=expires,
        details=details or {},
    )


def judged(library: Library, subject: Subject, wrong: Mapping[str, str]) -> Case:
    """Held, and shown by its own record, when nothing is `wrong`; else missing, with the details that say what is."""
    if wrong:
        return case_of(library, CaseState.MISSING, subject, details=wrong)
    return case_of(library, CaseState.HAVE, subject, proof=subject.record)


def name_of(row: Row) -> str:
    """The first two texts of a row: « metre-devis, Abandon en cours de formation »."""
    cells = (cell if isinstance(cell, tuple) else (cell,) for cell in row.values.values())
    texts = (value for cell in cells for value in cell if isinstance(value, str))
    return ", ".join(itertools.islice(texts, 2))


def _shown(library: Library, proof: Thing | None) -> Record | Piece | None:
    """A record or a piece; a record that stands for one of its rows is shown whole, an inscription by its parcours."""
    if isinstance(proof, Inscription):
        return proof.parcours
    if isinstance(proof, Record):
        return library.records.get(proof.id, proof)
    return proof if isinstance(proof, Piece) else None
