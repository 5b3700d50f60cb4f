"""What an edition must not hold: names, contacts, codes, internal ids, values kept to the source."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from classeur.editions import Edition
from classeur.kinds.declaration import Field
from classeur.kinds.record import Record, Row
from classeur.library import Library, Person

_WORD = re.compile(r"\w+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
"""Soft hyphens and the like: they cut a word that readers see whole."""
_SHORTEST_NUMBER = 8
"""Digits of a phone number: « poste 12 » would be found everywhere."""
_TOO_COMMON = 3
"""A value kept to the source is looked for from this many words on: shorter ones stand in any text."""


@dataclass(frozen=True, slots=True)
class Secret:
    """Words that must not follow one another in an edition, and the finding that says so."""

    words: tuple[str, ...]
    rule: str
    values: dict[str, str]
    capital: bool = False
    """Whether every word has to begin with a capital: for a family name that is also a word."""


@dataclass(frozen=True)
class Secrets:
    """The secrets of an edition by their first word, and its internal ids: in small letters, then as written."""

    edition: Edition
    by_word: dict[str, tuple[Secret, ...]]
    ids: Mapping[str, str] = field(default_factory=dict)


def words_of(text: str) -> list[str]:
    """The words of a text, as written, accents in one piece and invisible signs taken out."""
    return _WORD.findall(unicodedata.normalize("NFC", _INVISIBLE.sub("", text)))


@functools.lru_cache(maxsize=200_000)
def plain(word: str) -> str:
    """A word as the scan compares it, without case or accents. Remembered: a site repeats few words many times."""
    return unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().casefold() or word.casefold()


def secrets_of(library: Library, edition: Edition) -> Secrets:
    """Everything that `edition` must not hold."""
    found: list[Secret] = list(_kept_to_source(library))
    ids: set[str] = set()
    if not edition.holds_names:
        found += _of_people(library)
    if edition is Edition.PUBLIC:
        ids = {r.id for r in library.records.values() if r.path.startswith("evidence/")} | set(library.people)
    # An id that is a number or a date says nothing, and every page holds some.
    named = {identity.casefold(): identity for identity in sorted(ids) if any(map(str.isalpha, identity))}
    return Secrets(edition, _by_word(found), named)


def people_secrets(library: Library) -> Secrets:
    """Full names and contacts of the register, wherever they stand: family names alone are left to the editions."""
    found = [secret for secret in _of_people(library) if not secret.capital]
    return Secrets(Edition.SOURCE, _by_word(found))


def _by_word(secrets: Iterable[Secret]) -> dict[str, tuple[Secret, ...]]:
    groups: dict[str, list[Secret]] = {}
    for secret in secrets:
        if secret.words:
            groups.setdefault(secret.words[0], []).append(secret)
    return {word: tuple(group) for word, group in groups.items()}


def _of_people(library: Library) -> Iterator[Secret]:
    admitted = {_words(str(row.get("nom"))) for row in library.provider.rows("noms_admis")}
    admitted |= {_words(_family(member.name)) for member in library.team.values()}
    for person in library.people.values():
        code = {"code": person.code}
        full = _words(person.name)
        family = _words(_family(person.name))
        given = full[: len(full) - len(family)]
        yield Secret(full, "fuite-nom", code)
        if given:
            yield Secret(family + given, "fuite-nom", code)
        if given and family not in admitted:
            yield Secret(family, "fuite-nom-famille", code | {"value": _family(person.name)}, capital=True)
        yield from _contacts(person)


def _contacts(person: Person) -> Iterator[Secret]:
    if person.email:
        yield Secret(_words(person.email), "fuite-contact", {"code": person.code, "what": "Le courriel"})
    for written in _phone_writings(person.phone):
        yield Secret(written, "fuite-contact", {"code": person.code, "what": "Le téléphone"})


def _phone_writings(phone: str) -> Iterator[tuple[str, ...]]:
    """A number by pairs, in one piece, and with 33 before, whichever way the register writes it."""
    digits = "".join(sign for sign in phone if sign.isdigit()).removeprefix("00")
    if digits.startswith("33"):
        digits = f"0{digits[2:].removeprefix('0')}"
    if len(digits) < _SHORTEST_NUMBER:
        return
    pairs = tuple(digits[at : at + 2] for at in range(0, len(digits), 2))
    yield from dict.fromkeys(
        (
            _words(phone),
            pairs,
            (digits,),
            (f"33{digits[1:]}",),
            ("33", digits[1:]),
            ("33", digits[1], *pairs[1:]),
            ("33", "0", digits[1], *pairs[1:]),
        )
    )


def _kept_to_source(library: Library) -> Iterator[Secret]:
    """Texts of fields, and lines of bodies, whose widest edition is the source: no edition holds them."""
    for record in library.records.values():
        if record.kind.file:
            continue
        for name, text in _source_texts(record):
            words = _words(text)
            if len(words) >= _TOO_COMMON:
                yield Secret(words, "fuite-reservee", {"key": name, "value": record.id})


def _source_texts(record: Record) -> Iterator[tuple[str, str]]:
    for item in record.kind.fields:
        if item.edition is not Edition.SOURCE or item.type not in ("texte", "lignes"):
            continue
        for text in record.texts(item.name):
            yield item.name, text
        for row in record.rows(item.name):
            yield from ((item.name, text) for text in _row_texts(item, row))
    if record.kind.body_edition is Edition.SOURCE:
        yield from (("texte", line) for line in record.body.split("\n") if line.strip() and not line.startswith("#"))


def _row_texts(rows: Field, row: Row) -> Iterator[str]:
    """The free texts of a row: handles, ids and choices stand elsewhere in their own right."""
    for item in rows.fields:
        value = row.get(item.name) if item.type == "texte" else None
        yield from (text for text in (value if isinstance(value, tuple) else (value,)) if isinstance(text, str))


def _family(name: str) -> str:
    return name.split(" ", 1)[-1]


def _words(text: str) -> tuple[str, ...]:
    return tuple(map(plain, words_of(text)))
