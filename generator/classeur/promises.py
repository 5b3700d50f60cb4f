"""« Accessible à tous » with nothing else said: a promise that tells nobody whether they can come, so it is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from classeur.finding import Finding, Place
from classeur.kinds.record import Record, Row, slug
from classeur.library import Library
from classeur.messages import finding
from classeur.shipped import shipped_data

ACCESSIBILITY, PROGRAMME = "accessibilite", "formation"
_FIELD, _LEDE, _PREMISES = "accessibilite_psh", "accroche", "locaux"
_SHOWN = 160
"""Signs of a text that a finding repeats."""
_HEADING = re.compile(r"^#{1,6}[ \t].*$", re.MULTILINE)
_MEASURE = re.compile(r"\b\d+(?:[.,]\d+)?\s*(?:cm|m|mètres?|places?)(?!\w)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
"""A link says its words; where it leads says nothing of a door."""
_HELD = frozenset(
    "titre date genre indicateurs responsable etat version revision revu_le versions dispenses".split()  # noqa: SIM905
)
"""Fields that say nothing of what a person will find."""
_NOT_FACTS = frozenset(
    "lieu nom adresse acces plan plan_en_mots transports stationnement repas hebergement evacuation mesure_le registre "  # noqa: SIM905
    "registre_ou".split()
)
"""Of a place, what does not tell whether one gets in."""


def empty_promises(library: Library) -> tuple[Finding, ...]:
    """A finding for each page of accessibility and each programme that says it is open to all, and no more.

    A measure, a name, a number, an « except »: any word that is not of the slogan is enough to be left in peace. What
    is said of premises is no slogan where the site measures them, in fields or in the text of its page: a page about
    one training leads there, and need not say it again.
    Source: RNQ, `accessibility_page` (« formation accessible à tous » sans précision) ; guide V9, indicators 1 and 26.
    """
    records = library.records.values()
    pages = [one for one in records if one.kind.name == ACCESSIBILITY and not one.draft]
    programmes = [one for one in records if one.kind.name == PROGRAMME and not one.draft]
    described = any(_tells(row) for row in library.provider.rows("lieux")) or bool(library.provider.rows("salles"))
    found = [of_page for page in pages for of_page in _page(page, described=described)]
    told = described or any(_measured(page.body) for page in pages)
    for one in programmes:
        said = one.text(_FIELD)
        if hollow(said) and not (told and _of_premises(said)):
            found.append(_refused(said, one.place(_FIELD)))
    return tuple(found)


def hollow(text: str) -> bool:
    """Whether a text is made of nothing but words of the slogan. An empty text promises nothing."""
    if not text.strip():
        return False
    words = f"-{slug(text.replace('’', chr(39)))}-"
    for turn in _turns()["accueil_formules"]:
        words = words.replace(f"-{turn}-", "-")
    return not {word for word in words.split("-") if word} - _words("accueil_creux")


def _page(page: Record, *, described: bool) -> Iterator[Finding]:
    if described or any(page.get(field.name) for field in page.kind.fields if _speaks(field.name)):
        return
    text = _HEADING.sub("", page.body)
    lede = page.text(_LEDE)
    if hollow(f"{lede} {text}"):
        place = _line(page, text) if text.strip() else page.place(_LEDE)
        yield _refused(text.strip() or lede, place)
        return
    premises = _section(page, _PREMISES)
    if hollow(premises) and not _measured(page.body):
        yield _refused(premises, _line(page, premises))


def _of_premises(text: str) -> bool:
    """Whether a text speaks of premises, and not of those who are welcome."""
    return bool({*slug(text).split("-")} & _words("accueil_locaux"))


def _measured(text: str) -> bool:
    """Whether a text gives a measure, or tells of what one meets on the way in: a step, a ramp, a lift."""
    words = slug(_LINK.sub(r"\1", text))
    return bool(_MEASURE.search(text)) or not {*words.split("-")}.isdisjoint(_words("accueil_obstacles"))


def _speaks(name: str) -> bool:
    return name not in _HELD and name != _LEDE


def _tells(place: Row) -> bool:
    return any(place.get(name) is not None for name in place.values if name not in _NOT_FACTS)


def _section(page: Record, identity: str) -> str:
    """The text under the heading that has this id, up to the next one; titles of its parts are part of it."""
    lines: list[str] = []
    inside = False
    headings = iter(page.headings())
    for line in page.body.split("\n"):
        if re.match(r"#{2,6}[ \t]", line):
            deeper = inside and line.startswith("###")
            inside = next(headings, ("", ""))[0] == identity or deeper
            if deeper:
                lines.append(line.lstrip("#"))
        elif inside:
            lines.append(line)
    return "\n".join(lines)


def _line(page: Record, text: str) -> Place:
    """Where the first words of a text are, in the body of its page."""
    first = next(line for line in text.split("\n") if line.strip()).strip()
    for number, line in enumerate(page.body.split("\n"), page.body_line):
        if first in line:
            return Place(page.path, number, 1, line, len(line))
    return page.place()


def _refused(text: str, place: Place) -> Finding:
    said = " ".join(text.split())
    return finding("acces-sans-precision", place, said=said if len(said) <= _SHOWN else f"{said[:_SHOWN].rstrip()}…")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_turns()[name])


@cache
def _turns() -> Mapping[str, Any]:
    found: Mapping[str, Any] = shipped_data("tournures.yml")
    return found
