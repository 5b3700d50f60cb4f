"""French apostrophes and the spaces that must not break, put into a page once it is written: people type plain ones."""

from __future__ import annotations

import re

_NO_BREAK = "\u00a0"
_UNITS = "h|min|mm|cm|m|km|kg|g|an|ans|mois"
_RULES = (
    # Each begins with the very space that it changes, so that what stands before is looked at only there.
    # « word : », « word ? »; a backslash is Markdown's escape in the title; « | :-- | » is left alone.
    re.compile(r" (?<=[^\s|] )(?=\\?[;:?!»](?:[\s<)»,.…]|$))"),
    re.compile(r" (?<=« )"),
    re.compile(r" (?<=± )(?=\d)"),
    re.compile(rf" (?<=\d )(?=[€%]|(?:{_UNITS})\b)"),
    re.compile(rf" (?<=\d{_NO_BREAK}h )(?=\d\d\b)"),
    re.compile(rf" (?<=\d )(?=\d\d\d{_NO_BREAK}€)"),
)
_PHONE = re.compile(r"0(?<!\w0)\d(?: \d\d){4}\b")
_STRAIGHT = re.compile(r"(?:'|&\\?#39;)(?=[\w<«])")
"""What may be an apostrophe of ours; most pages hold none outside their tags."""
_APOSTROPHE = re.compile(r"(?P<kept><[^>]*>)|(?<=[^\W\d_])(?:'|&\\?#39;)(?=[\w<«])", re.DOTALL)
"""Between two letters, in a tag only where it is read; Jinja escapes it, and the line of the title escapes that."""
_INSIDE = re.compile(r"(?<=[^\W\d_])(?:'|&#39;)(?=[\w«])")
_READ = re.compile(r"(?<=\s)(?:alt|aria-label|data-label|title)=\"[^\"]*\"")
"""Attributes that a reader hears, or sees on a phone, where a row of a table is a block."""
_CODE = re.compile(r"(<(?:pre|code)\b.*?(?=</(?:pre|code)>))", re.DOTALL)
"""What people copy stays as it is typed: a no-break space in « 1 an » would not be read as a duration."""


def typeset(text: str) -> str:
    """The text with its apostrophes « ’ » and its no-break spaces.

    Spaces: before « ; : ? ! » », after « « », in « 8 h 45 », « 1 190 € » and phone numbers.
    """
    parts = _CODE.split(text)
    parts[::2] = [_typeset(part) for part in parts[::2]]
    return "".join(parts)


def _typeset(text: str) -> str:
    if _STRAIGHT.search(text):
        text = _APOSTROPHE.sub(_straightened, text)
    for rule in _RULES:
        text = rule.sub(_NO_BREAK, text)
    return _PHONE.sub(lambda found: found[0].replace(" ", _NO_BREAK), text)


def _straightened(found: re.Match[str]) -> str:
    """An apostrophe as printed, or a tag whose attributes that are read have theirs."""
    tag = found["kept"]
    if not tag or not _STRAIGHT.search(tag):
        return tag or "’"
    return _READ.sub(lambda said: _INSIDE.sub("’", said[0]), tag)
