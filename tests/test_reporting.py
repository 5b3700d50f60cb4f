"""What is printed acts on no terminal, whatever files are called."""

from __future__ import annotations

from pathlib import Path

from classeur.portal import read_project
from classeur.reporting import as_text
from tests.small_tree import project


def test_a_name_that_would_clear_the_screen_or_turn_the_line_is_shown_as_signs(tmp_path: Path) -> None:
    root = project(tmp_path, {"evidence/a\x1b[2J.pdf": b"x", "evidence/veille/devis-\u202efdp.md": "---\n---\n"})
    text = as_text(read_project(root).findings)
    assert "evidence/a\ufffd[2J.pdf: erreur [fichier-nom]" in text
    assert "evidence/veille/devis-\ufffdfdp.md: erreur [fichier-nom]" in text
    assert not {"\x1b", "\u202e"} & set(text)
