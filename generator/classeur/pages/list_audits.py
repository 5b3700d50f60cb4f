"""The list of audits: the cycle, and each non-conformity with its dates and the days left to answer."""

from __future__ import annotations

import datetime as dt

from classeur.dates import short_french, span_in_french
from classeur.kinds.record import Record
from classeur.pages import address
from classeur.pages.catalogue import FAULT, Catalogue, label_of
from classeur.pages.french import in_days
from classeur.pages.listing import list_page, part
from classeur.pages.nav import AUDITS
from classeur.pages.page import Page
from classeur.pages.phrases import say
from classeur.pages.tables import Cell, Mark, Row
from classeur.pages.view import AUDIT, View


def audits_page(view: View, found: Catalogue) -> Page:
    """Audits from the latest on, then non-conformities: those that are open come first."""
    faults = found.by_kind.get(FAULT, ())
    counts: dict[str, int] = {}
    for fault in faults:
        counts[fault.text("audit")] = counts.get(fault.text("audit"), 0) + 1
    audits = sorted(found.by_kind.get(AUDIT, ()), key=lambda a: (_ordinal(a.date("debut")), a.id), reverse=True)
    cycle = tuple(_audit(view, audit, counts.get(audit.id, 0)) for audit in audits)
    ordered = sorted(faults, key=lambda f: (f.date("levee_le") is not None, -_ordinal(f.date("notifiee_le")), f.id))
    raised = tuple(_fault(view, fault) for fault in ordered)
    return list_page(AUDITS, (part("audits", cycle), part("non-conformites", raised)))


def _audit(view: View, audit: Record, count: int) -> Row:
    start, end = audit.date("debut"), audit.date("fin")
    next_one = view.assessment.audit is not None and view.assessment.audit.id == audit.id
    delay = in_days(start, view.assessment.date) if start and next_one and view.edition.holds_verdicts else ""
    return (
        Cell(view.title(audit), address.of_record(audit)),
        Cell(label_of(view, audit, "type")),
        Cell(span_in_french(start, end or start) if start else "", more=delay),
        Cell(label_of(view, audit, "mode")),
        Cell(label_of(view, audit, "auditeur")),
        Cell(str(count) if not next_one else ""),
    )


def _fault(view: View, fault: Record) -> Row:
    number = fault.get("indicateur")
    known = isinstance(number, int) and number in view.assessment.verdicts
    target = address.of_indicator(number) if known and isinstance(number, int) else ""
    return (
        Cell(view.title(fault), address.of_record(fault)),
        Cell(str(number), target),
        Cell(label_of(view, fault, "grade")),
        Cell(_short(fault.date("notifiee_le"))),
        Cell(_short(fault.date("plan_envoye_le"))),
        Cell(_short(fault.date("preuves_envoyees_le"))),
        _lifted(view, fault),
    )


def _lifted(view: View, fault: Record) -> Cell:
    """The day it was lifted; for the team, how long is left while it is not."""
    lifted, due = fault.date("levee_le"), fault.date("echeance")
    if lifted:
        return Cell(mark=Mark(short_french(lifted), "ok"))
    if not due or not view.edition.holds_verdicts:
        return Cell(say("audit-ouverte"))
    late = due < view.assessment.date
    delay = in_days(due, view.assessment.date)
    return Cell(mark=Mark(say("audit-ouverte"), "watch" if late else "soon"), more=say("audit-restant", delai=delay))


def _short(day: dt.date | None) -> str:
    return short_french(day) if day else ""


def _ordinal(day: dt.date | None) -> int:
    return day.toordinal() if day else 0
