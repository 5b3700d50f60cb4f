"""The tabs of the binder and what opens under them: never as long as the number of records."""

from __future__ import annotations

from classeur.pages import address
from classeur.pages.listing import title_of
from classeur.pages.page import Nav
from classeur.pages.phrases import say
from classeur.pages.view import View
from classeur.referential import Criterion, load_referential

SESSIONS, PEOPLE, DOCUMENTS = "sessions", "personnes", "documents"
IMPROVEMENT, AUDITS, DUE_DATES = "amelioration", "audits", "echeances"


def team_nav(view: View) -> Nav:
    """Home, indicators by criterion, and five lists: seven tabs, in this edition's version of the référentiel.

    The pages of the criteria come after all the indicators, so that the keys « n » and « p » of the theme go from
    an indicator to its neighbour, as its pager does.
    """
    groups: list[tuple[str, Nav]] = [
        (f"{c.number}. {c.title}", _indicators(c)) for c in criteria_of(view) if c.indicators
    ]
    overview: Nav = tuple(
        (say("nav-critere", numero=c.number), address.of_criterion(c.number)) for c in criteria_of(view)
    )
    return (
        (say("nav-accueil"), address.HOME),
        (say("nav-indicateurs"), (*groups, (say("nav-criteres"), overview))),
        *((title_of(name), address.of_list(name)) for name in (SESSIONS, PEOPLE, DOCUMENTS, IMPROVEMENT, AUDITS)),
    )


def criteria_of(view: View) -> tuple[Criterion, ...]:
    """The seven criteria, with the indicators of the version that the next audit follows."""
    return load_referential().criteria_in(view.assessment.version)


def _indicators(criterion: Criterion) -> Nav:
    indicators = load_referential().indicators
    return tuple((f"{n}. {indicators[n].title}", address.of_indicator(n)) for n in criterion.indicators)
