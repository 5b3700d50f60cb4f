"""The checklist of a session, to print: what the rules ask at each stage of the map, and what is there already."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from classeur.dates import short_french
from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record
from classeur.library import STOPPED
from classeur.pages import address
from classeur.pages.due import named
from classeur.pages.french import joined
from classeur.pages.holding import holders_of
from classeur.pages.index import Index, Told
from classeur.pages.page import Page
from classeur.pages.phrases import say
from classeur.pages.stages import MAP, Check, checks_of, map_data
from classeur.pages.tables import Mark
from classeur.pages.view import View
from classeur.pages.writing import write
from classeur.rules.declaration import TITLE, AtLeast, Coverage, Rule, Selector
from classeur.rules.result import CaseState, Status

NAMED = 3
"""People named on a line; where there are more, they are counted."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to gather: its box is ticked when it is there for everyone. `state` says since when, or who is left."""

    done: bool
    words: str
    due: str
    who: str
    state: str
    late: Mark | None


@dataclass(frozen=True, slots=True)
class Seen:
    """What one checks by eye: ticked, with its day, where the pieces that show it are there for everyone."""

    words: str
    day: str


@dataclass(frozen=True, slots=True)
class Block:
    """A stage: what the rules ask, then what one checks by eye."""

    id: str
    title: str
    lines: tuple[Line, ...]
    checks: tuple[Seen, ...]


def address_of(session: Record) -> str:
    """`a-cocher/md-2026-09`."""
    return f"a-cocher/{session.id}"


def has_checklist(view: View, session: Record) -> bool:
    """For the team, and for a session that takes place."""
    return view.edition.holds_verdicts and session.text("avancement") not in STOPPED


def checklist_page(view: View, index: Index, session: Record, learners: Sequence[str]) -> Page:
    """The checklist of a session: one sheet of paper for an ordinary one."""
    start = session.date("debut") or view.assessment.date
    values = {
        "start": start,
        "end": session.date("fin") or start,
        "place": joined(tuple(view.place(name) for name in session.texts("lieu"))),
        "trainers": named(view, session.texts("intervenants")),
        "enrolled": len(learners),
        "date": view.assessment.date,
        "blocks": tuple(_blocks(view, index, session, learners)),
        "session": address.of_record(session),
        "name": view.title(session),
        "map": MAP,
    }
    title = say("liste-cocher-titre", titre=view.title(session))
    meta = {"hide": ["navigation", "toc"], "rubrique": "Sessions"}
    return write("checklist.md", address_of(session), title, values, meta)


def _blocks(view: View, index: Index, session: Record, learners: Sequence[str]) -> Iterator[Block]:
    groups: dict[str, list[Told]] = {}
    for who in ("", *learners):
        for told in index.told(session.id, who, *CaseState):
            groups.setdefault(told.result.rule.id, []).append(told)
    lines: dict[str, list[tuple[dt.date, Line]]] = {}
    for cases in groups.values():
        line = _line(view, session, cases)
        first = min((told.case.due for told in cases if told.case.due), default=dt.date.max)
        lines.setdefault(_stage_of(cases[0].result.rule), []).append((first, line))
    for stage in map_data()["etapes"]:
        found = sorted(lines.get(stage["id"], ()), key=lambda item: (item[0], item[1].words))
        checks = (check for check in checks_of(stage) if not groups.keys() & set(check.rules))
        seen = tuple(Seen(check.words, _shown(index, session, learners, check)) for check in checks)
        yield Block(stage["id"], stage["titre"], tuple(line for _, line in found), seen)


def _shown(index: Index, session: Record, learners: Sequence[str], check: Check) -> str:
    """The day of the last of the pieces that show it; empty while somebody has none."""
    days: list[dt.date] = []
    shared = _dates(index.pieces.get((session.id, ""), ()), check)
    for who in learners:
        own = [*_dates(index.pieces.get((session.id, who), ()), check), *shared]
        if not own:
            return ""
        days += own
    return short_french(max(days)) if days else ""


