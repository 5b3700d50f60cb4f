"""Names and contacts of the register written in records, where only codes should be: git keeps what it was given."""

from __future__ import annotations

from collections.abc import Iterator

from classeur.finding import Finding, Place
from classeur.kinds.record import Cell, Record, Row
from classeur.library import Library
from classeur.messages import finding
from classeur.seal.scan import secrets_in
from classeur.seal.secrets import Secrets, people_secrets


def spelled_names(library: Library) -> tuple[Finding, ...]:
    """A finding for each full name, e-mail or phone of the register in the fields or the text of a record."""
    secrets = people_secrets(library)
    found = (
        finding("nom-ecrit", place, subject=code, what=what, code=code)
        for record in library.records.values()
        if not record.kind.file and _holds_any(record, secrets)
        for place, text in _texts(record)
        for what, code in _people_in(text, secrets)
    )
    return tuple(dict.fromkeys(found))


def _holds_any(record: Record, secrets: Secrets) -> bool:
    """Whether a record holds any, read as one text: where is asked only of the few that do."""
    written = (text for value in record.values.values() for text in _words(value))
    return any(secrets_in("\n|\n".join([*written, record.body]), secrets))


def _people_in(text: str, secrets: Secrets) -> Iterator[tuple[str, str]]:
    for secret in secrets_in(text, secrets):
        yield secret.values.get("what", "Le nom"), secret.values["code"]


def _texts(record: Record) -> Iterator[tuple[Place, str]]:
    for name, value in record.values.items():
        for text in _words(value):
            yield record.place(name), text
    for number, line in enumerate(record.body.split("\n"), record.body_line):
        yield Place(record.path, number, 1, line, len(line)), line


def _words(value: Cell) -> Iterator[str]:
    """Every text of a field, those of its rows too."""
    for item in value if isinstance(value, tuple) else (value,):
        if isinstance(item, Row):
            yield from (text for cell in item.values.values() for text in _words(cell))
        elif isinstance(item, str):
            yield item
