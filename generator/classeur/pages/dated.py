"""Dates that records hold and that somebody must keep, as `data/pages/echeances.yml` declares them."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from classeur.dates import as_date
from classeur.kinds.declaration import Field
from classeur.kinds.record import Record, Row
from classeur.pages import address
from classeur.pages.catalogue import label_of
from classeur.pages.due import Due, delay, late_mark, responsible
from classeur.pages.mentions import mentioned
from classeur.pages.phrases import page_data, say
from classeur.pages.tables import Link
from classeur.pages.templates import in_words
from classeur.pages.view import View

ACTION = "action"
OPEN = ("a-faire", "en-cours")
"""Where an action stands while it is still to be done."""
_PRESENCE = ("present", "absent")


@dataclass(frozen=True, slots=True)
class DateField:
    """A date field of a kind that is a due date. `rows` names the `lignes` field that holds it, if any.

    `last`: of the rows that say the same in this field, the latest counts alone; `oui`: of all of them.
    `done`: the field of the row that says it is done. `late`: a date that has passed is still to be kept; else it is
    left out, as nothing tells whether it was.
    """

    kind: str
    field: str
    words: str
    nature: str
    conditions: Mapping[str, tuple[str, ...]]
    rows: str
    last: str
    done: str
    who: str
    late: bool


@functools.cache
def _date_fields() -> tuple[DateField, ...]:
    return tuple(
        DateField(
            kind=item["genre"],
            field=item["champ"],
            words=item["quoi"],
            nature=item["nature"],
            conditions={k: (v,) if isinstance(v, str) else tuple(v) for k, v in item.get("avec", {}).items()},
            rows=item.get("lignes", ""),
            last=item.get("derniere", ""),
            done=item.get("fait", ""),
            who=item.get("qui", ""),
            late=item["passe"] == "retard",
        )
        for item in page_data("echeances")["echeances"]
    )


def dues_of_records(view: View) -> Iterator[Due]:
    """The due dates written in records, those of the fields that this edition may read."""
    for declared in _date_fields():
        for record in view.library.published(declared.kind):
            if all(_meets(record, name, wanted) for name, wanted in declared.conditions.items()):
                yield from _of_record(view, declared, record)


def _meets(record: Record, name: str, wanted: tuple[str, ...]) -> bool:
    if wanted[0] in _PRESENCE:
        return (record.get(name) is not None) == (wanted[0] == "present")
    return record.text(name) in wanted


def _of_record(view: View, declared: DateField, record: Record) -> Iterator[Due]:
    field = record.kind.field(declared.rows or declared.field)
    if field is None or not view.edition.shows(field.edition):
        return
    if not declared.rows:
        day = record.date(declared.field)
        if day and _still_due(view, declared, day):
            yield _due(view, declared, record, day, {})
        return
    for row in _counting(declared, record.rows(declared.rows)):
        value, said = row.get(declared.field), _row_words(view, field, row)
        if not isinstance(value, dt.date) or _told_by_an_action(view, said):
            continue
        if _still_due(view, declared, as_date(value)):
            yield _due(view, declared, record, as_date(value), said)


def _counting(declared: DateField, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows that count: none that is done; the next certificate takes the place of the one before."""
    rows = tuple(row for row in rows if not declared.done or row.get(declared.done) is None)
    if not declared.last:
        return rows
    dated = [(value, row) for row in rows if isinstance(value := row.get(declared.field), dt.date)]
    latest = {str(row.get(declared.last)): row for _, row in sorted(dated, key=lambda item: as_date(item[0]))}
    return tuple(latest.values())


def _still_due(view: View, declared: DateField, day: dt.date) -> bool:
    return declared.late or day >= view.assessment.date


def _row_words(view: View, field: Field, row: Row) -> dict[str, str]:
    return {shown.field.name: in_words(shown.words) for shown in view.row_fields(field, row)}


def _told_by_an_action(view: View, said: Mapping[str, str]) -> bool:
    """Whether a row names an open action of the plan: the action has its own line, with its own date."""
    named = mentioned(view, " ".join(said.values()))
    return any(record.kind.name == ACTION and record.text("avancement") in OPEN for record in named)


def _due(view: View, declared: DateField, record: Record, day: dt.date, said: Mapping[str, str]) -> Due:
    words = declared.words.format(titre=view.title(record), **{k: v for k, v in said.items() if k != "titre"})
    own = words == view.title(record)
    who = said.get(declared.who, "")
    return Due(
        day=day,
        words=words,
        target=address.of_record(record) if view.shows_record(record) else "",
        about=_about(view, record) if own else (view.reference(record.id),),
        nature=declared.nature,
        who=who or responsible(view, record.id),
        delay=delay(view, day),
        late=late_mark(view, day),
    )


def _about(view: View, record: Record) -> tuple[Link, ...]:
    """What a line says beside the title of a record: how far an action is, where an audit is held."""
    progress = label_of(view, record, "avancement").lower()
    words = say("echeance-avancement", avancement=progress) if progress else label_of(view, record, "mode").lower()
    return ((words, ""),) if words else ()
