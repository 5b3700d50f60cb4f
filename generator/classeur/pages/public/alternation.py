"""The work-study calendar of a programme: weeks at the centre and in the firm, as a page and as a file for diaries."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from classeur.dates import SHORT_MONTHS, is_working_day
from classeur.kinds.record import Record, Row
from classeur.pages.french import capitalized
from classeur.pages.page import Download, Page
from classeur.pages.phrases import say
from classeur.pages.public.agenda_file import new_calendar, whole_days
from classeur.pages.public.front import front
from classeur.pages.public.phrasing import offered, titles
from classeur.pages.public.world import PublicWorld
from classeur.pages.templates import in_words
from classeur.pages.typography import typeset
from classeur.pages.writing import write

FIELD = "calendrier_alternance"
SHOWN = 8
"""Calendars that another page leads to: each programme leads to its own."""
_NAME = "calendrier-alternance"
_WEEK = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi")
_WORKED = 5
"""Days of a week, from Monday, when nothing else is said."""
_LONGEST = 4 * 366
"""Days from the first one after which nothing is drawn: no contract is longer, a year with a slip is."""


class Where(StrEnum):
    """Where a week is spent."""

    CENTRE = "centre"
    BOTH = "deux"
    FIRM = "entreprise"


@dataclass(frozen=True, slots=True)
class Stay:
    """A period at the centre: the days spent there, the place and what is done, in words (empty: not said)."""

    start: dt.date
    end: dt.date
    days: tuple[dt.date, ...]
    place: str
    what: str
    closed: tuple[dt.date, ...]
    """Days without school, which are not spent in the firm for all that."""
    rhythm: str
    """« lundi, mardi » where the rest of each week is in the firm; empty for whole weeks."""


@dataclass(frozen=True, slots=True)
class Week:
    """A week by the days that a cell shows, as the first and last of each run: at the centre, else Monday to Friday."""

    runs: tuple[tuple[dt.date, dt.date], ...]
    where: Where


@dataclass(frozen=True, slots=True)
class Month:
    """A month, « Sept. 2026 », and the weeks whose Monday is in it."""

    name: str
    weeks: tuple[Week, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """The calendar of one group of learners (`name` is empty when there is one only)."""

    name: str
    stays: tuple[Stay, ...]
    months: tuple[Month, ...]

    @property
    def start(self) -> dt.date:
        """The first day at the centre."""
        return self.stays[0].start

    @property
    def end(self) -> dt.date:
        """The last day at the centre."""
        return max(stay.end for stay in self.stays)

    @property
    def weeks(self) -> int:
        """How many weeks are spent at the centre, wholly or in part."""
        return sum(week.where is not Where.FIRM for month in self.months for week in month.weeks)

    @property
    def mixed(self) -> bool:
        """Whether some weeks are spent in both places."""
        return any(week.where is Where.BOTH for month in self.months for week in month.weeks)

    @property
    def whole(self) -> bool:
        """Whether some weeks are spent at the centre only."""
        return any(week.where is Where.CENTRE for month in self.months for week in month.weeks)


@dataclass(frozen=True, slots=True)
class Alternation:
    """The calendars of a programme that are not over, and where their page is."""

    formation: Record
    address: str
    years: tuple[Year, ...]

    @property
    def diary(self) -> str:
        """The address of the file for diaries."""
        return f"{self.address}.ics"


def alternation_of(world: PublicWorld, formation: Record) -> Alternation | None:
    """The calendar of a programme; None where nobody wrote one, or where it is over.

    Rows say the days at the centre; between the first and the last, every other one is in the firm. Groups stand in the
    order in which they were written.
    """
    groups: dict[str, list[Stay]] = {}
    for row in formation.rows(FIELD):
        if stay := _stay(world, formation, row):
            groups.setdefault(in_words(row.get("groupe")), []).append(stay)
    years = tuple(_year(name, stays) for name, stays in groups.items())
    current = tuple(year for year in years if year.end >= world.date)
    address = f"{world.address(formation)}/{_NAME}"
    return Alternation(formation, address, current) if current else None


def alternations(world: PublicWorld) -> tuple[Alternation, ...]:
    """The calendars of every programme that has one."""
    return tuple(one for formation in world.formations if (one := alternation_of(world, formation)))


def alternation_pages(world: PublicWorld, around: Mapping[str, str]) -> Iterator[Page]:
    """A page for each calendar; `around` are the pages that its readers may want next, addresses by title."""
    words, names = titles(), offered(world)
    for one in alternations(world):
        values = {
            "one": one,
            "offered": names,
            "programme": world.address(one.formation),
            "contacts": world.people(one.formation.texts("contacts")),
            "around": around,
            "last": world.updated(one.formation),
        }
        title = f"{words['alternation']} : {one.formation.title}"
        meta = front(words["alternation_description"], names["tab"])
        yield write("public/alternation.md", one.address, title, values, meta)


def alternation_diaries(world: PublicWorld) -> Iterator[Download]:
    """The days at the centre of each calendar, for a diary; those in the firm would fill it."""
    for one in alternations(world):
        title = typeset(say("alternance-agenda", titre=one.formation.title, organisme=world.provider.title))
        calendar = new_calendar("Alternance", title)
        for year in one.years:
            for stay in year.stays:
                for first, last in _runs(stay.days):
                    key = f"{world.provider.text('siret')}|{one.formation.id}|{year.name}|{first}"
                    event = whole_days(world.date, uuid.uuid5(uuid.NAMESPACE_URL, key), first, last)
                    where = say("alternance-centre", titre=one.formation.title)
                    event.add("summary", typeset(f"{where}, {year.name}" if year.name else where))
                    if stay.what:
                        event.add("description", typeset(stay.what))
                    if stay.place:
                        event.add("location", stay.place)
                    calendar.add_component(event)
        yield Download(one.diary, bytes(calendar.to_ical()))


def _stay(world: PublicWorld, formation: Record, row: Row) -> Stay | None:
    start, end = row.get("du"), row.get("au")
    if not isinstance(start, dt.date) or not isinstance(end, dt.date) or end < start:
        return None
    chosen = _texts(row, "jours")
    kept = {_WEEK.index(name) for name in chosen} or set(range(_WORKED))
    off = row.get("sauf")
    closed = tuple(day for day in (off if isinstance(off, tuple) else (off,)) if isinstance(day, dt.date))
    spent = (start + dt.timedelta(days=n) for n in range(min((end - start).days, _LONGEST) + 1))
    days = tuple(day for day in spent if day.weekday() in kept and day not in closed)
    short = in_words(row.get("lieu"))
    place = world.place(short)
    names = formation.kind.field(FIELD)
    labels = ((sub.values if (sub := names.subfield("jours")) else None) or {}) if names else {}
    rhythm = ", ".join(labels.get(name, name).lower() for name in chosen)
    where = in_words(place.get("nom")) if place else short
    return Stay(start, end, days, where, in_words(row.get("objet")), closed, rhythm)


def _texts(row: Row, name: str) -> tuple[str, ...]:
    value = row.get(name)
    return tuple(str(item) for item in value) if isinstance(value, tuple) else ()


def _year(name: str, stays: Iterable[Stay]) -> Year:
    ordered = tuple(sorted(stays, key=lambda stay: (stay.start, stay.end)))
    days = {day for stay in ordered for day in stay.days}
    return Year(name, ordered, tuple(_months(days, {day for stay in ordered for day in stay.closed})))


def _months(days: set[dt.date], closed: set[dt.date]) -> Iterator[Month]:
    """The months from the first day to the last, each with the weeks that begin in it."""
    if not days:
        return
    first, last = min(days), min(max(days), min(days) + dt.timedelta(days=_LONGEST))
    every = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
    firm = {day for day in every if is_working_day(day)} - days - closed
    found: dict[tuple[int, int], list[Week]] = {}
    monday = first - dt.timedelta(days=first.weekday())
    while monday <= last:
        found.setdefault((monday.year, monday.month), []).append(_week(monday, days, firm))
        monday += dt.timedelta(days=7)
    for (year, month), weeks in found.items():
        yield Month(f"{capitalized(SHORT_MONTHS[month - 1])} {year}", tuple(weeks))


def _week(monday: dt.date, days: set[dt.date], firm: set[dt.date]) -> Week:
    week = tuple(monday + dt.timedelta(days=n) for n in range(len(_WEEK)))
    spent = [day for day in week if day in days]
    if not spent:
        return Week(((monday, week[_WORKED - 1]),), Where.FIRM)
    return Week(tuple(_runs(spent)), Where.CENTRE if firm.isdisjoint(week) else Where.BOTH)


def _runs(days: Iterable[dt.date]) -> Iterator[tuple[dt.date, dt.date]]:
    """Days that follow one another, as the first and the last of each run; a weekend ends one."""
    first = last = None
    for day in days:
        if first is None or last is None or day - last > dt.timedelta(days=1):
            if first and last:
                yield first, last
            first = day
        last = day
    if first and last:
        yield first, last
