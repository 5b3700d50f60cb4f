"""What `classeur audit` does: read, judge at the day of the audit, draw, tell, and leave files outside git."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from classeur import portal
from classeur.cycle.scope import expected_type
from classeur.editions import Edition
from classeur.exporting import keep
from classeur.finding import Finding, Grade
from classeur.heap import no_search_for_cycles
from classeur.kinds.record import Record
from classeur.kinds.template import TemplateError
from classeur.library import Library
from classeur.mock.as_html import Links, as_html
from classeur.mock.as_json import as_json
from classeur.mock.as_sheets import book_of_audit
from classeur.mock.as_text import as_text
from classeur.mock.draw import seed_of
from classeur.mock.recording import note, noted
from classeur.mock.recording import told as recorded
from classeur.mock.report import MockAudit, Request, hold
from classeur.pages.address import as_target, of_record
from classeur.reporting import as_text as told
from classeur.reporting import summary
from classeur.rules.judge import next_audit
from classeur.sheets.writing import as_xlsx
from classeur.workplace import MOCKS, OUTPUT, led_astray


@dataclass(frozen=True, slots=True)
class Wish:
    """What was typed: `kind` empty for the type of the audit that comes next, `seed` None for the one of the date."""

    date: dt.date
    kind: str
    seed: int | None
    sessions: int
    learners: int
    level: Grade
    noted: bool = False
    """Whether the audit is written as a record."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """What to print, and the exit status: 1 when a finding is at the level asked for, or above."""

    text: str
    status: int


def deliver(root: Path, wish: Wish) -> Delivered:
    """Hold the mock audit of the project at `root` and leave its files in `site/audit-blanc/`."""
    reading = portal.read_project(root)
    blocking = tuple(found for found in reading.findings if found.grade.blocks)
    if not reading.judgeable or led_astray(root):
        return Delivered(f"{told(blocking)}\n\nL’audit blanc ne peut pas se tenir : {summary(blocking)}.", 1)
    assessment = portal.assess(reading, wish.date, wish.date)
    with no_search_for_cycles():
        mock = hold(assessment, _request(wish, reading.library))
    parts = [as_text(mock), "\n".join(path.relative_to(root).as_posix() for path in _write(root, mock))]
    unwritten = False
    if wish.noted:
        try:
            parts.append(_note(root, mock))
        except TemplateError as error:
            parts.append(f"L’audit n’est pas noté. {error.message}\n→ {error.remedy}")
            unwritten = True
    if blocking:
        parts.append(
            f"Des fiches ne se lisent pas : {summary(blocking)}. Ce qu’elles prouvent peut manquer ici.\n"
            "→ « classeur check » les montre."
        )
    return Delivered("\n\n".join(parts), 1 if unwritten or any(_counts(blocking, mock, wish.level)) else 0)


def _note(root: Path, mock: MockAudit) -> str:
    known = noted(mock)
    if known:
        return f"Ce tirage est déjà noté : {known.path}\n→ Complétez cette fiche, ou tirez d’autres dossiers (--seed)."
    return recorded(mock, note(root, mock))


def _request(wish: Wish, library: Library) -> Request:
    """What was typed, and what the next planned audit says of the rest when it is of that type."""
    planned = next_audit(library, wish.date)
    kind = wish.kind or (planned.text("type") if planned else "") or expected_type(library, wish.date)
    seed = seed_of(wish.date) if wish.seed is None else wish.seed
    added = planned.texts("categories") if planned and planned.text("type") == kind else ()
    return Request(kind, seed, wish.sessions, wish.learners, added)


def _counts(blocking: tuple[Finding, ...], mock: MockAudit, level: Grade) -> Iterator[bool]:
    yield bool(blocking)
    yield from (one.finding.grade.at_least(level) for one in mock.predictions)


def _write(root: Path, mock: MockAudit) -> Iterator[Path]:
    """The page and the JSON, each time anew; the spreadsheet, in which people write, never over another."""
    folder = root / OUTPUT / MOCKS / f"{mock.date.isoformat()}-{mock.request.kind}-{mock.request.seed}"
    folder.mkdir(parents=True, exist_ok=True)
    page = as_html(mock, _links(root, len(folder.relative_to(root).parts)))
    for name, content in ((f"{MOCKS}.html", page.encode()), (f"{MOCKS}.json", as_json(mock))):
        (folder / name).write_bytes(content)
        yield folder / name
    yield from keep({f"{MOCKS}.xlsx": as_xlsx(book_of_audit(mock))}, folder)


def _links(root: Path, depth: int) -> Links:
    """Links from `depth` folders below the project's root, to the team's pages where they are built, and to files."""
    up = "../" * depth

    def record(of: Record) -> str:
        page = f"{OUTPUT}/{Edition.TEAM.value}/{of_record(of)}.html"
        return f"{up}{page}" if (root / page).is_file() else ""

    return Links(record, lambda path: f"{up}{as_target(path)}")
