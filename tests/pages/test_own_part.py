"""Each person of the team has a page: what to do, to read, to run and to keep alive."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from classeur.editions import Edition
from classeur.pages.agenda import agenda
from classeur.pages.catalogue import Catalogue, catalogue
from classeur.pages.gaps import gaps
from classeur.pages.own_part import NEXT, SHOWN, part_pages
from classeur.pages.reading_list import Readings, readings_of
from classeur.pages.tasks import Share, shares, tasks_page
from classeur.pages.view import View
from classeur.rules.result import Assessment
from tests.small_tree import judged, project, session

DAY = dt.date(2026, 11, 21)


def procedure(read: str = "", *, applied: str = "2026-01-05", versions: bool = True) -> str:
    told = f"portee_a_connaissance:\n{read}" if read else ""
    rows = "version: v2\nversions:\n  - {version: v1, du: 2026-01-05}\n  - {version: v2, du: 2026-09-01}\n"
    return (
        f"---\ntitre: Que faire\nresponsable: ana-01\nobjet: accueil\ndate_application: {applied}\n"
        f"revu_le: 2026-09-01\n{rows if versions else ''}{told}---\n"
    )


def pages_of(view: View) -> Mapping[str, str]:
    found = catalogue(view)
    return {page.address: page.content for page in part_pages(view, found, shared(view, found))}


def shared(view: View, found: Catalogue) -> tuple[Share, ...]:
    return shares(view, found, agenda(view), gaps(view, view.assessment.results()))


def plain(text: str) -> str:
    return html.unescape(text).replace("\u2019", "'").replace("\u00a0", " ").replace("\u202f", " ")


def viewed(root: Path, files: dict[str, str | bytes]) -> View:
    return View(judged(project(root, files), DAY), Edition.TEAM)


def reading(root: Path, text: str, who: str = "rui-02") -> Readings:
    view = viewed(root, {"evidence/procedures/proc-01.md": text})
    return readings_of(view, who, view.library.published("procedure"))


@pytest.mark.parametrize(
    ("read", "known"),
    [
        ("  - {qui: [ana-01, rui-02], le: 2026-09-03, version: v2}\n", 1),
        ("  - {qui: rui-02, le: 2026-09-03, version: 2}\n", 1),
        ("  - {qui: rui-02, le: 2026-09-03}\n", 1),
        ("  - {qui: ana-01, le: 2026-09-03, version: v2}\n", 0),
        ("  - {qui: rui-02, le: 2026-02-03, version: v1}\n", 0),
        ("  - {qui: rui-02, le: 2026-10-03, version: v1}\n", 0),
        ("  - {qui: rui-02, le: 2026-08-31}\n", 0),
        ("", 0),
    ],
)
def test_a_procedure_is_known_in_its_version_in_force_or_not_at_all(tmp_path: Path, read: str, known: int) -> None:
    found = reading(tmp_path, procedure(read))
    assert (found.known, len(found.left)) == (known, 1 - known)


def test_an_earlier_reading_is_told_and_a_procedure_to_come_is_not_to_be_read_yet(tmp_path: Path) -> None:
    (item,) = reading(tmp_path / "1", procedure("  - {qui: rui-02, le: 2026-02-03, version: v1}\n")).left
    assert item.before == dt.date(2026, 2, 3)
    assert item.version
    assert item.version.name == "v2"
    later = reading(tmp_path / "2", procedure(applied="2026-12-01", versions=False))
    assert (later.known, later.left) == (0, ())


def test_the_page_says_what_to_do_to_read_to_run_and_to_keep(tmp_path: Path) -> None:
    action = (
        "---\ntitre: Relier les livrets\ndate: 2026-11-01\nresponsable: rui-02\ncause: C\ntype: corrective\nmesure: M\n"
        "echeance: 2026-12-01\navancement: en-cours\nindicateur_succes: I\n---\n"
    )
    papers = (
        "---\ntitre: Rui Pinto\nfonctions: Formateur\nlien: salarie\n"
        "papiers: [{nature: Habilitation électrique, expire_le: 2027-04-30}]\n---\n"
    )
    files: dict[str, str | bytes] = {
        "evidence/actions/act-2026-01.md": action,
        "evidence/procedures/proc-01.md": procedure(),
        "evidence/personnel/rui-02.md": papers,
        "evidence/sessions/s-2026-12.md": session(
            start="2026-12-01", end="2026-12-04", state="en-cours", trainers="rui-02"
        ),
        "evidence/sessions/s-2026-01.md": session(trainers="rui-02"),
    }
    pages = pages_of(viewed(tmp_path, files))
    assert set(pages) == {"equipe/ana-01", "equipe/rui-02"}
    own, other = pages["equipe/rui-02"], pages["equipe/ana-01"]
    parts = own.split('<h2 id="partie-')
    told = {part[: part.index('"')]: part for part in parts[1:]}
    assert list(told) == [
        "a-traiter", "a-faire", "a-lire", "indicateurs", "sessions", "actions", "documents", "papiers", "agenda",
    ]  # fmt: skip
    assert "Relier les livrets" in told["a-faire"]
    assert "Demander à nouveau : Habilitation électrique" in told["a-faire"]
    assert "jamais lue" in told["a-lire"]
    assert "sessions/s-2026-12.html" in told["sessions"]
    assert 'href="../a-cocher/s-2026-12.html"' in told["sessions"]
    assert "s-2026-01" not in told["sessions"], "it is over"
    assert "Relier les livrets" in told["actions"]
    assert "30 avr. 2027" in told["papiers"]
    assert 'href="../agenda/rui-02.ics"' in own
    assert "Que faire" in other[other.index('id="partie-documents"') :]
    assert "Relier les livrets" not in other[other.index('id="partie-a-faire"') :]


def test_a_part_shows_so_many_rows_and_leads_to_the_others(tmp_path: Path) -> None:
    action = (
        "---\ntitre: Action {n}\ndate: 2026-11-01\nresponsable: rui-02\ncause: C\ntype: corrective\nmesure: M\n"
        "echeance: 2026-12-01\navancement: en-cours\nindicateur_succes: I\n---\n"
    )
    files: dict[str, str | bytes] = {
        f"evidence/actions/act-2026-{n:02}.md": action.replace("{n}", str(n)) for n in range(1, 41)
    }
    page = pages_of(viewed(tmp_path, files))["equipe/rui-02"]
    assert page[page.index('id="partie-a-faire"') :].count("fiches/action/") == NEXT + SHOWN
    assert 'href="../listes/echeances-de-rui-02.html"' in page
    assert 'href="../listes/tenu-par-rui-02.html"' in page


def test_everybody_of_the_sample_has_a_page_and_the_list_leads_to_them(assessment: Assessment) -> None:
    view = View(assessment, Edition.TEAM)
    found = catalogue(view)
    given = shared(view, found)
    pages = {page.address for page in part_pages(view, found, given)}
    assert pages == {f"equipe/{handle}" for handle in assessment.library.team}
    listed = tasks_page(given).content
    assert all(f'href="../{address}.html"' in listed for address in pages)


def test_each_finds_on_the_own_page_what_home_says_is_to_be_mended_by_whom(assessment: Assessment) -> None:
    view = View(assessment, Edition.TEAM)
    found = catalogue(view)
    missing = gaps(view, assessment.results())
    given = shares(view, found, agenda(view), missing)
    pages = {page.address: page.content for page in part_pages(view, found, given)}
    for gap in missing:
        assert gap.handles
        for handle in gap.handles:
            page = pages[f"equipe/{handle}"]
            told = page[page.index('id="partie-a-traiter"') : page.index('id="partie-a-faire"')]
            assert plain(gap.words) in plain(told)
    (idle,) = (share for share in given if share.handle == "bruno-12")
    assert idle.lacks == ""
    assert "partie-a-traiter" not in pages[idle.place]
    assert "Audit de surveillance les 9 et 10 février 2027." in plain(pages[idle.place])


def test_records_that_a_rule_names_by_their_ids_are_told_by_their_titles(assessment: Assessment) -> None:
    view = View(assessment, Edition.TEAM)
    words = " ".join(
        f"{case.details} {' '.join(link for link, _ in case.links)}"
        for gap in gaps(view, assessment.results())
        for case in gap.who
    )
    ids = [record for record in assessment.library.records if "-" in record]
    assert [record for record in ids if re.search(rf"(?<![\w-]){record}(?![\w-])", words)] == []
    assert "Du métré au devis signé, Abandon en cours de formation" in words
