"""A mended text: only the lines concerned change, and every repair that a new reading finds is made."""

from __future__ import annotations

import pytest

from classeur.finding import Edit, Finding, Grade, Place
from classeur.mending import Change, changes, mend


def found(*edits: Edit) -> list[Finding]:
    return [Finding("essai", Grade.ERROR, "", "", Place("x", edit.line), repair=edit) for edit in edits]


def capitals(text: str) -> list[Finding]:
    """Every line that starts with a small « a » is to start with a capital."""
    lines = enumerate(text.split("\n"), 1)
    return found(*(Edit(number, 1, "a", "A") for number, line in lines if line.startswith("a")))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ab\nb # a\nac\n", "Ab\nb # a\nAc\n"),
        ("\ufeffab\r\nb\r\nac", "\ufeffAb\r\nb\r\nAc"),
        ("ab\rb\nac\r\n", "Ab\rb\nAc\r\n"),
        ("", ""),
    ],
)
def test_what_is_not_concerned_stays_to_the_letter(before: str, after: str) -> None:
    assert mend(before, capitals) == (after, ())


def test_a_line_that_is_added_ends_like_the_others() -> None:
    def closed(text: str) -> list[Finding]:
        return [] if text.endswith("fin") else found(Edit(2, 2, "", "\nfin"))

    assert mend("a\r\nb", closed)[0] == "a\r\nb\r\nfin"


def test_the_text_is_read_again_until_nothing_more_can_be_mended() -> None:
    def first_only(text: str) -> list[Finding]:
        return capitals(text)[:1]

    assert mend("a\na\nb\na", first_only)[0] == "A\nA\nb\nA"


def test_edits_that_overlap_or_no_longer_fit_are_left_for_another_reading() -> None:
    def twice(text: str) -> list[Finding]:
        return found(Edit(1, 1, "abc", "x"), Edit(1, 2, "b", "B"), Edit(1, 3, "z", "y")) if text == "abc" else []

    assert mend("abc", twice)[0] == "aBc"


def test_repairs_that_undo_one_another_come_to_an_end() -> None:
    def back_and_forth(text: str) -> list[Finding]:
        return found(Edit(1, 1, text, "b" if text == "a" else "a"))

    assert mend("a", back_and_forth)[0] in ("a", "b")


def test_changes_are_told_by_the_line_as_it_was() -> None:
    assert list(changes("\ufeffa\r\nb\r\nc", "\ufeffa\r\nB\r\nc\r\n---")) == [
        Change(2, "b", "B"),
        Change(3, None, "---"),
    ]
    assert list(changes("a\nb", "x\na\nb")) == [Change(1, None, "x")]
    assert list(changes("a\n\nb\n", "a\n---\n\nB\n")) == [Change(2, None, "---"), Change(3, "b", "B")]
    assert list(changes("", "---\n")) == [Change(1, None, "---")]


def test_changes_of_a_long_register_are_told() -> None:
    """Compared each with each, its lines would take days."""
    lines = ["  telephone:"] * 100_000
    mended = ["  telephone: x" if number in (3, 49_990) else line for number, line in enumerate(lines)]
    assert [change.line for change in changes("\n".join(lines), "\n".join(mended))] == [4, 49_991]
