"""Which pages of a site to open, so that every shape of markup in it is seen and its extremes with it.

A binder has hundreds of pages out of a few dozen templates: opening each of them in a browser shows the same thing
many times. Two elements have the same shape when they, what holds them and what holds that are the same elements with
the same classes, roles and types. The pages chosen hold every shape of the site at least once, and the page whose
content is the most likely to burst its frame: the longest word, title, table and page.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path

LOST = "404.html"
EXTREMES = 1
"""Pages taken for each sort of extreme."""
_TAG = re.compile(r"""<(/?)([a-zA-Z][\w-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_TOLD = re.compile(r"""\b(class|role|type)=(?:"([^"]*)"|([^\s">]+))""")
_VOID = frozenset(["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"])
_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_MARKUP = re.compile(r"<[^>]+>")


def shapes(html: str) -> frozenset[str]:
    """Every distinct element of a page, each told with the two that hold it."""
    found: set[str] = set()
    way: list[tuple[str, str]] = [("", ""), ("", "")]
    for closing, tag, attributes in _TAG.findall(html[max(html.find("<body"), 0) :]):
        if closing:
            if way[-1][0] == tag:
                way.pop()
            continue
        told = sorted(" ".join(sorted((a or b).split())) for _, a, b in _TOLD.findall(attributes))
        own = f"{tag}[{'|'.join(told)}]"
        found.add(">".join([way[-2][1], way[-1][1], own]))
        if tag not in _VOID and not attributes.endswith("/"):
            way.append((tag, own))
    return frozenset(found)


def cover(pages: Mapping[str, frozenset[str]]) -> list[str]:
    """Few addresses whose pages hold every shape between them: the page with the most that is new, again and again."""
    left = set[str]().union(*pages.values())
    ahead = [(-len(held), address) for address, held in pages.items()]
    heapq.heapify(ahead)
    chosen = []
    while left:
        _, address = heapq.heappop(ahead)
        new = len(pages[address] & left)
        if new and ahead and new < -ahead[0][0]:
            heapq.heappush(ahead, (-new, address))
        elif new:
            chosen.append(address)
            left -= pages[address]
    return chosen


def _words(html: str) -> list[str]:
    return unescape(_MARKUP.sub(" ", _article(html))).split()


def _article(html: str) -> str:
    return html[html.find("<article") : html.rfind("</article>")]


_MEASURES: tuple[Callable[[str], int], ...] = (
    lambda html: max(map(len, _words(html)), default=0),
    lambda html: len(html[html.find("<title>") : html.find("</title>")]),
    lambda html: max((row.count("<td") + row.count("<th") for row in _ROW.findall(html)), default=0),
    lambda html: len(_article(html)),
)


def _texts(site: Path) -> dict[str, str]:
    found = {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))
    }
    found.pop(LOST, None)
    return found


def shapes_of(site: Path) -> frozenset[str]:
    """Every shape of a site: those that its chosen pages hold."""
    return frozenset[str]().union(*(shapes(html) for html in _texts(site).values()))


def chosen(site: Path, seen: frozenset[str] = frozenset()) -> list[str]:
    """The addresses of the pages to open in a site, those with the most shapes first; `seen` are opened elsewhere."""
    texts = _texts(site)
    found = cover({address: shapes(html) - seen for address, html in texts.items()})
    for measure in _MEASURES:
        found += heapq.nlargest(EXTREMES, texts, key=lambda address: measure(texts[address]))
    return list(dict.fromkeys(found))
