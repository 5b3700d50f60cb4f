"""HTML that people wrote, made safe: nothing of it acts, asks another machine, or passes for a part of the theme."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from urllib.parse import unquote

import nh3

MARK = f"m{secrets.token_hex(8)}-"
"""Before a class or an id that we gave ourselves: another in each process, so that nobody can write it in a record.
Taken out again at the end, so that the same record gives the same bytes."""

_TAGS = (nh3.ALLOWED_TAGS | {"input", "label"}) - {
    *("acronym", "area", "center", "data", "map", "rtc", "strike", "tt"),
    *("article", "aside", "footer", "header", "hgroup", "nav"),
}
"""Landmarks are the page's own; `input` and `label` are kept where we made them."""
_ATTRIBUTES = {
    "*": {"class", "id", "lang", "title"},
    "a": {"href", "hreflang"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height", "loading"},
    "input": {"aria-label", "checked", "disabled", "name", "type"},
    "label": {"for"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "th": {"align", "scope", "colspan", "rowspan"},
    "td": {"align", "colspan", "rowspan"},
    "time": {"datetime"},
}
BOXES = frozenset(
    (
        "note",
        "abstract",
        "info",
        "tip",
        "success",
        "question",
        "warning",
        "failure",
        "danger",
        "bug",
        "example",
        "quote",
    )
)
"""The kinds of box that the theme draws."""
_CLASSES = BOXES | {"admonition", "admonition-title", "inline", "end", "footnote", "footnote-ref", "footnote-backref"}
"""Classes that anybody may write; those of tabs and tasks move parts of the theme, and are ours to give."""
_TARGETS = {("a", "href"), ("img", "src")}
_NUMBERS = frozenset(("colspan", "height", "rowspan", "span", "start", "value", "width"))
_TAG = re.compile(r'<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?:\s+[a-z-]+="[^"]*")*)\s*>')
"""A tag as nh3 writes it: what it lets through is well formed."""
_VALUE = re.compile(r'="([^"]*)"')
_UNFIT = re.compile(r"[^\w.-]+")
_SEVERAL = re.compile(r"--+")
_SHAPES = re.compile(r"^(?:md|cl)-|^[spi]-[a-z]+$", re.IGNORECASE)
"""Names of the theme, and of the shapes that each page holds (`partials/classeur-shapes.html`)."""


class Names:
    """The ids of one body: each once, none that a template, the theme or a script could take for its own.

    Templates write `--` in the ids of a page that holds a body; `prefix` keeps the two apart where they don't.
    """

    def __init__(self, prefix: str = "") -> None:
        self.prefix = prefix
        self.taken: set[str] = set()

    def anchor(self, written: str) -> str:
        """The id that `written` becomes where it stands first; empty when nothing of it is left."""
        name = _SEVERAL.sub("-", _UNFIT.sub("-", unquote(written))).strip("-_.")
        if name and not self.prefix and _SHAPES.match(name):
            name = f"texte-{name}"
        return name and self.prefix + name

    def link(self, written: str) -> str:
        """What a link to `written` must say: the id of this body, else that of a template, which alone holds `--`."""
        own = self.anchor(written)
        return _UNFIT.sub("-", unquote(written)) if "--" in written and own not in self.taken else own

    def give(self, written: str) -> str:
        """The id to write: that of `anchor`, numbered from its second use on."""
        wanted = self.anchor(written)
        name, number = wanted, 1
        while name in self.taken:
            number += 1
            name = f"{wanted}-{number}"
        if name:
            self.taken.add(name)
        return name


def clean(html: str, names: Names, target: Callable[[str, str], str | None]) -> str:
    """Safe HTML, well formed, whose attributes hold neither `<` nor `>`, so that it may be searched tag by tag.

    `target` gives the link to write for a tag and what was written, or None. A picture that has none is dropped.
    """

    def keep(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "class":
            return " ".join(name for name in value.split() if name in _CLASSES or name.startswith(MARK)) or None
        if attribute == "id":
            return value if value.startswith(MARK) else names.give(value) or None
        if (tag, attribute) in _TARGETS:
            return value.removeprefix(MARK) if value.startswith(MARK) else target(tag, value)
        if attribute in ("for", "name"):
            return value if value.startswith(MARK) else None
        return value if attribute not in _NUMBERS or value.isdecimal() else None

    safe = nh3.clean(
        html,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=keep,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel", "sms"},
    )
    return _TAG.sub(_finish, safe)


def _finish(found: re.Match[str]) -> str:
    """One tag of what nh3 let through: dropped, lowered or written without our marks."""
    name, attributes = found["name"], found["attributes"]
    if name == "input" and MARK not in attributes:
        return ""
    if name == "img" and not found["close"]:
        if ' src="' not in attributes:
            return ""
        attributes += "" if ' alt="' in attributes else ' alt=""'
    if name == "h1":  # the title of the page is its own
        name = "h2"
    if attributes:
        attributes = _VALUE.sub(lambda value: value[0].replace("<", "&lt;").replace(">", "&gt;"), attributes)
        attributes = attributes.replace(f' class="{MARK}"', "").replace(MARK, "")
    return f"<{found['close']}{name}{attributes}>"
