"""Which proofs serve which subject: a selector's things, indexed so that each subject finds its own at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from operator import itemgetter

from classeur.about import learners_of, learners_of_piece, sessions_of, sessions_of_piece
from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record, Reference, Row
from classeur.library import SESSION, Inscription, Library
from classeur.rules.bounds import Day
from classeur.rules.declaration import Selector
from classeur.rules.paths import Thing, meets
from classeur.rules.selection import Subject, chosen, select, useless_pieces


def proofs_of(library: Library, selector: Selector) -> Iterator[Record | Inscription | Piece]:
    """The things of a selector; with `par`, a record for each row of that list, which holds that row and no other."""
    for thing in select(library, selector):
        if not selector.each:
            yield thing
        elif isinstance(thing, Record):
            for row in thing.rows(selector.each):
                alone = _alone(thing, selector.each, row)
                if all(meets(library, alone, path, condition) for path, condition in selector.conditions.items()):
                    yield alone


def _alone(record: Record, name: str, row: Row) -> Record:
    """The record as if this row of the list were the only one, what it names too."""
    texts = _texts(row)
    named = (r for r in record.references if r.row != name or r.value in texts)
    return replace(record, values={**record.values, name: (row,)}, references=tuple(named))


def _texts(row: Row) -> frozenset[str]:
    cells = (cell if isinstance(cell, tuple) else (cell,) for cell in row.values.values())
    return frozenset(value for cell in cells for value in cell if isinstance(value, str))


@dataclass(frozen=True, slots=True)
class _Reach:
    """Whom a proof is about: sessions, learners (none: everyone), and the records that it is tied to."""

    sessions: tuple[str, ...]
    learners: frozenset[str]
    linked: frozenset[str]


class Proofs:
    """The things that a proof's selector takes, indexed so that each subject finds its own at once."""

    def __init__(self, library: Library, selector: Selector) -> None:
        self.library = library
        self.selector = selector
        self.by_session: dict[str, list[tuple[Thing, frozenset[str]]]] = {}
        self.by_link: dict[str, list[tuple[Thing, frozenset[str]]]] = {}
        self.unread: dict[str, list[tuple[Piece, frozenset[str]]]] = {}
        if not selector.itself:
            for proof in proofs_of(library, selector):
                self._index(proof)
        for piece in useless_pieces(library, selector):
            reach = self._reach(piece)
            for key in {*reach.sessions, *reach.linked}:
                self.unread.setdefault(key, []).append((piece, reach.learners))

    def serving(self, subject: Subject) -> Iterator[Thing]:
        """The proofs that serve a subject, whatever their dates.

        A proof serves an inscription when it names its session and its learner, themselves or by their parcours, or
        its session and nobody.
        Any other subject is served by what is linked to it on either side; the item of a list, by what is linked to
        that item, and to no other record of the kind that holds the list.
        """
        if self.selector.itself:
            own = subject.item or subject.thing
            if all(meets(self.library, own, path, cond) for path, cond in self.selector.conditions.items()):
                yield own
        elif isinstance(subject.thing, Inscription):
            for proof, learners in self.by_session.get(subject.thing.session.id, ()):
                if subject.thing.learner in learners or (not learners and _reached(proof, subject.thing)):
                    yield proof
        elif isinstance(subject.thing, Record):
            yield from self._linked(subject.thing, subject.item)

    def useless(self, subject: Subject) -> Iterator[Piece]:
        """The pieces that would serve a subject if their file could be read."""
        for piece, learners in self.unread.get(subject.record.id, ()) if subject.record else ():
            if not subject.learner or not learners or subject.learner in learners:
                yield piece

    def _linked(self, holder: Record, item: Row | Record | None) -> Iterator[Thing]:
        if isinstance(item, Record):
            targets: Iterable[str] = (item.id,)
        elif item is not None:
            texts = _texts(item)
            targets = dict.fromkeys(r.value for r in holder.references if r.row and r.value in texts)
            targets = [value for value in targets if value in self.library.records]
        else:
            targets = ()
        if not targets:
            yield from (proof for proof, _ in self.by_link.get(holder.id, ()))
        for target in targets:
            for proof, linked in self.by_link.get(target, ()):
                if holder.id in linked or not self._of_kind(linked, holder.kind.name):
                    yield proof

    def _of_kind(self, identities: Iterable[str], kind: str) -> bool:
        return any(self.library.records[identity].kind.name == kind for identity in identities)

    def _index(self, proof: Thing) -> None:
        reach = self._reach(proof)
        for session in reach.sessions:
            self.by_session.setdefault(session, []).append((proof, reach.learners))
        for identity in reach.linked:
            self.by_link.setdefault(identity, []).append((proof, reach.linked))

    def _reach(self, proof: Thing) -> _Reach:
        library = self.library
        if isinstance(proof, Piece):
            linked = (proof.owner, *(who for who in proof.people if who in library.records))
            learners = frozenset(learners_of_piece(library, proof))
            sessions = sessions_of_piece(library, proof)
            return _Reach(sessions, learners, frozenset((*linked, *sessions)))
        if isinstance(proof, Inscription):
            return _Reach((proof.session.id,), frozenset((proof.learner,)), frozenset((proof.session.id,)))
        return self._of_record(proof) if isinstance(proof, Record) else _Reach((), frozenset(), frozenset())

    def _of_record(self, proof: Record) -> _Reach:
        """What a record names; of a row, what that row names, else what its record does."""
        library, row = self.library, self.selector.each
        own = tuple(replace(r, row="") for r in proof.references if row and r.row == row)
        others: tuple[Reference, ...] = tuple(r for r in proof.references if not row or r.row != row)
        sessions = sessions_of(library, own) or sessions_of(library, others)
        if proof.kind.name == SESSION:
            sessions = (proof.id,)
        learners = learners_of(library, own) or learners_of(library, others)
        linked = {r.value for r in own if r.value in library.records}
        linked = linked or {r.id for r in (*library.links_of(proof.id), *library.backlinks_of(proof.id))}
        return _Reach(sessions, frozenset(learners), frozenset(linked | set(sessions)))


class Shelf:
    """The proofs of a library, indexed once for each way of choosing them, whichever rules ask."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._known: dict[object, Proofs] = {}
        self._chosen: dict[object, tuple[Subject, ...]] = {}

    def proofs(self, selector: Selector) -> Proofs:
        """The index of a selector; its dates have no part in it, they are looked at case by case."""
        key = (_key(selector), selector.itself)
        if key not in self._known:
            self._known[key] = Proofs(self.library, selector)
        return self._known[key]

    def chosen(self, selector: Selector, day: Day) -> tuple[Subject, ...]:
        """The subjects of a selector at a day: many rules look at the same inscriptions."""
        key = (_key(selector), tuple(sorted(selector.dates.items(), key=itemgetter(0))), day.today)
        if key not in self._chosen:
            self._chosen[key] = tuple(chosen(self.library, selector, day))
        return self._chosen[key]


def _key(selector: Selector) -> object:
    return selector.kinds, tuple(sorted(selector.conditions.items(), key=itemgetter(0))), selector.each


def _reached(proof: Thing, inscription: Inscription) -> bool:
    """Whether what was given to the whole session was given while this learner was in it."""
    day = proof.date if isinstance(proof, Piece) else proof.day if isinstance(proof, Record) else None
    return day is None or inscription.enrolled_on(day)
