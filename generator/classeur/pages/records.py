"""The page of every record that has none of its own: fields in words, rows, body, pieces, links both ways."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from classeur.about import sessions_of
from classeur.editions import Edition
from classeur.kinds.record import Record
from classeur.library import PARCOURS, PROVIDER_KIND, SESSION
from classeur.pages import address
from classeur.pages.faults import steps_table
from classeur.pages.handed_out import handed_out
from classeur.pages.improvement_chain import chains_of
from classeur.pages.index import Index, index_of
from classeur.pages.list_records import link_pages, of_links
from classeur.pages.mock_remains import FOUND, preparation_of, remains_of
from classeur.pages.page import Page
from classeur.pages.past import past_of
from classeur.pages.phrases import page_data
from classeur.pages.public.tables import fold
from classeur.pages.public.world import FOLDER, page_address
from classeur.pages.record_tables import Cell, cell_of, pieces_of, table_of
from classeur.pages.session_gaps import gaps_of_record
from classeur.pages.versions import Version, in_force, next_review
from classeur.pages.view import View
from classeur.pages.writing import write

MOST = 12
"""Links of one kind that a page lists; where there are more, a list of their own has them all."""
_SHORT = 48
_ITEMS = 3
_ELSEWHERE = ("titre", "genre", "etat", "indicateurs", "version", "revision", "revu_le", "date", "nom")
"""Fields that the head of the page or its panels already say."""
_WITH_FACTS = ("livret", "accessibilite")
"""Kinds whose public pages read people, places and delays from the provider's record."""
_PANELS = ("pieces", "versions", "dispenses", FOUND)


@dataclass(frozen=True, slots=True)
class Entry:
    """A field: its label and its value."""

    label: str
    value: Cell


@dataclass(frozen=True, slots=True)
class Group:
    """Linked records of one kind, the latest first; `left` of them are not listed, and the page at `more` has them."""

    label: str
    links: tuple[tuple[str, str, dt.date | None], ...]
    left: int
    more: str


@dataclass(frozen=True, slots=True)
class Living:
    """A living document: version in force, last and next reading; `overdue` is a verdict, false without them."""

    version: Version | None
    read: dt.date | None
    due: dt.date | None
    overdue: bool


def record_pages(view: View) -> Iterator[Page]:
    """One page for each published record that is not a session, `content/` and `organisme.yml` included."""
    index = index_of(view)
    tabs = page_data("rubriques")
    for record in view.library.records.values():
        if record.kind.name != SESSION and view.shows_record(record):
            linked = _linked(index, record)
            groups = _groups(view, record, linked)
            yield _page(view, index, record, groups, tabs)
            if any(group.left for group in groups):
                yield from link_pages(view, record, linked, ((view.title(record), address.of_record(record)),))


def _linked(index: Index, record: Record) -> tuple[Record, ...]:
    """What the record names and what names it, each once."""
    found = (*index.links.get(record.id, ()), *index.backlinks.get(record.id, ()))
    return tuple({other.id: other for other in found if other.kind.name != PROVIDER_KIND}.values())


def _page(
    view: View, index: Index, record: Record, groups: list[Group], tabs: Mapping[str, Mapping[str, str] | str]
) -> Page:
    here = address.of_record(record)
    told = (*_ELSEWHERE, "indicateur") if record.indicators else _ELSEWHERE
    entries = [Entry(s.field.label, cell_of(view, s)) for s in view.fields(record) if s.field.name not in told]
    held = [(field, rows) for field, rows in view.tables(record) if field.name not in _PANELS]
    gaps = gaps_of_record(view, index, record)
    values = {
        "record": record,
        "day": record.day,
        "trail": _trail(view, record),
        "facts": [entry for entry in entries if _brief(entry)],
        "texts": [entry for entry in entries if not _brief(entry)],
        "tables": [table_of(view, field, rows) for field, rows in held],
        "versions": next((table_of(view, f, rows) for f, rows in view.tables(record) if f.name == "versions"), None),
        "waivers": next((table_of(view, f, rows) for f, rows in view.tables(record) if f.name == "dispenses"), None),
        "pieces": pieces_of(view, view.library.pieces.get(record.id, ())) if _shows_pieces(view, record) else (),
        "indicators": [
            (number, address.of_indicator(number), view.assessment.verdicts[number].indicator.title)
            for number in record.indicators
            if number in view.assessment.verdicts
        ],
        "groups": groups,
        "living": _living(view, record) if record.kind.living else None,
        "locked": record.kind.edition is Edition.SOURCE,
        "referent": view.name(view.library.provider.text("referent_handicap")) if 26 in record.indicators else "",  # noqa: PLR2004
        "gaps": gaps,
        "past": past_of(view, record),
        "steps": steps_table(view, record),
        "chains": chains_of(view, record),
        "deliveries": handed_out(view, index, record) if record.kind.living else None,
        "remains": remains_of(view, record),
        "preparation": preparation_of(view, record),
        "verdicts": view.edition.holds_verdicts,
        "prose": fold(view.prose(record, here).html),
        "provider": record.kind.name == PROVIDER_KIND,
        "published": _published(view, record),
        "house": address.of_record(view.library.provider) if record.kind.name in _WITH_FACTS else "",
        "guide": address.of_guide(record.kind.name) if view.edition is Edition.TEAM else "",
    }
    return write("record.md", here, view.title(record), values, _front(view, record, tabs))


