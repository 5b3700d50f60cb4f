"""The body of a record as HTML that is safe to put in a page, with its headings and its links rewritten."""

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Callable, Iterator
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

_QUIET = ("a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6")
"""Where a word that is an id stays as it was written."""
MENTION = re.compile(r"(?<![\w@./-])[A-Za-z][a-z0-9]*(?:-[a-z0-9]+)+(?![\w@/-]|\.\w)")
"""What may be the id of a record in a sentence; « Proc-01 » opens one."""

Resolve = Callable[[str], str | None]
"""From a path in the project to the link to write; None when this edition has no such page or file."""
Name = Callable[[str], tuple[str, str] | None]
"""From an id in a sentence to the words and the link that say it here (the link may be empty); None for no id."""


@dataclass(frozen=True, slots=True)
class Prose:
    """A body rendered: safe HTML, and its headings as (level, id, words)."""

    html: str
    headings: tuple[tuple[int, str, str], ...]


def unnamed(_word: str) -> None:
    """The `Name` of a site whose sentences name no record by its id."""


def render(record: Record, resolve: Resolve, name: Name = unnamed) -> Prose:
    """The body of `record`. Links to records and files go through `resolve`; one that gives None loses its link.

    An id that `name` knows is said by its title and leads to its page: nobody reads « rec-2026-01 » with profit.
    Headings start at the second level, whatever was written; scripts, styles, frames and handlers are dropped.
    """
    if not record.body.strip():
        return Prose("", ())
    work = _Bodywork(record.path, resolve, name)
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

    def __init__(self, path: str, resolve: Resolve, name: Name) -> None:
        super().__init__()
        self.path = path
        self.resolve = resolve
        self.name = name
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
        self._say(root)

    def _say(self, element: Element) -> None:
        """Ids said by their titles, in every sentence under `element`."""
        if element.tag in _QUIET:
            return
        children = list(element)
        for child in children:
            self._say(child)
        # From the last to the first: what is put in does not move what is still to be read.
        for place in reversed(range(len(children))):
            child = children[place]
            child.tail, links = self._said(child.tail or "")
            element[place + 1 : place + 1] = links
        element.text, links = self._said(element.text or "")
        element[0:0] = links

    def _said(self, words: str) -> tuple[str, list[Element]]:
        """The words before the first id, and a link for each id with the words that follow it."""
        before, links, end = words, list[Element](), 0
        for start, stop, (title, target) in self._named(words):
            between = words[end:start]
            if links:
                links[-1].tail = between
            else:
                before = between
            link = Element("a", href=target) if target else Element("span")
            link.text, link.tail = title, words[stop:]
            self.found.add(target)
            links.append(link)
            end = stop
        return before, links

    def _named(self, words: str) -> Iterator[tuple[int, int, tuple[str, str]]]:
        for word in MENTION.finditer(words):
            if said := self.name(word[0]):
                yield word.start(), word.end(), said

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
