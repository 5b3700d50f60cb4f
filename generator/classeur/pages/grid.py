"""The grid of the indicators on the home page: a band a criterion, a square an indicator."""

from __future__ import annotations

from dataclasses import dataclass

from classeur.pages import address
from classeur.pages.nav import criteria_of
from classeur.pages.view import View
from classeur.rules.result import Status, Verdict


@dataclass(frozen=True, slots=True)
class Square:
    """An indicator in the grid: where it is drawn, its link, its state; no state where the edition holds none."""

    number: int
    left: int
    target: str
    words: str
    css: str
    shape: str


@dataclass(frozen=True, slots=True)
class Band:
    """A criterion in the grid."""

    number: int
    title: str
    squares: tuple[Square, ...]


def bands(view: View) -> tuple[Band, ...]:
    """The grid: a band a criterion, a square an indicator."""
    return tuple(
        Band(
            c.number, c.title, tuple(_square(view, i, view.assessment.verdicts[n]) for i, n in enumerate(c.indicators))
        )
        for c in criteria_of(view)
    )


def _square(view: View, place: int, verdict: Verdict) -> Square:
    indicator = verdict.indicator
    if view.edition.holds_verdicts or verdict.status is Status.NA:
        state, css, shape = f" : {verdict.status.word}", verdict.status.css, verdict.status.css
    else:
        state, css, shape = "", "blank", ""
    words = f"{indicator.number}. {indicator.title}{state}"
    return Square(indicator.number, 48 * place, address.of_indicator(indicator.number), words, css, shape)
