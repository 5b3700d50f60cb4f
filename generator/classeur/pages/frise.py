"""The drawing of a session's dates at their true distance: a dozen marks at most, long empty stretches cut."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from classeur.dates import short_french, span_in_french
from classeur.pages.facts import Fact
from classeur.pages.phrases import say, shortened
from classeur.rules.result import Status

WIDTH = 1180
MOST = 11
FEWEST = 5
"""Below as many telling days, any dated fact is drawn."""
_LEFT, _RIGHT, _BREAK = 60, 1120, 64
_LABEL = 26
_SIGN = 7.4
"""Width of a sign of a label, in the units of the drawing; measured on 14 px text."""
_CUT_SHARE = 0.4
_CUT_DAYS = 30
_INSIDE = 230
"""Width from which the bar of the session holds its own label."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on the axis and its label, above (`up`) or below; `text_x` is the middle of the label."""

    x: float
    label: str
    date: str
    css: str
    shape: str
    gap: bool
    up: bool
    inside: bool
    """Whether it stands on the bar of the session."""
    text_x: float = 0.0


@dataclass(frozen=True, slots=True)
class Frise:
    """The drawing: marks, the bar from `start` to `end`, where the axis is cut, and the same in words."""

    marks: tuple[Mark, ...]
    start: float
    end: float
    bar: str
    """What the bar says when it is wide enough, else an empty text."""
    cuts: tuple[float, ...]
    described: str

    @property
    def segments(self) -> tuple[tuple[float, float], ...]:
        """Stretches of the axis between cuts."""
        edges = [20.0, *(edge for cut in self.cuts for edge in (cut - 15, cut + 15)), 1160.0]
        return tuple(zip(edges[::2], edges[1::2], strict=True))


def frise_of(facts: Iterable[Fact], start: dt.date, end: dt.date, days: str) -> Frise:
    """The drawing of the facts of a session from `start` to `end`; `days` says how long it lasts."""
    again: dict[dt.date, list[dt.date]] = {}
    chosen = _chosen(facts, start, end, again)
    place, cuts = _scale([start, end, *(day for day, _ in chosen)])
    first, last = place[start], max(place[end], place[start] + 14)
    if start == end:
        place[start] = (first + last) / 2
    span = span_in_french(start, end)
    bar = ", ".join(filter(None, (say("session"), span, days))) if last - first >= _INSIDE else ""
    if not bar:
        chosen = _with_bar(chosen, start)
    marks = _laid_out(chosen, place, start, end, again)
    told = " ; ".join(f"{mark.label}, {mark.date}" for mark in marks)
    described = f"{say('session')}, {span} : {told}"
    return Frise(marks, first, last, bar, cuts, described)


def _chosen(
    facts: Iterable[Fact], start: dt.date, end: dt.date, again: dict[dt.date, list[dt.date]]
) -> list[tuple[dt.date, list[Fact]]]:
    """Facts by day, the days that matter most: gaps, what is due, both ends, then expected pieces.

    What was already said, but of other people (a second demand), goes with the first: `again` has its days.
    """
    days: dict[dt.date, list[Fact]] = {}
    for fact in facts:
        days.setdefault(fact.day, []).append(fact)
    said: set[str] = set()
    first: dict[str, tuple[dt.date, tuple[str, ...]]] = {}
    ranked = []
    for day, group in days.items():
        group.sort(key=lambda fact: not fact.expected)
        new = any(fact.expected and fact.short not in said for fact in group)
        said.update(fact.short for fact in group)
        outstanding = any(fact.gap or fact.css == Status.SOON.css for fact in group) or day in (start, end)
        ranked.append((not outstanding, not new, day, group))
        before, people = first.setdefault(group[0].short, (day, group[0].people))
        if not outstanding and not new and group[0].people != people:
            again.setdefault(before, []).append(day)
    telling = [item for item in ranked if not (item[0] and item[1])]
    if telling:
        # The last one says how far the session is followed: it stays, however many come before.
        _, new, day, group = telling.pop()
        telling.append((False, new, day, group))
    kept = sorted(telling if len(telling) >= FEWEST else ranked, key=lambda item: item[:3])[:MOST]
    return sorted(((day, group) for *_, day, group in kept), key=lambda item: item[0])


