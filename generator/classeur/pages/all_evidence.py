"""All that serves an indicator: records by kind, and pieces session by session, whether or not they count today."""

from __future__ import annotations

import datetime as dt
import functools
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from classeur.dates import short_french
from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record
from classeur.library import STOPPED
from classeur.pages import address
from classeur.pages.catalogue import Catalogue, latest_day
from classeur.pages.french import counted
from classeur.pages.phrases import page_data, say
from classeur.pages.tables import Link
from classeur.pages.view import View
from classeur.rules.declaration import Rule
from classeur.rules.result import CaseState, RuleResult, Verdict

LISTED = 6
"""Records named of each kind, the latest; where there are more, a list of the indicator's own has them all."""
PIECES = 30
"""Pieces named, those of the latest sessions; the list has the others."""
NAMED = 4
"""People named for one piece; more are counted."""
_PIECE = "piece"


@dataclass(frozen=True, slots=True)
class Heap:
    """Evidence of one kind, or of one record: how many there are, and links to the latest."""

    label: Link
    count: int
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """All of it: `things`, the latest first; some of them by kind for records, by what holds them for pieces."""

    things: tuple[Record | Piece, ...]
    records: tuple[Heap, ...]
    pieces: tuple[Heap, ...]

    @property
    def count(self) -> int:
        """How many records and pieces."""
        return len(self.things)

    @property
    def all_named(self) -> bool:
        """Whether the heaps name every thing."""
        return sum(len(heap.links) for heap in (*self.records, *self.pieces)) == self.count


@functools.cache
def _declared() -> Mapping[int, tuple[str, ...]]:
    return {int(number): tuple(natures) for number, natures in page_data("preuves")["natures"].items()}


def all_evidence(view: View, everything: Catalogue, verdict: Verdict) -> Held:
    """Every record that serves an indicator or was counted by its rules, every piece of the natures that it takes.

    A piece is held here even when it came too late: what is there is shown, the rules say what counts.
    """
    number = verdict.indicator.number
    served = {record.id: record for record in everything.by_indicator.get(number, ())}
    judged = {record.id: record for record in _counted(verdict.results) if view.shows_record(record)}
    natures = dict.fromkeys((*_declared().get(number, ()), *_looked_for(result.rule for result in verdict.results)))
    pieces = [piece for nature in natures for piece in view.library.pieces_by_nature.get(nature, ())]
    allowed = sorted((piece for piece in pieces if _shown(view, piece)), key=lambda piece: _order(view, piece))
    records = {**judged, **served}.values()
    things: list[Record | Piece] = [*records, *allowed]
    things.sort(key=lambda thing: -_ordinal(day_of(thing)))
    return Held(tuple(things), _by_kind(view, records), _by_owner(view, allowed[:PIECES]))


def day_of(thing: Record | Piece) -> dt.date | None:
    """The day of a proof: when a piece is from or was signed, when a record happened or was last read again."""
    return (thing.date or thing.signed) if isinstance(thing, Piece) else latest_day(thing)


def _counted(results: Iterable[RuleResult]) -> Iterator[Record]:
    for result in results:
        for case in result.cases_in(CaseState.HAVE):
            if isinstance(case.proof, Record):
                yield case.proof


def _looked_for(rules: Iterable[Rule]) -> Iterator[str]:
    """The natures of pieces that rules take."""
    for rule in rules:
        for selector in rule.predicate.looks_for:
            condition = selector.conditions.get("nature")
            if _PIECE in selector.kinds and condition:
                yield from condition.values


def _shown(view: View, piece: Piece) -> bool:
    owner = view.library.records[piece.owner]
    field = owner.kind.field("pieces")
    readable = field is None or view.edition.shows(field.edition)
    return readable and view.shows_record(owner) and owner.get("avancement") not in STOPPED


def _order(view: View, piece: Piece) -> tuple[int, str, int, str, str]:
    """The latest session first; in it, the pieces by nature, each in order of dates."""
    owner = view.library.records[piece.owner]
    day = _ordinal(piece.date or piece.signed)
    return (-_ordinal(latest_day(owner)), owner.id, day, piece.nature, str(piece.place))


def _by_kind(view: View, records: Iterable[Record]) -> tuple[Heap, ...]:
    kinds: dict[str, list[Record]] = {}
    for record in records:
        kinds.setdefault(record.kind.name, []).append(record)
    heaps = []
    for group in sorted(kinds.values(), key=lambda some: some[0].kind.plural):
        group.sort(key=lambda record: (-_ordinal(latest_day(record)), record.id))
        links = tuple((view.title(record), address.of_record(record)) for record in group[:LISTED])
        label = group[0].kind.plural if len(group) > 1 else group[0].kind.label
        heaps.append(Heap((label, ""), len(group), links))
    return tuple(heaps)


def _by_owner(view: View, pieces: Iterable[Piece]) -> tuple[Heap, ...]:
    owners: dict[str, list[Piece]] = {}
    for piece in pieces:
        owners.setdefault(piece.owner, []).append(piece)
    return tuple(
        Heap(view.reference(owner), len(group), tuple((piece_words(view, piece), view.opens(piece)) for piece in group))
        for owner, group in owners.items()
    )


def piece_words(view: View, piece: Piece) -> str:
    """« Convocation, Camille N'Diaye, 21 janv. 2026, PDF »; where it is kept, for what is not here."""
    served = view.served(piece)
    people = ", ".join(map(view.name, served))
    if len(served) > NAMED:
        people = counted(len(served), "personne")
    day = piece.signed or piece.date
    dated = short_french(day) if day else ""
    if piece.signed:
        dated = say("preuve-signee", jour=dated)
    if view.opens(piece):
        state = posixpath.splitext(piece.file)[1].removeprefix(".").upper()
    else:
        state = say("preuve-gardee", lieu=piece.where) if piece.where else say("preuve-a-presenter")
    return ", ".join(filter(None, (piece.label, people, dated, state)))


def _ordinal(day: dt.date | None) -> int:
    return day.toordinal() if day else 0
