"""« Mes tâches et indicateurs », for the team: what each person has to do, and the indicators that are theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from classeur.dates import short_french
from classeur.kinds.record import slug
from classeur.pages import address
from classeur.pages.agenda import agenda
from classeur.pages.catalogue import ANSWER, Catalogue
from classeur.pages.due import Due
from classeur.pages.french import counted
from classeur.pages.listing import columns, list_page
from classeur.pages.page import Page
from classeur.pages.phrases import say
from classeur.pages.tables import Cell, Group, Link, Part, Row, Table
from classeur.pages.view import View

TASKS = "taches"
SHOWN = 12
"""Tasks of one person that the page holds; the due dates have them all."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one person has: the next things to do, how many in all, the indicators of what the person keeps alive."""

    name: str
    place: str
    dues: tuple[Due, ...]
    count: int
    indicators: tuple[Link, ...]

    @property
    def next(self) -> str:
        """« 3 tâches, la première le 25 nov. 2026 »."""
        tasks = counted(self.count, "tâche")
        return say("tache-premiere", taches=tasks, jour=short_french(self.dues[0].day)) if self.dues else tasks


def shares(view: View, found: Catalogue) -> tuple[Share, ...]:
    """A share for each member of the team who has something, in the order of `organisme.yml`."""
    dues: dict[str, list[Due]] = {}
    for due in agenda(view):
        dues.setdefault(due.who, []).append(due)
    numbers = _indicators(found)
    names = {member.handle: member.name for member in view.library.team.values()}
    return tuple(
        Share(
            name,
            f"{address.of_list(TASKS)}#partie-{slug(handle)}",
            tuple(dues.get(name, ())[:SHOWN]),
            len(dues.get(name, ())),
            tuple((str(n), address.of_indicator(n)) for n in sorted(numbers.get(handle, ())) if _applies(view, n)),
        )
        for handle, name in names.items()
        if name in dues or handle in numbers
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


def tasks_page(view: View, found: Catalogue) -> Page:
    """A part a person: the tasks, the nearest first, and the indicators."""
    parts = tuple(_part(share) for share in shares(view, found))
    return list_page(TASKS, parts, tab=say("nav-accueil"))


def _part(share: Share) -> Part:
    rows = tuple(_rows(share.dues))
    table = Table(share.name, columns(TASKS), (Group("", rows),)) if rows else None
    more = ((say("taches-tout", nombre=share.count), address.of_list("echeances")),) if share.count > SHOWN else ()
    heading = tuple((f"{say('tache-indicateur')} {words}", target) for words, target in share.indicators)
    return Part(
        share.place.partition("#partie-")[2], share.name, table, empty=say("tache-aucune"), links=(*more, *heading)
    )


def _rows(dues: Iterable[Due]) -> Iterable[Row]:
    for due in dues:
        about = tuple(link for link in due.about if link[0])
        state = Cell(mark=due.late, more=due.delay) if due.late else Cell(due.delay)
        yield Cell(short_french(due.day)), Cell(due.words, due.target, more=due.nature), Cell(links=about), state
