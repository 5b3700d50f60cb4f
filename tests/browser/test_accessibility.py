"""axe-core on pages of every sort: WCAG 2.0 to 2.2, A and AA, and best practice; nothing is violated."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import HEIGHT, STILL, WIDTHS, Ear, opened

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
PAGES = [
    "equipe/index.html",
    "equipe/criteres/1.html",
    "equipe/indicateurs/04.html",
    "equipe/indicateurs/24.html",
    "equipe/sessions/md-2026-02.html",
    "equipe/personnes/b-2025-013.html",
    "equipe/fiches/procedure/proc-01.html",
    "equipe/listes/sessions.html",
    "equipe/listes/taches.html",
    "equipe/listes/amelioration.html",
    "auditeur/index.html",
    "auditeur/carte.html",
    "auditeur/indicateurs/04.html",
    "auditeur/sessions/md-2026-02.html",
    "auditeur/personnes/b-2025-013.html",
    "auditeur/fiches/amenagement/am-2026-01.html",
    "auditeur/listes/audits.html",
    "public/index.html",
    "public/formations/machines-bois.html",
    "public/page-handicap.html",
    "public/resultats.html",
]
"""One of each template."""
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that the scheme may change: asked again in the other one."""
RUN = """async ([scheme, runOnly]) => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  document.body.setAttribute("data-md-color-scheme", scheme);
  const told = await axe.run({runOnly, resultTypes: ["violations"], preload: false});
  return {passes: told.passes.length, violations: told.violations.map(v =>
    `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => `${n.target}: ${n.failureSummary}`).join(" | ")}`)};
}"""
"""The palette does no more than set the name of the scheme; folds are opened so that what is in them is read too."""


def violations(page: Page, address: str) -> list[str]:
    page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    page.goto(address)
    page.add_script_tag(path=AXE)
    page.add_style_tag(content=STILL)
    said = []
    for width, schemes in zip(WIDTHS, (("default", "slate"), ("slate", "default")), strict=True):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for scheme, rules in zip(schemes, (TAGS, COLOURS), strict=True):
            told: dict[str, Any] = page.evaluate(RUN, [scheme, rules])
            assert told["passes"] >= (1 if rules is COLOURS else 15), told
            said += [f"{address} at {width} px, {scheme}: {words}" for words in told["violations"]]
    return said


@pytest.mark.parametrize("address", PAGES)
def test_nothing_of_the_accessibility_rules_is_violated(browser: Browser, served: str, ear: Ear, address: str) -> None:
    with opened(browser, ear, search=False) as page:
        said = violations(page, f"{served}/{address}")
    assert not said, "\n".join(said)
    assert ear.heard == []
