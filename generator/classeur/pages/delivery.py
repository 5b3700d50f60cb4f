"""One document given on a day: which version, by which channel, proved how, how long before it was needed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from classeur.kinds.record import Record, bare
from classeur.library import Inscription
from classeur.pages import address
from classeur.pages.french import counted
from classeur.pages.phrases import say
from classeur.pages.versions import in_force
from classeur.pages.view import View

DELIVERY = "diffusion"
GUIDE = "guide-plateforme"
"""The type of the document that is due before the first access, and not before the first day."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A document given on a day. `when` tells how long before; `stale` the version that was in force, if another."""

    record: Record
    document: str
    version: str
    day: dt.date
    when: str
    channel: str
    proof: str
    proved: bool
    address: str
    stale: str = ""


def limit_of(document: Record, one: Inscription) -> dt.date:
    """The day before which it has to be there: the first access for the guide of the platform, else the first day."""
    return (one.first_access or one.start) if document.get("type") == GUIDE else one.start


def delivery_of(view: View, record: Record, one: Inscription | None) -> Delivery:
    """What a record of delivery tells, to one learner where it reached one."""
    document = view.library.records.get(record.text("document"))
    day = record.day or view.assessment.date
    shown = {item.field.name: item.words for item in view.fields(record)}
    version = bare(record.text("version"))
    current = in_force(document, day) if document and document.rows("versions") else None
    other = current is not None and bare(current.name) != version
    return Delivery(
        record=record,
        document=view.title(document) if document else record.text("document"),
        version=version,
        day=day,
        when=_when(view, document, one, day) if one and document else "",
        channel=shown.get("canal", ""),
        proof=shown.get("preuve", ""),
        proved=record.get("preuve") != "aucune",
        address=address.of_record(record),
        stale=bare(current.name) if current and other and view.edition.holds_verdicts else "",
    )


def _when(view: View, document: Record, one: Inscription, day: dt.date) -> str:
    """« 6 jours avant le premier jour »; how long after is a gap that only an edition with verdicts tells."""
    limit = limit_of(document, one)
    event = say("remise-acces" if document.get("type") == GUIDE and one.first_access else "remise-premier-jour")
    days = (limit - day).days
    if days > 0:
        return say("remise-avant", jours=counted(days, "jour"), repere=event)
    if not view.edition.holds_verdicts:
        return ""
    return (
        say("remise-apres", jours=counted(-days, "jour"), repere=event) if days else say("remise-le-jour", repere=event)
    )
