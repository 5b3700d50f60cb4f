"""Which things of the library a selector takes, and which proofs serve which subject."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from classeur.about import learners_of, learners_of_piece, sessions_of, sessions_of_piece
from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record, Row
from classeur.library import SESSION, STOPPED, Inscription, Library
from classeur.rules.declaration import Selector
from classeur.rules.paths import Thing, meets, values_at

INSCRIPTION = "inscription"
PIECE = "piece"


def select(library: Library, selector: Selector) -> Iterator[Record | Inscription | Piece]:
    """The published things that meet every condition. Sessions postponed or cancelled are never taken."""
    for kind in selector.kinds:
        for thing in _candidates(library, kind, selector):
            if all(meets(library, thing, path, condition) for path, condition in selector.conditions.items()):
                yield thing


def _candidates(library: Library, kind: str, selector: Selector) -> Iterable[Record | Inscription | Piece]:
    if kind == INSCRIPTION:
        return (i for i in library.inscriptions if not i.session.draft and _took_place(i.session))
    if kind == PIECE:
        condition = selector.conditions.get("nature")
        natures = condition.values if condition else tuple(library.pieces_by_nature)
        return (piece for nature in natures for piece in library.pieces_by_nature.get(nature, ()))
    if kind == SESSION:
        return (session for session in library.published(SESSION) if _took_place(session))
    return library.published(kind)


def _took_place(session: Record) -> bool:
    return session.get("avancement") not in STOPPED


@dataclass(frozen=True, slots=True)
class Subject:
    """What a rule judges: a thing, and for `par` one item of a list of it (a row, or the record it names)."""

    thing: Record | Inscription | Piece
    item: Row | Record | None = None

    @property
    def record(self) -> Record | None:
        """The record that holds the subject; None for a piece."""
        if isinstance(self.thing, Inscription):
            return self.thing.session
        return self.thing if isinstance(self.thing, Record) else None

    @property
    def learner(self) -> str:
        """The code of the learner, for an inscription or a record about one."""
        return self.thing.learner if isinstance(self.thing, Inscription) else ""


def subjects(library: Library, selector: Selector) -> Iterator[Subject]:
    """The subjects of a selector; with `par`, one for each item of the list."""
    for thing in select(library, selector):
        if not selector.each:
            yield Subject(thing)
            continue
        for value in values_at(library, thing, selector.each):
            item = library.records.get(value) if isinstance(value, str) else value
            if isinstance(item, Row | Record):
                yield Subject(thing, item)


class Proofs:
    """The things that a proof's selector takes, indexed so that each subject finds its own at once."""

    def __init__(self, library: Library, selector: Selector) -> None:
        self.library = library
        self.selector = selector
        self.by_session: dict[str, list[tuple[Thing, frozenset[str]]]] = {}
        self.by_link: dict[str, list[Thing]] = {}
        if not selector.itself:
            for proof in select(library, selector):
                self._index(proof)

    def serving(self, subject: Subject) -> Iterator[Thing]:
        """The proofs that serve a subject, whatever their dates.

        A proof serves an inscription when it names its session and its learner, themselves or by their parcours, or
        its session and nobody.
        Any other subject is served by what is linked to it on either side.
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
            yield from self.by_link.get(subject.thing.id, ())

    def _index(self, proof: Record | Inscription | Piece) -> None:
        if isinstance(proof, Piece):
            sessions = sessions_of_piece(self.library, proof)
            learners = frozenset(learners_of_piece(self.library, proof))
            linked: Iterable[str] = (proof.owner,)
        elif isinstance(proof, Record):
            sessions = sessions_of(self.library, proof.references)
            learners = frozenset(learners_of(self.library, proof.references))
            linked = {r.id for r in (*self.library.links_of(proof.id), *self.library.backlinks_of(proof.id))}
        else:
            sessions, learners, linked = (proof.session.id,), frozenset((proof.learner,)), (proof.session.id,)
        for session in sessions:
            self.by_session.setdefault(session, []).append((proof, learners))
        for identity in linked:
            self.by_link.setdefault(identity, []).append(proof)


def _reached(proof: Thing, inscription: Inscription) -> bool:
    """Whether what was given to the whole session was given while this learner was in it."""
    day = proof.date if isinstance(proof, Piece) else proof.day if isinstance(proof, Record) else None
    return day is None or inscription.enrolled_on(day)


def counted(subject: Subject, since: Callable[[Record], bool]) -> bool:
    """Whether a subject belongs to the period judged."""
    record = subject.record
    return record is None or since(record)
