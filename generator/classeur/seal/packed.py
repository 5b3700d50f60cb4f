"""What a PDF says: its pages, its forms and remarks, its properties, its attachments, and what of it is not packed."""

from __future__ import annotations

import ctypes
import io
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage  # type: ignore[import-untyped]

_STREAM = b"stream"
_SAID = (b"Contents", b"V", b"TU")
"""A remark, what a field was filled with, the name of a field as it is read out."""
_CUT = re.compile("\ufffe|[-\u00ad\u2010]\r?\n")
"""A hyphen at the end of a line: PDFium gives U+FFFE for it and for the end."""


@dataclass(frozen=True, slots=True)
class Said:
    """The texts of a PDF; not `whole` when there are more, which could not be read. `inside`: the files it carries."""

    texts: tuple[str, ...]
    whole: bool = True
    inside: tuple[tuple[str, bytes], ...] = ()


def said_in_pdf(raw: bytes) -> Said:
    """What a PDF says; one that no reader opens says nothing.

    PDFium reads pages thirty times as fast as pypdf, and as browsers show them. pypdf reads what PDFium refuses, and
    the properties that are not of every PDF.
    """
    shown = _shown(raw)
    beside = _with_pypdf(raw, pages=not shown)
    return replace(shown, texts=(*shown.texts, *beside)) if shown else Said(tuple(beside))


def _with_pypdf(raw: bytes, *, pages: bool) -> list[str]:
    from pypdf import PdfReader  # noqa: PLC0415 - slow to import, and few sites hold PDFs
    from pypdf.errors import DependencyError, PyPdfError  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    texts: list[str] = []
    try:
        reader = PdfReader(io.BytesIO(raw))
        texts.append(" ".join(str(value) for value in (reader.metadata or {}).values()))
        texts += (page.extract_text() for page in reader.pages) if pages else ()
    except DependencyError:  # of what is only closed to changes, as certificates are: PDFium has read it
        return texts
    except (PyPdfError, ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError):
        return texts
    return texts


def _shown(raw: bytes) -> Said | None:
    """What readers of PDF show of one: properties, bookmarks, pages, remarks. None of a file that PDFium refuses."""
    import pypdfium2  # noqa: PLC0415 - slow to import

    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError:
        return None
    texts: list[str] = []
    try:
        texts += document.get_metadata_dict(skip_empty=True).values()
        texts += (bookmark.get_title() for bookmark in document.get_toc())
        document.init_forms()
        for page in document:
            texts += _both(page.get_textpage().get_text_range())
            texts += filter(None, _remarks(document, page))
        carried = [document.get_attachment(index) for index in range(document.count_attachments())]
        inside = tuple((one.get_name(), bytes(one.get_data())) for one in carried)
    except (pypdfium2.PdfiumError, ValueError):
        return Said(tuple(texts), whole=False)
    return Said(tuple(texts), inside=inside)


def _both(page: str) -> Iterator[str]:
    """The text of a page; again in one piece where words are cut: whether the hyphen is the word's own is not told."""
    yield _CUT.sub("-", page)
    if _CUT.search(page):
        yield _CUT.sub("", page)


def _remarks(document: PdfDocument, page: PdfPage) -> Iterator[str]:
    from pypdfium2 import raw  # noqa: PLC0415 - slow to import

    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        remark = raw.FPDFPage_GetAnnot(page, index)
        yield from (_string(partial(raw.FPDFAnnot_GetStringValue, remark, key)) for key in _SAID)
        if document.formenv:  # what was filled in stands in the field, of which there may be several boxes
            yield _string(partial(raw.FPDFAnnot_GetFormFieldValue, document.formenv, remark))
        raw.FPDFPage_CloseAnnot(remark)


def _string(written: Callable[..., int]) -> str:
    """What PDFium writes: asked for its size in bytes of UTF-16, then for itself; a zero ends it."""
    from pypdfium2 import raw  # noqa: PLC0415 - slow to import

    size = written(None, 0)
    room = ctypes.create_string_buffer(max(size, 2))
    written(ctypes.cast(room, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return room.raw[:-2].decode("utf-16-le", "replace")


def unpacked_only(raw: bytes) -> bytes:
    """The bytes of a PDF without its packed streams: read as letters, those hold any short name sooner or later."""
    kept, start, at = [], 0, 0
    while (at := raw.find(_STREAM, at)) >= 0:
        after = at + len(_STREAM)
        begins = raw.startswith((b"\n", b"\r\n"), after) and not raw[at - 1 : at].isalnum()
        if begins and b"/Filter" in raw[raw.rfind(b"obj", start, at) : at]:
            kept.append(raw[start:at])
            start = after = max(raw.find(b"endstream", after), after)
        at = after
    return b" ".join((*kept, raw[start:]))
