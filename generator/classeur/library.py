"""Third step: the records as one world, every link known from both sides, learners enrolled in sessions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from classeur.dates import as_date
from classeur.kinds.declaration import Kinds
from classeur.kinds.pieces import Piece
from classeur.kinds.record import Cell, Record, Row
from classeur.read.attachments import Attachment
from classeur.read.history import History

PROVIDER_KIND = "organisme"
SESSION = "session"
PARCOURS = "parcours"
STOPPED = ("reportee", "annulee")
"""Sessions that never took place are never judged."""

_ALTERNATING = ("apprentissage", "professionnalisation")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the register of names: a learner, a guardian, a tutor, a complainant."""

    code: str
    name: str
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team, as `organisme.yml` tells."""

    handle: str
    name: str
    roles: tuple[str, ...] = ()
    position: str = ""
    phone: str = ""
    sms: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Inscription:
    """A learner in a session: derived, never written. `start` and `end` are the learner's own.

    `parcours` is the record that follows this learner through this session, where a row was not enough.
    """

    session: Record
    learner: str
    row: Row
    start: dt.date
    end: dt.date
    parcours: Record | None = None

    @property
    def id(self) -> str:
        """`mb-2025-11/B-2025-013`."""
        return f"{self.session.id}/{self.learner}"

    def get(self, name: str) -> Cell | None:
        """The value of a field of the parcours, else of the session's row: who is followed closely is known better."""
        own = self.parcours.get(name) if self.parcours else None
        return self.row.get(name) if own is None else own

    @property
    def alternates(self) -> bool:
        """Whether the learner goes between centre and company: apprenticeship, « contrat de professionnalisation »."""
        contract = str(self.get("contrat") or "").casefold()
        return self.session.get("categorie") == "CFA" or any(word in contract for word in _ALTERNATING)

    @property
    def first_access(self) -> dt.date | None:
        """The first day on which the platform is open to this learner: who comes later has it from their own first day.

        None where nothing is done at a distance.
        """
        days = [
            day for row in self.session.rows("sequences") if isinstance(day := row.get("premier_acces_le"), dt.date)
        ]
        first = min(days, default=None)
        late = first is not None and first < self.start and self.start != self.session.date("debut")
        return self.start if late else first

    def enrolled_on(self, day: dt.date) -> bool:
        """Whether what was given to the whole session on `day` reached this learner.

        Who starts with the session is served from the first preparations on; who comes later, from that day on.
        Who stays to the end is served by what comes after it too: certificates, surveys.
        """
        came = day >= self.start or self.start == self.session.date("debut")
        return came and (day <= self.end or self.end == self.session.date("fin"))


