"""What the page of a living document tells of its deliveries: the latest by session, and how many of each version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from classeur.about import learners_of, sessions_of
from classeur.dates import in_french
from classeur.kinds.record import Record, bare
from classeur.pages import address
from classeur.pages.deliveries import rules_of
from classeur.pages.delivery import DELIVERY
from classeur.pages.french import counted
from classeur.pages.index import Index, Told
from classeur.pages.list_records import of_links
from classeur.pages.phrases import say
from classeur.pages.record_tables import Cell, Table
from classeur.pages.versions import in_force
from classeur.pages.view import View
from classeur.rules.result import Case, CaseState

MOST = 12
"""Deliveries that the page lists; the list of all that is linked to the document has them all."""
_COLUMNS = ("date", "pour", "destinataire", "version", "canal", "preuve")


@dataclass(frozen=True, slots=True)
class Lack:
    """What a rule misses in a session: its gap, the session (title, address), who, and the class of its verdict."""

    gap: str
    session: tuple[str, str]
    people: tuple[str, ...]
    css: str


@dataclass(frozen=True, slots=True)
class HandedOut:
    """The deliveries of a document: `versions` are words a version, `left` are on the page at `more`.

    `lacks` are the sessions where somebody has not what the rules ask, `unsaid` counts those that are left out.
    """

    table: Table
    versions: tuple[str, ...]
    left: int
    more: str
    lacks: tuple[Lack, ...]
    unsaid: int


def handed_out(view: View, index: Index, record: Record) -> HandedOut | None:
    """The deliveries of a document, the latest first, and who lacks it; None where there is nothing to tell."""
    found = [
        other
        for other in index.backlinks.get(record.id, ())
        if other.kind.name == DELIVERY and other.text("document") == record.id
    ]
    lacks = _lacks(view, record)
    if not found and not lacks:
        return None
    labels = {field.name: field.label for field in view.library.kinds.by_name[DELIVERY].fields}
    return HandedOut(
        Table(
            say("remises"),
            tuple(labels[name] for name in _COLUMNS),
            tuple(_row(view, one) for one in view.sort_by_day(found)[:MOST]),
        ),
        _versions(view, record, found),
        max(0, len(found) - MOST),
        address.of_list(of_links(record)),
        lacks[:MOST],
        max(0, len(lacks) - MOST),
    )


def _versions(view: View, record: Record, found: Sequence[Record]) -> tuple[str, ...]:
    """How many deliveries of each version; that the one in force has none yet is told to the team alone."""
    counts = Counter(bare(one.text("version")) for one in found)
    current = in_force(record, view.assessment.date) if record.rows("versions") else None
    if current and view.edition.holds_verdicts:
        counts[bare(current.name)] += 0
    return tuple(
        say("remises-version" if n else "remises-version-aucune", version=name, n=counted(n, "remise"))
        for name, n in sorted(counts.items(), key=lambda item: (len(item[0]), item[0]))
    )


def _lacks(view: View, record: Record) -> tuple[Lack, ...]:
    """Where the rules that look for this document miss it, a line a rule and session; nothing without verdicts."""
    rules = rules_of(record) if view.edition.holds_verdicts else frozenset()
    found: dict[tuple[str, str], list[Case]] = {}
    told = {result.rule.id: result for result in view.assessment.results() if result.rule.id in rules}
    for name, result in told.items():
        for case in result.cases_in(CaseState.MISSING):
            found.setdefault((name, case.record), []).append(case)
    return tuple(
        Lack(
            told[name].rule.gap,
            view.reference(session),
            tuple(view.name(case.learner) for case in cases if case.learner),
            Told(told[name], cases[0]).status.css,
        )
        for (name, session), cases in found.items()
    )


def _row(view: View, delivery: Record) -> tuple[Cell, ...]:
    shown = {item.field.name: item for item in view.fields(delivery)}
    sessions = sessions_of(view.library, delivery.references)
    people = learners_of(view.library, delivery.references)
    count = len(people) or sum(len(view.library.inscriptions_of.get(session, ())) for session in sessions)
    words = {name: Cell(shown[name].words) if name in shown else Cell() for name in _COLUMNS}
    day = in_french(delivery.day) if delivery.day else view.title(delivery)
    links = tuple(view.reference(session) for session in sessions)
    words["date"] = Cell(day, ((day, address.of_record(delivery)),))
    words["pour"] = Cell(", ".join(name for name, _ in links), links)
    reached = counted(count, "personne") if count else ""
    words["destinataire"] = Cell(", ".join(filter(None, (words["destinataire"].words, reached))))
    return tuple(words[name] for name in _COLUMNS)
