"""Dates, durations and working days, as people of a training centre write them."""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
import unicodedata
from dataclasses import dataclass

import holidays

MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()  # noqa: SIM905
)
SHORT_MONTHS = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split()  # noqa: SIM905

_COUNTED = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze".split()  # noqa: SIM905
_WRITTEN = re.compile(
    rf"^(?P<n>\d{{1,4}}|une|{'|'.join(_COUNTED)})\s*(?P<unit>ans?|années?|mois|semaines?|jours?|j)"
    r"(?P<working>\s+ouvr(?:é|e)s?)?(?P<half>\s+et\s+demie?)?$",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(
    r"^(?P<day>\d{1,2})\s*(?P<sign>[/.-])\s*(?P<month>\d{1,2})\s*(?P=sign)\s*(?P<year>\d{4}|\d{2})$"
)
_YEAR_FIRST = re.compile(r"^(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})$")
_WEEKDAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()  # noqa: SIM905
_IN_WORDS = re.compile(
    rf"^(?:le\s+)?(?:(?P<weekday>{'|'.join(_WEEKDAYS)})\s+)?(?P<day>\d{{1,2}})(?:er)?\s+(?P<month>[^\W\d]{{3,}})\.?\s+"
    r"(?P<year>\d{4})$",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"^P(?:(?P<years>\d{1,4})Y)?(?:(?P<months>\d{1,4})M)?(?:(?P<weeks>\d{1,4})W)?(?:(?P<days>\d{1,5})D)?$", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of calendar time: months, then days; or a number of working days (then the others are 0)."""

    months: int = 0
    days: int = 0
    working_days: int = 0

    def __str__(self) -> str:
        """In French: « 1 an », « 6 mois », « 2 jours ouvrés »."""
        if self.working_days:
            plural = "s" if self.working_days > 1 else ""
            return f"{self.working_days} jour{plural} ouvré{plural}"
        if self.months and self.months % 12 == 0:
            years = self.months // 12
            return f"{years} an{'s' if years > 1 else ''}"
        if self.months:
            return f"{self.months} mois"
        return f"{self.days} jour{'s' if self.days > 1 else ''}"


def parse_duration(text: str) -> Duration | None:
    """Read « 1 an », « un an et demi », « 6 mois », « 15 jours », « 2 jours ouvrés » or ISO 8601 (`P12M`), else None.

    Half a month or half a week is not a number of days that everybody agrees on: it is none of them.
    """
    written = _WRITTEN.match(text.strip())
    if written:
        return _in_words(written)
    iso = _ISO.match(text.strip())
    if iso and any(iso.groupdict().values()):
        parts = {name: int(value or 0) for name, value in iso.groupdict().items()}
        return Duration(months=12 * parts["years"] + parts["months"], days=7 * parts["weeks"] + parts["days"])
    return None


def _in_words(written: re.Match[str]) -> Duration | None:
    number = written["n"].lower().replace("une", "un")
    count = _COUNTED.index(number) + 1 if number in _COUNTED else int(number)
    unit = written["unit"].lower()
    if written["working"]:
        return Duration(working_days=count) if unit.startswith("j") and not written["half"] else None
    if unit.startswith("an"):
        return Duration(months=12 * count + (6 if written["half"] else 0))
    if written["half"]:
        return None
    if unit == "mois":
        return Duration(months=count)
    return Duration(days=count * (7 if unit.startswith("semaine") else 1))


def date_parts(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of a date written in another way than 2026-11-21; None where nobody can be sure.

    In France the day comes first: « 03/04/2026 » is the 3rd of April. Years of two digits are of this century. A day of
    the week that is not that of the date says that one of them is wrong.
    """
    found = _DAY_FIRST.match(text) or _YEAR_FIRST.match(text)
    if found and not (len(found["year"]) < len("2026") and "-" in text):
        year = int(found["year"])
        return (year if year > 99 else 2000 + year, int(found["month"]), int(found["day"]))  # noqa: PLR2004 - two digits
    words = _IN_WORDS.match(text)
    months = [month for month in MONTHS if words and _plain(month).startswith(_plain(words["month"]))]
    if not words or len(months) != 1:
        return None
    parts = (int(words["year"]), MONTHS.index(months[0]) + 1, int(words["day"]))
    if words["weekday"] and not _falls_on(parts, words["weekday"]):
        return None
    return parts


def _falls_on(parts: tuple[int, int, int], weekday: str) -> bool:
    try:
        return dt.date(*parts).weekday() == _WEEKDAYS.index(weekday.lower())
    except ValueError:
        return True  # Such a day does not exist: that is what will be told.


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKD", word.lower()).encode("ascii", "ignore").decode()


def shift(day: dt.date, duration: Duration, sign: int = 1) -> dt.date:
    """The day `duration` after `day` (before, with `sign=-1`); the 31st becomes the month's last day.

    What people write may go past the calendar (« 9999 ans »): its first or last day is given then.
    """
    try:
        return _shifted(day, duration, sign)
    except (ValueError, OverflowError):
        return dt.date.max if sign > 0 else dt.date.min


def _shifted(day: dt.date, duration: Duration, sign: int) -> dt.date:
    if duration.working_days:
        return _shift_working(day, duration.working_days, sign)
    months = day.year * 12 + day.month - 1 + sign * duration.months
    year, month = divmod(months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last)) + dt.timedelta(days=sign * duration.days)


def _shift_working(day: dt.date, count: int, sign: int) -> dt.date:
    while count:
        day += dt.timedelta(days=sign)
        if is_working_day(day):
            count -= 1
    return day


def is_working_day(day: dt.date) -> bool:
    """Monday to Friday, legal holidays of mainland France (code du travail, L. 3133-1) left out."""
    return day.weekday() < 5 and day not in _legal_holidays(day.year)  # noqa: PLR2004 - Monday is 0


@functools.cache
def _legal_holidays(year: int) -> frozenset[dt.date]:
    return frozenset(holidays.country_holidays("FR", years=year))


def as_date(value: dt.date | dt.datetime) -> dt.date:
    """The day of a date or of a date with its time."""
    return value.date() if isinstance(value, dt.datetime) else value


def earlier(one: dt.date, other: dt.date) -> bool:
    """Whether `one` comes before `other`; moments are compared as moments when both are, else as days."""
    if isinstance(one, dt.datetime) and isinstance(other, dt.datetime):
        return one < other
    return as_date(one) < as_date(other)


def first_moment(value: dt.date) -> dt.datetime:
    """When a day starts; a moment as it is."""
    return value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time.min)


def last_moment(value: dt.date) -> dt.datetime:
    """When a day ends; a moment as it is."""
    return value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time.max)


def in_french(day: dt.date) -> str:
    """« 1er février 2026 »."""
    return f"{_day_number(day)} {MONTHS[day.month - 1]} {day.year}"


def short_french(day: dt.date, *, year: bool = True) -> str:
    """« 1er févr. 2026 », without the year on demand."""
    text = f"{_day_number(day)} {SHORT_MONTHS[day.month - 1]}"
    return f"{text} {day.year}" if year else text


def span_in_french(start: dt.date, end: dt.date) -> str:
    """« 2 au 13 févr. 2026 », « 29 sept. 2025 au 20 févr. 2026 », or one day."""
    if start == end:
        return short_french(start)
    if start.year != end.year:
        return f"{short_french(start)} au {short_french(end)}"
    if start.month != end.month:
        return f"{short_french(start, year=False)} au {short_french(end)}"
    return f"{_day_number(start)} au {short_french(end)}"


def _day_number(day: dt.date) -> str:
    return "1er" if day.day == 1 else str(day.day)
