"""What each page is, in the words of the search's filter."""

from __future__ import annotations

from dataclasses import replace

from classeur.pages.page import Page
from classeur.pages.phrases import say


def with_genre(page: Page, others: str) -> Page:
    """The page with `genre` in its front matter: its own, else what its folder is for, else `others`."""
    if "genre" in page.meta:
        return page
    folder = page.address.rpartition("/")[0].partition("/")[0]
    named = {
        "indicateurs": say("genre-indicateurs"),
        "criteres": say("genre-indicateurs"),
        "sessions": say("genre-sessions"),
        "a-cocher": say("genre-a-cocher"),
        "personnes": say("genre-apprenants"),
        "guide": say("genre-guide"),
        "formations": say("genre-formations"),
    }
    return replace(page, meta={**page.meta, "genre": named.get(folder, others)})
