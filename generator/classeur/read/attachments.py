"""Attachments, each read once: size, SHA-256, what it is, whether somebody who opens it sees something."""

from __future__ import annotations

import hashlib
import io
import json
import logging
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from classeur.apart import StoppedError, ask
from classeur.finding import Finding, Place
from classeur.messages import finding
from classeur.read import media as kinds_of_file
from classeur.read.source import cause_of

MEMORY = "pieces.json"
"""What was read, remembered in the project's `.classeur/`."""
_CHUNK = 1024 * 1024
_FORMAT = 1
"""Of the memory: another number, and it is made again."""


class Condition(StrEnum):
    """What somebody who opens a file finds."""

    SOUND = "lisible"
    EMPTY = "vide"
    """No byte, or a PDF without a page: there is no document."""
    LOCKED = "verrouille"
    """A password is asked for."""
    DAMAGED = "abime"
    """It begins like a PDF or an archive and can't be opened."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that is no record. `size` is in bytes; `media` is its type by content, empty when unknown.

    `pages` is the number of pages of a PDF; 0 for what has none, or can't be opened.
    """

    path: str
    size: int
    sha256: str
    media: str
    pages: int = 0
    condition: Condition = Condition.SOUND


def read_attachments(
    root: Path, paths: Iterable[str], memory: Path | None = None
) -> tuple[dict[str, Attachment], tuple[Finding, ...]]:
    """The attachments at `paths` (POSIX, from `root`), each with a finding when something is wrong with it.

    `memory` is the folder where what was read is remembered: a file whose path, size and time of change are the same
    is not read again. What can't be remembered, or was remembered badly, is read.
    """
    known = _Memory(memory / MEMORY if memory else None)
    files: dict[str, Attachment] = {}
    problems: list[Finding] = []
    for path in paths:
        try:
            status = (root / path).stat()
            attachment = known.of(path, status.st_size, status.st_mtime_ns) or _read(root, path)
        except OSError as error:
            problems.append(finding("fichier-illisible", Place(path), cause=cause_of(error)))
            continue
        if attachment is None:
            problems.append(finding("fichier-illisible", Place(path), cause="ce n'est pas un fichier ordinaire"))
            continue
        files[path] = attachment
        known.keep(attachment, status.st_mtime_ns)
        problems += _check(attachment)
    known.write()
    return files, tuple(problems)


def _read(root: Path, path: str) -> Attachment | None:
    """One reading of the bytes, hashed on the way; what has to be opened to be known is opened apart."""
    full = root / path
    if not stat.S_ISREG(full.stat().st_mode):
        return None
    digest, size = hashlib.sha256(), 0
    media = ""
    with full.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            if not size:
                media = kinds_of_file.media_of(chunk[: kinds_of_file.HEAD])
            size += len(chunk)
    if not size:
        return Attachment(path, 0, digest.hexdigest(), "", 0, Condition.EMPTY)
    if media not in kinds_of_file.WHOLE or kinds_of_file.is_too_large(media, size):
        return Attachment(path, size, digest.hexdigest(), media)
    try:
        media, pages, condition = ask(opened, str(full.absolute()), media)
    except StoppedError:
        pages, condition = 0, Condition.DAMAGED
    return Attachment(path, size, digest.hexdigest(), media, pages, Condition(condition))


def opened(path: str, media: str) -> tuple[str, int, str]:
    """The media, the pages and the condition of a file that begins like `media`. Asked apart: a few bytes may swell."""
    data = Path(path).read_bytes()
    if media == "pdf":
        return (media, *_pdf(data))
    if media == "zip":
        inside = kinds_of_file.inside_zip(data)
        promised = kinds_of_file.expected(path)
        return (inside, 0, Condition.SOUND) if inside else (promised or media, 0, Condition.DAMAGED)
    if media == "ole" and kinds_of_file.is_locked_office(data):
        return kinds_of_file.expected(path), 0, Condition.LOCKED
    return media, 0, Condition.SOUND


