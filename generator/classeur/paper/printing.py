"""The PDFs of a site, made and put into it with the links that lead to them."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote

from classeur.editions import Edition
from classeur.finding import Finding, Place
from classeur.messages import finding
from classeur.pages.address import as_target, href
from classeur.pages.french import counted
from classeur.pages.page import PAPERS, Download, Page, Paper, Site
from classeur.pages.phrases import say
from classeur.paper.document import base_of, document_of
from classeur.paper.keeping import Drawer, Kept, key_of
from classeur.paper.press import NoPressError, Press, open_press
from classeur.paper.style import Style, paper_style

_SHOWN = re.compile(r'<img\b[^>]*\bsrc="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Job:
    """A PDF to make: the page that it is of, the document, the pictures that it shows, and its key."""

    page: Page
    paper: Paper
    document: str
    pictures: Mapping[str, Path]
    key: str


def with_papers(
    site: Site, root: Path, tell: Callable[[int], None] | None = None, *, prune: bool = True
) -> tuple[Site, tuple[Finding, ...]]:
    """The site with its PDFs, and what went wrong. Where no PDF can be made, the site as it is, and why.

    Only the public edition has some. What was made before from the same text is taken from `root/.classeur/`, which
    then keeps what this site is made of, and with `prune` nothing else. `tell` hears how many are to be made, once and
    before the first, when there are some.
    """
    if site.edition is not Edition.PUBLIC:
        return site, ()
    worn = "".join(made.content.decode() for made in site.downloads if made.address in site.styles)
    style, drawer = paper_style(worn), Drawer(root)
    jobs = tuple(_jobs(site, root, style))
    made, findings = _made(jobs, drawer, style, site, tell)
    if prune:
        drawer.prune(job.key for job in jobs)
    of_page: dict[str, list[Job]] = {}
    for job in jobs:
        if job.key in made:
            of_page.setdefault(job.page.address, []).append(job)
    pages = tuple(_with_links(page, of_page.get(page.address, []), made) for page in site.pages)
    downloads = tuple(Download(job.paper.address, made[job.key].content) for job in jobs if job.key in made)
    return replace(site, pages=pages, downloads=(*site.downloads, *downloads)), findings


def _jobs(site: Site, root: Path, style: Style) -> Iterator[Job]:
    files = {asset.address: root / asset.source for asset in site.assets}
    for page in site.pages:
        for paper in _papers_of(page):
            document = document_of(site, page, paper)
            pictures = dict(_pictures(document, paper.address, files))
            yield Job(page, paper, document, pictures, key_of(paper, document, pictures, base_of(site), style))


def _papers_of(page: Page) -> Iterator[Paper]:
    """The PDFs of a page, and that of its own text where it names none."""
    yield from page.papers
    if all(paper.content for paper in page.papers):
        yield Paper(f"{page.address}.pdf")


def _pictures(document: str, address: str, files: Mapping[str, Path]) -> Iterator[tuple[str, Path]]:
    for link in _SHOWN.findall(document):
        path = unquote(html.unescape(link))
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(address), path)).lstrip("/")
        if target in files:
            yield target, files[target]


def _made(
    jobs: tuple[Job, ...], drawer: Drawer, style: Style, site: Site, tell: Callable[[int], None] | None
) -> tuple[Mapping[str, Kept], tuple[Finding, ...]]:
    """The PDFs by key, those of before and the new ones."""
    made = {job.key: kept for job in jobs if (kept := drawer.get(job.key))}
    todo = [job for job in jobs if job.key not in made]
    if not todo:
        return made, ()
    try:
        press = open_press(style)
    except NoPressError as missing:
        return {}, (finding("papier-indisponible", Place(site.edition.value), what=str(missing)),)
    if tell:
        tell(len(todo))
    findings: list[Finding] = []
    for job in todo:
        kept, said = _printed(job, press, drawer, site)
        findings += said
        if kept:
            made[job.key] = kept
    return made, tuple(findings)


def _printed(job: Job, press: Press, drawer: Drawer, site: Site) -> tuple[Kept | None, list[Finding]]:
    place, address = Place(f"{site.edition.value}/{job.paper.address}"), job.paper.address
    try:
        printed = press.print(job.paper, job.document, job.pictures, base_of(site))
    except RecursionError:
        return None, [finding("papier", place, address=address, cause=say("papier-emboite"))]
    except Exception as error:  # noqa: BLE001 - a layout engine may raise anything on what people write
        return None, [finding("papier", place, address=address, cause=f"« {type(error).__name__}: {error} »")]
    if not printed.fits:
        return None, [finding("papier", place, address=address, cause=say("papier-deborde", n=printed.pages))]
    made = Kept(printed.content, printed.pages)
    if not printed.said:  # one with a defect is made again each time, so that the defect is told each time
        drawer.put(job.key, made)
    return made, [finding("papier-defaut", place, address=address, cause=text) for text in printed.said]


def _with_links(page: Page, jobs: list[Job], made: Mapping[str, Kept]) -> Page:
    """The page with links to its PDFs, where it wants them or at its end."""
    lines = [_link(page, job, made[job.key]) for job in jobs]
    links = f'<ul class="cl-papers cl-plain cl-noprint">{"".join(lines)}</ul>' if lines else ""
    if PAPERS in page.content:
        return replace(page, content=page.content.replace(PAPERS, links, 1).replace(PAPERS, ""))
    return replace(page, content=f"{page.content.rstrip()}\n\n{links}\n") if links else page


def _link(page: Page, job: Job, kept: Kept) -> str:
    title = job.paper.title or page.title
    words = job.paper.words or say(f"papier-{job.paper.layout.value}", titre=title)
    weight = max(1, round(len(kept.content) / 1000))
    size = say("papier-taille", pages=counted(kept.pages, "page"), poids=weight)
    target = html.escape(href(page.address, as_target(job.paper.address)))
    return f'<li><a href="{target}">{html.escape(words)}</a> <small>{html.escape(size)}</small></li>'
