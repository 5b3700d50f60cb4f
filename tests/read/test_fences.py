"""Where a missing line `---` goes, and where nobody can say."""

from __future__ import annotations

import pytest

from classeur.finding import Edit
from classeur.read.fences import closing, opening


@pytest.mark.parametrize(
    ("text", "line", "old", "new"),
    [
        ("---\ntitre: a\n\nTexte.", 3, "", "---\n"),
        ("---\ntitre: a\n## Attentes", 3, "", "---\n"),
        ("---\ntitre: a\npieces:\n  - {nature: devis}\n# date:\nTexte.", 6, "", "---\n"),
        ("---\ntitre: a\n----\nTexte.", 3, "----", "---"),
        ("---\ntitre: a\n—\nTexte.", 3, "—", "---"),
        ("---\ntitre: a\n", 3, "", "---\n"),
        ("---\ntitre: a", 2, "", "\n---\n"),
        ("---\ntitre: a\n\nTexte : suite.", 3, "", "---\n"),
    ],
)
def test_the_second_fence_goes_after_the_fields(text: str, line: int, old: str, new: str) -> None:
    lines = text.split("\n")
    column = len(lines[-1]) + 1 if new.startswith("\n") else 1
    assert closing(lines) == Edit(line, column, old, new)


@pytest.mark.parametrize(
    "text",
    [
        "---",
        "---\n\nTexte.",
        "---\ntitre: a\n\ndate: 2026-01-01\n\nTexte.",
        "---\ntitre: a\n# Le titre du texte\n\nTexte.",
    ],
)
def test_a_second_fence_that_may_go_in_two_places_goes_nowhere(text: str) -> None:
    assert closing(text.split("\n")) is None


def test_the_first_fence_goes_before_a_field() -> None:
    assert opening(["titre: a"]) == Edit(1, 1, "", "---\n")
    assert opening(["—", "titre: a"]) == Edit(1, 1, "—", "---")
    assert opening(["Bonjour."]) is None
    assert opening([""]) is None
