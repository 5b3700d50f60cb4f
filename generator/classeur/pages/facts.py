"""One dated fact, and the facts that a record tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from classeur.dates import as_date, in_french
from classeur.kinds.record import Record, Row
from classeur.pages import address
from classeur.pages.index import Index
from classeur.pages.phrases import say, shortened
from classeur.pages.templates import in_words
from classeur.pages.view import View
from classeur.rules.result import CaseState, Status

DAYS = {"reclamation": "recue_le"}
"""Kinds whose day is not `date`."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened, or is due, on a day. `short` is for the drawing; `css` empty for a plain shape."""

    day: dt.date
    what: str
    short: str
    css: str = Status.OK.css
    shape: str = "s-ok"
    address: str = ""
    details: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    gap: bool = False
    order: int = 0


def fact_of_record(view: View, record: Record, *, alone: bool) -> Fact | None:
    """The fact that a record of a session is; None when it has no day."""
    day = record.day or record.date(DAYS.get(record.kind.name, "date"))
    if day is None:
        return None
    details = {"diffusion": _handing, "entretien": _talk, "enquete": _survey}.get(record.kind.name)
    return Fact(
        day=day,
        what=view.title(record),
        short=_short(view, record),
        address=address.of_record(record),
        details=details(view, record, alone) if details else (record.kind.label,),
        order=1,
    )


def _short(view: View, record: Record) -> str:
    """The few words of the drawing: the document handed out, why people talked, when they were asked."""
    document = record.text("document")
    if document in view.library.records:
        return view.reference(document)[0]
    why = _choice(view, record, "objet").split(",")[0]
    return why or _choice(view, record, "moment") or record.kind.label


def survey_words(record: Record) -> tuple[str, ...]:
    """« 4 réponses sur 4 », « 3 satisfaits », « note 3,9 sur 5 », for what is written."""
    sent, received, pleased = record.get("envoyes"), record.get("recus"), record.get("satisfaits")
    note = record.get("note_moyenne")
    return tuple(
        filter(
            None,
            (
                say("reponses", recus=received, envoyes=sent) if sent is not None else "",
                say("satisfaits", n=pleased) if pleased is not None else "",
                say("note", note=in_words(note)) if note is not None else "",
            ),
        )
    )


def _handing(view: View, record: Record, alone: bool) -> tuple[str, ...]:  # noqa: FBT001 - one shape for the three
    people = [who for who in record.texts("pour") if who not in view.library.records]
    count = say("personnes", n=len(people)) if len(people) > 1 else "".join(map(view.name, people))
    channel = ", ".join(filter(None, (_choice(view, record, "canal"), _choice(view, record, "preuve")))).lower()
    return tuple(filter(None, ("" if alone else count, channel)))


def _talk(view: View, record: Record, alone: bool) -> tuple[str, ...]:  # noqa: FBT001 - same
    received = [view.name(who) for who in record.texts("personne_recue") if who in view.library.inscriptions_of]
    host = record.text("recu_par")
    return tuple(
        filter(
            None,
            (
                "" if alone else ", ".join(received),
                _choice(view, record, "objet").lower(),
                say("recu-par", qui=view.name(host)) if host else "",
            ),
        )
    )


def _survey(_view: View, record: Record, _alone: bool) -> tuple[str, ...]:  # noqa: FBT001 - same
    return survey_words(record)


def _choice(view: View, record: Record, name: str) -> str:
    field, value = record.kind.field(name), record.get(name)
    return view.shown(field, value).words if field and value is not None and view.edition.shows(field.edition) else ""


def steps_of_adaptation(record: Record) -> Iterator[Fact]:
    """When it was asked for and answered, and nothing else: the rest is read in the source."""
    page = address.of_record(record)
    for name, phrase in (("demande_le", "amenagement-demande"), ("reponse_le", "amenagement-repondu")):
        day = record.date(name)
        if day:
            yield Fact(day, say(phrase), record.kind.label, css="", shape="p-lock", address=page, order=2)


def steps_of_alert(view: View, index: Index, record: Record) -> Iterator[Fact]:
    """The alert, each step that followed and its closing; a step that came too late is marked."""
    page = address.of_record(record)
    found = record.date("reperee_le") or record.day
    words = say("alerte", quoi=_choice(view, record, "type").lower())
    missing = index.told(record.id, "", CaseState.MISSING)
    late = missing[0] if missing else None
    gap_shown = False
    if found:
        who = ", ".join(map(view.name, record.texts("beneficiaire")))
        yield Fact(found, words, words, css="", shape="i-talk", address=page, details=(who,) if who else (), order=3)
    for row in record.rows("demarches"):
        when = row.get("quand")
        if not isinstance(when, dt.date):
            continue
        day = as_date(when)
        fact = Fact(day, _step(view, row), record.kind.label, css="", shape="i-talk", order=4)
        if late and not gap_shown and late.case.found == day:
            gap_shown = True
            css = late.status.css
            limit = say("attendu-avant", jour=in_french(late.case.due)) if late.case.due else ""
            details = tuple(filter(None, (limit, fact.what)))
            fact = Fact(day, late.result.rule.gap, words, css, f"s-{css}", page, details, gap=True)
        yield fact
    if late and not gap_shown and found:
        css = late.status.css
        yield Fact(late.case.due or found, late.result.rule.gap, words, css, f"s-{css}", page, gap=True)
    closed = record.date("close_le")
    if closed:
        issue = record.text("issue")
        yield Fact(
            closed, say("alerte-close"), words, css="", shape="i-talk", details=(issue,) if issue else (), order=5
        )


def _step(view: View, row: Row) -> str:
    return say("demarche", qui=view.name(str(row.get("qui") or "")), quoi=shortened(str(row.get("quoi") or "")))
