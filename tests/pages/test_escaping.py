"""Whatever somebody types in any field of any record is printed by pages: never a tag, an attribute or a link."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from classeur import portal
from classeur.editions import Edition
from classeur.finding import Finding
from classeur.kinds.declaration import Field, Kinds
from classeur.kinds.record import Cell, Record, Row
from classeur.kinds.validate import validate
from classeur.pages.composing import compose
from classeur.pages.page import Site
from classeur.read.source import Source
from tests.conftest import DAY, ROOT

TYPED = """ "><x-piege on='1'></script></title><!--'x-piege="{{ 7*7 }}{% x %}[a](javascript:x-piege)`*&lt;x-piege&gt;"""
"""What closes a text, an attribute of either quote, a script, a title, a Markdown line or a template."""
_KEYS = ("handle", "code")
"""Words that only join records to one another: no page prints them as they are typed here."""


def _with(value: Cell, field: Field) -> Cell:
    if field.type == "lignes" and isinstance(value, tuple):
        return tuple(_row(row, field) for row in value if isinstance(row, Row))
    if field.type != "texte" or field.name in _KEYS:
        return value
    if isinstance(value, tuple):
        return tuple(item + TYPED for item in value if isinstance(item, str))
    return f"{value}{TYPED}"


def _row(row: Row, field: Field) -> Row:
    fields = {sub.name: sub for sub in field.fields}
    return replace(row, values={name: _with(value, fields[name]) for name, value in row.values.items()})


def hostile(source: Source, kinds: Kinds) -> tuple[Record | None, tuple[Finding, ...]]:
    """The record with the same thing typed at the end of each of its texts."""
    record, problems = validate(source, kinds)
    if record is None:
        return record, problems
    fields = {field.name: field for field in record.kind.fields}
    values = {name: _with(value, fields[name]) for name, value in record.values.items()}
    return replace(record, values=values, body=f"{record.body}\n\n{TYPED}\n"), problems


class _Tags(HTMLParser):
    """What a browser would see of it, gathered from tags and their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.texts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [tag, *(name for name, _ in attrs)]
        self.seen |= {name for name in names if "piege" in name}
        self.seen |= {f"{name}={value}" for name, value in attrs if (value or "").strip().startswith("javascript:")}

    def handle_comment(self, data: str) -> None:
        self.seen.add(f"<!--{data}")

    def handle_data(self, data: str) -> None:
        self.texts += "x-piege" in data


@pytest.fixture(scope="module")
def sites() -> Iterator[tuple[Site, ...]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portal, "validate", hostile)
        assessment = portal.assess(portal.read_project(ROOT), DAY)
        yield tuple(compose(assessment, edition) for edition in (Edition.TEAM, Edition.PUBLIC))


def test_what_is_typed_is_printed_and_does_nothing(sites: tuple[Site, ...]) -> None:
    for site in sites:
        read = _Tags()
        for piece in (site.band, site.legal, *(page.content for page in site.pages)):
            read.feed(piece)
        read.close()
        assert read.texts > len(site.pages) / 2, "what was typed is on no page: this test holds nothing"
        assert not read.seen, (site.edition, read.seen)


def test_what_the_theme_prints_of_a_page_is_escaped_by_who_writes_it(sites: tuple[Site, ...]) -> None:
    """The theme puts `description` in an attribute as it is."""
    for site in sites:
        for page in site.pages:
            assert '"' not in str(page.meta.get("description", "")), page.address
            assert "<" not in str(page.meta.get("description", "")), page.address


def test_files_in_xml_are_well_formed_and_hold_it_as_text(sites: tuple[Site, ...]) -> None:
    for site in sites:
        for made in site.downloads:
            if made.address.endswith((".xml", ".svg")):
                tags = {element.tag for element in ET.fromstring(made.content).iter()}  # noqa: S314 - our own
                assert not [tag for tag in tags if "piege" in tag], made.address
