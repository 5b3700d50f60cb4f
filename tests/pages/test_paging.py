"""Lists that grow are cut by year, month or initial, and every row of them stays within three clicks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from classeur.editions import Edition
from classeur.pages.lists import list_pages
from classeur.pages.page import linked
from classeur.pages.paging import ROWS, Paged, Shelf, by_day, by_name, paged
from classeur.pages.tables import Cell, Column, Group, Part, Table
from classeur.pages.view import View
from tests.small_tree import judged, project, session

DAY = dt.date(2026, 11, 21)


def pages_of(things: Sequence[tuple[str, Shelf]], *, ahead: bool = False) -> Mapping[str, str]:
    """A list of things, each with its shelf, written as pages by address."""

    def parts(some: tuple[tuple[str, Shelf], ...]) -> tuple[Part, ...]:
        rows = tuple((Cell(words),) for words, _ in some)
        return (Part("essai", "", Table("Essai", (Column("Chose"),), (Group("", rows),))),)

    listed = Paged("essai", "Essai", "Tout.", tuple(things), lambda thing: thing[1], parts, ahead=ahead)
    return {page.address: page.content for page in paged(listed)}


def months(*counts: tuple[int, int, int]) -> list[tuple[str, Shelf]]:
    """So many things in each month (year, month, count), in that order."""
    return [
        (f"chose-{year}-{month}-{number}", by_day(dt.date(year, month, 1), "chose"))
        for year, month, count in counts
        for number in range(count)
    ]


def test_a_short_list_is_one_page() -> None:
    assert list(pages_of(months((2026, 3, ROWS)))) == ["listes/essai"]


def test_a_year_that_fits_is_one_page() -> None:
    pages = pages_of(months((2026, 3, 50), (2025, 7, 50)))
    assert list(pages) == ["listes/essai", "listes/essai-2026", "listes/essai-2025"]
    assert "chose-2025-7-49" in pages["listes/essai-2025"]
    assert "chose-2025-7-49" not in pages["listes/essai-2026"]


def test_a_year_that_is_too_long_is_cut_by_month_and_a_month_in_slices() -> None:
    pages = pages_of(months((2026, 3, ROWS + 1), (2026, 2, 10)))
    assert list(pages) == ["listes/essai", "listes/essai-2026-03", "listes/essai-2026-03-2", "listes/essai-2026-02"]
    assert "# Essai, mars 2026 2/2" in pages["listes/essai-2026-03-2"]


def test_the_first_page_counts_each_year_and_leads_to_each_page() -> None:
    pages = pages_of(months((2026, 3, 60), (2026, 2, 50), (2025, 7, 30)))
    first = pages["listes/essai"]
    assert ">2026</a>" in first
    assert "<div>110</div>" in first
    assert 'href="essai-2026-02.html">Février (50)</a>' in first
    assert 'href="essai-2025.html">2025</a>' in first
    assert "chose-2026-3-0<" in first
    assert "chose-2026-3-59<" not in first


def test_each_page_leads_to_its_neighbours_and_back_to_the_list() -> None:
    pages = pages_of(months((2026, 3, 60), (2026, 2, 50), (2025, 7, 30)))
    middle = pages["listes/essai-2026-02"]
    assert 'href="essai-2026-03.html" rel="prev"' in middle
    assert 'href="essai-2025.html" rel="next"' in middle
    assert 'href="essai.html"' in middle
    assert "50 sur 140." in middle


def test_what_comes_is_listed_from_the_nearest_on() -> None:
    things = months((2026, 12, 50), (2027, 1, 50))
    assert list(pages_of(things, ahead=True)) == ["listes/essai", "listes/essai-2026", "listes/essai-2027"]


def test_what_has_no_day_stands_after_all_years_by_initial() -> None:
    things = [*months((2026, 3, 60)), *((f"Étau {n}", by_day(None, f"Étau {n}")) for n in range(50))]
    pages = pages_of([*things, *((f"8 clés {n}", by_day(None, f"8 clés {n}")) for n in range(40))])
    assert list(pages)[2:] == ["listes/essai-sans-date-0-9", "listes/essai-sans-date-e"]


def test_what_is_looked_for_by_name_is_cut_by_initial() -> None:
    things = [(f"{letter}{n:02}", by_name(f"{letter}{n:02}")) for letter in "ab" for n in range(60)]
    assert list(pages_of(things)) == ["listes/essai", "listes/essai-a", "listes/essai-b"]


def test_every_row_is_on_one_page_of_a_cut_list() -> None:
    things = months((2026, 3, 2 * ROWS + 3), (2026, 1, 5), (2024, 5, 7))
    found = re.findall(r"chose-[0-9-]+", "".join(list(pages_of(things).values())[1:]))
    assert sorted(found) == sorted(name for name, _ in things)


def test_sessions_of_a_long_list_are_reached_from_its_first_page(tmp_path: Path) -> None:
    files = {
        f"evidence/sessions/s-{year}-{number:03}.md": session(start=f"{year}-03-02", end=f"{year}-03-06")
        for year in (2025, 2026)
        for number in range(41)
    }
    view = View(judged(project(tmp_path, files), DAY), Edition.TEAM)
    pages = {page.address: page for page in list_pages(view)}
    second = set(linked([pages["listes/sessions"]]))
    assert {"listes/sessions-2026.html", "listes/sessions-2025.html"} <= second
    assert "sessions/s-2025-040.html" in set(linked([pages["listes/sessions-2025"]]))
    assert "sessions/s-2025-040.html" not in set(linked([pages["listes/sessions-2026"]]))
