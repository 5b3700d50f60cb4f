"""The body of a record as HTML that is safe to put in a page, with its headings and its links rewritten."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.extensions import Extension
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
    work = _Bodywork(record.path, resolve)
    converter = markdown.Markdown(
        extensions=[*_EXTENSIONS, _Hook(work)], extension_configs={"tables": {"use_align_attribute": True}}
    )
    html = converter.convert(record.body)
    return Prose(_sanitise(html), tuple(work.headings))


def _sanitise(html: str) -> str:
    return nh3.clean(
        html,
        attributes=_ATTRIBUTES,
        attribute_filter=_keep,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel", "sms"},
    )


def _keep(_tag: str, attribute: str, value: str) -> str | None:
    if attribute == "class":
        kept = " ".join(name for name in value.split() if name in _CLASSES)
        return kept or None
    return value


class _Hook(Extension):
    def __init__(self, work: _Bodywork) -> None:
        super().__init__()
        self.work = work

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - the library's name
        self.work.md = md
        md.treeprocessors.register(self.work, "classeur", 0)


class _Bodywork(Treeprocessor):
    """Gives headings their ids and levels, and links their targets."""

    def __init__(self, path: str, resolve: Resolve) -> None:
        super().__init__()
        self.path = path
        self.resolve = resolve
        self.headings: list[tuple[int, str, str]] = []

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
        target = element.get(attribute, "")
        if not target or _ELSEWHERE.match(target):
            return
        path, _, anchor = target.partition("#")
        start = "" if path.startswith("/") else posixpath.dirname(self.path)
        found = self.resolve(posixpath.normpath(posixpath.join(start, path.lstrip("/"))))
        if found is None:
            element.tag = "span"
            element.attrib.pop(attribute, None)
        else:
            element.set(attribute, f"{found}#{anchor}" if anchor else found)
