"""Every spreadsheet to take away: what makes it, and the editions that hold it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from classeur.editions import Edition
from classeur.pages.books.deadlines import DEADLINES, deadlines_book
from classeur.pages.books.plan import PLAN, plan_book
from classeur.pages.books.referential import REFERENTIAL, referential_book
from classeur.pages.books.sessions import SESSIONS, sessions_book
from classeur.pages.books.words import file_of, link_of
from classeur.pages.page import Download
from classeur.pages.tables import Link
from classeur.pages.view import View
from classeur.sheets.book import Book

FOLDER = "tableurs"


@dataclass(frozen=True, slots=True)
class Shelved:
    """A book by its name in `data/tableurs.yml`; `widest` is the widest edition that may hold it."""

    name: str
    make: Callable[[View], Book]
    widest: Edition


BOOKS = (
    Shelved(PLAN, plan_book, Edition.AUDITOR),
    Shelved(REFERENTIAL, referential_book, Edition.AUDITOR),
    Shelved(DEADLINES, deadlines_book, Edition.TEAM),
    Shelved(SESSIONS, sessions_book, Edition.TEAM),
)

_CODED = (DEADLINES, SESSIONS)
"""Books that say learners by their codes, and so may be handed round."""


def coded(made: Iterable[Download]) -> Mapping[str, bytes]:
    """Those of some downloads that say learners by their codes: bytes by address."""
    addresses = {address_of(name) for name in _CODED}
    return {one.address: one.content for one in made if one.address in addresses}


def downloads_of(view: View) -> Iterator[Download]:
    """The books of an edition, written."""
    from classeur.sheets.writing import as_xlsx  # noqa: PLC0415 - slow to import, and most commands write none

    for shelved in BOOKS:
        if view.edition.shows(shelved.widest):
            yield Download(address_of(shelved.name), as_xlsx(shelved.make(view)))


def link_to(name: str) -> Link:
    """The words that lead to a book, and its address."""
    return link_of(name), address_of(name)


def address_of(name: str) -> str:
    """Where a book is in the site: `tableurs/plan-amelioration.xlsx`."""
    return f"{FOLDER}/{file_of(name)}"
