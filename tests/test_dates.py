"""Dates and durations as people of a training centre write and count them."""

from __future__ import annotations

import datetime as dt

import pytest

from classeur.dates import (
    Duration,
    as_date,
    in_french,
    is_working_day,
    parse_duration,
    shift,
    short_french,
    span_in_french,
)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 an", Duration(months=12)),
        ("3 ans", Duration(months=36)),
        ("6 mois", Duration(months=6)),
        ("15 jours", Duration(days=15)),
        ("1 jour", Duration(days=1)),
        ("2 semaines", Duration(days=14)),
        ("2 jours ouvrés", Duration(working_days=2)),
        ("2 jours ouvres", Duration(working_days=2)),
        ("1 jour ouvré", Duration(working_days=1)),
        ("  10  jours ", Duration(days=10)),
        ("6 MOIS", Duration(months=6)),
        ("P12M", Duration(months=12)),
        ("P1Y6M", Duration(months=18)),
        ("P2W", Duration(days=14)),
        ("P30D", Duration(days=30)),
    ],
)
def test_a_duration_is_read_as_people_write_it(text: str, expected: Duration) -> None:
    assert parse_duration(text) == expected


@pytest.mark.parametrize(
    "text", ["", "l'an prochain", "2 mois ouvrés", "P", "-3 jours", "3", "1,5 an", "12345 jours", "2 h"]
)
def test_what_is_no_duration_is_none(text: str) -> None:
    assert parse_duration(text) is None


@pytest.mark.parametrize("text", ["1 an", "2 ans", "6 mois", "1 jour", "15 jours", "1 jour ouvré", "2 jours ouvrés"])
def test_a_duration_is_written_back_in_french(text: str) -> None:
    assert str(parse_duration(text)) == text


@pytest.mark.parametrize(
    ("start", "duration", "sign", "expected"),
    [
        ("2026-01-31", Duration(months=1), 1, "2026-02-28"),
        ("2028-01-31", Duration(months=1), 1, "2028-02-29"),
        ("2026-03-31", Duration(months=1), -1, "2026-02-28"),
        ("2026-08-31", Duration(months=1), 1, "2026-09-30"),
        ("2028-02-29", Duration(months=12), 1, "2029-02-28"),
        ("2026-11-30", Duration(months=3), 1, "2027-02-28"),
        ("2026-12-15", Duration(months=1), 1, "2027-01-15"),
        ("2026-01-15", Duration(months=1), -1, "2025-12-15"),
        ("2026-12-31", Duration(days=1), 1, "2027-01-01"),
        ("2026-11-21", Duration(), 1, "2026-11-21"),
    ],
)
def test_a_month_ends_on_its_own_last_day(start: str, duration: Duration, sign: int, expected: str) -> None:
    assert shift(day(start), duration, sign) == day(expected)


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        ("2026-09-17", 2, "2026-09-21"),  # a Thursday
        ("2026-09-18", 1, "2026-09-21"),  # a Friday
        ("2026-09-19", 1, "2026-09-21"),  # a Saturday
        ("2026-07-13", 1, "2026-07-15"),  # 14 July
        ("2026-05-07", 1, "2026-05-11"),  # 8 May and a week-end
        ("2026-05-13", 1, "2026-05-15"),  # Ascension
        ("2026-04-03", 1, "2026-04-07"),  # Easter Monday; Good Friday is worked
        ("2026-12-24", 1, "2026-12-28"),  # Christmas
        ("2026-12-31", 1, "2027-01-04"),  # New Year's Day
    ],
)
def test_working_days_leave_out_week_ends_and_french_holidays(start: str, count: int, expected: str) -> None:
    assert shift(day(start), Duration(working_days=count)) == day(expected)


def test_working_days_are_counted_backwards_as_well() -> None:
    assert shift(day("2026-09-21"), Duration(working_days=2), -1) == day("2026-09-17")


def test_the_eleven_legal_holidays_of_2026_are_not_worked() -> None:
    year = [dt.date(2026, 1, 1) + dt.timedelta(days=number) for number in range(365)]
    closed = [date.isoformat() for date in year if date.weekday() < 5 and not is_working_day(date)]
    assert closed == [
        "2026-01-01", "2026-04-06", "2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25", "2026-07-14",
        "2026-11-11", "2026-12-25",
    ]  # fmt: skip
    assert not is_working_day(day("2026-08-15"))
    assert not is_working_day(day("2026-11-01"))


@pytest.mark.parametrize(
    ("start", "duration", "sign", "expected"),
    [
        ("2026-11-21", Duration(months=12 * 9999), -1, dt.date.min),
        ("9999-12-31", Duration(days=10), 1, dt.date.max),
        ("9999-12-31", Duration(working_days=2), 1, dt.date.max),
        ("0001-01-01", Duration(days=1), -1, dt.date.min),
        ("2026-11-21", Duration(days=10**12), 1, dt.date.max),
    ],
)
def test_past_the_calendar_comes_its_last_day(start: str, duration: Duration, sign: int, expected: dt.date) -> None:
    assert shift(day(start), duration, sign) == expected


def test_days_are_written_in_french() -> None:
    assert in_french(day("2026-02-01")) == "1er février 2026"
    assert in_french(day("2026-08-15")) == "15 août 2026"
    assert short_french(day("2026-12-01")) == "1er déc. 2026"
    assert short_french(day("2026-05-09"), year=False) == "9 mai"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-02-02", "2026-02-13", "2 au 13 févr. 2026"),
        ("2026-01-30", "2026-02-02", "30 janv. au 2 févr. 2026"),
        ("2025-09-29", "2026-02-20", "29 sept. 2025 au 20 févr. 2026"),
        ("2025-11-18", "2025-11-18", "18 nov. 2025"),
        ("2026-09-01", "2026-09-04", "1er au 4 sept. 2026"),
    ],
)
def test_a_span_says_each_month_and_year_once(start: str, end: str, expected: str) -> None:
    assert span_in_french(day(start), day(end)) == expected


def test_the_day_of_a_moment_is_its_date() -> None:
    assert as_date(dt.datetime(2026, 9, 17, 17, 30)) == day("2026-09-17")  # noqa: DTZ001 - local time, as written
    assert as_date(day("2026-09-17")) == day("2026-09-17")


def test_a_duration_of_thousands_of_digits_is_no_duration() -> None:
    nines = "9" * 5000
    for text in (f"P{nines}D", f"P{nines}Y", f"{nines} jours", "P١D"):
        assert parse_duration(text) is None
