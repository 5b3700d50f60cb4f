"""Procedures that a person has to read: those in force whose version nobody noted that the person knows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from classeur.kinds.record import Record, Row
from classeur.pages.versions import Version, in_force
from classeur.pages.view import View

PROCEDURE = "procedure"


@dataclass(frozen=True, slots=True)
class ToRead:
    """A procedure to read and to sign: its version in force, and the day when an earlier one was read, if any."""

    procedure: Record
    version: Version | None
    before: dt.date | None


@dataclass(frozen=True, slots=True)
class Readings:
    """What a person has to read, and how many procedures in force are known already."""

    left: tuple[ToRead, ...]
    known: int


def readings_of(view: View, handle: str, procedures: Iterable[Record]) -> Readings:
    """The procedures in force on the day, parted by what `portee_a_connaissance` says of this person."""
    left: list[ToRead] = []
    known = 0
    for procedure in procedures:
        applied = procedure.date("date_application")
        if applied is None or applied > view.assessment.date:
            continue
        version = in_force(procedure, view.assessment.date)
        read = [row for row in procedure.rows("portee_a_connaissance") if handle in _names(row)]
        if any(_is_of(row, version, applied) for row in read):
            known += 1
        else:
            days = [day for row in read if isinstance(day := row.get("le"), dt.date)]
            left.append(ToRead(procedure, version, max(days, default=None)))
    return Readings(tuple(left), known)


def _names(row: Row) -> tuple[object, ...]:
    value = row.get("qui")
    return value if isinstance(value, tuple) else (value,)


def _is_of(row: Row, version: Version | None, applied: dt.date) -> bool:
    """Whether a reading was of the version in force: by its name, else by its day."""
    day, name = row.get("le"), row.get("version")
    if version and version.name and name is not None:
        return str(name).removeprefix("v") == version.name.removeprefix("v")
    since = (version.since if version else None) or applied
    return isinstance(day, dt.date) and day >= since
