"""The chain of an action: what was heard, what explains it, what was decided, what it changed; walked from any link."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from classeur.dates import in_french
from classeur.kinds.record import Record
from classeur.pages import address
from classeur.pages.catalogue import label_of
from classeur.pages.mentions import mentioned
from classeur.pages.phrases import say
from classeur.pages.tables import Link
from classeur.pages.view import Shown, View

ACTION = "action"
ANALYSIS = "analyse"
DRAWN = 4
"""Chains drawn on one page, the latest first."""
_HEARD = 6
"""Links of what was heard; the page of the analysis has them all."""


@dataclass(frozen=True, slots=True)
class Chain:
    """An action with what it comes from and what it changed; `effect` empty while nothing is verified.

    `also` are records that lean on the action without being where it comes from; `proofs` those that its effect cites.
    """

    heard: tuple[Link, ...]
    analyses: tuple[Link, ...]
    cause: str
    also: tuple[Link, ...]
    action: Link
    measure: str
    due: str
    effect: str
    verified: str
    proofs: tuple[Link, ...]
    expected: str


def chains_of(view: View, record: Record) -> tuple[Chain, ...]:
    """The chains that a record is a link of: its own for an action, else those of the actions that came out of it."""
    if record.kind.name == ACTION:
        return (chain_of(view, record),)
    found = {action.id: action for action in _born(view, record)}
    latest = sorted(found.values(), key=lambda action: (str(action.day or ""), action.id), reverse=True)
    return tuple(chain_of(view, action) for action in latest[:DRAWN])


def _born(view: View, record: Record) -> Iterator[Record]:
    """The actions born from a record, directly or through an analysis of it that they say they come from.

    What an analysis only names (« décidé ailleurs, et bien vu ») was not born from each of its sources.
    """
    yield from actions_of(view, record)
    for other in view.library.backlinks_of(record.id):
        if other.kind.name == ANALYSIS and record.id in other.texts("sources") and view.shows_record(other):
            yield from (action for action in actions_of(view, other) if other.id in action.texts("origines"))


def actions_of(view: View, record: Record) -> tuple[Record, ...]:
    """The actions that a record names, and those that name it as their origin."""
    records = view.library.records
    named = {identity: records[identity] for identity in record.texts("actions") if identity in records}
    for other in view.library.backlinks_of(record.id):
        if other.kind.name == ACTION and record.id in other.texts("origines"):
            named.setdefault(other.id, other)
    return tuple(action for action in named.values() if view.shows_record(action))


def chain_of(view: View, action: Record) -> Chain:
    """The chain of an action."""
    before, after = effect_of(view, action)
    rows = action.rows("efficacite")
    day = rows[-1].get("verifiee_le") if rows else None
    origins = [view.library.records[i] for i in action.texts("origines") if i in view.library.records]
    analyses = [origin for origin in origins if origin.kind.name == ANALYSIS]
    heard = dict.fromkeys(origin.id for origin in origins if origin.kind.name != ANALYSIS)
    heard |= dict.fromkeys(source for analysis in analyses for source in analysis.texts("sources"))
    return Chain(
        heard=view.references(heard)[:_HEARD],
        analyses=_links(view, analyses),
        cause=label_of(view, action, "cause"),
        also=_also(view, action),
        action=(view.title(action), address.of_record(action)),
        measure=label_of(view, action, "mesure"),
        due=_by_when(action),
        effect=say("suivi-effet", avant=before, apres=after) if after else "",
        verified=in_french(day) if isinstance(day, dt.date) else "",
        proofs=_proofs(view, action),
        expected=label_of(view, action, "indicateur_succes"),
    )


def effect_of(view: View, action: Record) -> tuple[str, str]:
    """What was before and after, the last time that the effect was verified; empty texts while it was not."""
    rows = action.rows("efficacite")
    if not rows:
        return "", ""
    return view.said(str(rows[-1].get("avant") or "")), view.said(str(rows[-1].get("apres") or ""))


def verified_rows(view: View, action: Record) -> tuple[tuple[Shown, ...], ...]:
    """The rows of the verified effect, as this edition may read them."""
    found = (rows for field, rows in view.tables(action) if field.name == "efficacite")
    field = action.kind.field("efficacite")
    return tuple(view.row_fields(field, row) for rows in found for row in rows) if field else ()


def _links(view: View, records: Iterable[Record]) -> tuple[Link, ...]:
    return view.references(record.id for record in records)


def _by_when(action: Record) -> str:
    """« faite le 24 avril 2026 », « échéance 18 décembre 2026 »."""
    done, due = action.date("realisee_le"), action.date("echeance")
    if done:
        return say("suivi-faite", jour=in_french(done))
    return say("suivi-echeance", jour=in_french(due)) if due else ""


def _also(view: View, action: Record) -> tuple[Link, ...]:
    """What counts on the action, and is not where it comes from: a risk that it makes smaller."""
    citing = (r for r in view.library.backlinks_of(action.id) if action.id in r.texts("actions"))
    return _links(view, (r for r in citing if r.id not in action.texts("origines")))


def _proofs(view: View, action: Record) -> tuple[Link, ...]:
    """The records that the words of the verified effect name."""
    words = " ".join(str(row.get(name) or "") for row in action.rows("efficacite") for name in ("avant", "apres"))
    return _links(view, mentioned(view, words))
