"""A ready provider, and what it becomes in memory once a fact is taken away: a record, a piece, a field, a section."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from classeur.kinds.declaration import Kinds
from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record
from classeur.kinds.validate import validate
from classeur.library import PARCOURS, SESSION, Library
from classeur.linking import link
from classeur.portal import Reading, assess, read_project
from classeur.read.source import read_source
from classeur.read.tree import REGISTER
from classeur.referential import load_referential
from classeur.rules.declaration import AtLeast, Bound, Computed, Coverage, Each, Rule, Rules, Selector
from classeur.rules.result import Assessment, Case
from classeur.rules.selection import INSCRIPTION, PIECE

_DERIVED = {INSCRIPTION: (SESSION, PARCOURS)}
_PERIOD = {"debut", "fin", "entree", "sortie", "sorti_le", "inscrits", "avancement", "donneur_ordre", "categorie"}
"""Fields that say who is a subject at all, and when: every rule about inscriptions and sessions rests on them."""


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken away: of which kind, which of its fields (none: all of it), and the natures of its pieces."""

    kind: str
    names: frozenset[str] = frozenset()
    natures: frozenset[str] = frozenset()
    links: bool = False
    """Whether what was taken away named a record or a person: what it served is served no longer."""

    def __or__(self, other: Removed) -> Removed:
        return replace(
            self,
            names=self.names | other.names,
            natures=self.natures | other.natures,
            links=self.links or other.links,
        )


@dataclass(frozen=True)
class Provider:
    """A project that was read once: what is changed afterwards are its records, never its files."""

    root: Path
    reading: Reading
    register: tuple[Record, ...]

    @classmethod
    def read(cls, root: Path) -> Provider:
        reading = read_project(root)
        assert reading.findings == (), root
        source, _ = read_source(root, REGISTER)
        record = validate(source, reading.kinds)[0] if source else None
        return cls(root, reading, (record,) if record else ())

    def judged(
        self, day: dt.date, audit: dt.date, changed: Mapping[str, Record | None], without: frozenset[str] = frozenset()
    ) -> Assessment:
        """Judged with some records changed (None: removed) and some dropped files taken away."""
        reading = self.reading
        kept = {**reading.library.records, **changed}
        records = [record for record in kept.values() if record is not None]
        tree = replace(reading.tree, attachments=tuple(p for p in reading.tree.attachments if p not in without))
        library, _ = link(
            [*records, *self.register], tree, reading.kinds, reading.rules.ids, frozenset(reading.rules.parameters),
            reading.library.files, reading.library.history,
        )  # fmt: skip
        return assess(replace(reading, library=library), day, audit)


def same_case(assessment: Assessment, rule: str, case: Case) -> Case | None:
    """The case of the same subject in another assessment, if there is one still."""
    for result in assessment.results():
        if result.rule.id == rule:
            for other in result.cases:
                if (other.record, other.learner, other.item) == (case.record, case.learner, case.item):
                    return other
    return None


Change = tuple[Mapping[str, Record | None], frozenset[str], Removed]
"""Records that change (None: gone), dropped files that go, and what was taken away."""


def without_piece(library: Library, piece: Piece, already: Record | None = None) -> Change:
    """What has to change for a piece not to be there; `already` is its record as it was changed before."""
    owner = already or library.records[piece.owner]
    removed = Removed(owner.kind.name, frozenset({"pieces"}), frozenset({piece.nature}))
    if piece.dropped:
        return {}, frozenset({piece.file}), removed
    rows = tuple(row for row in owner.rows("pieces") if row.place != piece.place)
    return {owner.id: replace(owner, values={**owner.values, "pieces": rows})}, frozenset(), removed


def without_record(library: Library, record: Record) -> Change:
    """What has to change for a record not to be there; what was dropped in its folder goes with it."""
    pieces = library.pieces.get(record.id, ())
    natures = frozenset(piece.nature for piece in pieces)
    dropped = frozenset(piece.file for piece in pieces if piece.dropped)
    return {record.id: None}, dropped, Removed(record.kind.name, frozenset(), natures, links=True)


def without_field(record: Record, path: str) -> tuple[Record, Removed] | None:
    """The record without what stands at a path, in its rows or itself; None where nothing does."""
    if record.kind.name in (SESSION, PARCOURS):  # an inscription is written in both
        prefix, _, own = path.partition(".")
        if own and prefix in (SESSION, PARCOURS):
            if prefix != record.kind.name:
                return None
            path = own
    name, _, rest = path.partition(".")
    name = record.kind.when if name == "jour" else name
    cell = record.get(name)
    if cell is None:
        return None
    rows = record.rows(name)
    if rest and rows:
        left = tuple(
            replace(row, values={k: v for k, v in row.values.items() if k != rest.partition(".")[0]}) for row in rows
        )
        if left == rows:
            return None
        lost = rest.partition(".")[0]
        kept = tuple(r for r in record.references if not (r.row == name and r.field.name == lost))
        changed = replace(record, values={**record.values, name: left}, references=kept)
        return changed, Removed(record.kind.name, frozenset({name, lost}), links=len(kept) < len(record.references))
    kept = tuple(r for r in record.references if name not in (r.row, r.field.name if not r.row else ""))
    values = {key: value for key, value in record.values.items() if key != name}
    links = len(kept) < len(record.references)
    return replace(record, values=values, references=kept), Removed(record.kind.name, frozenset({name}), links=links)


