"""The closed table of computations that a rule may name under `calcul`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from classeur.cycle.faults import StepKind
from classeur.library import Library
from classeur.rules.bounds import Day
from classeur.rules.computed.accreditations import accredited, accredited_to_the_end, blocks_covered, registered
from classeur.rules.computed.councils import represented
from classeur.rules.computed.cycle import certificate_holds, minors_add_up, renewal_planned, step_of, surveillance_held
from classeur.rules.computed.elsewhere import figure_told_otherwise
from classeur.rules.computed.improvement import answered, closed_at_once, followed_up, tried_again
from classeur.rules.computed.journeys import phases, version_given
from classeur.rules.computed.juries import enrolled_in_time, insertion, rate_of_success, rates_apart
from classeur.rules.computed.order import out_of_order
from classeur.rules.computed.people import cv_fresh, led, papers_valid
from classeur.rules.computed.places import described, with_register
from classeur.rules.computed.programmes import (
    certification_explained,
    certification_named,
    contents_told,
    further_study_told,
    objectives_unseen,
    version_in_force,
)
from classeur.rules.computed.results import figure_that_differs, programme_without_figure, unreadable_figure
from classeur.rules.computed.teaching import with_resources
from classeur.rules.computed.texts import same_body
from classeur.rules.computed.watch import alike, told_to_team
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
    "blocs-sans-module": Computation(blocks_covered, details=frozenset({"blocs"})),
    "certification-expliquee": Computation(certification_explained, details=frozenset({"manque"})),
    "certification-nommee": Computation(certification_named, details=frozenset({"manque"})),
    "chiffre-ailleurs": Computation(figure_told_otherwise, details=frozenset({"ici", "resultats"})),
    "chiffre-different": Computation(figure_that_differs, details=frozenset({"publie", "fiches"})),
    "chiffre-illisible": Computation(unreadable_figure, details=frozenset({"effectif"})),
    "contenu-dit": Computation(contents_told),
    "enregistrement": Computation(registered, details=frozenset({"fin"})),
    "habilitation": Computation(accredited),
    "habilitation-jusqu-au-jury": Computation(
        accredited_to_the_end, details=frozenset({"session", "fin", "habilitation"})
    ),
    "inscription-au-jury": Computation(enrolled_in_time),
    "insertion-dite": Computation(insertion),
    "objectifs-invisibles": Computation(objectives_unseen, details=frozenset({"objectif"})),
    "ordre-des-dates": Computation(out_of_order, details=frozenset({"ecart"})),
    "poursuites-dites": Computation(further_study_told, details=frozenset({"manque"})),
    "programme-sans-chiffre": Computation(programme_without_figure),
    "taux-d-obtention": Computation(rate_of_success),
    "taux-de-presentation": Computation(rates_apart),
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
    "version-en-vigueur": Computation(version_in_force, details=frozenset({"suivie", "en_vigueur"})),
    "lieux-decrits": Computation(described, selects=False, details=frozenset({"lieu", "code"})),
    "registres-accessibilite": Computation(with_register, selects=False, details=frozenset({"lieu", "code"})),
    "cv-a-jour": Computation(cv_fresh, selects=False, details=frozenset({"date"})),
    "papiers-valides": Computation(papers_valid, selects=False, details=frozenset({"papier", "date"})),
    "referent-designe": Computation(led),
    "ressources-donnees": Computation(with_resources),
    "dit-a-l-equipe": Computation(told_to_team),
    "notes-identiques": Computation(alike, details=frozenset({"autres"})),
    "retour-suivi": Computation(followed_up),
    "nouvel-essai": Computation(tried_again),
    "clos-le-meme-jour": Computation(closed_at_once, details=frozenset({"jour"})),
    "assez-de-reponses": Computation(answered, details=frozenset({"recus", "envoyes"})),
}
