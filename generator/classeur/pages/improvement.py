"""The improvement page: the plan, and from each opinion, difficulty or risk the actions it gave, both ways."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from classeur.dates import in_french, short_french
from classeur.kinds.record import Record
from classeur.pages import address
from classeur.pages.catalogue import Catalogue, label_of, latest_day
from classeur.pages.french import say
from classeur.pages.listing import list_page, part
from classeur.pages.mentions import mentioned
from classeur.pages.nav import IMPROVEMENT
from classeur.pages.page import Page
from classeur.pages.tables import Cell, Link, Mark, Part, Row
from classeur.pages.view import View

ACTION = "action"
LISTED = 20
"""Records of each kind, the latest; the list of the kind has the others."""
DRAWN = 4
"""Actions whose chain is drawn above the tables, the latest first."""
_MARKS = {"a-faire": "soon", "en-cours": "soon", "realisee": "watch", "verifiee": "ok", "abandonnee": "na"}


@dataclass(frozen=True, slots=True)
class Chain:
    """An action with what it comes from and what it changed; `effect` empty while nothing is verified.

    `also` are records that lean on the action without being where it comes from; `proofs` those that its effect cites.
    """

    origins: tuple[Link, ...]
    also: tuple[Link, ...]
    action: Link
    measure: str
    due: str
    effect: str
    verified: str
    proofs: tuple[Link, ...]
    expected: str


def improvement_page(view: View, found: Catalogue) -> Page:
    """Actions, surveys, analyses, complaints and risks; a kind without records says so."""
    actions = _latest(found.by_kind.get(ACTION, ()))
    parts = (
        _part(view, found, "actions", ACTION, _action),
        _part(view, found, "enquetes", "enquete", _survey),
        _part(view, found, "analyses", "analyse", _analysis),
        _part(view, found, "reclamations", "reclamation", _complaint),
        _part(view, found, "risques", "risque", _risk),
    )
    return list_page(IMPROVEMENT, parts, chains=tuple(_chain(view, action) for action in actions[:DRAWN]))


def _part(view: View, found: Catalogue, name: str, kind: str, row: Callable[[View, Record], Row]) -> Part:
    """The latest records of a kind; the list of the kind has the others."""
    records = _latest(found.by_kind.get(kind, ()))
    more = (
        ((say("suivi-tout", nombre=len(records)), address.of_list(f"genre-{kind}")),) if len(records) > LISTED else ()
    )
    return part(name, tuple(row(view, record) for record in records[:LISTED]), links=more)


def _action(view: View, action: Record) -> Row:
    progress = action.text("avancement")
    before, after = _effect(action)
    return (
        Cell(view.title(action), address.of_record(action)),
        Cell(links=_origins(view, action)),
        Cell(_short(action.date("echeance"))),
        Cell(mark=Mark(label_of(view, action, "avancement"), _MARKS.get(progress, "na"))),
        Cell(say("suivi-effet", avant=before, apres=after) if after else ""),
    )


def _survey(view: View, survey: Record) -> Row:
    sent, back, pleased = survey.get("envoyes"), survey.get("recus"), survey.get("satisfaits")
    return (
        Cell(view.title(survey), address.of_record(survey), more=label_of(view, survey, "moment")),
        Cell(_short(survey.day)),
        Cell(label_of(view, survey, "partie_prenante")),
        Cell(say("couverture", have=back, due=sent)),
        Cell(str(pleased) if pleased is not None else ""),
        Cell(links=_actions(view, survey)),
    )


def _analysis(view: View, analysis: Record) -> Row:
    sources = view.references(analysis.texts("sources"))
    return (
        Cell(view.title(analysis), address.of_record(analysis)),
        Cell(_short(analysis.day)),
        Cell(links=sources),
        Cell(links=_actions(view, analysis)),
    )


def _complaint(view: View, complaint: Record) -> Row:
    days = (_short(complaint.date(field)) for field in ("recue_le", "accuse_le", "reponse_le", "cloturee_le"))
    return (
        Cell(view.title(complaint), address.of_record(complaint)),
        Cell(label_of(view, complaint, "nature")),
        *(Cell(day) for day in days),
        Cell(label_of(view, complaint, "sans_suite"), links=_actions(view, complaint)),
    )


def _risk(view: View, risk: Record) -> Row:
    return (
        Cell(view.title(risk), address.of_record(risk), more=label_of(view, risk, "cause")),
        Cell(label_of(view, risk, "probabilite")),
        Cell(label_of(view, risk, "impact")),
        Cell(_short(latest_day(risk))),
        Cell(links=_actions(view, risk)),
    )


def _chain(view: View, action: Record) -> Chain:
    before, after = _effect(action)
    rows = action.rows("efficacite")
    day = rows[-1].get("verifiee_le") if rows else None
    return Chain(
        origins=_origins(view, action),
        also=_also(view, action),
        action=(view.title(action), address.of_record(action)),
        measure=label_of(view, action, "mesure"),
        due=_by_when(action),
        effect=say("suivi-effet", avant=before, apres=after) if after else "",
        verified=in_french(day) if isinstance(day, dt.date) else "",
        proofs=_proofs(view, action),
        expected=label_of(view, action, "indicateur_succes"),
    )


def _by_when(action: Record) -> str:
    """« faite le 24 avril 2026 », « échéance 18 décembre 2026 »."""
    done, due = action.date("realisee_le"), action.date("echeance")
    if done:
        return say("suivi-faite", jour=in_french(done))
    return say("suivi-echeance", jour=in_french(due)) if due else ""


def _effect(action: Record) -> tuple[str, str]:
    rows = action.rows("efficacite")
    return (str(rows[-1].get("avant") or ""), str(rows[-1].get("apres") or "")) if rows else ("", "")


def _origins(view: View, action: Record) -> tuple[Link, ...]:
    """What the action says it comes from."""
    return view.references(action.texts("origines"))


def _also(view: View, action: Record) -> tuple[Link, ...]:
    """What counts on the action, and is not where it comes from: a risk that it makes smaller."""
    citing = (r for r in view.library.backlinks_of(action.id) if action.id in r.texts("actions"))
    return view.references(r.id for r in citing if r.id not in action.texts("origines"))


def _proofs(view: View, action: Record) -> tuple[Link, ...]:
    """The records that the words of the verified effect name."""
    words = " ".join(str(row.get(name) or "") for row in action.rows("efficacite") for name in ("avant", "apres"))
    return tuple(view.reference(record.id) for record in mentioned(view, words))


def _actions(view: View, record: Record) -> tuple[Link, ...]:
    """The actions that a record names, and those that name it as their origin."""
    named = dict.fromkeys(record.texts("actions"))
    for other in view.library.backlinks_of(record.id):
        if other.kind.name == ACTION and record.id in other.texts("origines"):
            named.setdefault(other.id)
    return view.references(named)


def _latest(records: tuple[Record, ...]) -> tuple[Record, ...]:
    return tuple(sorted(records, key=lambda r: (_iso(latest_day(r) or r.date("recue_le")), r.id), reverse=True))


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _short(day: dt.date | None) -> str:
    return short_french(day) if day else ""
