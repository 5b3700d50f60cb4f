"""Files dropped in a record's folder: what their name says, and the name that was meant when it is badly written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from classeur.finding import Finding, Place, Rename
from classeur.kinds.declaration import Kinds
from classeur.kinds.pieces import Piece, whose
from classeur.kinds.record import Record, slug
from classeur.messages import finding, nearest

_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_LIKE_A_DATE = re.compile(r"^\d{1,4}-\d{1,2}-\d{1,4}$")
_LIKE_A_CODE = re.compile(r"^[A-Za-z]-?\d")
_NUMBER = re.compile(r"^\d{1,3}$")
_SOME_DAY = re.compile(
    r"(sign[ée]e?[-_ ]+(?:le[-_ ]+)?)?(?<!\d)(\d{1,4})[-_. ](\d{1,2})[-_. ](\d{1,4})(?!\d)", re.IGNORECASE
)
_LAST_NUMBER = re.compile(r"(?:--|[-_ ])(\d{1,3})[-_ ]*$")
_COPY = re.compile(r"\s*\((\d{1,3})\)$|\s+-\s+copie$", re.IGNORECASE)


def dropped_piece(path: str, record: Record, kinds: Kinds) -> tuple[Piece | None, Finding | None]:
    """What the name of a dropped file says: `nature[--code][--date][--signee-date][--N].ext`.

    Gives the piece, or the finding that says which part of the name was not understood.
    """
    nature, *parts = PurePosixPath(path).stem.split("--")
    if nature not in kinds.natures:
        hint = nearest(slug(nature).split("-")[0] if " " in nature else slug(nature), kinds.natures)
        return None, finding("depot-nature", Place(path), value=nature, hint=hint, known=", ".join(kinds.natures))
    own = whose(record)
    enrolled = enrolled_in(record)
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
        people=tuple(people) or own,
        date=date,
        signed=signed,
        file=path,
        dropped=True,
    )
    return piece, None


def enrolled_in(record: Record) -> set[str]:
    """The codes that the name of a file dropped for a record may hold."""
    return {str(row.get("beneficiaire")) for row in record.rows("inscrits")} | set(whose(record))


def renamed(problem: Finding, record: Record, kinds: Kinds, taken: Callable[[str], bool]) -> Finding:
    """The same finding, with the name that was meant when there is a single one, and no other file has it."""
    folder, _, name = problem.path.rpartition("/")
    meant = meant_name(name, kinds, enrolled_in(record))
    path = f"{folder}/{meant}"
    if not meant or path == problem.path or taken(path):
        return problem
    return replace(problem, remedy=f"Renommez-le {meant}.").mended_by(Rename(path))


def meant_name(name: str, kinds: Kinds, enrolled: Collection[str]) -> str:
    """A badly written name put right: accents, spaces, capitals, 30/10/2026, the « (1) » of a second copy.

    Empty when anything is left to guess: a part that says nothing, two dates, a code that nobody enrolled has. A piece
    filed under somebody else is worse than one that is refused.
    """
    stem, dot, ending = name.rpartition(".")
    copy = _COPY.search(stem)
    left, people = _without_codes(stem[: copy.start()] if copy else stem, enrolled)
    days = [("signee-" if found[1] else "", _usual_order(found.groups()[1:])) for found in _SOME_DAY.finditer(left)]
    left = _SOME_DAY.sub("--", left)
    last = _LAST_NUMBER.search(left)
    number = (copy and copy[1]) or (last and last[1]) or ""
    nature = slug(left[: last.start()] if last else left)
    nature = nature if nature in kinds.natures else nature.removesuffix("s")
    sure = nature in kinds.natures and all(day for _, day in days) and len({mark for mark, _ in days}) == len(days)
    dated = [f"{mark}{day}" for mark, day in sorted(days)]
    return "--".join(filter(None, (nature, *people, *dated, number))) + dot + ending if sure else ""


def _without_codes(stem: str, enrolled: Collection[str]) -> tuple[str, list[str]]:
    """A name without the codes that it holds, whatever their capitals and hyphens; and these codes as they are."""
    people = []
    for code in sorted(enrolled, key=lambda code: (-len(code), code)):
        spelled = "[-_ ]?".join(map(re.escape, code.split("-")))
        stem, count = re.subn(rf"(?<![A-Za-z0-9]){spelled}(?![A-Za-z0-9])", "--", stem, flags=re.IGNORECASE)
        people += [code] * bool(count)
    return stem, sorted(people)


def _not_understood(part: str, path: str, record: Record, enrolled: Collection[str]) -> Finding:
    """What is wrong with a part of a name. A code is never guessed: a piece filed under somebody else is worse."""
    bare = part.removeprefix("signee-")
    if _LIKE_A_DATE.match(bare) and not _read_day(bare):
        example = _usual_order(bare.split("-")) or "2026-11-21"
        return finding("depot-date", Place(path), value=part, example=path.rpartition("/")[2].replace(bare, example))
    if _LIKE_A_CODE.match(part):
        known = ", ".join(sorted(enrolled)) or "aucun pour l'instant"
        of = f"suivie par {record.id}" if whose(record) else f"inscrite à {record.id}"
        return finding("depot-code", Place(path), value=part, of=of, known=known)
    return finding("depot-nom", Place(path), value=part)


def _usual_order(numbers: Sequence[str]) -> str:
    """Three numbers as year-month-day, whichever way they were written; empty when they make no day."""
    first, second, third = (number.zfill(2) for number in numbers)
    tries = ((first, second, third), (first, third, second), (third, second, first))
    return next((day.isoformat() for order in tries if (day := _read_day("-".join(order)))), "")


def _read_day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if _DAY.match(text) else None
    except ValueError:
        return None
