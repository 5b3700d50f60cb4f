"""Where Classeur writes, replaces and removes in a project: its own folders, never somebody else's through a link."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from classeur.finding import Finding, Place
from classeur.messages import finding
from classeur.read.tree import in_unicode
from classeur.seal.publish import VERSIONS

WORK = ".classeur"
"""Where sites are staged and what was read is remembered, from the project's root."""
OUTPUT = "site"
"""Where sites are put in place."""
MOCKS = "audit-blanc"
"""Where mock audits leave their files, beside the sites: git does not follow it, and no edition holds it."""


def led_astray(root: Path) -> tuple[Finding, ...]:
    """A finding for each link that stands where Classeur writes: a project that was received may hold some.

    Followed, it would empty or overwrite what is not ours. The links of `site/` to its own versions are ours; under the
    folders looked at, everything is removed before it is written again.
    """
    links = (*_links(root / WORK, 2), *_links(root / OUTPUT, 0), *_links(root / OUTPUT / VERSIONS, 1))
    return (*_told(root, links), *led_astray_in(root, MOCKS))


def led_astray_in(root: Path, name: str) -> tuple[Finding, ...]:
    """The same for a folder beside the sites, where files to take away are left: `site/tableurs`."""
    return _told(root, _links(root / OUTPUT / name, 3))


def _told(root: Path, links: Iterable[Path]) -> tuple[Finding, ...]:
    places = sorted(in_unicode(link.relative_to(root).as_posix()) for link in links)
    return tuple(finding("lien-de-travail", Place(place)) for place in places)


def _links(folder: Path, depth: int) -> Iterator[Path]:
    """The folder itself when it is a link, else the links in it, and `depth` levels down in all."""
    if folder.is_symlink():
        yield folder
    elif depth and folder.is_dir():
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_symlink():
                    yield Path(entry)
                elif entry.is_dir(follow_symlinks=False):
                    yield from _links(Path(entry), depth - 1)
