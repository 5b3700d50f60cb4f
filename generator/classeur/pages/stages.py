"""The map « de la demande au bilan »: each stage with who does what in it, what it leaves behind, where to look."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from classeur.dates import in_french
from classeur.kinds.record import Record
from classeur.pages import address
from classeur.pages.catalogue import Catalogue
from classeur.pages.french import lowered
from classeur.pages.listing import title_of
from classeur.pages.page import Page
from classeur.pages.phrases import page_data
from classeur.pages.tables import Link
from classeur.pages.templates import in_words
from classeur.pages.versions import in_force
from classeur.pages.view import View
from classeur.pages.writing import write

MAP = "carte"
"""The address of the page."""
PROCEDURE = "procedure"
STEPS = 8
"""Steps of a procedure that the map shows; its own page has them all."""


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure in force on the day: its page, since when, and who does what, when."""

    title: str
    target: str
    since: str
    steps: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Check:
    """What can be ticked: in words, with the rules that say it already and the natures of the pieces that show it."""

    words: str
    rules: tuple[str, ...] = ()
    natures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the map. `checks` are what can be ticked; `pieces` names natures; the rest leads to pages."""

    id: str
    title: str
    words: str
    checks: tuple[Check, ...]
    pieces: str
    records: tuple[Link, ...]
    indicators: tuple[tuple[int, str, str], ...]
    lists: tuple[Link, ...]
    procedures: tuple[Procedure, ...]


@functools.cache
def map_data() -> Mapping[str, Any]:
    """The content of `carte.yml`."""
    data: Mapping[str, Any] = page_data(MAP)
    return data


def map_title() -> str:
    """« De la demande au bilan »."""
    return str(map_data()["titre"])


def stage_links() -> tuple[Link, ...]:
    """The stages as links to their place on the map, for home."""
    return tuple((str(stage["titre"]), f"{MAP}#{stage['id']}") for stage in map_data()["etapes"])


def map_page(view: View, found: Catalogue) -> Page:
    """The whole map. A stage names what is expected, not what is missing: it is the same in both editions."""
    data = map_data()
    values = {
        "lede": data["chapeau"],
        "stages": tuple(_stage(view, found, stage) for stage in data["etapes"]),
        "unruled": data["sans-procedure"],
    }
    return write("map.md", MAP, map_title(), values, {"hide": ["navigation", "toc"], "rubrique": "Accueil"})


def _stage(view: View, found: Catalogue, declared: Mapping[str, object]) -> Stage:
    natures = view.library.kinds.natures
    verdicts = view.assessment.verdicts
    return Stage(
        id=str(declared["id"]),
        title=str(declared["titre"]),
        words=str(declared["phrase"]),
        checks=checks_of(declared),
        pieces=", ".join(lowered(natures[nature]) for nature in _texts(declared, "natures")),
        records=tuple(_kind(view, found, name) for name in _texts(declared, "genres")),
        indicators=tuple(
            (number, verdicts[number].indicator.title, address.of_indicator(number))
            for number in map(int, _texts(declared, "indicateurs"))
            if number in verdicts and verdicts[number].applies
        ),
        lists=tuple((title_of(name), address.of_list(name)) for name in _texts(declared, "listes")),
        procedures=tuple(_procedures(view, found, _texts(declared, "procedures"))),
    )


def checks_of(declared: Mapping[str, Any]) -> tuple[Check, ...]:
    """What can be ticked at a stage of `carte.yml`."""
    return tuple(
        Check(item["dire"], tuple(item.get("regles", ())), tuple(item.get("natures", ())))
        if isinstance(item, Mapping)
        else Check(str(item))
        for item in declared["verifier"]
    )


def _texts(declared: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = declared[key]
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()


def _kind(view: View, found: Catalogue, name: str) -> Link:
    """A kind, with the list of its records when there are some."""
    label = lowered(view.library.kinds.by_name[name].plural)
    return label, address.of_list(f"genre-{name}") if found.by_kind.get(name) else ""


def _procedures(view: View, found: Catalogue, objects: tuple[str, ...]) -> Iterator[Procedure]:
    """The procedures about one of these that apply on the day, in the order of the objects, each once."""
    told: set[str] = set()
    for about in objects:
        for record in found.by_kind.get(PROCEDURE, ()):
            since = record.date("date_application")
            applied = since is not None and since <= view.assessment.date
            if applied and about in record.texts("objet") and record.id not in told:
                told.add(record.id)
                yield _procedure(view, record)


def _procedure(view: View, record: Record) -> Procedure:
    version = in_force(record, view.assessment.date)
    since = (version.since if version else None) or record.date("date_application")
    name = version.name.removeprefix("v") if version else ""
    phrase = str(map_data()["en-vigueur" if name else "en-vigueur-sans-version"])
    words = phrase.format(version=name, jour=in_french(since)) if since else ""
    steps = tuple(
        (view.name(str(row.get("qui") or "")), str(row.get("quoi") or ""), in_words(row.get("quand")))
        for row in record.rows("etapes")[:STEPS]
    )
    return Procedure(view.title(record), address.of_record(record), words, steps)
