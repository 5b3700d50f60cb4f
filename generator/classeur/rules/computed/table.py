"""The closed table of computations that a rule may name under `calcul`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from classeur.cycle.faults import StepKind
from classeur.library import Library
from classeur.rules.bounds import Day
from classeur.rules.computed.councils import represented
from classeur.rules.computed.cycle import certificate_holds, minors_add_up, renewal_planned, step_of, surveillance_held
from classeur.rules.computed.journeys import phases, version_given
from classeur.rules.computed.texts import same_body
from classeur.rules.computed.yearly import once_a_year, once_a_year_each
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
    "conseil-represente": Computation(represented, details=frozenset({"absents"})),
    "phases-du-bilan": Computation(phases, details=frozenset({"phases"})),
    "texte-identique": Computation(same_body, details=frozenset({"autres"})),
    "audit-surveillance": Computation(surveillance_held, selects=False, details=frozenset({"du", "au"})),
    "audit-renouvellement": Computation(renewal_planned, selects=False, details=frozenset({"fin"})),
    "certificat-en-vigueur": Computation(certificate_holds, selects=False, details=frozenset({"numero", "fin"})),
    "nc-plan": Computation(step_of(StepKind.PLAN), selects=False),
    "nc-en-place": Computation(step_of(StepKind.IN_PLACE), selects=False),
    "nc-preuves": Computation(step_of(StepKind.PROOFS), selects=False),
    "nc-decision": Computation(step_of(StepKind.DECISION), selects=False),
    "nc-audit-suivant": Computation(step_of(StepKind.NEXT_AUDIT), selects=False),
    "cumul-mineures": Computation(minors_add_up, selects=False),
    "une-fois-par-an": Computation(once_a_year),
    "une-fois-par-an-par-programme": Computation(once_a_year_each),
    "version-remise": Computation(version_given, details=frozenset({"vigueur"})),
}
