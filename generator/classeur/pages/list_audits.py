"""The page of the audits: the cycle as a picture, what is open with the days left, what was lifted, every audit."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from classeur.cycle.accumulation import accumulated
from classeur.cycle.certificate import certificate_on
from classeur.cycle.faults import Fault, is_mock
from classeur.dates import short_french, span_in_french
from classeur.kinds.record import Record
from classeur.pages import address
from classeur.pages.audit_scope import scope_groups
from classeur.pages.catalogue import FAULT, Catalogue, label_of
from classeur.pages.cumul import foreseen, told_open
from classeur.pages.cycle_drawing import cycle_drawing
from classeur.pages.cycle_facts import cycle_facts
from classeur.pages.faults import countdown_cell, due_words, faults_in_order, step_words, what_happens
from classeur.pages.french import in_days
from classeur.pages.listing import META, empty_of, lede_of, part, title_of
from classeur.pages.nav import AUDITS
from classeur.pages.page import Page
from classeur.pages.phrases import say
from classeur.pages.record_tables import pieces_of
from classeur.pages.tables import Cell, Link, Mark, Part, Row
from classeur.pages.view import AUDIT, View
from classeur.pages.writing import write

MOST = 24
"""Lifted non-conformities shown here; the list of their kind has them all."""


def audits_page(view: View, found: Catalogue) -> Page:
    """The cycle, what is open, what was lifted, then audits from the latest on."""
    certificate = certificate_on(view.library, view.assessment.date)
    faults = faults_in_order(view)
    team = view.edition.holds_verdicts
    counts: dict[str, int] = {}
    for fault in found.by_kind.get(FAULT, ()):
        counts[fault.text("audit")] = counts.get(fault.text("audit"), 0) + 1
    audits = sorted(found.by_kind.get(AUDIT, ()), key=lambda a: (_ordinal(a.date("debut")), a.id), reverse=True)
    values = {
        "lede": lede_of(AUDITS),
        "trail": (("Accueil", address.HOME),),
        "drawing": cycle_drawing(view, certificate) if certificate else None,
        "facts_of": cycle_facts(view, certificate) if certificate else (),
        "empty": empty_of(AUDITS),
        "counted": told_open(accumulated(faults, view.assessment.date)) if team else None,
        "foreseen": foreseen(view) if team else None,
        "parts": (*_faults(view, found, faults), part("audits", tuple(_audit(view, a, counts) for a in audits))),
        "scope": scope_groups(view) if team else None,
    }
    return write("audits.md", address.of_list(AUDITS), title_of(AUDITS), values, META)


def _faults(view: View, found: Catalogue, faults: tuple[Fault, ...]) -> tuple[Part, ...]:
    """Open ones and lifted ones apart; for the team, those of mock audits too."""
    today = view.assessment.date
    opened = tuple(fault for fault in faults if fault.open_on(today))
    lifted = tuple(fault for fault in faults if not fault.open_on(today))
    parts: list[Part] = []
    if opened:
        team = view.edition.holds_verdicts
        rows = tuple(_open(view, fault) if team else _corrected(view, fault) for fault in opened)
        parts.append(part("ouvertes", rows, head="" if team else "corrigees"))
    if lifted or not opened:
        more = ((say("nc-toutes"), address.of_list(f"genre-{FAULT}")),) if len(lifted) > MOST else ()
        parts.append(part("corrigees", tuple(_corrected(view, fault) for fault in lifted[:MOST]), links=more))
    mock = tuple(record for record in found.by_kind.get(FAULT, ()) if is_mock(view.library, record))
    if mock:
        parts.append(part("blancs", tuple(_mock(view, record) for record in view.sort_by_day(mock)[:MOST])))
    return tuple(parts)


def _audit(view: View, audit: Record, counts: dict[str, int]) -> Row:
    start, end = audit.date("debut"), audit.date("fin")
    next_one = view.assessment.audit is not None and view.assessment.audit.id == audit.id
    delay = in_days(start, view.assessment.date) if start and next_one and view.edition.holds_verdicts else ""
    return (
        Cell(view.title(audit), address.of_record(audit)),
        Cell(label_of(view, audit, "type")),
        Cell(span_in_french(start, end or start) if start else "", more=delay),
        Cell(label_of(view, audit, "mode")),
        Cell(label_of(view, audit, "auditeur")),
        Cell(str(counts.get(audit.id, 0)) if not next_one else ""),
    )


def _named(view: View, record: Record) -> tuple[Cell, Cell, Cell]:
    """What a line begins with: title with what was found, indicator, grade."""
    number = record.get("indicateur")
    known = isinstance(number, int) and number in view.assessment.verdicts
    target = address.of_indicator(number) if known and isinstance(number, int) else ""
    return (
        Cell(view.title(record), address.of_record(record), more=label_of(view, record, "constat")),
        Cell(str(number), target),
        Cell(label_of(view, record, "grade")),
    )


def _open(view: View, fault: Fault) -> Row:
    """For the team: what comes next, how long is left, what happens when the day passes."""
    today = view.assessment.date
    title, number, grade = _named(view, fault.record)
    grade = replace(grade, words="", mark=Mark(grade.words, "major" if fault.major else "minor"))
    step = fault.next_step(today)
    if step is None:
        return (title, number, grade, Cell(say("nc-attend-levee")), Cell(), Cell())
    left = countdown_cell(fault, step, step.due, today) if step.due else Cell()
    own = fault.record.date("echeance")
    days = (due_words(step), say("nc-echeance", jour=short_french(own)) if own else "")
    more = " ; ".join(filter(None, days))
    return (title, number, grade, Cell(step_words(step), more=more), left, Cell(what_happens(fault, step)))


def _corrected(view: View, fault: Fault) -> Row:
    """What was found, how it was corrected, what shows it, and the days."""
    record, lifted = fault.record, fault.lifted
    title, number, grade = _named(view, record)
    proofs = pieces_of(view, view.library.pieces.get(record.id, ()))
    shown = tuple((piece.words if piece.address else f"{piece.words} ({piece.where or say('a-presenter')})",
                   piece.address) for piece in proofs)  # fmt: skip
    sent = (("nc-plan-le", record.date("plan_envoye_le")), ("nc-preuves-le", record.date("preuves_envoyees_le")))
    told = ", ".join(say(name, jour=short_french(day)) for name, day in sent if day)
    return (
        title,
        number,
        grade,
        Cell(label_of(view, record, "correction"), more=told),
        Cell(links=(*shown, *_born(view, record))),
        Cell(short_french(fault.notified)),
        Cell(mark=Mark(short_french(lifted), "ok")) if lifted else Cell(say("audit-ouverte")),
    )


def _born(view: View, record: Record) -> tuple[Link, ...]:
    """The actions that it gave."""
    return view.references(r.id for r in view.library.backlinks_of(record.id) if record.id in r.texts("origines"))


def _mock(view: View, record: Record) -> Row:
    return (*_named(view, record), Cell(links=_born(view, record)))


def _ordinal(day: dt.date | None) -> int:
    return day.toordinal() if day else 0
