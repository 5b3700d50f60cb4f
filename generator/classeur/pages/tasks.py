"""« Mes tâches et indicateurs », for the team: what each person has to mend, do and read, and their indicators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from classeur.dates import short_french
from classeur.pages import address
from classeur.pages.catalogue import ANSWER, Catalogue
from classeur.pages.due import Due
from classeur.pages.french import counted
from classeur.pages.gaps import Gap
from classeur.pages.listing import columns, list_page
from classeur.pages.page import Page
from classeur.pages.phrases import say
from classeur.pages.reading_list import PROCEDURE, Readings, readings_of
from classeur.pages.tables import Cell, Group, Link, Part, Row, Table
from classeur.pages.view import View

TASKS = "taches"


@dataclass(frozen=True, slots=True)
class Share:
    """What one person has: what is missing, all there is to do and to read, and the indicators of what they keep."""

    handle: str
    name: str
    place: str
    dues: tuple[Due, ...]
    indicators: tuple[Link, ...]
    readings: Readings
    gaps: tuple[Gap, ...]

    @property
    def lacks(self) -> str:
        """« 3 points à traiter »; empty where nothing is missing."""
        return say("tache-points", points=counted(len(self.gaps), "point")) if self.gaps else ""

    @property
    def next(self) -> str:
        """« 3 tâches, la première le 25 nov. 2026 »."""
        tasks = counted(len(self.dues), "tâche")
        return say("tache-premiere", taches=tasks, jour=short_french(self.dues[0].day)) if self.dues else tasks


def of_part(handle: str) -> str:
    """The page of one person's part: `equipe/yanis-02`."""
    return f"equipe/{handle}"


def shares(view: View, found: Catalogue, dues: Iterable[Due], missing: Iterable[Gap]) -> tuple[Share, ...]:
    """A share for each member of the team, in the order of `organisme.yml`."""
    own: dict[str, list[Due]] = {}
    for due in dues:
        for handle in due.holders:
            own.setdefault(handle, []).append(due)
    lacking: dict[str, list[Gap]] = {}
    for gap in missing:
        for handle in gap.handles:
            lacking.setdefault(handle, []).append(gap)
    numbers = _indicators(found)
    procedures = found.by_kind.get(PROCEDURE, ())
    return tuple(
        Share(
            handle,
            member.name,
            of_part(handle),
            tuple(own.get(handle, ())),
            tuple((str(n), address.of_indicator(n)) for n in sorted(numbers.get(handle, ())) if _applies(view, n)),
            readings_of(view, handle, procedures),
            tuple(lacking.get(handle, ())),
        )
        for handle, member in view.library.team.items()
    )


def _indicators(found: Catalogue) -> Mapping[str, set[int]]:
    """The indicators of each person: those of the living records and of the answers that the person is named on."""
    numbers: dict[str, set[int]] = {}
    for records in found.by_kind.values():
        for record in records:
            if (record.kind.living or record.kind.name == ANSWER) and (who := record.text("responsable")):
                numbers.setdefault(who, set()).update(record.indicators)
    return numbers


def _applies(view: View, number: int) -> bool:
    verdict = view.assessment.verdicts.get(number)
    return verdict is not None and verdict.applies


def tasks_page(given: Iterable[Share]) -> Page:
    """A row a person, which leads to the page of each."""
    rows = tuple(_row(share) for share in given)
    table = Table(say("tache-table"), columns(TASKS), (Group("", rows),)) if rows else None
    return list_page(TASKS, (Part(TASKS, "", table, empty=say("tache-aucune")),), tab=say("nav-accueil"))


def _row(share: Share) -> Row:
    late = sum(due.late is not None for due in share.dues)
    return (
        Cell(share.name, share.place, more=share.lacks),
        Cell(str(len(share.dues)), more=say("tache-retard", nombre=late) if late else ""),
        Cell(share.dues[0].words, share.dues[0].target, more=short_french(share.dues[0].day)) if share.dues else Cell(),
        Cell(str(len(share.readings.left))),
        Cell(links=share.indicators),
    )
