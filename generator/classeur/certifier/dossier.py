"""What a dossier for the certifier holds: the non-conformities asked for, and for each what shows its correction."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from classeur.cycle.certificate import MOCK
from classeur.cycle.faults import KIND, Fault, faults_of, in_order_of_need
from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record, slug
from classeur.messages import nearest
from classeur.pages.phrases import say
from classeur.pages.view import AUDIT, View
from classeur.rules.judge import parameters_of

_LONGEST = 60
"""Signs of the name of a copied file, before its number and its ending."""


@dataclass(frozen=True, slots=True)
class Proof:
    """One proof: its number in the dossier, what it is, the record that has it, and what becomes of it.

    `source` is the file to copy as `name`; without one, `remark` says where the document is or why it stays.
    """

    number: int
    words: str
    of: str
    piece: Piece
    source: str = ""
    name: str = ""
    remark: str = ""
    reserved: bool = False
    """Whether it stays because of what it carries."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One non-conformity with the actions that it gave and its proofs."""

    fault: Fault
    actions: tuple[Record, ...]
    proofs: tuple[Proof, ...]

    @property
    def record(self) -> Record:
        """The record of the non-conformity."""
        return self.fault.record


@dataclass(frozen=True, slots=True)
class Dossier:
    """What goes: the answers, majors first, and the audit that raised them when it is one for all."""

    answers: tuple[Answer, ...]
    audit: Record | None

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """Every proof, in order of number."""
        return tuple(proof for answer in self.answers for proof in answer.proofs)


def chosen(view: View, wanted: tuple[str, ...]) -> tuple[tuple[Fault, ...], tuple[str, ...]]:
    """The non-conformities asked for, and a sentence for each word that names none.

    A word is the id of one of them, or of an audit, which means all that it raised. No word means those still open.
    """
    library, date = view.library, view.assessment.date
    faults = in_order_of_need(faults_of(library, parameters_of(library, view.assessment.rules)), date)
    if not wanted:
        found = tuple(fault for fault in faults if fault.open_on(date))
        return found, () if found else (say("certificateur-rien-d-ouvert"),)
    wrong = []
    for word in wanted:
        record = library.records.get(word)
        if record is None or record.kind.name not in (AUDIT, KIND):
            known = [r.id for kind in (AUDIT, KIND) for r in library.published(kind)]
            advice = nearest(word, known) or f" {say('certificateur-ou')}"
            wrong.append(say("certificateur-inconnu", mot=word) + advice)
        elif not any(_is(fault, word) for fault in faults):
            mock = MOCK in (record.get("type"), _audit_type(view, record))
            wrong.append(say("certificateur-blanc" if mock else "certificateur-sans", mot=word))
    return tuple(fault for fault in faults if any(_is(fault, word) for word in wanted)), tuple(wrong)


def dossier_of(view: View, faults: tuple[Fault, ...]) -> Dossier:
    """The dossier of these non-conformities, its proofs numbered from 1; `view` says what may leave."""
    answers: list[Answer] = []
    number = 1
    for fault in faults:
        actions = _actions(view, fault.record)
        proofs = tuple(_proofs(view, (fault.record, *actions), number))
        number += len(proofs)
        answers.append(Answer(fault, actions, proofs))
    raised = {answer.fault.audit.id: answer.fault.audit for answer in answers if answer.fault.audit}
    return Dossier(tuple(answers), next(iter(raised.values())) if len(raised) == 1 else None)


def _is(fault: Fault, word: str) -> bool:
    return word in (fault.record.id, fault.record.text("audit"))


def _audit_type(view: View, record: Record) -> object:
    audit = view.library.records.get(record.text("audit"))
    return audit.get("type") if audit else None


def _actions(view: View, record: Record) -> tuple[Record, ...]:
    linked = view.library.backlinks_of(record.id)
    return tuple(r for r in linked if record.id in r.texts("origines") and view.shows_record(r))


def _proofs(view: View, records: tuple[Record, ...], first: int) -> Iterator[Proof]:
    """The pieces of the non-conformity in the order written, then of its actions; one that is named twice goes once."""
    seen: set[str] = set()
    number = first
    for record in records:
        for piece in sorted(view.library.pieces.get(record.id, ()), key=lambda p: (p.dropped, p.place.line, p.file)):
            key = piece.file or f"{piece.label} {piece.where}"
            if key not in seen:
                seen.add(key)
                yield _proof(view, record, piece, number)
                number += 1


def _proof(view: View, record: Record, piece: Piece, number: int) -> Proof:
    if not piece.file:
        return Proof(number, piece.label, record.id, piece, remark=say("certificateur-a-joindre", ou=piece.where))
    if not piece.proves:
        return Proof(number, piece.label, record.id, piece, remark=say("certificateur-illisible"))
    if piece.file not in view.files:
        return Proof(number, piece.label, record.id, piece, remark=say("certificateur-reservee"), reserved=True)
    ending = posixpath.splitext(piece.file)[1].lower()
    day = f"-{piece.date.isoformat()}" if piece.date else ""
    name = f"{number:02}-{record.id}-{slug(piece.label)[:_LONGEST].strip('-')}{day}{ending}"
    return Proof(number, piece.label, record.id, piece, source=piece.file, name=name)
