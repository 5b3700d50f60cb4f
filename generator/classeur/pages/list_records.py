"""Lists of records of any kind: month by month, by who holds them, and what is linked to one that many name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from classeur.dates import short_french
from classeur.kinds.record import Record, slug
from classeur.library import PROVIDER_KIND
from classeur.pages import address
from classeur.pages.catalogue import Catalogue, latest_day
from classeur.pages.french import counted
from classeur.pages.listing import META, columns, lede_of, title_of
from classeur.pages.nav import DOCUMENTS, PEOPLE
from classeur.pages.page import Page
from classeur.pages.paging import Paged, by_day, paged
from classeur.pages.phrases import say
from classeur.pages.tables import Cell, Group, Link, Part, Row, Table
from classeur.pages.view import View

MONTHS = "mois"
_HOLDING = ("responsable", "referent_pedagogique")
"""Fields that say who answers for a record."""


def month_pages(view: View, found: Catalogue) -> Iterator[Page]:
    """Every record that has a day, whatever its kind: what happened, month by month."""
    dated = (r for some in found.by_kind.values() for r in some if r.day and r.kind.name != PROVIDER_KIND)
    meta = {**META, "rubrique": title_of(DOCUMENTS)}
    yield from paged(_listed(view, MONTHS, title_of(MONTHS), lede_of(MONTHS), dated, meta))


def holding_pages(view: View, found: Catalogue) -> Iterator[Page]:
    """For each member of the team who answers for records, the list of them."""
    meta = {**META, "rubrique": title_of(PEOPLE)}
    for handle, records in held_by(view, found).items():
        name = view.name(handle)
        lede = say("tenues-chapeau", nombre=counted(len(records), "fiche"))
        yield from paged(_listed(view, of_holder(handle), say("tenues-de", nom=name), lede, records, meta))


def held_by(view: View, found: Catalogue) -> dict[str, list[Record]]:
    """The records that each member of the team answers for, in the order of the team; who holds none is left out."""
    groups: dict[str, list[Record]] = {handle: [] for handle in view.library.team}
    for record in (record for records in found.by_kind.values() for record in records):
        for handle in dict.fromkeys(record.text(name) for name in _HOLDING if _readable(view, record, name)):
            if handle in groups:
                groups[handle].append(record)
    return {handle: records for handle, records in groups.items() if records}


def _readable(view: View, record: Record, name: str) -> bool:
    field = record.kind.field(name)
    return field is not None and view.edition.shows(field.edition)


def of_holder(handle: str) -> str:
    """The list of what a member of the team holds."""
    return f"tenu-par-{handle}"


def of_links(record: Record) -> str:
    """The list of what is linked to a record."""
    return f"liens-{record.id}"


def link_pages(view: View, record: Record, linked: Iterable[Record], trail: tuple[Link, ...]) -> Iterator[Page]:
    """All that is linked to a record, for one whose page can't name them all."""
    title = say("liens-de", titre=view.title(record))
    yield from paged(_listed(view, of_links(record), title, say("liens-chapeau"), linked, META, trail))


def _listed(
    view: View,
    name: str,
    title: str,
    lede: str,
    records: Iterable[Record],
    meta: Mapping[str, object],
    trail: tuple[Link, ...] = (),
) -> Paged[Record]:
    def parts(some: tuple[Record, ...]) -> tuple[Part, ...]:
        rows = tuple(_row(view, record) for record in some)
        return (Part("fiches", "", Table(title, columns("fiches"), (Group("", rows),))),)

    in_order = sorted(records, key=lambda r: (-_ordinal(latest_day(r)), slug(view.title(r)), r.id))
    return Paged(
        name, title, lede, tuple(in_order), lambda r: by_day(latest_day(r), view.title(r)), parts, meta, trail=trail
    )


def _row(view: View, record: Record) -> Row:
    day = latest_day(record)
    return (
        Cell(view.title(record), address.of_record(record)),
        Cell(record.kind.label),
        Cell(short_french(day) if day else ""),
    )


def _ordinal(day: dt.date | None) -> int:
    return day.toordinal() if day else 0
