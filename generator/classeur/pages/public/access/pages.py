"""The page that welcomes people with a disability: prose cut into its parts, with the facts of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from classeur.kinds.record import Record
from classeur.library import Member
from classeur.pages.page import Page
from classeur.pages.public.access.places import compared, places, room_columns
from classeur.pages.public.access.statement import defender, statement_of
from classeur.pages.public.answering import delays, outside
from classeur.pages.public.booklet.cutting import cut
from classeur.pages.public.front import front
from classeur.pages.public.people import referent
from classeur.pages.public.phrasing import standing
from classeur.pages.public.reading import FEWEST_HEADINGS
from classeur.pages.public.world import PublicWorld
from classeur.pages.templates import in_words
from classeur.pages.writing import write

_DISABILITY = "psh"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page: `html` is prose, safe; `facts` says whether fields speak too."""

    id: str
    title: str
    html: str
    facts: bool


def accessibility_pages(world: PublicWorld) -> tuple[Page, ...]:
    """The pages for people with a disability."""
    return tuple(_page(world, record) for record in world.accessibility)


def _page(world: PublicWorld, record: Record) -> Page:
    here = world.address(record)
    person = referent(world)
    values: dict[str, object] = {
        **standing(world, record),
        "referent": person,
        "deputy": _deputy(world, person),
        "delays": delays(world, _DISABILITY),
        "ways_to_talk": _labels(record, "entretien"),
        "places": places(world),
        "comparison": compared(world),
        "room_columns": room_columns,
        "done": record.texts("deja_fait"),
        "partners": tuple(outside(world, row) for row in record.rows("partenaires")),
        "aids": tuple(outside(world, row) for row in record.rows("aides")),
        "defender": defender(world),
        "statement": statement_of(world),
    }
    opening, *pieces = cut(world.prose(record, here).html, 2)
    parts = _parts(record, {piece.id: (piece.title, piece.html.strip()) for piece in pieces}, values)
    values |= {"opening": opening.html, "parts": parts, "contents": parts if len(parts) >= FEWEST_HEADINGS else ()}
    meta = front(record.text("accroche"), siblings=len(world.accessibility) > 1)
    return write("public/accessibility.md", here, record.title, values, meta)


def _parts(record: Record, prose: Mapping[str, tuple[str, str]], values: Mapping[str, object]) -> tuple[Part, ...]:
    """The parts that say something: those of the kind in its order, then the record's own."""
    speaking = {
        "locaux": bool(values["places"]),
        "amenagements": bool(values["done"]),
        "demande": bool(values["ways_to_talk"]),
        "signaler": bool(values["referent"]),
        "partenaires": bool(values["partners"]),
        "aides": bool(values["aids"]),
        "accessibilite_numerique": bool(values["statement"]),
    }
    titles = {section.id: section.title for section in record.kind.sections}
    titles |= {name: title for name, (title, _) in prose.items()}
    found = (
        Part(name, title, prose.get(name, ("", ""))[1], speaking.get(name, False)) for name, title in titles.items()
    )
    return tuple(part for part in found if part.html or part.facts)


def _deputy(world: PublicWorld, person: Member | None) -> Member | None:
    """Who answers in the person's absence, as `organisme.yml` says."""
    rows = (row for row in world.provider.rows("equipe") if person and row.get("handle") == person.handle)
    handles = [in_words(row.get("suppleant")) for row in rows]
    return next(iter(world.people(handles)), None)


def _labels(record: Record, name: str) -> tuple[str, ...]:
    field = record.kind.field(name)
    return tuple(((field.values if field else None) or {}).get(text, text) for text in record.texts(name))
