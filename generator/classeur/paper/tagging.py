"""What ISO 14289-1 (PDF/UA-1) asks of a PDF and WeasyPrint leaves out, added before the file is closed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

_OPENS = {b"BDC": 2, b"BMC": 1}
"""The operators that open a mark, with the number of operands before each."""
_CLOSES = b"EMC"


def led_once(document: Any) -> None:  # noqa: ANN401 - a laid out document of WeasyPrint, which has no types
    """Keep one link for each that was written, before the PDF is made.

    WeasyPrint makes another for every element inside a link, which no tag « link » holds (7.18.5): a reader of screens
    would say the same link several times over.
    """
    for page in document.pages:
        page.links = [link for link in page.links if link[3].link]


def completed(document: Any, pdf: Any) -> None:  # noqa: ANN401 - a laid out document, a pydyf.PDF
    """Make the tags whole.

    - A link is described with its own words (7.18.5): WeasyPrint gives its address, which is no help to who listens.
    - A header of a table says whether it heads its row or its column (7.5): WeasyPrint gives cells the ids of their
      headers, and many readers look at `Scope` alone.
    - A list holds items and nothing else (7.2).
    - What stands above and below each sheet, and every line and colour drawn, is marked as an artifact (7.1, 7.8):
      WeasyPrint leaves the first with tags that no tree holds, and the second without any mark.
    """
    _describe_links(document)
    for element in pdf.objects:
        if isinstance(element, dict) and element.get("S") == "/TH":
            element["A"]["Scope"] = "/Row" if _heads_its_row(element, pdf) else "/Column"
        elif isinstance(element, dict) and element.get("S") == "/Link" and not _leads_somewhere(element, pdf):
            element["S"] = "/Span"
        elif isinstance(element, dict) and element.get("S") == "/L":
            owner: Any = element
            element["K"][:] = _items(element, owner.reference, pdf)
    read = set(_read_aloud(pdf.catalog["StructTreeRoot"], pdf))
    for reference in pdf.page_references:
        stream = _behind(_behind(reference, pdf)["Contents"], pdf)
        stream.stream = list(_marked(_without_orphans(stream.stream, reference, read)))
    _forget_orphans(pdf, read)


def _describe_links(document: Any) -> None:  # noqa: ANN401
    for _, _, _, box in itertools.chain.from_iterable(page.links for page in document.pages):
        words = " ".join("".join(_words(box.element)).split())
        if words and box.link_annotation is not None:  # there is none where the target is not in the document
            box.link_annotation["Contents"] = type(box.link_annotation["Contents"])(words)


def _words(element: Any) -> Iterator[str]:  # noqa: ANN401
    """What an element says, what the style puts below it set apart."""
    yield element.get("alt") or element.text or ""
    for child in element:
        if child.tag in ("br", "small"):
            yield " "
        yield from _words(child)
        yield child.tail or ""


def _leads_somewhere(link: Any, pdf: Any) -> bool:  # noqa: ANN401
    """Whether a tag « link » holds a link: what the style adds after the words of one has the tag and leads nowhere."""
    return any(not isinstance(kid, int) and _behind(kid, pdf).get("Type") == "/OBJR" for kid in link["K"])


def _heads_its_row(cell: Any, pdf: Any) -> bool:  # noqa: ANN401
    """Whether the row of a header has cells that are none: a row of headers alone heads columns."""
    row = _behind(cell["P"], pdf)
    return any(_behind(kid, pdf).get("S") == "/TD" for kid in row["K"])


def _items(element: Any, owner: bytes, pdf: Any) -> list[bytes]:  # noqa: ANN401
    """The items of a list, out of the boxes that laying them side by side put around them (7.2)."""
    items: list[bytes] = []
    for kid in element["K"]:
        held = _behind(kid, pdf)
        if held["S"] in ("/LI", "/L", "/Caption"):
            held["P"] = owner
            items.append(kid)
        elif not any(isinstance(below, int) for below in held["K"]):  # what is left is the space between two items
            items += _items(held, owner, pdf)
    return items


def _behind(reference: bytes, pdf: Any) -> Any:  # noqa: ANN401
    """The object that a reference such as `12 0 R` names."""
    return pdf.objects[int(reference.split()[0])]


def _read_aloud(root: bytes, pdf: Any) -> Iterator[tuple[bytes, int]]:  # noqa: ANN401
    """Each piece of content that the tree of tags holds: its page and its number on it."""
    waiting = [root]
    while waiting:
        element = _behind(waiting.pop(), pdf)
        for kid in element.get("K", ()):
            if isinstance(kid, int):
                yield element["Pg"], kid
            else:
                waiting.append(kid)


def _without_orphans(stream: list[Any], page: bytes, read: set[tuple[bytes, int]]) -> Iterator[Any]:
    """The operators of a page, where content that no tag holds is an artifact of pagination."""
    last = len(stream) - 2
    for index, item in enumerate(stream):
        if index < last and stream[index + 2] == b"BDC" and (page, stream[index + 1]["MCID"]) not in read:
            yield "/Artifact"
        elif 0 < index <= last and stream[index + 1] == b"BDC" and (page, item["MCID"]) not in read:
            yield b"<</Type/Pagination>>"
        else:
            yield item


def _marked(stream: Iterator[Any]) -> Iterator[Any]:
    """The same operators, everything outside a mark put inside one that says « artifact »."""
    items, depth = list(stream), 0
    # An operator that opens a mark comes after its name and, for one of the two, what it says of it.
    opening = {index - _OPENS[item] for index, item in enumerate(items) if isinstance(item, bytes) and item in _OPENS}
    yield from ("/Artifact", b"BMC")
    for index, item in enumerate(items):
        if index in opening:
            if depth == 0:
                yield _CLOSES
            depth += 1
        yield item
        if item == _CLOSES:
            depth -= 1
            if depth == 0:
                yield from ("/Artifact", b"BMC")
    yield _CLOSES


def _forget_orphans(pdf: Any, read: set[tuple[bytes, int]]) -> None:  # noqa: ANN401
    """Take what no tag holds out of the table that leads from content to tags."""
    numbers = _behind(_behind(pdf.catalog["StructTreeRoot"], pdf)["ParentTree"], pdf)["Nums"]
    for page, reference in enumerate(pdf.page_references):
        elements = numbers[2 * page + 1]
        elements[:] = [kept if (reference, mcid) in read else b"null" for mcid, kept in enumerate(elements)]
