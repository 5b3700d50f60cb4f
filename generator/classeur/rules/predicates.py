"""The predicates: each turns the library into cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from classeur.dates import as_date, shift
from classeur.finding import Place
from classeur.kinds.record import Record
from classeur.library import Library
from classeur.rules.bounds import Day, window
from classeur.rules.cases import case_of
from classeur.rules.computed.table import COMPUTATIONS
from classeur.rules.declaration import AtLeast, Computed, Coverage, Dates, Each, Rule
from classeur.rules.paths import Thing, values_at
from classeur.rules.proofs import Proofs, proofs_of
from classeur.rules.result import Case, CaseState
from classeur.rules.selection import Subject, chosen, in_period, subjects


def cases_of(rule: Rule, library: Library, day: Day) -> tuple[Case, ...]:
    """The cases of a rule at a day; waived ones say why. `au_moins` has as many cases as it asks for."""
    predicate = rule.predicate
    if isinstance(predicate, AtLeast):
        return _at_least(predicate, library, day)
    if isinstance(predicate, Computed):
        found = COMPUTATIONS[predicate.name].function(library, predicate.what, day)
    else:
        found = _each(predicate, library, day) if isinstance(predicate, Each) else _coverage(predicate, library, day)
    return tuple(_waived(_precise(case, rule), rule, library) for case in found if not _unsure(case, library))


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
            fits, expires = _inside(library, {**predicate.dates, **selector.dates}, thing, thing, day)
            if fits and all(values_at(library, thing, path) for path in predicate.fields):
                held.append(case_of(library, CaseState.HAVE, Subject(thing), proof=thing, expires=expires))
    held.sort(key=lambda case: case.expires or dt.date.max, reverse=True)
    missing = Case(CaseState.MISSING, "", Place(_home(library, predicate)))
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
            written = {identity for identity, _ in thing.headings()}
            lacking += [section for section in predicate.sections if section not in written]
        fits, expires = _inside(library, predicate.what.dates, thing, thing, day)
        partial = len(lacking) < len(predicate.fields) + len(predicate.sections)
        if fits and not lacking:
            yield case_of(library, CaseState.HAVE, subject, proof=thing, expires=expires)
        elif not lacking and (due := _due(library, predicate.what.dates, thing, thing, day)):
            yield case_of(library, CaseState.WAITING, subject, due=due)
        else:
            late, limit = (None, None) if lacking else _outside(library, predicate.what.dates, thing, thing, day)
            case = case_of(library, CaseState.MISSING, subject, due=limit)
            yield replace(case, found=late, lacking=tuple(lacking), partial=partial)


def _coverage(predicate: Coverage, library: Library, day: Day) -> Iterator[Case]:
    proofs = [(Proofs(library, selector), {**predicate.dates, **selector.dates}) for selector in predicate.proofs]
    for subject in chosen(library, predicate.subjects, day):
        yield _covered(library, subject, proofs, day)


def _covered(library: Library, subject: Subject, proofs: Sequence[tuple[Proofs, Dates]], day: Day) -> Case:
    outside: list[dt.date] = []
    for index, dates in proofs:
        for proof in index.serving(subject):
            fits, expires = _inside(library, dates, subject.thing, proof, day)
            if fits:
                return case_of(library, CaseState.HAVE, subject, proof=proof, expires=expires)
            if found := _outside(library, dates, subject.thing, proof, day)[0]:
                outside.append(found)
    dues = [_due(library, dates, subject.thing, None, day) for _, dates in proofs]
    if any(dues):
        return case_of(library, CaseState.WAITING, subject, due=max(due for due in dues if due))
    limits = [_outside(library, dates, subject.thing, None, day)[1] for _, dates in proofs]
    limit = max((day for day in limits if day), default=None)
    missing = case_of(library, CaseState.MISSING, subject, due=limit)
    return replace(missing, found=min(outside, default=None))


def _inside(library: Library, dates: Dates, subject: Thing, proof: Thing, day: Day) -> tuple[bool, dt.date | None]:
    """Whether every bound holds for a proof, and the last day on which it will."""
    expires: list[dt.date] = []
    for path, bound in dates.items():
        frame = window(library, bound, subject, proof, day)
        values = [value for value in values_at(library, proof, path) if isinstance(value, dt.date)]
        inside = [v for v in values if frame.holds(v) and (frame.ahead or as_date(v) <= day.today)]
        if not inside:
            return False, None
        if frame.lasts:
            expires.append(shift(as_date(max(map(as_date, inside))), frame.lasts))
    return True, min(expires, default=None)


def _due(library: Library, dates: Dates, subject: Thing, proof: Thing | None, day: Day) -> dt.date | None:
    """The last day of what can still come; None once it has passed, or where there is none."""
    frames = [window(library, bound, subject, proof, day) for bound in dates.values()]
    open_ends = [frame for frame in frames if not frame.void and not frame.passed(day.today)]
    if frames and len(open_ends) == len(frames):
        return min(as_date(frame.until) for frame in open_ends if frame.until)
    return None


def _outside(
    library: Library, dates: Dates, subject: Thing, proof: Thing | None, day: Day
) -> tuple[dt.date | None, dt.date | None]:
    """For what is missing: the date that comes closest without fitting, and the last day that would have counted."""
    found: list[dt.date] = []
    limits: list[dt.date] = []
    for path, bound in dates.items():
        frame = window(library, bound, subject, proof, day)
        if frame.until:
            limits.append(as_date(frame.until))
        values = [as_date(v) for v in values_at(library, proof, path) if isinstance(v, dt.date)] if proof else []
        late = [value for value in values if frame.until and value > as_date(frame.until)]
        if values:
            found.append(min(late) if late else max(values))
            if frame.lasts:
                limits.append(shift(max(values), frame.lasts))
    return min(found, default=None), min(limits, default=None)


def _unsure(case: Case, library: Library) -> bool:
    """Whether what seems to be missing hangs on a record that could not be read whole: its error is told first."""
    if case.state is not CaseState.MISSING:
        return False
    holders = (library.records[identity] for identity in (case.record, case.item) if identity)
    return any(record.path in library.unsure for record in holders)


def _waived(case: Case, rule: Rule, library: Library) -> Case:
    """The same case, waived when a record that holds it says so in writing."""
    if case.state is not CaseState.MISSING:
        return case
    followed = library.parcours.get((case.record, case.learner))
    holders = (library.records[identity] for identity in (case.record, case.item) if identity)
    for record in (*holders, *((followed,) if followed else ())):
        for row in record.rows("dispenses"):
            people = row.get("pour")
            named = people if isinstance(people, tuple) else ()
            if row.get("regle") == rule.id and (not named or case.learner in named):
                return Case(CaseState.WAIVED, case.record, case.place, case.learner, case.item,
                            reason=str(row.get("motif") or ""))  # fmt: skip
    return case