def _with_bar(chosen: list[tuple[dt.date, list[Fact]]], start: dt.date) -> list[tuple[dt.date, list[Fact]]]:
    """The same with « Session » said at its first day, where the bar is too short to say it."""
    label = say("session")
    days = dict(chosen)
    own = Fact(start, label, label, css="", shape="")
    days[start] = [own, *days.get(start, [])]
    return sorted(days.items())


def _scale(days: Iterable[dt.date]) -> tuple[dict[dt.date, float], tuple[float, ...]]:
    """Where each day stands. A gap that takes more than its share of what is left is cut to a fixed width."""
    ordered = sorted(set(days))
    gaps = [(later - day).days for day, later in pairwise(ordered)]
    cut: set[int] = set()
    while True:
        left = sum(gap for number, gap in enumerate(gaps) if number not in cut)
        long = [n for n, gap in enumerate(gaps) if n not in cut and gap > _CUT_DAYS and gap > _CUT_SHARE * left]
        if not long or len(cut) == len(gaps) - 1:
            break
        cut.add(max(long, key=lambda number: gaps[number]))
    unit = (_RIGHT - _LEFT - _BREAK * len(cut)) / max(left, 1)
    place, x = {ordered[0]: float(_LEFT)}, float(_LEFT)
    breaks = []
    for number, day in enumerate(ordered[1:]):
        if number in cut:
            breaks.append(x + _BREAK / 2)
        x += _BREAK if number in cut else gaps[number] * unit
        place[day] = x
    return place, tuple(breaks)


def _laid_out(
    chosen: Sequence[tuple[dt.date, list[Fact]]],
    place: dict[dt.date, float],
    start: dt.date,
    end: dt.date,
    again: Mapping[dt.date, Sequence[dt.date]],
) -> tuple[Mark, ...]:
    """Marks with lanes: each label goes where it moves least from its day, then all are pushed apart."""
    free = {True: 0.0, False: 0.0}
    drafts: dict[bool, list[tuple[float, float, Mark]]] = {True: [], False: []}
    for day, group in chosen:
        x = place[day]
        worst = next((fact for fact in group if fact.gap), next((f for f in group if f.shape), group[0]))
        label, date = (
            _label(group, worst),
            _dates((day, *(d for d in again.get(day, ()) if d not in place)), start.year),
        )
        half = max(len(label), len(date)) * _SIGN / 2 + 7
        up = free[True] - (x - half) <= max(free[False] - (x - half), 0.0)
        text_x = max(x, half, free[up] + half)
        free[up] = text_x + half
        inside = start <= day <= end
        mark = Mark(x, label, date, worst.css, worst.shape, worst.gap, up, inside)
        drafts[up].append((text_x, half, mark))
    return tuple(sorted((m for lane in drafts.values() for m in _pushed_back(lane)), key=lambda mark: mark.x))


def _pushed_back(lane: Sequence[tuple[float, float, Mark]]) -> list[Mark]:
    """The labels of a lane, moved to the left as far as those at the right edge need."""
    limit, kept = float(WIDTH), []
    for text_x, half, mark in reversed(lane):
        placed = min(text_x, limit - half)
        limit = placed - half
        kept.append(replace(mark, text_x=placed))
    return kept


def _dates(days: Sequence[dt.date], year: int) -> str:
    """« 8 janv. », « 8 puis 12 janv. », « 3, 8 puis 12 janv. »; the year where it is not that of the session."""
    *before, last = days
    told = [str(d.day) if (d.year, d.month) == (last.year, last.month) else short_french(d, year=False) for d in before]
    ends = (", ".join(told), short_french(last, year=last.year != year))
    return say("puis").join(filter(None, ends))


def _label(group: Sequence[Fact], worst: Fact) -> str:
    """The gap alone, or the first two facts of the day."""
    if worst.gap:
        return shortened(worst.short, _LABEL)
    words = list(dict.fromkeys(fact.short for fact in group))
    if len(words) > 1:
        both = f"{words[0]}, {words[1][:1].lower()}{words[1][1:]}"
        if len(both) <= _LABEL:
            return both
    return shortened(words[0], _LABEL)
