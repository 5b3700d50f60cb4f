"""Phone numbers and e-mail addresses written in a text become links: who is in trouble touches them and that is all."""

from __future__ import annotations

import re

from classeur.pages.templates import phone_link

_QUIET = frozenset(("a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6"))
"""Where a number stays as it is: a link holds no other, and a title is read in the table of contents too."""
_TOKEN = re.compile(
    r"""<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?:[^>"']|"[^"]*"|'[^']*')*>"""
    r"|(?P<mail>\b[a-z0-9][\w.+-]*@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![\w+])(?<!\d[ .\u00a0])(?P<phone>0[1-9](?:[ .\u00a0]\d\d){4})(?![ .\u00a0]?\d)",
    re.IGNORECASE | re.ASCII,
)
_WRITTEN = re.compile(r"\bSMS\b\W{0,3}(?:(?:au|le)\W{1,2})?$", re.IGNORECASE)
"""« par SMS au 06 … »: that number is written to."""
_BEFORE = 20


def reachable(html: str) -> str:
    """Well-formed HTML with its French phone numbers and its e-mail addresses as links, outside links and titles."""
    quiet = 0

    def linked(found: re.Match[str]) -> str:
        nonlocal quiet
        name, text = found["name"], found[0]
        if name:
            if name in _QUIET:
                quiet += -1 if found["end"] else 1
            return text
        if quiet:
            return text
        if found["mail"]:
            return f'<a href="mailto:{text}">{text}</a>'
        scheme = "sms" if _WRITTEN.search(html[max(0, found.start() - _BEFORE) : found.start()]) else "tel"
        return f'<a href="{scheme}:{phone_link(text)}">{text}</a>'

    return _TOKEN.sub(linked, html)
