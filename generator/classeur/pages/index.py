"""What several pages of one edition need, found in one pass: cases, proofs and links, by record and by learner."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from classeur.about import learners_of, sessions_of, sessions_of_piece
from classeur.finding import Grade
from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record, Reference
from classeur.library import Inscription
from classeur.pages.view import View
from classeur.rules.result import Case, CaseState, RuleResult, Status

K = TypeVar("K")
T = TypeVar("T")
SURVEY = "enquete"
_STATUS = {Grade.MAJOR: Status.MAJOR, Grade.MINOR: Status.MINOR, Grade.CONFIRM: Status.CONFIRM}
_SPRINGS = ("enquete", "alerte", "entretien", "reclamation", "analyse", "reunion")
"""Kinds from which an action is born."""


@dataclass(frozen=True, slots=True)
class Told:
    """A case, with the result of the rule that judged it."""

    result: RuleResult
    case: Case

    @property
    def status(self) -> Status:
        """The verdict that a missing case brings; the lightest one where its rule has no graver one."""
        return _STATUS.get(self.result.grade, Status.WATCH) if self.result.grade else Status.WATCH


@dataclass(frozen=True, slots=True)
class Index:
    """Found once for a view. `cases` are keyed by (record or session, learner or empty text).

    `records` and `pieces` are keyed by (session, learner or empty text): those of a parcours belong to its session.
    In an edition without verdicts, missing and waiting cases are left out: no page can tell what is not there.
    """

    cases: Mapping[tuple[str, str], tuple[Told, ...]]
    of_item: Mapping[str, tuple[Told, ...]]
    records: Mapping[tuple[str, str], tuple[Record, ...]]
    pieces: Mapping[tuple[str, str], tuple[Piece, ...]]
    links: Mapping[str, tuple[Record, ...]]
    backlinks: Mapping[str, tuple[Record, ...]]

    def told(self, record: str, learner: str, *states: CaseState) -> tuple[Told, ...]:
        """The cases of a record for a learner (empty text: of the record itself), in some states."""
        return tuple(told for told in self.cases.get((record, learner), ()) if told.case.state in states)

    def records_for(self, inscription: Inscription) -> tuple[Record, ...]:
        """Records of a session that are about a learner, or about the group while the learner was in it.

        A survey without names is always counted in: it asks after the end.
        """
        key = inscription.session.id
        shared = (
            record
            for record in self.records.get((key, ""), ())
            if record.day is None or record.kind.name == SURVEY or inscription.enrolled_on(record.day)
        )
        return (*self.records.get((key, inscription.learner), ()), *shared)

    def pieces_for(self, inscription: Inscription) -> tuple[Piece, ...]:
        """Pieces of a session that serve a learner, by name or with the whole group."""
        key = inscription.session.id
        shared = (p for p in self.pieces.get((key, ""), ()) if p.date is None or inscription.enrolled_on(p.date))
        return (*self.pieces.get((key, inscription.learner), ()), *shared)

    def actions_of(self, origins: Iterable[Record]) -> tuple[Record, ...]:
        """The actions born from records, directly or through an analysis of them and of nothing else.

        What an analysis of the whole year decided was not born from each session of the year.
        """
        springs = [record for record in origins if record.kind.name in _SPRINGS]
        known = {spring.id for spring in springs}
        analyses = (r for spring in springs for r in self.backlinks.get(spring.id, ()) if r.kind.name == "analyse")
        springs = [r for r in (*springs, *analyses) if r.kind.name != "analyse" or self._drawn_from(r) <= known]
        found = {
            record.id: record
            for spring in springs
            for record in (*self.links.get(spring.id, ()), *self.backlinks.get(spring.id, ()))
            if record.kind.name == "action"
        }
        return tuple(sorted(found.values(), key=lambda record: (str(record.day), record.id)))

    def _drawn_from(self, analysis: Record) -> set[str]:
        return {source.id for source in self.links.get(analysis.id, ()) if source.kind.name in _SPRINGS}


def index_of(view: View) -> Index:
    """The index of a view, in time proportional to records, links, pieces and cases."""
    cases, of_item = _cases(view)
    records: dict[tuple[str, str], list[Record]] = {}
    pieces: dict[tuple[str, str], list[Piece]] = {}
    links: dict[str, tuple[Record, ...]] = {}
    backlinks: dict[str, list[Record]] = {}
    for record in view.library.records.values():
        if not view.shows_record(record):
            continue
        seen = [reference for reference in record.references if _readable(view, record, reference)]
        links[record.id] = _targets(view, record, seen)
        for target in links[record.id]:
            backlinks.setdefault(target.id, []).append(record)
        sessions, learners = sessions_of(view.library, seen), learners_of(view.library, seen) or ("",)
        for place in itertools.product(sessions, learners):
            records.setdefault(place, []).append(record)
        for piece in view.library.pieces.get(record.id, ()) if record.kind.drops else ():
            for place in itertools.product(sessions_of_piece(view.library, piece), piece.people or ("",)):
                pieces.setdefault(place, []).append(piece)
    return Index(cases, of_item, _frozen(records), _frozen(pieces), links, _frozen(backlinks))


def _frozen(groups: Mapping[K, list[T]]) -> Mapping[K, tuple[T, ...]]:
    return {key: tuple(group) for key, group in groups.items()}


def _cases(view: View) -> tuple[Mapping[tuple[str, str], tuple[Told, ...]], Mapping[str, tuple[Told, ...]]]:
    cases: dict[tuple[str, str], list[Told]] = {}
    of_item: dict[str, list[Told]] = {}
    for result in view.assessment.results():
        for case in result.cases:
            if case.record and (view.edition.holds_verdicts or case.state is CaseState.HAVE):
                cases.setdefault((case.record, case.learner), []).append(Told(result, case))
                if case.item:
                    of_item.setdefault(case.item, []).append(Told(result, case))
    return _frozen(cases), _frozen(of_item)


def _readable(view: View, record: Record, reference: Reference) -> bool:
    """Whether this edition may know that the record names this: both the field and its row must be for it."""
    row = record.kind.field(reference.row) if reference.row else None
    return view.edition.shows(reference.field.edition) and (row is None or view.edition.shows(row.edition))


def _targets(view: View, record: Record, seen: list[Reference]) -> tuple[Record, ...]:
    """The records named by what this edition may read of a record: its fields, and the links of its body."""
    written = {reference.value for reference in record.references}
    named = {reference.value for reference in seen}
    body = view.edition.shows(record.kind.body_edition)
    return tuple(
        target
        for target in view.library.links_of(record.id)
        if (target.id in named or (body and target.id not in written)) and view.shows_record(target)
    )
