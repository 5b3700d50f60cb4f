"""Published figures as pages show them: what is measured, so many out of so many, how it is counted, how it moved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from classeur.dates import SHORT_MONTHS
from classeur.figures import SMALLEST, measure_of, percent_of, size_of
from classeur.kinds.record import Record, Row
from classeur.pages.public.world import PublicWorld
from classeur.pages.templates import in_words

FEW = 20
"""Up to so many people, one more or one less moves a rate by five points or more: the page says by how many."""
_ROUNDING = 1.0
"""Points by which a published percentage may differ from its own size before neither is drawn."""
_MOST_POINTS = 6
"""Periods that a drawing can hold: the latest."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A published figure, with what it takes to check it; `formation` is None when its programme has no page.

    `percent` is None for what is not a rate. `part` and `whole` are what `size` tells, 0 where it does not, or where it
    contradicts the percentage. `day` is the last day of what was counted. `limit` is what the figure does not tell.
    """

    formation: Record | None
    measure: str
    value: str
    size: str
    period: str
    formula: str
    name: str
    percent: float | None
    part: int
    whole: int
    day: dt.date | None
    limit: str

    @property
    def few(self) -> bool:
        """Whether it rests on so few people that the numbers come before the percentage."""
        return 0 < self.whole < SMALLEST

    @property
    def weight(self) -> int:
        """Points by which one person moves the rate; 0 when that is less than five."""
        return round(100 / self.whole) if 0 < self.whole <= FEW and self.percent is not None else 0


@dataclass(frozen=True, slots=True)
class Moved:
    """The same rate over several periods, the oldest first: at least two, each with the day on which it ends."""

    formation: Record | None
    measure: str
    points: tuple[tuple[str, Figure], ...]


def figures(world: PublicWorld) -> tuple[Figure, ...]:
    """Every published figure, in the order of the results pages."""
    return tuple(figure for record in world.results for figure in figures_of(world, record))


def figures_of(world: PublicWorld, record: Record) -> tuple[Figure, ...]:
    """The figures of one results page."""
    return tuple(_figure(world, row) for row in record.rows("chiffres"))


def by_programme(some: Iterable[Figure]) -> tuple[tuple[Record | None, tuple[Figure, ...]], ...]:
    """Figures by programme, in the order in which they are published; those whose programme has no page come last."""
    groups: dict[str, list[Figure]] = {}
    for figure in some:
        groups.setdefault(figure.formation.id if figure.formation else "", []).append(figure)
    ordered = sorted(groups.values(), key=lambda group: group[0].formation is None)
    return tuple((group[0].formation, tuple(group)) for group in ordered)


def latest(some: Iterable[Figure]) -> tuple[Figure, ...]:
    """Figures without those that a later period of the same rate replaces, however many periods there are."""
    kept = tuple(some)
    past: set[int] = set()
    for group in _alike(kept):
        last = max(figure.day for figure in group if figure.day)
        past |= {id(figure) for figure in group if figure.day and figure.day < last}
    return tuple(figure for figure in kept if id(figure) not in past)


def _alike(some: Iterable[Figure]) -> tuple[list[Figure], ...]:
    """Rates of one programme that measure the same thing, each with the day on which its period ends."""
    groups: dict[tuple[str, str], list[Figure]] = {}
    for figure in some:
        if figure.formation and figure.name and figure.day and figure.percent is not None:
            groups.setdefault((figure.formation.id, figure.name), []).append(figure)
    return tuple(groups.values())


def moved(some: Iterable[Figure]) -> tuple[Moved, ...]:
    """Rates that were published for several periods, by programme and measure."""
    found = []
    for group in _alike(some):
        by_day = {figure.day: figure for figure in group if figure.day}
        points = [(f"{SHORT_MONTHS[day.month - 1]} {day.year}", by_day[day]) for day in sorted(by_day)]
        if len(points) > 1:
            found.append(Moved(group[0].formation, group[0].measure, tuple(points[-_MOST_POINTS:])))
    return tuple(found)


def _figure(world: PublicWorld, row: Row) -> Figure:
    percent = float(percent_of(row).replace(",", ".")) if percent_of(row) else None
    sizes, until = size_of(row), row.get("au")
    part, whole = _drawn(percent, sizes)
    return Figure(
        formation=world.records.get(in_words(row.get("formation"))),
        measure=in_words(row.get("indicateur")),
        value=in_words(row.get("valeur")),
        size=in_words(row.get("effectif")),
        period=in_words(row.get("periode")),
        formula=in_words(row.get("mode_de_calcul")),
        name=measure_of(row),
        percent=percent,
        part=part,
        whole=whole,
        day=until if isinstance(until, dt.date) else None,
        limit=in_words(row.get("limite")),
    )


def _drawn(percent: float | None, sizes: tuple[int, ...]) -> tuple[int, int]:
    """The part and the whole, when both are told and say the same thing as the percentage."""
    if percent is None or len(sizes) < 2 or not 0 <= sizes[0] <= sizes[1] or not sizes[1]:  # noqa: PLR2004 - both
        return 0, 0
    part, whole = sizes[:2]
    return (part, whole) if abs(100 * part / whole - percent) <= _ROUNDING else (0, 0)
