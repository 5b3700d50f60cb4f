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


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit by its name and its committer's day."""

    name: str
    day: dt.date


def commits_of(root: Path, path: str) -> Iterator[Commit]:
    """The commits that changed the file at `path`, latest first; none where git can't be asked or holds none."""
    told = _asked(root, "log", "--format=%H %cs", "--no-color", "--no-show-signature", "--", path)
    for line in (told or b"").decode("ascii", "replace").splitlines():
        name, _, day = line.partition(" ")
        yield Commit(name, dt.date.fromisoformat(day))


def text_at(root: Path, commit: Commit, path: str) -> str:
    """The text of a file in a commit; empty where it was not there, or is no text."""
    try:
        return (_asked(root, "cat-file", "blob", f"{commit.name}:./{path}") or b"").decode()
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
