"""French spaces that must not break, put into a page once it is written: people type an ordinary space."""

from __future__ import annotations

import re

_NO_BREAK = "\u00a0"
_UNITS = "h|min|mm|cm|m|km|kg|g|an|ans|mois"
_RULES = (
    # « word : », « word ? »; a backslash is Markdown's escape in the title; « | :-- | » is left alone.
    re.compile(r"(?<=[^\s|]) (?=\\?[;:?!»](?:[\s<)»,.…]|$))"),
    re.compile(r"(?<=«) "),
    re.compile(rf"(?<=\d) (?=[€%]|(?:{_UNITS})\b)"),
    re.compile(rf"(?<=\d{_NO_BREAK}h) (?=\d\d\b)"),
    re.compile(rf"(?<=\d) (?=\d\d\d{_NO_BREAK}€)"),
)


def typeset(text: str) -> str:
    """The text with its no-break spaces: before « ; : ? ! » », after « « », in « 8 h 45 » and « 1 190 € »."""
    for rule in _RULES:
        text = rule.sub(_NO_BREAK, text)
    return text
