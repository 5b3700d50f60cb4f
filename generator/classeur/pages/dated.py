"""Dates that records hold and that somebody must keep, as `data/pages/echeances.yml` declares them."""

from __future__ import annotations

import datetime as dt
import functools
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from classeur.dates import Duration, as_date, shift
from classeur.kinds.declaration import Field
from classeur.kinds.record import Record, Row
from classeur.library import SESSION
from classeur.pages import address
from classeur.pages.catalogue import label_of
from classeur.pages.due import Due, delay, late_mark, named
from classeur.pages.holding import family_of, holders_of
from classeur.pages.mentions import mentioned
from classeur.pages.phrases import page_data, say
from classeur.pages.tables import Link
from classeur.pages.templates import in_words
from classeur.pages.view import View
from classeur.rules.judge import parameters_of

ACTION = "action"
OPEN = ("a-faire", "en-cours")
"""Where an action stands while it is still to be done."""
_PRESENCE = ("present", "absent")
_STAFF = "personnel"
_SINCE = Duration(months=12)
"""Somebody who is not of the team and trained nobody for so long is asked for nothing."""


@dataclass(frozen=True, slots=True)
class DateField:
    """A date field of a kind that is a due date. `rows` names the `lignes` field that holds it, if any.

    `last`: of the rows that say the same in this field, the latest counts alone; `oui`: of all of them. `single`: of
    all records, the latest counts alone. `done`: the field of the row that says it is done. `delay`: the parameter
    that is added to the date. `late`: a date that has passed is still to be kept; else it is left out, as nothing
    tells whether it was.
    """

    kind: str
    field: str
    words: str
    nature: str
    family: str
    conditions: Mapping[str, tuple[str, ...]]
    rows: str
    last: str
    single: bool
    done: str
    who: str
    delay: str
    late: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    """A date of a record: the row that holds it, its place among them, and what the row says in words."""

    day: dt.date
    row: Row | None = None
    place: int = 0
    said: Mapping[str, str] | None = None


@functools.cache
def _date_fields() -> tuple[DateField, ...]:
    return tuple(
        DateField(
            kind=item["genre"],
            field=item["champ"],
            words=item["quoi"],
            nature=item["nature"],
            family=item.get("famille", ""),
            conditions={k: (v,) if isinstance(v, str) else tuple(v) for k, v in item.get("avec", {}).items()},
            rows=item.get("lignes", ""),
            last=item.get("derniere", ""),
            single=item.get("seule") == "oui",
            done=item.get("fait", ""),
            who=item.get("qui", ""),
            delay=item.get("plus", ""),
            late=item["passe"] == "retard",
        )
        for item in page_data("echeances")["echeances"]
    )


def dues_of_records(view: View) -> Iterator[Due]:
    """The due dates written in records, those of the fields that this edition may read."""
    delays = parameters_of(view.library, view.assessment.rules)
    staff = _at_work(view)
    for declared in _date_fields():
        for record in _concerned(view, declared, staff):
            for entry in _entries(view, declared, record):
                day = shift(entry.day, delays[declared.delay]) if declared.delay else entry.day
                if declared.late or day >= view.assessment.date:
                    yield _due(view, declared, record, entry, day)


def _concerned(view: View, declared: DateField, staff: frozenset[str]) -> Iterable[Record]:
    found = [
        record
        for record in view.library.published(declared.kind)
        if all(_meets(record, name, wanted) for name, wanted in declared.conditions.items())
        and (declared.kind != _STAFF or record.id in staff)
    ]
    if declared.single and found:
        return (max(found, key=lambda record: (record.date(declared.field) or dt.date.min, record.id)),)
    return found


def _at_work(view: View) -> frozenset[str]:
    """The team, and whoever trains here or did within a year."""
    since = shift(view.assessment.date, _SINCE, -1)
    sessions = (s for s in view.library.published(SESSION) if (s.date("fin") or since) >= since)
    return frozenset(view.library.team) | {who for session in sessions for who in session.texts("intervenants")}


