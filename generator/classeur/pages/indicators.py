"""Pages of the criteria and of the indicators: what is asked, what we answer, what shows it, what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from classeur.kinds.record import Record
from classeur.pages import address
from classeur.pages.all_evidence import all_evidence
from classeur.pages.answers import answers_to_changes
from classeur.pages.books.referential import REFERENTIAL
from classeur.pages.books.shelf import link_to
from classeur.pages.catalogue import Catalogue, catalogue, latest_day
from classeur.pages.coverage import coverage_of
from classeur.pages.demand import demand_of, reason_of
from classeur.pages.evidence import chosen, found
from classeur.pages.french import capitalized, counted, lowered
from classeur.pages.gaps import gaps
from classeur.pages.guide_rules import address_of_rules
from classeur.pages.list_evidence import coverage_pages, evidence_of
from classeur.pages.nav import criteria_of
from classeur.pages.page import Page
from classeur.pages.paging import paged, years_of
from classeur.pages.phrases import say
from classeur.pages.prose import Prose
from classeur.pages.rule_lines import rule_lines
from classeur.pages.tables import Link, Mark
from classeur.pages.view import View
from classeur.pages.writing import write
from classeur.referential import Criterion
from classeur.rules.result import RuleState, Status, Verdict

_JUDGED = (RuleState.HELD, RuleState.GAP, RuleState.WAITING, RuleState.CONFIRM)
"""States of a rule that had something to look at."""
HIDE = ["toc"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the provider says of an indicator: its words, its procedures; `record` None when nothing is written."""

    record: Record | None
    prose: Prose
    procedures: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """An earlier non-conformity: its page, its grade, what was seen, how it ended."""

    link: Link
    grade: str
    words: str
    raised: object
    lifted: object


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator in the page of its criterion. `mark` is None where the edition holds no verdict."""

    link: Link
    summary: str
    mark: Mark | None
    words: str


def criterion_pages(view: View) -> Iterator[Page]:
    """A page for each of the seven criteria."""
    criteria = criteria_of(view)
    for place, criterion in enumerate(criteria):
        before = criteria[place - 1] if place else None
        after = criteria[place + 1] if place + 1 < len(criteria) else None
        values = {
            "criterion": criterion,
            "team": view.edition.holds_verdicts,
            "takeaway": (link_to(REFERENTIAL),),
            "entries": tuple(entry_of(view, view.assessment.verdicts[n]) for n in criterion.indicators),
            "before": _neighbour(before),
            "after": _neighbour(after),
        }
        yield write("criterion.md", address.of_criterion(criterion.number), criterion.title, values, {"hide": HIDE})


def _neighbour(criterion: Criterion | None) -> Link | None:
    if criterion is None:
        return None
    return say("critere", numero=criterion.number, titre=lowered(criterion.title)), address.of_criterion(
        criterion.number
    )


def entry_of(view: View, verdict: Verdict) -> Entry:
    """An indicator in a line: what is asked, and how it stands or why it does not apply."""
    indicator = verdict.indicator
    link = (f"{indicator.number}. {indicator.title}", address.of_indicator(indicator.number))
    if not verdict.applies:
        return Entry(link, indicator.summary, _mark(verdict.status), capitalized(reason_of(view, verdict)))
    if not view.edition.holds_verdicts:
        return Entry(link, indicator.summary, None, capitalized(reason_of(view, verdict)))
    return Entry(link, indicator.summary, _mark(verdict.status), _in_short(view, verdict))


def _mark(status: Status) -> Mark:
    return Mark(capitalized(status.word), status.css)


def _in_short(view: View, verdict: Verdict) -> str:
    """The widest gap in a line, else what the state means."""
    missing = gaps(view, verdict.results)
    if missing:
        count = f", {missing[0].gauge.label}" if missing[0].extent.total else ""
        return f"{missing[0].words}{count}"
    if not verdict.has_rules:
        return say("critere-regles-a-venir")
    judged = [result.state for result in verdict.results if result.state in _JUDGED]
    if not judged:
        return say("critere-rien")
    held = counted(judged.count(RuleState.HELD), "vérification tenue", "vérifications tenues")
    return say("critere-tenues", tenues=held, total=len(judged))


def indicator_pages(view: View) -> Iterator[Page]:
    """A page for each indicator of the version that the next audit follows, applicable or not."""
    everything = catalogue(view)
    answers = answers_to_changes(view)
    numbers = sorted(view.assessment.verdicts)
    titles = {c.number: c.title for c in criteria_of(view)}
    for place, number in enumerate(numbers):
        verdict = view.assessment.verdicts[number]
        here = address.of_indicator(number)
        held = all_evidence(view, everything, verdict)
        coverages = tuple(c for result in verdict.results if (c := coverage_of(view, result)))
        listed = evidence_of(view, held, _pager(view, number), number)
        values = {
            "verdict": verdict,
            "reason": capitalized(reason_of(view, verdict)),
            "indicator": verdict.indicator,
            "criterion": (
                say("critere", numero=verdict.indicator.criterion, titre=lowered(titles[verdict.indicator.criterion])),
                address.of_criterion(verdict.indicator.criterion),
            ),
            "team": view.edition.holds_verdicts,
            "state": _mark(verdict.status),
            "before": _pager(view, numbers[place - 1]) if place else None,
            "after": _pager(view, numbers[place + 1]) if place + 1 < len(numbers) else None,
            "answer": _answer(view, everything, number, here),
            "faults": tuple(_fault(view, record) for record in _latest(everything.faults.get(number, ()))),
            "demand": demand_of(view, verdict),
            "answers": answers.get(number, ()) if verdict.applies and verdict.indicator.change.changed else (),
            "coverages": coverages,
            "held": held,
            "years": years_of(listed),
            "words": address_of_rules(number),
            "every": "" if held.all_named else address.of_list(listed.name),
            **_examples(view, everything, verdict),
        }
        meta = {"hide": HIDE, "tags": [say("indicateur-numero", numero=number)], "indicateurs": [number]}
        yield write("indicator.md", here, verdict.indicator.title, values, meta)
        if verdict.applies:
            yield from () if held.all_named else paged(listed)
            for covered in (covered for covered in coverages if covered.more):
                yield from coverage_pages(view, covered, _pager(view, number))


def _examples(view: View, everything: Catalogue, verdict: Verdict) -> dict[str, object]:
    """Examples, rules and gaps: for who may read them."""
    number, team = verdict.indicator.number, view.edition.holds_verdicts
    picked = chosen(view, everything.answers.get(number))
    return {
        "picked": bool(picked),
        "cards": picked or found(view, verdict.results),
        "missing": gaps(view, verdict.results) if team else (),
        "rules": rule_lines(view, verdict.results) if team else (),
    }


def _pager(view: View, number: int) -> Link:
    return f"{number}. {view.assessment.verdicts[number].indicator.title}", address.of_indicator(number)


def _answer(view: View, everything: Catalogue, number: int, here: str) -> Answer:
    record = everything.answers.get(number)
    if record is None:
        return Answer(None, Prose("", ()), ())
    procedures = tuple(view.reference(identity) for identity in record.texts("procedures"))
    return Answer(record, view.prose(record, here), procedures)


def _fault(view: View, record: Record) -> Fault:
    return Fault(
        link=view.reference(record.id),
        grade=record.text("grade"),
        words=record.text("constat"),
        raised=record.date("notifiee_le"),
        lifted=record.date("levee_le"),
    )


def _latest(records: tuple[Record, ...]) -> tuple[Record, ...]:
    return tuple(sorted(records, key=lambda r: (r.date("notifiee_le") or latest_day(r), r.id), reverse=True))
