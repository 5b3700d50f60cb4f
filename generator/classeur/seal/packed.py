"""What a PDF says: its pages, its forms and remarks, its properties, and what of its bytes is not packed."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from pypdf import PageObject
    from pypdf.generic import DictionaryObject

_STREAM = re.compile(rb"\bstream\r?\n")
_SAID = ("/V", "/Contents", "/TU")
"""What a field was filled with, a remark, the name of a field as it is read out."""


def texts_of_pdf(path: Path) -> tuple[list[str], bool]:
    """The texts of a PDF, and whether its pages were all read; a file that no reader opens has no text.

    PDFium reads pages thirty times as fast as pypdf, and as browsers show them; pypdf reads what PDFium refuses, and
    what stands beside the page.
    """
    from pypdf import PdfReader  # noqa: PLC0415 - slow to import, and few sites hold PDFs
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    shown = _pages(path)
    texts, whole = shown or ([], True)
    try:
        reader = PdfReader(path)
        texts.append(" ".join(str(value) for value in (reader.metadata or {}).values()))
        for page in reader.pages:
            texts += () if shown else (page.extract_text(),)
            texts += _remarks(page)
    except (PyPdfError, ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError):
        return texts, whole
    return texts, whole


def _remarks(page: PageObject) -> Iterator[str]:
    for remark in page.annotations or ():
        said = cast("DictionaryObject", remark.get_object())
        yield from (str(said[key]) for key in _SAID if key in said)


def _pages(path: Path) -> tuple[list[str], bool] | None:
    """The words of each page and whether there are all of them; None of a file that PDFium does not open."""
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to import

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return None
    texts: list[str] = []
    try:
        texts += (page.get_textpage().get_text_range() for page in document)
    except (pypdfium2.PdfiumError, ValueError):
        return texts, False
    return texts, True


def unpacked_only(raw: bytes) -> bytes:
    """The bytes of a PDF without its packed streams: read as letters, those hold any short name sooner or later."""
    kept, start = [], 0
    for found in _STREAM.finditer(raw):
        if found.start() >= start and b"/Filter" in raw[raw.rfind(b"obj", start, found.start()) : found.start()]:
            kept.append(raw[start : found.start()])
            start = max(raw.find(b"endstream", found.end()), found.end())
    return b" ".join((*kept, raw[start:]))
