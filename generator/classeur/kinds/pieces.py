"""Pieces: rows of `pieces`, and files dropped in a record's folder whose name says everything."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from classeur.finding import Finding, Place
from classeur.kinds.declaration import Kinds
from classeur.kinds.record import Record, Row, slug
from classeur.messages import finding, nearest
from classeur.read.attachments import Condition

EVERYONE = "tous"
"""What `pour` says of a piece that serves the whole session."""
GROUP = "groupe"
"""What `personne_recue` says of a collective interview."""
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_LIKE_A_DATE = re.compile(r"^\d{1,4}-\d{1,2}-\d{1,4}$")
_LIKE_A_CODE = re.compile(r"^[A-Za-z]-?\d")
_NUMBER = re.compile(r"^\d{1,3}$")


@dataclass(frozen=True, slots=True)
class Piece:
    """One document of a record: a file that can be seen, or the place where it is kept (declared, not seen).

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
        """Whether there is a document at all: an empty file is none. One that is locked or damaged is declared."""
        return self.condition is not Condition.EMPTY


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
        label=kinds.natures.get(nature, nature),
        owner=record.id,
        place=row.place,
        people=people or _whose(record),
        date=date if isinstance(date, dt.date) else None,
        signed=signed if isinstance(signed, dt.date) else None,
        file=file,
        where=str(row.get("ou") or ""),
        nominative=nominative if isinstance(nominative, bool) else bool(people) or not record.kind.nameless_pieces,
    )


def _whose(record: Record) -> tuple[str, ...]:
    """Whom the pieces of a record serve when nothing says: the learner that it follows, else the whole session."""
    return record.texts("beneficiaire") if record.kind.drops else ()


def dropped_piece(path: str, record: Record, kinds: Kinds) -> tuple[Piece | None, Finding | None]:
    """What the name of a dropped file says: `nature[--code][--date][--signee-date][--N].ext`.

    Gives the piece, or the finding that says which part of the name was not understood.
    """
    nature, *parts = PurePosixPath(path).stem.split("--")
    if nature not in kinds.natures:
        hint = nearest(slug(nature).split("-")[0] if " " in nature else slug(nature), kinds.natures)
        return None, finding("depot-nature", Place(path), value=nature, hint=hint, known=", ".join(kinds.natures))
    whose = _whose(record)
    enrolled = {str(row.get("beneficiaire")) for row in record.rows("inscrits")} | set(whose)
    people: list[str] = []
    date = signed = None
    for part in parts:
        if part in enrolled:
            people.append(part)
        elif part.startswith("signee-") and (day := _read_day(part.removeprefix("signee-"))):
            signed = day
        elif date is None and (day := _read_day(part)):
            date = day
        elif not _NUMBER.match(part):
            return None, _not_understood(part, path, record, enrolled)
    piece = Piece(
        nature=nature,
        label=kinds.natures[nature],
        owner=record.id,
        place=Place(path),
        people=tuple(people) or whose,
        date=date,
        signed=signed,
        file=path,
        dropped=True,
    )
    return piece, None


def _not_understood(part: str, path: str, record: Record, enrolled: set[str]) -> Finding:
    """What is wrong with a part of a name. A code is never guessed: a piece filed under somebody else is worse."""
    bare = part.removeprefix("signee-")
    if _LIKE_A_DATE.match(bare) and not _read_day(bare):
        numbers = bare.split("-")
        tries = (numbers, [numbers[0], numbers[2], numbers[1]], numbers[::-1])
        days = (_read_day("-".join(number.zfill(2) for number in order)) for order in tries)
        example = next((day.isoformat() for day in days if day), "2026-11-21")
        return finding("depot-date", Place(path), value=part, example=path.rpartition("/")[2].replace(bare, example))
    if _LIKE_A_CODE.match(part):
        known = ", ".join(sorted(enrolled)) or "aucun pour l'instant"
        of = f"suivie par {record.id}" if _whose(record) else f"inscrite à {record.id}"
        return finding("depot-code", Place(path), value=part, of=of, known=known)
    return finding("depot-nom", Place(path), value=part)


def _read_day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if _DAY.match(text) else None
    except ValueError:
        return None
