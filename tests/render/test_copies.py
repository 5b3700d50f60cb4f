"""Attachments reach the sites as links to one copy of ours, and a record saved in place changes no published site."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from classeur.editions import Edition
from classeur.pages.page import Asset, Page, Site
from classeur.portal import build
from classeur.render import copies
from classeur.render.copies import FOLDER, Copies
from classeur.render.native import render
from classeur.render.staging import stage
from tests.conftest import DAY
from tests.small_tree import PDF, plant, project, session

NAME = "evidence/plan.pdf"
SHA = hashlib.sha256(PDF.encode()).hexdigest()
PIECE = "evidence/sessions/s-2026-01/convention--B-1.pdf"
SHOWN = "site/equipe/pieces/sessions/s-2026-01/convention--B-1.pdf"


@pytest.fixture
def kept(tmp_path: Path) -> Copies:
    return Copies(plant(tmp_path, {NAME: PDF}), {NAME: SHA})


def test_a_file_is_copied_once_and_linked_ever_after(kept: Copies, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.lay(NAME, kept.root / "a/plan.pdf")
    monkeypatch.setattr(copies, "_copied", lambda *_: pytest.fail("copied again"))
    kept.lay(NAME, kept.root / "b/plan.pdf")
    copy = kept.root / FOLDER / SHA
    assert copy.samefile(kept.root / "a/plan.pdf")
    assert copy.samefile(kept.root / "b/plan.pdf")
    assert not copy.samefile(kept.root / NAME)
    assert copy.read_text() == PDF


def test_a_copy_that_was_changed_is_made_again(kept: Copies) -> None:
    kept.lay(NAME, kept.root / "a.pdf")
    (kept.root / "a.pdf").write_text("annoté dans le site")
    kept.lay(NAME, kept.root / "b.pdf")
    assert (kept.root / "b.pdf").read_text() == PDF


def test_a_file_that_is_no_longer_what_was_read_is_copied_as_it_is(kept: Copies) -> None:
    plant(kept.root, {NAME: "changé depuis"})
    kept.lay(NAME, kept.root / "a.pdf")
    assert (kept.root / "a.pdf").read_text() == "changé depuis"
    assert list((kept.root / FOLDER).iterdir()) == []


def test_a_file_that_was_not_read_is_copied(tmp_path: Path) -> None:
    root = plant(tmp_path, {NAME: PDF})
    Copies(root, {}).lay(NAME, root / "a.pdf")
    assert (root / "a.pdf").read_text() == PDF
    assert (root / "a.pdf").stat().st_nlink == 1


def test_where_no_link_can_be_made_files_are_copied(kept: Copies, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    kept.lay(NAME, kept.root / "a.pdf")
    assert (kept.root / "a.pdf").read_text() == PDF
    made = site(Asset("plan.pdf", NAME))
    folder, said = render(stage(made, kept.root, kept.root / ".classeur/public", kept.digests), DAY)
    assert said == ()
    assert (folder / "plan.pdf").read_text() == PDF


def test_copies_that_no_site_holds_are_removed(kept: Copies) -> None:
    kept.lay(NAME, kept.root / "a.pdf")
    kept.prune()
    assert [path.name for path in (kept.root / FOLDER).iterdir()] == [SHA]
    (kept.root / "a.pdf").unlink()
    kept.prune()
    assert list((kept.root / FOLDER).iterdir()) == []


def test_a_file_that_can_t_be_read_stops_the_build(kept: Copies) -> None:
    (kept.root / NAME).unlink()
    with pytest.raises(FileNotFoundError):
        kept.lay(NAME, kept.root / "a.pdf")


def site(*assets: Asset) -> Site:
    links = "".join(f'<a href="{asset.address}">x</a>' for asset in assets)
    page = Page("index", "Accueil", f"# Accueil\n\n<p>{links}</p>\n")
    made = Site(Edition.PUBLIC, "Essai", "https://essai.example/", "", "", (page,), (), (("Accueil", "index"),))
    return replace(made, assets=assets)


@pytest.mark.parametrize("name", ["plan.pdf", "é t/plan n° 1.pdf", "notes.markdown", "page.htm.txt", "x.css"])
def test_mkdocs_writes_no_file_again_and_warns_of_none(kept: Copies, name: str) -> None:
    folder, said = render(stage(site(Asset(name, NAME)), kept.root, kept.root / ".classeur/public", kept.digests), DAY)
    assert said == ()
    assert (folder / name).samefile(kept.root / FOLDER / SHA)


def test_what_the_theme_ships_is_never_a_link_to_it(kept: Copies) -> None:
    folder, _ = render(stage(site(), kept.root, kept.root / ".classeur/public", kept.digests), DAY)
    assert {path.stat().st_nlink for path in folder.rglob("*") if path.is_file()} == {1}


@pytest.fixture
def built(tmp_path: Path) -> Path:
    root = project(tmp_path, {"evidence/sessions/s-2026-01.md": session(), PIECE: PDF})
    assert build(root, DAY, None, (Edition.TEAM,)).published
    return root


def test_a_file_saved_in_place_changes_no_published_site(built: Path) -> None:
    with (built / PIECE).open("r+b") as file:
        file.write(b"secret")
    assert (built / SHOWN).read_text() == PDF
    assert build(built, DAY, None, (Edition.TEAM,)).published
    assert (built / SHOWN).read_bytes().startswith(b"secret")


def test_a_page_of_the_site_changed_by_hand_does_not_come_back(built: Path) -> None:
    (built / SHOWN).write_text("annoté dans le site")
    assert build(built, DAY, None, (Edition.TEAM,)).published
    assert (built / SHOWN).read_text() == PDF


def test_what_no_site_holds_any_more_is_forgotten_after_two_builds(built: Path) -> None:
    (built / PIECE).unlink()
    shutil.rmtree(built / "evidence/sessions/s-2026-01")
    for more in ("un", "deux"):
        plant(built, {"evidence/entreprises/soc-01.md": f"---\ntitre: {more}\nrole: cliente\n---\n"})
        assert build(built, DAY, None, (Edition.TEAM,)).published
    assert list((built / FOLDER).iterdir()) == []
