"""The story of a record as git witnesses it, and files that show nothing, on the pages of each edition."""

from __future__ import annotations

from pathlib import Path

import pytest

from classeur.editions import Edition
from classeur.pages.composing import compose
from classeur.portal import assess, read_project
from tests.conftest import DAY
from tests.small_tree import PDF, plant, project, session
from tests.witnessed import commit, repository

COMPANY = "evidence/entreprises/soc-01.md"
TEXT = "---\ntitre: Fournil\nrole: cliente\n---\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A company written on 1 February, changed on 3 March; a session of the same day, never changed."""
    made = repository(project(tmp_path, {COMPANY: TEXT, "evidence/sessions/s-2026-01.md": session()}))
    commit(made, "2026-02-01")
    commit(plant(made, {COMPANY: f"{TEXT}\nNote.\n"}), "2026-03-03", author="Rui Pinto")
    return made


def page_of(root: Path, address: str, edition: Edition = Edition.TEAM) -> str:
    site = compose(assess(read_project(root), DAY), edition)
    return next(page.content for page in site.pages if page.address == address).replace("\n", "")


def test_the_team_reads_when_and_by_whom(root: Path) -> None:
    page = page_of(root, "fiches/entreprise/soc-01")
    assert "Histoire de la fiche" in page
    assert "<dt>Première écriture</dt><dd>1er février 2026<small>par Ana Costes</small>" in page
    assert "<dt>Dernière modification</dt><dd>3 mars 2026<small>par Rui Pinto</small>" in page


def test_a_record_never_changed_says_so(root: Path) -> None:
    page = page_of(root, "sessions/s-2026-01")
    assert "<dt>Première écriture</dt><dd>1er février 2026<small>par Ana Costes</small>" in page
    assert "<dt>Dernière modification</dt><dd>aucune depuis</dd>" in page


def test_the_auditor_reads_the_dates_alone(root: Path) -> None:
    plant(root, {COMPANY: f"{TEXT}\nAutre note.\n"})
    page = page_of(root, "fiches/entreprise/soc-01", Edition.AUDITOR)
    assert "<dt>Première écriture</dt><dd>1er février 2026</dd>" in page
    assert "<dt>Dernière modification</dt><dd>3 mars 2026</dd>" in page
    assert "Rui Pinto</small>" not in page
    assert "enregistrés dans git" not in page


def test_changes_that_are_not_committed_are_noted_on_the_page_of_their_record_alone(root: Path) -> None:
    before = page_of(root, "sessions/s-2026-01")
    plant(root, {COMPANY: f"{TEXT}\nAutre note.\n"})
    said = "Des changements de cette fiche ne sont pas encore enregistrés dans git."
    assert said in page_of(root, "fiches/entreprise/soc-01").replace("\u00a0", " ")
    assert page_of(root, "sessions/s-2026-01") == before


def test_without_git_the_team_s_pages_say_so_and_the_auditor_s_say_nothing(tmp_path: Path) -> None:
    root = project(tmp_path, {COMPANY: TEXT})
    assert "Ce dossier n’est pas suivi par git" in page_of(root, "fiches/entreprise/soc-01")
    assert "Histoire" not in page_of(root, "fiches/entreprise/soc-01", Edition.AUDITOR)


@pytest.mark.parametrize(("data", "closed"), [(PDF, False), (PDF[:60], True)], ids=["sound", "damaged"])
def test_a_file_that_shows_nothing_is_not_said_to_be_seen(tmp_path: Path, data: str, closed: bool) -> None:  # noqa: FBT001
    folder = "evidence/sessions/s-2026-01"
    files = {f"{folder}.md": session(), f"{folder}/convention--B-1--2026-02-20.pdf": data}
    root = project(tmp_path, files)
    page = page_of(root, "sessions/s-2026-01")
    assert ("déposée, ne s’ouvre pas" in page) == closed
    assert ("le fichier ne montre rien" in page) == closed
    assert "gardée ailleurs" not in page
    assert "ne s’ouvre pas" not in page_of(root, "sessions/s-2026-01", Edition.AUDITOR)


@pytest.mark.parametrize("name", ["facture #12.pdf", "remise de 100 %23.pdf", "devis 100 €.pdf", "l'été.pdf"])
def test_a_file_of_any_name_opens(tmp_path: Path, name: str) -> None:
    rows = f'pieces:\n  - {{nature: autre, nominative: non, fichier: "{name}"}}\n---\n'
    text = TEXT.removesuffix("---\n") + rows
    root = project(tmp_path, {COMPANY: text, f"evidence/entreprises/{name}": PDF})
    site = compose(assess(read_project(root), DAY), Edition.TEAM)
    assert [asset.source for asset in site.assets] == [f"evidence/entreprises/{name}"]
