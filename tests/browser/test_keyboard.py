"""Without a mouse: what Tab reaches, in which order, and the ring that says where one is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as NotInTime

from tests.browser.conftest import SCHEMES, WIDTHS, Ear, Scheme, opened, still

FOCUS = """() => {
  const focused = document.activeElement;
  const schemes = focused.closest("[role=radiogroup]");
  const e = schemes ? schemes.querySelector("label:not([hidden])") : focused;
  const style = getComputedStyle(e), cell = e.querySelector(":scope > rect");
  const drawn = cell ? getComputedStyle(cell) : style;
  const kinds = {skip: ".md-skip", menu: ".md-sidebar *", tab: ".md-tabs__link", cell: ".cl-grid a",
    button: ".md-button", fold: "summary"};
  const box = e.getBoundingClientRect();
  return {
    kind: Object.keys(kinds).find(k => e.matches(kinds[k])) ?? e.tagName.toLowerCase(),
    words: e.getAttribute("aria-label") ?? e.innerText,
    ring: cell ? parseFloat(drawn.strokeWidth) : style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    ink: cell ? drawn.stroke : style.outlineColor,
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
      && e.checkVisibility({opacityProperty: true, visibilityProperty: true}),
  };
}"""
STOPS = 80


def stops(page: Page) -> Iterator[dict[str, Any]]:
    """What has the focus after each press of Tab, until the page gives it back."""
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if not stop["seen"] and stop["kind"] != "body":
            # The search of a phone opens once it is reached: a moment later.
            with suppress(NotInTime):
                page.wait_for_function(f"({FOCUS})().seen", timeout=2000)
            stop = page.evaluate(FOCUS)
        if stop["kind"] == "body":
            return
        yield stop


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_tab_reaches_the_grid_and_each_stop_shows_a_ring(
    browser: Browser, served: str, ear: Ear, width: int, scheme: Scheme
) -> None:
    with opened(browser, ear, width=width, scheme=scheme) as page:
        page.goto(f"{served}/equipe/index.html")
        still(page)
        passed = list(stops(page))
    kinds = [str(stop["kind"]) for stop in passed]
    assert kinds[0] == "skip"
    assert kinds.index("cell") <= 20, kinds
    assert {"skip", "cell", "button"} <= set(kinds)
    assert ("tab" in kinds) == (width == WIDTHS[0])
    assert [stop for stop in passed if not (stop["ring"] >= 2 and stop["seen"])] == []
    cells = [str(stop["words"]) for stop in passed if stop["kind"] == "cell"]
    numbers = [int(words.split(".")[0]) for words in cells]
    assert numbers == sorted(numbers)
    assert len(numbers) >= 23
    assert ear.heard == []


def test_the_skip_link_leads_past_the_tabs(page: Page, served: str) -> None:
    page.goto(f"{served}/equipe/indicateurs/04.html")
    page.keyboard.press("Tab")
    skip = page.locator(".md-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('.md-content') !== null")


def test_n_and_p_turn_the_pages_of_the_indicators(page: Page, served: str) -> None:
    page.goto(f"{served}/equipe/indicateurs/04.html")
    page.keyboard.press("n")
    expect(page).to_have_url(f"{served}/equipe/indicateurs/05.html")
    page.keyboard.press("p")
    expect(page).to_have_url(f"{served}/equipe/indicateurs/04.html")
    page.keyboard.press("p")
    expect(page).to_have_url(f"{served}/equipe/indicateurs/03.html")


def test_a_wide_table_moves_with_the_arrows_on_a_phone(page: Page, served: str) -> None:
    page.set_viewport_size({"width": WIDTHS[1], "height": 800})
    page.goto(f"{served}/equipe/sessions/mb-2025-11.html")
    region = page.get_by_role("region", name=re.compile("Apprenants et pièces"))
    region.focus()
    assert region.evaluate("e => getComputedStyle(e).outlineStyle") != "none"
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("e => e.scrollLeft > 0", arg=region.element_handle())
