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
    re.compile(rf" (?<=\d )(?=[€%]|(?:{_UNITS})\b)"),
    re.compile(rf" (?<=\d{_NO_BREAK}h )(?=\d\d\b)"),
    re.compile(rf" (?<=\d )(?=\d\d\d{_NO_BREAK}€)"),
)
_PHONE = re.compile(r"0(?<!\w0)\d(?: \d\d){4}\b")
_STRAIGHT = re.compile(r"(?:'|&\\?#39;)(?=[\w<«])")
"""What may be an apostrophe of ours; most pages hold none outside their tags."""
_APOSTROPHE = re.compile(r"(?P<kept><[^>]*>)|(?<=[^\W\d_])(?:'|&\\?#39;)(?=[\w<«])", re.DOTALL)
"""Between two letters, never in a tag; Jinja escapes it, and the line of the title escapes that."""
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
        text = _APOSTROPHE.sub(lambda found: found["kept"] or "’", text)
    for rule in _RULES:
        text = rule.sub(_NO_BREAK, text)
    return _PHONE.sub(lambda found: found[0].replace(" ", _NO_BREAK), text)
