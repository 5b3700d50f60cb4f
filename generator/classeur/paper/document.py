"""The HTML of a sheet: what a page says, or what was written for paper, under the provider's name."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import markdown

from classeur.pages.address import as_target
from classeur.pages.page import MARKDOWN, PAPERS, Layout, Page, Paper, Site
from classeur.pages.phrases import say
from classeur.pages.templates import environment
from classeur.pages.typography import typeset

_TODAY = re.compile(r'<p class="cl-updated cl-today">[^<]*</p>')
"""The day of the build, under pages of which nothing has a date: on paper, it would make a new PDF every day that says
nothing new."""
_NARROW, _SPACE = "\u202f", "\u00a0"


def base_of(site: Site) -> str:
    """The address of the site with its last stroke; empty when nobody wrote it."""
    return f"{site.url.rstrip('/')}/" if site.url else ""


def spoken(address: str) -> str:
    """A web address as people say it and type it."""
    parts = urlsplit(address)
    return f"{parts.netloc}{parts.path}"


def document_of(site: Site, page: Page, paper: Paper) -> str:
    """The document of a paper, whole. The narrow space is not in our fonts: it becomes the wide one."""
    said = _TODAY.sub("", page.content.replace(PAPERS, ""))
    body = typeset(paper.content) or markdown.markdown(said, extensions=list(MARKDOWN))
    values = {
        "title": typeset(paper.title or page.title),
        "provider": typeset(site.name),
        "note": typeset(paper.note),
        "where": spoken(f"{base_of(site)}{page.address}.html") if site.url else "",
        "legal": site.legal,
        "logo": as_target(site.logo),
        "layout": paper.layout.value,
        "cover": paper.layout is Layout.BOOKLET,
        "contents": say("papier-sommaire"),
        "body": body,
    }
    return environment().get_template("paper/document.html").render(values).replace(_NARROW, _SPACE)
