"""Sessions in rows: the auditor picks here, the team sees how far each file goes."""

from __future__ import annotations

import itertools

from classeur.dates import span_in_french
from classeur.kinds.record import Record
from classeur.library import STOPPED
from classeur.pages import address
from classeur.pages.catalogue import Catalogue, Tally, label_of
from classeur.pages.french import capitalized, counted, month_of
from classeur.pages.listing import columns
from classeur.pages.phrases import say
from classeur.pages.tables import Cell, Group, Row, Table
from classeur.pages.view import View


def category_table(view: View, found: Catalogue, sessions: tuple[Record, ...], *, by_month: bool = False) -> Table:
    """The sessions of a category, with learners, pieces, and for the team how many cases are there."""
    name = "sessions-equipe" if view.edition.holds_verdicts else "sessions"
    groups = itertools.groupby(sessions, _month) if by_month else (("", sessions),)
    rows = tuple(Group(month, tuple(session_row(view, found, s) for s in some)) for month, some in groups)
    return Table(label_of(view, sessions[0], "categorie") if sessions else "", columns(name), rows)


def _month(session: Record) -> str:
    start = session.date("debut")
    return capitalized(month_of(start)) if start else ""


def session_row(view: View, found: Catalogue, session: Record) -> Row:
    """A session in the columns of `category_table`."""
    start, end = session.date("debut"), session.date("fin")
    stopped = session.get("avancement") in STOPPED
    progress = label_of(view, session, "avancement")
    cells = (
        Cell(view.title(session), address.of_record(session), more=progress if stopped else ""),
        Cell(span_in_french(start, end or start) if start else ""),
        Cell(label_of(view, session, "modalite")),
        Cell(str(len(session.rows("inscrits")))),
        _pieces(view, session),
    )
    return (*cells, _cases(found.tallies.get(session.id))) if view.edition.holds_verdicts else cells


def _pieces(view: View, session: Record) -> Cell:
    held = view.library.inscriptions_of.get(session.id, ())
    owners = (session, *(inscription.parcours for inscription in held if inscription.parcours))
    pieces = [piece for owner in owners for piece in view.library.pieces.get(owner.id, ())]
    if not pieces:
        return Cell(say("pieces-aucune"))
    if not view.edition.holds_names:
        return Cell(str(len(pieces)))
    seen = sum(piece.seen for piece in pieces)
    elsewhere = sum(not piece.file for piece in pieces)
    more = say("pieces-ailleurs", nombre=counted(elsewhere, "gardée")) if elsewhere else ""
    return Cell(counted(seen, "vue"), more=more)


def _cases(tally: Tally | None) -> Cell:
    if tally is None:
        return Cell(say("cas-aucun"))
    due = tally.have + tally.missing
    waiting = say("couverture-a-venir", nombre=tally.waiting) if tally.waiting else ""
    return Cell(say("couverture", have=tally.have, due=due) if due else waiting, more=waiting if due else "")
