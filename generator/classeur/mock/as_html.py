"""A mock audit as one page to read and to print: no script, no request, no learner's name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from classeur.kinds.record import Record
from classeur.mock import telling
from classeur.mock.predicting import Prediction, Reach
from classeur.mock.report import MockAudit
from classeur.pages.templates import environment
from classeur.pages.typography import typeset
from classeur.reporting import summary


@dataclass(frozen=True, slots=True)
class Links:
    """Where the page leads: the address of a record's page, and of a file; an empty text where there is none."""

    record: Callable[[Record], str]
    file: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Group:
    """Predictions that go together, with what is said above them."""

    title: str
    lede: str
    total: str
    predictions: tuple[Prediction, ...]


def as_html(mock: MockAudit, links: Links) -> str:
    """The whole page."""
    page = environment().get_template("audit-blanc.html").render(
        mock=mock,
        t=telling,
        links=links,
        groups=tuple(filter(None, (_group(mock, reach) for reach in Reach))),
        beyond=tuple(one for one in mock.predictions if not one.in_scope),
        total=telling.total(mock),
        provider=mock.assessment.library.provider.title,
        questions=sum(len(asked.questions) for asked in mock.questions),
    )  # fmt: skip
    head, mark, body = page.partition("<body>")
    return head + mark + typeset(body)


def _group(mock: MockAudit, reach: Reach) -> Group | None:
    found = tuple(one for one in mock.predictions if one.in_scope and one.reach is reach)
    if not found:
        return None
    return Group(telling.TITLES[reach], telling.LEDES[reach], summary(one.finding for one in found), found)
