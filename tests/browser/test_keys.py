"""Keys that act alone can be turned off, for who speaks to the machine; the choice is kept (WCAG 2.1.4)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("address", ["public/formations.html", "equipe/indicateurs/04.html"])
def test_single_keys_act_until_the_box_says_no_and_the_next_page_remembers(
    page: Page, served: str, address: str
) -> None:
    home = f"{served}/{address}"
    box = page.get_by_role("checkbox", name="Touches d’une lettre")
    page.goto(home)
    expect(box).to_be_checked()
    page.keyboard.press("n")
    page.wait_for_url(lambda url: url != home)
    page.goto(home)
    page.keyboard.press("f")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    box.uncheck()
    page.goto(home)
    expect(box).not_to_be_checked()
    page.keyboard.press("f")
    page.keyboard.press("n")
    # Another key, with Ctrl this time, goes through: what came before it has been heard.
    page.evaluate("() => addEventListener('keydown', event => { document.title = `${event.ctrlKey} ${event.key}` })")
    page.keyboard.press("Control+m")
    expect(page).to_have_title("true m")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.url == home
