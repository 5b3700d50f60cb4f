"""The closed table of computations that a rule may name under `calcul`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from classeur.library import Library
from classeur.rules.bounds import Day
from classeur.rules.computed.texts import same_body
from classeur.rules.declaration import Selector
from classeur.rules.result import Case

Function = Callable[[Library, Selector | None, Day], Iterator[Case]]


@dataclass(frozen=True, slots=True)
class Computation:
    """A function, whether the rule tells it its subjects, and the details that its missing cases always carry."""

    function: Function
    selects: bool = True
    details: frozenset[str] = frozenset()


COMPUTATIONS: Mapping[str, Computation] = {
    "texte-identique": Computation(same_body, details=frozenset({"autres"})),
}
