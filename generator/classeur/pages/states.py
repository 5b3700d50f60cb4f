"""The list of indicators by state, for the team: what each tile of the home page counts, and why."""

from __future__ import annotations

from classeur.pages import address
from classeur.pages.books.referential import REFERENTIAL
from classeur.pages.books.shelf import link_to
from classeur.pages.french import capitalized
from classeur.pages.indicators import entry_of
from classeur.pages.listing import columns, list_page
from classeur.pages.page import Page
from classeur.pages.phrases import say
from classeur.pages.tables import Cell, Group, Part, Row, Table
from classeur.pages.view import View
from classeur.rules.result import Status

STATES = "etats"


def tile_of(status: Status) -> str:
    """Where the indicators in a state are listed."""
    return f"{address.of_list(STATES)}#partie-{status.css}"


def states_page(view: View) -> Page:
    """Every indicator under its state, worst first; those that do not apply with the reason."""
    groups: dict[Status, list[Row]] = {status: [] for status in Status}
    for verdict in view.assessment.verdicts.values():
        entry = entry_of(view, verdict)
        groups[verdict.status].append((Cell(*entry.link), Cell(entry.words)))
    parts = tuple(
        Part(
            status.css,
            capitalized(status.word),
            Table(capitalized(status.word), columns(STATES), (Group("", tuple(rows)),)) if rows else None,
            empty=say("etats-aucun"),
        )
        for status, rows in groups.items()
    )
    return list_page(STATES, parts, tab=say("nav-indicateurs"), takeaway=(link_to(REFERENTIAL),))
