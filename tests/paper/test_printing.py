"""Papers of small sites: what is kept, refused, shrunk, told."""

from __future__ import annotations

import builtins
import sys
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import pytest

from classeur.editions import Edition
from classeur.pages.page import PAPERS, Asset, Layout, Page, Paper, Site
from classeur.paper import keeping
from classeur.paper.keeping import FOLDER
from classeur.paper.printing import with_papers
from tests.paper.reading import Document
from tests.small_tree import plant

BODY = "# La page\n\n<p>Bonjour.</p>\n"


def site(*pages: Page, assets: tuple[Asset, ...] = (), edition: Edition = Edition.PUBLIC, url: str = "") -> Site:
    return Site(edition, "Centre d'essai", url, "", "", pages, assets, ())


def kept(root: Path) -> list[str]:
    return sorted(path.name for path in (root / FOLDER).iterdir())


def test_the_same_page_gives_the_same_bytes_and_is_printed_once(tmp_path: Path) -> None:
    there, said = with_papers(site(Page("a", "La page", BODY)), tmp_path / "un")
    again, _ = with_papers(site(Page("a", "La page", BODY)), tmp_path / "deux")
    assert said == ()
    assert there.downloads == again.downloads
    (name,) = kept(tmp_path / "un")
    time = (tmp_path / "un" / FOLDER / name).stat().st_mtime_ns
    told: list[int] = []
    with_papers(site(Page("a", "La page", BODY)), tmp_path / "un", told.append)
    assert told == [], "nothing to wait for"
    assert (tmp_path / "un" / FOLDER / name).stat().st_mtime_ns == time
    with_papers(site(Page("a", "La page", BODY.replace("Bonjour", "Bonsoir"))), tmp_path / "un", told.append)
    assert told == [1]
    assert len(kept(tmp_path / "un")) == 1
    assert kept(tmp_path / "un") != [name]


def test_the_day_of_the_build_makes_no_new_paper(tmp_path: Path) -> None:
    """Where nothing on a page has a date, the page bears the day it was made, and its PDF bears none."""

    def made(day: str) -> bytes:
        text = f'{BODY}<p class="cl-updated cl-today">Page établie le {day}.</p>\n'
        return with_papers(site(Page("a", "La page", text)), tmp_path)[0].downloads[0].content

    monday = made("23 novembre 2026")
    (name,) = kept(tmp_path)
    assert made("24 novembre 2026") == monday
    assert kept(tmp_path) == [name]
    assert "établie" not in Document(monday).pages[0]


def test_no_sheet_is_spent_on_a_few_lines(tmp_path: Path) -> None:
    def sheets(lines: int) -> int:
        text = f"# La page\n\n{'<p>Une ligne de texte, toujours la même.</p>' * lines}\n"
        (made,) = with_papers(site(Page("a", "La page", text)), tmp_path)[0].downloads
        return len(Document(made.content).pages)

    assert [sheets(28), sheets(32), sheets(35)] == [1, 1, 2]


def test_the_links_go_where_the_page_wants_them(tmp_path: Path) -> None:
    page = Page("b/c", "La page", f"# La page\n\n{PAPERS}\n\n<p>Fin.</p>\n")
    (there,) = with_papers(site(page), tmp_path)[0].pages
    assert '<a href="c.pdf">Cette page en PDF</a> <small>1 page, ' in there.content
    assert there.content.index("c.pdf") < there.content.index("Fin.")
    assert PAPERS not in there.content


def test_the_binder_has_no_paper(tmp_path: Path) -> None:
    binder = site(Page("a", "La page", BODY), edition=Edition.AUDITOR)
    assert with_papers(binder, tmp_path) == (binder, ())


def test_one_sheet_shrinks_its_letters_and_refuses_what_still_overflows(tmp_path: Path) -> None:
    def sheet(lines: int) -> Page:
        text = f"<h1>Feuille</h1>{'<p>Une ligne de texte, toujours la même.</p>' * lines}"
        return Page("a", "Feuille", BODY, papers=(Paper("a/f.pdf", Layout.ONE_PAGE, content=text), Paper("a.pdf")))

    there, said = with_papers(site(sheet(52)), tmp_path)
    assert said == ()
    assert len(Document(there.downloads[0].content).pages) == 1
    there, said = with_papers(site(sheet(400)), tmp_path)
    assert [found.rule for found in said] == ["papier"]
    assert "au lieu d'une" in said[0].message
    assert [made.address for made in there.downloads] == ["a.pdf"]
    assert "f.pdf" not in there.pages[0].content


