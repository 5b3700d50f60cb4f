"""Lists of an indicator, where its page can't name all: its evidence, and each session of a rule's coverage."""

from __future__ import annotations

from collections.abc import Iterator

from classeur.dates import short_french
from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record
from classeur.pages import address
from classeur.pages.all_evidence import Held, day_of, piece_words
from classeur.pages.coverage import Covered, Line
from classeur.pages.listing import META, columns
from classeur.pages.page import Page
from classeur.pages.paging import Paged, by_day, paged
from classeur.pages.phrases import say
from classeur.pages.tables import Cell, Group, Link, Part, Row, Table
from classeur.pages.view import View


def evidence_of(view: View, held: Held, indicator: Link, number: int) -> Paged[Record | Piece]:
    """The list of all that serves an indicator, at `listes/preuves-04`."""
    title = say("preuves-de", numero=number)

    def parts(some: tuple[Record | Piece, ...]) -> tuple[Part, ...]:
        rows = tuple(_proof(view, thing) for thing in some)
        return (Part("preuves", "", Table(title, columns("preuves"), (Group("", rows),))),)

    return Paged(
        f"preuves-{number:02}",
        title,
        say("preuves-chapeau"),
        held.things,
        lambda thing: by_day(day_of(thing), thing.label if isinstance(thing, Piece) else view.title(thing)),
        parts,
        _meta(),
        trail=(indicator,),
    )


def _proof(view: View, thing: Record | Piece) -> Row:
    day = day_of(thing)
    dated = Cell(short_french(day) if day else "")
    if isinstance(thing, Piece):
        return (Cell(piece_words(view, thing), view.opens(thing)), Cell(links=(view.reference(thing.owner),)), dated)
    return (Cell(view.title(thing), address.of_record(thing)), Cell(thing.kind.label), dated)


def coverage_pages(view: View, covered: Covered, indicator: Link) -> Iterator[Page]:
    """Every session of a coverage; without verdicts, how many proofs each has and nothing of what is missing."""
    head = "couverture-equipe" if view.edition.holds_verdicts else "couverture"

    def parts(some: tuple[Line, ...]) -> tuple[Part, ...]:
        rows = tuple(_covered(view, line) for line in some)
        return (Part("couverture", "", Table(covered.label, columns(head), (Group("", rows),))),)

    yield from paged(
        Paged(
            f"couverture-{covered.id}",
            covered.label,
            _lede(view, covered),
            covered.every,
            lambda line: by_day(line.day, line.link[0]),
            parts,
            _meta(),
            trail=(indicator,),
        )
    )


def _lede(view: View, covered: Covered) -> str:
    if view.edition.holds_verdicts:
        return say("couverture-chapeau", couverture=covered.gauge.label)
    return say("couverture-par-session")


def _covered(view: View, line: Line) -> Row:
    session, day = Cell(links=(line.link,)), Cell(line.start)
    if not view.edition.holds_verdicts:
        return (session, day, Cell(str(line.have)))
    missing = tuple(link for told in line.missing for link in told.links)
    details = ", ".join(dict.fromkeys(told.details for told in line.missing if told.details))
    return (
        session,
        day,
        Cell(line.gauge.label, gauge=line.gauge),
        Cell(links=missing, more=details) if missing else Cell(say("couverture-rien")),
    )


def _meta() -> dict[str, object]:
    return {**META, "rubrique": say("nav-indicateurs")}
