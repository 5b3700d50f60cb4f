"""What is asked of every page that is opened: whole, silent, inside its window, and nothing that axe-core refuses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

from tests.browser.conftest import HEIGHT, WIDTHS, dress, still

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
COLOURS = {"color-contrast": "[data-new]", "link-in-text-block": "a[href][data-new]"}
"""The rules that the scheme may change, which are also the slowest: asked of each shape of an element once a site."""
RULES_PASSED = 12
"""Rules that pass at least on any page of ours: fewer, and axe-core did not read it."""
ZOOMED = 320
"""The width that a window of 1280 px has when it is enlarged four times (WCAG 1.4.10)."""
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
WIDER = """schemes => schemes.flatMap(scheme => {
  document.body.setAttribute("data-md-color-scheme", scheme);
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const wide = [...document.querySelectorAll(".md-container *, .md-header *, .md-banner *")]
    .filter(e => !e.closest(".cl-scroll, .md-sidebar") && e.getBoundingClientRect().right > room + 1);
  return [`${scheme}: ${wide.map(e => e.outerHTML.slice(0, 120))[0]}`];
})"""
"""What sticks out of the window in each scheme, one line a scheme; the palette does no more than set this name."""
CUT = """() => [...document.querySelectorAll("article *, .md-banner *, .md-footer *")].filter(e => {
  const style = getComputedStyle(e);
  if (!e.checkVisibility({visibilityProperty: true}) || style.display === "inline" || e.closest("svg")) return false;
  if (style.clipPath !== "none" || style.clip !== "auto" || e.clientWidth <= 1) return false;
  const across = ["hidden", "clip"].includes(style.overflowX) && e.scrollWidth > e.clientWidth + 1;
  const down = ["hidden", "clip"].includes(style.overflowY) && e.scrollHeight > e.clientHeight + 1;
  return across || down;
}).map(e => e.outerHTML.slice(0, 160))"""
"""What is wider or higher than its frame lets see, and can't be scrolled to; what is hidden from eyes on purpose
(`cl-sr`) aside."""
SPACED = """p { margin-block-end: 2em !important }
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"""
"""The spacing of text that a reader may ask for (WCAG 1.4.12)."""
MARK = """known => {
  const names = new Map([[null, 0]]), before = new Set(known), found = new Set();
  const told = ["class", "role", "type", "aria-current", "disabled"];
  const hash = (seed, words) => {
    for (let i = 0; i < words.length; i++) seed = (seed * 131 + words.charCodeAt(i)) % 67280421310679;
    return seed;
  };
  const shape = e => {
    if (!names.has(e)) {
      const own = `${e.localName} ${told.map(name => e.getAttribute(name))} ${e.matches(":link")}`;
      names.set(e, hash(shape(e.parentElement), own));
    }
    return names.get(e);
  };
  for (const e of document.body.querySelectorAll("*")) {
    e.removeAttribute("data-new");
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
    const name = hash(shape(e), e.previousElementSibling?.localName ?? "");
    if (before.has(name) || found.has(name) || !e.checkVisibility()) continue;
    e.setAttribute("data-new", "");
    found.add(name);
  }
  return [...found];
}"""
"""Marks what holds words and has a shape never seen at this width. A shape is a number made of what an element and all
that hold it are, with their classes and roles, and what it comes after; a number, since thousands go to each page."""
AXE_RUN = """async ([scheme, options]) => {
  document.body.setAttribute("data-md-color-scheme", scheme);
  const told = await axe.run(document, {...options, resultTypes: ["violations"], preload: false});
  return {passes: told.passes.length, said: told.violations.map(v =>
    `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => `${n.target}: ${n.failureSummary}`).join(" | ")}`)};
}"""
AXE_READY = "rules => axe.configure({rules: Object.entries(rules).map(([id, selector]) => ({id, selector}))})"


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


@dataclass
class Inspector:
    """Looks at pages of one site one after the other, and remembers whose colours it has measured at each width."""

    page: Page
    measured: dict[int, set[int]] = field(default_factory=dict)

    def inspect(self, address: str) -> list[str]:
        """What is wrong with a page in both widths and both schemes, and enlarged, with everything unfolded."""
        self.page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
        self.page.goto(address)
        still(self.page)
        seen = self.page.evaluate(LOOK)
        said = [f"{name} is {seen[name]}" for name, wanted in SEEN.items() if seen[name] != wanted]
        # Evaluated, not added to the page: what the page's own policy allows is not what is tested here.
        self.page.evaluate(_axe())
        self.page.evaluate(AXE_READY, COLOURS)
        for width, scheme, other in ((WIDTHS[0], "default", "slate"), (WIDTHS[1], "slate", "default")):
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            said += [f"wider than {width} px, {wide}" for wide in self.page.evaluate(WIDER, ["default", "slate"])]
            said += [f"at {width} px, {words}" for words in self._rules(width, scheme, other)]
        said += self._enlarged()
        return [f"{address}: {words}" for words in said]

    def _rules(self, width: int, scheme: str, other: str) -> Iterator[str]:
        """Every rule in one scheme, then in the other those that it may change, where there is something new."""
        known = self.measured.setdefault(width, set())
        new = self.page.evaluate(MARK, list(known))
        known.update(new)
        told: dict[str, Any] = self.page.evaluate(AXE_RUN, [scheme, {"runOnly": TAGS}])
        assert told["passes"] >= RULES_PASSED, told
        yield from (f"{scheme}: {words}" for words in told["said"])
        if new:
            told = self.page.evaluate(AXE_RUN, [other, {"runOnly": {"type": "rule", "values": list(COLOURS)}}])
            yield from (f"{other}: {words}" for words in told["said"])

    def _enlarged(self) -> Iterator[str]:
        self.page.set_viewport_size({"width": ZOOMED, "height": HEIGHT})
        for words in ("enlarged four times", "enlarged four times, spaced"):
            yield from (f"{words}, wider than the window, {wide}" for wide in self.page.evaluate(WIDER, ["default"]))
            yield from (f"{words}, cut: {cut}" for cut in self.page.evaluate(CUT))
            dress(self.page, SPACED)
