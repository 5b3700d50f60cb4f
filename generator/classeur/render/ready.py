"""Pages that are HTML already but for their head, which holds the title: Markdown is handed the head alone.

Reading the rest, tag by tag, to give it back as it was would be half of what MkDocs does for a page.
"""

from __future__ import annotations

import re

from mkdocs.config.base import LegacyConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.pages import Page

_TITLE = re.compile(r"^# .*$", re.MULTILINE)
_OPEN_TO_MARKDOWN = re.compile(r"^<div\b[^<>]* markdown>", re.MULTILINE)
_DIVISION = re.compile(r"<(/?)div\b[^<>]*>")


class Ready(BasePlugin[LegacyConfig]):  # type: ignore[no-untyped-call] # of MkDocs' own base class
    """Keeps the HTML around a head while Markdown reads the head. A page of another make is left whole to it."""

    def __init__(self) -> None:
        super().__init__()
        self.around: dict[str, tuple[str, str]] = {}

    def on_page_markdown(self, markdown: str, *, page: Page, **_: object) -> str:
        """Called with the text of a page."""
        start, end = _head(markdown)
        before, after = markdown[:start].strip(), markdown[end:].strip()
        if not all(part.startswith("<") for part in (before, after) if part):
            return markdown
        self.around[page.file.src_uri] = (before, after)
        return markdown[start:end]

    def on_page_content(self, content: str, *, page: Page, **_: object) -> str:
        """Called with the HTML of what Markdown read."""
        before, after = self.around.pop(page.file.src_uri, ("", ""))
        return "\n".join(part for part in (before, content, after) if part)


def _head(markdown: str) -> tuple[int, int]:
    """Where the head starts and ends: the element open to Markdown that holds the title, else the line of the title.

    The whole text when neither is found.
    """
    title = _TITLE.search(markdown)
    if not title:
        return 0, len(markdown)
    opening = _OPEN_TO_MARKDOWN.search(markdown, 0, title.start())
    if not opening:
        return title.span()
    depth = 0
    for division in _DIVISION.finditer(markdown, opening.start()):
        depth += -1 if division[1] else 1
        if not depth:
            return opening.start(), division.end()
    return 0, len(markdown)
