"""What the search reads of a page, and what becomes of it when there is no index."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from classeur.editions import Edition
from classeur.pages.page import Page, Site
from classeur.render import engine
from classeur.render.engine import BUNDLE, EngineError, Traits, index
from classeur.render.lean import cut, lean
from classeur.render.native import render
from classeur.render.staging import stage
from tests.conftest import DAY
from tests.small_tree import plant

HOME = Page("index", "Accueil", "# Accueil\n\nOn émarge, banc dépliable.\n", {"genre": "Pages", "indicateurs": [9, 17]})
MEETING = Page("reunion", "L’accueil", "# L’accueil\n\nRien.\n", {"genre": "Réunions", "tags": ["reu-01"]})


def rendered(root: Path) -> tuple[Path, list[str]]:
    made = Site(Edition.PUBLIC, "Essai", "", "", "", (HOME, MEETING), (), (("Accueil", "index"),))
    folder, said = render(stage(made, root, root / ".classeur/public"), DAY)
    return folder, [found.message for found in said]


def fragments(folder: Path) -> dict[str, dict[str, str]]:
    """What each page says in the index, by its id there."""
    files = sorted((folder / BUNDLE / "fragment").iterdir())
    return {f.stem: json.loads(gzip.decompress(f.read_bytes()).removeprefix(b"pagefind_dcd")) for f in files}


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("l’accueil", "l’ accueil"),
        ("L'accueil", "L' accueil"),
        ("après-midi", "après- midi"),
        ("Camille N’Diaye", "Camille N’ Diaye"),
        ("B-2025-013", "B-2025-013"),
        ("mb-2025-11", "mb-2025-11"),
        ("dit : ’rien’ -", "dit : ’rien’ -"),
    ],
)
def test_words_are_parted_where_they_meet_and_codes_are_not(text: str, parted: str) -> None:
    assert cut(text) == parted


def test_a_lean_page_holds_words_and_neither_drawings_nor_addresses() -> None:
    content = (
        '<nav><a href="x.html">Vous êtes ici</a></nav><h1 id="a">Titre</h1><dl><dt>Type</dt>'
        "<dd>Correc<em>tive</em></dd>"
        '<dd><a href="a.html">Formations</a><a href="b.html">Lire</a></dd>'
        '<dd><svg class="cl-i"><title>dessin</title></svg><a href="a b>c.html" title=\'d">e\'>lien</a></dd></dl>'
    )
    said = lean("Un « titre » & plus", content, ["proc-01", "N’Diaye"])
    assert 'data-v="Un « titre » &amp; plus"' in said
    assert 'data-pagefind-meta="codes[data-v]" data-v="proc01 N’Diaye N’ Diaye"' in said
    for absent in ("Vous êtes ici", "dessin", 'html"', "title=", "cl-i", 'id="a"'):
        assert absent not in said
    words = (
        "<h1> Titre </h1> <dl> <dt> Type </dt> <dd> Correc<em>tive</em> </dd> "
        "<dd> <a>Formations</a> <a>Lire</a> </dd> <dd> <a>lien</a> </dd> </dl>"
    )
    assert " ".join(said.split()).endswith(f"{words} </body></html>")


def test_a_site_has_its_index_its_filters_and_its_field(tmp_path: Path) -> None:
    folder, said = rendered(tmp_path)
    assert said == []
    pages = fragments(folder)
    by_url = {page["url"]: (key, page) for key, page in pages.items()}
    assert set(by_url) == {"/index.html", "/reunion.html"}
    assert "banc dépliable" in by_url["/index.html"][1]["content"]
    filters = json.loads((folder / BUNDLE / "filtres.json").read_text(encoding="utf-8"))
    assert filters["genres"] == ["Pages", "Réunions"]
    assert filters["pages"] == {by_url["/index.html"][0]: [0, 9, 17], by_url["/reunion.html"][0]: [1]}
    words = json.loads((folder / BUNDLE / "mots.json").read_text(encoding="utf-8"))
    assert words["dépliable"] == 1
    assert list(words.values()) == sorted(words.values(), reverse=True)
    html = (folder / "reunion.html").read_text(encoding="utf-8")
    assert html.count('id="recherche-ouvrir"') == html.count('data-index="recherche/"') == 1
    assert html.index('id="recherche-ouvrir"') < html.index("</header>")
    names = {path.name for path in (folder / BUNDLE).iterdir()}
    assert not {name for name in names if "ui" in name or "highlight" in name or "unknown" in name}


def test_the_same_pages_give_the_same_index(tmp_path: Path) -> None:
    first, second = rendered(tmp_path / "a")[0] / BUNDLE, rendered(tmp_path / "b")[0] / BUNDLE
    files = {path.relative_to(first): path.read_bytes() for path in first.rglob("*") if path.is_file()}
    assert files == {path.relative_to(second): path.read_bytes() for path in second.rglob("*") if path.is_file()}


def test_without_pagefind_the_site_is_made_and_shows_no_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_program", lambda: str(tmp_path / "absent"))
    folder, said = rendered(tmp_path)
    assert said == ["Le site est fait sans recherche : Pagefind ne démarre pas (No such file or directory)."]
    html = (folder / "index.html").read_text(encoding="utf-8")
    assert "recherche-ouvrir" not in html
    assert "search.js" not in html
    assert not (folder / BUNDLE).exists()


def test_a_name_that_is_taken_leaves_the_site_without_search(tmp_path: Path) -> None:
    plant(tmp_path, {"overrides/recherche": "Un fichier."})
    folder, said = rendered(tmp_path)
    assert len(said) == 1
    assert (folder / BUNDLE).read_text(encoding="utf-8") == "Un fichier."
    assert "recherche-ouvrir" not in (folder / "index.html").read_text(encoding="utf-8")


def test_what_pagefind_says_when_it_stops_is_told(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    with pytest.raises(EngineError, match="Pagefind s’est arrêté"):
        index(tmp_path / "pages", tmp_path / "site", {"x.html": Traits("Pages", ())})
    assert not (tmp_path / "site").exists()
