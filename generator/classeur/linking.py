"""What builds a `Library`: every reference followed, every attachment claimed, and a finding for each that fails."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from classeur.enrolment import check_enrolment, learners_only
from classeur.finding import Finding, Place
from classeur.kinds.declaration import Kind, Kinds
from classeur.kinds.pieces import EVERYONE, GROUP, Piece, dropped_piece, written_pieces
from classeur.kinds.record import Record, Reference, Row
from classeur.library import PROVIDER_KIND, Library, Person, derive_inscriptions
from classeur.messages import closest, did_you_mean, finding, nearest
from classeur.read.links import links_in
from classeur.read.tree import PROVIDER, REGISTER, Tree, resolve_inside
from classeur.register import check_codes, is_code, people_of
from classeur.unread import Unread

_HINTS = 50
"""Nearest names looked for in one run: each costs a walk through all that is known, and one mistake may be in
every record of a project."""
_ADDRESS = " C'est une adresse : écrivez-la après « ou: », pas après « fichier: »."


def link(
    records: Iterable[Record], tree: Tree, kinds: Kinds, rules: frozenset[str], parameters: frozenset[str]
) -> tuple[Library, tuple[Finding, ...]]:
    """The library of these records, with a finding for each dead link, missing file or orphan attachment.

    `rules` and `parameters` are the ids that a waiver or a setting may name.
    """
    linker = _Linker(tree, kinds, rules, parameters)
    linker.index(records)
    for record in linker.records.values():
        linker.follow(record)
    linker.claim_drops()
    linker.report_orphans()
    library = linker.library()
    return library, tuple(linker.problems)


class _Linker:
    """The state of one linking; `library()` freezes it."""

    def __init__(self, tree: Tree, kinds: Kinds, rules: frozenset[str], parameters: frozenset[str]) -> None:
        self.tree = tree
        self.kinds = kinds
        self.rules = rules
        self.parameters = parameters
        self.records: dict[str, Record] = {}
        self.register: tuple[Person, ...] = ()
        self.people: dict[str, Person] = {}
        self.team: set[str] = set()
        self.files = set(tree.attachments)
        self.claimed: set[str] = set()
        self.meant: set[str] = set()
        self.unread = Unread(tree, tree.records)
        self.pieces: dict[str, list[Piece]] = {}
        self.forward: dict[str, dict[str, None]] = {}
        self.problems: list[Finding] = []
        self.hints = _HINTS

    def index(self, records: Iterable[Record]) -> None:
        """Take the records in; the second one with the same id is refused."""
        found = sorted(records, key=lambda record: record.path != PROVIDER)
        self.unread = Unread(self.tree, (record.path for record in found))
        for record in found:
            if record.path == REGISTER:
                self.register = people_of(record)
                self.people = {person.code: person for person in self.register}
                self.problems += check_codes(record)
            elif record.id in self.records:
                other = self.records[record.id].path
                self.problems.append(finding("id-double", Place(record.path), name=record.id, other=other))
            else:
                self.records[record.id] = record
        if provider := self.records.get(PROVIDER_KIND):
            self.team = {str(row.get("handle")) for row in provider.rows("equipe")}
        self.by_path = {record.path: record for record in self.records.values()}

    def follow(self, record: Record) -> None:
        """Check every reference of a record, its pieces and the links of its text."""
        targets = self.forward.setdefault(record.id, {})
        for reference in record.references:
            if reference.field.type != "fichier":
                self._check(reference)
                if reference.value in self.records and reference.value != record.id:
                    targets[reference.value] = None
            elif reference.row != "pieces":
                self._claim(record, reference.value, reference.place)
        self._follow_text(record, targets)
        if record.kind.name == PROVIDER_KIND:
            self._check_parameters(record)
        named = {reference.value: reference for reference in record.references if reference.field.type == "fichier"}
        files = {row.place: self._file_of(record, row, named) for row in record.rows("pieces")}
        self.pieces[record.id] = list(written_pieces(record, files, self.kinds))

    def claim_drops(self) -> None:
        """Read the names of the files dropped in the folders of records."""
        for kind in (kind for kind in self.kinds.by_name.values() if kind.drops):
            for path in self.tree.attachments:
                if path.startswith(f"{kind.folder}/") and path not in self.claimed:
                    self._claim_drop(path, kind)

    def _claim_drop(self, path: str, kind: Kind) -> None:
        folders = PurePosixPath(path).relative_to(kind.folder).parts[:-1]
        if not folders:
            return
        self.claimed.add(path)
        owner = next((record for name in folders if (record := self._owner(name, kind))), None)
        folder = owner.id if owner else folders[-1]
        if folder in self.unread.ids:
            return
        if owner is None:
            hint = self._nearest(folder, lambda: [r.id for r in self.records.values() if r.kind == kind])
            self.problems.append(finding("depot-dossier", Place(path), folder=folder, hint=hint))
            return
        piece, problem = dropped_piece(path, owner, self.kinds)
        if problem:
            self.problems.append(problem)
        if piece:
            self.pieces[owner.id].append(piece)

    def _owner(self, name: str, kind: Kind) -> Record | None:
        record = self.records.get(name)
        return record if record and record.kind is kind else None

    def report_orphans(self) -> None:
        """Every attachment must be named by somebody."""
        alone = self.files - self.claimed - self.meant
        orphans = sorted(path for path in alone if not self.unread.may_name(path))
        self.problems += [finding("piece-orpheline", Place(path)) for path in orphans]

    def library(self) -> Library:
        """The frozen result."""
        forward = {origin: tuple(targets) for origin, targets in self.forward.items()}
        backward: dict[str, dict[str, None]] = {}
        for origin, targets in forward.items():
            for target in targets:
                backward.setdefault(target, {})[origin] = None
        sessions = sorted((r for r in self.records.values() if r.kind.name == "session"), key=_in_time)
        inscriptions = learners_only(derive_inscriptions(tuple(sessions)), self.records, self.team)
        self.problems += check_enrolment(self.records.values(), inscriptions, self.team)
        return Library(
            kinds=self.kinds,
            records=self.records,
            people=self.people,
            register=self.register,
            pieces={owner: tuple(sorted(found, key=_piece_order)) for owner, found in self.pieces.items()},
            inscriptions=inscriptions,
            attachments=tuple(sorted(self.claimed)),
            has_register=REGISTER in self.tree.records,
            _forward=forward,
            _backward={target: tuple(origins) for target, origins in backward.items()},
        )

    def _check(self, reference: Reference) -> None:
        value, kind = reference.value, reference.field.type
        if value in self.unread.ids and value not in self.records:
            return
        if kind == "lien":
            self._check_record(reference)
        elif kind == "equipe" and value not in self.team:
            if PROVIDER_KIND in self.records:
                self._report("equipe-inconnue", reference, lambda: self.team)
        elif kind == "personne" and not self._known_person(value):
            self._report("personne-inconnue", reference, lambda: self.team)
        elif kind == "destinataires" and value not in self.records and not self._known_person(value):
            self._report("personne-inconnue", reference, lambda: [*self.team, *self._ids("session")])
        elif kind == "regle" and value not in self.rules:
            self._report("regle-inconnue", reference, lambda: self.rules)

    def _known_person(self, value: str) -> bool:
        """A code, a handle, a record (a company, a partner), or a word for everyone; any code without a register."""
        if value in (GROUP, EVERYONE) or value in self.people or value in self.team or value in self.records:
            return True
        if REGISTER in self.unread.paths or PROVIDER_KIND not in self.records:
            return True
        return REGISTER not in self.tree.records and value[:2] in ("B-", "R-", "T-") and is_code(value)

    def _check_record(self, reference: Reference) -> None:
        target = self.records.get(reference.value)
        expected = reference.field.links
        if target is None:
            self._report("lien-mort", reference, lambda: self._ids(*expected))
        elif expected and target.kind.name not in expected:
            self.problems.append(
                finding(
                    "lien-genre",
                    reference.place,
                    value=reference.value,
                    key=reference.field.name,
                    actual=target.kind.name,
                    expected=" ou ".join(f"« {name} »" for name in expected),
                )
            )

    def _check_parameters(self, provider: Record) -> None:
        known = ", ".join(sorted(self.parameters))
        for row in provider.rows("parametres"):
            name = str(row.get("nom"))
            if name not in self.parameters:
                hint = self._nearest(name, lambda: self.parameters)
                start = max(row.place.text.find(name), 0)
                place = replace(row.place, column=start + 1, length=len(name)) if start else row.place
                self.problems.append(finding("parametre-inconnu", place, value=name, hint=hint, known=known))

    def _ids(self, *kinds: str) -> list[str]:
        """The ids of the records of some kinds; of all when none is named."""
        return [record.id for record in self.records.values() if not kinds or record.kind.name in kinds]

    def _report(self, rule: str, reference: Reference, known: Callable[[], Iterable[str]]) -> None:
        hint = self._nearest(reference.value, known)
        self.problems.append(finding(rule, reference.place, value=reference.value, hint=hint))

    def _nearest(self, word: str, known: Callable[[], Iterable[str]]) -> str:
        """The question that names the nearest; `known` is called only while hints are left."""
        self.hints -= 1
        return nearest(word, known()) if self.hints >= 0 else ""

    def _nearest_path(self, record: Record, path: str, known: Callable[[], Iterable[str]]) -> str:
        """The nearest path as `record` has to write it; the file that was meant is not told as an orphan as well."""
        self.hints -= 1
        meant = closest(path, known()) if self.hints >= 0 else ""
        if not meant:
            return ""
        self.meant.add(meant)
        return did_you_mean(posixpath.relpath(meant, posixpath.dirname(record.path)))

    def _follow_text(self, record: Record, targets: dict[str, None]) -> None:
        """Links of the body, to other records (they count as links) and to attachments (they claim them)."""
        for target, place in links_in(record.body, record.path, record.body_line):
            path = resolve_inside(self.tree.root, record.path, target)
            if path is None:
                self.problems.append(finding("chemin-hors-projet", place, target=target))
            elif other := self.by_path.get(path):
                targets[other.id] = None
            elif path in self.files:
                self.claimed.add(path)
            elif path not in self.unread.paths:
                hint = self._nearest_path(record, path, lambda: [*self.by_path, *self.files])
                self.problems.append(finding("lien-texte", place, target=target, hint=hint))

    def _file_of(self, record: Record, row: Row, named: Mapping[str, Reference]) -> str:
        target = row.get("fichier")
        if not isinstance(target, str):
            if not row.get("ou"):
                self.problems.append(finding("piece-sans-place", row.place))
            return ""
        return self._claim(record, target, named[target].place)

    def _claim(self, record: Record, target: str, place: Place) -> str:
        """The path of the file that a record names, now claimed; empty when it can't be shown."""
        path = resolve_inside(self.tree.root, record.path, target)
        if path is None:
            self.problems.append(finding("chemin-hors-projet", place, target=target))
            return ""
        if path in self.unread.paths:
            return ""
        if path not in self.files:
            hint = _ADDRESS if "://" in target else self._nearest_path(record, path, lambda: self.files)
            self.problems.append(finding("piece-absente", place, target=target, hint=hint))
            return ""
        self.claimed.add(path)
        return path


def _in_time(session: Record) -> tuple[str, str]:
    return (str(session.date("debut") or ""), session.id)


def _piece_order(piece: Piece) -> tuple[str, str, str, str]:
    return (str(piece.date or ""), piece.nature, piece.file, ",".join(piece.people))
