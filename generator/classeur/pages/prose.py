"""The body of a record as HTML that is safe to put in a page, with its headings and its links rewritten."""

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import markdown
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from classeur.kinds.record import Record, slug
from classeur.pages.constructs import dress
from classeur.pages.phrases import say
from classeur.pages.safe_html import MARK, Names, clean

_EXTENSIONS = [
    *("tables", "attr_list", "sane_lists", "admonition", "def_list", "abbr", "md_in_html", "footnotes"),
    *("pymdownx.details", "pymdownx.tabbed"),
]
_ELSEWHERE = re.compile(r"^(?:https?|mailto|sms|tel):", re.IGNORECASE)
"""The only addresses that leave the site; every other one is that of a page or a file, or of nothing."""

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


def render(record: Record, resolve: Resolve, name: Name = unnamed, prefix: str = "") -> Prose:
    """The body of `record`. Links to records and files go through `resolve`; one that gives None loses its link.

    An id that `name` knows is said by its title and leads to its page: nobody reads « rec-2026-01 » with profit.
    Headings start at the second level, whatever was written; scripts, styles, frames and handlers are dropped.
    Every id begins with `prefix`, so that it is none of the page's own.
    """
    if not record.body.strip():
        return Prose("", ())
    work = _Bodywork(record.path, resolve, name, Names(prefix))
    converter = _converter()
    converter.reset()
    # The work of the record before, of the same name, is taken out.
    converter.treeprocessors.register(work, "classeur", -1)
    converter.postprocessors.register(_Safe(work), "classeur", -1)
    return Prose(converter.convert(record.body), tuple(work.headings))


@functools.cache
def _converter() -> markdown.Markdown:
    """Python-Markdown with our extensions: making one costs more than a body."""
    settings: dict[str, dict[str, object]] = {
        "tables": {"use_align_attribute": True},
        "pymdownx.tabbed": {"alternate_style": True},
        "footnotes": {"BACKLINK_TITLE": say("note-retour")},
    }
    return markdown.Markdown(extensions=_EXTENSIONS, extension_configs=settings)


class _Safe(Postprocessor):
    """The last to see the text, with all the HTML that was written by hand put back."""

    def __init__(self, work: _Bodywork) -> None:
        super().__init__()
        self.work = work

    def run(self, text: str) -> str:
        return clean(text, self.work.names, self.work.target)


class _Bodywork(Treeprocessor):
    """Gives headings their ids and levels, and links their targets."""

    def __init__(self, path: str, resolve: Resolve, name: Name, names: Names) -> None:
        super().__init__()
        self.path = path
        self.resolve = resolve
        self.name = name
        self.names = names
        self.headings: list[tuple[int, str, str]] = []

    def run(self, root: Element) -> None:
        for element in root.iter():
            if re.fullmatch(r"h[1-6]", element.tag):
                self._heading(element)
            elif written := element.attrib.pop("id", ""):
                self._identify(element, written)
        for element in root.iter():
            if element.tag == "a":
                self._link(element, "href")
            elif element.tag == "img":
                self._link(element, "src")
                element.set("loading", "lazy")
        dress(root, self.names)
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
            link = Element("a", href=MARK + target) if target else Element("span")
            link.text, link.tail = title, words[stop:]
            links.append(link)
            end = stop
        return before, links

    def _named(self, words: str) -> Iterator[tuple[int, int, tuple[str, str]]]:
        for word in MENTION.finditer(words):
            if said := self.name(word[0]):
                yield word.start(), word.end(), said

    def _identify(self, element: Element, written: str) -> str:
        if identity := self.names.give(written):
            element.set("id", MARK + identity)
        return identity

    def _heading(self, element: Element) -> None:
        level = max(2, int(element.tag[1]))
        element.tag = f"h{level}"
        words = "".join(element.itertext())
        identity = self._identify(element, element.attrib.pop("id", "") or slug(words))
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
            element.set(attribute, target if _ELSEWHERE.match(target) else MARK + target)

    def target(self, tag: str, written: str) -> str | None:
        """Where a link leads in this edition, or None. A picture from elsewhere would tell others who reads."""
        if written.startswith("#"):
            return f"#{self.names.link(written[1:])}" if tag == "a" else None
        if _ELSEWHERE.match(written):
            return written if tag == "a" else None
        path, _, anchor = written.partition("#")
        start = "" if path.startswith("/") else posixpath.dirname(self.path)
        link = self.resolve(posixpath.normpath(posixpath.join(start, path.lstrip("/"))))
        if link is None or not anchor:
            return link
        return f"{link}#{self.names.link(anchor) if path.endswith('.md') else anchor}"
