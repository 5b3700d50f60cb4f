"""The list of sessions: by category, then by month; by year where they are many."""

from __future__ import annotations

from collections.abc import Iterator

from classeur.kinds.record import Record, slug
from classeur.pages.books.sessions import SESSIONS as BOOK
from classeur.pages.books.shelf import link_to
from classeur.pages.catalogue import SESSION, Catalogue, label_of
from classeur.pages.listing import empty_of, lede_of, list_page, title_of
from classeur.pages.nav import SESSIONS
from classeur.pages.page import Page
from classeur.pages.paging import Paged, Shelf, by_day, paged
from classeur.pages.session_tables import category_table
from classeur.pages.tables import Part
from classeur.pages.view import View


def sessions_pages(view: View, found: Catalogue) -> Iterator[Page]:
    """The sessions of this edition, cancelled ones included and said so."""
    sessions = tuple(sorted(found.by_kind.get(SESSION, ()), key=_order, reverse=True))
    if not sessions:
        yield list_page(SESSIONS, (Part("aucune", "", empty=empty_of(SESSIONS)),))
        return
    yield from paged(
        Paged(
            SESSIONS,
            title_of(SESSIONS),
            lede_of(SESSIONS),
            sessions,
            _shelf,
            lambda some: _categories(view, found, some),
            takeaway=(link_to(BOOK),) if view.edition.holds_verdicts else (),
        )
    )


def _categories(view: View, found: Catalogue, sessions: tuple[Record, ...]) -> tuple[Part, ...]:
    groups: dict[str, list[Record]] = {}
    for session in sessions:
        groups.setdefault(label_of(view, session, "categorie"), []).append(session)
    return tuple(
        Part(slug(label) or "sessions", label, category_table(view, found, tuple(some), by_month=True))
        for label, some in sorted(groups.items())
    )


def _order(session: Record) -> tuple[str, str]:
    start = session.date("debut")
    return (start.isoformat() if start else "", session.id)


def _shelf(session: Record) -> Shelf:
    return by_day(session.date("debut"), session.id)
