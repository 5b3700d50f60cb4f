"""The files of a dossier: one page to print, the plan as a spreadsheet, the copies, and all of it in one archive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from classeur.certifier.dossier import Answer, Dossier
from classeur.cycle.certificate import Certificate, certificate_on
from classeur.kinds.record import Record
from classeur.library import Member
from classeur.pages.books.words import book_of, sheet_of
from classeur.pages.catalogue import label_of
from classeur.pages.phrases import say
from classeur.pages.templates import environment
from classeur.pages.typography import typeset
from classeur.pages.view import View
from classeur.sheets.book import Book, Value
from classeur.sheets.writing import as_xlsx

PAGE = "dossier.html"
PLAN = "plan-de-correction.xlsx"
PROOFS = "preuves"
_BOOK = "correction"
_SIGNS = ("direction", "qualite")
"""Roles of who signs, the first that somebody holds."""
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The oldest day that an archive can hold: the same dossier gives the same bytes."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the plan, in words."""

    record: Record
    title: str
    indicator: str
    grade: str
    found: str
    cause: str
    correction: str
    who: str
    due: str
    in_place: str
    actions: tuple[tuple[str, str], ...]
    """Each action with how far it is."""
    proofs: str
    """Numbers of its proofs."""


def files_of(root: Path, view: View, dossier: Dossier) -> dict[str, bytes]:
    """The files of the dossier by their name in it."""
    lines = tuple(_line(view, answer) for answer in dossier.answers)
    files = {PAGE: _page(view, dossier, lines).encode(), PLAN: as_xlsx(_book(view, dossier))}
    for proof in dossier.proofs:
        if proof.source:
            files[f"{PROOFS}/{proof.name}"] = (root / proof.source).read_bytes()
    return files


def archive_of(folder: str, files: Mapping[str, bytes]) -> bytes:
    """All of them in one ZIP, under `folder`: the same for the same files."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{name}", _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return raw.getvalue()


def _page(view: View, dossier: Dossier, lines: tuple[Line, ...]) -> str:
    library = view.library
    held = certificate_on(library, view.assessment.date)
    page = environment().get_template("certificateur.html").render(
        provider=library.provider,
        certificate=held,
        certifier=_certifier(view, dossier, held),
        audit=dossier.audit,
        kind=say(f"perimetre-{dossier.audit.text('type')}") if dossier.audit else "",
        kept=any(proof.reserved for proof in dossier.proofs),
        date=view.assessment.date,
        lines=lines,
        majors=sum(answer.fault.major for answer in dossier.answers),
        proofs=dossier.proofs,
        folder=PROOFS,
        plan=PLAN,
        signs=_signs(view),
    )  # fmt: skip
    head, mark, body = page.partition("<body>")
    return head + mark + typeset(body)


def _certifier(view: View, dossier: Dossier, held: Certificate | None) -> str:
    """To whom it goes: who gave the certificate, else who made the audit."""
    if held:
        return held.certifier
    return label_of(view, dossier.audit, "auditeur") if dossier.audit else ""


def _signs(view: View) -> Member | None:
    team = view.library.team.values()
    return next((member for role in _SIGNS for member in team if role in member.roles), None)


def _line(view: View, answer: Answer) -> Line:
    record = answer.record

    def said(field: str) -> str:
        return label_of(view, record, field)

    return Line(
        record=record,
        title=view.title(record),
        indicator=said("indicateur"),
        grade=said("grade"),
        found=said("constat"),
        cause=said("cause"),
        correction=said("correction"),
        who=said("responsable"),
        due=said("echeance"),
        in_place=said("en_place_le"),
        actions=tuple((view.title(a), label_of(view, a, "avancement").lower()) for a in answer.actions),
        proofs=", ".join(str(proof.number) for proof in answer.proofs),
    )


def _book(view: View, dossier: Dossier) -> Book:
    plan = sheet_of(view, (_BOOK, "plan"), (_plan_row(view, answer) for answer in dossier.answers))
    proofs = sheet_of(
        view,
        (_BOOK, "preuves"),
        ((p.number, p.of, p.words, p.piece.date, f"{PROOFS}/{p.name}" if p.name else p.remark) for p in dossier.proofs),
    )
    return book_of(view, _BOOK, (plan, proofs))


def _plan_row(view: View, answer: Answer) -> tuple[Value, ...]:
    record, number = answer.record, answer.record.get("indicateur")
    return (
        record.id,
        view.title(record),
        number if isinstance(number, int) else None,
        label_of(view, record, "grade"),
        label_of(view, record, "constat"),
        answer.fault.notified,
        label_of(view, record, "cause"),
        label_of(view, record, "correction"),
        label_of(view, record, "responsable"),
        record.date("echeance"),
        record.date("en_place_le"),
        "\n".join(view.title(action) for action in answer.actions),
        ", ".join(str(proof.number) for proof in answer.proofs),
    )
