"""What is to be done and by when, for the team: what is overdue, due dates of the rules, dates that records hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from classeur.kinds.record import Record
from classeur.library import PARCOURS, SESSION
from classeur.pages import address
from classeur.pages.cases import STATUS_OF, subject_of
from classeur.pages.dated import dues_of_records
from classeur.pages.due import Due, delay, late_mark, named
from classeur.pages.due_cycle import dues_of_retention, dues_of_the_cycle
from classeur.pages.french import counted
from classeur.pages.holding import family_of, holders_of
from classeur.pages.phrases import say
from classeur.pages.tables import Link, Mark
from classeur.pages.view import View
from classeur.rules.bounds import TODAY
from classeur.rules.declaration import TITLE, Computed, Each, Rule
from classeur.rules.result import Case, CaseState, Deadline, RuleState, Status

_SHARED = (SESSION, PARCOURS)
"""Kinds of which many things are due, each on a day of its own."""
_GROUP = "groupe"
_WORST = [status.css for status in Status]


def agenda(view: View) -> tuple[Due, ...]:
    """Everything that is due: what is overdue first, then the earliest; one line for the learners of one session."""
    written = [*dues_of_the_cycle(view), *_together(view, dues_of_records(view)), *dues_of_retention(view)]
    found = _once(view, written, [*_overdue(view), *_of_rules(view)], list(_computed(view)))
    return tuple(sorted(found, key=lambda due: (due.late is None, due.day, due.words, due.about)))


def _together(view: View, dues: Iterable[Due]) -> Iterator[Due]:
    """One line for the learners of a session who have the same step to take on the same day."""
    groups: dict[tuple[dt.date, str, str], list[Due]] = {}
    for due in dues:
        record = view.library.records.get(due.record)
        session = record.text("session") if record and record.kind.name == PARCOURS else ""
        if session:
            groups.setdefault((due.day, due.words, session), []).append(due)
        else:
            yield due
    for (_, _, session), some in groups.items():
        if len(some) == 1:
            yield some[0]
            continue
        words, target = view.reference(session)
        yield replace(
            some[0],
            target=target,
            about=((counted(len(some), "personne"), ""), (words, target)),
            holders=(who := tuple(dict.fromkeys(handle for due in some for handle in due.holders))),
            who=named(view, who),
            record=session,
            detail=some[0].words,
        )


def _once(view: View, written: Iterable[Due], judged: Iterable[Due], graded: Iterable[Due]) -> tuple[Due, ...]:
    """Each thing once: what a line already tells of a record on that day brings its indicators and its state to it.

    Dates of records come first, since they say it in plainer words, then rules of no indicator: the review of a
    procedure is one thing to do, whatever the rules that ask for it. A decision that names a record tells what is due
    of it that day. Several things may fall on one day of a session: none of them hides another. `graded` make no line.
    """
    lines = list(written)
    told = {(due.day, identity): n for n, due in enumerate(lines) for identity in (*_alone(view, due), *due.mentions)}
    for due in judged:
        place = told.get((due.day, due.record)) if due.record and not due.detail else None
        if place is not None:
            lines[place] = _joined(lines[place], due)
            continue
        if due.expires:
            told |= {(due.day, identity): len(lines) for identity in _alone(view, due)}
        lines.append(due)
    for due in graded:
        place = told.get((due.day, due.record))
        if place is not None:
            lines[place] = _joined(lines[place], due)
    return tuple(lines)


def _alone(view: View, due: Due) -> tuple[str, ...]:
    """The record of a line, unless other things may be due of it on the same day."""
    record = view.library.records.get(due.record)
    return (due.record,) if record and record.kind.name not in _SHARED else ()


def _joined(line: Due, other: Due) -> Due:
    marks = [mark for mark in (line.late, other.late) if mark]
    return replace(
        line,
        indicators=tuple(sorted({*line.indicators, *other.indicators})),
        late=min(marks, key=lambda mark: _WORST.index(mark.css), default=None),
    )


def _overdue(view: View) -> Iterator[Due]:
    """What rules look for in each record, has not come in time, and can still be done today."""
    for result in view.assessment.results():
        if result.state is RuleState.GAP and result.grade:
            for case in result.cases_in(CaseState.MISSING):
                if case.due and case.due < view.assessment.date and _can_still_be_done(result.rule, case):
                    late = late_mark(view, case.due, STATUS_OF[result.grade])
                    yield _of_case(view, result.rule, case, case.due, late=late, expires=_moves(result.rule))


def _computed(view: View) -> Iterator[Due]:
    """What computed rules found late (a step of a non-conformity): another line tells it, they say how grave it is."""
    for result in view.assessment.results():
        if result.state is RuleState.GAP and result.grade and isinstance(result.rule.predicate, Computed):
            for case in result.cases_in(CaseState.MISSING):
                if case.due and case.due < view.assessment.date:
                    late = late_mark(view, case.due, STATUS_OF[result.grade])
                    yield _of_case(view, result.rule, case, case.due, late=late)


def _can_still_be_done(rule: Rule, case: Case) -> bool:
    """A review is never too late, nor is an answer that nobody gave; what was done too late is done."""
    return isinstance(rule.predicate, Each) and (_moves(rule) or case.found is None)


def _moves(rule: Rule) -> bool:
    """Whether what it asks for has to be done again and again: its bound starts from today."""
    return isinstance(rule.predicate, Each) and any(
        bound.since and bound.since.base == TODAY for bound in rule.predicate.what.dates.values()
    )


def _in_order(deadline: Deadline) -> tuple[dt.date, bool, bool]:
    """By day; rules of no indicator first, and those that another supposes before it."""
    return (deadline.day, deadline.rule.indicator is not None, bool(deadline.rule.requires))


def _of_rules(view: View) -> Iterator[Due]:
    groups: dict[tuple[dt.date, str, str, bool], list[Deadline]] = {}
    for deadline in sorted(view.assessment.deadlines, key=_in_order):
        key = (deadline.day, deadline.rule.id, deadline.case.record, deadline.expires)
        groups.setdefault(key, []).append(deadline)
    for (day, _, identity, expires), group in groups.items():
        rule, case = group[0].rule, group[0].case
        about: tuple[Link, ...] = ()
        if len(group) > 1:
            about = ((counted(len(group), "personne"), ""), view.reference(identity) if identity else ("", ""))
        yield _of_case(view, rule, case, day, about=about, expires=expires)


def _of_case(
    view: View,
    rule: Rule,
    case: Case,
    day: dt.date,
    *,
    about: tuple[Link, ...] = (),
    late: Mark | None = None,
    expires: bool = False,
) -> Due:
    """A line about a case: it leads to the record that its words name, else to the indicator, else to the record."""
    record, number = view.library.records.get(case.record), rule.indicator
    words, own = _worded(view, rule, record)
    target = address.of_indicator(number) if number and number in view.assessment.verdicts else ""
    target = own or target or (view.reference(case.record)[1] if case.record else "")
    holders = holders_of(view, record, number)
    return Due(
        day=day,
        words=words,
        target=target,
        about=about or (() if own else subject_of(view, case)),
        nature=say("echeance-a-renouveler" if expires else "echeance-a-faire"),
        family=_family(view, rule, record),
        holders=holders,
        who=named(view, holders),
        delay=delay(view, day),
        source=rule.id,
        record=case.record,
        detail=_GROUP if about else " ".join(filter(None, (case.learner, case.item))),
        indicators=(number,) if number else (),
        expires=expires,
        late=late,
    )


def _family(view: View, rule: Rule, record: Record | None) -> str:
    """The family of the record; what the provider has to hold each year (a council) is of the kind that shows it."""
    if record is view.library.provider and isinstance(rule.predicate, Computed) and rule.predicate.what:
        return family_of(rule.predicate.what.kinds[0])
    return family_of(record.kind.name if record else "")


def _worded(view: View, rule: Rule, record: Record | None) -> tuple[str, str]:
    """What to do, and the page of the record when the words name it; the label of a rule that does not say it."""
    if not rule.task or record is None:
        return rule.task.format(titre="").strip() or rule.label, ""
    named_there = f"{{{TITLE}}}" in rule.task
    words = rule.task.format(titre=view.title(record))
    return words, address.of_record(record) if named_there and view.shows_record(record) else ""
