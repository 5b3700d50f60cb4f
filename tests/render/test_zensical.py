"""The staged trees of all editions build under Zensical too, and say there what they say under MkDocs."""

from __future__ import annotations

import datetime as dt
import html
import os
import re
import shutil
import subprocess
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import pytest

from classeur.arguments import BUILT
from classeur.pages.composing import compose
from classeur.pages.page import Site
from classeur.portal import assess, read_project
from classeur.render.native import render
from classeur.render.staging import stage
from tests.acceptance.examples import BASE, DATE

ZENSICAL = Path(sysconfig.get_path("scripts")) / "zensical"
DAY = dt.date.fromisoformat(DATE)
_ARTICLE = re.compile(r"<article[^>]*>(.*)</article>", re.DOTALL)
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Both:
    """One edition of one provider, made by both."""

    site: Site
    mkdocs: Path
    zensical: Path
    status: int
    said: str


@pytest.fixture(scope="module", params=BUILT, ids=str)
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Both:
    root = shutil.copytree(BASE, tmp_path_factory.mktemp("zensical") / "projet")
    made = compose(assess(read_project(root), DAY), request.param)
    config = stage(made, root, root / ".classeur/essai")
    folder, found = render(config, DAY)
    assert found == ()
    oracle = folder.rename(root / "mkdocs")
    run = subprocess.run(
        [ZENSICAL, "build", "-f", config],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "NO_COLOR": "1"},
        timeout=None,
    )
    return Both(made, oracle, folder, run.returncode, run.stdout + run.stderr)


def words(page: Path) -> str:
    """What is read of a page, without its frame."""
    found = _ARTICLE.search(page.read_text(encoding="utf-8"))
    assert found, page
    return plain(found[1])


def plain(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_the_tree_builds_without_an_error(both: Both) -> None:
    assert both.status == 0, both.said
    assert "panicked" not in both.said
    assert "Error" not in both.said


def test_every_page_is_there_with_its_title(both: Both) -> None:
    assert both.site.pages
    for page in both.site.pages:
        made = (both.zensical / f"{page.address}.html").read_text(encoding="utf-8")
        (title,) = _TITLE.findall(made)
        (wanted,) = _TITLE.findall((both.mkdocs / f"{page.address}.html").read_text(encoding="utf-8"))
        assert plain(title) == plain(wanted)
        assert '<html lang="fr"' in made


def test_every_page_says_to_the_letter_what_it_says_under_mkdocs(both: Both) -> None:
    for page in both.site.pages:
        file = f"{page.address}.html"
        assert words(both.zensical / file) == words(both.mkdocs / file), file


def test_files_and_looks_are_there_too(both: Both) -> None:
    for asset in both.site.assets:
        assert (both.zensical / asset.address).read_bytes() == (both.mkdocs / asset.address).read_bytes()
    for style in ("tokens.css", "components.css"):
        wanted = (both.mkdocs / "assets/classeur" / style).read_bytes()
        assert (both.zensical / "assets/classeur" / style).read_bytes() == wanted
    home = (both.zensical / "index.html").read_text(encoding="utf-8")
    assert "assets/classeur/components.css" in home
    assert both.site.band in home


def test_no_page_asks_anything_of_a_third_party(both: Both) -> None:
    asked = re.compile(r"<(?:script|link|img|iframe)[^>]*(?:src|href)=\"?(?:https?:)?//")
    for page in both.zensical.rglob("*.html"):
        assert not asked.search(page.read_text(encoding="utf-8")), page
