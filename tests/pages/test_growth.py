"""No page grows with the number of records: what can't be named is counted, and a paged list has it."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Mapping

import pytest

from classeur.editions import Edition
from classeur.pages.composing import compose
from classeur.pages.page import Page, linked
from tests.small_tree import judged, project, session

DAY = dt.date(2026, 11, 21)
FEW, MANY = 36, 72
"""Sessions, each with five records about it."""
DIGITS = 120
"""Letters by which a page may grow when its counts have one more digit."""
CAPS = {
    "paging.ROWS": 20,
    "coverage.GAPS": 2,
    "coverage.OPEN": 2,
    "coverage.FOLDED": 2,
    "all_evidence.LISTED": 2,
    "all_evidence.PIECES": 4,
    "records.MOST": 3,
    "improvement.LISTED": 3,
    "home.RECENT": 3,
    "session_gaps.NAMED": 2,
    "own_part.SHOWN": 3,
    "own_part.NEXT": 3,
}
"""Smaller than they are, so that a small tree is beyond them."""
CLICKS = 3
GAUGE = re.compile(r'<svg class="cl-gauge".*?</svg>')
"""One stroke a case up to 60, three rectangles above: its length is no growth."""


def grown(count: int) -> Mapping[str, str]:
    """A provider with `count` sessions over two years; every third one lacks its convocation, its survey, its talk."""
    files = {"evidence/entreprises/soc-01.md": "---\ntitre: Menuiserie Vasseur\nrole: cliente\n---\n"}
    codes = "".join(f"  - {{code: B-{n:03}, nom: Prénom Nomdefamille{n:03}}}\n" for n in range(count))
    files["evidence/personnes.yml"] = f"personnes:\n{codes}"
    for n in range(count):
        start = dt.date(2025, 1, 6) + dt.timedelta(days=n * 400 // count)
        end, before = start + dt.timedelta(days=4), start - dt.timedelta(days=7)
        name, who = f"s-{n:03}", f"B-{n:03}"
        row = f"{{beneficiaire: {who}, entreprise: soc-01}}"
        there = n % 3 > 0
        pieces = f"pieces: [{{nature: convocation, pour: {who}, date: {before}, ou: armoire}}]" if there else ""
        files[f"evidence/sessions/{name}.md"] = session(row, start=f"{start}", end=f"{end}", more=pieces)
        about = f"date: {end}\nresponsable: ana-01\nsession: {name}\n"
        files[f"evidence/alertes/al-{n:03}.md"] = (
            f"---\ntitre: Absence\n{about}beneficiaire: {who}\ntype: absence\nreperee_le: {start} 9h30\n---\n"
        )
        files[f"evidence/reclamations/rec-{n:03}.md"] = (
            f"---\ntitre: Retard\nnature: reclamation\nrecue_le: {end}\nsession: {name}\n---\n"
        )
        if there:
            files[f"evidence/enquetes/enq-{n:03}.md"] = (
                f"---\ntitre: À chaud\n{about}partie_prenante: beneficiaire\nmoment: chaud\nenvoyes: 1\nrecus: 1\n---\n"
            )
            files[f"evidence/entretiens/cr-{n:03}.md"] = (
                f"---\ntitre: Entretien\ndate: {before}\npersonne_recue: {who}\nqualite: beneficiaire\n"
                f"recu_par: ana-01\nmoment: avant\nobjet: [besoin]\nsession: {name}\n---\n"
            )
    return files


def length(page: Page) -> int:
    return len(GAUGE.sub("", page.content))


@pytest.fixture(scope="module", params=[Edition.TEAM, Edition.AUDITOR])
def two(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Mapping[str, Page], Mapping[str, Page]]:
    """The pages of the same provider with few and with twice as many records, by address."""
    with pytest.MonkeyPatch.context() as caps:
        for name, value in CAPS.items():
            caps.setattr(f"classeur.pages.{name}", value)
        few, many = (
            {
                page.address: page
                for page in compose(judged(project(tmp_path_factory.mktemp("p"), grown(n)), DAY), edition).pages
            }
            for edition in [request.param]
            for n in (FEW, MANY)
        )
    return few, many


def test_a_page_that_is_no_list_stays_as_it_is(two: tuple[Mapping[str, Page], Mapping[str, Page]]) -> None:
    few, many = two
    shared = [a for a in few if not a.startswith(("listes/", "sessions/", "personnes/", "a-cocher/"))]
    longer = {a: length(many[a]) - length(few[a]) for a in shared if a in many}
    assert {address: more for address, more in longer.items() if more > DIGITS} == {}


@pytest.mark.parametrize("folder", ["sessions/", "personnes/", "a-cocher/"])
def test_the_longest_page_of_a_session_or_a_learner_is_no_longer(
    two: tuple[Mapping[str, Page], Mapping[str, Page]], folder: str
) -> None:
    few, many = (
        max((length(page) for address, page in some.items() if address.startswith(folder)), default=0) for some in two
    )
    assert many - few <= DIGITS


def test_the_longest_list_page_is_no_longer(two: tuple[Mapping[str, Page], Mapping[str, Page]]) -> None:
    longest = [
        max(len(page.content) for address, page in some.items() if address.startswith("listes/")) for some in two
    ]
    assert longest[1] < 1.15 * longest[0]


def test_sessions_people_and_lists_are_reached_in_three_clicks(
    two: tuple[Mapping[str, Page], Mapping[str, Page]],
) -> None:
    few, _ = two
    tabs = {"index", *(f"listes/{name}" for name in ("sessions", "personnes", "documents", "amelioration", "audits"))}
    reached, edge = {"index"}, {"index"}
    for _click in range(CLICKS):
        links = {posixpath.splitext(link)[0] for address in edge for link in linked([few[address]])}
        edge = (links | tabs) & few.keys() - reached
        reached |= edge
    # What is linked to one record stands behind the page of that record.
    looked_for = {a for a in few if a.startswith(("listes/", "sessions/", "personnes/")) and "/liens-" not in a}
    assert looked_for - reached == set()
