"""From a template and what it needs to a `Page`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from classeur.pages.address import href
from classeur.pages.page import PAPERS, Page
from classeur.pages.templates import compose

_PAPERS = Markup(PAPERS)  # noqa: S704 - our own mark


@dataclass(frozen=True, slots=True)
class Here:
    """The page being written, as templates know it: `page.href(address)` links from it."""

    address: str

    def href(self, target: str) -> str:
        """The relative link to another page or file."""
        return href(self.address, target)


def write(
    template: str,
    address: str,
    title: str,
    values: Mapping[str, object],
    meta: Mapping[str, object] | None = None,
) -> Page:
    """Fill a template whose title is the Markdown line `# {{ title|md }}`; `{{ papers }}` is where its PDFs go."""
    content = compose(template, {"page": Here(address), "title": title, "papers": _PAPERS, **values})
    return Page(address, title, content, meta or {})
