"""What is to be done and by when, for the team: what is overdue, deadlines of the rules, dates that records hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from classeur.pages import address
from classeur.pages.cases import STATUS_OF, subject_of
from classeur.pages.dated import dues_of_records
from classeur.pages.due import Due, delay, late_mark, responsible
from classeur.pages.french import counted
from classeur.pages.phrases import say
from classeur.pages.tables import Link, Mark
from classeur.pages.view import View
from classeur.rules.bounds import TODAY
from classeur.rules.declaration import Each, Rule
from classeur.rules.result import Case, CaseState, Deadline, RuleState


def agenda(view: View) -> tuple[Due, ...]:
    """Everything that is due: what is overdue first, then the earliest; one line for the learners of one session."""
    found = [*_overdue(view), *_of_rules(view), *dues_of_records(view)]
    return tuple(sorted(found, key=lambda due: (due.late is None, due.day, due.words, due.about)))


def _overdue(view: View) -> Iterator[Due]:
    """What rules look for in each record, has not come in time, and can still be done today."""
    for result in view.assessment.results():
        if result.state is RuleState.GAP and result.grade:
            for case in result.cases_in(CaseState.MISSING):
                if case.due and case.due < view.assessment.date and _can_still_be_done(result.rule, case):
                    late = late_mark(view, case.due, STATUS_OF[result.grade])
                    yield _of_case(view, result.rule, case, case.due, say("echeance-a-faire"), late)


def _can_still_be_done(rule: Rule, case: Case) -> bool:
    """A review is never too late, nor is an answer that nobody gave; what was done too late is done."""
    if not isinstance(rule.predicate, Each):
        return False
    renewed = any(bound.since and bound.since.base == TODAY for bound in rule.predicate.what.dates.values())
    return renewed or case.found is None


def _of_rules(view: View) -> Iterator[Due]:
    groups: dict[tuple[dt.date, str, str, bool], list[Deadline]] = {}
    for deadline in view.assessment.deadlines:
        key = (deadline.day, deadline.rule.id, deadline.case.record, deadline.expires)
        groups.setdefault(key, []).append(deadline)
    for (day, _, identity, expires), group in groups.items():
        rule, case = group[0].rule, group[0].case
        about: tuple[Link, ...] = ()
        if len(group) > 1:
            about = ((counted(len(group), "personne"), ""), view.reference(identity) if identity else ("", ""))
        nature = say("echeance-a-renouveler" if expires else "echeance-a-faire")
        yield _of_case(view, rule, case, day, nature, None, about)


def _of_case(
    view: View, rule: Rule, case: Case, day: dt.date, nature: str, late: Mark | None, about: tuple[Link, ...] = ()
) -> Due:
    """A line about a case; it leads to the indicator, else to the record itself."""
    number = rule.indicator
    own = view.reference(case.record)[1] if case.record else ""
    target = address.of_indicator(number) if number and number in view.assessment.verdicts else own
    who = responsible(view, case.record)
    return Due(day, rule.label, target, about or subject_of(view, case), nature, who, delay(view, day), late)
