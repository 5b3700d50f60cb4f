"""Learners × expected pieces of a session: where each piece is, when it is from, and which ones are not there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from classeur.dates import in_french, short_french
from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record
from classeur.library import Inscription
from classeur.pages import address
from classeur.pages.binding import in_time
from classeur.pages.columns import Column, load_columns, makes_sense
from classeur.pages.delivery import DELIVERY
from classeur.pages.index import Index, Told
from classeur.pages.phrases import say
from classeur.pages.view import View
from classeur.rules.result import CaseState, Status

_PLACE = 18


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: the CSS class of its state (empty for none), its shape, what is read aloud, what is seen, its link."""

    css: str = ""
    shape: str = ""
    spoken: str = ""
    seen: str = "–"
    place: str = ""
    address: str = ""
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A learner's row: name (or code), code under the name where they differ, page, cells."""

    name: str
    code: str
    address: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole table. `states` are the classes and shapes that it uses, for its legend; `reasons` its waivers."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    states: frozenset[str]
    reasons: tuple[str, ...]


def matrix_of(view: View, index: Index, session: Record) -> Matrix:
    """The table of a session, in the order of its `inscrits`; only the columns that make sense for it."""
    enrolled = view.library.inscriptions_of.get(session.id, ())
    things = [_things(index, inscription) for inscription in enrolled]
    columns = tuple(
        column
        for column in load_columns()
        if makes_sense(
            column,
            session,
            found=any(column.holds(view.library, thing) for own in things for thing in own),
            ruled=bool(_told(index, session, "", column)),
        )
    )
    lines = tuple(
        Line(
            name=view.name(inscription.learner),
            code=inscription.learner if view.name(inscription.learner) != inscription.learner else "",
            address=address.of_learner(inscription.learner),
            cells=tuple(cell_of(view, index, inscription, column, own) for column in columns),
        )
        for inscription, own in zip(enrolled, things, strict=True)
    )
    states = frozenset(cell.css or cell.shape for line in lines for cell in line.cells)
    return Matrix(columns, lines, states, _reasons(view, session))


def cells_of(view: View, index: Index, inscription: Inscription) -> tuple[Cell, ...]:
    """Every cell of one learner, without the table."""
    own = _things(index, inscription)
    found = [(column, any(column.holds(view.library, thing) for thing in own)) for column in load_columns()]
    return tuple(
        cell_of(view, index, inscription, column, own)
        for column, held in found
        if makes_sense(
            column, inscription.session, found=held, ruled=bool(_told(index, inscription.session, "", column))
        )
    )


def _things(index: Index, inscription: Inscription) -> tuple[Record | Piece, ...]:
    return (*index.pieces_for(inscription), *index.records_for(inscription))


def _told(index: Index, session: Record, learner: str, column: Column) -> tuple[Told, ...]:
    return tuple(told for told in index.cases.get((session.id, learner), ()) if told.result.rule.id in column.rules)


def cell_of(
    view: View, index: Index, inscription: Inscription, column: Column, things: Sequence[Record | Piece]
) -> Cell:
    """One cell: what the rules tell first (missing, late, waived), else what is there, else when it is due."""
    told = _told(index, inscription.session, "" if column.of_session else inscription.learner, column)
    held = [thing for thing in things if column.holds(view.library, thing)]
    for found in told:
        if found.case.state is CaseState.MISSING:
            return _missing(view, found, held)
        if found.case.state is CaseState.WAIVED:
            spoken = say("dispensee", motif=found.case.reason)
            return Cell(Status.NA.css, "s-na", spoken, say("dispense"))
    if column.many and len(held) > 1:
        return _several(view, inscription, held)
    if held:
        proofs = [proof for found in told if (proof := found.case.proof) is not None and proof in held]
        best = proofs[0] if proofs else _best(column, inscription, held)
        return _present(view, inscription, column, best)
    return _absent(view, inscription, column, told)


def _best(column: Column, inscription: Inscription, held: Sequence[Record | Piece]) -> Record | Piece:
    """The one to show: what was there in time, else the latest; of what is handed out late, the first.

    A second document handed out later, or a new version, takes nothing from what was received before the first day.
    """
    given = [thing for thing in held if isinstance(thing, Record) and thing.kind.name == DELIVERY and thing.day]
    before = [thing for thing in given if _day_of(thing) < inscription.start]
    if given and not before:
        return min(given, key=_day_of)
    timely = [thing for thing in held if isinstance(thing, Piece) and in_time(thing, inscription)]
    return max(before or timely or held, key=lambda thing: _rank(column, thing))


