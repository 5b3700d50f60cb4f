"""What the theme changes in Material without copying its templates: an upgrade that moves the ground shows here."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from classeur.pages.page import Site
from classeur.render.native import render
from classeur.render.staging import stage
from tests.conftest import DAY, ROOT

HOSTILE = "</script><script>alert(1)</script><!-- & 'x' \u2028"


@pytest.fixture(scope="module")
def built(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "public"
    pages = tuple(replace(page, meta={**page.meta, "source": f"content/{page.address}.md"}) for page in site.pages)
    hostile = {"donnees": {"name": HOSTILE}}
    pages = tuple(replace(one, meta={**one.meta, **hostile}) if one.address == "certificat" else one for one in pages)
    config = stage(replace(site, pages=pages, edit_base="https://forge.example/"), ROOT, folder)
    output, findings = render(config, DAY)
    assert not findings
    return output


def read(built: Path, address: str) -> str:
    return (built / f"{address}.html").read_text(encoding="utf-8")


def test_the_search_opens_from_the_band_at_any_depth(built: Path) -> None:
    for address, up in (("index", ""), ("formations/metre-devis", "../")):
        text = read(built, address)
        band = text[text.index("<header") : text.index("</header>")]
        assert band.count('id="recherche-ouvrir"') == 1
        assert f'aria-label="Recherche" data-index="{up}recherche/"' in text
        assert f'<script src="{up}assets/classeur/search.js">' in text


@pytest.mark.parametrize(
    ("address", "tab"), [("formations/metre-devis", "../formations.html"), ("resultats", "resultats.html")]
)
def test_the_tab_of_a_page_is_told_and_a_page_out_of_the_navigation_opens_its_own(
    built: Path, address: str, tab: str
) -> None:
    tabs = re.findall(r'<a href="([^"]*)" class="md-tabs__link" aria-current="true">', read(built, address))
    assert tabs == [tab]


def test_the_logo_and_the_colours_of_the_provider_are_worn(built: Path) -> None:
    text = read(built, "formations/metre-devis")
    assert '<img src="../fichiers/logo.svg" alt="" width="64" height="56">' in text
    styles = re.findall(r'<link rel="stylesheet" href="\.\./assets/classeur/([a-z]+\.css)">', text)
    assert styles == ["tokens.css", "components.css", "public.css", "couleurs.css"], "the own colours come last"
    assert "--cl-link: #0e4550;" in (built / "assets/classeur/couleurs.css").read_text(encoding="utf-8")


def test_a_page_can_be_edited_where_its_source_is(built: Path) -> None:
    assert '<a href="https://forge.example/content/resultats.md">Modifier cette page</a>' in read(built, "resultats")


def test_every_page_leads_to_what_the_law_wants_within_reach(built: Path) -> None:
    """The way there is written from where the page is; a lost reader has it from the root of the site."""
    assert re.search(
        r'<nav class="cl-foot".*?href="\.\./mentions-legales\.html"', read(built, "formations/metre-devis")
    )
    for address, way in (("index", ""), ("formations/metre-devis", r"\.\./"), ("404", "/")):
        assert re.search(rf'<nav class="cl-foot".*?href="{way}mentions-legales\.html"', read(built, address)), address


def test_a_lost_reader_is_told_in_french(built: Path) -> None:
    text = read(built, "404")
    assert ">Cette page n’existe pas</h1>" in text
    assert "Not found" not in text
    assert ">Nous joindre</a>" in text


def test_pages_are_french_described_and_self_contained(built: Path) -> None:
    text = read(built, "livret-accueil")
    assert '<html lang="fr"' in text
    assert '<meta name="description" content="Quand venir, quoi apporter' in text
    assert 'class="md-skip"' in text
    assert "Passer en mode sombre" in text
    loaded = re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="(https?:[^"]+)"', text)
    assert [address for address in loaded if not address.startswith("https://etabli-du-lambon.example/")] == []
    assert re.findall(r"<title>(.*)</title>", read(built, "index")) == ["L’Établi du Lambon"]


def data_of(text: str) -> dict[str, object]:
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    read: dict[str, object] = json.loads(found)
    return read


def test_a_programme_is_told_to_machines_and_nothing_breaks_out_of_it(built: Path) -> None:
    assert data_of(read(built, "formations/metre-devis"))["name"] == "Du métré au devis signé"
    assert data_of(read(built, "certificat")) == {"name": HOSTILE}
    assert "alert(1)</script>" not in read(built, "certificat")


def test_feeds_are_announced_from_where_the_page_stands(built: Path) -> None:
    links = re.findall(r'<link rel="alternate" type="([^"]+)" title="[^"]+" href="([^"]+)">', read(built, "formations"))
    assert links == [("text/calendar", "dates.ics"), ("application/atom+xml", "dates.xml")]
    assert (built / "dates.ics").is_file()
