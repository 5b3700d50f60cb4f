"""Every page of the public site and a cover of the binders, at the width of a screen and of a phone, light and dark."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import SCHEMES, Ear, opened, serving
from tests.browser.cover import LOST, chosen, shapes_of
from tests.browser.looks import Inspector

SHARES = [(edition, n, of) for edition, of in (("equipe", 3), ("auditeur", 1), ("public", 3)) for n in range(of)]
"""Parts in which the pages of a site are opened, so that processes share them."""
INK = "() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color].join()"


VARIANTS = "livret-accueil/"
"""The whole booklet with parts less, for one programme or one place: the first of them stands for the others."""


def to_open(site: Path) -> list[str]:
    """All the public pages; of the binders, those that hold every shape of theirs, told once for both."""
    if site.name == "equipe":
        return chosen(site)
    if site.name == "auditeur":
        return chosen(site, shapes_of(site.with_name("equipe")))
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html") if path.name != LOST)
    variants = [address for address in found if address.startswith(VARIANTS)]
    return [address for address in found if address not in variants[1:]]


@pytest.mark.parametrize(("edition", "share", "shares"), SHARES)
def test_pages_are_whole_silent_inside_their_window_and_read_by_all(
    browser: Browser, sites: Path, served: str, ear: Ear, *, edition: str, share: int, shares: int
) -> None:
    found = to_open(sites / edition)[share::shares]
    assert found
    with opened(browser, ear) as page:
        inspector = Inspector(page)
        said = [said for address in found for said in inspector.inspect(f"{served}/{edition}/{address}")]
    assert not said, "\n".join(said)
    assert ear.heard == []


@pytest.mark.parametrize("edition", ["equipe", "auditeur", "public"])
def test_the_page_for_lost_readers_is_whole_too(browser: Browser, sites: Path, edition: str) -> None:
    with serving(sites / edition) as address:
        ear = Ear(address)
        with opened(browser, ear) as page:
            assert Inspector(page).inspect(f"{address}/{LOST}") == []
        assert ear.heard == []


@pytest.mark.parametrize("edition", ["equipe", "auditeur", "public"])
def test_a_dark_screen_gets_the_dark_scheme_and_the_button_changes_it(
    browser: Browser, served: str, ear: Ear, edition: str
) -> None:
    inks = []
    for scheme in SCHEMES:
        with opened(browser, ear, scheme=scheme) as page:
            page.goto(f"{served}/{edition}/index.html")
            inks.append(page.evaluate(INK))
            page.get_by_title("Passer en mode").locator("visible=true").click()
            inks.append(page.evaluate(INK))
            page.reload()
            assert page.evaluate(INK) == inks[-1]
    light, darkened, dark, lightened = inks
    assert light == lightened
    assert dark == darkened
    assert light != dark
    assert ear.heard == []
