"""What a received project may hold where Classeur writes is never followed: nothing of somebody else's is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from classeur.editions import Edition
from classeur.portal import build
from classeur.workplace import led_astray
from tests.conftest import DAY
from tests.small_tree import PDF, plant, project, session

PIECES = {"evidence/sessions/s-2026-01.md": session(), "evidence/sessions/s-2026-01/convention--B-1.pdf": PDF}


@pytest.mark.parametrize(
    "link",
    [
        ".classeur",
        ".classeur/vignettes",
        ".classeur/copies",
        ".classeur/equipe",
        ".classeur/verrou",
        ".classeur/pieces.json",
        ".classeur/pieces.json.nouveau",
        ".classeur/copies/0.nouveau",
        "site",
        "site/.versions",
        "site/.versions/equipe-0.json",
    ],
)
def test_a_link_where_classeur_writes_stops_everything_and_is_not_followed(tmp_path: Path, link: str) -> None:
    outside = plant(tmp_path / "dehors", {"these.odt": "x"})
    root = project(tmp_path / "projet", PIECES)
    (root / link).parent.mkdir(parents=True, exist_ok=True)
    (root / link).symlink_to(outside / "these.odt" if "." in Path(link).name[1:] or "verrou" in link else outside)
    built = build(root, DAY, None, [Edition.TEAM])
    assert ("lien-de-travail", link) in [(found.rule, found.path) for found in built.findings]
    assert built.published == ()
    assert [(path.name, path.read_text("utf-8")) for path in outside.iterdir()] == [("these.odt", "x")]


def test_what_a_build_leaves_is_its_own(tmp_path: Path) -> None:
    root = project(tmp_path, PIECES)
    assert build(root, DAY, None, [Edition.TEAM]).published
    assert led_astray(root) == ()
    assert build(root, DAY, None, [Edition.TEAM]).published
