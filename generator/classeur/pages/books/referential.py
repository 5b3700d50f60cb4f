"""The référentiel as a spreadsheet: what is asked, our answer, our examples; for the team, what is missing too."""

from __future__ import annotations

from classeur.pages import address
from classeur.pages.books.words import book_of, cell, plain, sheet_of
from classeur.pages.catalogue import Catalogue, catalogue
from classeur.pages.demand import reason_of
from classeur.pages.evidence import chosen, found
from classeur.pages.french import capitalized
from classeur.pages.gaps import gaps
from classeur.pages.nav import criteria_of
from classeur.pages.view import View
from classeur.rules.result import Verdict
from classeur.sheets.book import Book, Value

REFERENTIAL = "referentiel"


def referential_book(view: View) -> Book:
    """One row an indicator of the version that the next audit follows; states and gaps for the team alone."""
    everything = catalogue(view)
    titles = {c.number: f"{c.number}. {c.title}" for c in criteria_of(view)}
    rows = (
        (*_row(view, everything, verdict, titles[verdict.indicator.criterion]), *_state(view, verdict))
        for _, verdict in sorted(view.assessment.verdicts.items())
    )
    name = "equipe" if view.edition.holds_verdicts else "indicateurs"
    return book_of(view, REFERENTIAL, (sheet_of(view, (REFERENTIAL, name), rows),))


def _row(view: View, everything: Catalogue, verdict: Verdict, criterion: str) -> tuple[Value, ...]:
    indicator = verdict.indicator
    answer = everything.answers.get(indicator.number)
    cards = chosen(view, answer) or found(view, verdict.results)
    procedures = view.references(answer.texts("procedures")) if answer else ()
    return (
        indicator.number,
        indicator.title,
        criterion,
        indicator.summary,
        "\n".join(indicator.expected),
        cell("oui" if verdict.applies else "non"),
        capitalized(reason_of(view, verdict)),
        plain(view.prose(answer, address.of_indicator(indicator.number)).html) if answer else "",
        "\n".join(words for words, _ in procedures),
        "\n".join(cell("exemple", quoi=card.kind, titre=card.title) for card in cards),
        "\n".join(map(capitalized, indicator.change.added)) if indicator.change.changed else cell("change-rien"),
    )


def _state(view: View, verdict: Verdict) -> tuple[Value, ...]:
    """How the indicator stands, what is missing and what to do, for who may read it."""
    if not view.edition.holds_verdicts:
        return ()
    missing = gaps(view, verdict.results)
    said = (
        cell("de-combien", quoi=gap.words, etendue=gap.gauge.label) if gap.extent.total else gap.words
        for gap in missing
    )
    return (
        capitalized(verdict.status.word),
        "\n".join(said),
        "\n".join(dict.fromkeys(gap.remedy for gap in missing)),
    )
