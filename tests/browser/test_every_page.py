"""Every page of the three sites, at the width of a screen and of a phone, light and dark."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import HEIGHT, SCHEMES, WIDTHS, Ear, opened, serving

LOOK = """async () => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  for (const picture of document.images) picture.loading = "eager";
  await Promise.all([...document.images].map(picture => picture.decode().catch(() => null)));
  const skip = document.querySelector(".md-skip");
  const headings = [...document.querySelectorAll("h1")];
  return {
    lang: document.documentElement.lang,
    title: document.title.trim() !== "",
    h1: headings.map(h => h.checkVisibility() && h.innerText.trim() !== ""),
    skip: skip && document.getElementById(decodeURIComponent(skip.hash.slice(1)))?.tagName,
    pictures: [...document.images].filter(i => !i.hasAttribute("alt") || !i.complete || !i.naturalWidth)
      .map(i => i.src),
    shapes: [...document.querySelectorAll("use")].map(u => u.getAttribute("href"))
      .filter(h => !document.querySelector(h)),
  };
}"""
SEEN = {"lang": "fr", "title": True, "h1": [True], "skip": "H1", "pictures": [], "shapes": []}
WIDER = """() => ["default", "slate"].flatMap(scheme => {
  document.body.setAttribute("data-md-color-scheme", scheme);
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const wide = [...document.querySelectorAll(".md-container *, .md-header *, .md-banner *")]
    .filter(e => !e.closest(".cl-scroll, .md-sidebar") && e.getBoundingClientRect().right > room + 1);
  return [`${scheme}: ${wide.map(e => e.outerHTML.slice(0, 120))[0]}`];
})"""
"""What sticks out of the window in either scheme, one line a scheme; the palette does no more than set this name."""
SHARES = 6
"""Parts in which the pages of a site are opened, so that processes share them."""
ONE_IN = {"equipe": 2, "auditeur": 5, "public": 1}
"""Pages of records and of lists share a few templates: one in two is opened for the team, and one in five of all the
auditor's pages, which come from the templates of the team's with less in them."""
ALIKE = ("fiches/", "listes/")
INK = "() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color].join()"


def addresses(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html") if path.name != "404.html")


def looks(page: Page, address: str) -> list[str]:
    """What is wrong with a page, looked at in both widths and both schemes, with everything unfolded."""
    page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    page.goto(address)
    seen = page.evaluate(LOOK)
    said = [f"{address}: {name} is {seen[name]}" for name, wanted in SEEN.items() if seen[name] != wanted]
    for width in WIDTHS:
        if width != WIDTHS[0]:
            page.set_viewport_size({"width": width, "height": HEIGHT})
        said += [f"{address} is wider than {width} px, {wide}" for wide in page.evaluate(WIDER)]
    return said


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("edition", ["equipe", "auditeur", "public"])
def test_pages_are_whole_silent_and_as_wide_as_the_window(
    browser: Browser, sites: Path, served: str, ear: Ear, edition: str, share: int
) -> None:
    found = addresses(sites / edition)
    assert len(found) >= {"equipe": 400, "auditeur": 380, "public": 9}[edition]
    alike = [address for address in found if edition == "auditeur" or address.startswith(ALIKE)]
    found = sorted({*found} - {*alike} | {*alike[:: ONE_IN[edition]]})[share::SHARES]
    with opened(browser, ear, search=False) as page:
        said = [said for address in found for said in looks(page, f"{served}/{edition}/{address}")]
    assert not said, "\n".join(said)
    assert ear.heard == []


@pytest.mark.parametrize("edition", ["equipe", "auditeur", "public"])
def test_the_page_for_lost_readers_is_whole_too(browser: Browser, sites: Path, edition: str) -> None:
    with serving(sites / edition) as address:
        ear = Ear(address)
        with opened(browser, ear) as page:
            assert looks(page, f"{address}/404.html") == []
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