def without_section(record: Record, section: str) -> tuple[Record, Removed] | None:
    """The record with the heading of a section taken out of its text; None where it has no such heading."""
    titles = dict(record.headings())
    if section not in titles:
        return None
    lines = [line for line in record.body.split("\n") if not _is_heading(line, section, titles[section])]
    return replace(record, body="\n".join(lines)), Removed(record.kind.name, frozenset({section}))


def _is_heading(line: str, section: str, title: str) -> bool:
    return bool(re.match(r"^#{2,6}[ \t]", line)) and (f"#{section}" in line or title in line)


def paths_of(rule: Rule) -> Iterator[str]:
    """Every path that a rule names, in its conditions, its bounds and what it asks for."""
    predicate = rule.predicate
    if isinstance(predicate, AtLeast):
        yield from predicate.fields
        yield from _of_dates(predicate.dates)
    if isinstance(predicate, Each):
        yield from (*predicate.fields, *predicate.sections)
    if isinstance(predicate, Coverage):
        yield from _of_dates(predicate.dates)
    for selector in selectors_of(rule):
        yield from selector.conditions
        yield from _of_dates(selector.dates)
        if selector.each:
            yield selector.each


def selectors_of(rule: Rule) -> tuple[Selector, ...]:
    """The selectors of a rule, that of its subjects too."""
    more = (rule.predicate.subjects,) if isinstance(rule.predicate, Coverage) else ()
    return (*more, *rule.predicate.looks_for)


def _of_dates(dates: Mapping[str, Bound]) -> Iterator[str]:
    for path, bound in dates.items():
        yield path
        for end in (bound.since, bound.until, bound.before):
            if end:
                yield from filter(None, (end.base, end.path))


def cites(rule: Rule, removed: Removed, rules: Rules, kinds: Kinds) -> bool:
    """Whether a rule names what was taken away: its kind, and where fields were, one of them.

    What a computation looks at is its own affair: it may rest on anything. A condition of application that the rule
    depends on may fall too.
    """
    if isinstance(rule.predicate, Computed) or _depends(rule, removed, rules):
        return True
    natures = {value for s in selectors_of(rule) if PIECE in s.kinds and "nature" in s.conditions
               for value in s.conditions["nature"].values}  # fmt: skip
    if removed.natures & natures or (removed.natures and any(
        PIECE in s.kinds and "nature" not in s.conditions for s in selectors_of(rule)
    )):  # fmt: skip
        return True
    if removed.kind not in _kinds(rule, kinds):
        return False
    when = kinds.by_name[removed.kind].when
    steps = {step for path in paths_of(rule) for step in path.split(".")} | _PERIOD | {when}
    steps |= {when} if "jour" in steps else set()
    return not removed.names or removed.links or bool(removed.names & steps)


def _kinds(rule: Rule, kinds: Kinds) -> set[str]:
    """The kinds that a rule looks at: those it names, and those that its paths cross."""
    named = {
        name for selector in selectors_of(rule) for kind in selector.kinds for name in (kind, *_DERIVED.get(kind, ()))
    }
    crossed = {step for path in paths_of(rule) for step in path.split(".")[:-1]}
    crossed |= {selector.each for selector in selectors_of(rule) if selector.each}
    for name in tuple(named):
        for own in kinds.by_name[name].fields if name in kinds.by_name else ():
            if own.name in crossed:
                named |= set(own.links) | ({"personnel"} if own.type in ("equipe", "personne") else set())
    return named | {step for step in crossed if step in kinds.by_name}


def _depends(rule: Rule, removed: Removed, rules: Rules) -> bool:
    """Whether what was taken away may open or close a condition of the rule or of its indicator."""
    indicator = load_referential().indicators.get(rule.indicator or 0)
    names = {*(rule.conditions or ()), *(indicator.applies_if if indicator else ())}
    found = (rules.conditions[name] for name in names if name in rules.conditions)
    return any(
        removed.kind in selector.kinds or (PIECE in selector.kinds and removed.natures)
        for condition in found
        for selector in (*condition.opens, *condition.unless)
    )


def facts(rule: Rule) -> tuple[str, ...]:
    """The paths whose value makes a case of the rule hold: what it asks for, and the dates within bounds."""
    predicate = rule.predicate
    if isinstance(predicate, Each):
        return (*predicate.fields, *predicate.what.dates)
    if isinstance(predicate, AtLeast):
        asked = (path for selector in predicate.any_of for path in (*selector.conditions, *selector.dates))
        return (*predicate.fields, *predicate.dates, *asked)
    if isinstance(predicate, Coverage):
        own = (
            path for proof in predicate.proofs for path in (*proof.dates, *(proof.conditions if proof.itself else ()))
        )
        return (*predicate.dates, *own)
    return ()