@dataclass(frozen=True)
class Library:
    """Every record, found by id or by kind, with its links in both directions. Built once, never changed."""

    kinds: Kinds
    records: Mapping[str, Record]
    people: Mapping[str, Person]
    register: tuple[Person, ...]
    """Every line of the register, a code written twice too."""
    pieces: Mapping[str, tuple[Piece, ...]]
    inscriptions: tuple[Inscription, ...]
    attachments: tuple[str, ...]
    has_register: bool = True
    files: Mapping[str, Attachment] = field(default_factory=dict)
    """What every attachment is, by its path; those that no record names too."""
    history: History = field(default_factory=History)
    """When each file was written, as git witnesses it."""
    unsure: frozenset[str] = frozenset()
    """Paths of the records with a value that could not be read: they prove what they say, and are not told to lack."""
    _forward: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _backward: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[Record, ...]]:
        """Records of each kind, in order of id; drafts included."""
        groups: dict[str, list[Record]] = {}
        for record in self.records.values():
            groups.setdefault(record.kind.name, []).append(record)
        return {kind: tuple(sorted(group, key=lambda record: record.id)) for kind, group in groups.items()}

    @cached_property
    def by_path(self) -> Mapping[str, Record]:
        """Records by the path of their file."""
        return {record.path: record for record in self.records.values()}

    @cached_property
    def provider(self) -> Record:
        """The record of `organisme.yml`."""
        return self.records[PROVIDER_KIND]

    @cached_property
    def team(self) -> Mapping[str, Member]:
        """The team by handle, in the order of `organisme.yml`."""
        return {member.handle: member for member in map(_member, self.provider.rows("equipe"))}

    @cached_property
    def inscriptions_of(self) -> Mapping[str, tuple[Inscription, ...]]:
        """Inscriptions by the id of their session, and by the code of their learner."""
        groups: dict[str, list[Inscription]] = {}
        for inscription in self.inscriptions:
            groups.setdefault(inscription.session.id, []).append(inscription)
            groups.setdefault(inscription.learner, []).append(inscription)
        return {key: tuple(group) for key, group in groups.items()}

    @cached_property
    def parcours(self) -> Mapping[tuple[str, str], Record]:
        """The published parcours by session and learner."""
        return parcours_by_place(self.by_kind.get(PARCOURS, ()))

    @cached_property
    def pieces_by_nature(self) -> Mapping[str, tuple[Piece, ...]]:
        """Pieces of published records, by nature; a file that nobody can read proves nothing."""
        return self._by_nature(proving=True)

    @cached_property
    def useless_by_nature(self) -> Mapping[str, tuple[Piece, ...]]:
        """Pieces of published records whose file is empty, locked or damaged, by nature."""
        return self._by_nature(proving=False)

    def _by_nature(self, *, proving: bool) -> Mapping[str, tuple[Piece, ...]]:
        groups: dict[str, list[Piece]] = {}
        for owner, pieces in self.pieces.items():
            if not self.records[owner].draft:
                for piece in pieces:
                    if piece.proves is proving:
                        groups.setdefault(piece.nature, []).append(piece)
        return {nature: tuple(group) for nature, group in groups.items()}

    def published(self, kind: str) -> tuple[Record, ...]:
        """Records of a kind that prove something: drafts are left out."""
        return tuple(record for record in self.by_kind.get(kind, ()) if not record.draft)

    def links_of(self, identity: str) -> tuple[Record, ...]:
        """The records that this one names."""
        return tuple(self.records[target] for target in self._forward.get(identity, ()))

    def backlinks_of(self, identity: str) -> tuple[Record, ...]:
        """The records that name this one."""
        return tuple(self.records[origin] for origin in self._backward.get(identity, ()))

    def name_of(self, who: str) -> str:
        """The name of a handle or a code, else what was written."""
        if who in self.team:
            return self.team[who].name
        return self.people[who].name if who in self.people else who

    def all_pieces(self) -> Iterator[Piece]:
        """Every piece of every record."""
        for pieces in self.pieces.values():
            yield from pieces


def _member(row: Row) -> Member:
    roles = row.get("roles")
    return Member(
        handle=str(row.get("handle") or ""),
        name=str(row.get("nom") or ""),
        roles=tuple(str(role) for role in roles) if isinstance(roles, tuple) else (),
        position=str(row.get("fonction") or ""),
        phone=str(row.get("telephone") or ""),
        sms=str(row.get("sms") or ""),
        email=str(row.get("courriel") or ""),
    )


def parcours_by_place(records: Iterable[Record]) -> dict[tuple[str, str], Record]:
    """The published parcours by session and learner; the second one about the same is told elsewhere."""
    found: dict[tuple[str, str], Record] = {}
    for record in records:
        if record.kind.name == PARCOURS and not record.draft:
            found.setdefault((record.text("session"), record.text("beneficiaire")), record)
    return found


def derive_inscriptions(
    sessions: Iterable[Record], parcours: Mapping[tuple[str, str], Record]
) -> tuple[Inscription, ...]:
    """The learners of each session, who come and leave when their parcours says, else their row, else the session.

    Days of a parcours that its session can't hold are told elsewhere, and not judged.
    """
    found = []
    for session in sessions:
        start, end = session.date("debut"), session.date("fin")
        if start is None or end is None:
            continue
        for row in session.rows("inscrits"):
            left = row.get("sorti_le")
            last = as_date(left) if isinstance(left, dt.date) else end
            if learner := str(row.get("beneficiaire") or ""):
                own = parcours.get((session.id, learner))
                days = (own.date("entree") or start, own.date("sortie") or last) if own else (start, last)
                first, last = days if start <= days[0] <= days[1] <= end else (start, last)
                found.append(Inscription(session, learner, row, first, last, own))
    return tuple(found)
