"""Who is enrolled in a session: each learner once, somebody who learns, within its days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from classeur.dates import as_date
from classeur.finding import Finding, Place
from classeur.kinds.pieces import EVERYONE, GROUP
from classeur.kinds.record import Record, Reference, Row
from classeur.library import Inscription
from classeur.messages import finding

NAMING = ("personne", "destinataires")
"""Types of fields that name people."""
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
    records: Collection[Record], inscriptions: Iterable[Inscription], team: Collection[str]
) -> Iterator[Finding]:
    """A finding for each row of `inscrits` that can't be, and for each learner named beside a session not his."""
    titles = {record.id: record.kind.label.lower() for record in records}
    for session in (record for record in records if record.kind.name == "session"):
        yield from _check_rows(session, team, titles)
    enrolled: dict[str, set[str]] = {}
    for inscription in inscriptions:
        enrolled.setdefault(inscription.session.id, set()).add(inscription.learner)
    learners = set().union(*enrolled.values())
    for record in records:
        named = [r for r in record.references if not r.row and r.field.type in ("lien", *NAMING)]
        sessions = [r.value for r in named if r.value in enrolled]
        expected = set().union(*(enrolled[session] for session in sessions))
        for reference in named if sessions else ():
            if reference.value in learners and reference.value not in expected:
                values = {"value": reference.value, "session": " ni à ".join(sessions)}
                yield finding("personne-hors-session", reference.place, **values)


def _check_rows(session: Record, team: Collection[str], titles: dict[str, str]) -> Iterator[Finding]:
    named: Iterator[Reference] = (r for r in session.references if r.row == _ROWS and r.field.name == "beneficiaire")
    first: dict[str, Place] = {}
    for reference in named:
        value = reference.value
        if value in first:
            yield finding("inscrit-double", reference.place, value=value, first=first[value].line)
        elif what := _no_learner(value, team, titles):
            yield finding("inscrit-genre", reference.place, value=value, what=what)
        first.setdefault(value, reference.place)
    for row in session.rows(_ROWS):
        yield from _check_exit(session, row)


def _no_learner(value: str, team: Collection[str], titles: dict[str, str]) -> str:
    """What somebody enrolled is instead of a learner; an empty text for a learner."""
    if value in (GROUP, EVERYONE):
        return "ne dit pas qui"
    if value in team:
        return "est un membre de l'équipe"
    return f"est une fiche ({titles[value]})" if value in titles else ""


def _check_exit(session: Record, row: Row) -> Iterator[Finding]:
    left, start, end = row.get("sorti_le"), session.date("debut"), session.date("fin")
    if not isinstance(left, dt.date):
        return
    day = as_date(left)
    if start is not None and day < start:
        values = {"later": "La sortie", "end": day.isoformat(), "earlier": "le début", "start": start.isoformat()}
        yield finding("bornes-dates", row.place, **values)
    elif end is not None and end < day:
        values = {"later": "La fin", "end": end.isoformat(), "earlier": "la sortie", "start": day.isoformat()}
        yield finding("bornes-dates", row.place, **values)
