"""Minor non-conformities that add up: five still open at the decision count as a major one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from classeur.cycle.delays import load_delays
from classeur.cycle.faults import Fault


@dataclass(frozen=True, slots=True)
class Accumulation:
    """Minor ones counted together: what each is about, and how many make a major one."""

    indicators: tuple[int, ...]
    threshold: int
    sure: bool
    """False: the sources of the threshold are secondary, it is shown « à confirmer »."""

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.indicators)

    @property
    def reached(self) -> bool:
        """Whether they count as a major one."""
        return self.count >= self.threshold


def accumulation(indicators: Iterable[int]) -> Accumulation:
    """The minor ones of these indicators, one entry each; an auditor writes one a gap, seldom two an indicator."""
    delays = load_delays()
    return Accumulation(tuple(sorted(indicators)), delays.accumulation, delays.accumulation_sure)


def open_minors(faults: Sequence[Fault], date: dt.date) -> tuple[Fault, ...]:
    """The real minor ones that were told by `date` and not lifted by then."""
    return tuple(fault for fault in faults if not fault.major and fault.open_on(date))


def accumulated(faults: Sequence[Fault], date: dt.date) -> Accumulation:
    """The same, counted: those that a certifier would add up on `date`."""
    numbers = (fault.record.get("indicateur") for fault in open_minors(faults, date))
    return accumulation(number for number in numbers if isinstance(number, int))
