"""Pages that are read from top to bottom: every public page that no other module makes."""

from __future__ import annotations

from collections.abc import Mapping

from classeur.kinds.record import Record
from classeur.pages.page import Page
from classeur.pages.public.front import front
from classeur.pages.public.phrasing import standing
from classeur.pages.public.world import CONTACT, PublicWorld
from classeur.pages.writing import write

FEWEST_HEADINGS = 3
"""Below that, a list of contents is longer than a look at the page."""


def other_pages(world: PublicWorld, records: tuple[Record, ...]) -> tuple[Page, ...]:
    """Every other public record of `content/`."""
    return tuple(read_page(world, record, "public/page.md", records, {}) for record in records)


def read_page(
    world: PublicWorld, record: Record, template: str, siblings: tuple[Record, ...], more: Mapping[str, object]
) -> Page:
    """The page of a record, its body beside the list of its parts; `siblings` share its tab, `more` is its own."""
    here = world.address(record)
    prose = world.prose(record, here)
    parts = tuple((identity, words) for level, identity, words in prose.headings if level == 2)  # noqa: PLR2004 - h2
    values = {
        **standing(world, record),
        "prose": prose,
        "contents": parts if len(parts) >= FEWEST_HEADINGS else (),
        "contact": CONTACT,
        **more,
    }
    return write(template, here, record.title, values, front(record.text("accroche"), siblings=len(siblings) > 1))
