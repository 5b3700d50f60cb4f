"""From what people say to an effect that is verified: feedback without follow-up, plans closed in one stroke."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from classeur.dates import in_french, shift
from classeur.kinds.record import Record, Row
from classeur.library import Library
from classeur.rules.bounds import Day
from classeur.rules.cases import case_of
from classeur.rules.declaration import Selector
from classeur.rules.result import Case, CaseState
from classeur.rules.selection import chosen

CONTENT = 0.8
"""Share of answers from which a survey is content: under it, somebody has to ask why."""
FEW = 1 / 3
"""Share of answers under which a survey says little."""
PLAN = 3
"""Actions from which a plan is a plan: two that end on one day are a chance."""
_SURVEY, _ACTION, _ANALYSIS = "enquete", "action", "analyse"
_SAID = ("analyse", "sans_suite", "synthese")
"""Fields in which a record says itself what came of it."""


def followed_up(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each complaint, and each survey where fewer than {CONTENT} are content: something came of it.

    An action, an analysis that decides or says why not, or the record's own words, within {delai_analyse}. Source:
    guide V9, indicator 32; demands C1 and C5.
    """
    for subject in chosen(library, what, day) if what else ():
        record = subject.record
        if record is None or record.day is None or not _displeased(record):
            continue
        limit = shift(record.day, day.parameters["delai_analyse"])
        proof = _follow_up(library, record)
        if proof or any(record.get(name) for name in _SAID):
            yield case_of(library, CaseState.HAVE, subject, proof=proof or record)
        else:
            state = CaseState.WAITING if limit >= day.today else CaseState.MISSING
            yield case_of(library, state, subject, due=limit)


def _displeased(record: Record) -> bool:
    """Whether somebody has to ask why; a survey that does not count who is content is told by nobody."""
    if record.kind.name != _SURVEY:
        return True
    answers, content = record.get("recus"), record.get("satisfaits")
    return isinstance(answers, int) and isinstance(content, int) and content < CONTENT * answers


def _follow_up(library: Library, record: Record) -> Record | None:
    """An action, or an analysis that leads to one or tells in its text why none is needed; from either side."""
    tied = [r for r in (*library.links_of(record.id), *library.backlinks_of(record.id)) if not r.draft]
    for other in tied:
        if other.kind.name == _ACTION:
            return other
    return next((r for r in tied if r.kind.name == _ANALYSIS and (r.body.strip() or _acted(library, r))), None)


def _acted(library: Library, analysis: Record) -> bool:
    tied = (*library.links_of(analysis.id), *library.backlinks_of(analysis.id))
    return any(record.kind.name == _ACTION for record in tied)


def tried_again(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each action whose last effect is `inefficace`: a new action is opened. Source: demand C2."""
    for subject in chosen(library, what, day) if what else ():
        last = _last(subject.record) if subject.record else None
        if last and last.get("resultat") == "inefficace":
            proof = library.records.get(str(last.get("nouvelle_action")))
            yield case_of(library, CaseState.HAVE if proof else CaseState.MISSING, subject, proof=proof)


def _last(action: Record) -> Row | None:
    """The last verification of an effect."""
    rows = [row for row in action.rows("efficacite") if isinstance(row.get("verifiee_le"), dt.date)]
    return max(rows, key=lambda row: str(row.get("verifiee_le")), default=None)


def closed_at_once(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each action that is done; all are missing when {PLAN} or more were all done on one and the same day.

    A plan that lives is not closed in one stroke before an audit. Source: demand C5.
    """
    done = [(s, end) for s in (chosen(library, what, day) if what else ())
            if s.record and (end := s.record.date("realisee_le"))]  # fmt: skip
    at_once = len(done) >= PLAN and len({end for _, end in done}) == 1
    for subject, end in done:
        if at_once:
            yield case_of(library, CaseState.MISSING, subject, details={"jour": in_french(end)})
        else:
            yield case_of(library, CaseState.HAVE, subject, proof=subject.record)


def answered(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each survey: {FEW} of those asked answered, or were asked again. Source: demand C1; guide V9, 30.

    `recus` and `envoyes` say how many.
    """
    for subject in chosen(library, what, day) if what else ():
        if (survey := subject.record) is None:
            continue
        sent, got, again = (survey.get(name) for name in ("envoyes", "recus", "relances"))
        if not isinstance(sent, int) or not isinstance(got, int) or not sent:
            continue
        heard = got >= FEW * sent or (isinstance(again, int) and again > 0)
        state = CaseState.HAVE if heard else CaseState.MISSING
        yield case_of(library, state, subject, proof=survey, details={"recus": str(got), "envoyes": str(sent)})
