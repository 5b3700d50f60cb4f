"""A PDF as those who check it see it: its catalogue, its tree of tags, its fonts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream


@dataclass(frozen=True)
class Document:
    """One PDF, read."""

    content: bytes

    @cached_property
    def reader(self) -> PdfReader:
        return PdfReader(io.BytesIO(self.content))

    @property
    def root(self) -> Any:  # noqa: ANN401 - pypdf knows objects, we know their shapes
        return self.reader.trailer["/Root"].get_object()

    @cached_property
    def pages(self) -> list[str]:
        """The words of each page."""
        return [" ".join(page.extract_text().split()) for page in self.reader.pages]

    @cached_property
    def tags(self) -> list[Any]:
        """Every element of the tree of tags, in reading order."""
        return list(_below(self.root["/StructTreeRoot"]["/K"]))

    def tagged(self, *names: str) -> list[Any]:
        return [tag for tag in self.tags if tag["/S"] in names]

    @property
    def bookmarks(self) -> list[tuple[str, int]]:
        """The first level of bookmarks: words, page from 1."""
        return [
            (str(mark.title), self.reader.get_destination_page_number(mark) + 1)  # type: ignore[operator]
            for mark in _flat(self.reader.outline)
        ]

    @property
    def fonts(self) -> dict[str, bool]:
        """Whether each font is embedded, by its name."""
        found: dict[str, bool] = {}
        for page in self.reader.pages:
            resources: Any = page["/Resources"]
            for font in (resources.get("/Font") or {}).values():
                below = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
                found[str(font.get_object()["/BaseFont"])] = any(key.startswith("/FontFile") for key in below)
        return found


def _below(kids: Any) -> Iterator[Any]:  # noqa: ANN401
    kids = kids.get_object()
    for kid in kids if isinstance(kids, list) else [kids]:
        element = kid.get_object()
        if isinstance(element, dict) and "/S" in element:
            yield element
            if "/K" in element:
                yield from _below(element["/K"])


def _flat(outline: Any) -> Iterator[Any]:  # noqa: ANN401
    for item in outline:
        if isinstance(item, list):
            yield from _flat(item)
        else:
            yield item


def kids_of(tag: Any) -> list[Any]:  # noqa: ANN401
    """What an element of the tree holds: other elements, and numbers of content."""
    kids = tag.get("/K", [])
    kids = kids.get_object()
    return list(kids) if isinstance(kids, list) else [kids]


_DRAWS = {b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"sh", b"Do", b"Tj", b"TJ", b"'", b'"'}


def marks_of(page: PageObject) -> tuple[list[int], list[bytes]]:
    """The numbers of the content of a page, and the operators that draw outside any mark."""
    stream = ContentStream(page.get_contents(), None)
    numbers, outside, depth = [], [], 0
    for operands, operator in stream.operations:
        if operator in (b"BDC", b"BMC"):
            depth += 1
            if operator == b"BDC" and "/MCID" in operands[1]:
                numbers.append(int(operands[1]["/MCID"]))
        elif operator == b"EMC":
            depth -= 1
        elif operator in _DRAWS and depth == 0:
            outside.append(operator)
    return numbers, outside