def _front(view: View, record: Record, tabs: Mapping[str, Mapping[str, str] | str]) -> dict[str, object]:
    """What the theme and the search read of the page: its tab, its file, its names, its kind, its indicators."""
    rubrics, default = tabs["rubriques"], str(tabs["defaut"])
    return {
        "hide": ["navigation", "toc"],
        "rubrique": rubrics.get(record.kind.name, default) if isinstance(rubrics, Mapping) else default,
        "source": record.path,
        "tags": list(dict.fromkeys((record.id, view.name(record.id)))),
        "genre": record.kind.plural,
        "indicateurs": [number for number in record.indicators if number in view.assessment.verdicts],
    }


def _published(view: View, record: Record) -> str:
    """Where the public reads the record, on the web; empty when it does not, or when the site has no address."""
    site = address.web_address(view.library.provider.text("site"))
    public = record.kind.edition is Edition.PUBLIC and record.path.startswith(FOLDER)
    return f"{site.rstrip('/')}/{page_address(record)}.html" if site and public else ""


def _brief(entry: Entry) -> bool:
    """Whether a value fits in the strip of facts at the top."""
    value = entry.value
    if len(value.links) == 1:
        return True
    return len(value.words) <= _SHORT and max(len(value.items), len(value.links)) <= _ITEMS


def _shows_pieces(view: View, record: Record) -> bool:
    field = record.kind.field("pieces")
    return field is not None and view.edition.shows(field.edition)


def _trail(view: View, record: Record) -> list[tuple[str, str]]:
    """Home, then the session and the learner that a record names, when it names one of each."""
    trail = [("Accueil", address.HOME)]
    named = (
        r for r in record.references if r.field.name in (SESSION, PARCOURS) and view.edition.shows(r.field.edition)
    )
    sessions = [view.reference(session) for session in sessions_of(view.library, named)]
    if len(sessions) == 1 and sessions[0][1]:
        trail.append(sessions[0])
    people = [
        who
        for name in ("beneficiaire", "personne_recue")
        if (field := record.kind.field(name)) and view.edition.shows(field.edition)
        for who in record.texts(name)
        if who in view.library.inscriptions_of
    ]
    if len(people) == 1:
        trail.append((view.name(people[0]), address.of_learner(people[0])))
    return trail


def _groups(view: View, record: Record, linked: tuple[Record, ...]) -> list[Group]:
    kinds: dict[str, list[Record]] = {}
    for other in linked:
        kinds.setdefault(other.kind.name, []).append(other)
    return [
        Group(
            label=group[0].kind.label if len(group) == 1 else group[0].kind.plural,
            links=tuple((view.title(r), address.of_record(r), r.day) for r in view.sort_by_day(group)[:MOST]),
            left=max(0, len(group) - MOST),
            more=address.of_list(of_links(record)),
        )
        for _, group in sorted(kinds.items(), key=lambda item: item[1][0].kind.plural)
    ]


def _living(view: View, record: Record) -> Living:
    read, due = record.dates("revu_le"), next_review(record)
    overdue = view.edition.holds_verdicts and due is not None and due < view.assessment.date
    return Living(in_force(record, view.assessment.date), read[-1] if read else None, due, overdue)
