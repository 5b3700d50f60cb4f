"""A page a person of the team: what to mend, to do, to read and sign, sessions to run, what the person keeps alive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from classeur.dates import short_french, span_in_french
from classeur.kinds.record import Record
from classeur.kinds.record import Row as WrittenRow
from classeur.library import SESSION, STOPPED
from classeur.pages import address
from classeur.pages.calendars import calendar_of
from classeur.pages.catalogue import Catalogue, label_of
from classeur.pages.dated import ACTION, OPEN
from classeur.pages.french import counted, on_days
from classeur.pages.gaps import Gap
from classeur.pages.list_dues import calendar_part, months_of, of_person
from classeur.pages.list_records import held_by, of_holder
from classeur.pages.listing import ALONE, META, columns, title_of
from classeur.pages.page import Page
from classeur.pages.phrases import say
from classeur.pages.reading_list import ToRead
from classeur.pages.session_checklist import address_of
from classeur.pages.tables import Cell, Group, Link, Part, Row, Table
from classeur.pages.tasks import TASKS, Share
from classeur.pages.versions import next_review
from classeur.pages.view import View
from classeur.pages.writing import write

SHOWN = 20
"""Rows of a part of the page; where there are more, a list has them all."""
NEXT = 12
"""Due dates of the page; the list of the person's own has them all."""
_STAFF = "personnel"
T = TypeVar("T")


def part_pages(view: View, found: Catalogue, given: Sequence[Share]) -> Iterator[Page]:
    """The page of each member of the team."""
    held, sessions = held_by(view, found), _sessions(view)
    others = tuple((share.name, share.place) for share in given)
    for share in given:
        mine = sessions.get(share.handle, ())
        kept = _kept(view, share, held.get(share.handle, ()))
        parts = (*_to_mend(share), *_to_do(share), _run(view, mine), *kept, _papers(view, share))
        values: Mapping[str, object] = {
            "lede": _lede(view, share),
            "parts": (*parts, calendar_part(calendar_of(share.handle))),
            "empty": "",
            "trail": (("Accueil", address.HOME), (title_of(TASKS), address.of_list(TASKS))),
            **ALONE,
            "takeaway": ((say("agenda-lien"), calendar_of(share.handle)),),
            "filters": ((say("part-autres"), tuple((n, p, p == share.place) for n, p in others)),),
        }
        meta = {**META, "rubrique": say("nav-accueil")}
        yield write("list.md", share.place, say("part-titre", qui=share.name), values, meta)


def _lede(view: View, share: Share) -> str:
    """Function, what there is to do and to read."""
    position = view.library.team[share.handle].position.rstrip(".")
    left = len(share.readings.left)
    there = " ; ".join(filter(None, (share.lacks, share.next)))
    words = say("part-chapeau", taches=there)
    if left:
        words = say("part-chapeau-lire", taches=there, lectures=counted(left, "procédure"))
    return " ".join(filter(None, (f"{position}." if position else "", words, _audit(view))))


def _audit(view: View) -> str:
    """« Audit de surveillance les 9 et 10 février 2027. »: whoever is in the team is in the audit."""
    audit = view.assessment.audit
    start = audit.date("debut") if audit else None
    if audit is None or start is None or start < view.assessment.date:
        return ""
    return say("part-audit", audit=view.title(audit), jours=on_days(start, audit.date("fin") or start))


def _to_mend(share: Share) -> Iterator[Part]:
    """What is missing and that this person sees to, as home tells it to everybody; nothing where nothing is."""
    if share.gaps:
        more = ((say("part-tout-traiter", nombre=len(share.gaps)), address.HOME),)
        yield _part("a-traiter", share.gaps, _lacking, empty="", links=more if len(share.gaps) > SHOWN else ())


def _lacking(gap: Gap) -> Row:
    return (
        Cell(gap.words, gap.target, more=f"{gap.number}. {gap.title}" if gap.number else gap.title),
        Cell(mark=gap.mark, more=gap.gauge.label if gap.extent.total else ""),
        Cell(gap.remedy),
        Cell(gap.before, links=(gap.action,) if gap.action else ()),
    )


def _to_do(share: Share) -> Iterator[Part]:
    """The next due dates, then the procedures to read and sign."""
    more = ((say("taches-tout", nombre=len(share.dues)), address.of_list(of_person(share.handle))),)
    numbers = tuple((f"{say('tache-indicateur')} {words}", target) for words, target in share.indicators)
    yield Part(
        "a-faire",
        say("part-a-faire"),
        months_of(share.dues[:NEXT], own=True),
        empty=say("tache-aucune"),
        links=more if len(share.dues) > NEXT else (),
    )
    yield _part("a-lire", share.readings.left, _reading, empty=say("part-tout-lu", nombre=share.readings.known))
    yield Part(
        "indicateurs", say("part-indicateurs"), empty="" if numbers else say("part-sans-indicateur"), links=numbers
    )


