"""The dated facts of a session or of a learner, in order, cut into before, start, end and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from classeur.dates import MONTHS
from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record
from classeur.library import PARCOURS, Inscription
from classeur.messages import others
from classeur.pages import address
from classeur.pages.binding import unbound
from classeur.pages.columns import is_expected, load_columns, name_for, rules_about
from classeur.pages.facts import LISTED, Fact, fact_of_record, first_access, steps_of_adaptation, steps_of_alert
from classeur.pages.following import steps_of_parcours, told_once
from classeur.pages.index import Index, Told
from classeur.pages.lateness import late_words
from classeur.pages.phrases import say, several
from classeur.pages.view import View
from classeur.rules.result import CaseState, Status

Thing = TypeVar("Thing")
_ELSEWHERE = ("action", "analyse", "audit", "reponse", "sous-traitance", "risque", PARCOURS)
"""Kinds that have their own place on the page, or none."""


@dataclass(frozen=True, slots=True)
class Part:
    """Facts between two cuts; `title` is the cut, never empty."""

    title: str
    facts: tuple[Fact, ...]


def facts_of_session(view: View, index: Index, session: Record) -> tuple[Fact, ...]:
    """Every dated fact of a session; what several learners have in common on a day is one line."""
    enrolled = view.library.inscriptions_of.get(session.id, ())
    teller = _Teller(view, index, session, enrolled)
    pieces = (piece for learner in teller.learners for piece in index.pieces.get((session.id, learner), ()))
    records = (record for learner in teller.learners for record in index.records.get((session.id, learner), ()))
    leaving = (fact for inscription in enrolled if (fact := _leaving(view, inscription)))
    return teller.tell(_once(pieces), _once(records), leaving)


def facts_of_learner(view: View, index: Index, inscription: Inscription) -> tuple[Fact, ...]:
    """Every dated fact of a learner in a session, those of the group included."""
    teller = _Teller(view, index, inscription.session, (inscription,), alone=True)
    leaving = _leaving(view, inscription, alone=True)
    return teller.tell(index.pieces_for(inscription), index.records_for(inscription), (leaving,) if leaving else ())


def parts_of(facts: Iterable[Fact], start: dt.date, end: dt.date) -> tuple[Part, ...]:
    """The facts cut at the first and at the last day; both cuts are there even when nothing happened."""
    facts = tuple(facts)
    first, last = _day_and_month(start), _day_and_month(end)
    before = Part(say("avant"), tuple(fact for fact in facts if fact.day < start))
    after = Part(say("apres"), tuple(fact for fact in facts if fact.day > end))
    if start == end:
        middle = [Part(say("debut-et-fin", jour=first), tuple(fact for fact in facts if fact.day == start))]
    else:
        middle = [
            Part(say("debut", jour=first), tuple(fact for fact in facts if start <= fact.day < end)),
            Part(say("fin", jour=last), tuple(fact for fact in facts if fact.day == end)),
        ]
    return tuple(part for part in (before, *middle, after) if part in middle or part.facts)


class _Teller:
    """Facts of one session while they are gathered: knows which missing cases were told where they stand."""

    def __init__(
        self, view: View, index: Index, session: Record, enrolled: tuple[Inscription, ...], *, alone: bool = False
    ) -> None:
        self.view = view
        self.index = index
        self.session = session
        self.alone = alone
        self.learners = ("", *(inscription.learner for inscription in enrolled))
        self.start = session.date("debut") or view.assessment.date
        self.unbound = unbound(index, enrolled)
        # On a learner's page, what the session lacks (a trainer not checked) is not the learner's own gap.
        whose = [who for who in self.learners if who or not alone]
        missing = (told for who in whose for told in index.told(session.id, who, CaseState.MISSING))
        self.open = {(told.result.rule.id, told.case.learner, told.case.item): told for told in missing}

    def tell(self, pieces: Iterable[Piece], records: Sequence[Record], others: Iterable[Fact]) -> tuple[Fact, ...]:
        """All facts in order of dates; at the same day, gaps last."""
        found = [*self._pieces(pieces), *self._records(records), *others, *first_access(self.session)]
        found += [*self._gaps(), *self._due()]
        told = told_once(self.view, found, self._steps(records), alone=self.alone)
        return tuple(sorted(told, key=lambda fact: (fact.day, fact.gap, fact.order, fact.what)))

    def _pieces(self, pieces: Iterable[Piece]) -> Iterator[Fact]:
        groups: dict[tuple[dt.date, str, bool, str], list[tuple[Piece, str, Told | None]]] = {}
        for piece in pieces:
            day = piece.signed or piece.date
            for who in piece.people or ("",):
                if day and (not self.alone or not who or who in self.learners):
                    told = self._late(piece, who, day)
                    key = (day, piece.nature, piece.signed is not None, told.result.rule.id if told else "")
                    groups.setdefault(key, []).append((piece, who, told))
        for (day, _, signed, _), group in groups.items():
            yield self._folded(day, group, signed=signed)

    def _folded(self, day: dt.date, group: list[tuple[Piece, str, Told | None]], *, signed: bool) -> Fact:
        pieces = _once(piece for piece, _, _ in group)
        named = tuple(dict.fromkeys(who for _, who, _ in group if who))
        told = group[0][2]
        what = several(pieces[0].label, len(named))
        links = self._files(group) if len(pieces) > 1 else ()
        details = [] if self.alone or len(named) != 1 or links else [self.view.name(named[0])]
        details += [f"et {others(len(links) - LISTED)}"] if len(links) > LISTED else []
        if any(piece.file and not self.view.opens(piece) for piece in pieces):
            details.append(say("a-presenter"))
        places = " ; ".join(dict.fromkeys(piece.where for piece in pieces if piece.where))
        details += [say("ailleurs-reste" if links else "ailleurs", ou=places)] if places else []
        if any(piece.file and not piece.seen and self.view.opens(piece) for piece in pieces):
            details.append(say("fichier-ferme"))
        seen = all(piece.seen for piece in pieces)
        fact = Fact(
            day=day,
            what=say("signature", quoi=what) if signed else what,
            short=what,
            css=Status.OK.css if seen else "",
            shape="s-ok" if seen else "p-shelf",
            address=self.view.opens(pieces[0]) if len(pieces) == 1 else "",
            links=links[:LISTED],
            details=tuple(details),
            expected=is_expected(self.view.library, pieces[0]),
            people=named,
        )
        return self._marked(fact, told) if told else self._after_start(fact, group)

    def _files(self, group: list[tuple[Piece, str, Told | None]]) -> tuple[tuple[str, str], ...]:
        """The files of several pieces, each under the name of whom it serves, else under its number."""
        each = [(who, self.view.opens(piece)) for piece, who, _ in group if self.view.opens(piece)]
        return tuple((self.view.name(who) if who else f"n° {n}", link) for n, (who, link) in enumerate(each, 1))

    def _after_start(self, fact: Fact, group: list[tuple[Piece, str, Told | None]]) -> Fact:
        """An agreement signed after the first day: no rule of this version tells it, the dates do."""
        binding = any(column.before_start and column.holds(self.view.library, group[0][0]) for column in load_columns())
        starts = [start for _, who, _ in group if (start := self.unbound.get(who)) and fact.day > start]
        if not binding or not self.view.edition.holds_verdicts or not starts:
            return fact
        css, late = Status.WATCH.css, self._delay(fact.day, min(starts))
        return replace(fact, css=css, shape=f"s-{css}", gap=True, details=(*fact.details, late))

    def _records(self, records: Iterable[Record]) -> Iterator[Fact]:
        for record in records:
            if record.kind.name in _ELSEWHERE:
                continue
            if record.kind.name == "alerte":
                yield from steps_of_alert(self.view, self.index, record, alone=self.alone)
            elif record.kind.name == "amenagement":
                yield from steps_of_adaptation(record)
            elif fact := fact_of_record(self.view, record, alone=self.alone):
                told = [late for who in self._about(record) if (late := self._late(record, who, fact.day))]
                yield self._marked(fact, told[0]) if told else fact

    def _steps(self, records: Iterable[Record]) -> Iterator[Fact]:
        for record in records:
            if record.kind.name == PARCOURS:
                whose = (record.text("beneficiaire"), "")
                held = (piece for who in whose for piece in self.index.pieces.get((self.session.id, who), ()))
                yield from steps_of_parcours(self.view, record, held)

    def _about(self, record: Record) -> tuple[str, ...]:
        return tuple(text for name in ("pour", "personne_recue") for text in record.texts(name)) or ("",)

    def _late(self, thing: Piece | Record, who: str, day: dt.date) -> Told | None:
        """The missing case that this fact is the late trace of; it is then told here, and not once more."""
        for rule in rules_about(self.view.library, thing):
            told = self.open.get((rule, who, ""))
            if told and told.case.found == day:
                del self.open[rule, who, ""]
                return told
        return None

    def _marked(self, fact: Fact, told: Told) -> Fact:
        css = told.status.css
        details = (*fact.details, *late_words(told, fact.day))
        return replace(fact, css=css, shape=f"s-{css}", gap=True, details=details)

    def _delay(self, day: dt.date, entry: dt.date) -> str:
        late, start = (day - entry).days, say("evenement-debut")
        return "" if late < 1 else say("retard-un", quoi=start) if late == 1 else say("retard", n=late, quoi=start)

    def _gaps(self) -> Iterator[Fact]:
        """What the rules miss and no fact above shows: a trainer not checked, a piece that does not exist."""
        for told in self.open.values():
            case, css = told.case, told.status.css
            item = self.view.reference(case.item) if case.item else None
            who = (item[0] if item else "") or (self.view.name(case.learner) if not self.alone else "")
            day = case.found or case.due or self.start
            yield Fact(
                day=day,
                what=told.result.rule.gap,
                short=name_for(told.result.rule.id) or told.result.rule.gap,
                css=css,
                shape=f"s-{css}",
                address=item[1] if item else "",
                details=tuple(filter(None, (who, *late_words(told, day)))),
                gap=True,
            )

    def _due(self) -> Iterator[Fact]:
        groups: dict[tuple[dt.date, str, str], list[Told]] = {}
        for who in self.learners:
            for told in self.index.told(self.session.id, who, CaseState.WAITING):
                if told.case.due:
                    rule = told.result.rule
                    groups.setdefault((told.case.due, rule.id, rule.label), []).append(told)
        for (day, rule_id, label), group in groups.items():
            css = Status.SOON.css
            details = (say("personnes", n=len(group)),) if len(group) > 1 else ()
            yield Fact(
                day=day, what=label, short=name_for(rule_id) or label, css=css, shape=f"s-{css}", details=details
            )


def _leaving(view: View, inscription: Inscription, *, alone: bool = False) -> Fact | None:
    """A learner who left before the end, with the outcome as the kind words it."""
    field = inscription.session.kind.field("inscrits")
    issue = field.subfield("issue") if field else None
    value = inscription.row.get("issue")
    if not inscription.row.get("sorti_le") or issue is None or value is None:
        return None
    words = say("sortie", quoi=view.shown(issue, value).words)
    page = address.of_learner(inscription.learner)
    return Fact(
        inscription.end,
        words,
        words,
        shape="s-na",
        css=Status.NA.css,
        details=() if alone else (view.name(inscription.learner),),
        address="" if alone else page,
    )


def _once(things: Iterable[Thing]) -> tuple[Thing, ...]:
    return tuple({id(thing): thing for thing in things}.values())


def _day_and_month(day: dt.date) -> str:
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]}"
