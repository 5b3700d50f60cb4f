"""What a booklet says, for one kind of reader: its parts in order, the facts of each, and its own versions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from classeur.kinds.record import Record, Row
from classeur.library import Member
from classeur.pages.public.answering import Emergency, Outside, all_checked
from classeur.pages.public.house.certificate import Certificate
from classeur.pages.public.openings import OpenDate
from classeur.pages.public.people import Purpose


@dataclass(frozen=True, slots=True)
class Readers:
    """Whom a booklet is written for: the programmes and the places that concern them.

    `formation` or `place` is the one that the booklet was narrowed to; None for the whole booklet. Only declared
    facts take anything away: a programme that says nothing of itself may be anything.
    """

    formations: tuple[Record, ...]
    places: tuple[Row, ...]
    categories: frozenset[str]
    formation: Record | None = None
    place: Row | None = None

    @property
    def remote(self) -> bool:
        """Whether they may follow something at a distance: only declared facts say that they don't."""
        return self._may("modalite", {"distance", "mixte"})

    @property
    def on_site(self) -> bool:
        """Whether they may come on site."""
        return self._may("modalite", {"presentiel", "mixte"})

    @property
    def minors(self) -> bool:
        """Whether one of them may be under 18."""
        return not self.formations or any(one.get("mineurs") is not False for one in self.formations)

    def longer_than(self, hours: float) -> bool:
        """Whether a programme may last more than `hours`."""
        lengths = [one.get("heures") for one in self.formations]
        return not lengths or any(not isinstance(length, int | float) or length > hours for length in lengths)

    def _may(self, name: str, values: set[str]) -> bool:
        return not self.formations or any(not one.text(name) or one.text(name) in values for one in self.formations)


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of a day: a column for each way of following, and a line a moment, with a cell for each column."""

    columns: tuple[str, ...]
    lines: tuple[tuple[str, tuple[str, ...]], ...]
    opening: tuple[str, str]
    """The name and the hour of the first moment on site (at a distance, for who only works so); empty texts where
    places differ."""
    closing: str
    """The hour of the end; empty when nobody wrote it, or where places differ."""


@dataclass(frozen=True, slots=True)
class Platform:
    """Where one works at a distance, in the words of `organisme.yml`; an empty text was not written."""

    name: str
    address: str
    account: str
    helper: Member | None
    hours: str
    failure: str
    tools: tuple[str, ...]
    without: str
    questions: str
    corrections: str


@dataclass(frozen=True, slots=True)
class Course:
    """A programme as the booklet sums it up: the page that says more, and what one asks before the first day."""

    record: Record
    address: str
    length: str
    trainers: tuple[Member, ...]
    assessment: str
    gets: str
    next_date: OpenDate | None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the booklet. `html` is prose, safe; `delays` what is promised there, as (what, how long).

    `facts` says whether fields speak too. A part that does not concern its readers (`concerns`) is left out.
    """

    id: str
    title: str
    html: str
    delays: tuple[tuple[str, str], ...] = ()
    facts: bool = False
    concerns: bool = True

    @property
    def written(self) -> bool:
        """Whether it says something."""
        return bool(self.html or self.delays or self.facts)


@dataclass(frozen=True, slots=True)
class Booklet:
    """A booklet for its `readers`, as it is to be read at the page `address`."""

    record: Record
    address: str
    readers: Readers
    opening: str
    parts: tuple[Part, ...]
    hours: Hours | None
    places: tuple[Row, ...]
    bring: tuple[tuple[str, bool], ...]
    """What to bring, and whether that depends on the programme."""
    purposes: tuple[Purpose, ...]
    listeners: tuple[Member, ...]
    referents: tuple[Member, ...]
    mediators: tuple[Outside, ...]
    recourse: tuple[Outside, ...]
    """Whom an apprentice may turn to outside the house."""
    emergencies: tuple[Emergency, ...]
    numbers: tuple[Emergency, ...]
    """Those that its part about violence does not already write."""
    platforms: tuple[Platform, ...]
    uses: tuple[tuple[str, str], ...]
    """What is done with personal data, and how long they are kept."""
    courses: tuple[Course, ...]
    declared: bool
    """Whether its first part tells the number of the declaration: prose has not."""
    certificates: tuple[Certificate, ...]

    @property
    def dangers(self) -> tuple[Emergency, ...]:
        """The numbers for a danger that is here now."""
        return tuple(one for one in self.emergencies if one.first)

    @property
    def shown(self) -> tuple[Part, ...]:
        """The parts that these readers read, in order."""
        return tuple(part for part in self.parts if part.concerns and part.written)

    @property
    def left_out(self) -> tuple[Part, ...]:
        """The parts that somebody else reads: what is missing here is said, and why."""
        return tuple(part for part in self.parts if part.html and not part.concerns)

    @property
    def checked(self) -> dt.date | None:
        """The day since which every number is checked; None when one of them never was."""
        return all_checked(self.emergencies)

    def has(self, identity: str) -> bool:
        """Whether a part is shown."""
        return any(part.id == identity for part in self.shown)
