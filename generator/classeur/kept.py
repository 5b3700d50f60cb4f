"""Where the PDF of a version that people received is kept, under which name, and which one is kept nowhere."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from pathlib import Path

from classeur.finding import Finding
from classeur.kinds.record import Record, Row, bare, slug
from classeur.kinds.validate import validate
from classeur.library import Library
from classeur.messages import finding
from classeur.read.past import Commit, commits_of, text_at
from classeur.read.source import source_of

KEPT = "content/versions"
"""From the project's root: public, as the pages that they come from."""
_HANDED_OUT = ("livret", "formation")
"""Kinds whose versions people receive."""
_OF_VERSIONS = "version|du:"
"""What a line of the list of versions holds, as a pattern of git."""


def kept_name(record: Record, written: str) -> str:
    """The name of the file of a version: `<id>-<version>.pdf`."""
    return f"{record.id}-{slug(bare(written))}.pdf"


def kept_path(record: Record, written: str) -> str:
    """Where a version is kept."""
    return f"{KEPT}/{kept_name(record, written)}"


def versions_to_print(root: Path, library: Library, date: dt.date) -> tuple[Finding, ...]:
    """A finding for each version that was replaced since git holds its text, and that nobody can open any more.

    What git never held is asked of nobody: it can't be printed again. One that is announced for later than `date`
    replaces nothing yet.
    """
    return tuple(
        finding("version-a-garder", row.place, numero=number)
        for kind in _HANDED_OUT
        for record in library.by_kind.get(kind, ())
        if (missing := _kept_nowhere(library, record, date))
        for held in (_held(library, root, record, frozenset(missing)),)
        for number, row in missing.items()
        if number in held
    )


def _kept_nowhere(library: Library, record: Record, date: dt.date) -> dict[str, Row]:
    """The versions replaced since the first commit of the record that no file keeps, by number."""
    trace = library.history.traces.get(record.path)
    return {
        bare(number): old
        for new, old in itertools.pairwise(_latest_first(record, date))
        if trace and _since(new) > trace.first.day and not old.get("fichier")
        if kept_path(record, number := str(old.get("version"))) not in library.files
    }


def _held(library: Library, root: Path, record: Record, wanted: frozenset[str]) -> set[str]:
    """Those of the versions `wanted` that a commit bears: only the commits that changed the list are read."""
    held: set[str] = set()
    for _, number in commits_bearing(library, root, record, lines=_OF_VERSIONS):
        held.add(number)
        if wanted <= held:
            break
    return held


def commits_bearing(library: Library, root: Path, record: Record, *, lines: str = "") -> Iterator[tuple[Commit, str]]:
    """The commits of a record, latest first, each with the number of the latest version that it listed then.

    Before there was a list, it is the number that it bore. `lines`: as `commits_of`.
    """
    for commit in commits_of(root, record.path, lines=lines):
        source, _ = source_of(commit.path, text_at(root, commit))
        then, _ = validate(source, library.kinds) if source else (None, ())
        if then:
            rows = _latest_first(then, dt.date.max)
            yield commit, bare(str(rows[0].get("version")) if rows else then.text("version"))


def _latest_first(record: Record, date: dt.date) -> list[Row]:
    rows = (row for row in record.rows("versions") if row.get("version") and _since(row) <= date)
    return sorted(rows, key=_since, reverse=True)


def _since(row: Row) -> dt.date:
    value = row.get("du")
    return value if isinstance(value, dt.date) else dt.date.max
