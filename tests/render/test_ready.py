"""Markdown reads the head of a page, and what comes out is what it would have made of the whole page."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

import markdown
import pytest
from mkdocs.structure.pages import Page

from classeur.editions import Edition
from classeur.pages.composing import compose
from classeur.pages.page import MARKDOWN
from classeur.portal import assess, read_project
from classeur.render.ready import Ready
from tests.acceptance.examples import BASE, DATE

_AROUND_TAGS = re.compile(r"\s*(<[^>]*>)\s*")


@dataclass(frozen=True, slots=True)
class _File:
    src_uri: str = "page.md"


class _Page(Page):
    """A page of MkDocs, of which nothing but its file is asked."""

    def __init__(self) -> None:
        self.file = _File()  # type: ignore[assignment]


def converted(text: str) -> str:
    return markdown.Markdown(extensions=[*MARKDOWN, "toc"]).convert(text)


def read_by_head(text: str) -> tuple[str, str]:
    """What Markdown is handed of a page, and the page that comes out."""
    plugin, page = Ready(), _Page()
    head = plugin.on_page_markdown(text, page=page)
    return head, plugin.on_page_content(converted(head), page=page)


@pytest.mark.parametrize("edition", [Edition.TEAM, Edition.PUBLIC], ids=str)
def test_a_page_comes_out_as_if_markdown_had_read_it_all(edition: Edition) -> None:
    made = compose(assess(read_project(BASE), dt.date.fromisoformat(DATE)), edition)
    for page in made.pages:
        head, content = read_by_head(page.content)
        assert len(head) < max(len(page.content), 400), page.address
        assert flat(content) == flat(converted(page.content)), page.address


def flat(html: str) -> str:
    """HTML without the blanks around its tags."""
    return _AROUND_TAGS.sub(r"\1", " ".join(html.split()))


@pytest.mark.parametrize(
    "text",
    [
        "# A\n\n[lien](absente.md)\n",
        "Un texte.\n\n# A\n\n<p>b</p>\n",
        "Sans titre.\n",
        "<p>a</p>\n\n<div markdown>\n\n# A\n\n<div>\n",
    ],
    ids=["text-after", "text-before", "no-title", "never-closed"],
)
def test_a_page_of_another_make_is_read_whole(text: str) -> None:
    head, content = read_by_head(text)
    assert head == text
    assert content == converted(text)


def test_the_head_is_the_element_that_holds_the_title() -> None:
    head = '<div class="cl-head" markdown>\n<div markdown>\n\n# A\n\n</div>\n<div>c</div>\n</div>'
    assert read_by_head(f"<nav>b</nav>\n\n{head}\n\n<div><p>d</p></div>\n")[0] == head
    assert read_by_head("<nav>b</nav>\n\n# A\n\n<p>d</p>\n")[0] == "# A"
