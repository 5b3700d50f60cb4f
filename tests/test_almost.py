"""A word that a page looks for and does not find is told; what is plainly something else is left in peace."""

from __future__ import annotations

from pathlib import Path

import pytest

from classeur.cli import main
from classeur.portal import read_project
from tests.small_tree import PROVIDER, project, session, told

PLACES = f"""{PROVIDER}lieux:
  - {{lieu: niort, nom: Niort, adresse: "1 rue des Bois, 79000 Niort"}}
  - {{lieu: saint-maixent, nom: Saint-Maixent, adresse: "2 rue des Prés, 79400 Saint-Maixent-l'École"}}
"""
PROGRAMME = "---\ntitre: Scier\ncategorie: AF\n{}\n---\n\n## Le déroulé {{#deroule}}\n\nOn scie.\n"


def _told(root: Path, name: str, text: str, provider: str = PLACES) -> list[str]:
    return told(read_project(project(root, {name: text}, provider=provider)))


@pytest.mark.parametrize("word", ["niord", "Niort", "tours", "à distance"])
def test_a_programme_names_places_of_the_house_alone(tmp_path: Path, word: str) -> None:
    (found,) = _told(tmp_path, "content/formations/scier.md", PROGRAMME.format(f"lieux:\n  - niort\n  - {word}"))
    assert found.startswith("lieu-inconnu content/formations/scier.md:6:5: "), found
    assert ("Vouliez-vous dire « niort »" in found) == word.lower().startswith("nior")


@pytest.mark.parametrize("word", ["niord", "Niort", "Saint Maixent"])
def test_a_session_elsewhere_is_told_when_it_is_almost_a_place_of_the_house(tmp_path: Path, word: str) -> None:
    (found,) = _told(tmp_path, "evidence/sessions/s-1.md", session(more=f"lieu: {word}"))
    assert found.startswith("lieu-inconnu ")


@pytest.mark.parametrize("word", ["tours", "à distance", "chez un client, à Niort", "niort", "saint-maixent"])
def test_a_session_may_be_held_anywhere(tmp_path: Path, word: str) -> None:
    assert _told(tmp_path, "evidence/sessions/s-1.md", session(more=f"lieu: {word}")) == []


def test_a_provider_who_lists_no_place_has_none_to_misspell(tmp_path: Path) -> None:
    text = PROGRAMME.format("lieux: niort")
    assert _told(tmp_path, "content/formations/scier.md", text, PROVIDER) == []


def test_a_room_stands_in_a_place_of_the_house(tmp_path: Path) -> None:
    rooms = f"{PLACES}salles:\n  - nom: Aubier\n    lieu: niore\n"
    (found,) = told(read_project(project(tmp_path, provider=rooms)))
    assert found.startswith(f"lieu-inconnu organisme.yml:{len(rooms.splitlines())}:11: ")


BOOKLET = "---\ngenre: livret\ntitre: Livret\nresponsable: ana-01\n{}---\n\n{}\n\nUn texte.\n"


@pytest.mark.parametrize("title", ["## Votre avis", "## Vos avis {#satisfactions}", "## Vous êtes apprentis"])
def test_a_title_that_is_almost_a_part_is_told(tmp_path: Path, title: str) -> None:
    (found,) = _told(tmp_path, "content/livret.md", BOOKLET.format("", title))
    assert found.startswith("partie-presque content/livret.md:7:4: ")


@pytest.mark.parametrize(
    ("more", "title"),
    [
        ("", "## Votre avis {#satisfaction}"),
        ("", "## Nos ateliers"),
        ("", "### Votre avis"),
        ("", "## Votre avis {#satisfaction}\n\nUn.\n\n## Votre avis"),
        ("facile_a_lire_de: livret\n", "## Votre avis"),
        ("etat: brouillon\n", "## Votre avis"),
    ],
)
def test_any_other_title_is_left_in_peace(tmp_path: Path, more: str, title: str) -> None:
    assert not [one for one in _told(tmp_path, "content/livret.md", BOOKLET.format(more, title)) if "partie" in one]


def test_a_title_gets_the_id_that_it_lacks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, {"content/livret.md": BOOKLET.format("", "## Votre avis")})
    main(["--project", str(root), "fix", "--oui"])
    capsys.readouterr()
    assert "## Votre avis {#satisfaction}\n" in (root / "content/livret.md").read_text("utf-8")
    assert told(read_project(root)) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [("mentions-legale", True), ("employeur", True), ("nos-ateliers", False), ("tuteurs", False)],
)
def test_a_page_almost_named_as_a_role_is_told(tmp_path: Path, name: str, *, expected: bool) -> None:
    found = _told(tmp_path, f"content/{name}.md", "---\ngenre: page\ntitre: Une page\n---\n\nUn texte.\n")
    assert [one.startswith("role-presque ") for one in found] == [True] * expected


def test_a_page_beside_the_one_that_has_the_role_is_another_page(tmp_path: Path) -> None:
    page = "---\ngenre: page\ntitre: Une page\n---\n\nUn texte.\n"
    root = project(tmp_path, {"content/employeurs.md": page, "content/employeur.md": page})
    assert told(read_project(root)) == []
