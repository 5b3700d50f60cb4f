"""The improvement page: the plan, and from each opinion, difficulty or risk the actions it gave, both ways."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from classeur.dates import short_french
from classeur.kinds.record import Record
from classeur.pages import address
from classeur.pages.books.plan import PLAN
from classeur.pages.books.shelf import link_to
from classeur.pages.catalogue import Catalogue, label_of, latest_day
from classeur.pages.improvement_chain import ACTION, DRAWN, actions_of, chain_of, effect_of, verified_rows
from classeur.pages.listing import list_page, part
from classeur.pages.nav import IMPROVEMENT
from classeur.pages.page import Page
from classeur.pages.phrases import say
from classeur.pages.tables import Cell, Link, Mark, Part, Row
from classeur.pages.view import View

LISTED = 20
"""Records of each kind, the latest; the list of the kind has the others."""
_MARKS = {"a-faire": "soon", "en-cours": "soon", "realisee": "watch", "verifiee": "ok", "abandonnee": "na"}


def improvement_page(view: View, found: Catalogue) -> Page:
    """Actions, surveys, analyses, complaints, reviews and risks; a kind without records says so."""
    actions = _latest(found.by_kind.get(ACTION, ()))
    parts = (
        _part(view, found, "actions", ACTION, _action),
        _part(view, found, "enquetes", "enquete", _survey),
        _part(view, found, "analyses", "analyse", _analysis),
        _part(view, found, "reclamations", "reclamation", _complaint),
        _part(view, found, "revues", "revue", _review),
        _part(view, found, "risques", "risque", _risk),
    )
    return list_page(
        IMPROVEMENT,
        parts,
        chains=tuple(chain_of(view, action) for action in actions[:DRAWN]),
        takeaway=(link_to(PLAN),),
    )


def _part(view: View, found: Catalogue, name: str, kind: str, row: Callable[[View, Record], Row]) -> Part:
    """The latest records of a kind; the list of the kind has the others."""
    records = _latest(found.by_kind.get(kind, ()))
    more = (
        ((say("suivi-tout", nombre=len(records)), address.of_list(f"genre-{kind}")),) if len(records) > LISTED else ()
    )
    return part(name, tuple(row(view, record) for record in records[:LISTED]), links=more)


def _action(view: View, action: Record) -> Row:
    progress = action.text("avancement")
    before, after = effect_of(view, action)
    return (
        Cell(view.title(action), address.of_record(action)),
        Cell(links=_origins(view, action)),
        Cell(_short(action.date("echeance"))),
        Cell(mark=Mark(label_of(view, action, "avancement"), _MARKS.get(progress, "na"))),
        Cell(say("suivi-effet", avant=before, apres=after) if after else "", more=_concluded(view, action)),
    )


def _concluded(view: View, action: Record) -> str:
    """What the team concluded of the effect, the last time that it was verified: an effect is not always one."""
    told = [cell.words for cells in verified_rows(view, action) for cell in cells if cell.field.name == "resultat"]
    return told[-1] if told else ""


def _survey(view: View, survey: Record) -> Row:
    sent, back, pleased = survey.get("envoyes"), survey.get("recus"), survey.get("satisfaits")
    return (
        Cell(view.title(survey), address.of_record(survey), more=label_of(view, survey, "moment")),
        Cell(_short(survey.day)),
        Cell(label_of(view, survey, "partie_prenante")),
        Cell(say("couverture", have=back, due=sent)),
        Cell(str(pleased) if pleased is not None else ""),
        Cell(links=_born(view, survey)),
    )


def _analysis(view: View, analysis: Record) -> Row:
    sources = view.references(analysis.texts("sources"))
    return (
        Cell(view.title(analysis), address.of_record(analysis)),
        Cell(_short(analysis.day)),
        Cell(links=sources),
        Cell(links=_born(view, analysis)),
    )


def _complaint(view: View, complaint: Record) -> Row:
    days = (_short(complaint.date(field)) for field in ("recue_le", "accuse_le", "reponse_le", "cloturee_le"))
    return (
        Cell(view.title(complaint), address.of_record(complaint)),
        Cell(label_of(view, complaint, "nature")),
        *(Cell(day) for day in days),
        Cell(label_of(view, complaint, "sans_suite"), links=_born(view, complaint)),
    )


def _review(view: View, review: Record) -> Row:
    return (
        Cell(view.title(review), address.of_record(review), more=label_of(view, review, "conclusion")),
        Cell(_short(review.day)),
        Cell(label_of(view, review, "objet")),
        Cell(links=view.references(review.texts("sujet"))),
        Cell(links=_born(view, review)),
    )


def _risk(view: View, risk: Record) -> Row:
    return (
        Cell(view.title(risk), address.of_record(risk), more=label_of(view, risk, "cause")),
        Cell(label_of(view, risk, "probabilite")),
        Cell(label_of(view, risk, "impact")),
        Cell(_short(latest_day(risk))),
        Cell(links=_born(view, risk)),
    )


def _born(view: View, record: Record) -> tuple[Link, ...]:
    return view.references(action.id for action in actions_of(view, record))


def _origins(view: View, action: Record) -> tuple[Link, ...]:
    """What the action says it comes from."""
    return view.references(action.texts("origines"))


def _latest(records: tuple[Record, ...]) -> tuple[Record, ...]:
    return tuple(sorted(records, key=lambda r: (_iso(latest_day(r) or r.date("recue_le")), r.id), reverse=True))


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _short(day: dt.date | None) -> str:
    return short_french(day) if day else ""