def _pdf(data: bytes) -> tuple[int, Condition]:
    """PDFium counts pages in a third of a millisecond, where pypdf takes twenty: it looks at nothing else."""
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to import, and most runs open no PDF

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return 0, _refused_pdf(data)
    try:
        pages = len(document)
    finally:
        document.close()
    return pages, Condition.SOUND if pages else Condition.EMPTY


def _refused_pdf(data: bytes) -> Condition:
    """The condition of a PDF that PDFium would not open: of one without a page, it says nothing of its own."""
    import pypdf  # noqa: PLC0415 - slow to import, and few PDFs are refused
    from pypdf.errors import DependencyError, PyPdfError  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            return Condition.LOCKED
        return Condition.DAMAGED if len(reader.pages) else Condition.EMPTY
    except DependencyError:  # it tries no password on what is locked as it is today, with AES
        return Condition.LOCKED
    except (PyPdfError, ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError):
        return Condition.DAMAGED


_CONDITIONS = {condition.value: condition for condition in Condition}
_OPEN_IT = "Ouvrez-le pour voir ce que c'est, et déposez le bon document."
_RULES = {
    Condition.EMPTY: "piece-vide",
    Condition.LOCKED: "piece-verrouillee",
    Condition.DAMAGED: "piece-abimee",
}


def _check(attachment: Attachment) -> list[Finding]:
    place = Place(attachment.path)
    if kinds_of_file.is_too_large(attachment.media, attachment.size):
        return [
            finding("piece-trop-lourde", place, size=attachment.size // 2**20, limit=kinds_of_file.LARGEST // 2**20)
        ]
    if rule := _RULES.get(attachment.condition):
        return [finding(rule, place)]
    if kinds_of_file.agrees(attachment.path, attachment.media):
        return []
    name = attachment.path.rpartition("/")[2]
    found = kinds_of_file.in_words(attachment.media)
    stem, _, extension = name.rpartition(".")
    promised = kinds_of_file.in_words(kinds_of_file.expected(attachment.path))
    better = f"{stem}.{kinds_of_file.extension_for(attachment.media)}"
    repair = f"Renommez-le {better}, ou déposez le bon document." if attachment.media else _OPEN_IT
    return [finding("piece-type", place, extension=extension, promised=promised, found=found, repair=repair)]


class _Memory:
    """What earlier runs read, by path; right or nothing: what is old, broken or doubtful is not believed.

    A file whose time of change is not before that of the memory itself could have changed again within the same
    tick of the disk's clock: it is read again (git does so with its index).
    """

    def __init__(self, file: Path | None) -> None:
        self.file = file
        self.before: Mapping[str, object] = {}
        self.now: dict[str, list[object]] = {}
        self.written_ns = 0
        if file:
            try:
                self.written_ns = file.stat().st_mtime_ns
                data = json.loads(file.read_bytes())
            except (OSError, ValueError, RecursionError):
                return
            if isinstance(data, dict) and data.get("format") == _FORMAT and isinstance(data.get("pieces"), dict):
                self.before = data["pieces"]

    def of(self, path: str, size: int, mtime_ns: int) -> Attachment | None:
        entry = self.before.get(path)
        if mtime_ns >= self.written_ns or not isinstance(entry, list) or entry[:2] != [size, mtime_ns]:
            return None
        match entry[2:]:
            case [str(sha256), str(media), int(pages), str(condition)] if condition in _CONDITIONS:
                return Attachment(path, size, sha256, media, pages, _CONDITIONS[condition])
        return None

    def keep(self, attachment: Attachment, mtime_ns: int) -> None:
        one = attachment
        self.now[one.path] = [one.size, mtime_ns, one.sha256, one.media, one.pages, one.condition.value]

    def write(self) -> None:
        """Replace the memory when something of it changed. A disk that can't be written only costs time."""
        stale = any(isinstance(entry[1], int) and entry[1] >= self.written_ns for entry in self.now.values())
        if self.file is None or (self.now == self.before and not stale):
            return
        fresh = self.file.with_name(f"{self.file.name}.nouveau")
        try:
            self.file.parent.mkdir(exist_ok=True)
            text = json.dumps({"format": _FORMAT, "pieces": self.now}, ensure_ascii=False, indent=0)
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(self.file)
        except OSError:
            return
