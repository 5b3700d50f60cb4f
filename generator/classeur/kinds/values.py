"""One written text turned into the value that its field declares; never guessed from YAML."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from classeur.dates import Duration, date_parts, parse_duration
from classeur.kinds.declaration import Field, Kinds
from classeur.messages import nearest
from classeur.referential import load_referential

Value = str | int | float | bool | dt.date | dt.datetime | dt.time | Duration
"""What one written text becomes. `texte`, `choix`, `lien` and the like stay texts."""

_ISO_DATE = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_TIME = re.compile(r"^(\d{1,2})\s*(?:h(?:eures?)?|:)\s*(?:(\d{2})(?:\s*min)?)?$", re.IGNORECASE)
_MOMENT = re.compile(
    r"^(?P<day>\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|.+?\d{4})(?:[\sT]+(?:à\s+)?(?P<time>.+))?$"
)
_NUMBER = re.compile(r"^(?P<whole>\d{1,3}(?:\s\d{3}){1,2}|\d{1,9})(?:[.,](?P<rest>\d{1,6}))?$")
_COLOUR = re.compile(r"^#?([0-9a-f]{6}|[0-9a-f]{3})$", re.IGNORECASE)
_UNITS = {
    "h": re.compile(r"\s*h(?:eures?)?$", re.IGNORECASE),
    "jours": re.compile(r"\s*j(?:ours?)?$", re.IGNORECASE),
    "€": re.compile(r"\s*(?:€|euros?)$", re.IGNORECASE),
    "%": re.compile(r"\s*%$"),
    "m": re.compile(r"\s*m(?:ètres?)?$", re.IGNORECASE),
    "cm": re.compile(r"\s*cm$", re.IGNORECASE),
}
"""What may be written after a number, for each unit that a field declares."""
UNITS = tuple(_UNITS)


class BadValue(Exception):  # noqa: N818 - a value that is bad, not a failure of ours
    """Raised when a text is not of its field's type: an id of `data/messages.yml`, and what fills its sentences."""

    def __init__(self, rule: str, values: dict[str, object]) -> None:
        super().__init__(rule, values)
        self.rule = rule
        self.values = values


def convert(field: Field, text: str, kinds: Kinds) -> Value:
    """The value of `text` for `field`.

    Raises:
        BadValue: the text is not of the field's type; says what was expected and what to write.
    """
    if field.type == "choix":
        return _choice(field.name, text, field.values or {})
    if field.type == "nature":
        return _choice(field.name, text, kinds.natures)
    if field.type == "indicateur":
        return _indicator(field.name, text)
    if field.type in ("nombre", "entier"):
        text = _measured(field, text)
    converter = _CONVERTERS.get(field.type)
    return converter(text) if converter else text


def read_date(text: str) -> dt.date:
    """The date of « 2026-11-21 ».

    Raises:
        BadValue: another order (the message gives it repaired), or a day that does not exist.
    """
    iso = _ISO_DATE.match(text)
    parts = tuple(int(part) for part in iso.groups()) if iso else date_parts(text)
    if parts is None:
        raise BadValue("valeur-type", {"value": text, "expected": "une date", "example": "une date comme 2026-11-21"})
    try:
        value = dt.date(*parts)
    except ValueError:
        raise BadValue("date-impossible", {"value": text}) from None
    if text != value.isoformat():
        raise BadValue("date-ecriture", {"value": text, "repaired": value.isoformat()})
    return value


def _choice(key: str, text: str, values: object) -> str:
    known = list(values) if isinstance(values, dict) else []
    if text in known:
        return text
    hint = nearest(text, known)
    raise BadValue("valeur-inconnue", {"value": text, "key": key, "hint": hint, "known": ", ".join(known)})


def _whole(text: str) -> int:
    found = _NUMBER.match(text)
    if found and not found["rest"]:
        return int("".join(found["whole"].split()))
    raise BadValue("valeur-type", {"value": text, "expected": "un nombre entier", "example": "des chiffres, comme 12"})


def _indicator(key: str, text: str) -> int:
    known = load_referential().indicators
    number = _whole(text)
    if number in known:
        return number
    raise BadValue(
        "valeur-inconnue",
        {"value": text, "key": key, "hint": "", "known": f"les numéros de {min(known)} à {max(known)}"},
    )


def _number(text: str) -> float:
    if found := _NUMBER.match(text):
        return float(f"{''.join(found['whole'].split())}.{found['rest'] or 0}")
    raise BadValue("valeur-type", {"value": text, "expected": "un nombre", "example": "un nombre, comme 4,5"})


def _measured(field: Field, text: str) -> str:
    """A number without the unit that its field declares: « 35 h » is 35, « 3h30 » is 3,5."""
    found = _TIME.match(text) if field.unit == "h" else None
    if found and found[2] and int(found[2]) < 60:  # noqa: PLR2004 - minutes
        return f"{int(found[1]) + int(found[2]) / 60:.4f}"
    return _UNITS[field.unit].sub("", text) if field.unit else text


def _yes_no(text: str) -> bool:
    if text in ("oui", "non"):
        return text == "oui"
    raise BadValue("valeur-type", {"value": text, "expected": "une réponse par oui ou non", "example": "oui ou non"})


def _time(text: str) -> dt.time:
    found = _TIME.match(text)
    if found and int(found[1]) < 24 and int(found[2] or 0) < 60:  # noqa: PLR2004 - hours and minutes
        return dt.time(int(found[1]), int(found[2] or 0))
    raise BadValue("valeur-type", {"value": text, "expected": "une heure", "example": "une heure comme 9h30"})


def _moment(text: str) -> dt.datetime:
    found = _MOMENT.match(text)
    if not found:
        return dt.datetime.combine(read_date(text), dt.time())
    time = _time(found["time"]) if found["time"] else dt.time()
    try:
        return dt.datetime.combine(read_date(found["day"]), time)
    except BadValue as bad:
        if found["time"] and bad.rule == "date-ecriture":
            raise BadValue(bad.rule, {"value": text, "repaired": f"{bad.values['repaired']} {found['time']}"}) from None
        raise


def _duration(text: str) -> Duration:
    value = parse_duration(text)
    if value is None:
        example = "une durée comme 1 an, 6 mois, 15 jours ou 2 jours ouvrés"
        raise BadValue("valeur-type", {"value": text, "expected": "une durée", "example": example})
    return value


def _colour(text: str) -> str:
    """`#rrggbb`, in small letters; the sign may lack, since YAML makes a comment of what follows it."""
    if found := _COLOUR.match(text):
        digits = found[1].lower()
        return "#" + (digits if len(digits) == 6 else "".join(sign * 2 for sign in digits))  # noqa: PLR2004 - #rrggbb
    example = "six signes de 0 à 9 et de a à f, comme 0e4550"
    raise BadValue("valeur-type", {"value": text, "expected": "une couleur", "example": example})


_CONVERTERS: dict[str, Callable[[str], Value]] = {
    "entier": _whole,
    "nombre": _number,
    "oui-non": _yes_no,
    "date": read_date,
    "date-heure": _moment,
    "heure": _time,
    "duree": _duration,
    "couleur": _colour,
}
