"""The HTML of a sheet: what a page says, or what was written for paper, under the provider's name."""

from __future__ import annotations

from urllib.parse import urlsplit

import markdown

from classeur.pages.page import MARKDOWN, PAPERS, Layout, Page, Paper, Site
from classeur.pages.phrases import say
from classeur.pages.templates import environment
from classeur.pages.typography import typeset

_NARROW, _SPACE = "\u202f", "\u00a0"


def document_of(site: Site, page: Page, paper: Paper) -> str:
    """The document of a paper, whole. The narrow space is not in our fonts: it becomes the wide one."""
    body = typeset(paper.content) or markdown.markdown(page.content.replace(PAPERS, ""), extensions=list(MARKDOWN))
    where = urlsplit(site.url)
    values = {
        "title": typeset(paper.title or page.title),
        "provider": typeset(site.name),
        "note": typeset(paper.note),
        "where": f"{where.netloc}{where.path.rstrip('/')}/{page.address}.html" if site.url else "",
        "legal": site.legal,
        "logo": "",
        "cover": paper.layout is Layout.BOOKLET,
        "contents": say("papier-sommaire"),
        "body": body,
    }
    return environment().get_template("paper/document.html").render(values).replace(_NARROW, _SPACE)