def _day_of(record: Record) -> dt.date:
    return record.day or dt.date.max


def _absent(view: View, inscription: Inscription, column: Column, told: Sequence[Told]) -> Cell:
    """Nothing there, and no rule that misses it: not due yet, no longer expected, or simply not there."""
    dues = [due for found in told if found.case.state is CaseState.WAITING and (due := found.case.due)]
    coming = column.at_end and inscription.end >= view.assessment.date
    if coming and view.edition.holds_verdicts:
        dues.append(inscription.end)
    if dues:
        words = short_french(dues[0], year=dues[0].year != inscription.end.year)
        return Cell(Status.SOON.css, "s-soon", say("attendue", jour=""), words)
    if inscription.row.get("sorti_le"):
        return Cell(Status.NA.css, "s-na", say("parti-le", jour=in_french(inscription.end)), say("parti"))
    return Cell(seen=say("a-venir")) if coming else Cell(spoken=say("aucune"))


def _missing(view: View, told: Told, held: Sequence[Record | Piece]) -> Cell:
    found, css = told.case.found, told.status.css
    if found is None:
        return Cell(css, f"s-{css}", say("manquante"), "–", gap=True)
    late = next((thing for thing in held if _day(thing) == found), None)
    target = _target(view, late) if late else ""
    return Cell(css, f"s-{css}", say("hors-delai", jour=""), f"{found:%d/%m}", address=target, gap=True)


def _several(view: View, inscription: Inscription, held: Sequence[Record | Piece]) -> Cell:
    pieces = [thing for thing in held if isinstance(thing, Piece)]
    link = f"{address.of_learner(inscription.learner)}#pieces-{inscription.session.id}"
    words = say("feuilles", n=len(held))
    if any(piece.seen for piece in pieces):
        return Cell(Status.OK.css, "s-ok", say("vue", jour=""), words, address=link)
    return _closed(view, words, link) if any(piece.file for piece in pieces) else _kept(words, "", link)


def _present(view: View, inscription: Inscription, column: Column, thing: Record | Piece) -> Cell:
    day = _day(thing)
    seen = f"{day:%d/%m}" if day else "–"
    target = _target(view, thing)
    if column.before_start and view.edition.holds_verdicts and day and day > inscription.start:
        css = Status.WATCH.css
        return Cell(css, f"s-{css}", say("en-retard", jour=""), seen, address=target, gap=True)
    if isinstance(thing, Piece) and thing.file and not thing.seen:
        return _closed(view, seen, target)
    if isinstance(thing, Piece) and not thing.file:
        place = thing.where.split(",")[0]
        return _kept(seen, place if len(place) <= _PLACE else place.split(" ")[0], target)
    return Cell(Status.OK.css, "s-ok", say("vue", jour="") if target else say("au-dossier"), seen, address=target)


def _closed(view: View, seen: str, target: str) -> Cell:
    """A file that shows nothing: empty, locked, damaged. The auditor's pages only say that it is there."""
    if not view.edition.holds_verdicts:
        return Cell("", "p-shelf", say("au-dossier"), seen, address=target)
    return Cell(Status.WATCH.css, "s-watch", say("ne-s-ouvre-pas", jour=""), seen, address=target, gap=True)


def _kept(seen: str, place: str, target: str) -> Cell:
    return Cell("", "p-shelf", say("ailleurs-date", jour=""), seen, place, target)


def _target(view: View, thing: Record | Piece) -> str:
    return view.opens(thing) if isinstance(thing, Piece) else address.of_record(thing)


def _day(thing: Record | Piece) -> dt.date | None:
    return (thing.signed or thing.date) if isinstance(thing, Piece) else thing.day


def _rank(column: Column, thing: Record | Piece) -> tuple[int, str]:
    """Interviews and diffusions first, then natures in the order of the column; among equals the latest."""
    place = column.natures.index(thing.nature) if isinstance(thing, Piece) else -1
    return (-place, str(_day(thing)))


def _reasons(view: View, session: Record) -> tuple[str, ...]:
    field = session.kind.field("dispenses")
    if field is None or not view.edition.shows(field.edition):
        return ()
    return tuple(
        f"{', '.join(map(view.name, _people(row.get('pour'))))} : {row.get('motif')}".removeprefix(" : ")
        for row in session.rows("dispenses")
    )


def _people(cell: object) -> tuple[str, ...]:
    return tuple(str(code) for code in cell) if isinstance(cell, tuple) else ()
