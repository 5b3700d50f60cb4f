"""Non-conformities for people: what comes next, how long is left, and what happens when the date passes."""

from __future__ import annotations

import datetime as dt

from classeur.cycle.certificate import real_audits
from classeur.cycle.delays import Delay, load_delays
from classeur.cycle.faults import KIND, Fault, Step, StepKind, fault_of, faults_of, in_order_of_need
from classeur.dates import in_french, short_french
from classeur.kinds.record import Record
from classeur.pages.french import counted
from classeur.pages.listing import columns
from classeur.pages.phrases import say
from classeur.pages.tables import Cell, Group, Mark, Row, Table
from classeur.pages.view import View
from classeur.rules.judge import parameters_of

KNOWN = ("initial", "surveillance", "renouvellement")
"""Types of audit whose end, when a major one is not lifted, has a sentence of its own."""


def faults_in_order(view: View) -> tuple[Fault, ...]:
    """Every non-conformity of a real audit that this edition shows: open ones first, majors before minors."""
    assessment = view.assessment
    found = faults_of(view.library, parameters_of(view.library, assessment.rules))
    return in_order_of_need(tuple(fault for fault in found if view.shows_record(fault.record)), assessment.date)


def steps_table(view: View, record: Record) -> Table | None:
    """For the team, on the page of an open non-conformity: every step with its day; None for any other record."""
    today = view.assessment.date
    if record.kind.name != KIND or not view.edition.holds_verdicts:
        return None
    fault = fault_of(
        view.library, record, parameters_of(view.library, view.assessment.rules), real_audits(view.library)
    )
    if fault is None or not fault.open_on(today):
        return None
    return Table(say("nc-etapes"), columns("etapes"), (Group("", tuple(_step(fault, s, today) for s in fault.steps)),))


def _step(fault: Fault, step: Step, today: dt.date) -> Row:
    if step.done:
        left = Cell(mark=Mark(say("nc-faite", jour=short_french(step.done)), "ok"))
    elif step.due is None:
        left = Cell()
    else:
        left = countdown_cell(fault, step, step.due, today)
    return (Cell(step_words(step)), Cell(due_words(step)), left, Cell("" if step.done else what_happens(fault, step)))


def countdown_cell(fault: Fault, step: Step, due: dt.date, today: dt.date) -> Cell:
    """How long is left; a day that has passed is a state: of a major one, the certificate is at stake."""
    waits = due < today and not step.late(today)
    words = say("nc-attend-rapport") if waits else countdown(due, today)
    return Cell(mark=Mark(words, "major" if fault.major else "watch")) if step.late(today) else Cell(words)


def step_words(step: Step) -> str:
    """What has to be done: « Envoyer le plan de correction »."""
    return say(f"etape-nc-{step.kind}")


def due_words(step: Step) -> str:
    """By when: the day, with « à confirmer » where the delay is not sure; what to do where there is no day."""
    if step.due is None:
        return say("nc-sans-date")
    return short_french(step.due) if step.sure else say("nc-date-incertaine", jour=short_french(step.due))


def countdown(day: dt.date, today: dt.date) -> str:
    """« il reste 47 jours, jusqu'au 7 janvier 2027 », « date dépassée de 3 jours »."""
    left = (day - today).days
    if left < 0:
        return say("compte-depasse", jours=counted(-left, "jour"))
    if left == 0:
        return say("compte-aujourdhui")
    return say("compte-reste" if left > 1 else "compte-reste-un", jours=counted(left, "jour"), jour=in_french(day))


def what_happens(fault: Fault, step: Step) -> str:
    """What follows when the day of a step passes (arrêté du 6 juin 2019, article 5; guide V9, preamble)."""
    if step.kind is not StepKind.PROOFS:
        return say(f"nc-suite-{step.kind}")
    kind = fault.audit.text("type") if fault.audit else ""
    delays = load_delays()
    return say(
        f"nc-suite-preuves-{kind if kind in KNOWN else 'autre'}",
        attente=_length(delays.reapply),
        retrait=_length(delays.withdrawal),
    )


def _length(delay: Delay) -> str:
    """« 3 mois », said to be confirmed where the sources are secondary."""
    return str(delay.length) if delay.sure else say("nc-delai-a-confirmer", delai=delay.length)
