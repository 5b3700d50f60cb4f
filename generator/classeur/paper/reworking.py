"""A page's HTML made fit for paper: nothing to press, nothing folded, links that say where they lead."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement

_SVG = "{http://www.w3.org/2000/svg}"
_ABSENT = frozenset(
    {"nav", "script", "style", "template", "form", "button", "input", "select", "iframe", "audio", "video", "object"}
)
"""What paper can't do."""
_HIDDEN = frozenset({"cl-noprint", "cl-sr", "cl-i", "headerlink", "md-button"})
_PLAIN = {"details": "div", "summary": "p", "dl": "div", "dt": "p", "dd": "div", "section": "div", "aside": "div"}
"""What is said with a plainer element, its own name kept as a class: a PDF has no word for terms and their values, and
ISO 14289 (7.2) allows nothing but items in a list."""
_SPELLED = re.compile(r"[\w.-]+@[\w.-]+|\d(?:[\s\u00a0\u202f]?\d){1,}|\w+\.\w{2,}")


def reworked(root: Element, address: str, site: str, charts: str) -> None:
    """Rework the document of the PDF at `address`, in place.

    `site` is the address of the site with its last stroke, or empty. `charts` are the rules that draw pictures.
    """
    _without(root, _kept_off_paper)
    there = {identity for element in root.iter() if (identity := element.get("id"))}
    for element in root.iter():
        _rename(element)
        if element.tag == "a":
            _lead(element, address, site, there)
        elif element.tag == f"{_SVG}svg":
            _draw(element, charts)
    _number_headings(root)
    _dress_cover(root)


def _kept_off_paper(element: Element) -> bool:
    classes = element.get("class", "").split()
    if element.tag == "nav":
        return "feuille-sommaire" not in classes
    # A picture that says nothing is for the eyes: a tag without words would be read as « image ».
    silent = element.tag == "img" and not element.get("alt")
    return element.tag in _ABSENT or silent or not _HIDDEN.isdisjoint(classes) or element.get("hidden") is not None


def _without(parent: Element, unwanted: Callable[[Element], bool]) -> None:
    """Take out what is not wanted; the text that followed it stays."""
    before: Element | None = None
    for child in list(parent):
        if unwanted(child):
            tail = child.tail or ""
            if before is None:
                parent.text = (parent.text or "") + tail
            else:
                before.tail = (before.tail or "") + tail
            parent.remove(child)
        else:
            _without(child, unwanted)
            before = child


def _rename(element: Element) -> None:
    if plain := _PLAIN.get(element.tag):
        element.set("class", f"{element.get('class', '')} f-{element.tag}".strip())
        element.tag = plain


def _lead(link: Element, address: str, site: str, there: AbstractSet[str]) -> None:
    """A link to another page leads to the site where its address is known, and says nothing else where it is not.

    So does a link to a place (of those `there`) that is not on paper.
    """
    target = link.get("href", "")
    parts = urlsplit(target)
    if target.startswith("#") and parts.fragment not in there:
        link.attrib.pop("href")
        link.tag = "span"
    if target.startswith("#") or parts.scheme in ("tel", "sms"):
        return
    if not parts.scheme and not parts.netloc:
        if not site:
            link.attrib.pop("href", None)
            link.tag = "span"
            return
        path = posixpath.normpath(posixpath.join(posixpath.dirname(address), parts.path))
        link.set("href", f"{site}{path}#{parts.fragment}" if parts.fragment else f"{site}{path}")
    elif parts.scheme in ("http", "https") and not _SPELLED.search("".join(link.itertext())):
        said = SubElement(link, "span", {"class": "feuille-adresse"})
        said.text = f" ({parts.netloc}{parts.path.rstrip('/')})"


def _draw(svg: Element, charts: str) -> None:
    """A drawing brings its own rules, and its title is what is read aloud."""
    title = svg.find(f"{_SVG}title")
    if title is None and (label := svg.get("aria-label")):
        title = Element(f"{_SVG}title")
        title.text = label
        svg.insert(0, title)
    style = Element(f"{_SVG}style")
    style.text = charts
    svg.insert(1 if title is not None else 0, style)


def headings(root: Element) -> Iterator[tuple[str, str]]:
    """The id and the words of each part of the document, in its order."""
    for element in root.iter("h2"):
        yield element.get("id", ""), " ".join("".join(element.itertext()).split())


def _number_headings(root: Element) -> None:
    """Give an id to each heading without one, so that contents and bookmarks lead to it."""
    for number, element in enumerate(root.iter("h2")):
        if not element.get("id"):
            element.set("id", f"feuille-{number}")
    place = root.find(".//nav[@class='feuille-sommaire']/ul")
    if place is not None:
        for identity, words in headings(root):
            if not identity.startswith("feuille-sommaire"):
                link = SubElement(SubElement(place, "li"), "a", {"href": f"#{identity}"})
                SubElement(link, "span").text = words


def _dress_cover(root: Element) -> None:
    """The head of the page goes on the cover: a document has one title."""
    cover = root.find(".//div[@class='feuille-titre']")
    if cover is None:
        return
    for parent in root.iter():
        for child in list(parent):
            if "cl-head" in child.get("class", "").split() or child.tag == "h1":
                parent.remove(child)
                cover.append(child)
                return
