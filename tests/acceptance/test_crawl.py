"""Every link of the three sites leads somewhere, inside the site that holds it, and every page is led to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from classeur.seal.indexed import texts_of_index

EDITIONS = ("equipe", "auditeur", "public")
HOME = "index.html"
LOST = "404.html"
"""Served for any address, however deep: it alone may not be relative."""


@dataclass
class Html(HTMLParser):
    """The addresses that a page asks for, the links among them, and the ids it holds."""

    asked: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in ("href", "src", "xlink:href", "poster", "action"):
                self.asked.append(value or "")
                if tag == "a":
                    self.links.append(value or "")


@cache
def read(path: Path) -> Html:
    page = Html()
    page.feed(path.read_text(encoding="utf-8"))
    page.close()
    return page


def pages(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def is_ours(address: str) -> bool:
    return not urlsplit(address).scheme and not address.startswith("//")


def target(page: str, address: str) -> tuple[str, str]:
    """The file, from the site's folder, and the anchor that `address` means in `page`."""
    parts = urlsplit(urljoin(f"//site/{page}", address))
    return unquote(parts.path.removeprefix("/")) or HOME, unquote(parts.fragment)


def faults(site: Path) -> Iterator[str]:
    for page in pages(site):
        if page != LOST:
            for address in filter(is_ours, read(site / page).asked):
                yield from (f"{page}: {address}: {said}" for said in fault(site, page, address))


def fault(site: Path, page: str, address: str) -> Iterator[str]:
    """What is wrong with an address, nothing when it leads to a file and to an id of it."""
    name, anchor = target(page, address)
    file = site / name
    if address.startswith("/") or f"{page.count('/') * '../'}../" in address:
        yield "leaves the folder of the site"
    elif not address or not file.is_file():
        yield "no such file"
    elif anchor and file.suffix == ".html" and anchor not in read(file).ids:
        yield "no such id"


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_relative_address_leads_to_a_file_and_every_anchor_to_an_id(sites: Path, edition: str) -> None:
    assert list(faults(sites / edition)) == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_id_stands_once_in_a_page(sites: Path, edition: str) -> None:
    site = sites / edition
    twice = {page: {i for i in read(site / page).ids if read(site / page).ids.count(i) > 1} for page in pages(site)}
    assert {page: found for page, found in twice.items() if found} == {}


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_page_is_reached_from_home_by_links(sites: Path, edition: str) -> None:
    site = sites / edition
    reached, ahead = {HOME}, [HOME]
    while ahead:
        page = ahead.pop()
        found = {target(page, address)[0] for address in filter(is_ours, read(site / page).links)}
        ahead += [name for name in sorted(found - reached) if name.endswith(".html")]
        reached |= found
    assert len(reached) > len(pages(site)) // 2
    assert set(pages(site)) - reached - {LOST} == set()


def test_every_piece_of_the_team_is_reached_by_a_link(sites: Path) -> None:
    site = sites / "equipe"
    linked = {target(page, address)[0] for page in pages(site) for address in filter(is_ours, read(site / page).links)}
    pieces = {path.relative_to(site).as_posix() for path in (site / "pieces").rglob("*") if path.is_file()}
    assert len(pieces) >= 12
    assert pieces - linked == set()


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_the_search_knows_is_there_to_open(sites: Path, edition: str) -> None:
    site = sites / edition
    fragments = (site / "recherche/fragment").iterdir()
    entries = [json.loads(text) for path in fragments for text in texts_of_index(path.read_bytes())]
    places = [str(entry["url"]).lstrip("/") for entry in entries]
    assert len(places) >= len(pages(site)) - 1
    assert [(place, said) for place in places for said in fault(site, HOME, place or HOME)] == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_page_for_lost_readers_leads_back_into_the_site(sites: Path, edition: str) -> None:
    site = sites / edition
    asked = list(filter(is_ours, read(site / LOST).asked))
    rooted = [address for address in asked if not address.startswith("#")]
    assert rooted
    assert [address for address in rooted if not address.startswith("/")] == []
    assert [address for address in rooted if not (site / target(LOST, address)[0]).is_file()] == []
