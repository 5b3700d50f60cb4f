"""The judge: a library, the référentiel and a date give an `Assessment`."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from classeur.cycle.certificate import real_audits
from classeur.dates import Duration, shift
from classeur.finding import Extent, Grade, in_reading_order
from classeur.kinds.record import Record
from classeur.library import Library
from classeur.referential import Indicator, Referential, Version
from classeur.rules.applicability import Answer, Situation, applicability, declared_reasons, situation_of
from classeur.rules.bounds import Day
from classeur.rules.categories import concerned
from classeur.rules.declaration import AtLeast, Empty, Phase, Rule, Rules
from classeur.rules.grading import extent_of, grade_of, only_declared
from classeur.rules.predicates import cases_of
from classeur.rules.principal import settled, without_what_is_left
from classeur.rules.proofs import Shelf
from classeur.rules.regards import Reviews
from classeur.rules.result import (
    Assessment,
    Case,
    CaseState,
    Deadline,
    RuleResult,
    RuleState,
    Status,
    Verdict,
)
from classeur.rules.telling import finding_of

LOOKBACK = Duration(months=36)
"""The period judged when neither an audit nor `suivi_depuis` starts it: a cycle of certification."""

_OF_EMPTY = {
    Empty.GAP: None,
    Empty.CONFIRM: RuleState.CONFIRM,
    Empty.SATISFIED: RuleState.HELD,
    Empty.NOT_APPLICABLE: RuleState.EMPTY,
}
"""What it means that a rule has no case at all; None for a gap."""
_STATUS_OF_GRADE = {
    Grade.MAJOR: Status.MAJOR,
    Grade.MINOR: Status.MINOR,
    Grade.WATCH: Status.WATCH,
    Grade.CONFIRM: Status.CONFIRM,
}


def judge(
    library: Library, referential: Referential, rules: Rules, date: dt.date, audit_date: dt.date | None = None
) -> Assessment:
    """Judge a provider at `date`, in the version of the référentiel that its next audit follows.

    The audit is the next one planned in the library, else held on `date`; `audit_date` takes its place.
    """
    audit = None if audit_date else next_audit(library, date)
    version = referential.version_at(audit_date or (audit.date("debut") if audit else None) or date)
    day = Day(date, parameters_of(library, rules), period_start(library, date), _floor(library, date))
    situation = situation_of(library, rules)
    answers = without_what_is_left(applicability(referential, version, rules, situation), referential, library)
    reasons, problems = declared_reasons(library, answers)
    judging = _Judging(library, rules, version, day, situation)
    verdicts = {
        number: judging.verdict(
            referential.indicators[number], replace(answer, reason=reasons.get(number, answer.reason))
        )
        for number, answer in answers.items()
    }
    transversal = tuple(judging.alone(rule) for rule in rules.of(None) if rule.holds_in(version.id))
    results = [result for verdict in verdicts.values() for result in verdict.results] + list(transversal)
    return Assessment(
        library=library,
        rules=rules,
        date=date,
        audit=audit,
        version=version,
        since=day.since,
        verdicts=verdicts,
        transversal=transversal,
        findings=in_reading_order([*problems, *(result.finding for result in results if result.finding)]),
        deadlines=_deadlines(results, date),
    )


def next_audit(library: Library, date: dt.date) -> Record | None:
    """The first audit by a certifier that is not over on `date`."""
    planned = [audit for audit in real_audits(library) if (audit.date("fin") or date) >= date]
    return min(planned, key=lambda audit: (audit.date("debut") or date, audit.id), default=None)


def period_start(library: Library, date: dt.date) -> dt.date:
    """Since the end of the last audit, but never before `suivi_depuis`; without either, 36 months."""
    past = [end for audit in real_audits(library) if (end := audit.date("fin")) and end < date]
    followed = library.provider.date("suivi_depuis")
    return max([*past, *([followed] if followed else [])], default=None) or _floor(library, date)


def _floor(library: Library, date: dt.date) -> dt.date:
    return library.provider.date("suivi_depuis") or shift(date, LOOKBACK, -1)


def parameters_of(library: Library, rules: Rules) -> dict[str, Duration]:
    """The delays in force: the defaults, and those that the provider chose."""
    chosen = {str(row.get("nom")): row.get("valeur") for row in library.provider.rows("parametres")}
    return {
        name: value if isinstance(value := chosen.get(name), Duration) else parameter.default
        for name, parameter in rules.parameters.items()
    }


class _Judging:
    """What every rule needs while a library is judged."""

    def __init__(
        self,
        library: Library,
        rules: Rules,
        version: Version,
        day: Day,
        situation: Situation,
    ) -> None:
        self.library = library
        self.shelf = Shelf(library)
        self.rules = rules
        self.version = version
        self.day = day
        self.situation = situation
        self.new_entrant = situation.conditions.get("nouvel_entrant", Answer(holds=False, reason="")).holds
        self.reviews = Reviews(library, day)
        self.off = {str(r.get("regle")): str(r.get("motif")) for r in library.provider.rows("regles_desactivees")}

    def verdict(self, indicator: Indicator, answer: Answer) -> Verdict:
        if not answer.holds:
            return Verdict(indicator, Status.NA, applies=False, reason=answer.reason)
        rules = [rule for rule in self.rules.of(indicator.number) if self._concerns(rule, indicator)]
        cases = {rule.id: self._cases(rule, indicator) for rule in rules if self._asked(rule, indicator)}
        shown = any(case.state is CaseState.HAVE for some in cases.values() for case in some)
        results: dict[str, RuleResult] = {}
        for rule in rules:
            silent = results.get(rule.requires)
            if silent and silent.state is RuleState.GAP:
                results[rule.id] = RuleResult(rule, RuleState.SILENT)
            else:
                results[rule.id] = self.result(rule, indicator, cases.get(rule.id, ()), shown=shown)
        found = tuple(results.values())
        regard = self.rules.regards.get(indicator.number, "")
        reviewed = self.reviews.latest(indicator.number) if regard else None
        declared = only_declared(found)
        floor = [Status.CONFIRM] * bool(regard and not reviewed) + [Status.WATCH] * declared
        status = min(_status(found), *floor, key=list(Status).index) if floor else _status(found)
        return Verdict(indicator, status, True, answer.reason, found, regard, reviewed, declared)  # noqa: FBT003 - it applies

    def _concerns(self, rule: Rule, indicator: Indicator) -> bool:
        if not rule.holds_in(self.version.id):
            return False
        if rule.conditions is not None:
            return self.situation.allows(rule.conditions)
        names = indicator.applies_if
        return not names or any(self.situation.conditions[name].holds for name in names)

    def _asked(self, rule: Rule, indicator: Indicator | None) -> bool:
        """Whether a rule is judged at all: not switched off, nor left to the surveillance audit of a new entrant."""
        later = self.new_entrant and indicator and indicator.new_entrant and rule.phase is Phase.APPLIED
        return rule.id not in self.off and not later

    def _cases(self, rule: Rule, indicator: Indicator | None) -> tuple[Case, ...]:
        cases = cases_of(rule, self.shelf, self.day)
        if indicator is None:
            return cases
        if not indicator.common and not isinstance(rule.predicate, AtLeast):
            cases = tuple(concerned(cases, indicator, self.library))
        return settled(cases, indicator, self.library)

    def alone(self, rule: Rule) -> RuleResult:
        """A rule of no indicator, judged."""
        return self.result(rule, None, self._cases(rule, None) if self._asked(rule, None) else (), shown=True)

    def result(self, rule: Rule, indicator: Indicator | None, cases: tuple[Case, ...], *, shown: bool) -> RuleResult:
        """One rule, from its cases; `shown` says whether any rule of its indicator has something to show."""
        if rule.id in self.off:
            return RuleResult(rule, RuleState.OFF, reason=self.off[rule.id])
        if not self._asked(rule, indicator):
            return RuleResult(rule, RuleState.LATER)
        extent = extent_of(cases)
        if state := _state_without_gap(rule, cases, extent):
            return RuleResult(rule, state, cases, extent if extent.total else None)
        grade = grade_of(rule, indicator, cases, shown=shown)
        return RuleResult(rule, RuleState.GAP, cases, extent, grade, finding_of(self.library, rule, grade, cases))


def _state_without_gap(rule: Rule, cases: tuple[Case, ...], extent: Extent) -> RuleState | None:
    """How a rule stands when nothing is missing that is due; None for a gap."""
    if extent.total:
        return None if extent.missing else RuleState.HELD
    states = {case.state for case in cases}
    if CaseState.WAITING in states:
        return RuleState.WAITING
    if CaseState.UNSURE in states:
        return RuleState.CONFIRM
    return _OF_EMPTY[rule.empty]


def _status(results: tuple[RuleResult, ...]) -> Status:
    if not results:
        return Status.CONFIRM
    found = {_STATUS_OF_GRADE[result.grade] for result in results if result.grade}
    found |= {Status.CONFIRM for result in results if result.state is RuleState.CONFIRM}
    if found:
        return min(found, key=list(Status).index)
    judged = {result.state for result in results}
    if RuleState.HELD in judged:
        return Status.OK
    # Nothing was seen here: nobody may read in it that papers are present.
    return Status.CONFIRM if judged & {RuleState.OFF, RuleState.SILENT} else Status.SOON


def _deadlines(results: list[RuleResult], date: dt.date) -> tuple[Deadline, ...]:
    found = []
    for result in results:
        for case in result.cases:
            if case.state is CaseState.WAITING and case.due:
                found.append(Deadline(case.due, result.rule, case, expires=False))
            elif case.state is CaseState.HAVE and case.expires and case.expires >= date:
                found.append(Deadline(case.expires, result.rule, case, expires=True))
    return tuple(sorted(found, key=lambda d: (d.day, d.rule.id, d.case.record, d.case.learner, d.case.item)))
