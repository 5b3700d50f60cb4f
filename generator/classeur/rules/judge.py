"""The judge: a library, the référentiel and a date give an `Assessment`."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from classeur.dates import Duration, in_french, shift
from classeur.finding import Finding, Grade, Place, in_reading_order
from classeur.kinds.declaration import Kind
from classeur.kinds.record import Record
from classeur.library import Library
from classeur.messages import others
from classeur.referential import Indicator, Referential, Version
from classeur.rules.applicability import Answer, Situation, applicability, declared_reasons, situation_of
from classeur.rules.bounds import Day
from classeur.rules.declaration import Each, Empty, Phase, Rule, Rules
from classeur.rules.grading import extent_of, grade_of
from classeur.rules.predicates import cases_of
from classeur.rules.principal import settled
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

LOOKBACK = Duration(months=36)
"""The period judged when neither an audit nor `suivi_depuis` starts it: a cycle of certification."""
MOCK = "blanc"
NAMED = 5
"""Cases named in a message; the pages name them all."""

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
    answers = applicability(referential, version, rules, situation)
    reasons, problems = declared_reasons(library, answers)
    judging = _Judging(library, rules, version, day, situation)
    verdicts = {
        number: judging.verdict(
            referential.indicators[number], replace(answer, reason=reasons.get(number, answer.reason))
        )
        for number, answer in answers.items()
    }
    transversal = tuple(judging.result(rule, None) for rule in rules.of(None) if rule.holds_in(version.id))
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
    planned = [audit for audit in _real_audits(library) if (audit.date("fin") or date) >= date]
    return min(planned, key=lambda audit: (audit.date("debut") or date, audit.id), default=None)


def period_start(library: Library, date: dt.date) -> dt.date:
    """Since the end of the last audit, else `suivi_depuis`, else 36 months."""
    past = [end for audit in _real_audits(library) if (end := audit.date("fin")) and end < date]
    return max(past, default=None) or _floor(library, date)


def _floor(library: Library, date: dt.date) -> dt.date:
    return library.provider.date("suivi_depuis") or shift(date, LOOKBACK, -1)


def _real_audits(library: Library) -> tuple[Record, ...]:
    return tuple(audit for audit in library.published("audit") if audit.get("type") != MOCK)


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
        self.rules = rules
        self.version = version
        self.day = day
        self.situation = situation
        self.new_entrant = situation.conditions.get("nouvel_entrant", Answer(holds=False, reason="")).holds
        self.off = {str(r.get("regle")): str(r.get("motif")) for r in library.provider.rows("regles_desactivees")}

    def verdict(self, indicator: Indicator, answer: Answer) -> Verdict:
        if not answer.holds:
            return Verdict(indicator, Status.NA, applies=False, reason=answer.reason)
        results: dict[str, RuleResult] = {}
        for rule in self.rules.of(indicator.number):
            if self._concerns(rule, indicator):
                silent = results.get(rule.requires)
                if silent and silent.state is RuleState.GAP:
                    results[rule.id] = RuleResult(rule, RuleState.SILENT)
                else:
                    results[rule.id] = self.result(rule, indicator)
        found = tuple(results.values())
        return Verdict(indicator, _status(found), applies=True, reason=answer.reason, results=found)

    def _concerns(self, rule: Rule, indicator: Indicator) -> bool:
        if not rule.holds_in(self.version.id):
            return False
        if rule.conditions is not None:
            return self.situation.allows(rule.conditions)
        names = indicator.applies_if
        return not names or any(self.situation.conditions[name].holds for name in names)

    def result(self, rule: Rule, indicator: Indicator | None) -> RuleResult:
        """One rule, judged."""
        if rule.id in self.off:
            return RuleResult(rule, RuleState.OFF, reason=self.off[rule.id])
        if self.new_entrant and indicator and indicator.new_entrant and rule.phase is Phase.APPLIED:
            return RuleResult(rule, RuleState.LATER)
        cases = cases_of(rule, self.library, self.day)
        if indicator:
            cases = settled(cases, indicator, self.library)
        extent = extent_of(cases)
        if not extent.total:
            return self._empty(rule, indicator, cases)
        if not extent.missing:
            return RuleResult(rule, RuleState.HELD, cases, extent)
        return self._gap(rule, indicator, cases)

    def _empty(self, rule: Rule, indicator: Indicator | None, cases: tuple[Case, ...]) -> RuleResult:
        if any(case.state is CaseState.WAITING for case in cases):
            return RuleResult(rule, RuleState.WAITING, cases)
        if rule.empty is Empty.GAP:
            return self._gap(rule, indicator, cases)
        if rule.empty is Empty.CONFIRM:
            return RuleResult(rule, RuleState.CONFIRM, cases)
        return RuleResult(rule, RuleState.HELD if rule.empty is Empty.SATISFIED else RuleState.EMPTY, cases)

    def _kind_to_write(self, rule: Rule) -> Kind | None:
        """The kind of which there is not one record, where the rule looks at each of them."""
        predicate = rule.predicate
        return self.library.kinds.by_name.get(predicate.what.kinds[0]) if isinstance(predicate, Each) else None

    def _gap(self, rule: Rule, indicator: Indicator | None, cases: tuple[Case, ...]) -> RuleResult:
        grade = grade_of(rule, indicator, cases)
        extent = extent_of(cases)
        missing = [case for case in cases if case.state is CaseState.MISSING]
        told = [text for case in missing if (text := describe(self.library, case))]
        names = " ; ".join(told[:NAMED]) + (f" ; et {others(len(told) - NAMED)}" if len(told) > NAMED else "")
        message = f"{rule.gap} : {extent} ({names})." if names else f"{rule.gap}."
        remedy, place = rule.remedy, missing[0].place if missing else self.library.provider.place()
        if not cases and (kind := self._kind_to_write(rule)):
            message = f"{rule.gap} : il n'y a aucune fiche de genre « {kind.name} »."
            remedy, place = f"Écrivez-la (classeur new {kind.name}). {remedy}", Place(kind.folder or "content")
        found = Finding(
            rule=rule.id,
            grade=grade,
            message=message,
            remedy=remedy,
            place=place,
            indicator=rule.indicator,
            subject=" ".join(filter(None, (missing[0].record, missing[0].learner, missing[0].item))) if missing else "",
            extent=extent if names else None,
        )
        return RuleResult(rule, RuleState.GAP, cases, extent, grade, found)


def describe(library: Library, case: Case) -> str:
    """One missing case in words: who, where, what was found instead, and until when it would have counted."""
    if not case.record:
        return ""
    who = ", ".join(filter(None, (case.learner, case.item, case.record)))
    record = library.records[case.record]
    details = []
    if case.lacking:
        words = {field.name: f"« {field.label} » ({field.name})" for field in record.kind.fields}
        sections = record.kind.sections_for(record.values)
        words |= {section.id: f"« ## {section.title} {{#{section.id}}} »" for section in sections}
        details.append("sans " + ", ".join(words.get(name, f"« {name} »") for name in case.lacking))
    if case.found:
        details.append(f"trace datée du {in_french(case.found)}")
    if case.due:
        details.append(f"attendue au plus tard le {in_french(case.due)}")
    return f"{who} : {', '.join(details)}" if details else who


def _status(results: tuple[RuleResult, ...]) -> Status:
    if not results:
        return Status.CONFIRM
    found = {_STATUS_OF_GRADE[result.grade] for result in results if result.grade}
    found |= {Status.CONFIRM for result in results if result.state is RuleState.CONFIRM}
    if found:
        return min(found, key=list(Status).index)
    judged = {result.state for result in results}
    if judged <= {RuleState.WAITING, RuleState.LATER, RuleState.EMPTY} and judged & {
        RuleState.WAITING,
        RuleState.LATER,
    }:
        return Status.SOON
    return Status.OK


def _deadlines(results: list[RuleResult], date: dt.date) -> tuple[Deadline, ...]:
    found = []
    for result in results:
        for case in result.cases:
            if case.state is CaseState.WAITING and case.due:
                found.append(Deadline(case.due, result.rule, case, expires=False))
            elif case.state is CaseState.HAVE and case.expires and case.expires >= date:
                found.append(Deadline(case.expires, result.rule, case, expires=True))
    return tuple(sorted(found, key=lambda d: (d.day, d.rule.id, d.case.record, d.case.learner, d.case.item)))
