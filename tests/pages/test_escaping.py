"""Whatever somebody types in any field of any record is printed by pages: never a tag, an attribute or a link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree as ET

import markdown
import pytest

from classeur.editions import Edition
from classeur.kinds.declaration import Field
from classeur.kinds.record import Cell, Record, Row
from classeur.linking import link
from classeur.pages.composing import compose
from classeur.pages.page import MARKDOWN, PAPERS, Page, Site
from classeur.portal import Reading, assess
from tests.conftest import DAY

TYPED = (
    """ "><x-piege on='1'></script></title><!--'x-piege="{{ 7*7 }}{% x %}[a](javascript:x-piege)`*&lt;x-piege&gt;"""
    "{: x-piege=1 }"
)
"""What closes a text, an attribute of either quote, a script, a title, a Markdown line or a template."""
_KEYS = ("handle", "code")
"""Words that only join records to one another: no page prints them as they are typed here."""
_TAG = re.compile(r"<[a-zA-Z/!](?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
"""What a browser would take for a tag or a comment: `HTMLParser` reads the same four times slower."""
_VALUE = re.compile(r"\"[^\"]*\"|'[^']*'")
_LINK = re.compile(r"=\s*[\"']?\s*javascript:", re.IGNORECASE)


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


def hostile(record: Record) -> Record:
    """The record with the same thing typed at the end of each of its texts."""
    fields = {field.name: field for field in record.kind.fields}
    values = {name: _with(value, fields[name]) for name, value in record.values.items()}
    return replace(record, values=values, body=f"{record.body}\n\n{TYPED}\n")


@pytest.fixture(scope="module")
def sites(sample: Reading) -> tuple[Site, ...]:
    before, rules = sample.library, sample.rules
    records = [hostile(record) for record in before.records.values()]
    parameters = frozenset(rules.parameters)
    library, _ = link(records, sample.tree, sample.kinds, rules.ids, parameters, before.files, before.history)
    assessment = assess(replace(sample, library=library), DAY)
    return tuple(compose(assessment, edition) for edition in (Edition.TEAM, Edition.PUBLIC))


def wrong_in(html: str) -> list[str]:
    """The tags of a text that what was typed opened, changed or made a link of, and comments."""
    tags = ((tag, _VALUE.sub("", tag)) for tag in _TAG.findall(html.replace(PAPERS, "")))
    return [tag for tag, bare in tags if "piege" in bare or bare.startswith("<!") or _LINK.search(tag)]


def one_of_each(site: Site) -> Iterator[Page]:
    """A page of each folder and genre: those made from one template are written alike."""
    yield from {(page.address.rpartition("/")[0], page.meta.get("genre")): page for page in site.pages}.values()


def test_what_is_typed_is_printed_and_does_nothing(sites: tuple[Site, ...]) -> None:
    for site in sites:
        pieces = {"band": site.band, "legal": site.legal, **{page.address: page.content for page in site.pages}}
        texts = sum("x-piege" in text for piece in pieces.values() for text in _TAG.split(piece))
        assert texts > len(site.pages) / 2, "what was typed is on no page: this test holds nothing"
        assert not {address: wrong for address, piece in pieces.items() if (wrong := wrong_in(piece))}, site.edition


def test_markdown_makes_nothing_of_it_either(sites: tuple[Site, ...]) -> None:
    for site in sites:
        for page in site.pages if site.edition is Edition.PUBLIC else one_of_each(site):
            assert not wrong_in(markdown.markdown(page.content, extensions=list(MARKDOWN))), page.address


@pytest.mark.parametrize(
    "written", ["<x-piege>", '<p title=""piege="">', "<!--x-->", "<a href='javascript:x'>", "<!x>"]
)
def test_what_is_looked_for_is_found(written: str) -> None:
    assert wrong_in(f"<p title='piege'>{written}</p>") == [written]


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
