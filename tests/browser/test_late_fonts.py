"""What is being read stays where it is when the font comes late."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.conftest import WIDTHS, Ear, opened

PAINTED = "() => performance.getEntriesByName('first-contentful-paint').length > 0"
MOVED = """() => document.fonts.ready.then(() => new Promise(done => {
  let sum = 0;
  const add = list => list.forEach(shift => { sum += shift.value; });
  const watch = new PerformanceObserver(list => add(list.getEntries()));
  watch.observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => { add(watch.takeRecords()); done(sum); })));
}))"""


def moved(page: Page, address: str) -> float:
    """How far the page moves (cumulative layout shift) when its fonts come after the first words are read."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/*.woff2", hold)
    page.goto(address, wait_until="domcontentloaded")
    page.wait_for_function(PAINTED)
    assert held
    for route in held:
        route.continue_()
    page.unroute("**/*.woff2")
    return float(page.evaluate(MOVED))


@pytest.mark.parametrize("width", WIDTHS)
def test_no_word_moves_when_the_font_comes_after_the_page(
    browser: Browser, served: str, ear: Ear, *, width: int
) -> None:
    """Three pages whose lines broke elsewhere in the font that stood in for ours."""
    for address in ("accessibilite-numerique.html", "page-handicap.html", "livret-accueil/lieu-saint-maixent.html"):
        with opened(browser, ear, width=width) as page:
            assert moved(page, f"{served}/public/{address}") == 0, address
    assert ear.heard == []
