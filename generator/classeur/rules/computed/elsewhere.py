"""Figures that public pages repeat: the same everywhere as on the page of results (demand B7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from classeur.figures import Measure, measure_of, measures, percent_of, published_figures
from classeur.kinds.record import Record, Row, slug
from classeur.library import Library
from classeur.rules.bounds import Day
from classeur.rules.cases import judged
from classeur.rules.declaration import Selector
from classeur.rules.result import Case
from classeur.rules.selection import chosen

_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n\s*\n|\n(?=[-*|#])")
_RATE = "taux"
"""With this word a sentence tells a rate; without it, « 30 % retenus en cas d'abandon » is a price."""
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s*%")


def figure_told_otherwise(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each public page that repeats a figure; missing when the page of results does not publish that one.

    A sentence counts when it holds one percentage and names one measure without a doubt (« taux de satisfaction »),
    of which something is published: what is missing there is told by others.
    `ici` is what it says, `resultats` what is published. Source: demand B7.
    """
    figures = published_figures(library)
    for subject in chosen(library, what, day) if what else ():
        page = subject.record
        told = (
            [(measure, said, _published(figures, page, measure)) for measure, said in _repeated(page)] if page else []
        )
        compared = [line for line in told if line[2]]
        if not compared:
            continue
        details = {}
        if wrong := [line for line in compared if line[1] not in line[2]]:
            measure, said, known = wrong[0]
            values = " ou ".join(f"{value} %" for value in sorted(known))
            details = {"ici": f"{said} % ({measure.label.lower()})", "resultats": values}
        yield judged(library, subject, details)


def _repeated(page: Record) -> Iterator[tuple[Measure, str]]:
    """The figures that the sentences of a page tell: what is measured, and its percentage."""
    texts = [value for name in page.values for value in page.texts(name)]
    for sentence in (part for text in (*texts, page.body) for part in _SENTENCE.split(text)):
        percents = set(_PERCENT.findall(sentence))
        words = set(slug(sentence).split("-")) if percents else set()
        named = [measure for measure in measures() if words & (measure.words if _RATE in words else measure.sure)]
        if len(percents) == len(named) == 1:
            yield named[0], _plain(percents.pop())


def _published(figures: Mapping[str, tuple[Row, ...]], page: Record, measure: Measure) -> set[str]:
    """The percentages published for a measure: those of the programme on its own page, else all of them."""
    own = (
        figures.get(page.id, ())
        if page.kind.name == "formation"
        else [row for rows in figures.values() for row in rows]
    )
    return {_plain(percent_of(row)) for row in own if measure_of(row) == measure.name}


def _plain(number: str) -> str:
    return number.replace(".", ",").removesuffix(",0")
