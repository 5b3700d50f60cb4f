"""Attachments put in a site without copying their bytes again: one copy of each, by its SHA-256, and links to it.

What is published is sealed, so it is never a link to the file of a record itself: saving that file in place would
change the site behind the seal. The copies are ours; one that somebody changed all the same has another time than the
one we gave it, and is made again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

FOLDER = ".classeur/copies"
"""Where the copies are kept, from the project's root."""
_MADE_NS = 946_684_800_000_000_000
"""The time that every copy bears: 1 January 2000."""
_CHUNK = 1024 * 1024


class Copies:
    """The copies kept for a project. `digests` gives the SHA-256 of its files by their path."""

    def __init__(self, root: Path, digests: Mapping[str, str]) -> None:
        self.root = root
        self.folder = root / FOLDER
        self.digests = digests

    def lay(self, source: str, target: Path) -> None:
        """Put the file at `source`, from the project's root, at `target`, which isn't there yet: a link, else a copy.

        Raises:
            OSError: the file can't be read, or the site can't be written.
        """
        target.parent.mkdir(parents=True, exist_ok=True)
        kept = self._kept(source)
        if kept is None or not _linked(kept, target):
            shutil.copyfile(self.root / source, target)

    def prune(self) -> None:
        """Remove the copies that no site holds any more, staged or published."""
        if self.folder.is_dir():
            for path in self.folder.iterdir():
                if path.stat().st_nlink == 1:
                    path.unlink()

    def _kept(self, source: str) -> Path | None:
        """Our copy of a file, made when it is not there; None when the file is no longer what was read."""
        digest = self.digests.get(source)
        if digest is None:
            return None
        kept = self.folder / digest
        if kept.is_file() and kept.stat().st_mtime_ns == _MADE_NS:
            return kept
        self.folder.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_suffix(".nouveau")
        if _copied(self.root / source, fresh) != digest:
            fresh.unlink()
            return None
        os.utime(fresh, ns=(_MADE_NS, _MADE_NS))
        fresh.replace(kept)
        return kept


def _linked(kept: Path, target: Path) -> bool:
    """Whether a link could be made; a disk that knows none (a key in exFAT) gets copies."""
    try:
        os.link(kept, target)
    except OSError:
        return False
    return True


def _copied(source: Path, target: Path) -> str:
    """Copy a file and give the SHA-256 of what was copied."""
    digest = hashlib.sha256()
    with source.open("rb") as read, target.open("wb") as written:
        while chunk := read.read(_CHUNK):
            digest.update(chunk)
            written.write(chunk)
    return digest.hexdigest()
