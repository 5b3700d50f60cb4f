"""Search: a word finds a session and a record; a learner's name finds its page in the team's binder, and only there."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from classeur.portal import Reading


def search(page: Page, home: str, words: str) -> Locator:
    """Type words in the search of a site, and give the links that it answers."""
    page.goto(f"{home}/index.html")
    page.keyboard.press("f")
    field = page.get_by_role("textbox", name=re.compile("Rechercher?"))
    expect(field).to_be_focused()
    page.keyboard.type(words)
    return page.locator("a.md-search-result__link")


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("Moinard", "/personnes/b-2025-013.html"),
        ("N'Diaye", "/personnes/b-2026-003.html"),
        ("N’Diaye", "/personnes/b-2026-003.html"),
        ("B-2025-013", "/personnes/b-2025-013.html"),
        ("mb-2025-11", "/sessions/mb-2025-11.html"),
        ("proc-01", "/fiches/procedure/proc-01.html"),
    ],
)
def test_a_name_or_a_code_is_found_first_in_the_binder_of_the_team(
    page: Page, served: str, words: str, address: str
) -> None:
    found = search(page, f"{served}/equipe", words)
    expect(found.first).to_have_attribute("href", re.compile(re.escape(address)))
    found.first.click()
    expect(page).to_have_url(re.compile(re.escape(address)))


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("toupie", "/sessions/mb-2025-11.html"),
        ("dégauchisseuse", "/fiches/moyen/moy-01.html"),
        ("l'accueil", "/fiches/livret/livret-accueil.html"),
    ],
)
def test_a_word_finds_the_session_and_the_record_that_hold_it(
    page: Page, served: str, words: str, address: str
) -> None:
    found = search(page, f"{served}/equipe", words)
    expect(found.and_(page.locator(f"[href*='{address}']")).first).to_be_visible()


def test_the_public_finds_a_programme(page: Page, served: str) -> None:
    found = search(page, f"{served}/public", "machines")
    expect(found.and_(page.locator("[href*='/formations/machines-bois.html']")).first).to_be_visible()


def test_the_public_index_holds_no_name_and_the_one_of_the_team_all(sites: Path, sample: Reading) -> None:
    indexes = {edition: words(sites / edition) for edition in ("equipe", "auditeur", "public")}
    people = [replace(person, name=person.name.replace("'", "’")) for person in sample.library.people.values()]
    assert len(people) == 40, "33 learners, 2 guardians, 5 tutors"
    for person in people:
        given, family = person.name.split(" ", 1)
        assert person.name in indexes["equipe"], person.code
        assert person.name not in indexes["auditeur"], person.code
        assert person.name not in indexes["public"], person.code
        assert person.code not in indexes["public"], person.code
        # A word of every day, which the provider admits by its date.
        if family != "Petit":
            assert not re.search(rf"\b{re.escape(family)}\b", indexes["public"], re.IGNORECASE), given


def words(site: Path) -> str:
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    text = " ".join(f"{entry['location']} {entry['title']} {entry['text']}" for entry in index["docs"])
    return text.replace("'", "’")
