"""One file of the project, read: its front matter as nodes and its body, or the findings that say why not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from classeur.finding import Finding, Place
from classeur.messages import finding
from classeur.read import yaml
from classeur.read.nodes import Mapping

MAX_FRONT_MATTER = 64 * 1024
"""Bytes of front matter."""
MAX_RECORD = 1024 * 1024
"""Bytes of a record, body included: some 150 pages of text."""

_FENCE = re.compile(r"^---[ \t]*$")


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read. `lines` are those of the whole file, to be shown in messages."""

    path: str
    front: Mapping
    body: str
    body_line: int
    lines: tuple[str, ...]

    def place(self, line: int, column: int = 1, length: int = 1) -> Place:
        """A place in this file, with the line it shows."""
        shown = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Place(self.path, line, column, shown, max(1, length))


def read_source(root: Path, path: str) -> tuple[Source | None, tuple[Finding, ...]]:
    """Read `path` (POSIX, from `root`): a `.md` record with its fences, or a `.yml` file that is all front matter.

    A file that can't be read is a value: no source, and the findings that say why.
    """
    text, problem = _read_text(root, path)
    if text is None:
        return None, problem
    lines = tuple(text.split("\n"))
    if path.endswith(".yml"):
        return _from_yaml(path, text, lines)
    return _from_record(path, lines)


def _read_text(root: Path, path: str) -> tuple[str | None, tuple[Finding, ...]]:
    place = Place(path)
    try:
        size = (root / path).stat().st_size
        if size > MAX_RECORD:
            return None, (finding("fichier-trop-gros", place, size=_in_french(size), limit=_in_french(MAX_RECORD)),)
        data = (root / path).read_bytes()
    except OSError as error:
        return None, (finding("fichier-illisible", place, cause=_cause(error)),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        shown = data.splitlines()[line - 1].decode("utf-8", "replace")
        where = Place(path, line, column, shown)
        return None, (finding("fichier-encodage", where, byte=f"0x{data[error.start]:02X}", line=line),)
    return text.replace("\r\n", "\n").replace("\r", "\n"), ()


def _from_yaml(path: str, text: str, lines: tuple[str, ...]) -> tuple[Source | None, tuple[Finding, ...]]:
    front, problems = yaml.parse(text, path)
    return (Source(path, front, "", len(lines), lines) if front is not None else None), problems


def _from_record(path: str, lines: tuple[str, ...]) -> tuple[Source | None, tuple[Finding, ...]]:
    if not _FENCE.match(lines[0]):
        return None, (finding("entete-absent", Place(path, 1, 1, lines[0])),)
    end = next((number for number, line in enumerate(lines[1:], 1) if _FENCE.match(line)), None)
    if end is None:
        return None, (finding("entete-ouvert", Place(path, 1, 1, lines[0], len(lines[0]))),)
    header = "\n".join(lines[1:end])
    if len(header.encode()) > MAX_FRONT_MATTER:
        return None, (finding("entete-trop-long", Place(path, 1, 1, lines[0], len(lines[0]))),)
    front, problems = yaml.parse(header, path, first_line=2)
    if front is None:
        return None, problems
    body_lines = lines[end + 1 :]
    return Source(path, front, "\n".join(body_lines), end + 2, lines), problems


def _in_french(size: int) -> str:
    if size < MAX_RECORD:
        return f"{size // 1024} Kio"
    return f"{size / MAX_RECORD:.1f} Mio".replace(".", ",").replace(",0 ", " ")


def _cause(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "son accès est refusé"
    if isinstance(error, FileNotFoundError):
        return "il n'existe pas"
    return error.strerror or "le disque ne répond pas"
