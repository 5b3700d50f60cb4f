"""The Jinja environment of the pages: autoescaping HTML, with what templates need to speak French."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from urllib.parse import quote

import jinja2
from markupsafe import Markup, escape

from classeur import dates
from classeur.kinds.record import Cell, Row
from classeur.messages import others
from classeur.pages.address import as_target
from classeur.pages.french import capitalized

_MARKDOWN = r"\`*_{}[]()#+-!|~"


@functools.cache
def environment() -> jinja2.Environment:
    """The environment of `data/templates/`. An undefined name in a template is an error."""
    env = jinja2.Environment(
        loader=jinja2.PackageLoader("classeur", "data/templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(
        date=dates.in_french,
        short=dates.short_french,
        md=markdown_text,
        lower_first=lower_first,
        upper_first=capitalized,
        iso=lambda day: day.isoformat(),
        written=in_words,
        number=lambda value: f"{value:g}".replace(".", ","),
        phone=phone_link,
        quote=quote,
        as_target=as_target,
    )
    env.globals.update(span=dates.span_in_french, gauge=gauge, others=others)
    return env


def compose(template: str, values: Mapping[str, object]) -> str:
    """The text of a template filled with `values`; blank lines left by conditions are taken out."""
    text = environment().get_template(template).render(values)
    lines = [line.rstrip() for line in text.split("\n")]
    return "\n".join(line for number, line in enumerate(lines) if line or (number and lines[number - 1])).strip() + "\n"


def markdown_text(text: str) -> Markup:
    """A text for the one line of Markdown of a page, its title: neither HTML nor Markdown in it acts."""
    escaped = str(escape(text))
    return Markup("".join(f"\\{sign}" if sign in _MARKDOWN else sign for sign in escaped))  # noqa: S704 - escaped


def lower_first(text: str) -> str:
    """« Aucune … » as « aucune … », for the middle of a sentence."""
    return text[:1].lower() + text[1:]


def phone_link(text: str) -> str:
    """« 05 36 49 10 00 » as `+33536491000`, for `tel:` and `sms:`; short numbers stay as they are."""
    digits = "".join(sign for sign in text if sign.isdigit())
    return f"+33{digits[1:]}" if digits.startswith("0") and len(digits) == 10 else digits  # noqa: PLR2004 - a French number


@functools.singledispatch
def in_words(value: Cell | None) -> str:
    """A value of a record as a page says it: dates in French, yes and no, commas in numbers."""
    return "" if value is None else str(value)


@in_words.register
def _of_truth(value: bool) -> str:  # noqa: FBT001 - the value is what is said
    return "oui" if value else "non"


@in_words.register
def _of_number(value: float) -> str:
    return f"{value:g}".replace(".", ",")


@in_words.register
def _of_day(value: dt.date) -> str:
    return dates.in_french(value)


@in_words.register
def _of_moment(value: dt.datetime) -> str:
    time = f" à {_of_time(value.time())}" if value.time() != dt.time() else ""
    return dates.in_french(value.date()) + time


@in_words.register
def _of_time(value: dt.time) -> str:
    return f"{value.hour} h {value.minute:02}" if value.minute else f"{value.hour} h"


@in_words.register
def _of_several(value: tuple) -> str:  # type: ignore[type-arg]  # dispatch knows classes only
    return ", ".join(in_words(item) for item in value if not isinstance(item, Row))


def gauge(have: int, missing: int, waiting: int, label: str = "") -> Markup:
    """So many out of so many, as an SVG: one stroke a case up to 60, three rectangles above. No style attribute.

    Without a `label` it is not read: the words beside it say the same.
    """
    total = have + missing + waiting
    groups = (("have", have), ("miss", missing), ("wait", waiting))
    if total <= 60:  # noqa: PLR2004 - as wide as strokes can still be counted
        step = 400 / max(total, 1)
        cells = [name for name, count in groups for _ in range(count)]
        rects = [_rect(name, index * step, step * 0.93) for index, name in enumerate(cells)]
    else:
        rects, left = [], 0.0
        for name, count in groups:
            if count:
                rects.append(_rect(name, left, max(400 * count / total - 1, 2)))
                left += 400 * count / total
    read = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    opening = Markup('<svg class="cl-gauge" viewBox="0 0 400 16" preserveAspectRatio="none" {}>').format(read)
    return opening + Markup("").join(rects) + Markup("</svg>")


def _rect(name: str, left: float, width: float) -> Markup:
    return Markup('<rect class="cl-gauge__{}" x="{:.1f}" y="1" width="{:.1f}" height="14"/>').format(
        name, left + 0.5, max(width - 0.5, 0.5)
    )
