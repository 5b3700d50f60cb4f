"""What the page of a living document tells of its deliveries: the latest by session, and how many of each version."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from classeur.about import learners_of, sessions_of
from classeur.dates import in_french
from classeur.kinds.record import Record
from classeur.pages import address
from classeur.pages.deliveries import DELIVERY, bare
from classeur.pages.french import counted
from classeur.pages.index import Index
from classeur.pages.list_records import of_links
from classeur.pages.phrases import say
from classeur.pages.record_tables import Cell, Table
from classeur.pages.view import View

MOST = 12
"""Deliveries that the page lists; the list of all that is linked to the document has them all."""
_COLUMNS = ("date", "pour", "destinataire", "version", "canal", "preuve")


@dataclass(frozen=True, slots=True)
class HandedOut:
    """The deliveries of a document: `versions` are words a version, `left` are on the page at `more`."""

    table: Table
    versions: tuple[str, ...]
    left: int
    more: str


def handed_out(view: View, index: Index, record: Record) -> HandedOut | None:
    """The deliveries of a document, the latest first; None where there is none."""
    found = [
        other
        for other in index.backlinks.get(record.id, ())
        if other.kind.name == DELIVERY and other.text("document") == record.id
    ]
    if not found:
        return None
    kind = found[0].kind
    labels = {field.name: field.label for field in kind.fields}
    latest = view.sort_by_day(found)
    counts = Counter(bare(one.text("version")) for one in found)
    return HandedOut(
        Table(
            say("remises"), tuple(labels[name] for name in _COLUMNS), tuple(_row(view, one) for one in latest[:MOST])
        ),
        tuple(say("remises-version", version=name, n=counted(n, "remise")) for name, n in sorted(counts.items())),
        max(0, len(found) - MOST),
        address.of_list(of_links(record)),
    )


def _row(view: View, delivery: Record) -> tuple[Cell, ...]:
    shown = {item.field.name: item for item in view.fields(delivery)}
    sessions = sessions_of(view.library, delivery.references)
    people = learners_of(view.library, delivery.references)
    count = len(people) or sum(len(view.library.inscriptions_of.get(session, ())) for session in sessions)
    words = {name: Cell(shown[name].words) if name in shown else Cell() for name in _COLUMNS}
    day = in_french(delivery.day) if delivery.day else view.title(delivery)
    links = tuple(view.reference(session) for session in sessions)
    words["date"] = Cell(day, ((day, address.of_record(delivery)),))
    words["pour"] = Cell(", ".join(name for name, _ in links), links)
    reached = counted(count, "personne") if count else ""
    words["destinataire"] = Cell(", ".join(filter(None, (words["destinataire"].words, reached))))
    return tuple(words[name] for name in _COLUMNS)
