"""Due dates that no field holds: the windows of audits, the steps of non-conformities, what is kept long enough."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from classeur.cycle.certificate import RENEWAL, SURVEILLANCE, Span, audit_of, certificate_on
from classeur.cycle.faults import Fault, Step, faults_of
from classeur.dates import Duration, in_french, parse_duration, shift
from classeur.kinds.declaration import Kind
from classeur.kinds.record import Record
from classeur.pages import address
from classeur.pages.due import Due, delay, late_mark, named
from classeur.pages.french import counted
from classeur.pages.holding import family_of, holders_of
from classeur.pages.phrases import say
from classeur.pages.view import View
from classeur.rules.judge import parameters_of

_YEAR = Duration(months=12)
_ERASED = "donnees"
_YEARS = re.compile(r"\d+ ans?\b")


def dues_of_the_cycle(view: View) -> Iterator[Due]:
    """The audits that the certificate calls for and that nobody planned, then what each open non-conformity asks."""
    yield from _audits(view)
    for fault in faults_of(view.library, parameters_of(view.library, view.assessment.rules)):
        if fault.open_on(view.assessment.date):
            for step in fault.steps:
                if step.done is None and step.due is not None:
                    yield _of_step(view, fault, step, step.due)


def _audits(view: View) -> Iterator[Due]:
    today = view.assessment.date
    certificate = certificate_on(view.library, today)
    if certificate is None:
        return
    for kind, span in ((SURVEILLANCE, certificate.surveillance), (RENEWAL, certificate.renewal)):
        if audit_of(view.library, certificate, kind) is None and today <= certificate.until:
            words, day = _window(kind, span, today)
            yield _due(view, view.library.provider, day, words, f"cycle.{kind}", detail=certificate.number)


def _window(kind: str, span: Span, today: dt.date) -> tuple[str, dt.date]:
    """What to do and by when: to agree on a date before the window opens, then to hold the audit before it closes."""
    if today < span.since:
        return say(f"cycle-{kind}-date", jour=in_french(span.until)), span.since
    return say(f"cycle-{kind}"), span.until


def _of_step(view: View, fault: Fault, step: Step, day: dt.date) -> Due:
    words = say(f"nc-etape-{step.kind.value}", titre=view.title(fault.record))
    nature = say("nc-delai" if step.sure else "nc-delai-incertain")
    return replace(_due(view, fault.record, day, words, f"cycle.{step.kind.value}"), nature=nature)


def dues_of_retention(view: View) -> Iterator[Due]:
    """For each kind kept a number of years, and each year of its records: the month when all of them may go.

    A kind whose end no date tells (until the next audit is closed) has no due date.
    """
    years: Counter[tuple[str, int]] = Counter()
    for name, records in view.library.by_kind.items():
        if _YEARS.match(view.library.kinds.by_name[name].retention):
            years.update((name, day.year) for record in records if not record.draft and (day := record.day))
    for (name, year), count in sorted(years.items()):
        kind = view.library.kinds.by_name[name]
        length = parse_duration(kept := _kept(kind))
        if length:
            day = shift(shift(dt.date(year, 1, 31), _YEAR), length)
            words = say("garde-quoi", genre=kind.plural.lower(), annee=year)
            due = _due(view, view.library.provider, day, words, f"garde.{name}", detail=str(year))
            about = say("garde-combien", fiches=counted(count, "fiche"), duree=kept)
            yield replace(due, about=((about, ""),), nature=say("garde-nature"), family=_ERASED, target="")


def _kept(kind: Kind) -> str:
    """« 5 ans », of « 5 ans, et 10 ans pour les factures »."""
    found = _YEARS.match(kind.retention)
    return found[0] if found else ""


def _due(view: View, record: Record, day: dt.date, words: str, source: str, detail: str = "") -> Due:
    holders = holders_of(view, record)
    return Due(
        day=day,
        words=words,
        target=address.of_record(record) if view.shows_record(record) else "",
        about=(),
        nature=say("cycle-nature"),
        family=family_of(record.kind.name),
        holders=holders,
        who=named(view, holders),
        delay=delay(view, day),
        source=source,
        record=record.id,
        detail=detail,
        indicators=record.indicators,
        late=late_mark(view, day),
    )
