"""The list of people: learners by name where the edition holds names, else by code; then the team."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from classeur.dates import short_french
from classeur.kinds.record import Record, slug
from classeur.library import Inscription
from classeur.pages import address
from classeur.pages.catalogue import Catalogue, label_of
from classeur.pages.list_records import held_by, of_holder
from classeur.pages.listing import lede_of, part, title_of
from classeur.pages.nav import PEOPLE
from classeur.pages.page import Page
from classeur.pages.paging import Paged, by_year_and_name, paged
from classeur.pages.tables import Cell, Link, Row
from classeur.pages.view import View

_STAFF = "personnel"


@dataclass(frozen=True, slots=True)
class _Learner:
    """A learner with all the sessions of the person, the first one first."""

    code: str
    name: str
    inscriptions: tuple[Inscription, ...]


def people_pages(view: View, found: Catalogue) -> Iterator[Page]:
    """Learners, by year of their first session and by initial where they are many; the team on the first page."""
    yield from paged(
        Paged(
            PEOPLE,
            title_of(PEOPLE),
            lede_of(PEOPLE),
            _learners(view),
            lambda who: by_year_and_name(who.inscriptions[0].start, _family_name(who.name, who.code)),
            lambda some: (part("apprenants", tuple(_row(view, learner) for learner in some)),),
            beside=(part("equipe", _team(view, found)), part("tenues", _held(view, found))),
            latest=0,
        )
    )


def _learners(view: View) -> tuple[_Learner, ...]:
    groups: dict[str, list[Inscription]] = {}
    for inscription in view.library.inscriptions:
        if view.shows_record(inscription.session):
            groups.setdefault(inscription.learner, []).append(inscription)
    found = (_Learner(code, view.name(code), tuple(sorted(i, key=_start))) for code, i in groups.items())
    return tuple(sorted(found, key=lambda learner: (_family_name(learner.name, learner.code), learner.code)))


def _start(inscription: Inscription) -> tuple[str, str]:
    return (inscription.start.isoformat(), inscription.session.id)


def _family_name(name: str, code: str) -> str:
    """People are looked up by what follows the first name; codes in their own order."""
    return slug(code) if name == code else slug(" ".join([*name.split(" ")[1:], name.split(" ", maxsplit=1)[0]]))


def _row(view: View, learner: _Learner) -> Row:
    sessions = tuple(view.reference(inscription.session.id) for inscription in learner.inscriptions)
    companies: dict[Link, None] = {}
    for inscription in learner.inscriptions:
        if isinstance(company := inscription.row.get("entreprise"), str):
            companies[view.reference(company)] = None
    code = "" if learner.name == learner.code else learner.code
    return (
        Cell(learner.name, address.of_learner(learner.code), more=code),
        Cell(links=sessions),
        Cell(links=tuple(companies)),
        Cell(_issue(view, learner.inscriptions[-1])),
    )


def _issue(view: View, inscription: Inscription) -> str:
    rows = inscription.session.kind.field("inscrits")
    field = rows.subfield("issue") if rows else None
    value = inscription.row.get("issue")
    if field is None or value is None or not view.edition.shows(field.edition):
        return ""
    return view.shown(field, value).words


def _team(view: View, found: Catalogue) -> tuple[Row, ...]:
    """The team in the order of `organisme.yml`, then outside trainers who are not in it."""
    records = {record.id: record for record in found.by_kind.get(_STAFF, ())}
    known = tuple(
        _member(view, records.get(member.handle), member.name, member.position) for member in view.library.team.values()
    )
    others = (record for handle, record in records.items() if handle not in view.library.team)
    return known + tuple(_member(view, record, view.title(record), "") for record in others)


def _held(view: View, found: Catalogue) -> tuple[Row, ...]:
    """Who answers for how many records, each with the list of them."""
    return tuple(
        (Cell(view.name(handle), address.of_list(of_holder(handle))), Cell(str(len(records))))
        for handle, records in held_by(view, found).items()
    )


def _member(view: View, record: Record | None, name: str, position: str) -> Row:
    if record is None:
        return (Cell(name), Cell(position), Cell(), Cell(), Cell(), Cell())
    return (
        Cell(name, address.of_record(record)),
        Cell(position or label_of(view, record, "fonctions")),
        Cell(label_of(view, record, "lien")),
        *(Cell(_latest(record, field)) for field in ("cv_le", "competences_verifiees_le", "sensibilise_handicap_le")),
    )


def _latest(record: Record, field: str) -> str:
    days = record.dates(field)
    return short_french(days[-1]) if days else ""
