"""What a mock audit found, and what is left of it today: a gap that stands, one that is gone, the action it led to."""

from __future__ import annotations

from classeur.cycle.certificate import MOCK
from classeur.kinds.record import Record, Row
from classeur.pages import address
from classeur.pages.phrases import say
from classeur.pages.tables import Cell, Column, Group, Mark, Table
from classeur.pages.templates import in_words
from classeur.pages.view import View
from classeur.rules.result import RuleResult, RuleState, Status

FOUND = "constats"
"""The rows of an audit: what was found in it."""
_GRADES = {"majeure": Status.MAJOR, "mineure": Status.MINOR, "a-confirmer": Status.CONFIRM}


def remains_of(view: View, record: Record) -> Table | None:
    """The rows of an audit with how each stands on the day; None where it has none, or where verdicts are not shown."""
    rows = record.rows(FOUND)
    if not rows or not view.edition.holds_verdicts:
        return None
    results = {result.rule.id: result for result in view.assessment.results()}
    columns = ("quoi", "indicateur", "alors", "aujourdhui", "action")
    return Table(
        caption=say("constats-titre"),
        columns=tuple(Column(say(f"constats-{name}")) for name in columns),
        groups=(Group("", tuple(_row(view, row, results.get(str(row.get("regle") or ""))) for row in rows)),),
    )


def preparation_of(view: View, record: Record) -> str:
    """The address of the page that prepares what a mock audit opened; empty where there is none."""
    if record.get("type") != MOCK or not view.edition.holds_verdicts or not record.texts("echantillon"):
        return ""
    return f"audits-blancs/{record.id}"


def _row(view: View, row: Row, result: RuleResult | None) -> tuple[Cell, ...]:
    number = row.get("indicateur")
    known = isinstance(number, int) and number in view.assessment.verdicts
    answered = row.get("action")
    return (
        Cell(in_words(row.get("quoi")), more=in_words(row.get("regle"))),
        Cell(in_words(number), address.of_indicator(number) if known and isinstance(number, int) else ""),
        Cell(_grade_words(view, row), more=in_words(row.get("etendue"))),
        _today(result),
        Cell(links=view.references([answered] if isinstance(answered, str) else [])),
    )


def _grade_words(view: View, row: Row) -> str:
    audit = view.library.kinds.by_name["audit"].field(FOUND)
    grade = next((sub for sub in audit.fields if sub.name == "grade"), None) if audit else None
    value = row.get("grade")
    return view.shown(grade, value).words if grade and value is not None else ""


def _today(result: RuleResult | None) -> Cell:
    """A gap that stands, with its extent; else that the rule sees none; nothing where no rule saw it."""
    if result is None:
        return Cell()
    if result.state is RuleState.GAP and result.grade:
        status = _GRADES.get(result.grade.value, Status.WATCH)
        return Cell(mark=Mark(say("constats-reste"), status.css), more=str(result.extent or ""))
    return Cell(mark=Mark(say("constats-parti"), Status.OK.css))
