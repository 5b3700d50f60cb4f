"""Who is enrolled in a session: each learner once, somebody who learns, within its days, followed by one parcours."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping

from classeur.about import NAMING
from classeur.dates import as_date
from classeur.finding import Finding, Place
from classeur.kinds.pieces import EVERYONE, GROUP
from classeur.kinds.record import Record, Reference, Row
from classeur.library import PARCOURS, SESSION, Inscription
from classeur.messages import finding

_ROWS = "inscrits"


def learners_only(
    inscriptions: Iterable[Inscription], records: Collection[str], team: Collection[str]
) -> tuple[Inscription, ...]:
    """The inscriptions of learners, each once: a row that is refused is told by its own finding, and not judged."""
    found: dict[str, Inscription] = {}
    for inscription in inscriptions:
        if inscription.learner not in (GROUP, EVERYONE, *team) and inscription.learner not in records:
            found.setdefault(inscription.id, inscription)
    return tuple(found.values())


def check_enrolment(
    records: Mapping[str, Record], inscriptions: Iterable[Inscription], team: Collection[str]
) -> Iterator[Finding]:
    """A finding for each row of `inscrits` that can't be, and for each learner named beside a session not his."""
    enrolled: dict[str, dict[str, Inscription]] = {}
    for inscription in inscriptions:
        enrolled.setdefault(inscription.session.id, {})[inscription.learner] = inscription
    learners = set().union(*enrolled.values())
    first: dict[tuple[str, str], Record] = {}
    for record in records.values():
        if record.kind.name == SESSION:
            yield from _check_rows(record, team, records)
        if record.kind.name == PARCOURS:
            yield from _check_parcours(record, records, enrolled, first)
        else:
            yield from _check_named(record, enrolled, learners)


def _check_named(
    record: Record, enrolled: Mapping[str, Mapping[str, Inscription]], learners: Collection[str]
) -> Iterator[Finding]:
    named = [r for r in record.references if not r.row and r.field.type in ("lien", *NAMING)]
    sessions = [r.value for r in named if r.value in enrolled]
    expected = set().union(*(enrolled[session] for session in sessions))
    for reference in named if sessions else ():
        if reference.value in learners and reference.value not in expected:
            yield _elsewhere(reference, " ni à ".join(sessions))


def _elsewhere(reference: Reference, session: str) -> Finding:
    return finding("personne-hors-session", reference.place, value=reference.value, session=session)


def _check_parcours(
    record: Record,
    records: Mapping[str, Record],
    enrolled: Mapping[str, Mapping[str, Inscription]],
    first: dict[tuple[str, str], Record],
) -> Iterator[Finding]:
    """One parcours for a learner of its session, whose days are within the session's; `first` is filled on the way."""
    session, learner = records.get(record.text("session")), record.text("beneficiaire")
    if session is None or session.kind.name != SESSION or not learner or record.draft:
        return
    other = first.setdefault((session.id, learner), record)
    inscription = enrolled.get(session.id, {}).get(learner)
    if other is not record:
        values = {"value": learner, "session": session.id, "other": other.path}
        yield finding("parcours-double", record.place("beneficiaire"), **values)
    elif inscription is None:
        named = (r for r in record.references if r.field.name == "beneficiaire" and not r.row)
        yield from (_elsewhere(reference, session.id) for reference in named)
    else:
        yield from _check_days(record, session, inscription.row)
    for reference in record.references:
        if (reference.row, reference.field.name) == ("pieces", "pour") and reference.value not in (learner, EVERYONE):
            yield finding("piece-autrui", reference.place, value=reference.value, learner=learner)


def _check_days(record: Record, session: Record, row: Row) -> Iterator[Finding]:
    entry, leaving = record.date("entree"), record.date("sortie")
    steps = (
        ("le début de la session", session.date("debut"), ""),
        ("l'entrée", entry, "entree"),
        ("la sortie", leaving, "sortie"),
        ("la fin de la session", session.date("fin"), ""),
    )
    known = [(words, day, field) for words, day, field in steps if day is not None]
    for (earlier, start, before), (later, end, field) in itertools.pairwise(known):
        if field or before:
            yield from _ordered(record.place(field or before), (earlier, start), (later, end))
    told = row.get("sorti_le")
    if leaving and isinstance(told, dt.date) and as_date(told) != leaving:
        values = {"day": leaving.isoformat(), "other": as_date(told).isoformat(), "session": session.id}
        yield finding("sortie-contredite", record.place("sortie"), **values)


def _ordered(place: Place, earlier: tuple[str, dt.date], later: tuple[str, dt.date]) -> Iterator[Finding]:
    """A finding when the later of two days, each with its words, comes first."""
    if later[1] < earlier[1]:
        words = f"{later[0][0].upper()}{later[0][1:]}"
        values = {"later": words, "end": later[1].isoformat(), "earlier": earlier[0], "start": earlier[1].isoformat()}
        yield finding("bornes-dates", place, **values)


def _check_rows(session: Record, team: Collection[str], records: Mapping[str, Record]) -> Iterator[Finding]:
    named: Iterator[Reference] = (r for r in session.references if r.row == _ROWS and r.field.name == "beneficiaire")
    first: dict[str, Place] = {}
    for reference in named:
        value = reference.value
        if value in first:
            yield finding("inscrit-double", reference.place, value=value, first=first[value].line)
        elif what := _no_learner(value, team, records):
            yield finding("inscrit-genre", reference.place, value=value, what=what)
        first.setdefault(value, reference.place)
    for row in session.rows(_ROWS):
        left, start, end = row.get("sorti_le"), session.date("debut"), session.date("fin")
        if isinstance(left, dt.date) and start and end:
            yield from _ordered(row.place, ("le début", start), ("la sortie", as_date(left)))
            yield from _ordered(row.place, ("la sortie", as_date(left)), ("la fin", end))


def _no_learner(value: str, team: Collection[str], records: Mapping[str, Record]) -> str:
    """What somebody enrolled is instead of a learner; an empty text for a learner."""
    if value in (GROUP, EVERYONE):
        return "ne dit pas qui"
    if value in team:
        return "est un membre de l'équipe"
    return f"est une fiche ({records[value].kind.label.lower()})" if value in records else ""