def _dates(pieces: Iterable[Piece], check: Check) -> list[dt.date]:
    return [piece.date for piece in pieces if piece.nature in check.natures and piece.date]


def _line(view: View, session: Record, cases: Sequence[Told]) -> Line:
    rule = cases[0].result.rule
    left = [told for told in cases if told.case.state in (CaseState.MISSING, CaseState.WAITING)]
    due = min((told.case.due for told in left if told.case.due), default=None)
    missing = [told for told in cases if told.case.state is CaseState.MISSING]
    worst = min((told.status for told in missing), key=list(Status).index, default=None)
    return Line(
        done=not left,
        words=rule.task if rule.task and f"{{{TITLE}}}" not in rule.task else rule.label,
        due=short_french(due) if due else "",
        who=named(view, holders_of(view, session, rule.indicator)),
        state=_left(view, cases, left) if left else _done(cases),
        late=Mark(say("liste-cocher-manque"), worst.css) if worst else None,
    )


def _done(cases: Sequence[Told]) -> str:
    """The day of the last proof; the waiver where nothing else is there."""
    if all(told.case.state is CaseState.WAIVED for told in cases):
        return say("liste-cocher-dispense")
    days = [day for told in cases if (day := _day(told.case.proof))]
    return short_french(max(days)) if days else say("liste-cocher-fait")


def _day(proof: Record | Piece | None) -> dt.date | None:
    if isinstance(proof, Piece):
        return proof.date
    return proof.day if proof else None


def _left(view: View, cases: Sequence[Told], left: Sequence[Told]) -> str:
    """« 3 sur 4, reste : Lucas Petit »; nothing where there is one case alone."""
    names = tuple(dict.fromkeys(view.name(who) for told in left if (who := told.case.learner or told.case.item)))
    if len(cases) == 1 and not names:
        return ""
    have = say("liste-cocher-sur", nombre=len(cases) - len(left), total=len(cases))
    return say("liste-cocher-reste", combien=have, qui=joined(names)) if 0 < len(names) <= NAMED else have


@functools.cache
def _stages() -> tuple[Mapping[str, str], Mapping[int, tuple[str, ...]], Mapping[str, str], str]:
    """The first stage of each nature of piece and of each kind, the stages of each indicator, the last of them all."""
    stages = map_data()["etapes"][::-1]
    natures = {nature: stage["id"] for stage in stages for nature in stage["natures"]}
    numbers: dict[int, tuple[str, ...]] = {}
    for stage in stages:
        numbers |= {int(n): (stage["id"], *numbers.get(int(n), ())) for n in stage["indicateurs"]}
    kinds = {kind: stage["id"] for stage in stages for kind in stage["genres"]}
    return natures, numbers, kinds, stages[0]["id"]


def _stage_of(rule: Rule) -> str:
    """The stage of the map that a rule belongs to: of those of its indicator, that of its pieces, else the first.

    A rule of no indicator goes by its pieces, then by its records. A piece that proves many things (an exchange of
    letters) says little of the stage.
    """
    natures, numbers, kinds, last = _stages()
    proofs = tuple(_proofs(rule))
    wanted = (value for proof in proofs if (found := proof.conditions.get("nature")) for value in found.values)
    own = numbers.get(rule.indicator or 0, ())
    by_nature = next((s for nature in wanted if (s := natures.get(nature, "")) and (not own or s in own)), "")
    by_kind = next((kinds[kind] for kind in _kinds(proofs) if kind in kinds), "")
    return by_nature or next(iter(own), "") or by_kind or last


def _proofs(rule: Rule) -> Iterable[Selector]:
    predicate = rule.predicate
    if isinstance(predicate, Coverage):
        return predicate.proofs
    return predicate.any_of if isinstance(predicate, AtLeast) else ()


def _kinds(proofs: Iterable[Selector]) -> Iterator[str]:
    return (kind for proof in proofs for kind in proof.kinds)
