"""The attachments of a project, each claimed by a record that names it or by the folder it was dropped in."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from classeur.finding import Finding, Place
from classeur.hints import Hints
from classeur.kept import KEPT, kept_path
from classeur.kinds.declaration import Kind, Kinds
from classeur.kinds.dropped import dropped_piece, renamed
from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record, Reference, Row
from classeur.messages import did_you_mean, finding
from classeur.read.links import links_in
from classeur.read.tree import Tree, resolve_inside
from classeur.unread import Unread

_ADDRESS = " C'est une adresse : écrivez-la après « ou: », pas après « fichier: »."


class Claims:
    """Who claims which file, while records are linked; what is wrong with a claim is added to `problems`."""

    def __init__(
        self, records: Mapping[str, Record], tree: Tree, unread: Unread, hints: Hints, problems: list[Finding]
    ) -> None:
        self.records = records
        self.by_path = {record.path: record for record in records.values()}
        self.tree = tree
        self.unread = unread
        self.hints = hints
        self.problems = problems
        self.files = set(tree.attachments)
        self.claimed: set[str] = set()
        self.meant: set[str] = set()

    def claim(self, record: Record, target: str, place: Place) -> str:
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

    def files_of(self, record: Record) -> dict[Place, str]:
        """The path of the file of each row of `pieces`, by the place of the row; empty where there is none to show."""
        named = {reference.value: reference for reference in record.references if reference.field.type == "fichier"}
        return {row.place: self._file_of(record, row, named) for row in record.rows("pieces")}

    def _file_of(self, record: Record, row: Row, named: Mapping[str, Reference]) -> str:
        target = row.get("fichier")
        if not isinstance(target, str):
            if not row.get("ou"):
                self.problems.append(finding("piece-sans-place", row.place))
            return ""
        return self.claim(record, target, named[target].place)

    def follow_text(self, record: Record) -> Iterator[str]:
        """The ids of the records that a body links to; the files that it links to are claimed."""
        for target, place in links_in(record.body, record.path, record.body_line):
            path = resolve_inside(self.tree.root, record.path, target)
            if path is None:
                self.problems.append(finding("chemin-hors-projet", place, target=target))
            elif other := self.by_path.get(path):
                yield other.id
            elif path in self.files:
                self.claimed.add(path)
            elif path not in self.unread.paths:
                hint = self._nearest_path(record, path, lambda: [*self.by_path, *self.files])
                self.problems.append(finding("lien-texte", place, target=target, hint=hint))

    def dropped(self, kinds: Kinds) -> Iterator[Piece]:
        """The pieces that the names of files dropped in the folders of records tell."""
        for kind in (kind for kind in kinds.by_name.values() if kind.drops):
            for path in self.tree.attachments:
                if path.startswith(f"{kind.folder}/") and path not in self.claimed:
                    yield from self._drop(path, kind, kinds)

    def _drop(self, path: str, kind: Kind, kinds: Kinds) -> Iterator[Piece]:
        folders = PurePosixPath(path).relative_to(kind.folder).parts[:-1]
        if not folders:
            return
        self.claimed.add(path)
        owner = next((record for name in folders if (record := self._owner(name, kind))), None)
        folder = owner.id if owner else folders[-1]
        if folder in self.unread.ids:
            return
        if owner is None:
            hint = self.hints.nearest(folder, lambda: [r.id for r in self.records.values() if r.kind == kind])
            self.problems.append(finding("depot-dossier", Place(path), folder=folder, hint=hint))
            return
        piece, problem = dropped_piece(path, owner, kinds)
        if problem:
            self.problems.append(renamed(problem, owner, kinds, self.files.__contains__))
        if piece:
            yield piece

    def _owner(self, name: str, kind: Kind) -> Record | None:
        record = self.records.get(name)
        return record if record and record.kind is kind else None

    def orphans(self) -> Iterator[Finding]:
        """A finding for each file that nobody names."""
        alone = self.files - self.claimed - self.meant
        kept = self._kept() if any(path.startswith(f"{KEPT}/") for path in alone) else {}
        for path in sorted(path for path in alone if not self.unread.may_name(path)):
            yield kept.get(path) or finding("piece-orpheline", Place(path))

    def _kept(self) -> dict[str, Finding]:
        """By path, what to tell of a version that `classeur export livret` kept, and that its record doesn't name."""
        return {
            path: finding(
                "version-non-nommee",
                Place(path),
                fiche=record.path,
                numero=str(row.get("version")),
                chemin=posixpath.relpath(path, posixpath.dirname(record.path)),
            )
            for record in self.records.values()
            for row in record.rows("versions")
            if row.get("version") and not row.get("fichier")
            for path in (kept_path(record, str(row.get("version"))),)
        }

    def _nearest_path(self, record: Record, path: str, known: Callable[[], Iterable[str]]) -> str:
        """The nearest path as `record` has to write it; the file that was meant is not told as an orphan as well."""
        meant = self.hints.closest(path, known)
        if not meant:
            return ""
        self.meant.add(meant)
        return did_you_mean(posixpath.relpath(meant, posixpath.dirname(record.path)))
