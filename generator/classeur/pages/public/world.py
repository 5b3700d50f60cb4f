"""What the public site is made from: the provider and the records of `content/`, stripped of all that is not public."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from classeur.editions import Edition
from classeur.kinds.declaration import Field
from classeur.kinds.pieces import Piece
from classeur.kinds.record import Cell, Record, Row
from classeur.library import Library, Member
from classeur.pages import address
from classeur.pages.page import Asset
from classeur.pages.prose import Prose, render
from classeur.pages.public.reachable import reachable
from classeur.pages.public.tables import fold
from classeur.pages.templates import in_words

FOLDER = "content/"
FORMATIONS, DATES, CONTACT, CERTIFICATE = "formations", "dates", "nous-joindre", "certificat"
OWN_PAGES = frozenset({address.HOME, FORMATIONS, DATES, CONTACT, CERTIFICATE, "404"})
"""Addresses that no record can have."""
ROLES = frozenset(
    {
        "avant-de-venir",
        "employeurs",
        "tuteurs",
        "organigramme",
        "reclamations",
        "conditions-de-vente",
        "reglement-interieur",
        "mentions-legales",
        "donnees-personnelles",
    }
)
"""What a `page` may be for the site; a page whose file has that name has that role."""
_WITH_TAB = frozenset({"formation", "livret", "accessibilite", "declaration-accessibilite", "resultats"})
"""Kinds that have a tab of their own; every other public kind of `content/` is a page like any other."""
_FILES = "fichiers/"


@dataclass(frozen=True)
class PublicWorld:
    """All that a page of the public site can reach. No draft, no field and no file of a narrower edition is in it."""

    provider: Record
    team: Mapping[str, Member]
    formations: tuple[Record, ...]
    booklets: tuple[Record, ...]
    accessibility: tuple[Record, ...]
    statements: tuple[Record, ...]
    results: tuple[Record, ...]
    pages: tuple[Record, ...]
    pieces: Mapping[str, tuple[Piece, ...]]
    attachments: tuple[str, ...]
    retention: Mapping[str, str]
    """How long the records of each kind are kept, in words."""
    date: dt.date

    @cached_property
    def records(self) -> Mapping[str, Record]:
        """The records that have a page, by id."""
        groups = (self.formations, self.booklets, self.accessibility, self.statements, self.results, self.pages)
        return {record.id: record for group in groups for record in group}

    @cached_property
    def by_role(self) -> Mapping[str, Record]:
        """The page of each role that a record has; the first one that says so, else the one of that name."""
        named = {record.id: record for record in self.pages if record.id in ROLES and not record.text("role")}
        said = {record.text("role"): record for record in reversed(self.pages) if record.text("role")}
        return named | said

    @cached_property
    def _by_path(self) -> Mapping[str, Record]:
        return {record.path: record for record in self.records.values()}

    def address(self, record: Record) -> str:
        """The page of a record: its path under `content/`, moved aside when the site has a page of that name."""
        return page_address(record)

    def people(self, handles: Iterable[str]) -> tuple[Member, ...]:
        """Members of the team, in the order asked; unknown handles are left out."""
        return tuple(self.team[handle] for handle in handles if handle in self.team)

    def with_role(self, role: str) -> tuple[Member, ...]:
        """Members of the team who hold a role, in the order of `organisme.yml`."""
        return tuple(member for member in self.team.values() if role in member.roles)

    def place(self, name: str) -> Row | None:
        """The place that a date calls by its short name, or None."""
        return next((row for row in self.provider.rows("lieux") if row.get("lieu") == name), None)

    def words(self, record: Record, name: str) -> str:
        """The value of a field as the site says it; empty when there is none, or when it names people by code."""
        field, value = record.kind.field(name), record.get(name)
        if field is None or value is None or field.type in ("personne", "destinataires", "regle", "fichier", "lignes"):
            return ""
        texts = record.texts(name)
        if field.type == "choix":
            return ", ".join((field.values or {}).get(text, text) for text in texts)
        if field.type == "equipe":
            return ", ".join(member.name for member in self.people(texts))
        if field.type == "lien":
            return ", ".join(self.records[text].title for text in texts if text in self.records)
        return in_words(value)

    def updated(self, *records: Record) -> dt.date | None:
        """The latest day on which one of the records was reviewed or brought up to date, not after the site's date."""
        days = (day for record in records for name in ("revu_le", "maj") for day in record.dates(name))
        return max((day for day in days if day <= self.date), default=None)

    def prose(self, record: Record, origin: str) -> Prose:
        """The body of a record for the page at `origin`; links that leave the public site lose their link."""
        prose = render(record, lambda path: self._resolve(path, origin))
        return replace(prose, html=reachable(fold(prose.html)))

    def _resolve(self, path: str, origin: str) -> str | None:
        if path in self._by_path:
            return address.href(origin, self.address(self._by_path[path]))
        return address.href(origin, address.as_target(self.file(path))) if path in self.attachments else None

    def file(self, path: str) -> str:
        """Where an attachment of `content/` is copied: `fichiers/plan-acces.png`."""
        return _FILES + path.removeprefix(FOLDER)

    def attached(self, record: Record, target: object) -> str:
        """Where the file that a field of `record` names is copied; empty when it names none that everybody may read."""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(record.path), str(target))) if target else ""
        return self.file(path) if path in self.attachments else ""

    def assets(self, used: Iterable[str]) -> tuple[Asset, ...]:
        """The attachments whose address is among `used`: what no page links to is not copied."""
        wanted = frozenset(used)
        return tuple(Asset(self.file(path), path) for path in self.attachments if self.file(path) in wanted)


