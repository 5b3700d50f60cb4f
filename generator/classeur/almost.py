"""Words that pages look for and that are almost right: a place, the role of a page, the title of a part.

Nothing else would tell them: what they hold is simply not where its readers look for it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from functools import lru_cache

from classeur.finding import Edit, Finding, Place
from classeur.kinds.declaration import Section
from classeur.kinds.record import Record, Reference, slug
from classeur.kinds.slips import meant_name
from classeur.library import Library
from classeur.messages import closest, did_you_mean, finding

PAGE, PLACES_ONLY = "page", "lieux"
_NEAR = 0.8
"""How alike two words are when one is taken for the other: « niord » is « niort », « tours » is not « niort »."""
_SHOWN = 6
"""Words of places that a finding repeats."""


def almost_right(library: Library) -> tuple[Finding, ...]:
    """A finding for each word that no page will find, though it was written for one."""
    found: list[Finding] = []
    places = tuple(str(row.get("lieu")) for row in library.provider.rows("lieux"))
    for record in library.records.values():
        if places:
            found += (told for word in record.words if (told := _place(word, places)))
        found += misnamed_parts(record)
    return (*found, *_roles(library))


def _place(word: Reference, places: tuple[str, ...]) -> Finding | None:
    """A finding for a word of no place; where « elsewhere » may be written, only for one that is almost a place's."""
    value = word.value
    if value in places:
        return None
    meant = _meant(value, places)
    strict = word.field.among == PLACES_ONLY
    if not strict and not (meant and (slug(value) == slug(meant) or (_one_word(value) and _alike(value, meant)))):
        return None
    known = f" : {', '.join(places)}" if len(places) <= _SHOWN else ""
    elsewhere = "" if strict else " Si c'est un autre lieu, dites-le en plusieurs mots : « chez un client, à Tours »."
    return finding("lieu-inconnu", word.place, value=value, hint=did_you_mean(meant), known=known, elsewhere=elsewhere)


@lru_cache(maxsize=4096)
def _meant(value: str, places: tuple[str, ...]) -> str:
    """The place whose word was meant, as far as one can tell: « chez le client » is asked once for all its sessions."""
    return meant_name(value, places) or closest(value, places)


def _one_word(text: str) -> bool:
    return len(text.split()) == 1


def misnamed_parts(record: Record) -> Iterator[Finding]:
    """A finding for each title of the second level that is almost that of a part which the text lacks."""
    sections = record.kind.sections_for(record.values)
    if not sections or record.draft or record.get("facile_a_lire_de"):
        return
    known = frozenset(one.id for one in sections)
    written = [(identity, title) for identity, title in record.headings() if identity not in known]
    missing = {one.id: one for one in sections} if written else {}
    for identity, _ in record.headings():
        missing.pop(identity, None)
    for identity, title in written:
        meant = next((one for one in missing.values() if _names(one, identity, title)), None)
        place = _heading(record, title) if meant else None
        if meant and place:
            told = finding("partie-presque", place, title=title, part=meant.title, identity=meant.id)
            yield told.mended_by(_identified(place, title, meant.id))


def _names(part: Section, identity: str, title: str) -> bool:
    return _alike(slug(title), slug(part.title)) or _alike(identity, part.id)


def _heading(record: Record, title: str) -> Place | None:
    """Where a title of the second level is written; a deeper one names no part."""
    for number, line in enumerate(record.body.split("\n"), record.body_line):
        if line.startswith("## ") and title in line:
            return Place(record.path, number, line.index(title) + 1, line, len(title))
    return None


def _identified(place: Place, title: str, identity: str) -> Edit | None:
    """The title with the id that it lacks; None where it already has one."""
    rest = place.text[place.column - 1 + len(title) :].strip()
    return None if rest else Edit(place.line, place.column, title, f"{title} {{#{identity}}}")


def _roles(library: Library) -> Iterator[Finding]:
    """A finding for each page whose file is almost named as a role that no page has."""
    pages = library.by_kind.get(PAGE, ())
    role = library.kinds.by_name[PAGE].field("role") if PAGE in library.kinds.by_name else None
    roles = frozenset((role.values if role else None) or {})
    taken = {page.text("role") or page.id for page in pages}
    for page in pages:
        if page.text("role") or page.id in roles or page.draft:
            continue
        meant = closest(page.id, roles - taken)
        if meant and _alike(page.id, meant):
            yield finding("role-presque", Place(page.path), role=meant)


@lru_cache(maxsize=65_536)
def _alike(word: str, known: str) -> bool:
    """Whether one is written for the other: the same letters, or nearly, and not a word or two of it."""
    return difflib.SequenceMatcher(None, word.casefold(), known.casefold()).ratio() >= _NEAR
