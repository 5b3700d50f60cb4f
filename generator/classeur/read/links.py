"""The links that the text of a record makes to other files of the project."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from classeur.finding import Place

_LINK = re.compile(r"\]\(\s*(?:<(?P<wrapped>[^>]+)>|(?P<plain>[^)\s<>]+))(?:\s+\"[^\"]*\")?\s*\)")
_ELSEWHERE = re.compile(r"^(?:[a-z][a-z0-9+.-]+:|#|//)", re.IGNORECASE)
"""Other sites, mail, and places of the same page."""


def links_in(body: str, path: str, first_line: int) -> Iterator[tuple[str, Place]]:
    """Each target as a path, `%20` read as a space and the anchor left out, with where it is written.

    `body` starts at line `first_line` of the file `path`.
    """
    for number, line in enumerate(body.split("\n"), first_line):
        for found in _LINK.finditer(line):
            written = found["wrapped"] or found["plain"]
            target = unquote(written.partition("#")[0])
            if target and not _ELSEWHERE.match(target):
                column = max(found.start("wrapped"), found.start("plain")) + 1
                yield target, Place(path, number, column, line, len(written))
