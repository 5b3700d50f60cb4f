"""The page of each session: identity, dates, learners and pieces, trainers, room, versions, opinions, actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from classeur.kinds.record import Record
from classeur.library import SESSION
from classeur.pages import address
from classeur.pages.deliveries import deliveries_of
from classeur.pages.facts import survey_words
from classeur.pages.following import followed_table
from classeur.pages.french import joined
from classeur.pages.frise import frise_of
from classeur.pages.index import Index, index_of
from classeur.pages.matrix import matrix_of
from classeur.pages.page import Page
from classeur.pages.past import past_of
from classeur.pages.public.tables import fold
from classeur.pages.record_tables import pieces_of, table_named
from classeur.pages.session_checklist import address_of, checklist_page, has_checklist
from classeur.pages.session_gaps import expected_of_session, gaps_of_session
from classeur.pages.templates import in_words
from classeur.pages.timeline import facts_of_session, parts_of
from classeur.pages.versions import Version, in_force
from classeur.pages.view import View
from classeur.pages.writing import write
from classeur.rules.result import CaseState, Status

_GONE = ("abandon", "rupture", "exclusion")


@dataclass(frozen=True, slots=True)
class Trainer:
    """A trainer of a session: the CV and the check of skills that count on its first day, else the first later ones."""

    name: str
    address: str
    cv: dt.date | None
    checked: dt.date | None
    css: str
    """The class of the worst gap, empty where there is none or where the edition holds no verdict."""
    gap: str


@dataclass(frozen=True, slots=True)
class Born:
    """An action born from a session, with what it has come to."""

    title: str
    address: str
    state: str
    due: dt.date | None
    done: dt.date | None
    open: bool


@dataclass(frozen=True, slots=True)
class Opinion:
    """A survey or a complaint: label, words, page."""

    label: str
    words: str
    address: str


def session_pages(view: View) -> Iterator[Page]:
    """One page for each session that the edition shows."""
    index = index_of(view)
    places: dict[str, list[Record]] = {}
    for means in view.library.published("moyen"):
        places.setdefault(means.text("lieu"), []).append(means)
    for session in view.library.published(SESSION):
        if view.shows_record(session):
            yield _page(view, index, session, places)
            if has_checklist(view, session):
                yield checklist_page(view, index, session, _learners(view, session))


def _page(view: View, index: Index, session: Record, places: Mapping[str, list[Record]]) -> Page:
    here = address.of_record(session)
    start = session.date("debut") or view.assessment.date
    end = session.date("fin") or start
    enrolled = view.library.inscriptions_of.get(session.id, ())
    learners = _learners(view, session)
    facts = facts_of_session(view, index, session)
    records = [r for who in ("", *learners) for r in index.records.get((session.id, who), ())]
    gaps = gaps_of_session(view, index, session, learners)
    shared = [piece for piece in view.library.pieces.get(session.id, ()) if not piece.people]
    days = session.get("jours")
    values = {
        "session": session,
        "words": dict.fromkeys(f.name for f in session.kind.fields) | {s.field.name: s for s in view.fields(session)},
        "start": start,
        "end": end,
        "days": days,
        "enrolled": len(enrolled),
        "gone": sum(inscription.row.get("issue") in _GONE for inscription in enrolled),
        "programme": _versioned(view, session.text("formation"), start),
        "booklets": [_versioned(view, record.id, start) for record in _booklets(view, session)],
        "site": joined(tuple(view.place(name) for name in session.texts("lieu"))),
        "rooms": [_room(view, means) for name in session.texts("lieu") for means in places.get(name, ())],
        "verdicts": view.edition.holds_verdicts,
        "checklist": address_of(session) if has_checklist(view, session) else "",
        "gaps": gaps,
        "past": past_of(view, session),
        "state": _state(gaps),
        "frise": frise_of(facts, start, end, _days(days)) if facts else None,
        "matrix": matrix_of(view, index, session) if enrolled else None,
        "parts": parts_of(facts, start, end),
        "trainers": [_trainer(view, index, session, name, start) for name in session.texts("intervenants")],
        "deliveries": deliveries_of(view, index, session, _booklets(view, session)),
        "inscrits": table_named(view, session, "inscrits"),
        "followed": followed_table(view, enrolled),
        "sequences": table_named(view, session, "sequences"),
        "shared": pieces_of(view, shared),
        "surveys": [_survey(view, record) for record in _of(records, "enquete")],
        "expected": expected_of_session(view, index, session, learners),
        "complaints": [_complaint(view, record) for record in _of(records, "reclamation")],
        "actions": [born(view, action) for action in index.actions_of(records)],
        "prose": fold(view.prose(session, here).html),
    }
    meta = {"hide": ["navigation", "toc"], "rubrique": "Sessions", "source": session.path, "tags": [session.id]}
    return write("session.md", here, view.title(session), values, meta)


def _learners(view: View, session: Record) -> tuple[str, ...]:
    enrolled = view.library.inscriptions_of.get(session.id, ())
    return tuple(dict.fromkeys(inscription.learner for inscription in enrolled))


def _booklets(view: View, session: Record) -> list[Record]:
    """The booklets that the learners of a session receive: those of its category, and those for everybody."""
    booklets = view.library.published("livret")
    return [b for b in booklets if session.text("categorie") in b.texts("categories") or not b.texts("categories")]


def born(view: View, action: Record) -> Born:
    """An action with its state in the words of its kind."""
    field, value = action.kind.field("avancement"), action.get("avancement")
    state = view.shown(field, value).words if field and value is not None else ""
    closed = action.text("avancement") in ("verifiee", "abandonnee")
    return Born(
        view.title(action),
        address.of_record(action),
        state,
        action.date("echeance"),
        action.date("realisee_le"),
        not closed,
    )


def _of(records: list[Record], kind: str) -> list[Record]:
    found = {record.id: record for record in records if record.kind.name == kind}
    return sorted(found.values(), key=lambda record: (str(record.day), record.id))


def _days(days: object) -> str:
    if not isinstance(days, int | float):
        return ""
    return f"{in_words(days)} jour{'s' if days > 1 else ''}"


def _state(gaps: tuple[object, ...]) -> Status:
    ranks = [rank for gap in gaps if isinstance(rank := getattr(gap, "rank", None), int)]
    return list(Status)[min(ranks)] if ranks else Status.OK


def _versioned(view: View, identity: str, day: dt.date) -> tuple[str, str, Version | None, str]:
    """Title, address, version in force and its kept copy; all empty when the session names no living document."""
    record = view.library.records.get(identity)
    if record is None:
        return "", "", None, ""
    version = in_force(record, day)
    return *view.reference(identity), version, view.kept_copy(record, version.file) if version else ""


def _room(view: View, means: Record) -> tuple[str, str, tuple[str, ...]]:
    return view.title(means), address.of_record(means), means.texts("accessibilite")


def _trainer(view: View, index: Index, session: Record, name: str, start: dt.date) -> Trainer:
    words, link = view.reference(name)
    record = view.library.records.get(name)
    missing = [
        told
        for told in index.of_item.get(name, ())
        if told.case.record == session.id and told.case.state is CaseState.MISSING
    ]
    worst = min(missing, key=lambda told: list(Status).index(told.status), default=None)
    return Trainer(
        name=words,
        address=link,
        cv=_counting(record.dates("cv_le"), start) if record else None,
        checked=_counting(record.dates("competences_verifiees_le"), start) if record else None,
        css=worst.status.css if worst else "",
        gap=worst.result.rule.gap if worst else "",
    )


def _counting(days: tuple[dt.date, ...], start: dt.date) -> dt.date | None:
    """The last day that counts on the first day of a session, else the first one after it."""
    return max((day for day in days if day <= start), default=min(days, default=None))


def _survey(view: View, record: Record) -> Opinion:
    field, moment = record.kind.field("moment"), record.get("moment")
    label = view.shown(field, moment).words if field and moment is not None else record.kind.label
    return Opinion(label, ", ".join(survey_words(record)), address.of_record(record))


def _complaint(view: View, record: Record) -> Opinion:
    field, nature = record.kind.field("nature"), record.get("nature")
    label = view.shown(field, nature).words if field and nature is not None else record.kind.label
    return Opinion(label, view.title(record), address.of_record(record))
