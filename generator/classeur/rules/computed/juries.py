"""Certifications prepared: rates beside each other, candidates enrolled with the certifier before the jury, results."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace

from classeur.about import learners_of_piece, sessions_of_piece
from classeur.dates import Duration, shift
from classeur.figures import finished_sessions, measure_of, published_figures, result_of
from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record, slug
from classeur.library import Inscription, Library
from classeur.rules.bounds import Day
from classeur.rules.cases import case_of
from classeur.rules.computed.accreditations import certification_of
from classeur.rules.declaration import Selector
from classeur.rules.result import Case, CaseState
from classeur.rules.selection import chosen

DELAY = "delai_publication"
SIX_MONTHS = Duration(months=6)
_ELSEWHERE = ("inserjeunes", "france-competences", "francecompetences")
"""Public services that publish insertion certification by certification: to lead there is enough."""
_NATURES_OF_JURY = ("pv-jury", "resultat-certification")
_LEFT = ("abandon", "rupture", "reorientation", "exclusion")


def rate_of_success(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each certification of which a jury was held; missing when no rate of success is published in time.

    Source: guide V9, indicator 3; a missing rate of success is not a minor gap.
    """
    figures, held = published_figures(library), _juries(library, day)
    for subject in chosen(library, what, day) if what else ():
        certification = subject.record.id if subject.record else ""
        if not (first := held.get(certification)):
            continue
        programmes = [one.id for one in library.backlinks_of(certification) if one.kind.name == "formation"]
        published = {measure_of(row) for programme in programmes for row in figures.get(programme, ())}
        due = shift(first, day.parameters[DELAY])
        if "obtention" in published:
            yield case_of(library, CaseState.HAVE, subject)
        else:
            yield case_of(library, CaseState.WAITING if due >= day.today else CaseState.MISSING, subject, due=due)


def rates_apart(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each programme that publishes a rate of success; missing without the rate of presentation beside it.

    Source: guide V9, indicator 3 (one is read with the other).
    """
    figures = published_figures(library)
    for subject in chosen(library, what, day) if what else ():
        published = {measure_of(row) for row in figures.get(subject.record.id if subject.record else "", ())}
        if "obtention" in published:
            state = CaseState.HAVE if "presentation" in published else CaseState.MISSING
            yield replace(case_of(library, state, subject), partial=True)


def insertion(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each certifying programme with leavers of six months ago; missing when nothing is told of them.

    Two figures (in work, in the trade), or a link to the public service that publishes them. Source: guide V9,
    indicator 3; L. 6111-8 for apprenticeship.
    """
    figures, finished = published_figures(library), finished_sessions(library, day.today, day.floor)
    pages = slug(" ".join(page.body for page in library.published("resultats")))
    for subject in chosen(library, what, day) if what else ():
        programme = subject.record
        if programme is None or not (sessions := finished.get(programme.id)):
            continue
        published = {measure_of(row) for row in figures.get(programme.id, ())}
        told = {"insertion", "insertion-metier"} <= published
        told = told or any(name in text for name in _ELSEWHERE for text in (slug(programme.body), pages))
        due = shift(shift(sessions[0].date("fin") or day.today, SIX_MONTHS), day.parameters[DELAY])
        state = CaseState.HAVE if told else CaseState.WAITING if due >= day.today else CaseState.MISSING
        yield replace(case_of(library, state, subject, due=None if told else due), partial=True)


def _juries(library: Library, day: Day) -> Mapping[str, dt.date]:
    """The first day on which each certification was decided by a jury, from results told and pieces filed.

    Juries from before the binder was followed ask for nothing.
    """
    found: dict[str, dt.date] = {}
    for session in (one for sessions in finished_sessions(library, day.today, day.floor).values() for one in sessions):
        programme = library.records.get(session.text("formation"))
        certification = programme.text("certification") if programme else ""
        people = library.inscriptions_of.get(session.id, ())
        held = any(result_of(one) for one in people) or any(
            piece.nature in _NATURES_OF_JURY for piece in library.pieces.get(session.id, ())
        )
        last = session.date("fin")
        if certification and held and last and last <= found.get(certification, last):
            found[certification] = last
    return found


def enrolled_in_time(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each learner who goes to the end; missing when not enrolled with the certifier before its last day.

    The last day is the jury's less `delai_inscription` of the certification; the session's last day stands for a jury
    without a date. Source: guide V9, indicator 16.
    """
    sent = _enrolments(library)
    for subject in chosen(library, what, day) if what else ():
        one = subject.thing
        if not isinstance(one, Inscription) or one.get("issue") in _LEFT:
            continue
        due, found = _last_day(library, one), dict(_own(one))
        found |= {piece.date: piece for who in (one.learner, "") for piece in sent.get((one.session.id, who), ())}
        first = min((when for when in found if when), default=None)
        if first and first <= min(due, day.today):
            yield case_of(library, CaseState.HAVE, subject, proof=found[first])
        elif due >= day.today:
            yield case_of(library, CaseState.WAITING, subject, due=due)
        else:
            yield replace(case_of(library, CaseState.MISSING, subject, due=due), found=first)


def _enrolments(library: Library) -> Mapping[tuple[str, str], list[Piece]]:
    """The dated pieces of enrolment, by session and learner; an empty learner for the whole session."""
    found: dict[tuple[str, str], list[Piece]] = {}
    for piece in library.pieces_by_nature.get("inscription-certification", ()):
        if piece.date:
            for session in sessions_of_piece(library, piece):
                for learner in learners_of_piece(library, piece) or ("",):
                    found.setdefault((session, learner), []).append(piece)
    return found


def _own(one: Inscription) -> Iterator[tuple[dt.date | None, Piece | Record]]:
    """The days of enrolment that the learner's own parcours tells, and it."""
    if one.parcours is None:
        return
    for row in one.parcours.rows("certification_passee"):
        if isinstance(day := row.get("inscrit_le"), dt.date):
            yield day, one.parcours


def _last_day(library: Library, one: Inscription) -> dt.date:
    """The last day to enrol a learner: the jury's, less what the certifier asks."""
    attempts = [row.get("presente_le") for row in one.parcours.rows("certification_passee")] if one.parcours else []
    own = one.parcours.date("jury_le") if one.parcours else None
    days = [attempt for attempt in attempts if isinstance(attempt, dt.date)]
    jury = min(days, default=None) or own or one.session.date("jury_le") or one.end
    delay = certification_of(library, one.session)
    asked = delay.get("delai_inscription") if delay else None
    return shift(jury, asked, -1) if isinstance(asked, Duration) else jury
