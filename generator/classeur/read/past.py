"""A project as git kept it: the commits that changed a file, its text in one of them, and the whole project then."""

from __future__ import annotations

import datetime as dt
import io
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from classeur.read.git import run_git, without_filters
from classeur.read.tree import PROVIDER

_PUBLIC = (PROVIDER, "content", "kinds")
"""What the public pages are made of."""


_PLAIN = ("--no-color", "--no-show-signature", "--no-ext-diff", "--no-textconv")
_MOVED = ("show", "--format=", "--name-status", "-z", "--find-renames=100%", "--diff-filter=R", "--relative")


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit by its name and its committer's day, with the path that the file had then."""

    name: str
    day: dt.date
    path: str


def commits_of(root: Path, path: str, *, lines: str = "") -> Iterator[Commit]:
    """The commits that changed the file at `path`, latest first; none where git can't be asked or holds none.

    A file that was moved without a change goes on being the same one. With `lines`, a pattern of git, only the commits
    that changed a line of that sort.
    """
    start, chosen = "HEAD", (f"-G{lines}",) if lines else ()
    while path:
        told = _asked(root, "log", "--format=%H %cs", *_PLAIN, *chosen, start, "--", path) or b""
        name = ""
        for line in told.decode("ascii", "replace").splitlines():
            name, _, day = line.partition(" ")
            yield Commit(name, dt.date.fromisoformat(day), path)
        # The oldest commit is the one that made the file, unless it moved it.
        path, start = _moved_from(root, name, path) if name else "", f"{name}~1"


def _moved_from(root: Path, commit: str, path: str) -> str:
    """The path that a file had before `commit`; empty where that commit did not move it."""
    words = (_asked(root, *_MOVED, *_PLAIN, commit) or b"").decode("utf-8", "surrogateescape").split("\0")
    return next((before for before, after in zip(words[1::3], words[2::3], strict=False) if after == path), "")


def text_at(root: Path, commit: Commit) -> str:
    r"""The text of the file in a commit, whose lines end with `\n`; empty where it was not there, or is no text."""
    try:
        return (
            (_asked(root, "cat-file", "blob", f"{commit.name}:./{commit.path}") or b"")
            .decode("utf-8-sig")
            .replace("\r\n", "\n")
        )
    except UnicodeDecodeError:
        return ""


def laid_out(root: Path, commit: Commit, folder: Path) -> bool:
    """Lay what the public pages were made of at `commit` under `folder`; False where git can't give it.

    No program that the repository names is run, and no link that leads out of `folder` is made.
    """
    settings = without_filters(root)
    if settings is None:
        return False
    listed = _asked(root, "ls-tree", "--name-only", "-z", commit.name) or b""
    there = [name for name in _PUBLIC if name.encode() in listed.split(b"\0")]
    done = run_git(root, "archive", "--format=tar", commit.name, "--", *there, settings=settings)
    if not there or done.returncode:
        return False
    try:
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
            archive.extractall(folder, filter="data")
    except (tarfile.TarError, OSError):
        return False
    return True


def _asked(root: Path, *arguments: str) -> bytes | None:
    try:
        done = run_git(root, *arguments)
    except OSError:
        return None
    return None if done.returncode else done.stdout
