"""The ways that people take, click by click: from home to a piece and back, from home to who opens the door."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def h1(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def test_the_team_goes_from_home_to_an_indicator_a_session_a_piece_and_back(page: Page, served: str) -> None:
    page.goto(f"{served}/equipe/index.html")
    page.get_by_role("link", name=re.compile("^4[,. ].*[Aa]nalyse du besoin")).and_(page.locator(".cl-grid a")).click()
    h1(page, re.compile("Analyse du besoin"))

    coverage = page.get_by_role("table", name=re.compile("par session"))
    coverage.get_by_role("link", name=re.compile("Travailler sans accident.*18 novembre 2025")).click()
    h1(page, re.compile("Travailler sans accident sur machines à bois"))

    row = page.locator(".cl-matrix").get_by_role("row", name=re.compile("Patrick Gaborit"))
    piece = row.get_by_role("link", name=re.compile(r"vue.*04.11"))
    with page.expect_response(re.compile(r"\.pdf$")) as answer:
        piece.click()
    assert answer.value.status == 200
    assert answer.value.headers["content-type"] == "application/pdf"
    page.wait_for_url(re.compile(r"\.pdf$"))

    page.go_back()
    h1(page, re.compile("Travailler sans accident sur machines à bois"))
    page.get_by_role("navigation", name="Vous êtes ici").get_by_role("link", name="Accueil").click()
    expect(page).to_have_url(f"{served}/equipe/index.html")
    expect(page.locator(".cl-grid")).to_be_visible()


def test_a_learner_goes_from_home_to_a_programme_the_booklet_and_the_accessibility_page(
    page: Page, served: str
) -> None:
    page.goto(f"{served}/public/index.html")
    page.get_by_role("main").get_by_role("link", name=re.compile("machines à bois")).first.click()
    h1(page, re.compile("machines à bois"))
    page.get_by_role("link", name=re.compile("[Ll]ivret")).first.click()
    h1(page, re.compile("[Ll]ivret"))
    page.get_by_role("link", name=re.compile("[Hh]andicap|[Aa]ccessib")).first.click()
    h1(page, re.compile("[Hh]andicap|accessib"))
    assert page.locator("a[href^='tel:']").first.is_visible()
    page.get_by_role("banner").get_by_role("link").first.click()
    expect(page).to_have_url(f"{served}/public/index.html")


def test_on_a_phone_the_menu_leads_to_the_lists(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{served}/equipe/index.html")
    expect(page.get_by_role("radio", name="Mode clair")).to_be_checked()
    opener, menu = page.get_by_role("button", name="Menu"), page.get_by_role("navigation", name="Navigation")
    opener.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(opener).to_have_attribute("aria-expanded", "false")
    expect(opener).to_be_focused()
    opener.click()
    menu.get_by_role("button", name="Indicateurs", exact=True).press("Enter")
    expect(menu.get_by_role("button", name="Indicateurs, revenir au menu")).to_be_focused()
    page.keyboard.press(" ")
    expect(menu.get_by_role("button", name="Indicateurs", exact=True)).to_be_focused()
    menu.get_by_role("link", name="Sessions").click()
    expect(page).to_have_url(f"{served}/equipe/listes/sessions.html")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
