"""Every list of the binder: sessions, people, documents, due dates, improvement, audits, and one a kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from classeur.dates import short_french
from classeur.editions import Edition
from classeur.kinds.record import Record, slug
from classeur.pages import address
from classeur.pages.agenda import agenda
from classeur.pages.catalogue import Catalogue, catalogue, latest_day, next_review
from classeur.pages.french import counted
from classeur.pages.gaps import gaps
from classeur.pages.guide_words import guide_links
from classeur.pages.improvement import improvement_page
from classeur.pages.list_audits import audits_page
from classeur.pages.list_dues import due_dates_pages
from classeur.pages.list_people import people_pages
from classeur.pages.list_records import MONTHS, holding_pages, month_pages
from classeur.pages.list_sessions import sessions_pages
from classeur.pages.listing import META, columns, lede_of, part, title_of
from classeur.pages.nav import DOCUMENTS
from classeur.pages.own_part import part_pages
from classeur.pages.page import Page
from classeur.pages.paging import LATEST, Paged, by_day, by_name, paged
from classeur.pages.phrases import say
from classeur.pages.stages import map_page
from classeur.pages.states import states_page
from classeur.pages.tables import Cell, Group, Link, Mark, Part, Row, Table
from classeur.pages.tasks import shares, tasks_page
from classeur.pages.view import View

_SINGLE = ("organisme", "personnes")
"""Kinds of one record: no list."""
_ELSEWHERE = ("risque",)
"""Living records that are no documents: the improvement page has them."""


def list_pages(view: View) -> Iterator[Page]:
    """The lists of this edition; due dates only where it holds deadlines."""
    found = catalogue(view)
    yield from sessions_pages(view, found)
    yield from people_pages(view, found)
    yield from documents_pages(view, found)
    yield improvement_page(view, found)
    yield audits_page(view, found)
    yield map_page(view, found)
    if view.edition.holds_verdicts:
        dues = agenda(view)
        yield from due_dates_pages(view, dues)
        yield states_page(view)
        given = shares(view, found, dues, gaps(view, view.assessment.results()))
        yield tasks_page(given)
        yield from part_pages(view, found, given)
    yield from month_pages(view, found)
    yield from holding_pages(view, found)
    yield from kind_pages(view, found)


def documents_pages(view: View, found: Catalogue) -> Iterator[Page]:
    """Living documents by title with version and review, then a link to the list of every kind."""
    living = [
        r for records in found.by_kind.values() for r in records if r.kind.living and r.kind.name not in _ELSEWHERE
    ]
    living.sort(key=lambda r: (slug(view.title(r)), r.id))
    head = "documents-equipe" if view.edition.holds_verdicts else "documents"
    kinds = tuple(
        (
            Cell(records[0].kind.plural, address.of_list(f"genre-{name}")),
            Cell(str(len(records))),
            Cell(records[0].kind.retention),
        )
        for name, records in sorted(found.by_kind.items(), key=lambda item: slug(item[1][0].kind.plural))
        if name not in _SINGLE
    )
    yield from paged(
        Paged(
            DOCUMENTS,
            title_of(DOCUMENTS),
            lede_of(DOCUMENTS),
            tuple(living),
            lambda record: by_name(view.title(record)),
            lambda some: (part("documents", tuple(_document(view, record) for record in some), head=head),),
            beside=(part("genres", kinds, links=((title_of(MONTHS), address.of_list(MONTHS)),)),),
            latest=0,
        )
    )


def _document(view: View, record: Record) -> Row:
    last, due = latest_day(record), next_review(record)
    cells = (
        Cell(view.title(record), address.of_record(record)),
        Cell(record.kind.label),
        Cell(record.text("version").removeprefix("v")),
        Cell(_short(last)),
    )
    if not view.edition.holds_verdicts:
        return cells
    if due and due < view.assessment.date:
        return (*cells, Cell(mark=Mark(say("relecture-depassee"), "watch"), more=_short(due)))
    return (*cells, Cell(_short(due)))


def kind_pages(view: View, found: Catalogue) -> Iterator[Page]:
    """One list for each kind that has records: the latest first, or by title where its records have no day."""
    for name, records in sorted(found.by_kind.items()):
        if name not in _SINGLE:
            yield from paged(_of_kind(view, name, records))


def _of_kind(view: View, name: str, records: tuple[Record, ...]) -> Paged[Record]:
    plural = records[0].kind.plural
    dated = any(latest_day(record) for record in records)
    links = guide_links(name) if view.edition is Edition.TEAM else ()
    in_order = _latest_first(records) if dated else sorted(records, key=lambda r: (slug(view.title(r)), r.id))
    return Paged(
        f"genre-{name}",
        plural,
        say("genre-chapeau", nombre=counted(len(records), "fiche")),
        tuple(in_order),
        lambda record: by_day(latest_day(record), view.title(record)) if dated else by_name(view.title(record)),
        lambda some: (Part(name, "", Table(plural, columns("genre"), (Group("", _rows(view, some)),)), links=links),),
        {**META, "rubrique": title_of(DOCUMENTS)},
        latest=LATEST if dated else 0,
    )


def _rows(view: View, records: tuple[Record, ...]) -> tuple[Row, ...]:
    return tuple(
        (
            Cell(view.title(record), address.of_record(record)),
            Cell(_short(latest_day(record))),
            Cell(links=_indicators(view, record)),
            Cell(view.name(record.text("responsable")) if record.text("responsable") else ""),
        )
        for record in records
    )


def _indicators(view: View, record: Record) -> tuple[Link, ...]:
    known = view.assessment.verdicts
    return tuple((str(n), address.of_indicator(n) if n in known else "") for n in record.indicators)


def _latest_first(records: tuple[Record, ...]) -> tuple[Record, ...]:
    return tuple(sorted(records, key=lambda r: (_iso(latest_day(r)), r.id), reverse=True))


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _short(day: dt.date | None) -> str:
    return short_french(day) if day else ""
