"""A session planned from its programme: what the records tell of it is written, and what it will need is told."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from classeur.checklist import Expected, expected_of
from classeur.dates import MONTHS
from classeur.kinds.declaration import Kind
from classeur.kinds.loading import load_kinds
from classeur.kinds.record import Cell, Record, slug
from classeur.kinds.template import Known, TemplateError, path_of, settings_of, template, write
from classeur.kinds.validate import validate
from classeur.library import SESSION, STOPPED, Library
from classeur.messages import nearest
from classeur.pages.versions import in_force
from classeur.portal import read_project
from classeur.read.source import source_of

PROGRAMME = "formation"
_REPEATED = ("intervenants", "lieu", "modalite", "type", "jours", "duree_heures", "referent_pedagogique")
"""Fields that are often the same from one session to the next: suggested, never written."""
_COUNTED = {"jours": r"jours?", "duree_heures": r"(?:h|heures?)"}


@dataclass(frozen=True, slots=True)
class Plan:
    """A session that was written: what was told of it, what is left to write, and what it will need."""

    path: str
    folder: str
    """Where its pieces are dropped."""
    programme: str
    told: Mapping[str, str]
    left: tuple[str, ...]
    expected: tuple[Expected, ...]
    finished: bool
    """Whether its last day is known; else what is due after the first one is not told."""


def plan_session(root: Path, kind: Kind, identity: str, settings: Sequence[str], date: dt.date) -> Plan:
    """Write a session from its programme, with its checklist as comments, and the folder of its pieces.

    Raises:
        TemplateError: a setting or the id is wrong, the file is there already, or `formation` names no programme.
    """
    given = settings_of(kind, load_kinds(root)[0], settings)
    path = path_of(root, kind, identity, date)
    reading = read_project(root)
    known = known_of(reading.library, kind, given)
    text = template(kind, reading.kinds, given, date, known)
    source, _ = source_of(path, text)
    session = validate(source, reading.kinds)[0] if source else None
    expected = expected_of(reading, session, date) if session and reading.judgeable else ()
    write(root, path, template(kind, reading.kinds, given, date, known, tuple(_notes(expected))))
    folder = path.removesuffix(".md")
    (root / folder).mkdir(exist_ok=True)
    values = {**given, **known.values}
    left = tuple(field.name for field in kind.fields if field.required and field.name not in values)
    return Plan(path, folder, given["formation"], known.values, left, expected, "fin" in values)


def _notes(expected: Iterable[Expected]) -> Iterator[str]:
    """The checklist as comments: pages never print them, and the page of the session tells what is still to come."""
    lines = [f"  {item.due or 'tout de suite'} : {item.what}" for item in expected]
    if lines:
        yield "À réunir, au plus tard ce jour-là :"
    yield from lines


def known_of(library: Library, kind: Kind, given: Mapping[str, str]) -> Known:
    """What is told of a session of kind `kind`, whose fields `given` are set: values to write, and suggestions.

    Nothing is guessed: a value that the programme tells in two ways is left to be written.

    Raises:
        TemplateError: `formation` names no programme.
    """
    programme = _programme(library, given["formation"])
    start = dt.date.fromisoformat(given["debut"]) if "debut" in given else None
    told = {name: text for name, text in _told(programme, kind, start) if text}
    values = {name: text for name, text in told.items() if name not in given}
    last = _last_session(library, programme)
    again = {name: _text(last.get(name)) for name in _REPEATED} if last else {}
    hints = {name: text for name, text in again.items() if text and name not in {**given, **values}}
    return Known(values, hints, last.id if last else "")


def _programme(library: Library, identity: str) -> Record:
    record = library.records.get(identity)
    if record is None or record.kind.name != PROGRAMME:
        known = [programme.id for programme in library.by_kind.get(PROGRAMME, ())]
        raise TemplateError(f"« {identity} » n'est pas un programme.{nearest(identity, known)}",
                            f"Choisissez parmi : {', '.join(known) or 'aucun pour l’instant'}.")  # fmt: skip
    return record


def _told(programme: Record, kind: Kind, start: dt.date | None) -> Iterator[tuple[str, str]]:
    """Fields of the session with what the programme says of them, empty where it does not."""
    yield "titre", f"{programme.title}, {MONTHS[start.month - 1]} {start.year}" if start else programme.title
    yield "categorie", programme.text("categorie")
    for name, unit in _COUNTED.items():
        yield name, _total(programme.text("duree"), unit)
    modality = kind.field("modalite")
    yield "modalite", _modality(programme.text("modalites_pedagogiques"), (modality and modality.values) or {})
    yield "referent_pedagogique", programme.text("responsable")
    yield "avancement", "prevue"
    if start:
        version = in_force(programme, start)
        yield "version_programme", version.name if version else ""
        yield from _announced(programme, start)


def _announced(programme: Record, start: dt.date) -> Iterator[tuple[str, str]]:
    """The last day and the place that the programme announces for this first day; one day alone ends as it starts."""
    announced = next((row for row in programme.rows("prochaines_dates") if row.get("du") == start), None)
    if announced:
        yield "fin", _text(announced.get("au"))
        yield "lieu", _text(announced.get("lieu"))
    elif _total(programme.text("duree"), _COUNTED["jours"]) == "1":
        yield "fin", start.isoformat()


def _total(text: str, unit: str) -> str:
    """The number of hours or days of a programme: the only one, or the first when the others add up to it."""
    pattern = rf"(\d+(?:,\d+)?)\s*{unit}\b(?!\s+(?:par|chaque))"
    numbers = [float(found.replace(",", ".")) for found in re.findall(pattern, text, re.IGNORECASE)]
    alone = len(numbers) == 1 or (numbers and sum(numbers[1:]) == numbers[0])
    return _text(numbers[0]) if alone else ""


def _modality(text: str, values: Mapping[str, str]) -> str:
    """The modality that a text announces (« Mixte : trois jours sur place… »), else the only one that it names."""
    announced, colon, _ = text.partition(":")
    words = f"-{slug(text)}-"
    spoken = {value: (value, slug(label)) for value, label in values.items()}
    first = [value for value, said in spoken.items() if colon and slug(announced) in said]
    named = first or [value for value, said in spoken.items() if any(f"-{word}-" in words for word in said)]
    return named[0] if len(named) == 1 else ""


def _last_session(library: Library, programme: Record) -> Record | None:
    """The latest session of a programme that was not put off."""
    sessions = [
        record
        for record in library.backlinks_of(programme.id)
        if record.kind.name == SESSION and not record.draft and record.get("avancement") not in STOPPED
    ]
    return max(sessions, key=lambda record: (record.date("debut") or dt.date.min, record.id), default=None)


def _text(cell: Cell | None) -> str:
    """A value as it is written in a record."""
    if isinstance(cell, tuple):
        return ", ".join(_text(item) for item in cell if not hasattr(item, "values"))
    if isinstance(cell, float):
        return f"{cell:g}".replace(".", ",")
    return "" if cell is None else str(cell)
