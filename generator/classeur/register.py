"""The register of names: every line of `evidence/personnes.yml`, whose codes name one person each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from classeur.finding import Finding, Place
from classeur.kinds.record import Record, Row
from classeur.library import Person
from classeur.messages import finding

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)+")
"""A code is the address of a page and the name of a file: nothing in it may lead elsewhere."""


def people_of(register: Record) -> tuple[Person, ...]:
    """Everybody of the register, those whose code is wrong or written twice too: their names must not go missing."""
    return tuple(map(_person, register.rows("personnes")))


def check_codes(register: Record) -> Iterator[Finding]:
    """A finding for each code that can't serve, and for each that a line before has, whatever its case."""
    seen: dict[str, int] = {}
    for row in register.rows("personnes"):
        code = _person(row).code
        if not code:
            continue
        if not is_code(code):
            yield finding("code-forme", _place(row, code), code=code)
        elif first := seen.get(code.casefold()):
            yield finding("code-double", _place(row, code), code=code, first=first)
        seen.setdefault(code.casefold(), row.place.line)


def is_code(text: str) -> bool:
    """Whether a text has the form of a code: `B-2026-014`."""
    return _CODE.fullmatch(text) is not None


def _place(row: Row, code: str) -> Place:
    start = row.place.text.find(code)
    return replace(row.place, column=start + 1, length=len(code)) if start >= 0 else row.place


def _person(row: Row) -> Person:
    texts = {name: str(row.get(name) or "") for name in ("code", "nom", "courriel", "telephone")}
    return Person(texts["code"], texts["nom"], texts["courriel"], texts["telephone"])
