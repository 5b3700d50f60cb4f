"""The body of a record as HTML that is safe to put in a page, with its headings and its links rewritten."""

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.treeprocessors import Treeprocessor

from classeur.kinds.record import Record, slug

_EXTENSIONS = ["tables", "attr_list", "sane_lists", "admonition", "def_list", "abbr", "md_in_html"]
_ATTRIBUTES = {
    "*": {"class", "id", "lang", "title"},
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height", "loading"},
    "th": {"align", "scope", "colspan", "rowspan"},
    "td": {"align", "colspan", "rowspan"},
    "ol": {"start"},
}
_CLASSES = {"admonition", "admonition-title", "note", "tip", "warning", "danger", "info"}
_TARGETS = {("a", "href"), ("img", "src")}
_PICTURE = re.compile(r'<img(?:\s+[a-z-]+="[^"]*")*\s*/?>')
_ELSEWHERE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|#)", re.IGNORECASE)

Resolve = Callable[[str], str | None]
"""From a path in the project to the link to write; None when this edition has no such page or file."""


@dataclass(frozen=True, slots=True)
class Prose:
    """A body rendered: safe HTML, and its headings as (level, id, words)."""

    html: str
    headings: tuple[tuple[int, str, str], ...]


def render(record: Record, resolve: Resolve) -> Prose:
    """The body of `record`. Links to records and files go through `resolve`; one that gives None loses its link.

    Headings start at the second level, whatever was written; scripts, styles, frames and handlers are dropped.
    """
    if not record.body.strip():
        return Prose("", ())
    work = _Bodywork(record.path, resolve)
    converter = _converter()
    converter.reset()
    # The work of the record before, of the same name, is taken out.
    converter.treeprocessors.register(work, "classeur", 0)
    html = converter.convert(record.body)
    return Prose(_sanitise(html, work), tuple(work.headings))


@functools.cache
def _converter() -> markdown.Markdown:
    """Python-Markdown with our extensions: making one costs more than a body."""
    return markdown.Markdown(extensions=_EXTENSIONS, extension_configs={"tables": {"use_align_attribute": True}})


def _sanitise(html: str, work: _Bodywork) -> str:
    """Safe HTML; HTML written by hand obeys the same rules for its targets, and a picture without one is dropped."""

    def keep(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "class":
            return " ".join(name for name in value.split() if name in _CLASSES) or None
        if (tag, attribute) in _TARGETS:
            return value if value in work.found else work.target(tag, value)
        return value

    clean = nh3.clean(
        html,
        attributes=_ATTRIBUTES,
        attribute_filter=keep,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel", "sms"},
    )
    return _PICTURE.sub(lambda found: found[0] if ' src="' in found[0] else "", clean)


class _Bodywork(Treeprocessor):
    """Gives headings their ids and levels, and links their targets."""

    def __init__(self, path: str, resolve: Resolve) -> None:
        super().__init__()
        self.path = path
        self.resolve = resolve
        self.headings: list[tuple[int, str, str]] = []
        self.found: set[str] = set()
        """Links that `resolve` gave."""

    def run(self, root: Element) -> None:
        for parent in root.iter():
            for element in list(parent):
                if re.fullmatch(r"h[1-6]", element.tag):
                    self._heading(element)
                elif element.tag == "a":
                    self._link(element, "href")
                elif element.tag == "img":
                    self._link(element, "src")
                    element.set("loading", "lazy")

    def _heading(self, element: Element) -> None:
        level = max(2, int(element.tag[1]))
        element.tag = f"h{level}"
        words = "".join(element.itertext())
        identity = element.get("id") or slug(words)
        element.set("id", identity)
        self.headings.append((level, identity, words))

    def _link(self, element: Element, attribute: str) -> None:
        written = element.get(attribute, "")
        if not written:
            return
        target = self.target(element.tag, written)
        if target is None:
            element.tag = "span"
            element.attrib.pop(attribute, None)
        else:
            element.set(attribute, target)

    def target(self, tag: str, written: str) -> str | None:
        """Where a link leads in this edition, or None. A picture from elsewhere would tell others who reads."""
        if _ELSEWHERE.match(written):
            return written if tag == "a" else None
        path, _, anchor = written.partition("#")
        start = "" if path.startswith("/") else posixpath.dirname(self.path)
        link = self.resolve(posixpath.normpath(posixpath.join(start, path.lstrip("/"))))
        if link is None:
            return None
        link = f"{link}#{anchor}" if anchor else link
        self.found.add(link)
        return link
