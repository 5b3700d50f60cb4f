"""No page asks anything of anybody else: every request of a walk through the sites is written down."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import SCHEMES

SAMPLES = {
    "public": (),
    "equipe": (
        "index.html",
        "indicateurs/01.html",
        "sessions/mb-2025-11.html",
        "listes/sessions.html",
        "guide/index.html",
    ),
    "auditeur": ("index.html", "indicateurs/26.html", "sessions/mb-2025-11.html"),
}
"""Pages opened of each site; all of them where none is named."""


@pytest.mark.parametrize("edition", SAMPLES)
def test_every_request_is_for_the_site_itself(browser: Browser, sites: Path, served: str, edition: str) -> None:
    """With scripts, search, both schemes and print: what the browser keeps of a visit is the scheme chosen, no more."""
    site = sites / edition
    pages = SAMPLES[edition] or sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    asked: set[str] = set()
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    page.on("request", lambda request: asked.add(request.url))
    page.on("websocket", lambda socket: asked.add(socket.url))
    for address in pages:
        if address != "404.html" and not address.startswith("fichiers/"):
            page.goto(f"{served}/{edition}/{address}")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, media="print")
    page.emulate_media(media="screen")
    page.goto(f"{served}/{edition}/index.html")
    page.keyboard.press("f")
    expect(page.get_by_role("searchbox", name=re.compile("^Rechercher"))).to_be_focused()
    page.keyboard.type("handicap")
    expect(page.get_by_role("status")).to_contain_text("« handicap »")
    page.keyboard.press("Escape")
    page.get_by_title("Passer en mode").locator("visible=true").click()
    kept = page.evaluate("() => [document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    context.close()
    assert len(asked) > len(pages)
    assert [url for url in asked if not url.startswith((f"{served}/", "data:"))] == []
    assert {re.sub(r".*\.", "", key) for key in kept if key} <= {"__palette"}, kept
