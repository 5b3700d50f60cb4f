"""An attachment that would run something runs nothing: on a server that sends no header, and from a folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error

from classeur.editions import Edition
from classeur.pages.page import Asset, Page, Site
from classeur.render.staging import stage
from tests.attachments import ACTIVE
from tests.browser.conftest import serving
from tests.small_tree import plant

HOME = Page("index", "Accueil", "# Accueil\n\nBonjour.\n")
SITE = Site(Edition.PUBLIC, "Essai", "", "", "", (HOME,), (), (("Accueil", "index"),))
TOUCH = """() => {
  for (const one of document.querySelectorAll("*"))
    one.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  return window.tirs;
}"""
INIT = "window.tirs = 0; window.tirer = () => { window.tirs += 1 }"


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files as staging lays them, and beside them as they were."""
    root = plant(tmp_path_factory.mktemp("pieces"), {f"content/{name}": data for name, data in ACTIVE.items()})
    assets = tuple(Asset(f"fichiers/{name}", f"content/{name}") for name in ACTIVE)
    docs = stage(replace(SITE, assets=assets), root, root / ".classeur/public").parent / "docs"
    return docs / "fichiers"


@pytest.fixture(scope="module", params=["server", "folder"])
def home(request: pytest.FixtureRequest, laid: Path) -> Iterator[str]:
    if request.param == "folder":
        yield laid.as_uri()
    else:
        with serving(laid) as address:
            yield address


def fired(browser: Browser, home: str) -> dict[str, list[str]]:
    """What each file did once it was opened and touched: calls, and requests to others that were not refused."""
    context = browser.new_context()
    context.add_init_script(INIT)
    page = context.new_page()
    asked: list[str] = []
    refused: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: refused.append(request.url) if request.failure == "csp" else None)
    found: dict[str, list[str]] = {}
    for name in ACTIVE:
        asked.clear()
        # A file that acts may send its reader elsewhere before it is there: what it asked for is what counts.
        with suppress(Error):
            page.goto(f"{home}/{name}")
        calls = page.evaluate(TOUCH)
        foreign = [url for url in asked if "ailleurs" in url and url not in refused]
        if calls or foreign:
            found[name] = [*foreign, f"{calls} calls"]
    context.close()
    return found


def test_what_would_act_does_nothing(browser: Browser, home: str) -> None:
    assert fired(browser, home) == {}


def test_as_they_were_they_would_have(browser: Browser, tmp_path: Path) -> None:
    """Or the test above would hold nothing."""
    with serving(plant(tmp_path, ACTIVE)) as address:
        assert len(fired(browser, address)) > len(ACTIVE) / 2
