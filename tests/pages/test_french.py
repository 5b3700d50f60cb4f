"""Counts and dates in French sentences."""

from __future__ import annotations

import datetime as dt

import pytest

from classeur.pages.french import counted, in_days, in_letters, joined, on_days, short_parts

DAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (dt.date(2027, 2, 9), dt.date(2027, 2, 9), "le 9 février 2027"),
        (dt.date(2027, 2, 9), dt.date(2027, 2, 10), "les 9 et 10 février 2027"),
        (dt.date(2027, 2, 1), dt.date(2027, 2, 4), "du 1er au 4 février 2027"),
        (dt.date(2027, 3, 30), dt.date(2027, 4, 2), "du 30 mars au 2 avril 2027"),
        (dt.date(2026, 12, 31), dt.date(2027, 1, 2), "du 31 décembre 2026 au 2 janvier 2027"),
    ],
)
def test_days_of_an_audit(start: dt.date, end: dt.date, words: str) -> None:
    assert on_days(start, end) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "aujourd’hui"),
        (1, "demain"),
        (80, "dans 80 jours"),
        (124, "dans 4 mois"),
        (-1, "il y a 1 jour"),
        (-3, "il y a 3 jours"),
    ],
)
def test_how_far_a_day_is(days: int, words: str) -> None:
    assert in_days(DAY + dt.timedelta(days=days), DAY) == words


def test_counts_and_lists() -> None:
    assert [counted(0, "écart"), counted(1, "écart"), counted(2, "écart")] == ["0 écart", "1 écart", "2 écarts"]
    assert [in_letters(1, feminine=True), in_letters(10), in_letters(11)] == ["une", "dix", "11"]
    assert [joined(()), joined(("AF",)), joined(("AF", "BC", "CFA"))] == ["", "AF", "AF, BC et CFA"]
    assert short_parts(dt.date(2026, 12, 1)) == ("1er", "déc.")
