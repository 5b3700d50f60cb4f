"""Categories of action: what a thing says of its own, and which subjects an indicator is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record
from classeur.library import Inscription, Library
from classeur.referential import Indicator
from classeur.rules.paths import as_written, values_at
from classeur.rules.result import Case

_WRITTEN = ("categorie", "categories", "session.categorie")
"""Where a thing says its category of action, or the session that it is about does."""


def categories_of(library: Library, thing: Record | Inscription | Piece) -> frozenset[str]:
    """The categories that a thing is of; none for what is of no category."""
    return frozenset(as_written(value) for path in _WRITTEN for value in values_at(library, thing, path))


def concerned(cases: Iterable[Case], indicator: Indicator, library: Library) -> Iterator[Case]:
    """The cases but those of a category that the indicator is not about: no auditor looks for 8 in a VAE."""
    known: dict[str, bool] = {}
    for case in cases:
        if case.record not in known:
            record = library.records.get(case.record)
            found = categories_of(library, record) if record else frozenset()
            known[case.record] = not found or not found.isdisjoint(indicator.categories)
        if known[case.record]:
            yield case
