"""PDFs already made, kept by what they were made from: a page that did not change is not printed again."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path

from classeur.pages.page import Paper
from classeur.paper.style import Style

FOLDER = ".classeur/papiers"
"""Where they are kept, from the project's root."""
_NAME = re.compile(r"^(?P<key>[0-9a-f]{64})-(?P<pages>\d+)\.pdf$")


@dataclass(frozen=True, slots=True)
class Kept:
    """A PDF: its bytes, and how many pages it has."""

    content: bytes
    pages: int


def key_of(paper: Paper, document: str, pictures: Mapping[str, Path], site: str, style: Style) -> str:
    """What a PDF is made from, as a SHA-256: its text, its pictures, its look, the press and the way we use it."""
    digest = hashlib.sha256()
    sheet = style.sheet(paper.layout, 0)
    for part in (paper.address, paper.layout.value, document, site, sheet, style.charts, style.faces, _maker()):
        digest.update(part.encode() + b"\0")
    for address, path in sorted(pictures.items()):
        digest.update(address.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


@functools.cache
def _maker() -> str:
    """Who prints: the versions of WeasyPrint and of what it writes with, and our own code."""
    versions = map(_version, ("weasyprint", "pydyf", "fonttools"))
    files = (file for file in resources.files("classeur.paper").iterdir() if file.name.endswith(".py"))
    return "\0".join((*versions, *sorted(file.read_text(encoding="utf-8") for file in files)))


def _version(name: str) -> str:
    """The version of a package; empty where it is missing, which the press then says."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


class Drawer:
    """The PDFs kept for a project."""

    def __init__(self, root: Path) -> None:
        self.folder = root / FOLDER
        found = (_NAME.match(path.name) for path in self.folder.iterdir()) if self.folder.is_dir() else ()
        self._known = {match["key"]: int(match["pages"]) for match in found if match}

    def get(self, key: str) -> Kept | None:
        """The PDF made from that, if it was."""
        pages = self._known.get(key)
        return None if pages is None else Kept(self._path(key, pages).read_bytes(), pages)

    def put(self, key: str, made: Kept) -> None:
        """Keep a PDF."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self._path(key, made.pages)
        fresh = path.with_suffix(".nouveau")
        fresh.write_bytes(made.content)
        fresh.replace(path)

    def prune(self, used: Iterable[str]) -> None:
        """Remove what no page is made from any more."""
        wanted = frozenset(used)
        for path in list(self.folder.iterdir()) if self.folder.is_dir() else ():
            found = _NAME.match(path.name)
            if found is None or found["key"] not in wanted:
                path.unlink()

    def _path(self, key: str, pages: int) -> Path:
        return self.folder / f"{key}-{pages}.pdf"
