"""Who received which version of which document, when, by which channel, proved how; and who had not before starting.

Source: demand E2, RNQ `delivery_proof`. An individual channel reaches a person; a notice board or the site reaches
nobody in particular, so it is told apart. Without verdicts (the auditor's edition) only what is written is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from classeur.dates import in_french
from classeur.kinds.record import Record, bare
from classeur.library import Inscription
from classeur.pages import address
from classeur.pages.delivery import DELIVERY, GUIDE, Delivery, delivery_of, limit_of
from classeur.pages.index import Index
from classeur.pages.phrases import say
from classeur.pages.view import View
from classeur.rules.result import CaseState, Status

COLLECTIVE = frozenset({"site", "affichage"})
_GUARDIAN, _LEARNER = "responsable-legal", "beneficiaire"
_TOLD = "responsables_legaux_informes_le"
_RULES = {
    "guide": "09-guide-avant-acces",
    "own": "09-remise-avant-entree",
    "guardian": "09-responsables-legaux",
    "more": "15-information",
}
"""The rule that judges each sort of delivery (`more`: a booklet that completes another): its grade is the only one
that a page shows."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one person received of one document. `note` says what is not there, with the class of its verdict."""

    deliveries: tuple[Delivery, ...] = ()
    note: str = ""
    css: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A learner, or (`guardians`) those who answer for one under 18, with the day when they were told."""

    name: str
    address: str
    guardians: bool
    cells: tuple[Cell, ...]
    told: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A version that came into force while the session ran, and how many of its learners were given it."""

    document: str
    version: str
    day: dt.date
    given: int


@dataclass(frozen=True, slots=True)
class Deliveries:
    """The table of a session: documents as columns (title, address), a line a person.

    `judged` says whether it may tell what a notice is worth: only an edition with verdicts does.
    """

    columns: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    collective: tuple[Delivery, ...]
    changes: tuple[Change, ...]
    judged: bool


def deliveries_of(view: View, index: Index, session: Record, booklets: Iterable[Record]) -> Deliveries | None:
    """The table of a session; None where nothing was given and nothing is expected."""
    enrolled = view.library.inscriptions_of.get(session.id, ())
    given = {one.learner: _given(index, one) for one in enrolled}
    own = [record for records in given.values() for record in records]
    documents = _documents(view, session, own, booklets)
    shared = _public(index, session)
    if not enrolled or not (documents or shared):
        return None
    lines = [line for one in enrolled for line in _lines(view, index, one, given[one.learner], documents)]
    return Deliveries(
        tuple((view.title(document), view.reference(document.id)[1]) for document in documents),
        tuple(lines),
        tuple(delivery_of(view, record, None) for record in shared),
        tuple(_changes(view, session, documents, given)),
        view.edition.holds_verdicts,
    )


def received(view: View, index: Index, inscription: Inscription) -> tuple[Delivery, ...]:
    """What a learner was given, and their guardians, in order of dates."""
    records = sorted(_given(index, inscription), key=lambda record: (str(record.day), record.id))
    return tuple(delivery_of(view, record, inscription) for record in records)


def for_guardians(delivery: Delivery) -> bool:
    """Whether it was given to those who answer for a learner under 18."""
    return delivery.record.get("destinataire") == _GUARDIAN


def _given(index: Index, inscription: Inscription) -> list[Record]:
    """The deliveries that reached a learner, or their guardians, one by one."""
    return [
        record
        for record in index.records_for(inscription)
        if record.kind.name == DELIVERY
        and record.day is not None
        and record.get("destinataire") in (_LEARNER, _GUARDIAN)
        and record.get("canal") not in COLLECTIVE
    ]


def _public(index: Index, session: Record) -> list[Record]:
    """What was shown to all at once: on a wall, on the site."""
    found = index.records.get((session.id, ""), ())
    shown = [r for r in found if r.kind.name == DELIVERY and r.get("canal") in COLLECTIVE and r.day]
    return sorted(shown, key=lambda record: (str(record.day), record.id))