def _meets(record: Record, name: str, wanted: tuple[str, ...]) -> bool:
    if wanted[0] in _PRESENCE:
        return (record.get(name) is not None) == (wanted[0] == "present")
    return record.text(name) in wanted


def _entries(view: View, declared: DateField, record: Record) -> Iterator[_Entry]:
    """The dates of a record that count: the latest of a list of dates, those of rows that are not done."""
    field = record.kind.field(declared.rows or declared.field)
    if field is None or not view.edition.shows(field.edition):
        return
    if not declared.rows:
        if days := record.dates(declared.field):
            yield _Entry(max(days))
        return
    for place, row in _counting(declared, record.rows(declared.rows)):
        value, said = row.get(declared.field), _row_words(view, field, row)
        if isinstance(value, dt.date) and not _told_by_an_action(view, said):
            yield _Entry(as_date(value), row, place, said)


def _counting(declared: DateField, written: tuple[Row, ...]) -> tuple[tuple[int, Row], ...]:
    """The rows that count: none that is done; the next certificate takes the place of the one before."""
    rows = [(n, row) for n, row in enumerate(written, 1) if not declared.done or row.get(declared.done) is None]
    if not declared.last:
        return tuple(rows)
    dated = [(value, n, row) for n, row in rows if isinstance(value := row.get(declared.field), dt.date)]
    latest = {str(row.get(declared.last)): (n, row) for _, n, row in sorted(dated, key=lambda item: as_date(item[0]))}
    return tuple(latest.values())


def _row_words(view: View, field: Field, row: Row) -> dict[str, str]:
    return {shown.field.name: in_words(shown.words) for shown in view.row_fields(field, row)}


def _told_by_an_action(view: View, said: Mapping[str, str]) -> bool:
    """Whether a row names an open action of the plan: the action has its own line, with its own date."""
    named_there = mentioned(view, " ".join(said.values()))
    return any(record.kind.name == ACTION and record.text("avancement") in OPEN for record in named_there)


def _due(view: View, declared: DateField, record: Record, entry: _Entry, day: dt.date) -> Due:
    title, said = view.title(record), dict(entry.said or {})
    words = _worded(declared, {**said, "titre": title})
    holders = _in_the_row(view, declared, entry.row) or holders_of(view, record)
    return Due(
        day=day,
        words=words,
        target=address.of_record(record) if view.shows_record(record) else "",
        about=_about(view, record) if title in words else (view.reference(record.id),),
        nature=declared.nature,
        family=declared.family or family_of(record.kind.name),
        holders=holders,
        who=said.get(declared.who, "") or named(view, holders),
        delay=delay(view, day),
        source=f"{declared.kind}.{declared.rows or declared.field}",
        record=record.id,
        detail=str(entry.place or ""),
        indicators=record.indicators,
        late=late_mark(view, day),
        mentions=tuple(other.id for other in mentioned(view, " ".join(said.values()))),
    )


def _worded(declared: DateField, said: Mapping[str, str]) -> str:
    """What to do; the nature alone where the row does not say what its words need."""
    names = {name for _, name, _, _ in string.Formatter().parse(declared.words) if name}
    return declared.words.format(**said) if names <= said.keys() else declared.nature


def _in_the_row(view: View, declared: DateField, row: Row | None) -> tuple[str, ...]:
    value = row.get(declared.who) if row and declared.who else None
    return tuple(who for who in (value if isinstance(value, tuple) else (value,)) if who in view.library.team)  # type: ignore[misc]


def _about(view: View, record: Record) -> tuple[Link, ...]:
    """What a line says beside the title of a record: how far an action is, where an audit is held."""
    progress = label_of(view, record, "avancement").lower()
    words = say("echeance-avancement", avancement=progress) if progress else label_of(view, record, "mode").lower()
    return ((words, ""),) if words else ()
