"""Search: a word finds a session and a record; a learner's name finds its page in the team's binder, and only there."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from classeur.portal import Reading
from tests.browser.conftest import SCHEMES, WIDTHS, Ear, Scheme, opened
from tests.browser.looks import AXE, TAGS, ZOOMED

AXE_OPEN = """async tags => (await axe.run("#recherche", {runOnly: tags, resultTypes: ["violations"], preload: false}))
  .violations.map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => `${n.target}: ${n.failureSummary}`).join(" | ")}`)"""


def search(page: Page, home: str, words: str) -> Locator:
    """Type words in the search of a site, and give the links that it answers."""
    page.goto(f"{home}/index.html")
    page.keyboard.press("f")
    expect(page.get_by_role("searchbox", name=re.compile("^Rechercher"))).to_be_focused()
    page.keyboard.type(words)
    expect(page.get_by_role("status")).to_contain_text(f"« {words} »")
    return page.get_by_role("dialog", name="Recherche").get_by_role("listitem").get_by_role("link")


FIRST = [
    ("Moinard", "/personnes/b-2025-013.html"),
    ("N'Diaye", "/personnes/b-2026-003.html"),
    ("N’Diaye", "/personnes/b-2026-003.html"),
    ("ndiaye", "/personnes/b-2026-003.html"),
    ("B-2025-013", "/personnes/b-2025-013.html"),
    ("mb-2025-11", "/sessions/mb-2025-11.html"),
    ("proc-01", "/fiches/procedure/proc-01.html"),
    ("metre-devis", "/fiches/formation/metre-devis.html"),
    ("Kermarec", "/fiches/personnel/odile-03.html"),
    ("indicateur 4", "/indicateurs/04.html"),
    ("conseil de perfectionnement", "/fiches/reunion/reu-2026-06-23.html"),
    ("l'accueil", "/fiches/livret/livret-accueil"),  # either booklet: one is the other in plain words
]
"""What is typed in the team's binder, and the page that must come first."""


def test_a_name_or_a_code_is_found_first_in_the_binder_of_the_team(page: Page, served: str) -> None:
    for words, address in FIRST:
        found = search(page, f"{served}/equipe", words)
        expect(found.first, words).to_have_attribute("href", re.compile(re.escape(address)))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(FIRST[-1][1])))


@pytest.mark.parametrize(
    ("words", "address", "marked"),
    [
        ("toupie", "/fiches/reclamation/rec-2025-01.html", "toupie"),
        ("degauchisseuse", "/fiches/moyen/moy-01.html", "dégauchisseuse"),
        ("emargement", "/listes/preuves-12.html", "Émargement"),
    ],
)
def test_a_word_finds_what_holds_it_whatever_its_accents(
    page: Page, served: str, words: str, address: str, marked: str
) -> None:
    search(page, f"{served}/equipe", words)
    row = page.get_by_role("listitem").filter(has=page.locator(f"a[href$='{address}']"))
    expect(row.locator("mark", has_text=marked).first).to_be_visible()


def test_the_public_finds_a_programme(page: Page, served: str) -> None:
    found = search(page, f"{served}/public", "machines")
    expect(found.first).to_have_attribute("href", re.compile(re.escape("/formations/machines-bois.html")))


def test_who_searches_filters_by_kind_and_by_indicator(page: Page, served: str) -> None:
    found = search(page, f"{served}/equipe", "réclamation")
    page.get_by_text("Filtrer les résultats").click()
    kinds = page.get_by_role("group", name="Genre de page")
    box = kinds.get_by_role("checkbox", name=re.compile("^Procédures"))
    number = int(re.findall(r"\((\d+)\)", box.locator("..").inner_text())[0])
    box.check()
    expect(page.get_by_role("status")).to_have_text(f"{number} résultats pour « réclamation »")
    for link in found.all():
        assert "/fiches/procedure/" in str(link.get_attribute("href"))
    expect(box).to_be_focused()
    page.get_by_role("group", name="Indicateur").get_by_role("checkbox", name=re.compile("^31 ")).check()
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d résultats? pour « réclamation »$"))
    assert 0 < found.count() < number


def test_the_keyboard_walks_through_the_results_and_back(page: Page, served: str) -> None:
    found = search(page, f"{served}/equipe", "livret")
    page.keyboard.press("ArrowDown")
    expect(found.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(found.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.get_by_role("button", name="Plus de résultats").click()
    expect(found.nth(8)).to_be_focused()
    page.keyboard.press("n")  # a key of the theme, which turns pages
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page).to_have_url(f"{served}/equipe/index.html")


def test_nothing_found_and_nothing_typed_are_told(page: Page, served: str) -> None:
    search(page, f"{served}/public", "zzzzz")
    expect(page.get_by_role("status")).to_have_text(re.compile("^Aucune page ne dit « zzzzz ». Essayez un autre"))
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    expect(page.get_by_role("status", include_hidden=True)).to_have_text("")


TYPED = {
    "depliable": "Aucune page ne dit « depliable ». Essayez un autre mot, ou un mot plus court.",
    "machines depliable": "Aucune page ne dit « depliable ». N résultats pour « machines »",
    "zzzz yyyy": "Aucune page ne dit ces mots : « zzzz », « yyyy ». Essayez un autre mot, ou un mot plus court.",
    "handic": "N résultats pour « handic »",
    "formatio": "N résultats pour « formatio »",
    "reclamations": "N résultats pour « reclamations »",
    "acessibilité": "Aucune page ne dit « acessibilité ».",
}
"""What is typed on the public site, and what is said: no word is shortened until something is found."""


def test_a_word_that_no_page_holds_finds_nothing_and_one_that_is_mistyped_is_offered_right(
    page: Page, served: str
) -> None:
    page.goto(f"{served}/public/index.html")
    page.keyboard.press("f")
    for words, said in TYPED.items():
        page.get_by_role("searchbox").fill(words)
        expect(page.get_by_role("status")).to_have_text(re.compile(re.escape(said).replace("N", r"\d+") + "$"))
    expect(page.get_by_role("dialog").get_by_role("listitem")).to_have_count(0)
    page.get_by_role("button", name="accessibilité").click()
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(page.get_by_role("searchbox")).to_have_value("accessibilité")
    expect(page.get_by_role("status")).to_have_text(re.compile("^[1-9] résultats pour « accessibilité »$"))
    expect(page.get_by_role("button", name="accessibilité", include_hidden=True)).to_be_hidden()


def test_a_site_opened_as_a_folder_says_why_it_cannot_search(browser: Browser, sites: Path) -> None:
    page = browser.new_page(locale="fr-FR")
    page.goto((sites / "public/index.html").as_uri())
    page.get_by_role("button", name="Rechercher").click()
    expect(page.get_by_role("status")).to_contain_text("classeur serve")
    expect(page.get_by_role("searchbox")).to_be_disabled()
    page.close()


def test_without_scripts_nothing_dead_is_shown(browser: Browser, served: str, ear: Ear) -> None:
    with opened(browser, ear, scripts=False) as page:
        page.goto(f"{served}/public/index.html")
        expect(page.locator("#recherche-ouvrir")).to_be_hidden()
        expect(page.locator("#recherche")).to_be_hidden()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [*WIDTHS, ZOOMED])
def test_the_open_search_fits_and_is_clean(browser: Browser, served: str, ear: Ear, width: int, scheme: Scheme) -> None:
    with opened(browser, ear, width=width, scheme=scheme) as page:
        search(page, f"{served}/equipe", "réclamation")
        page.get_by_text("Filtrer les résultats").click()
        assert page.locator("#recherche").evaluate("box => box.scrollWidth - box.clientWidth") == 0
        page.evaluate(AXE.read_text(encoding="utf-8"))
        told = page.evaluate(AXE_OPEN, TAGS)
    assert told == []
    assert ear.heard == []


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
    """What the index says of every page, with words closed again where the index parts them."""
    packed = sorted(site.glob("recherche/fragment/*.pf_fragment"))
    pages = [json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")) for path in packed]
    text = " ".join(f"{entry['url']} {entry['meta']['title']} {entry['content']}" for entry in pages)
    return re.sub(r"(?<=\w[’-]) (?=\w)", "", text.replace("'", "’"))
