"""A learner followed closely: the dated steps of a parcours, each told once, and whom one asks about it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from classeur.dates import as_date, in_french
from classeur.editions import Edition
from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record, slug
from classeur.library import Inscription
from classeur.messages import others
from classeur.pages import address
from classeur.pages.facts import LISTED, Fact
from classeur.pages.french import lowered
from classeur.pages.phrases import known, say
from classeur.pages.record_tables import Cell, Table, cell_of
from classeur.pages.view import Shown, View
from classeur.rules.result import Status

FOLLOWED = ("entreprise", "tuteur", "contrat", "mineur", "referent", "recevabilite", "situation")
"""Fields of a parcours that a page gives beside the dates."""
_COLUMNS = ("entree", "sortie", "entreprise", "tuteur", "referent", "situation")
_ROWS = ("etapes", "phases", "certification_passee")
_PROVED_BY = {
    "demande_le": "demande",
    "faisabilite_le": "dossier-faisabilite",
    "synthese_remise_le": "remise-synthese",
    "jury_le": "pv-jury",
    "inscrit_le": "inscription-certification",
    "presente_le": "pv-jury",
}
"""The nature of the piece that shows a date: where one bears it, the piece tells it, and it is not told twice."""


_WORD = re.compile(r"[a-z]{5,}")


def steps_of_parcours(view: View, record: Record, pieces: Iterable[Piece]) -> Iterator[Fact]:
    """Every date that a parcours tells and no piece of the learner shows; those still to come are marked as such."""
    held = {(piece.nature, day) for piece in pieces for day in (piece.date, piece.signed)}
    shows = held | {("pv-jury", row.get("presente_le")) for row in record.rows("certification_passee")}
    outcome = next((shown.words.lower() for shown in view.fields(record) if shown.field.name == "situation"), "")
    for shown in view.fields(record):
        if shown.field.type == "date" and isinstance(shown.value, dt.date) and shown.field.name != "date":
            if (_PROVED_BY.get(shown.field.name), shown.value) in shows:
                continue
            words = known(f"parcours-{shown.field.name}") or shown.field.label
            details = (outcome,) if shown.field.name == "suivi_6_mois_le" else ()
            yield _step(view, record, as_date(shown.value), words, details)
    for field, rows in view.tables(record):
        for row in rows if field.name in _ROWS else ():
            cells = view.row_fields(field, row)
            told = [cell for cell in cells if (_PROVED_BY.get(cell.field.name), cell.value) not in held]
            for day, words, more in _of_row(told):
                yield _step(view, record, day, words, more)


def _of_row(cells: Iterable[Shown]) -> Iterator[tuple[dt.date, str, tuple[str, ...]]]:
    """The day, the words and the details of each step that a row tells; what is done is not told as planned."""
    said = {cell.field.name: cell for cell in cells}
    days = {name: as_date(cell.value) for name, cell in said.items() if isinstance(cell.value, dt.date)}
    if "etape" in said and days:
        planned = "" if "faite_le" in days else say("parcours-prevue")
        yield days.get("faite_le", min(days.values())), said["etape"].words, (planned,)
    elif "phase" in said and "du" in days:
        until = say("parcours-jusqu-au", jour=in_french(days["au"])) if "au" in days else ""
        yield days["du"], say("parcours-phase", quoi=said["phase"].words.lower()), (until,)
    else:
        result = said["resultat"].words.lower() if "resultat" in said else ""
        for name, day in days.items():
            words = known(f"parcours-{name}") or said[name].field.label
            yield day, words, (result if name == "presente_le" else "",)


def _step(view: View, record: Record, day: dt.date, words: str, details: tuple[str, ...]) -> Fact:
    ahead = day > view.assessment.date
    shape = "s-soon" if ahead else "i-doc"
    css = Status.SOON.css if ahead and view.edition is Edition.TEAM else ""
    page = address.of_record(record)
    said = tuple(filter(None, details))
    who = record.texts("beneficiaire")
    return Fact(day, words, words, css, shape, page, said, order=2, expected=False, people=who)


def told_once(view: View, facts: Sequence[Fact], steps: Iterable[Fact], *, alone: bool) -> Iterator[Fact]:
    """The facts, and the steps of parcours that none of them tells; the same step of several learners is one line.

    A step is told by a fact of its day and of its learner that shares a word with it (« Compte rendu de visite »,
    « Première visite en entreprise »): the fact then says in passing what the step adds.
    """
    told = list(facts)
    of_day: dict[dt.date, list[int]] = {}
    for place, fact in enumerate(told):
        if not fact.gap and fact.css != Status.SOON.css:
            of_day.setdefault(fact.day, []).append(place)
    groups: dict[tuple[dt.date, str, tuple[str, ...]], list[Fact]] = {}
    for step in steps:
        near = [place for place in of_day.get(step.day, ()) if _tells(told[place], step)]
        if near:
            best = max(near, key=lambda place: len(_words(_said(told[place])) & _words(step.what)))
            told[best] = _with(told[best], step)
        else:
            groups.setdefault((step.day, step.what, step.details), []).append(step)
    yield from told
    for group in groups.values():
        yield group[0] if alone else _together(view, group)


def _words(text: str) -> frozenset[str]:
    """The words of a text that mean something: long enough, without accents nor plural."""
    return frozenset(word.rstrip("s") for word in _WORD.findall(slug(text)))


def _said(fact: Fact) -> str:
    return " ".join((fact.what, *fact.details))


def _tells(fact: Fact, step: Fact) -> bool:
    """Whether a fact of the same day is the same event, for all whom the step concerns."""
    return (not fact.people or {*step.people} <= {*fact.people}) and bool(_words(_said(fact)) & _words(step.what))


def _with(fact: Fact, step: Fact) -> Fact:
    """The fact, with the words of the step where more than half of them are new; never twice."""
    words, more = _words(step.what), lowered(step.what)
    new = words - _words(_said(fact))
    return replace(fact, details=(more, *fact.details)) if len(new) * 2 > len(words) else fact


def _together(view: View, group: Sequence[Fact]) -> Fact:
    """A step that one learner or several made on a day, with whom it concerns."""
    first, links = group[0], tuple((view.name(who), fact.address) for fact in group for who in fact.people)
    if len(group) == 1:
        return replace(first, details=(*first.details, *(name for name, _ in links)))
    rest = (f"et {others(len(links) - LISTED)}",) if len(links) > LISTED else ()
    people = tuple(who for fact in group for who in fact.people)
    return replace(first, address="", links=links[:LISTED], details=(*first.details, *rest), people=people)


def facts_beside(view: View, inscription: Inscription) -> tuple[Shown, ...]:
    """Employer, tutor, contract and the like: what the parcours tells, then what only the session's row does."""
    followed = inscription.parcours if inscription.parcours and view.shows_record(inscription.parcours) else None
    own = {shown.field.name: shown for shown in view.fields(followed)} if followed else {}
    told = [own[name] for name in FOLLOWED if name in own]
    field = inscription.session.kind.field("inscrits")
    row = view.row_fields(field, inscription.row) if field else ()
    told += [shown for shown in row if shown.field.name not in (*own, "beneficiaire")]
    return tuple(shown for shown in told if shown.field.name != "mineur" or shown.value is True)


def followed_table(view: View, enrolled: tuple[Inscription, ...]) -> Table | None:
    """The learners of a session who are followed closely, each with a link to the parcours; None when nobody is."""
    lines: list[tuple[str, dict[str, Cell]]] = []
    labels: dict[str, str] = {}
    for inscription in enrolled:
        if inscription.parcours and view.shows_record(inscription.parcours):
            shown = {item.field.name: item for item in view.fields(inscription.parcours)}
            labels |= {name: shown[name].field.label for name in _COLUMNS if name in shown}
            page = address.of_record(inscription.parcours)
            cells = {name: cell_of(view, shown[name]) for name in _COLUMNS if name in shown}
            lines.append((inscription.learner, {"": Cell(links=((view.name(inscription.learner), page),)), **cells}))
    names = [name for name in _COLUMNS if name in labels]
    rows = tuple(tuple(cells.get(name, Cell()) for name in ("", *names)) for _, cells in lines)
    columns = (say("parcours-de"), *(labels[name] for name in names))
    return Table(say("parcours-suivis"), columns, rows) if lines else None
