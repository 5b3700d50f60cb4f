"""The one way anything is reported, from a YAML error to a gap on an indicator."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Grade(StrEnum):
    """How serious a finding is, worst first. A closed list."""

    ERROR = "erreur"
    """The file can't be read or published as it is: blocks every edition that would read it."""
    MAJOR = "majeure"
    """A major non-conformity is to be feared if an auditor draws this case."""
    MINOR = "mineure"
    """A minor one."""
    WATCH = "vigilance"
    """Good practice, or a date that has passed: no gap of the référentiel."""
    CONFIRM = "a-confirmer"
    """Only a human, or a text that is not out yet, can say."""

    @property
    def rank(self) -> int:
        """Position from worst (0) to lightest (4)."""
        return list(Grade).index(self)

    @property
    def blocks(self) -> bool:
        """Whether nothing is published while such a finding stands."""
        return self is Grade.ERROR

    def at_least(self, level: Grade) -> bool:
        """Whether this grade is as serious as `level`, or more."""
        return self.rank <= level.rank


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: path from the project's root in POSIX form, line and column from 1 (0: the whole file)."""

    path: str
    line: int = 0
    column: int = 0
    text: str = ""
    """The line itself, to be shown; empty when there is none."""
    length: int = 1
    """How many characters to underline."""

    def __str__(self) -> str:
        """`path:line:column`, shortened when line or column are unknown."""
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}" if self.column else f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a gap goes: `missing` cases out of `total` that count today."""

    missing: int
    total: int

    def __str__(self) -> str:
        """« 1 sur 12 »."""
        return f"{self.missing} sur {self.total}"


@dataclass(frozen=True, slots=True)
class Edit:
    r"""A change that mends a line: from `column` of `line` on (both from 1), `old` becomes `new`.

    `new` may hold line ends, written `\n`: the file keeps its own.
    """

    line: int
    column: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Rename:
    """The path that a file should have, from the project's root."""

    path: str


Repair = Edit | Rename
"""What `classeur fix` would change. Nothing is guessed: there is one only where a single thing can be meant."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to tell a person: what, where, how serious, and what to do about it.

    `rule` is an id of the closed list in `data/messages.yml`, or the id of a rule of the référentiel.
    """

    rule: str
    grade: Grade
    message: str
    remedy: str
    place: Place
    indicator: int | None = None
    subject: str = ""
    extent: Extent | None = None
    repair: Repair | None = None

    @property
    def path(self) -> str:
        """The file that the finding speaks of."""
        return self.place.path

    @property
    def line(self) -> int:
        """Its line, from 1; 0 when the finding is about the whole file."""
        return self.place.line

    @property
    def column(self) -> int:
        """Its column, from 1; 0 when unknown."""
        return self.place.column

    def mended_by(self, repair: Repair | None) -> Finding:
        """The same finding, with what would mend it, if anything."""
        return replace(self, repair=repair)

    @property
    def key(self) -> str:
        """A stable name for this finding: it survives a line added above, not a change of what is wrong."""
        parts = (self.rule, self.place.path, self.subject, self.message)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def in_reading_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort by seriousness, then extent (widest first), then place, so that two runs print alike."""

    def order(finding: Finding) -> tuple[int, float, str, int, int, str, str]:
        extent = finding.extent
        share = -extent.missing / extent.total if extent and extent.total else 0.0
        place = finding.place
        return (finding.grade.rank, share, place.path, place.line, place.column, finding.rule, finding.message)

    return tuple(sorted(findings, key=order))
