"""Pieces: what a document of a record is, and those that its rows `pieces` list."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from classeur.finding import Place
from classeur.kinds.declaration import Kinds
from classeur.kinds.record import Record, Row
from classeur.read.attachments import Condition

EVERYONE = "tous"
"""What `pour` says of a piece that serves the whole session."""
GROUP = "groupe"
"""What `personne_recue` says of a collective interview."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One document of a record: a file that can be seen, or the place where it is kept (declared, not seen).

    `label` is what it is, in the words of its row else of its nature.
    `people` is empty when it serves everyone; `file` is a path from the project's root.
    """

    nature: str
    label: str
    owner: str
    place: Place
    people: tuple[str, ...] = ()
    date: dt.date | None = None
    signed: dt.date | None = None
    file: str = ""
    where: str = ""
    nominative: bool = True
    dropped: bool = False
    condition: Condition = Condition.SOUND
    """What somebody who opens the file finds."""

    @property
    def seen(self) -> bool:
        """Whether there is a file that shows something; else somebody says that the document exists."""
        return bool(self.file) and self.condition is Condition.SOUND

    @property
    def proves(self) -> bool:
        """Whether somebody can read it, here or where it is kept: not a file that is empty, locked or damaged."""
        return self.condition is Condition.SOUND


def written_pieces(record: Record, files: dict[Place, str], kinds: Kinds) -> tuple[Piece, ...]:
    """The pieces that a record lists; `files` gives the checked path of each row, empty where there is none."""
    return tuple(_from_row(record, row, files.get(row.place, ""), kinds) for row in record.rows("pieces"))


def _from_row(record: Record, row: Row, file: str, kinds: Kinds) -> Piece:
    named = row.get("pour")
    people = tuple(str(code) for code in named if code != EVERYONE) if isinstance(named, tuple) else ()
    nature = str(row.get("nature") or "autre")
    date, signed = row.get("date"), row.get("signee_le")
    nominative = row.get("nominative")
    return Piece(
        nature=nature,
        label=str(row.get("quoi") or kinds.natures.get(nature, nature)),
        owner=record.id,
        place=row.place,
        people=people or whose(record),
        date=date if isinstance(date, dt.date) else None,
        signed=signed if isinstance(signed, dt.date) else None,
        file=file,
        where=str(row.get("ou") or ""),
        nominative=nominative if isinstance(nominative, bool) else bool(people) or not record.kind.nameless_pieces,
    )


def whose(record: Record) -> tuple[str, ...]:
    """Whom the pieces of a record serve when nothing says: the learner that it follows, else the whole session."""
    return record.texts("beneficiaire") if record.kind.drops else ()
