"""The facts of a booklet, read from its own fields, from `organisme.yml` and from the programmes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from classeur.kinds.record import Record, Row
from classeur.library import Member
from classeur.pages.public.answering import Emergency, emergencies
from classeur.pages.public.booklet.model import Course, Hours, Platform, Readers
from classeur.pages.public.house.uses import use_of
from classeur.pages.public.openings import next_one, open_dates
from classeur.pages.public.phrasing import lead
from classeur.pages.public.world import PublicWorld
from classeur.pages.templates import in_words

ON_SITE, REMOTE = "sur-place", "a-distance"


def hours_of(record: Record, readers: Readers) -> Hours | None:
    """The hours of a day for these readers; None when nobody wrote them."""
    columns = [(label, found) for label, found in _columns(record, readers) if found]
    if not columns:
        return None
    cells = [dict(_numbered(found)) for _, found in columns]
    starts: dict[tuple[str, int], dt.time] = {}
    for column in cells:
        for key, row in column.items():
            starts[key] = min(starts.get(key, dt.time.max), _time(row, "de") or dt.time.max)
    lines = tuple(
        (key[0], tuple(_span(column[key]) if key in column else "" for column in cells))
        for key in sorted(starts, key=lambda key: starts[key])
    )
    remote = _label(record, REMOTE)
    days = [_bounds(found) for label, found in columns if label != remote or len(columns) == 1]
    openings, closings = {opening for opening, _ in days}, {closing for _, closing in days}
    return Hours(
        tuple(label for label, _ in columns),
        lines,
        openings.pop() if len(openings) == 1 else ("", ""),
        closings.pop() if len(closings) == 1 else "",
    )


def _bounds(rows: list[Row]) -> tuple[tuple[str, str], str]:
    """The name and hour of the first moment of a day, and the hour of its end, which may not be written."""
    first = min(rows, key=lambda row: _time(row, "de") or dt.time.max)
    last = max((end for row in rows if (end := _time(row, "a"))), default=None)
    return (in_words(first.get("moment")), in_words(first.get("de"))), in_words(last)


def _label(record: Record, way: str) -> str:
    """The words of a way to follow."""
    field = record.kind.field("journee")
    choice = field.subfield("pour") if field else None
    return ((choice.values if choice else None) or {}).get(way, way)


def _columns(record: Record, readers: Readers) -> Iterator[tuple[str, list[Row]]]:
    """A column for the places, or for each where they differ, then one for the distance, with its rows."""
    rows = record.rows("journee")
    site = [row for row in rows if row.get("pour") != REMOTE]
    if readers.on_site and any(row.get("lieu") for row in site):
        for place in readers.places:
            yield in_words(place.get("nom")), [row for row in site if row.get("lieu") in (None, place.get("lieu"))]
    elif readers.on_site:
        yield _label(record, ON_SITE), site
    if readers.remote and any(row.get("pour") for row in rows):
        yield _label(record, REMOTE), [row for row in rows if row.get("pour") != ON_SITE and not row.get("lieu")]


def _numbered(rows: list[Row]) -> Iterator[tuple[tuple[str, int], Row]]:
    """Rows by the name of their moment and how many of that name came before: a day has two breaks."""
    seen: dict[str, int] = {}
    for row in rows:
        name = in_words(row.get("moment"))
        seen[name] = seen.get(name, 0) + 1
        yield (name, seen[name]), row


def _span(row: Row) -> str:
    start, end, more = (in_words(row.get(name)) for name in ("de", "a", "precision"))
    return (f"{start} à {end}" if end else start) + (f", {more}" if more else "")


def _time(row: Row, name: str) -> dt.time | None:
    value = row.get(name)
    return value if isinstance(value, dt.time) else None


def things_to_bring(record: Record, readers: Readers) -> tuple[tuple[str, bool], ...]:
    """What these readers bring on the first day, and whether only some of them do."""
    theirs = {one.id for one in readers.formations}
    return tuple(
        (in_words(row.get("quoi")), bool(named) and not theirs <= set(named))
        for row in record.rows("apporter")
        if not (named := _words(row, "formations")) or theirs & set(named)
    )


def numbers(world: PublicWorld, readers: Readers) -> tuple[Emergency, ...]:
    """The numbers to call, those for minors where there may be some."""
    return tuple(one for one in emergencies(world) if readers.minors or not one.minors)


def platforms(world: PublicWorld) -> tuple[Platform, ...]:
    """The platforms for what is followed at a distance."""
    return tuple(_platform(world, row) for row in world.provider.rows("plateforme"))


def _platform(world: PublicWorld, row: Row) -> Platform:
    return Platform(
        name=in_words(row.get("nom")),
        address=in_words(row.get("adresse")),
        account=in_words(row.get("compte")),
        helper=_helper(world, row),
        hours=in_words(row.get("horaires")),
        failure=in_words(row.get("panne")),
        tools=_words(row, "outils"),
        without=in_words(row.get("sans_outils")),
        questions=in_words(row.get("delai_questions")),
        corrections=in_words(row.get("delai_corrections")),
    )


def _helper(world: PublicWorld, row: Row) -> Member | None:
    named = world.people(_words(row, "aide")) or world.with_role("plateforme")
    return next(iter(named), None)


def uses(world: PublicWorld) -> Iterator[tuple[str, str]]:
    """What is done with personal data and how long they are kept, where somebody said."""
    for row in world.provider.rows("donnees"):
        use = use_of(world, row)
        if use["duree"]:
            yield use["usage"], use["duree"]


def courses(world: PublicWorld, readers: Readers) -> tuple[Course, ...]:
    """The programmes, summed up."""
    return tuple(
        Course(
            one,
            world.address(one),
            lead(one.text("duree"))[0],
            world.people(one.texts("formateurs")),
            one.text("modalites_evaluation"),
            lead(one.text("type_reconnaissance"))[0],
            next_one(open_dates(world, one)),
        )
        for one in readers.formations
    )


def _words(row: Row, name: str) -> tuple[str, ...]:
    value = row.get(name)
    return tuple(str(item) for item in (value if isinstance(value, tuple) else (value,)) if item is not None)
