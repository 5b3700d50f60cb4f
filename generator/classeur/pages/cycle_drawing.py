"""The cycle of certification as a picture: the life of the certificate, its windows, the audits held and planned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from classeur.cycle.certificate import Certificate, Span, real_audits
from classeur.dates import short_french, span_in_french
from classeur.pages.catalogue import label_of
from classeur.pages.labels import half_width, spread
from classeur.pages.phrases import say
from classeur.pages.view import View

WIDTH = 1180
MOST = 5
"""Audits drawn: those of one cycle, with the one that opened it."""
_LEFT, _RIGHT = 40, 1140
_BEFORE = 200
"""Days before the certificate in which the audit that gave it is looked for."""


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of time on the axis; `css` is the name of its look."""

    x: float
    width: float
    css: str


@dataclass(frozen=True, slots=True)
class Point:
    """A day and its label in two lines, above or below the axis; `text_x` is the middle of the label."""

    x: float
    label: str
    date: str
    text_x: float
    up: bool
    css: str


@dataclass(frozen=True, slots=True)
class CycleDrawing:
    """The picture, and the same in words."""

    bands: tuple[Band, ...]
    points: tuple[Point, ...]
    described: str


_Told = tuple[dt.date, str, str, str]
"""Where a label stands, its words, its dates, its look."""


def cycle_drawing(view: View, certificate: Certificate) -> CycleDrawing:
    """The cycle of a certificate; « aujourd'hui » is drawn for the team alone, who counts the days left."""
    above = _audits(view, certificate)
    windows = (
        (certificate.surveillance, say("certif-surveillance")),
        (certificate.renewal, say("certif-renouvellement")),
    )
    below = [(_middle(span), words, span_in_french(span.since, span.until), "window") for span, words in windows]
    below += [
        (certificate.since, say("certif-obtenu"), short_french(certificate.since), "edge"),
        (certificate.until, say("certif-fin"), short_french(certificate.until), "edge"),
    ]
    today = view.assessment.date
    days = [day for day, *_ in (*above, *below)]
    first, last = min(days), max(days)
    if view.edition.holds_verdicts and first <= today <= last:
        above.append((today, say("certif-aujourdhui"), short_french(today), "today"))

    def at(day: dt.date) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (day - first).days / max((last - first).days, 1)

    bands = (
        Band(at(certificate.since), at(certificate.until) - at(certificate.since), "life"),
        *(Band(at(span.since), at(span.until) - at(span.since), "window") for span, _ in windows),
    )
    rows = (*_placed(above, at, up=True), *_placed(below, at, up=False))
    told = sorted((*above, *below), key=lambda item: item[0])
    return CycleDrawing(bands, rows, " ; ".join(f"{words}, {date}" for _, words, date, _ in told))


def _audits(view: View, certificate: Certificate) -> list[_Told]:
    """The audits from the one that gave the certificate on, the latest few."""
    floor = certificate.since - dt.timedelta(days=_BEFORE)
    found: list[_Told] = []
    for audit in real_audits(view.library):
        start = audit.date("debut")
        if start and floor <= start <= certificate.until:
            words = say("certif-audit", type=label_of(view, audit, "type").lower())
            held = (audit.date("fin") or start) < view.assessment.date
            found.append((start, words, span_in_french(start, audit.date("fin") or start), "held" if held else "plan"))
    return found[-MOST:]


def _placed(told: Sequence[_Told], at: Callable[[dt.date], float], *, up: bool) -> tuple[Point, ...]:
    ordered = sorted(told, key=lambda item: item[0])
    middles = spread([(at(day), half_width(words, date)) for day, words, date, _ in ordered], WIDTH)
    return tuple(
        Point(at(day), words, date, middle, up, css)
        for (day, words, date, css), middle in zip(ordered, middles, strict=True)
    )


def _middle(span: Span) -> dt.date:
    return span.since + (span.until - span.since) / 2
