"""What a page may see of the library in an edition: names or codes, titles, fields, links."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from classeur.cycle.certificate import MOCK
from classeur.editions import Edition
from classeur.kept import KEPT
from classeur.kinds.declaration import Field
from classeur.kinds.pieces import EVERYONE, GROUP, Piece
from classeur.kinds.record import Cell, Record, Row
from classeur.library import Library
from classeur.pages import address
from classeur.pages.phrases import say
from classeur.pages.prose import MENTION, Prose, render
from classeur.pages.templates import in_words
from classeur.rules.result import Assessment
from classeur.thumbnails import Thumbnail

AUDIT = "audit"
PROGRAMME = "formation"


@dataclass(frozen=True, slots=True)
class Shown:
    """A field to print: its label, its value in words, and the page of each record or person that it names."""

    field: Field
    value: Cell
    words: str
    links: tuple[tuple[str, str], ...] = ()
    """Words and address, for links and people; the words alone where the address is empty."""


@dataclass(frozen=True)
class View:
    """The library as one edition shows it. Every page goes through it, so that filtering has one place."""

    assessment: Assessment
    edition: Edition
    thumbnails: Mapping[str, Thumbnail] = field(default_factory=dict)
    """Small pictures of attachments, by the SHA-256 of what they show."""
    coded: bool = False
    """Whether learners are codes even where names may stand: for files that travel."""

    @property
    def library(self) -> Library:
        """The library behind."""
        return self.assessment.library

    def shows_record(self, record: Record) -> bool:
        """Whether the record has a page here: published, and something of it may be read."""
        return (
            not record.draft
            and not self.withholds(record)
            and any(self.edition.shows(field.edition) for field in record.kind.fields)
        )

    def withholds(self, record: Record) -> bool:
        """Whether nothing here may tell that the record exists: for the auditor, drafts, mock audits, what they raised.

        A member of the team is named all the same, whose own record is still a draft.
        """
        if self.edition.holds_verdicts:
            return False
        if record.draft:
            return record.id not in self.library.team
        audit = record if record.kind.name == AUDIT else self.library.records.get(record.text("audit"))
        return audit is not None and audit.get("type") == MOCK

    def name(self, who: str) -> str:
        """A person, by name where the edition holds names, else by code; a member of the team always by name."""
        if who in (GROUP, EVERYONE):
            return say(f"qui-{who}")
        if who in self.library.team or (self.edition.holds_names and not self.coded):
            return self.library.name_of(who)
        return who

    def title(self, record: Record) -> str:
        """The title, or the kind and the id where the title is not for this edition."""
        field = record.kind.field("titre")
        if field and not self.edition.shows(field.edition):
            return f"{record.kind.label} {record.id}"
        return record.title

    def fields(self, record: Record) -> tuple[Shown, ...]:
        """The fields of a record that have a value and that this edition may read, rows left out."""
        return tuple(
            self.shown(field, value)
            for field in record.kind.fields
            if field.type != "lignes"
            and (value := self._told(field, record.get(field.name))) is not None
            and self.edition.shows(field.edition)
        )

    def row_fields(self, field: Field, row: Row) -> tuple[Shown, ...]:
        """The same for one row of a `lignes` field."""
        return tuple(
            Shown(sub, value, f"{in_words(value)} {sub.unit}".strip())
            if field.name == "lieux"
            else self.shown(sub, value)
            for sub in field.fields
            if (value := self._told(sub, row.get(sub.name))) is not None and self.edition.shows(sub.edition)
        )

    def _told(self, field: Field, value: Cell | None) -> Cell | None:
        """A value without the records whose existence this edition may not tell; None when nothing is left."""
        if field.type != "lien":
            return value
        records = self.library.records
        items = value if isinstance(value, tuple) else (value,)
        texts = tuple(item for item in items if isinstance(item, str))
        left = tuple(text for text in texts if text not in records or not self.withholds(records[text]))
        return value if len(left) == len(texts) else left or None

    def tables(self, record: Record) -> tuple[tuple[Field, tuple[Row, ...]], ...]:
        """The `lignes` fields that have rows and that this edition may read."""
        return tuple(
            (field, rows)
            for field in record.kind.fields
            if field.type == "lignes" and self.edition.shows(field.edition) and (rows := record.rows(field.name))
        )

    def shown(self, field: Field, value: Cell) -> Shown:
        """A value as this edition says it: labels for choices, names for people, titles for records."""
        items = value if isinstance(value, tuple) else (value,)
        texts = tuple(item for item in items if isinstance(item, str))
        if field.type in ("choix", "nature"):
            labels = self.library.kinds.natures if field.type == "nature" else field.values or {}
            return Shown(field, value, ", ".join(labels.get(text, text) for text in texts))
        if field.type in ("lien", "personne", "equipe", "destinataires"):
            links = tuple(self.reference(text) for text in texts)
            return Shown(field, value, ", ".join(words for words, _ in links), links)
        if field.name == "lieu":
            return Shown(field, value, ", ".join(map(self.place, texts)))
        return Shown(field, value, in_words(value))

    def place(self, name: str) -> str:
        """The name of a place that `organisme.yml` declares under this word, else the word itself."""
        rows = self.library.provider.rows("lieux")
        return next((in_words(row.get("nom")) for row in rows if row.get("lieu") == name), name)

    def references(self, texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """The same for several, those left out of which this edition may not even say that they exist."""
        records = self.library.records
        return tuple(self.reference(t) for t in texts if t not in records or not self.withholds(records[t]))

    def reference(self, text: str) -> tuple[str, str]:
        """The words for an id, a code or a handle, and the address of its page (empty when it has none)."""
        if text in self.library.inscriptions_of and text not in self.library.records:
            return self.name(text), address.of_learner(text)
        record = self.library.records.get(text)
        if record is not None:
            words = self.name(text) if text in self.library.team else self.title(record)
            return words, address.of_record(record) if self.shows_record(record) else ""
        return self.name(text), ""

    def served(self, piece: Piece) -> tuple[str, ...]:
        """Whom a piece serves, without those whom a field of its record names for a wider edition only.

        The acknowledgement of a complaint is for its author, whom the auditor does not learn.
        """
        if self.edition.holds_names:
            return piece.people
        owner = self.library.records[piece.owner]
        closed = [field.name for field in owner.kind.fields if not self.edition.shows(field.edition)]
        kept = {text for name in closed for text in owner.texts(name)}
        return tuple(code for code in piece.people if code not in kept)

    def opens(self, piece: Piece) -> str:
        """The address of a piece's file when this edition holds it, else an empty text.

        Files that carry names, prices or what was assessed stay with the team; the auditor sees them on the day, from
        the source.
        """
        return self._target(piece.file) if piece.file in self.files else ""

    def _target(self, path: str) -> str:
        return address.as_target(address.of_attachment(path))

    def digest(self, piece: Piece) -> str:
        """The SHA-256 of a file that is listed here and shown on the day; empty for one that opens, or for none."""
        file = self.library.files.get(piece.file)
        return file.sha256 if file and piece.file not in self.files else ""

    @cached_property
    def files(self) -> frozenset[str]:
        """The attachments that this edition may hold. One that any record keeps back is kept back everywhere."""
        if self.edition.holds_names:
            return frozenset(self.library.attachments)
        pieces = [piece for piece in self.library.all_pieces() if piece.file]
        closed = {piece.file for piece in pieces if self._keeps(piece)}
        kept = (path for path in self.library.attachments if path.startswith(f"{KEPT}/"))
        return frozenset({*(piece.file for piece in pieces), *kept} - closed)

    def kept_copy(self, record: Record, file: str) -> str:
        """The address of the kept version that a row of `record` names, where anybody may read it; else empty."""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(record.path), file))
        return self._target(path) if path.startswith(f"{KEPT}/") and path in self.files else ""

    def _keeps(self, piece: Piece) -> bool:
        """Whether the file is shown on the day only: by what it carries, or because its record is not read here."""
        owner = self.library.records[piece.owner]
        field = owner.kind.field("pieces")
        readable = self.shows_record(owner) and field is not None and self.edition.shows(field.edition)
        return piece.nominative or piece.nature in self.library.kinds.reserved_natures or not readable

    def prose(self, record: Record, origin: str) -> Prose:
        """The body of a record for the page at `origin`; empty when this edition may not read it."""
        if not self.edition.shows(record.kind.body_edition):
            return Prose("", ())
        return render(
            record, self._resolver(origin), lambda word: self._mention(word, record, origin), address.IN_A_BODY
        )

    def said(self, words: str) -> str:
        """A sentence of a field with the titles of the records that it names by their ids."""
        return MENTION.sub(lambda word: named[0] if (named := self._mention(word[0])) else word[0], words)

    def _mention(self, word: str, reader: Record | None = None, origin: str = "") -> tuple[str, str] | None:
        """Title and link of the record that a word of a sentence names; None for a word, or where it has no page.

        An id without a digit may be a word of the language: only a programme is called so in a sentence.
        """
        record = self.library.records.get(word.lower())
        if record is None or record is reader or not self.shows_record(record):
            return None
        if record.kind.name != PROGRAMME and not any(map(str.isdigit, record.id)):
            return None
        words, page = self.reference(record.id)
        return words, address.href(origin, page)

    def _resolver(self, origin: str) -> Callable[[str], str | None]:
        def resolve(path: str) -> str | None:
            record = self.library.by_path.get(path)
            if record is not None:
                return address.href(origin, address.of_record(record)) if self.shows_record(record) else None
            if path in self.files:
                return address.href(origin, self._target(path))
            return None

        return resolve

    def sort_by_day(self, records: Iterable[Record]) -> tuple[Record, ...]:
        """Records from the latest to the oldest; those without a day last, by title."""
        return tuple(sorted(records, key=lambda r: (r.day is None, -(r.day.toordinal() if r.day else 0), r.title)))
