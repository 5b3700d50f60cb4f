"""One file of the project, read: its front matter as nodes and its body, or the findings that say why not."""

from __future__ import annotations

import codecs
import stat
from dataclasses import dataclass
from pathlib import Path

from classeur.finding import Finding, Place
from classeur.messages import finding
from classeur.read import fences, yaml
from classeur.read.nodes import Mapping

MAX_FRONT_MATTER = 64 * 1024
"""Bytes of front matter."""
MAX_RECORD = 1024 * 1024
"""Bytes of a record, body included: some 150 pages of text."""
MAX_REGISTER = 16 * MAX_RECORD
"""Bytes of a YAML file: the register of names grows with the learners, some 100 bytes each."""


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
    return (None, problem) if text is None else source_of(path, text)


def source_of(path: str, text: str) -> tuple[Source | None, tuple[Finding, ...]]:
    r"""As `read_source`, from the text of the file, whose lines end with `\n`."""
    lines = tuple(text.split("\n"))
    if path.endswith(".yml"):
        return _from_yaml(path, text, lines)
    return _from_record(path, lines)


def _read_text(root: Path, path: str) -> tuple[str | None, tuple[Finding, ...]]:
    place = Place(path)
    try:
        full = root / path
        status = full.stat()
        if not stat.S_ISREG(status.st_mode):
            # A folder, or a pipe, which would never end.
            return None, (finding("fichier-illisible", place, cause="ce n'est pas un fichier ordinaire"),)
        size = status.st_size
        limit = MAX_REGISTER if path.endswith(".yml") else MAX_RECORD
        if size > limit:
            return None, (finding("fichier-trop-gros", place, size=_in_french(size), limit=_in_french(limit)),)
        data = full.read_bytes()
    except OSError as error:
        return None, (finding("fichier-illisible", place, cause=cause_of(error)),)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return with_plain_ends(data.decode()), ()
    except UnicodeDecodeError as error:
        return None, (_not_utf_8(path, data, error.start),)


def with_plain_ends(text: str) -> str:
    r"""A text whose lines end with `\n`, whatever the computer that wrote it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _not_utf_8(path: str, data: bytes, start: int) -> Finding:
    before = with_plain_ends(data[:start].decode()).split("\n")
    rest = data[start:].splitlines()[0].decode("utf-8", "replace")
    shown = "".join(sign if sign.isprintable() else "\ufffd" for sign in before[-1] + rest)
    place = Place(path, len(before), len(before[-1]) + 1, shown)
    return finding("fichier-encodage", place, line=len(before))


def _from_yaml(path: str, text: str, lines: tuple[str, ...]) -> tuple[Source | None, tuple[Finding, ...]]:
    front, problems = yaml.parse(text, path)
    return (Source(path, front, "", len(lines), lines) if front is not None else None), problems


def _from_record(path: str, lines: tuple[str, ...]) -> tuple[Source | None, tuple[Finding, ...]]:
    if not fences.FENCE.match(lines[0]):
        return None, (finding("entete-absent", Place(path, 1, 1, lines[0])).mended_by(fences.opening(lines)),)
    marks = (number for number, line in enumerate(lines) if number and line[:1] == "-" and fences.FENCE.match(line))
    end = next(marks, None)
    if end is None:
        place = Place(path, 1, 1, lines[0], len(lines[0]))
        return None, (finding("entete-ouvert", place).mended_by(fences.closing(lines)),)
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


def cause_of(error: OSError) -> str:
    """What the system refused, in a few words."""
    if isinstance(error, PermissionError):
        return "son accès est refusé"
    if isinstance(error, FileNotFoundError):
        return "il n'existe pas"
    return "le disque ne répond pas"
