"""Without JavaScript the binder and the site are still read."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import WIDTHS, Ear, opened


def shown(page: Page, words: str) -> None:
    expect(page.get_by_role("main").get_by_text(re.compile(words)).first).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_home_and_an_indicator_are_read_without_scripts(browser: Browser, served: str, ear: Ear, width: int) -> None:
    with opened(browser, ear, width=width, scripts=False) as page:
        page.goto(f"{served}/equipe/index.html")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        shown(page, "À traiter, du plus étendu au plus isolé")
        cell = page.locator(".cl-grid a").nth(3)
        expect(cell).to_be_visible()
        cell.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Analyse du besoin"))
        shown(page, "Ce que nous vérifions")
        page.locator("details > summary").first.click()
        expect(page.locator("details > :not(summary)").first).to_be_visible()
    assert ear.heard == []


def test_the_public_site_is_read_without_scripts(browser: Browser, served: str, ear: Ear) -> None:
    with opened(browser, ear, scripts=False) as page:
        page.goto(f"{served}/public/index.html")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.get_by_role("main").get_by_role("link", name=re.compile("machines à bois")).first.click()
        shown(page, "Prix|prix")
    assert ear.heard == []
