"""Due dates in pages: late ones first, then month by month; all of them, those of a person, those of a family."""

from __future__ import annotations

from collections.abc import Iterator

from classeur.dates import short_french
from classeur.pages import address
from classeur.pages.books.deadlines import DEADLINES
from classeur.pages.books.shelf import link_to
from classeur.pages.calendars import calendar_of
from classeur.pages.due import Due
from classeur.pages.french import capitalized, month_of
from classeur.pages.holding import families
from classeur.pages.listing import META, columns, empty_of, lede_of, title_of
from classeur.pages.nav import DUE_DATES
from classeur.pages.page import Page
from classeur.pages.paging import LATE, Filter, Paged, Shelf, by_day, paged
from classeur.pages.phrases import say
from classeur.pages.tables import Cell, Group, Link, Part, Row, Table
from classeur.pages.view import View


def of_person(handle: str) -> str:
    """The name of the list of what one person sees to."""
    return f"{DUE_DATES}-de-{handle}"


def of_family(family: str) -> str:
    """The name of the list of one family."""
    return f"{DUE_DATES}-{family}"


def due_dates_pages(view: View, dues: tuple[Due, ...]) -> Iterator[Page]:
    """All due dates, then those of each person and of each family that has some: filters that need no script."""
    busy, kept = {who for due in dues for who in due.holders}, {due.family for due in dues}
    people = {handle: view.name(handle) for handle in view.library.team if handle in busy}
    kinds = {family: title for family, title in families().items() if family in kept}
    filters = _filters(people, kinds)
    yield from _pages(view, DUE_DATES, title_of(DUE_DATES), dues, filters, calendar_of())
    for handle, name in people.items():
        own = tuple(due for due in dues if handle in due.holders)
        title = say("echeances-de", qui=name)
        yield from _pages(view, of_person(handle), title, own, filters, calendar_of(handle))
    for family, words in kinds.items():
        some = tuple(due for due in dues if due.family == family)
        title = say("echeances-famille", famille=words)
        yield from _pages(view, of_family(family), title, some, filters, calendar_of())


def _filters(people: dict[str, str], kinds: dict[str, str]) -> tuple[Filter, ...]:
    everything = (say("echeances-toutes"), DUE_DATES)
    return (
        (say("echeances-par-famille"), (everything, *((words, of_family(name)) for name, words in kinds.items()))),
        (say("echeances-par-personne"), tuple((words, of_person(handle)) for handle, words in people.items())),
    )


def _pages(
    view: View, name: str, title: str, dues: tuple[Due, ...], filters: tuple[Filter, ...], calendar: str
) -> Iterator[Page]:
    today = view.assessment.date
    books = (link_to(DEADLINES),) if name == DUE_DATES else ()

    def shelf(due: Due) -> Shelf:
        return Shelf(f"{today.year}", LATE) if due.late else by_day(max(due.day, today), "")

    yield from paged(
        Paged(
            name,
            title,
            lede_of(DUE_DATES),
            dues,
            shelf,
            lambda some: (Part("mois", "", months_of(some), empty=empty_of(DUE_DATES)),),
            {**META, "rubrique": say("nav-accueil")},
            ahead=True,
            beside=(calendar_part(calendar),),
            trail=() if name == DUE_DATES else ((title_of(DUE_DATES), address.of_list(DUE_DATES)),),
            takeaway=(*books, (say("agenda-lien"), calendar)),
            filters=filters,
        )
    )


def calendar_part(calendar: str) -> Part:
    """A calendar to take away, and how it is opened or subscribed to."""
    return Part("agenda", say("agenda-titre"), empty=say("agenda-comment"), links=((say("agenda-lien"), calendar),))


def months_of(dues: tuple[Due, ...], *, own: bool = False) -> Table | None:
    """Due dates under the name of their month, what is late under its own heading; `own` leaves out who sees to it."""
    months: dict[str, list[Row]] = {}
    for due in dues:
        months.setdefault(say("echeance-en-retard") if due.late else month_of(due.day), []).append(_row(due, own=own))
    groups = tuple(Group(capitalized(month), tuple(rows)) for month, rows in months.items())
    return Table(title_of(DUE_DATES), columns("taches-siennes" if own else DUE_DATES), groups) if groups else None


def _row(due: Due, *, own: bool) -> Row:
    about: tuple[Link, ...] = tuple(link for link in due.about if link[0])
    cells = (Cell(short_french(due.day)), Cell(due.words, due.target, more=due.nature), Cell(links=about))
    state = Cell(mark=due.late, more=due.delay) if due.late else Cell(due.delay)
    return (*cells, state) if own else (*cells, Cell(due.who), state)
