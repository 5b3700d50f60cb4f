"""A file that an unread record may name is no orphan, and thousands of mistakes cost no thousand walks."""

from __future__ import annotations

from pathlib import Path

import pytest

from classeur import hints
from classeur.portal import read_project
from tests.small_tree import project

BROKEN = "---\ntitre: [\nfichier: mon plan.pdf\n---\nVoir [ici](photo.png).\n"


def test_what_an_unread_record_names_is_no_orphan(tmp_path: Path) -> None:
    folder = "evidence/personnel"
    files: dict[str, str | bytes] = {f"{folder}/{name}": b"x" for name in ("mon plan.pdf", "photo.png", "autre.png")}
    reading = read_project(project(tmp_path, {f"{folder}/x-01.md": BROKEN, **files}))
    orphans = [found.path for found in reading.findings if found.rule == "piece-orpheline"]
    assert orphans == [f"{folder}/autre.png"]


def test_what_is_known_is_listed_only_while_hints_are_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def nearest(word: str, known: list[str]) -> str:
        assert known == []
        asked.append(word)
        return ""

    monkeypatch.setattr(hints, "nearest", nearest)
    alert = "---\ntitre: A\nbeneficiaire: B-1\ntype: absence\nreperee_le: 2026-03-03 9h30\n"
    dead = {f"evidence/alertes/al-2026-{n:02}.md": f"{alert}session: absente-{n}\n---\n" for n in range(1, 80)}
    reading = read_project(project(tmp_path, dict(dead)))
    assert len([found for found in reading.findings if found.rule == "lien-mort"]) == 79
    assert len(asked) == 50
