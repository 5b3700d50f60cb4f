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
from classeur.pages.french import say
from classeur.pages.phrases import page_data
from classeur.pages.tables import Link
from classeur.pages.view import View
from classeur.rules.declaration import AtLeast, Each, Rule, Selector
from classeur.rules.result import CaseState, RuleResult, Verdict

LISTED = 40
"""Records named of each kind; the list of the kind has them all."""
PIECES = 400
"""Pieces named, the latest; the pages of the sessions have the others."""
_PIECE = "piece"


@dataclass(frozen=True, slots=True)
class Heap:
    """Evidence of one kind, or of one record: how many, links to them, and the list that holds the others."""

    label: Link
    count: int
    links: tuple[Link, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """All of it: `records` by kind, `pieces` by what holds them, the latest first; `left` pieces are not named."""

    records: tuple[Heap, ...]
    pieces: tuple[Heap, ...]
    left: int

    @property
    def count(self) -> int:
        """How many records and pieces, those that are not named included."""
        return sum(heap.count for heap in (*self.records, *self.pieces)) + self.left


@functools.cache
def _declared() -> Mapping[int, tuple[str, ...]]:
    return {int(number): tuple(natures) for number, natures in page_data("preuves")["natures"].items()}


def all_evidence(view: View, everything: Catalogue, verdict: Verdict) -> Held:
    """Every record that serves an indicator or was counted by its rules, every piece of the natures that it takes.

    A piece is held here even when it came too late: what is there is shown, the rules say what counts.
    """
    number = verdict.indicator.number
    served = {record.id: record for record in everything.by_indicator.get(number, ())}
    counted = {record.id: record for record in _counted(verdict.results) if view.shows_record(record)}
    natures = dict.fromkeys((*_declared().get(number, ()), *_looked_for(result.rule for result in verdict.results)))
    pieces = [piece for nature in natures for piece in view.library.pieces_by_nature.get(nature, ())]
    allowed = sorted((piece for piece in pieces if _shown(view, piece)), key=_latest_first(view))
    return Held(_by_kind(view, {**counted, **served}.values()), _by_owner(view, allowed[:PIECES]), len(allowed[PIECES:]))


def _counted(results: Iterable[RuleResult]) -> Iterator[Record]:
    for result in results:
        for case in result.cases_in(CaseState.HAVE):
            if isinstance(case.proof, Record):
                yield case.proof


def _looked_for(rules: Iterable[Rule]) -> Iterator[str]:
    """The natures of pieces that rules take."""
    for rule in rules:
        for selector in _selectors(rule):
            condition = selector.conditions.get("nature")
            if _PIECE in selector.kinds and condition:
                yield from condition.values


def _selectors(rule: Rule) -> tuple[Selector, ...]:
    predicate = rule.predicate
    if isinstance(predicate, AtLeast):
        return predicate.any_of
    return (predicate.what,) if isinstance(predicate, Each) else predicate.proofs


def _shown(view: View, piece: Piece) -> bool:
    owner = view.library.records[piece.owner]
    field = owner.kind.field("pieces")
    readable = field is None or view.edition.shows(field.edition)
    return readable and view.shows_record(owner) and owner.get("avancement") not in STOPPED


def _latest_first(view: View):  # type: ignore[no-untyped-def]
    raise NotImplementedError


def _by_kind(view: View, records: Iterable[Record]) -> tuple[Heap, ...]:
    kinds: dict[str, list[Record]] = {}
    for record in records:
        kinds.setdefault(record.kind.name, []).append(record)
    heaps = []
    for name, group in sorted(kinds.items(), key=lambda item: item[1][0].kind.plural):
        group.sort(key=lambda record: (-_ordinal(latest_day(record)), record.id))
        links = tuple((view.title(record), address.of_record(record)) for record in group[:LISTED])
        label = group[0].kind.plural if len(group) > 1 else group[0].kind.label
        heaps.append(Heap((label, ""), len(group), links, address.of_list(f"genre-{name}") if len(group) > LISTED else ""))
    return tuple(heaps)
