"""The binder's French: counts and dates put into sentences."""

from __future__ import annotations

import datetime as dt

from classeur.dates import MONTHS, in_french, short_french

_LETTERS = "zéro un deux trois quatre cinq six sept huit neuf dix".split()  # noqa: SIM905


def counted(count: int, singular: str, plural: str = "") -> str:
    """« 1 personne », « 3 personnes »; the plural takes an s unless it is given."""
    return f"{count} {singular if count < 2 else plural or singular + 's'}"  # noqa: PLR2004 - French plural starts at 2


def in_letters(count: int, *, feminine: bool = False) -> str:
    """« trois », « une »; figures above ten."""
    if count == 1 and feminine:
        return "une"
    return _LETTERS[count] if count < len(_LETTERS) else str(count)


def capitalized(text: str) -> str:
    """The first letter in capitals, the others as they are."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """The first letter in small, the others as they are: for the middle of a sentence."""
    return text[:1].lower() + text[1:]


def on_days(start: dt.date, end: dt.date) -> str:
    """« le 9 février 2027 », « les 9 et 10 février 2027 », « du 30 mars au 2 avril 2027 »."""
    if start == end:
        return f"le {in_french(start)}"
    if (start.year, start.month) != (end.year, end.month):
        first = in_french(start).removesuffix(f" {end.year}")
        return f"du {first} au {in_french(end)}"
    day = "1er" if start.day == 1 else str(start.day)
    if (end - start).days == 1:
        return f"les {day} et {in_french(end)}"
    return f"du {day} au {in_french(end)}"


def in_days(day: dt.date, today: dt.date) -> str:
    """« aujourd'hui », « demain », « dans 12 jours », « dans 5 mois », « il y a 3 jours »."""
    left = (day - today).days
    if left in (0, 1):
        return ("aujourd’hui", "demain")[left]
    if left < 0:
        return f"il y a {counted(-left, 'jour')}"
    return f"dans {left} jours" if left <= 120 else f"dans {round(left / 30.4)} mois"  # noqa: PLR2004 - days count below


def month_of(day: dt.date) -> str:
    """« novembre 2026 »."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def short_parts(day: dt.date) -> tuple[str, str]:
    """The day and the short month, for an agenda: « 25 », « nov. »."""
    number, month = short_french(day, year=False).split(" ")
    return number, month


def joined(parts: tuple[str, ...]) -> str:
    """« AF », « AF et CFA », « AF, BC et CFA »."""
    if not parts:
        return ""
    return " et ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
