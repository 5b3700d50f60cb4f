"""A mock audit as a spreadsheet: findings, draw, file followed, questions, what is left to confirm, what holds."""

from __future__ import annotations

from collections.abc import Iterator

from classeur.editions import Edition
from classeur.messages import others
from classeur.mock import telling
from classeur.mock.predicting import Prediction
from classeur.mock.report import MockAudit
from classeur.mock.walk import WalkedStep
from classeur.pages.books.words import book_of, sheet_of
from classeur.pages.view import View
from classeur.sheets.book import Book, Value

BOOK = "audit-blanc"
"""Its name in `data/tableurs.yml`."""
_OUTSIDE = "Hors du périmètre"
_LISTED = 20
"""Files named in a cell; the JSON has them all."""
Row = tuple[Value, ...]


def book_of_audit(mock: MockAudit) -> Book:
    """Six sheets; the last column of the findings and of the questions is for people to fill. Learners are codes."""
    view = View(mock.assessment, Edition.TEAM, coded=True)
    strengths = ((s.indicator, s.label, s.cases, s.opened, s.records, s.rule) for s in mock.strengths)
    sheets = (
        sheet_of(view, (BOOK, "constats"), map(_prediction, mock.predictions)),
        sheet_of(view, (BOOK, "tirage"), _draw(mock)),
        sheet_of(
            view, (BOOK, "dossier"), (row for step in mock.walk.shown for row in _step(step)) if mock.walk else ()
        ),
        sheet_of(view, (BOOK, "questions"), _questions(mock)),
        sheet_of(view, (BOOK, "confirmer"), ((one.number, one.title, one.reason) for one in mock.to_confirm)),
        sheet_of(view, (BOOK, "forces"), strengths),
    )
    return book_of(view, BOOK, sheets)


def _prediction(one: Prediction) -> Row:
    found, extent = one.finding, one.finding.extent
    outside = dict.fromkeys(" ".join(filter(None, (c.record, c.learner, c.item))) for c in one.outside)
    return (
        telling.TITLES[one.reach] if one.in_scope else _OUTSIDE,
        telling.grade_words(found.grade),
        found.indicator,
        found.message,
        extent.missing if extent else None,
        extent.total if extent else None,
        found.remedy,
        _listed(tuple(outside)),
        found.rule,
        None,
    )


def _listed(names: tuple[str, ...]) -> str:
    left = len(names) - _LISTED
    return "\n".join([*names[:_LISTED], *([f"et {others(left)}"] if left > 0 else [])])


def _draw(mock: MockAudit) -> Iterator[Row]:
    for drawn in mock.draw.sessions:
        session = drawn.session
        days = (session.date("debut"), session.date("fin"))
        about = (session.id, session.title, session.text("categorie"), *days, telling.why(drawn.reason))
        for one in drawn.learners:
            yield (*about, one.inscription.learner, telling.why(one.reason))


def _step(walked: WalkedStep) -> Iterator[Row]:
    about = (walked.step.name, telling.state_of(walked))
    for lack in walked.lacks:
        yield (*about, lack.words, None, None, lack.rule)
    for seen in walked.seen:
        yield (*about, seen.label, seen.day, seen.where or seen.file or seen.record.path, None)
    for what, day in walked.coming:
        yield (*about, f"À venir : {what}", day, None, None)


def _questions(mock: MockAudit) -> Iterator[Row]:
    for asked in mock.questions:
        for question in asked.questions:
            yield (asked.number, asked.title, question, ", ".join(asked.who), asked.source, None)
