"""Readers who ask for something else: no movement, colours of their own, paper, a larger text, only a keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import HEIGHT, SCHEMES, WIDTHS, Ear, Scheme, opened, still

WALKED = [
    "public/index.html",
    "public/formations/machines-bois.html",
    "public/livret-accueil.html",
    "public/resultats.html",
    "public/page-handicap.html",
    "public/nous-joindre.html",
]
"""One of each template of the public site, from which one can walk with Tab alone."""
READ = [*WALKED, "equipe/index.html", "equipe/indicateurs/04.html", "auditeur/sessions/md-2026-02.html"]
MOST_STOPS = 250
STOP = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  if (!e.dataset.stop) e.dataset.stop = String(document.querySelectorAll("[data-stop]").length + 1);
  const schemes = e.closest("[role=radiogroup]");
  const shown = schemes ? schemes.querySelector("label:not([hidden])") : e;
  const style = getComputedStyle(shown), box = shown.getBoundingClientRect();
  const rgb = words => (words.match(/[\\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  let behind = shown.parentElement;
  while (behind && rgb(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
  const paper = light(rgb(getComputedStyle(behind ?? document.body).backgroundColor));
  const inks = [style.outlineColor, ...(style.boxShadow === "none" ? [] : [style.boxShadow])].map(rgb).map(light);
  const cell = e.querySelector(":scope > rect");
  return {
    number: Number(e.dataset.stop),
    what: e.outerHTML.slice(0, 120),
    ring: cell ? parseFloat(getComputedStyle(cell).strokeWidth)
      : style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    contrast: cell ? 21 : Math.max(
      ...inks.map(ink => (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05))),
    seen: box.width > 1 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""
"""What has the focus, and how far its ring, or the halo around it, stands out from the rest (WCAG 1.4.11 asks 3)."""
MOVING = """() => document.getAnimations().filter(a => a.playState === "running"
  && a.effect.getComputedTiming().duration > 1).map(a => a.effect.target?.outerHTML.slice(0, 120))"""
ON_PAPER = """() => ({
  frame: [...document.querySelectorAll(".md-header, .md-tabs, .md-sidebar, .md-footer, .md-top, .cl-noprint")]
    .filter(e => e.checkVisibility()).map(e => e.className),
  wide: [...document.querySelectorAll("article *")].filter(e => !e.closest(".cl-sr, svg")
    && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 120)),
  read: document.querySelector("article").innerText.trim().length > 200,
})"""
FORCED = """() => [...document.querySelectorAll("article svg[role=img] *")]
  .filter(e => ["rect", "path", "circle"].includes(e.localName) && e.checkVisibility())
  .filter(e => {
    const style = getComputedStyle(e), paper = getComputedStyle(document.body).backgroundColor;
    return style.forcedColorAdjust === "auto" && [style.fill, style.stroke].every(c => c === "none" || c === paper)
      && !e.matches("[fill=none]");
  }).map(e => e.outerHTML.slice(0, 120))"""


def walk(page: Page) -> list[dict[str, Any]]:
    """Every stop of Tab until the page gives the focus back."""
    passed: list[dict[str, Any]] = []
    while len(passed) < MOST_STOPS:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or (passed and stop["number"] < passed[-1]["number"]):
            break
        passed.append(stop)
    return passed


@pytest.mark.parametrize("address", WALKED)
def test_tab_goes_through_the_page_once_with_a_ring_that_stands_out(
    browser: Browser, served: str, ear: Ear, address: str
) -> None:
    scheme: Scheme = SCHEMES[WALKED.index(address) % 2]
    with opened(browser, ear, scheme=scheme) as page:
        page.goto(f"{served}/{address}")
        still(page)
        passed = walk(page)
    assert 8 <= len(passed) < MOST_STOPS
    assert [stop["number"] for stop in passed] == list(range(1, len(passed) + 1)), "one stop comes back: a trap"
    poor = [stop for stop in passed if not (stop["seen"] and stop["ring"] >= 2 and stop["contrast"] >= 3)]
    assert poor == []
    assert ear.heard == []


@pytest.mark.parametrize("address", READ)
def test_paper_contrasts_of_the_system_and_stillness_are_kept(
    browser: Browser, served: str, ear: Ear, address: str
) -> None:
    with opened(browser, ear) as page:
        page.goto(f"{served}/{address}")
        assert page.evaluate(MOVING) == []
        page.set_viewport_size({"width": 680, "height": HEIGHT})
        page.emulate_media(media="print")
        assert page.evaluate(ON_PAPER) == {"frame": [], "wide": [], "read": True}
        page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
        page.emulate_media(media="screen", forced_colors="active")
        assert page.evaluate("() => matchMedia('(forced-colors: active)').matches")
        assert page.evaluate(FORCED) == []
    assert ear.heard == []
