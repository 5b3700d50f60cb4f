"""Attachments that a browser could run, laid in a site so that they run nothing: not every server sends headers."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

_HTML = (".htm", ".html", ".shtml")
_XML = (".svg", ".xht", ".xhtml", ".xml", ".xsl", ".xslt")
RUNNABLE = (*_HTML, *_XML)
"""Extensions of what a browser may run, in small letters."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'"
_META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))
_DOCTYPE = re.compile(r"\s*(?:<!--.*?-->\s*)*<!doctype", re.IGNORECASE | re.DOTALL)
_SVG = "{http://www.w3.org/2000/svg}"
_ACTIVE_SPACES = (_SVG, "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/1998/Math/MathML}")
_ACTIVE = frozenset(("audio", "embed", "foreignobject", "handler", "iframe", "listener", "object", "script", "video"))
_OWN_TARGET = re.compile(r"#|data:image/(?:gif|jpeg|png|webp)[;,]")
_WEB = re.compile(r"https?://")
_ELSEWHERE = re.compile(r"@import|url\(\s*['\"]?(?!#)|\\", re.IGNORECASE)
"""In a style: what asks for something, or a backslash, which spells any of it."""
_TOLD = re.compile(rb"<!doctype|<!entity|<\?(?!xml\s)|<\?xml[^>]*encoding=[\"'](?!utf-8)", re.IGNORECASE)
"""What a reader of the tree does not see: entities, a style sheet to run, an encoding of one's own."""


def inert(path: str, data: bytes) -> bytes | None:
    """What to lay in the place of the file at `path`; None when its own bytes can do nothing.

    A page gets a policy as its first words: it is read, and nothing in it is run or asked for. A drawing loses what
    acts in it. Any other XML that a browser would run becomes the text of itself.
    """
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in _HTML:
        return _policed(data)
    if suffix not in _XML:
        return None
    try:
        root = ET.fromstring(data)  # noqa: S314 - of one's own files; expat bounds entities
    except (ET.ParseError, ValueError, LookupError):
        return _as_text(data)
    plain = not _TOLD.search(data) and b"\0" not in data  # in UTF-16, with a mark or without, none of it is seen
    if root.tag == f"{_SVG}svg":
        return None if not _cleaned(root) and plain else ET.tostring(root, encoding="utf-8", xml_declaration=True)
    acts = any(str(element.tag).startswith(_ACTIVE_SPACES) for element in root.iter())
    return None if plain and not acts else _as_text(data)


def _policed(data: bytes) -> bytes:
    """The page with our policy before everything, in its own encoding; its doctype stays the first word."""
    mark, encoding = next((found for found in _MARKS if data.startswith(found[0])), (b"", "ascii"))
    body = data[len(mark) :]
    start = body[:2048].decode(encoding if mark else "latin-1", "replace")
    first = ("<!doctype html>" if _DOCTYPE.match(start) else "") + _META
    return mark + first.encode(encoding) + body


def _as_text(data: bytes) -> bytes:
    """An XML whose one element says the file as it is written."""
    text = data.decode("utf-8", "replace")
    printed = "".join(sign for sign in text if sign in "\t\n\r" or sign.isprintable())
    return f'<?xml version="1.0" encoding="utf-8"?>\n<texte>{escape(printed)}</texte>\n'.encode()


def _cleaned(root: ET.Element) -> bool:
    """Take out of a drawing all that acts or asks elsewhere; whether there was something."""
    found = False
    for parent in root.iter():
        for child in list(parent):
            if _acts(child):
                parent.remove(child)
                found = True
        for name in [name for name, value in parent.items() if _reaches(parent, name, value)]:
            del parent.attrib[name]
            found = True
    return found


def _acts(element: ET.Element) -> bool:
    space, _, name = str(element.tag).rpartition("}")
    name = name.lower()
    if f"{space}}}" != _SVG:
        return f"{space}}}" in _ACTIVE_SPACES
    moved = element.get("attributeName", "").lower()
    changes = name in ("set", "animate") and (moved.endswith("href") or moved.startswith("on"))
    return name in _ACTIVE or changes or (name == "style" and bool(_ELSEWHERE.search("".join(element.itertext()))))


def _reaches(element: ET.Element, attribute: str, value: str) -> bool:
    name = attribute.rpartition("}")[2].lower()
    if name.startswith("on"):
        return True
    if name in ("href", "src"):
        link = value.strip().lower()
        leads = element.tag == f"{_SVG}a" and _WEB.match(link)
        return not (_OWN_TARGET.match(link) or leads)
    return "url(" in value.lower() and bool(_ELSEWHERE.search(value))