@pytest.mark.parametrize(
    "address",
    ["https://ailleurs.example/a.png", "file:///etc/hostname", "../../secret.png", "/etc/hostname", "secret.png"],
)
def test_a_paper_opens_no_file_but_those_of_the_site(tmp_path: Path, address: str) -> None:
    (tmp_path / "secret.png").write_bytes(b"\x89PNG")
    page = Page("a", "La page", f'# La page\n\n<p><img src="{address}" alt="Secret"></p>\n')
    there, said = with_papers(site(page), tmp_path)
    assert [found.rule for found in said] == ["papier-defaut"]
    assert len(there.downloads) == 1


def test_a_picture_whose_name_has_spaces_is_on_paper(tmp_path: Path) -> None:
    address = "fichiers/Été & co/plan 1.svg"
    drawn = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    plant(tmp_path, {f"content/{address}": drawn})
    shown = '# La page\n\n<p><img src="../fichiers/%C3%89t%C3%A9%20&amp;%20co/plan%201.svg" alt="Plan"></p>\n'
    one = replace(site(Page("a#1/b", "La page", shown), assets=(Asset(address, f"content/{address}"),)), logo=address)
    there, said = with_papers(one, tmp_path)
    assert said == ()
    assert '<a href="../a%231/b.pdf">' in there.pages[0].content
    gone, said = with_papers(replace(one, assets=()), tmp_path)
    assert [found.message for found in said] == [
        f"Le PDF « a#1/b.pdf » a un défaut : l'image « {address} » ne s'ouvre pas."
    ]
    assert gone.downloads != there.downloads


def test_signs_that_no_font_draws_are_told_once_and_in_french(tmp_path: Path) -> None:
    _, said = with_papers(site(Page("a", "La page", "# La page\n\n<p>\ue000 et \ue001, \ue000</p>\n")), tmp_path)
    (cause,) = (found.message for found in said)
    assert "aucune police de cet ordinateur ne dessine « \ue000 », « \ue001 » :" in cause


def test_links_lead_to_the_site_or_nowhere(tmp_path: Path) -> None:
    page = Page(
        "b/c", "La page", '# La page\n\n<p><a href="../d.html#e">Voir</a> <a href="#f">Ici</a></p><h2 id="f">F</h2>\n'
    )

    def targets(url: str) -> list[str]:
        (made,) = with_papers(site(page, url=url), tmp_path)[0].downloads
        notes = [note.get_object() for note in Document(made.content).reader.pages[0].get("/Annots", [])]
        return [str(note["/Dest"] if "/Dest" in note else note["/A"]["/URI"]) for note in notes]

    assert targets("https://centre.example") == ["https://centre.example/d.html#e", "f"]
    assert targets("") == ["f"]


def test_a_missing_press_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = metadata.version

    def without(name: str) -> str:
        if name == "weasyprint":
            raise metadata.PackageNotFoundError(name)
        return usual(name)

    keeping._maker.cache_clear()
    monkeypatch.setattr(metadata, "version", without)
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    there, said = with_papers(site(Page("a", "La page", f"{BODY}{PAPERS}")), tmp_path)
    keeping._maker.cache_clear()
    assert [found.rule for found in said] == ["papier-indisponible"]
    assert "weasyprint" in said[0].message
    assert there.downloads == ()


def test_a_missing_library_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = builtins.__import__

    def without(name: str, *rest: object, **more: object) -> object:
        if name.startswith("weasyprint"):
            text = "cannot load library 'libpango-1.0-0': libpango-1.0-0: cannot open shared object file"
            raise OSError(text)
        return usual(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    there, said = with_papers(site(Page("a", "La page", f"{BODY}{PAPERS}")), tmp_path)
    assert [found.rule for found in said] == ["papier-indisponible"]
    assert "la bibliothèque « libpango-1.0-0 »" in said[0].message
    assert there.downloads == ()
    assert PAPERS not in there.pages[0].content
    assert ".pdf" not in there.pages[0].content