def _part(name: str, things: Sequence[T], row: Callable[[T], Row], *, empty: str, links: tuple[Link, ...] = ()) -> Part:
    rows = tuple(map(row, things[:SHOWN]))
    title = say(f"part-{name}")
    return Part(name, title, Table(title, columns(f"part-{name}"), (Group("", rows),)) if rows else None, empty, links)


def _reading(item: ToRead) -> Row:
    version = item.version
    since = short_french(version.since) if version and version.since else ""
    before = say("part-lue-avant", jour=short_french(item.before)) if item.before else say("part-jamais-lue")
    return (
        Cell(item.procedure.title, address.of_record(item.procedure), more=before),
        Cell(version.name.removeprefix("v") if version else "", more=since),
        Cell(say("part-signer")),
    )


def _kept(view: View, share: Share, held: Iterable[Record]) -> Iterator[Part]:
    """Open actions, then the living documents, the nearest review first."""
    records = tuple(held)
    words = say("part-tout-tenu", nombre=counted(len(records), "fiche"))
    actions = [r for r in records if r.kind.name == ACTION and r.text("avancement") in OPEN]
    living = [r for r in records if r.kind.living]
    yield _part(
        "actions",
        sorted(actions, key=lambda r: (str(r.date("echeance")), r.id)),
        lambda record: _action(view, record),
        empty=say("part-sans-action"),
    )
    yield _part(
        "documents",
        sorted(living, key=lambda r: (str(next_review(r) or "9"), r.id)),
        lambda record: _document(view, record),
        empty=say("part-sans-document"),
        links=((words, address.of_list(of_holder(share.handle))),) if records else (),
    )


def _action(view: View, record: Record) -> Row:
    day = record.date("echeance")
    return (
        Cell(view.title(record), address.of_record(record)),
        Cell(short_french(day) if day else ""),
        Cell(label_of(view, record, "avancement")),
    )


def _document(view: View, record: Record) -> Row:
    day = next_review(record)
    return (
        Cell(view.title(record), address.of_record(record), more=record.kind.label),
        Cell(record.text("version").removeprefix("v")),
        Cell(short_french(day) if day else ""),
    )


def _sessions(view: View) -> Mapping[str, tuple[Record, ...]]:
    """Sessions that are not over, by who trains in them or leads them, the nearest first."""
    groups: dict[str, list[Record]] = {}
    for session in view.library.published(SESSION):
        end = session.date("fin")
        if end and end >= view.assessment.date and session.text("avancement") not in STOPPED:
            for handle in dict.fromkeys((*session.texts("intervenants"), session.text("referent_pedagogique"))):
                groups.setdefault(handle, []).append(session)
    return {who: tuple(sorted(some, key=lambda s: (str(s.date("debut")), s.id))) for who, some in groups.items()}


def _run(view: View, sessions: Sequence[Record]) -> Part:
    return _part("sessions", sessions, lambda session: _session(view, session), empty=say("part-sans-session"))


def _session(view: View, session: Record) -> Row:
    start, end = session.date("debut"), session.date("fin")
    return (
        Cell(view.title(session), address.of_record(session)),
        Cell(span_in_french(start, end or start) if start else ""),
        Cell(label_of(view, session, "avancement")),
        Cell(links=((say("part-cocher"), address_of(session)),)),
    )


def _papers(view: View, share: Share) -> Part:
    """The person's own record: when each paper expires; it leads to the record."""
    record = view.library.records.get(share.handle)
    own = record if record and record.kind.name == _STAFF and view.shows_record(record) else None
    rows = own.rows("papiers") if own else ()
    links = ((say("part-ma-fiche"), address.of_record(own)),) if own else ()
    return _part(
        "papiers",
        sorted(rows, key=lambda row: str(row.get("expire_le"))),
        _paper,
        empty=say("part-sans-papier"),
        links=links,
    )


def _paper(row: WrittenRow) -> Row:
    day = _day(row)
    return Cell(str(row.get("nature") or "")), Cell(short_french(day) if day else "")


def _day(row: WrittenRow) -> dt.date | None:
    value = row.get("expire_le")
    return value if isinstance(value, dt.date) else None
