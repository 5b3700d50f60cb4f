"""What builds a `Library`: every reference followed, every attachment claimed, and a finding for each that fails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from classeur.claims import Claims
from classeur.confidential import check_assessments
from classeur.enrolment import check_enrolment, learners_only
from classeur.finding import Finding, Place
from classeur.hints import Hints
from classeur.kinds.declaration import Kinds
from classeur.kinds.pieces import Piece, written_pieces
from classeur.kinds.record import Record
from classeur.library import PROVIDER_KIND, SESSION, Inscription, Library, derive_inscriptions, parcours_by_place
from classeur.messages import finding
from classeur.naming import Naming
from classeur.read.attachments import Attachment
from classeur.read.history import History
from classeur.read.tree import PROVIDER, REGISTER, Tree
from classeur.register import check_codes, people_of
from classeur.unread import Unread

NO_HISTORY = History()


def link(
    records: Iterable[Record],
    tree: Tree,
    kinds: Kinds,
    rules: frozenset[str],
    parameters: frozenset[str],
    files: Mapping[str, Attachment] = MappingProxyType({}),
    history: History = NO_HISTORY,
) -> tuple[Library, tuple[Finding, ...]]:
    """The library of these records, with a finding for each dead link, missing file or orphan attachment.

    `rules` and `parameters` are the ids that a waiver or a setting may name; `files` says what each attachment is, and
    `history` when each file was written.
    """
    found = sorted(records, key=lambda record: record.path != PROVIDER)
    problems: list[Finding] = []
    by_id = _by_id(found, problems)
    register = next((people_of(record) for record in found if record.path == REGISTER), ())
    people = {person.code: person for person in register}
    unread, hints = Unread(tree, (record.path for record in found)), Hints()
    naming = Naming(by_id, people, tree, unread, hints)
    claims = Claims(by_id, tree, unread, hints, problems)
    forward: dict[str, dict[str, None]] = {}
    pieces: dict[str, list[Piece]] = {}
    for record in by_id.values():
        forward[record.id] = _follow(record, naming, claims, rules)
        pieces[record.id] = list(written_pieces(record, claims.files_of(record), kinds))
    if provider := by_id.get(PROVIDER_KIND):
        problems += naming.check_parameters(provider, parameters)
    for piece in claims.dropped(kinds):
        pieces[piece.owner].append(piece)
    problems += claims.orphans()
    inscriptions = _enrolled(by_id, naming, problems)
    library = Library(
        kinds=kinds,
        records=by_id,
        people=people,
        register=register,
        pieces={owner: _looked_at(found, files) for owner, found in pieces.items()},
        inscriptions=inscriptions,
        attachments=tuple(sorted(claims.claimed)),
        has_register=naming.has_register,
        files=files,
        history=history,
        _forward={origin: tuple(targets) for origin, targets in forward.items()},
        _backward=_backward(forward),
    )
    problems += check_assessments(library)
    return library, tuple(problems)


def _enrolled(by_id: Mapping[str, Record], naming: Naming, problems: list[Finding]) -> tuple[Inscription, ...]:
    """The learners of each session, in order of time; what contradicts an enrolment is added to `problems`."""
    sessions = sorted((r for r in by_id.values() if r.kind.name == SESSION), key=_in_time)
    inscriptions = learners_only(derive_inscriptions(sessions, parcours_by_place(by_id.values())), by_id, naming.team)
    problems += check_enrolment(by_id, inscriptions, naming.team)
    return inscriptions


def _by_id(found: Iterable[Record], problems: list[Finding]) -> dict[str, Record]:
    """Every record but the register; the second one with the same id is refused."""
    records: dict[str, Record] = {}
    for record in found:
        if record.path == REGISTER:
            problems += check_codes(record)
        elif record.id in records:
            other = records[record.id].path
            problems.append(finding("id-double", Place(record.path), name=record.id, other=other))
        else:
            records[record.id] = record
    return records


def _follow(record: Record, naming: Naming, claims: Claims, rules: frozenset[str]) -> dict[str, None]:
    """The ids that a record names, in its fields then in its text; files named outside `pieces` are claimed."""
    targets: dict[str, None] = {}
    for reference in record.references:
        if reference.field.type != "fichier":
            claims.problems += naming.check(reference, rules)
            if reference.value in naming.records and reference.value != record.id:
                targets[reference.value] = None
        elif reference.row != "pieces":
            claims.claim(record, reference.value, reference.place)
    targets.update(dict.fromkeys(claims.follow_text(record)))
    return targets


def _backward(forward: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    backward: dict[str, dict[str, None]] = {}
    for origin, targets in forward.items():
        for target in targets:
            backward.setdefault(target, {})[origin] = None
    return {target: tuple(origins) for target, origins in backward.items()}


def _looked_at(pieces: Iterable[Piece], files: Mapping[str, Attachment]) -> tuple[Piece, ...]:
    """Pieces in order, each with what was found in its file."""
    looked = (replace(p, condition=files[p.file].condition) if p.file in files else p for p in pieces)
    return tuple(sorted(looked, key=_piece_order))


def _in_time(session: Record) -> tuple[str, str]:
    return (str(session.date("debut") or ""), session.id)


def _piece_order(piece: Piece) -> tuple[str, str, str, str]:
    return (str(piece.date or ""), piece.nature, piece.file, ",".join(piece.people))
