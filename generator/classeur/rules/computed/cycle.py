"""The cycle of certification and the legal delays of non-conformities, as cases. Sources: `cycle/delays.py`.

Only what is done or late is a case: what is still to come has its place among the due dates (`pages/due_cycle.py`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from classeur.cycle.accumulation import accumulated, open_minors
from classeur.cycle.certificate import RENEWAL, SURVEILLANCE, Certificate, audit_of, certificate_on
from classeur.cycle.faults import Fault, StepKind, faults_of
from classeur.dates import in_french
from classeur.kinds.record import Record
from classeur.library import Library
from classeur.rules.bounds import Day
from classeur.rules.cases import case_of
from classeur.rules.declaration import Selector
from classeur.rules.result import Case, CaseState
from classeur.rules.selection import Subject


def surveillance_held(library: Library, _: Selector | None, day: Day) -> Iterator[Case]:
    """The certificate in force has its surveillance audit, held or planned, before its window closes."""
    for certificate in _in_force(library, day):
        window = certificate.surveillance
        audit = audit_of(library, certificate, SURVEILLANCE)
        start = audit.date("debut") if audit else None
        if audit and start and start <= window.until:
            yield _have(library, audit)
        elif audit or window.until < day.today:
            details = {"du": in_french(window.since), "au": in_french(window.until)}
            yield from _missing(library, audit or library.provider, window.until, day, details, start)


def renewal_planned(library: Library, _: Selector | None, day: Day) -> Iterator[Case]:
    """The certificate in force has its renewal audit planned once too few months are left to lift a major one."""
    for certificate in _in_force(library, day):
        last = certificate.renewal.until
        audit = audit_of(library, certificate, RENEWAL)
        if audit:
            yield _have(library, audit)
        elif last < day.today:
            yield from _missing(library, library.provider, last, day, {"fin": in_french(certificate.until)})


def certificate_holds(library: Library, _: Selector | None, day: Day) -> Iterator[Case]:
    """The last certificate obtained has not come to its end; no case for who has none yet."""
    certificate = certificate_on(library, day.today)
    if certificate is None:
        return
    if certificate.until >= day.today:
        yield _have(library, library.provider)
    else:
        details = {"numero": certificate.number, "fin": in_french(certificate.until)}
        yield from _missing(library, library.provider, certificate.until, day, details)


def step_of(kind: StepKind) -> Callable[[Library, Selector | None, Day], Iterator[Case]]:
    """The computation of a step of every non-conformity: done, or late and not told by a later step that is late too.

    The certifier's own month counts only once he has something to look at.
    """

    def steps(library: Library, _: Selector | None, day: Day) -> Iterator[Case]:
        for fault in faults_of(library, day.parameters):
            step = fault.step(kind)
            if step is None:
                continue
            if step.done is not None:
                yield _have(library, fault.record)
            elif (
                step.late(day.today)
                and step.due
                and not _said_later(fault, kind, day)
                and not _nothing_sent(fault, kind)
            ):
                yield from _missing(library, fault.record, step.due, day)

    return steps


def minors_add_up(library: Library, _: Selector | None, day: Day) -> Iterator[Case]:
    """Each minor one: missing once so many are open that they count as a major one."""
    faults = faults_of(library, day.parameters)
    reached = accumulated(faults, day.today).reached
    opened = {fault.record.id for fault in open_minors(faults, day.today)}
    for fault in faults:
        if not fault.major:
            missing = reached and fault.record.id in opened
            yield case_of(library, CaseState.MISSING if missing else CaseState.HAVE, Subject(fault.record))


def _in_force(library: Library, day: Day) -> Iterator[Certificate]:
    """The certificate of the day; one that has come to its end is told once, as such."""
    certificate = certificate_on(library, day.today)
    if certificate is not None and certificate.until >= day.today:
        yield certificate


def _said_later(fault: Fault, kind: StepKind, day: Day) -> bool:
    kinds = [step.kind for step in fault.steps]
    return any(step.late(day.today) for step in fault.steps[kinds.index(kind) + 1 :]) and kind is not StepKind.PROOFS


def _nothing_sent(fault: Fault, kind: StepKind) -> bool:
    return kind is StepKind.DECISION and fault.record.date("preuves_envoyees_le") is None


def _have(library: Library, record: Record) -> Case:
    return case_of(library, CaseState.HAVE, Subject(record), proof=record)


def _missing(
    library: Library,
    record: Record,
    due: dt.date,
    day: Day,
    details: Mapping[str, str] | None = None,
    found: dt.date | None = None,
) -> Iterator[Case]:
    """Late since `due`; nothing from before the binder was followed is called late. `details` tell the day in words."""
    if due >= day.floor:
        case = case_of(library, CaseState.MISSING, Subject(record), details=details)
        yield replace(case, due=None if details else due, found=found)
