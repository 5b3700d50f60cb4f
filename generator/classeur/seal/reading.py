"""What a reader of a file could read in it: text in any encoding, PDF, office documents, addresses; no pictures."""

from __future__ import annotations

import codecs
import html
import json
import os
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from itertools import chain
from pathlib import Path
from urllib.parse import unquote

from classeur.apart import StoppedError, ask
from classeur.pages.address import ATTACHMENTS
from classeur.seal import indexed, office, packed

_PICTURES = {".avif", ".bmp", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp"}
_FONTS = {".eot", ".otf", ".ttf", ".woff", ".woff2"}
_SOUNDS = {".avi", ".m4a", ".mov", ".mp3", ".mp4", ".ogg", ".wav", ".webm"}
_PACKED = {".7z", ".doc", ".gz", ".ppt", ".xls", ".zip"}
_SENT = (".pdf", *sorted(office.SUFFIXES))
"""What is opened by readers of its own, beside attachments."""
_PROGRAMS = {".pagefind"}
_BINARY = _PICTURES | _FONTS | _SOUNDS | _PACKED | _PROGRAMS
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TAG = re.compile(r"<[^<>]*>")
_SILENT = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_CUT = re.compile(
    r"[\w-](?:</?(?:a|abbr|b|bdi|big|code|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|u|wbr)\b[^<>]*>)+\w",
    re.IGNORECASE,
)
"""Tags inside a word, that a reader does not see."""
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
"""Letters as scripts write them."""

_FOLDED = re.compile(rb"\r?\n[ \t]")
"""Where the lines of a calendar are cut, in the middle of a word as well (RFC 5545, § 3.1)."""


def is_read(address: str, *, pdfs: bool = True) -> bool:
    """Whether the bytes of a file are looked into; else only its name is.

    Without `pdfs`, neither PDFs are nor the office documents among the attachments; those that Classeur makes are.
    """
    suffix = posixpath.splitext(address)[1].lower()
    if suffix == ".pdf" or (suffix in office.SUFFIXES and address.startswith(ATTACHMENTS)):
        return pdfs
    return suffix not in _BINARY


@dataclass(frozen=True, slots=True)
class Texts:
    """What a reader could read in a file. Not `whole`: there is more, which we could not read."""

    texts: Iterable[str]
    whole: bool = True


def texts_of(path: Path, address: str, *, pdfs: bool = True) -> Texts:
    """The address of the file, then its words in the order of the page, then its attributes and addresses.

    Files of the theme are read unless they are, to the byte, those that Classeur or Material ship. Without `pdfs`
    only their names are: where names may stand, scans are the sources themselves. What others sent is read apart.
    """
    name = unquote(address)
    if not is_read(address, pdfs=pdfs):
        return Texts((name,))
    if address.startswith(ATTACHMENTS) or address.lower().endswith(_SENT):
        try:
            texts, whole = ask(texts_sent, os.fspath(path.absolute()), address)
        except StoppedError:
            return Texts((name,), whole=False)
        return Texts((name, *texts), whole=whole)
    raw = path.read_bytes()
    if address.startswith("assets/") and _shipped(address, raw):
        return Texts((name,))
    return Texts(chain((name,), texts_in(raw, address)))


def texts_sent(path: str, address: str) -> tuple[list[str], bool]:
    """The texts of a file that anybody may have made, and whether they are all of it: asked apart, by `texts_of`."""
    return _sent(Path(path).read_bytes(), address)


def _sent(raw: bytes, address: str, *, inside: bool = False) -> tuple[list[str], bool]:
    """The same of its bytes; of the files that a PDF carries too, unless it lies `inside` another."""
    texts: list[str] = []
    if not address.lower().endswith(".pdf"):
        try:
            texts += texts_in(raw, address)
        except office.SwollenError:
            return texts, False
        return texts, True
    said = packed.said_in_pdf(raw)
    texts += (_decoded(packed.unpacked_only(raw)), *said.texts)
    whole = said.whole and not (inside and said.inside)
    for name, carried in () if inside else said.inside:
        texts.append(name)
        if posixpath.splitext(name)[1].lower() not in _BINARY:
            more, all_of_it = _sent(carried, name, inside=True)
            texts += more
            whole = whole and all_of_it
    return texts, whole


def texts_in(raw: bytes, address: str) -> Iterator[str]:
    """The same for the bytes of a text or of an office document that is in no folder yet."""
    for part in _parts(raw, posixpath.splitext(address)[1].lower()):
        yield from _readings(part)


def _parts(raw: bytes, suffix: str) -> Iterable[str]:
    if suffix in office.SUFFIXES:
        return office.parts_of(raw)
    if suffix in indexed.SUFFIXES:
        return (text for packed in indexed.texts_of_index(raw) for text in _strings(packed))
    text = _decoded(_FOLDED.sub(b"", raw) if suffix == ".ics" else raw)
    return _strings(text) if suffix == ".json" else (text,)


def _shipped(address: str, raw: bytes) -> bool:
    for package, folder in (("classeur", "data/theme"), ("material", "templates")):
        file = resources.files(package).joinpath(folder, address)
        if file.is_file() and file.read_bytes() == raw:
            return True
    return False


def _decoded(raw: bytes) -> str:
    """Text by its mark, else UTF-8, else what Windows writes; a text of which every other byte is none is UTF-16."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace")
    sample = raw[:1000]
    if sample.count(0) * 3 > len(sample):
        return raw.decode("utf-16-le" if sample[1::2].count(0) >= sample[::2].count(0) else "utf-16-be", "replace")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _readings(raw: str) -> Iterator[str]:
    """Words with a space for each tag, tags as they are, and, where tags cut words (« Mo<b>i</b> »), without them."""
    silent = _SILENT.sub(" ", raw)
    yield html.unescape(_TAG.sub(" ", silent))
    yield unquote(html.unescape(raw))
    if _CUT.search(silent):
        yield html.unescape(_TAG.sub("", silent))
    if _ESCAPED.search(raw):
        yield _ESCAPED.sub(lambda found: chr(int(found[1] or found[2], 16)), raw)


def _strings(text: str) -> Iterator[str]:
    """Every text of a JSON file, the names of its fields too; what is no JSON is read as it is."""
    try:
        waiting = [json.loads(text)]
    except (ValueError, RecursionError):
        yield text
        return
    while waiting:
        data = waiting.pop()
        if isinstance(data, dict):
            waiting += [*data.values(), *data]
        elif isinstance(data, list):
            waiting += data
        elif not isinstance(data, bool | None):
            yield str(data)
