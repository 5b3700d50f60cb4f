"""What `classeur fix` changes in the files of a project: shown first, then written whole, or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from classeur.almost import misnamed_parts
from classeur.colours import judged_colours
from classeur.finding import Finding, Rename
from classeur.kinds.declaration import Kinds
from classeur.kinds.validate import validate
from classeur.mending import Change, changes, mend
from classeur.read.source import source_of
from classeur.read.tree import PROVIDER, ROOTS


@dataclass(frozen=True, slots=True)
class Mended:
    """One file and what it would become: its bytes as they were read, those to write, and its name."""

    path: str
    target: str
    before: bytes
    after: bytes
    changes: tuple[Change, ...]
    left: tuple[Finding, ...]
    """What is still wrong with it afterwards, and only a person can say."""

    @property
    def count(self) -> int:
        """How many corrections there are."""
        return len(self.changes) + (self.path != self.target)


def plan(root: Path, findings: Iterable[Finding], kinds: Kinds) -> tuple[Mended, ...]:
    """What to change in each file for those of `findings` that can be mended. Nothing is written."""
    targets: dict[str, str] = {}
    for found in findings:
        if isinstance(found.repair, Rename):
            targets[found.path] = found.repair.path
        elif found.repair:
            targets.setdefault(found.path, found.path)
    mended = (_mended(root, path, target, kinds) for path, target in sorted(targets.items()))
    return tuple(item for item in mended if item and item.count)


def _mended(root: Path, path: str, target: str, kinds: Kinds) -> Mended | None:
    file = root / path
    if not _ours(root, file):
        return None
    before = file.read_bytes()
    try:
        # A scan may be named anew; nothing is ever changed inside it, not even when it happens to be plain text.
        text = before.decode() if PurePosixPath(target).suffix in (".md", ".yml") else None
    except UnicodeDecodeError:
        text = None
    if text is None:
        return Mended(path, target, before, before, (), ())
    mended, left = mend(text, lambda plain: _problems(target, plain, kinds))
    return Mended(path, target, before, mended.encode(), tuple(changes(text, mended)), left)


def _problems(path: str, text: str, kinds: Kinds) -> Iterator[Finding]:
    source, problems = source_of(path, text)
    yield from problems
    if source is not None and (path == PROVIDER or PurePosixPath(path).parts[0] in ROOTS):
        record, problems = validate(source, kinds)
        yield from problems
        if record is not None:
            yield from judged_colours(record) if path == PROVIDER else misnamed_parts(record)


def apply(root: Path, mended: Iterable[Mended]) -> tuple[str, ...]:
    """Write each file whole, and rename it; gives the paths of those that changed since they were read, untouched."""
    return tuple(item.path for item in mended if not _written(root, item))


def _written(root: Path, mended: Mended) -> bool:
    file = root / mended.path
    if not _ours(root, file) or file.read_bytes() != mended.before:
        return False
    if mended.before != mended.after:
        _replace(file.resolve(), mended.after)
    if mended.path != mended.target:
        taken = root / mended.target
        if taken.exists() and not taken.samefile(file):
            return False
        file.rename(taken)
    return True


def _ours(root: Path, file: Path) -> bool:
    """Whether a file is there, and inside the project once links are followed."""
    return file.is_file() and file.resolve().is_relative_to(root.resolve())


def _replace(file: Path, data: bytes) -> None:
    """Put `data` in place of a file's content in one move, so that nobody ever reads half of it."""
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".classeur-", delete=False) as new:
        try:
            new.write(data)
            new.flush()
            os.fsync(new.fileno())
            new.close()
            shutil.copymode(file, new.name)
            Path(new.name).replace(file)
        except BaseException:
            Path(new.name).unlink(missing_ok=True)
            raise
