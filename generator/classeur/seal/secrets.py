"""What an edition must not hold: names, contacts, codes, internal ids, values kept to the source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from classeur.editions import Edition
from classeur.kinds.record import Cell, Record
from classeur.library import Library
from classeur.seal.names import Name
from classeur.seal.words import plain_words, subscriber

_SHORTEST_NUMBER = 8
"""Digits of a phone number: « poste 12 » would be found everywhere."""
_BETWEEN_NUMBERS = re.compile(r"[/,;]|[^\W\d_]+")
_TOO_COMMON = {Edition.SOURCE: 3, Edition.TEAM: 6}
"""A value kept to an edition is looked for from this many words on: shorter ones stand in any text.

What the team reads in a field (why a learner left) is rightly told in other words elsewhere; a whole copy is not.
"""
_RUN = 6
"""Words of a longer value that tell it when they follow one another."""
_LONG_WORD = 4
_LONG_WORDS = 4
"""A run has so many words of so many letters: « un tiers de temps en plus » stands in public pages by right."""

Words = tuple[str, ...]
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Secret:
    """Something that must not be in an edition, and the finding that says so."""

    rule: str
    values: dict[str, str]
    capital: bool = False
    """Whether the last word has to begin with a capital: for a family name that is also a word."""


@dataclass(frozen=True)
class Secrets:
    """The secrets of an edition, found by their words, by the digits of a phone number, or as internal ids.

    `shapes` gives, for the rarest word of each secret, the words before it and the words in all: a page is read
    once, whatever the number of secrets, even when they all begin with « Le ».
    """

    edition: Edition
    by_words: Mapping[Words, tuple[Secret, ...]]
    shapes: Mapping[str, frozenset[tuple[int, int]]]
    by_number: Mapping[str, tuple[Secret, ...]]
    ids: Mapping[str, str]
    longest_id: int
    """Parts between hyphens of the longest of the ids."""


def secrets_of(library: Library, edition: Edition) -> Secrets:
    """Everything that `edition` must not hold."""
    found = list(_kept_from(library, edition))
    numbers: list[tuple[str, Secret]] = []
    ids: set[str] = set()
    if not edition.holds_names:
        found += _of_people(library)
        numbers += _phones(library)
    if edition is Edition.PUBLIC:
        ids = {r.id for r in library.records.values() if r.path.startswith("evidence/")}
        ids |= {person.code for person in library.register}
    # An id that is a number or a date says nothing, and every page holds some.
    named = {identity.casefold(): identity for identity in sorted(ids) if any(map(str.isalpha, identity))}
    return index(edition, found, numbers, named)


def people_secrets(library: Library) -> Secrets:
    """Full names and contacts of the register, wherever they stand: family names alone are left to the editions."""
    found = [(words, secret) for words, secret in _of_people(library) if not secret.capital]
    return index(Edition.SOURCE, found, _phones(library), {})


def index(
    edition: Edition,
    found: Iterable[tuple[Words, Secret]],
    numbers: Iterable[tuple[str, Secret]],
    ids: Mapping[str, str],
) -> Secrets:
    """Secrets by their words, each found by the rarest of them; `ids` are in small letters, then as written."""
    by_words = _grouped(found)
    count = Counter(word for words in by_words for word in words)
    shapes: dict[str, set[tuple[int, int]]] = {}
    for words in by_words:
        offset = min(range(len(words)), key=lambda at: count[words[at]])
        shapes.setdefault(words[offset], set()).add((offset, len(words)))
    frozen = {word: frozenset(found) for word, found in shapes.items()}
    longest = max((identity.count("-") + 1 for identity in ids), default=0)
    return Secrets(edition, by_words, frozen, _grouped(numbers), ids, longest)


def _grouped(found: Iterable[tuple[K, Secret]]) -> dict[K, tuple[Secret, ...]]:
    groups: dict[K, list[Secret]] = {}
    for key, secret in found:
        if key:
            groups.setdefault(key, []).append(secret)
    return {key: tuple(group) for key, group in groups.items()}


def _of_people(library: Library) -> Iterator[tuple[Words, Secret]]:
    admitted = {plain_words(str(row.get("nom"))) for row in library.provider.rows("noms_admis")}
    for member in library.team.values():
        admitted.update(map(plain_words, Name.read(member.name).families))
    for person in library.register:
        name = Name.read(person.name)
        code = {"code": person.code}
        whole, mail = Secret("fuite-nom", code), Secret("fuite-contact", code | {"what": "Le courriel"})
        yield from ((words, whole) for words in dict.fromkeys(map(plain_words, name.writings)))
        yield from ((plain_words(address), mail) for address in re.split(r"[\s,;]+", person.email))
        if not name.given or plain_words(name.families[0]) in admitted:
            continue
        for family in name.families:
            if plain_words(family) not in admitted:
                yield plain_words(family), Secret("fuite-nom-famille", code | {"value": family}, capital=True)


def _phones(library: Library) -> Iterator[tuple[str, Secret]]:
    for person in library.register:
        secret = Secret("fuite-contact", {"code": person.code, "what": "Le téléphone"})
        for written in {person.phone, *_BETWEEN_NUMBERS.split(person.phone)}:
            if len(number := subscriber(written)) >= _SHORTEST_NUMBER:
                yield number, secret


def _kept_from(library: Library, edition: Edition) -> Iterator[tuple[Words, Secret]]:
    """Texts of fields, and lines of bodies, that this edition must not hold, and runs of those kept to the source.

    For the public edition only the latter: it is made without any evidence, whose ids are looked for as well.
    """
    kept = (Edition.SOURCE, Edition.TEAM) if edition is Edition.AUDITOR else (Edition.SOURCE,)
    for record in library.records.values():
        if record.kind.file:
            continue
        for name, text, widest in _texts_kept(record, kept):
            words = plain_words(text)
            if len(words) >= _TOO_COMMON[widest]:
                secret = Secret("fuite-reservee", {"key": name, "value": record.id})
                yield words, secret
                if widest is Edition.SOURCE:
                    yield from ((run, secret) for run in _runs(words))


def _runs(words: Words) -> Iterator[Words]:
    """Each run of `_RUN` words of a longer text, when it says something."""
    for start in range(len(words) - _RUN + 1 if len(words) > _RUN else 0):
        run = words[start : start + _RUN]
        if sum(len(word) >= _LONG_WORD for word in run) >= _LONG_WORDS:
            yield run


def _texts_kept(record: Record, kept: Collection[Edition]) -> Iterator[tuple[str, str, Edition]]:
    """The texts of a record whose widest edition is one of `kept`: field, text, that edition."""
    for item in record.kind.fields:
        if item.edition in kept and item.type == "texte":
            yield from ((item.name, text, item.edition) for text in record.texts(item.name))
        for sub in item.fields:
            widest = min(item.edition, sub.edition, key=lambda edition: edition.width)
            if widest in kept and sub.type == "texte":
                rows = record.rows(item.name)
                yield from ((item.name, text, widest) for row in rows for text in _cell_texts(row.get(sub.name)))
    if record.kind.body_edition in kept:
        lines = (line for line in record.body.split("\n") if line.strip() and not line.startswith("#"))
        yield from (("texte", line, record.kind.body_edition) for line in lines)


def _cell_texts(value: Cell | None) -> Iterator[str]:
    yield from (text for text in (value if isinstance(value, tuple) else (value,)) if isinstance(text, str))
