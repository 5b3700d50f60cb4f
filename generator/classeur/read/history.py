"""What git witnesses: when each file was first written and last changed, and by whom, in one pass over all commits.

The day is the committer's, the name the author's. `git commit --date` sets the author's date to whatever one likes, and
every rewriting keeps it; the committer's is set when the commit is made. The name is that of who wrote.

A file that was moved without a change goes on being the same one. Moved and changed at once, it starts again: git can
only guess then, and a guess is no witness. A path that was removed and came back keeps its first day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from classeur.read.git import run_git, without_filters
from classeur.read.tree import PROVIDER, ROOTS

EVIDENCE = "evidence/"
_PATHS = (PROVIDER, *ROOTS)
_COMMIT = "\x01"
"""Before each commit, where no path can hold it."""
_FORMAT = f"--format={_COMMIT}%ct%x00%cs%x00%aN%x00"
_WALK = ("log", "--topo-order", "--full-history", "--relative")
_SHOW = ("--cc", "--name-status", "--find-renames=100%", "-z", _FORMAT)
_CHANGED = ("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--ignore-submodules=all")
_PLAIN = ("--no-color", "--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-notes", "--no-decorate")


class Witness(StrEnum):
    """Whether git could be asked, and why not."""

    FULL = "entier"
    ABSENT = "absent"
    """Git is not installed."""
    NO_REPOSITORY = "sans-depot"
    NO_COMMIT = "sans-enregistrement"
    """Nothing was committed yet."""
    SHALLOW = "tronque"
    """The history was fetched in part: its oldest commit seems to have written everything."""
    OWNED = "autre-compte"
    """The folder is another account's: git refuses to read it until told otherwise (`safe.directory`)."""
    BROKEN = "illisible"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A commit, as it dates a file: the committer's day, the author's name, and its place in time (seconds)."""

    day: dt.date
    author: str
    moment: int


@dataclass(frozen=True, slots=True)
class Trace:
    """When a file was first written and last changed."""

    first: Stamp
    last: Stamp


@dataclass(frozen=True, slots=True)
class History:
    """What git says of the project's files, by path from its root; no trace where it could not be asked.

    `uncommitted`: paths with changes that no commit holds, new files included. They are shown and never judged.
    """

    witness: Witness = Witness.NO_REPOSITORY
    traces: Mapping[str, Trace] = field(default_factory=dict)
    uncommitted: frozenset[str] = frozenset()
    since: dt.date | None = None
    """The day of the first commit that holds evidence: git witnesses nothing before it."""

    def written(self, path: str, fact: dt.date | None) -> dt.date | None:
        """The day on which the record of a `fact` was first written; None when git could not witness it.

        What happened before git held any evidence was typed in when it was taken up: that is no lateness.
        """
        trace = self.traces.get(path)
        return trace.first.day if trace and self.since and fact and fact >= self.since else None


def read_history(root: Path) -> History:
    """Ask git once about every file of the project at `root`, which may be a folder of a larger repository.

    Nothing raises: a project without git, or whose git can't answer, has no traces and says why.
    """
    try:
        witness = _witness(root)
        if witness is not Witness.FULL:
            return History(witness, uncommitted=_uncommitted(root))
        told = run_git(root, *_WALK, *_SHOW, *_PLAIN, "--", *_PATHS)
        if told.returncode:
            return History(Witness.BROKEN)
        traces, since = _traces(told.stdout.decode("utf-8", "surrogateescape"))
        return History(Witness.FULL, traces, _uncommitted(root), since)
    except FileNotFoundError:
        return History(Witness.ABSENT)
    except OSError:
        return History(Witness.BROKEN)


def _witness(root: Path) -> Witness:
    """What git can be asked at `root`."""
    asked = run_git(root, "rev-parse", "--is-shallow-repository", "--is-inside-work-tree")
    if b"dubious ownership" in asked.stderr:
        return Witness.OWNED
    if asked.returncode and b"not a git repository" not in asked.stderr:
        return Witness.BROKEN
    if asked.stdout.split()[1:] != [b"true"]:
        return Witness.NO_REPOSITORY
    if asked.stdout.startswith(b"true"):
        return Witness.SHALLOW
    named = run_git(root, "rev-parse", "--verify", "--quiet", "HEAD")
    return Witness.NO_COMMIT if named.returncode else Witness.FULL


def _uncommitted(root: Path) -> frozenset[str]:
    """Paths of the project that changed since the last commit, or that no commit holds; none when git can't say."""
    settings = without_filters(root)
    if settings is None:
        return frozenset()
    prefix = run_git(root, "rev-parse", "--show-prefix").stdout.decode("utf-8", "surrogateescape").rstrip("\n")
    asked = run_git(root, *_CHANGED, "--", *_PATHS, settings=settings)
    lines = asked.stdout.decode("utf-8", "surrogateescape").split("\0") if not asked.returncode else []
    return frozenset(line[3:].removeprefix(prefix) for line in lines if line)


def _traces(told: str) -> tuple[dict[str, Trace], dt.date | None]:
    """The trace of every path, and the day of the first commit of evidence, from what `git log` printed."""
    traces: dict[str, Trace] = {}
    since: Stamp | None = None
    # From the oldest on: a file was written before it was moved.
    for block in reversed(told.split(_COMMIT)):
        head, changes = block.split("\0")[:3], block.split("\0")[3:]
        stamp = _stamp(*head) if changes else None
        if stamp is None:
            continue
        for status, path, origin in _changes(changes):
            if path.startswith(EVIDENCE) and (since is None or stamp.moment < since.moment):
                since = stamp
            if status != "D":
                before = traces.get(origin) or traces.get(path)
                traces[path] = _with(before, stamp)
    return traces, since.day if since else None


def _stamp(moment: str, day: str, author: str) -> Stamp | None:
    """A commit's stamp; None for one whose date is none (a tool may write anything)."""
    try:
        return Stamp(dt.date.fromisoformat(day), author, int(moment))
    except ValueError:
        return None


def _with(before: Trace | None, stamp: Stamp) -> Trace:
    """A trace with one more commit. Branches may be told in any order, so moments are compared."""
    if before is None:
        return Trace(stamp, stamp)
    return Trace(
        stamp if stamp.moment < before.first.moment else before.first,
        stamp if stamp.moment >= before.last.moment else before.last,
    )


def _changes(words: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Status, path, and the path it had before when it was moved: a change is `A`, `to`, or `R100`, `from`, `to`.

    A merge that changed a file itself has a letter for each parent: `MM`, `to`.
    """
    left = iter(word for word in (word.lstrip("\n") for word in words) if word)
    for status in left:
        path = next(left, "")
        if status[1:].isdigit():
            yield status[0], next(left, ""), path
        else:
            yield status[0], path, ""
