"""One dated fact, and the facts that a record tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict

from classeur.about import learners_of
from classeur.dates import as_date, in_french
from classeur.kinds.record import Record, Row
from classeur.pages import address
from classeur.pages.columns import is_expected
from classeur.pages.index import Index, Told
from classeur.pages.phrases import say, shortened
from classeur.pages.templates import in_words
from classeur.pages.view import View
from classeur.rules.result import CaseState, Status

LISTED = 6
"""Files or people of one line that are linked one by one; more are counted."""
DAYS = {"reclamation": "recue_le"}
"""Kinds whose day is not `date`."""


class _Look(TypedDict):
    css: str
    shape: str
    expected: bool


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
    expected: bool = True
    """Whether it is one of the pieces that a session is expected to hold: those are drawn first."""
    people: tuple[str, ...] = ()
    """Whom it serves, where it is not the whole group: the same for others is another fact."""


_LAST = 1000
"""After every other fact of its day."""
_SPOKEN = _Look(css="", shape="i-talk", expected=False)
_LOCKED = _Look(css="", shape="p-lock", expected=False)


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
        expected=is_expected(view.library, record),
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
    answers = "reponse" if received in (0, 1) else "reponses"
    glad = "satisfait" if pleased in (0, 1) else "satisfaits"
    said = (
        say(answers, recus=received, envoyes=sent) if sent is not None else "",
        say(glad, n=pleased) if pleased is not None else "",
        say("note", note=in_words(note)) if note is not None else "",
    )
    return tuple(filter(None, said))


def _handing(view: View, record: Record, alone: bool) -> tuple[str, ...]:  # noqa: FBT001 - one shape for the three
    people = learners_of(view.library, record.references)
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
            yield Fact(
                day, say(phrase), record.kind.label, css="", shape="p-lock", expected=False, address=page, order=2
            )


def first_access(session: Record) -> Iterator[Fact]:
    """The day on which the platform opened: what must be handed out before is counted from it."""
    days = [
        as_date(day) for row in session.rows("sequences") if isinstance(day := row.get("premier_acces_le"), dt.date)
    ]
    if days:
        yield Fact(min(days), say("premier-acces"), say("premier-acces-court"), css="", shape="i-doc")


def readable(view: View, record: Record, name: str) -> bool:
    """Whether this edition may read a field of a record."""
    field = record.kind.field(name)
    return field is not None and view.edition.shows(field.edition)


def steps_of_alert(view: View, index: Index, record: Record, *, alone: bool) -> Iterator[Fact]:
    """The alert, each step that followed and its closing; a step that came too late is marked."""
    page = address.of_record(record)
    found = record.date("reperee_le") or record.day
    words = say("alerte", quoi=_choice(view, record, "type").lower())
    who = "" if alone else ", ".join(map(view.name, record.texts("beneficiaire")))
    if found:
        yield Fact(found, words, words, address=page, details=(who,) if who else (), order=3, **_SPOKEN)
    missing = index.told(record.id, "", CaseState.MISSING)
    late = missing[0] if missing else None
    for order, (when, row) in enumerate(_in_time(record) if readable(view, record, "demarches") else (), start=5):
        day, step = as_date(when), _step(view, row)
        if late and late.case.found == day:
            yield _late_step(late, day, words, page, step)
            late = None
        else:
            yield Fact(day, step, record.kind.label, order=order, **_SPOKEN)
    if (asked := record.date("mediateur_saisi_le")) and not _told_by_a_step(view, record, asked):
        yield Fact(asked, say("mediateur"), record.kind.label, order=4, **_SPOKEN)
    if late and found:
        yield _late_step(late, late.case.due or found, words, page, "")
    closed = record.date("close_le")
    if closed:
        issue = view.said(record.text("issue")) if readable(view, record, "issue") else ""
        yield Fact(closed, say("alerte-close"), words, details=(issue,) if issue else (), order=_LAST, **_SPOKEN)


def _in_time(record: Record) -> list[tuple[dt.date, Row]]:
    """The steps of an alert by day and hour: two calls of one morning stay in their order."""
    dated = [(when, row) for row in record.rows("demarches") if isinstance(when := row.get("quand"), dt.date)]
    return sorted(dated, key=lambda step: str(step[0]))


def _told_by_a_step(view: View, record: Record, day: dt.date) -> bool:
    """Whether nothing is left to say of the day when the mediator was called in: a step says it, or nobody may."""
    steps = record.rows("demarches") if readable(view, record, "demarches") else ()
    called = any(
        isinstance(when := row.get("quand"), dt.date)
        and as_date(when) == day
        and "médiateur" in str(row.get("quoi")).lower()
        for row in steps
    )
    return called or not readable(view, record, "mediateur_saisi_le")


def _late_step(late: Told, day: dt.date, words: str, page: str, step: str) -> Fact:
    """The step that came too late, or the day by which one was due, where none came."""
    css, due = late.status.css, late.case.due
    limit = say("attendu-avant", jour=in_french(due)) if due else ""
    details = tuple(filter(None, (limit, step)))
    return Fact(day, late.result.rule.gap, words, css, f"s-{css}", page, details, gap=True)


def _step(view: View, row: Row) -> str:
    return say(
        "demarche", qui=view.name(str(row.get("qui") or "")), quoi=shortened(view.said(str(row.get("quoi") or "")))
    )
