"""The certification that a programme prepares, as France compétences registers it, in the public fields of its page."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from classeur.kinds.record import Record
from classeur.pages.public.world import PublicWorld

SHEET = "https://www.francecompetences.fr/recherche/{register}/{number}/"
"""Where the public register of certifications shows a sheet, by register and number."""
_AROUND = ("equivalences", "passerelles", "poursuites", "debouches")
_REGISTERED = ("intitule_officiel", "code_officiel", "certificateur_nom", "niveau", "enregistree_le")
FIELDS = (*_REGISTERED, "enregistree_jusqu_au", "blocs", *_AROUND)
_CODE = re.compile(r"^(?P<register>RNCP|RS)\s*(?P<number>\d+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Certification:
    """What is registered: its last day counts, and `over` says that it has passed.

    `blocks` are names and what one learns in each; `around` are labels and texts of what it opens.
    """

    title: str
    code: str
    link: str
    certifier: str
    level: str
    since: dt.date | None
    until: dt.date | None
    over: bool
    blocks: tuple[tuple[str, str], ...]
    around: tuple[tuple[str, str], ...]


def certification_of(world: PublicWorld, record: Record) -> Certification | None:
    """The certification that the fields of a programme tell; None when they name none."""
    if not (record.text("intitule_officiel") or record.text("code_officiel")):
        return None
    until = record.date("enregistree_jusqu_au")
    return Certification(
        record.text("intitule_officiel"),
        record.text("code_officiel"),
        sheet(record.text("code_officiel")),
        record.text("certificateur_nom"),
        record.text("niveau"),
        record.date("enregistree_le"),
        until,
        until is not None and until < world.date,
        tuple(_block(text) for text in record.texts("blocs")),
        tuple(_around(record)),
    )


def sheet(code: str) -> str:
    """The address of the official sheet of « RNCP99917 » or « RS 5515 »; empty for any other code."""
    found = _CODE.match(code.strip())
    return SHEET.format(register=found["register"].lower(), number=found["number"]) if found else ""


def _block(text: str) -> tuple[str, str]:
    name, _, learnt = text.partition(" : ")
    return name, learnt


def _around(record: Record) -> Iterator[tuple[str, str]]:
    for name in _AROUND:
        field = record.kind.field(name)
        if field and record.text(name):
            yield field.label, record.text(name)