def page_address(record: Record) -> str:
    """The page of a record of `content/` in the public site; never one of the site's own pages."""
    own = address.of_public(record)
    return f"{own}-page" if own in OWN_PAGES else own


def public_world(library: Library, date: dt.date) -> PublicWorld:
    """Keep of the library what everybody may read, at `date`. The only function of the public site that sees it."""
    records = tuple(
        _public_part(record)
        for kind, group in sorted(library.by_kind.items())
        if library.kinds.by_name[kind].edition is Edition.PUBLIC
        for record in group
        if record.path.startswith(FOLDER) and not record.draft
    )
    named = {piece.file for group in library.pieces.values() for piece in group if piece.nominative}
    return PublicWorld(
        provider=_public_part(library.provider),
        team=library.team,
        formations=_of("formation", records),
        booklets=_of("livret", records),
        accessibility=_of("accessibilite", records),
        statements=_of("declaration-accessibilite", records),
        results=_of("resultats", records),
        pages=tuple(record for record in records if record.kind.name not in _WITH_TAB),
        pieces={
            record.id: _public_pieces(library.pieces.get(record.id, ())) for record in (*records, library.provider)
        },
        attachments=tuple(path for path in library.attachments if path.startswith(FOLDER) and path not in named),
        retention={name: kind.retention for name, kind in library.kinds.by_name.items()},
        date=date,
    )


def _of(kind: str, records: tuple[Record, ...]) -> tuple[Record, ...]:
    return tuple(record for record in records if record.kind.name == kind)


def _public_part(record: Record) -> Record:
    """The record with its public fields only, and its body if that is public: nothing else is left to print."""
    values: dict[str, Cell] = {}
    for field in record.kind.fields:
        value = record.get(field.name)
        if value is not None and Edition.PUBLIC.shows(field.edition):
            rows = record.rows(field.name)
            values[field.name] = tuple(_public_row(field, row) for row in rows) if rows else value
    body = record.body if Edition.PUBLIC.shows(record.kind.body_edition) else ""
    return replace(record, values=values, body=body, references=(), places={})


def _public_row(field: Field, row: Row) -> Row:
    shown = {sub.name for sub in field.fields if Edition.PUBLIC.shows(sub.edition)}
    return replace(row, values={name: value for name, value in row.values.items() if name in shown})


def _public_pieces(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    return tuple(piece for piece in pieces if piece.file.startswith(FOLDER) and not piece.nominative)
