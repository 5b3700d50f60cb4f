"""A PDF as those who check it see it: its pages, its tree of tags, its fonts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pypdf import PdfReader


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
    def fonts(self) -> set[str]:
        """The names of the fonts."""
        found: set[str] = set()
        for page in self.reader.pages:
            resources: Any = page["/Resources"]
            found |= {str(font.get_object()["/BaseFont"]) for font in (resources.get("/Font") or {}).values()}
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
