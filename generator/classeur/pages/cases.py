"""How a case and a result of a rule are said in words: who, what was found, when it was due."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from classeur.dates import in_french
from classeur.finding import Grade
from classeur.pages import address
from classeur.pages.french import counted
from classeur.pages.phrases import say
from classeur.pages.tables import Link, Mark
from classeur.pages.view import View
from classeur.rules.result import Case, CaseState, RuleResult, RuleState, Status

STATUS_OF = {
    Grade.MAJOR: Status.MAJOR,
    Grade.MINOR: Status.MINOR,
    Grade.WATCH: Status.WATCH,
    Grade.CONFIRM: Status.CONFIRM,
}
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
"""What the id of a record looks like in a sentence; a single word may be a word."""
_SHAPES = {RuleState.WAITING: "soon", RuleState.LATER: "soon", RuleState.CONFIRM: "confirm"}


@dataclass(frozen=True, slots=True)
class Told:
    """A case in words: links to who and what, then what is known of it."""

    links: tuple[Link, ...]
    details: str = ""


def subject_of(view: View, case: Case, *, with_record: bool = True) -> tuple[Link, ...]:
    """The learner, the trainer and the record of a case, each with its page."""
    links: list[Link] = []
    if case.learner:
        links.append((view.name(case.learner), address.of_learner(case.learner)))
    if case.item:
        links.append(view.reference(case.item))
    if case.row:
        links.append((f"«\u00a0{_titled(view, case.row)}\u00a0»", ""))
    if case.record and (with_record or not links):
        links.append(view.reference(case.record))
    return tuple(links)


def told(view: View, case: Case, *, with_record: bool = True) -> Told:
    """A missing case: what it lacks, the date of what was found, and the last day that would have counted."""
    return Told(subject_of(view, case, with_record=with_record), missing_words(view, case))


def missing_words(view: View, case: Case) -> str:
    """Say « trace du 20 novembre 2025, attendue au plus tard le 18 novembre 2025 »; empty when nothing is known."""
    details = []
    if case.lacking and case.record:
        record = view.library.records[case.record]
        fields = (*(inner for field in record.kind.fields for inner in field.fields), *record.kind.fields)
        labels = {field.name: field.label for field in fields}
        labels |= {section.id: section.title for section in record.kind.sections}
        what = ", ".join(f"«\u00a0{labels.get(name, name)}\u00a0»" for name in case.lacking)
        details.append(say("cas-lacunes", quoi=what))
    if case.found:
        details.append(say("cas-trouve", jour=in_french(case.found)))
    if case.due:
        details.append(say("cas-limite", jour=in_french(case.due)))
    if case.precision:
        details.append(_titled(view, case.precision, quoted=True))
    return ", ".join(details)


def _titled(view: View, text: str, *, quoted: bool = False) -> str:
    """A text of a rule, where the records that it names by their ids are told by their titles, as pages tell them."""

    def title(found: re.Match[str]) -> str:
        record = view.library.records.get(found[0])
        if record is None or not view.shows_record(record):
            return found[0]
        words = view.reference(record.id)[0]
        return f"«\u00a0{words}\u00a0»" if quoted else words

    return _ID.sub(title, text)


def mark_of(result: RuleResult) -> Mark:
    """The state of a rule: shape and words."""
    extent = result.extent
    if result.state is RuleState.GAP and result.grade:
        words = say("etat-manque", etendue=extent) if extent and extent.total else say("etat-rien")
        return Mark(words, STATUS_OF[result.grade].css)
    if result.state is RuleState.HELD:
        if not result.cases_in(CaseState.HAVE):
            return Mark(say("etat-rien-a-signaler"), "ok")
        many = extent and extent.total > 1
        return Mark(say("etat-tous", nombre=extent.total) if extent and many else say("etat-present"), "ok")
    return Mark(say(f"etat-{result.state.value}"), _SHAPES.get(result.state, "na"))


def state_words(view: View, result: RuleResult) -> str:
    """A sentence that says the state, where the mark alone would not be understood; empty for a gap."""
    if result.state is RuleState.GAP:
        return ""
    if result.state is RuleState.HELD:
        return _held_words(view, result)
    if result.state is RuleState.WAITING:
        return _waiting_words(result)
    return say(f"dit-{result.state.value}", motif=result.reason, regle=result.rule.requires)


def _waiting_words(result: RuleResult) -> str:
    waiting = result.cases_in(CaseState.WAITING)
    due = earliest(case.due for case in waiting)
    count = counted(len(waiting), "cas attendu", "cas attendus")
    return say("dit-attendus", cas=count, jour=in_french(due)) if due else f"{count}."


def _held_words(view: View, result: RuleResult) -> str:
    if not result.cases:
        return say("dit-aucun-cas")
    waiting = result.cases_in(CaseState.WAITING)
    words = []
    if waiting and (due := earliest(case.due for case in waiting)):
        words.append(say("dit-reste", nombre=len(waiting), jour=in_french(due)))
    expires = earliest(case.expires for case in result.cases_in(CaseState.HAVE))
    if expires and expires >= view.assessment.date:
        words.append(say("dit-tenu", jour=in_french(expires)))
    if waived := result.cases_in(CaseState.WAIVED):
        words.append(counted(len(waived), "dispense écrite", "dispenses écrites"))
    return f"{' ; '.join(words)}." if words else ""


def earliest(days: Iterable[dt.date | None]) -> dt.date | None:
    """The first of the days that are known."""
    return min((day for day in days if day), default=None)
