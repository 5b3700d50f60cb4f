"""The predicates: each turns the library into cases."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import replace

from classeur.finding import Place
from classeur.kinds.record import Record
from classeur.library import Library
from classeur.read.attachments import Condition
from classeur.rules.bounds import Day
from classeur.rules.cases import case_of
from classeur.rules.computed.table import COMPUTATIONS
from classeur.rules.declaration import AtLeast, Computed, Coverage, Dates, Each, Rule
from classeur.rules.exceptions import unseen, unsure, waived
from classeur.rules.paths import values_at
from classeur.rules.proofs import Proofs, Shelf, proofs_of
from classeur.rules.result import Case, CaseState
from classeur.rules.selection import Subject, in_period, subjects
from classeur.rules.within import Within

_USELESS = {
    Condition.EMPTY: "est vide",
    Condition.LOCKED: "demande un mot de passe",
    Condition.DAMAGED: "ne s'ouvre pas",
}
"""Why a file that was expected proves nothing."""


def cases_of(rule: Rule, shelf: Shelf, day: Day) -> tuple[Case, ...]:
    """The cases of a rule at a day; waived ones say why. `au_moins` has as many cases as it asks for."""
    predicate, library = rule.predicate, shelf.library
    if isinstance(predicate, AtLeast):
        return _at_least(predicate, library, day)
    if isinstance(predicate, Computed):
        found = COMPUTATIONS[predicate.name].function(library, predicate.what, day)
    else:
        found = _each(predicate, library, day) if isinstance(predicate, Each) else _coverage(predicate, shelf, day)
    cases = tuple(unsure(waived(_precise(case, rule), rule, library), library, predicate.looks_for) for case in found)
    if not cases and isinstance(predicate, Each) and unseen(library, predicate.looks_for):
        return (Case(CaseState.UNSURE, "", library.provider.place()),)
    return cases


def _precise(case: Case, rule: Rule) -> Case:
    """The same case with what its rule says of one that is missing."""
    if case.state is not CaseState.MISSING or not rule.precision:
        return case
    return replace(case, precision=rule.precision.format_map(case.details))


def _at_least(predicate: AtLeast, library: Library, day: Day) -> tuple[Case, ...]:
    """One case for each record asked for: those that last longest, then what is missing."""
    held: list[Case] = []
    for selector in predicate.any_of:
        for thing in proofs_of(library, selector):
            fits, expires = Within(library, {**predicate.dates, **selector.dates}, thing, day).inside(thing)
            if fits and all(values_at(library, thing, path) for path in predicate.fields):
                held.append(case_of(library, CaseState.HAVE, Subject(thing), proof=thing, expires=expires))
    held.sort(key=lambda case: case.expires or dt.date.max, reverse=True)
    state = CaseState.UNSURE if unseen(library, predicate.any_of) else CaseState.MISSING
    missing = Case(state, "", Place(_home(library, predicate)))
    wanted = held[: predicate.count] if predicate.count else held
    return tuple(wanted) + (missing,) * (predicate.count - len(wanted))


def _home(library: Library, predicate: AtLeast) -> str:
    kind = library.kinds.by_name.get(predicate.any_of[0].kinds[0])
    return (kind.folder or kind.file or "content") if kind else ""


def _each(predicate: Each, library: Library, day: Day) -> Iterator[Case]:
    for subject in subjects(library, predicate.what):
        if subject.record and not in_period(subject.record, day):
            continue
        thing = subject.item or subject.thing
        lacking = [path for path in predicate.fields if not values_at(library, thing, path)]
        if predicate.sections and isinstance(thing, Record):
            written = thing.sections() | _of_provider(library, thing)
            lacking += [section for section in predicate.sections if section not in written]
        bounds = Within(library, predicate.what.dates, thing, day)
        fits, expires = bounds.inside(thing)
        partial = len(lacking) < len(predicate.fields) + len(predicate.sections)
        if fits and not lacking:
            yield case_of(library, CaseState.HAVE, subject, proof=thing, expires=expires)
        elif not lacking and (last := bounds.due(thing)):
            yield case_of(library, CaseState.WAITING, subject, due=last)
        else:
            late, limit = (None, None) if lacking else bounds.outside(thing)
            case = case_of(library, CaseState.MISSING, subject, due=limit)
            yield replace(case, found=late, lacking=tuple(lacking), partial=partial)


def _of_provider(library: Library, record: Record) -> frozenset[str]:
    """The parts of a record that `organisme.yml` says, which its page shows without a word more."""
    return frozenset(
        one.id
        for one in record.kind.sections
        if one.of_provider and all(values_at(library, library.provider, path) for path in one.of_provider)
    )


def _coverage(predicate: Coverage, shelf: Shelf, day: Day) -> Iterator[Case]:
    proofs: list[tuple[Dates, list[Proofs]]] = []
    for selector in predicate.proofs:
        dates = {**predicate.dates, **selector.dates}
        alike = next((indexes for known, indexes in proofs if known == dates), None)
        if alike is None:
            proofs.append((dates, alike := []))
        alike.append(shelf.proofs(selector))
    for subject in shelf.chosen(predicate.subjects, day):
        yield _covered(shelf.library, subject, proofs, day)


def _covered(library: Library, subject: Subject, proofs: Sequence[tuple[Dates, Sequence[Proofs]]], day: Day) -> Case:
    """The case of a subject: shown by the proof that lasts longest, else waiting, else missing."""
    late: list[tuple[dt.date, dt.date | None]] = []
    held: list[Case] = []
    tried = [(Within(library, dates, subject.thing, day), indexes) for dates, indexes in proofs]
    for bounds, indexes in tried:
        for proof in (proof for index in indexes for proof in index.serving(subject)):
            fits, expires = bounds.inside(proof)
            if fits:
                held.append(case_of(library, CaseState.HAVE, subject, proof=proof, expires=expires))
                if expires is None:
                    return held[-1]
                continue
            found, last = bounds.outside(proof)
            if found:
                late.append((found, last))
    if held:
        return max(held, key=lambda case: case.expires or dt.date.max)
    dues = [last for bounds, _ in tried if (last := bounds.due())]
    if dues:
        return case_of(library, CaseState.WAITING, subject, due=max(dues))
    found, limit = min(late, key=lambda one: one[0], default=(None, None))
    limit = limit or max((last for bounds, _ in tried if (last := bounds.outside()[1])), default=None)
    missing = case_of(library, CaseState.MISSING, subject, due=limit)
    useless = next((piece for _, some in proofs for index in some for piece in index.useless(subject)), None)
    precision = f"« {posixpath.basename(useless.file)} » {_USELESS[useless.condition]}" if useless else ""
    return replace(missing, found=found, precision=precision)
