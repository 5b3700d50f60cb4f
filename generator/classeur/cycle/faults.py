"""A non-conformity in time: what has to be done by when, and what was done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from classeur.cycle.certificate import MOCK, real_audits
from classeur.cycle.delays import PLAN_PARAMETER, load_delays
from classeur.dates import Duration, shift
from classeur.kinds.record import Record
from classeur.library import Library

KIND = "non-conformite"
MAJOR = "majeure"


class StepKind(StrEnum):
    """What a non-conformity asks for, in order."""

    PLAN = "plan"
    """The plan of correction leaves for the certifier (minor)."""
    IN_PLACE = "en-place"
    """The correction is at work (minor)."""
    PROOFS = "preuves"
    """The proofs of correction leave for the certifier (major)."""
    DECISION = "decision"
    """The certifier says whether it is lifted (major)."""
    NEXT_AUDIT = "audit-suivant"
    """The next audit sees whether it is lifted (minor); else it becomes a major one."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do by `due` (None while no audit is planned); `done` is the day it was."""

    kind: StepKind
    due: dt.date | None
    done: dt.date | None
    sure: bool
    """False where the delay comes from secondary sources: it is shown « à confirmer »."""
    until: dt.date | None = None
    """The last day before it is late, where that is not `due`: an auditor writes his report after the audit."""

    def late(self, date: dt.date) -> bool:
        """Whether the day has passed on `date` and nothing was done by then."""
        last = self.until or self.due
        return last is not None and self.done is None and last < date


@dataclass(frozen=True, slots=True)
class Fault:
    """A non-conformity with its steps, in order of what comes first. `audit` is the one that raised it."""

    record: Record
    audit: Record | None
    notified: dt.date
    lifted: dt.date | None
    steps: tuple[Step, ...]

    @property
    def major(self) -> bool:
        """Whether it blocks the certificate until it is lifted."""
        return self.record.get("grade") == MAJOR

    def step(self, kind: StepKind) -> Step | None:
        """Its step of a kind; None where its grade has no such step."""
        return next((step for step in self.steps if step.kind is kind), None)

    def open_on(self, date: dt.date) -> bool:
        """Whether it was told by then, and not lifted by then."""
        return self.notified <= date and (self.lifted is None or self.lifted > date)

    def next_step(self, date: dt.date) -> Step | None:
        """What has to be done first: the earliest step that nobody did; None once it is lifted or all is done."""
        if not self.open_on(date):
            return None
        waiting = [step for step in self.steps if step.done is None]
        return min(waiting, key=lambda step: step.due or dt.date.max, default=None)


def faults_of(library: Library, parameters: Mapping[str, Duration]) -> tuple[Fault, ...]:
    """Every non-conformity of a real audit, in order of id. `parameters` are the delays in force.

    What a mock audit raised has no legal delay: it feeds actions.
    Linear: each is looked at once, with the few audits of a provider.
    """
    audits = real_audits(library)
    found = (fault_of(library, record, parameters, audits) for record in library.published(KIND))
    return tuple(fault for fault in found if fault)


def fault_of(
    library: Library, record: Record, parameters: Mapping[str, Duration], audits: tuple[Record, ...]
) -> Fault | None:
    """One non-conformity among the provider's real `audits`; None without its day, or raised by a mock audit."""
    notified = record.date("notifiee_le")
    if notified is None or is_mock(library, record):
        return None
    audit = library.records.get(record.text("audit"))
    lifted = record.date("levee_le")
    major = record.get("grade") == MAJOR
    steps = _major_steps(record, notified, lifted) if major else _minor_steps(library, record, notified, parameters)
    if not major:
        steps = (*steps, _next_audit(audit, notified, lifted, audits))
    return Fault(record, audit, notified, lifted, steps)


def is_mock(library: Library, record: Record) -> bool:
    """Whether a non-conformity was raised by a mock audit."""
    audit = library.records.get(record.text("audit"))
    return audit is not None and audit.get("type") == MOCK


def in_order_of_need(faults: tuple[Fault, ...], date: dt.date) -> tuple[Fault, ...]:
    """Open ones first, majors before minors, the nearest due date first; then those lifted, the latest first."""

    def order(fault: Fault) -> tuple[bool, bool, int, str]:
        if not fault.open_on(date):
            return (True, False, -(fault.lifted or fault.notified).toordinal(), fault.record.id)
        step = fault.next_step(date)
        due = step.due if step else None
        return (False, not fault.major, (due or dt.date.max).toordinal(), fault.record.id)

    return tuple(sorted(faults, key=order))


def _major_steps(record: Record, notified: dt.date, lifted: dt.date | None) -> tuple[Step, ...]:
    delays = load_delays()
    limit = shift(notified, delays.major_in_place.length)
    sent = record.date("preuves_envoyees_le")
    decided = record.date("decision_le") or lifted
    check = delays.certifier_check
    return (
        Step(StepKind.PROOFS, limit, sent or decided, delays.major_in_place.sure),
        Step(StepKind.DECISION, shift(sent or limit, check.length), decided, check.sure),
    )


def _minor_steps(
    library: Library, record: Record, notified: dt.date, parameters: Mapping[str, Duration]
) -> tuple[Step, ...]:
    delays = load_delays()
    lifted = record.date("levee_le")
    chosen = parameters.get(PLAN_PARAMETER)
    plan = chosen or delays.minor_plan.length
    said = any(row.get("nom") == PLAN_PARAMETER for row in library.provider.rows("parametres"))
    in_place = in_place_on(library, record) or lifted
    sent = record.date("plan_envoye_le") or lifted
    return (
        Step(StepKind.PLAN, shift(notified, plan), sent, delays.minor_plan.sure or said),
        Step(StepKind.IN_PLACE, shift(notified, delays.minor_in_place.length), in_place, delays.minor_in_place.sure),
    )


def in_place_on(library: Library, record: Record) -> dt.date | None:
    """The day a correction was at work: what the record says, else its proofs sent, else its actions all done."""
    told = record.date("en_place_le") or record.date("preuves_envoyees_le")
    if told:
        return told
    actions = [
        action for action in library.backlinks_of(record.id) if action.kind.name == "action" and not action.draft
    ]
    done = [day for action in actions if (day := action.date("realisee_le"))]
    return max(done) if actions and len(done) == len(actions) else None


def _next_audit(audit: Record | None, notified: dt.date, lifted: dt.date | None, audits: tuple[Record, ...]) -> Step:
    """The first audit after the one that raised it: its last day is when a minor one has to be lifted."""
    after = max((audit.date("fin") if audit else None) or notified, notified)
    following = (a for a in audits if (start := a.date("debut")) and start > after)
    found = next(following, None)
    end = found.date("fin") if found else None
    if found is None or end is None:
        return Step(StepKind.NEXT_AUDIT, None, lifted, sure=True)
    answered = found.date("rapport_le") or shift(end, load_delays().certifier_check.length)
    return Step(StepKind.NEXT_AUDIT, end, lifted, sure=True, until=answered)
