"""What a reader finds in an office document (a spreadsheet, a letter, slides): it is a ZIP file of XML parts."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

SUFFIXES = {".docm", ".docx", ".odp", ".ods", ".odt", ".pptm", ".pptx", ".xlsm", ".xlsx"}
_LARGEST = 256 * 2**20
"""Bytes of the parts of one document, unpacked: a small file may be made to swell without end."""
_TEXTS = (".xml", ".rels", ".vml", ".txt")
_TAG = re.compile(r"<[^>]*>")
_SHARED = re.compile(r'<c [^>]*\bt="s"[^>]*><v>\d+</v></c>')
"""A cell whose text stands elsewhere, under this number: numbers in a row would look like a phone's."""
_END = re.compile(r"</(?:w:p|a:p|text:p|text:h|si|is|c|v|row)>|<(?:w:br|w:tab|a:br|text:line-break|text:tab)\b[^>]*>")
"""Where words end; other tags may stand in the middle of a word of which some letters are bold."""


def parts_of(raw: bytes) -> Iterator[str]:
    """The XML of each part, then its words alone, a line each; nothing of what is damaged or locked."""
    left = _LARGEST
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as document:
            for item in document.infolist():
                yield item.filename
                if item.filename.lower().endswith(_TEXTS) and not item.flag_bits & 1:
                    with document.open(item) as part:
                        data = part.read(left)
                    left -= len(data)
                    text = _SHARED.sub("", data.decode(errors="replace"))
                    yield text
                    yield _TAG.sub("", _END.sub("\n", text))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError):
        return