def _documents(view: View, session: Record, given: list[Record], booklets: Iterable[Record]) -> list[Record]:
    """What was given to somebody; and, with verdicts, what each should have: booklets, guide of the platform.

    Who learns for a principal has that principal's booklet.
    """
    records = view.library.records
    named = dict.fromkeys(record.text("document") for record in given)
    if view.edition.holds_verdicts and not session.text("donneur_ordre"):
        named |= dict.fromkeys(book.id for book in booklets if not book.texts("facile_a_lire_de"))
        if session.rows("sequences"):
            named |= dict.fromkeys(d.id for d in view.library.published("document") if d.get("type") == GUIDE)
    return sorted((records[name] for name in named if name in records), key=lambda one: (one.kind.name, one.id))


def _lines(view: View, index: Index, one: Inscription, given: list[Record], documents: list[Record]) -> Iterator[Line]:
    page = address.of_learner(one.learner)
    of_learner = [record for record in given if record.get("destinataire") == _LEARNER]
    of_guardians = [record for record in given if record.get("destinataire") == _GUARDIAN]
    cells = tuple(_cell(view, index, one, document, of_learner, guardians=False) for document in documents)
    yield Line(view.name(one.learner), page, guardians=False, cells=cells)
    informed = _informed(view, one)
    if of_guardians or informed or (one.get("mineur") is True and view.edition.holds_verdicts):
        cells = tuple(_cell(view, index, one, document, of_guardians, guardians=True) for document in documents)
        yield Line(view.name(one.learner), page, guardians=True, cells=cells, told=informed)


def _informed(view: View, one: Inscription) -> dt.date | None:
    """The day when the parcours says that those who answer for the learner were told, where this edition reads it."""
    followed = one.parcours if one.parcours and view.shows_record(one.parcours) else None
    field = followed.kind.field(_TOLD) if followed else None
    return followed.date(_TOLD) if followed and field and view.edition.shows(field.edition) else None


def _cell(
    view: View, index: Index, one: Inscription, document: Record, given: list[Record], *, guardians: bool
) -> Cell:
    found = [record for record in given if record.text("document") == document.id]
    told = tuple(delivery_of(view, record, one) for record in sorted(found, key=lambda r: (str(r.day), r.id)))
    limit = limit_of(document, one)
    if not view.edition.holds_verdicts or (guardians and document.get("type") == GUIDE):
        return Cell(told)
    if told and told[0].day < limit:
        return Cell(told, css=Status.OK.css)
    if limit > view.assessment.date:
        return Cell(told, "" if told else say("remise-a-faire", jour=in_french(limit)), Status.SOON.css)
    rule = _RULES["guardian" if guardians else _sort(document)]
    missing = [t for t in index.told(one.session.id, one.learner, CaseState.MISSING) if t.result.rule.id == rule]
    if told and not missing:
        return Cell(told, css=Status.NA.css)
    css = missing[0].status.css if missing else Status.NA.css
    return Cell(told, say("remise-apres-coup" if told else "remise-aucune"), css)


def _sort(document: Record) -> str:
    if document.get("type") == GUIDE:
        return "guide"
    return "more" if document.texts("complete") else "own"


def rules_of(document: Record) -> frozenset[str]:
    """The rules that look for a document: the welcome booklet, what completes it, the guide of the platform."""
    if document.kind.name != "livret" and document.get("type") != GUIDE:
        return frozenset()
    if document.texts("facile_a_lire_de"):
        return frozenset()
    sort = _sort(document)
    return frozenset({_RULES[sort], *([_RULES["guardian"]] if sort == "own" else [])})


def _changes(view: View, session: Record, documents: list[Record], given: dict[str, list[Record]]) -> Iterator[Change]:
    """Versions that came into force between the first day and the last, the day after the first on."""
    start, end = session.date("debut"), session.date("fin")
    if start is None or end is None:
        return
    for document in documents:
        for row in document.rows("versions"):
            day, name = row.get("du"), bare(str(row.get("version") or ""))
            if not isinstance(day, dt.date) or not start < day <= min(end, view.assessment.date):
                continue
            count = sum(
                any(r.text("document") == document.id and bare(r.text("version")) == name for r in records)
                for records in given.values()
            )
            if count or view.edition.holds_verdicts:
                yield Change(view.title(document), name, day, count)
