"""What a reader finds in an office document (a spreadsheet, a letter, slides): it is a ZIP file of XML parts."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from classeur.read.media import DAMAGED

SUFFIXES = {".docm", ".docx", ".odp", ".ods", ".odt", ".pptm", ".pptx", ".xlsm", ".xlsx"}
_LARGEST = 64 * 2**20
"""Bytes of the parts of one document, unpacked: a small file may be made to swell without end."""
_TEXTS = (".xml", ".rels", ".vml", ".txt")
_TAG = re.compile(r"<[^>]*>")
_SHARED = re.compile(r'<c [^>]*\bt="s"[^>]*><v>\d+</v></c>')
"""A cell whose text stands elsewhere, under this number: numbers in a row would look like a phone's."""
_END = re.compile(r"</(?:w:p|a:p|text:p|text:h|si|is|c|v|row)>|<(?:w:br|w:tab|a:br|text:line-break|text:tab)\b[^>]*>")
"""Where words end; other tags may stand in the middle of a word of which some letters are bold."""


class SwollenError(Exception):
    """A document unpacks to more than is read."""


def parts_of(raw: bytes, *, inside: bool = False) -> Iterator[str]:
    """The XML of each part, then its words alone, a line each; nothing of the parts that are damaged or locked.

    A document that lies in another (the table behind a chart) is read too, unless it is `inside` one already.

    Raises:
        SwollenError: what is left to read is too large, or too deep inside.
    """
    left = _LARGEST
    try:
        document = zipfile.ZipFile(io.BytesIO(raw))
    except DAMAGED:
        return
    with document:
        for item in document.infolist():
            yield item.filename
            name = item.filename.lower()
            nested = name.endswith(tuple(SUFFIXES))
            if not item.flag_bits & 1 and (nested or name.endswith(_TEXTS)):
                data = _unpacked(document, item, left + 1)
                left -= len(data)
                if left < 0 or (nested and inside):
                    raise SwollenError
                yield from parts_of(data, inside=True) if nested else _words(data)


def _unpacked(document: zipfile.ZipFile, item: zipfile.ZipInfo, limit: int) -> bytes:
    try:
        with document.open(item) as part:
            return part.read(limit)
    except DAMAGED:
        return b""


def _words(data: bytes) -> tuple[str, str]:
    text = _SHARED.sub("", data.decode(errors="replace"))
    return text, _TAG.sub("", _END.sub("\n", text))
