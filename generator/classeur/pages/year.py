"""Figures of the last twelve months, counted from the records, with how they are counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from classeur.dates import Duration, in_french, shift
from classeur.kinds.record import Record
from classeur.library import Inscription
from classeur.pages.catalogue import Catalogue, label_of, sessions_of
from classeur.pages.french import capitalized
from classeur.pages.listing import columns
from classeur.pages.phrases import say
from classeur.pages.tables import Cell, Group, Row, Table
from classeur.pages.view import View

YEAR = Duration(months=12)
SURVEY = "enquete"
LEFT = ("abandon", "rupture", "exclusion", "reorientation")
"""Issues of those who left before the end."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The table, a line a category and one for all; the first and the last day that it counts."""

    table: Table
    since: str
    until: str


def figures_of(view: View, found: Catalogue) -> Figures | None:
    """Sessions held in the last twelve months, even in part; None when there was none."""
    until = view.assessment.date
    since = shift(until, YEAR, -1) + dt.timedelta(days=1)
    groups: dict[str, list[Record]] = {}
    for session in sessions_of(view, found):
        start = session.date("debut") or until
        if start <= until and (session.date("fin") or start) >= since:
            groups.setdefault(label_of(view, session, "categorie"), []).append(session)
    if not groups:
        return None
    surveys = tuple(_surveys(found, since, until))
    rows = [_row(view, name, sessions, _about(surveys, sessions)) for name, sessions in sorted(groups.items())]
    if len(groups) > 1:
        together = [session for sessions in groups.values() for session in sessions]
        rows.append(_row(view, say("annee-ensemble"), together, surveys))
    table = Table(say("annee-titre"), columns("annee"), (Group("", tuple(rows)),))
    return Figures(table, in_french(since), in_french(until))


def _surveys(found: Catalogue, since: dt.date, until: dt.date) -> Iterator[Record]:
    """What learners said at the end, in the period, where it was counted."""
    for survey in found.by_kind.get(SURVEY, ()):
        asked = survey.get("partie_prenante") == "beneficiaire" and survey.get("moment") == "chaud"
        counted = isinstance(survey.get("satisfaits"), int) and isinstance(survey.get("recus"), int)
        if asked and counted and survey.day and since <= survey.day <= until:
            yield survey


def _about(surveys: Iterable[Record], sessions: Iterable[Record]) -> tuple[Record, ...]:
    """The surveys of these sessions and of no other: answers of two categories together can't be told apart."""
    ids = {session.id for session in sessions}
    return tuple(survey for survey in surveys if (named := set(survey.texts("session"))) and named <= ids)


def _row(view: View, name: str, sessions: Iterable[Record], surveys: Iterable[Record]) -> Row:
    ids = [session.id for session in sessions]
    enrolled: list[Inscription] = [i for identity in ids for i in view.library.inscriptions_of.get(identity, ())]
    left = sum(inscription.row.get("issue") in LEFT for inscription in enrolled)
    pleased, answers = (sum(_number(survey, field) for survey in surveys) for field in ("satisfaits", "recus"))
    return (
        Cell(capitalized(name)),
        Cell(str(len(ids))),
        Cell(str(len({inscription.learner for inscription in enrolled}))),
        Cell(say("couverture", have=left, due=len(enrolled)) if enrolled else ""),
        Cell(say("couverture", have=pleased, due=answers) if answers else ""),
    )


def _number(survey: Record, field: str) -> int:
    value = survey.get(field)
    return value if isinstance(value, int) else 0
