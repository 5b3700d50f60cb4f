"""Examples of evidence of an indicator, chosen by the answer or found by the rules, as cards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from classeur.dates import in_french
from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record
from classeur.pages import address
from classeur.pages.catalogue import label_of, latest_day
from classeur.pages.phrases import say
from classeur.pages.view import View
from classeur.rules.result import CaseState, RuleResult

FOUND = 3
"""Examples proposed when nobody chose any."""
_TALKS = ("entretien", "reunion", "enquete", "alerte", "reclamation")


@dataclass(frozen=True, slots=True)
class Card:
    """One example: what it is, its title and page, when and by whom, where it lies."""

    kind: str
    title: str
    target: str
    meta: str = ""
    where: str = ""
    icon: str = "i-doc"


def chosen(view: View, answer: Record | None) -> tuple[Card, ...]:
    """The examples that the answer names, in its order."""
    names = answer.texts("exemples") if answer else ()
    records = (view.library.records.get(name) for name in names)
    return tuple(card_of(view, record) for record in records if record and view.shows_record(record))


def found(view: View, results: Iterable[RuleResult]) -> tuple[Card, ...]:
    """The best proofs of the rules: those that can be opened first, then the most recent, one a record if possible."""
    proofs = {key_of(case.proof): case.proof for r in results for case in r.cases_in(CaseState.HAVE) if case.proof}
    allowed = [proof for proof in proofs.values() if _may_show(view, proof)]
    ranked = sorted(allowed, key=lambda proof: (not _opens(view, proof), -_ordinal(proof), key_of(proof)))
    owners: set[str] = set()
    first: list[Record | Piece] = []
    again: list[Record | Piece] = []
    for proof in ranked:
        owner = proof.owner if isinstance(proof, Piece) else proof.id
        (again if owner in owners else first).append(proof)
        owners.add(owner)
    return tuple(card_of(view, proof) for proof in (first + again)[:FOUND])


def card_of(view: View, proof: Record | Piece) -> Card:
    """A record or a piece as a card. A piece that this edition does not hold leads to its record."""
    return _card_of_piece(view, proof) if isinstance(proof, Piece) else _card_of_record(view, proof)


def _card_of_record(view: View, record: Record) -> Card:
    day = latest_day(record)
    who = label_of(view, record, "recu_par") or label_of(view, record, "responsable")
    meta = ", ".join(filter(None, (in_french(day) if day else "", who)))
    session = view.library.records.get(record.text("session"))
    version = record.text("version").removeprefix("v")
    where = view.title(session) if session else say("preuve-version", version=version) if version else ""
    icon = "i-talk" if record.kind.name in _TALKS else "i-doc"
    return Card(record.kind.label, view.title(record), address.of_record(record), meta, where, icon)


def _card_of_piece(view: View, piece: Piece) -> Card:
    owner = view.library.records[piece.owner]
    file = view.opens(piece)
    people = ", ".join(map(view.name, view.served(piece)))
    day = piece.signed or piece.date
    dated = in_french(day) if day else ""
    if piece.signed:
        dated = say("preuve-signee", jour=dated)
    if file:
        state = PurePosixPath(piece.file).suffix.lstrip(".").upper()
    else:
        state = say("preuve-gardee", lieu=piece.where) if piece.where else say("preuve-a-presenter")
    title = people or (say("preuve-groupe", jour=in_french(day)) if day else view.title(owner))
    meta = ", ".join(filter(None, (dated, state)))
    return Card(piece.label, title, file or address.of_record(owner), meta, view.title(owner))


def key_of(proof: Record | Piece | None) -> str:
    """What tells a proof from every other one."""
    if isinstance(proof, Piece):
        return f"{proof.owner} {proof.nature} {proof.place} {proof.file}"
    return proof.id if proof else ""


def _may_show(view: View, proof: Record | Piece) -> bool:
    record = view.library.records[proof.owner] if isinstance(proof, Piece) else proof
    return view.shows_record(record)


def _opens(view: View, proof: Record | Piece) -> bool:
    return isinstance(proof, Record) or bool(view.opens(proof))


def _ordinal(proof: Record | Piece) -> int:
    day: dt.date | None = (proof.signed or proof.date) if isinstance(proof, Piece) else latest_day(proof)
    return day.toordinal() if day else 0
