"""The list of programmes, which stays one to scan when there are a hundred, and the pages that it leads to."""

from __future__ import annotations

from collections.abc import Iterator

from classeur.pages.page import Page
from classeur.pages.public.feeds import alternates
from classeur.pages.public.front import front
from classeur.pages.public.leaves import leaves
from classeur.pages.public.offers import shelves
from classeur.pages.public.phrasing import offered
from classeur.pages.public.programme import programme_page, shared
from classeur.pages.public.world import DATES, FORMATIONS, PublicWorld
from classeur.pages.writing import write


def programmes_pages(world: PublicWorld, sale: str) -> Iterator[Page]:
    """The list, then one page a programme; nothing when there is none. `sale` leads to the conditions of sale."""
    if not world.formations:
        return
    words, groups = offered(world), shelves(world)
    cut = tuple(leaves(FORMATIONS, ((shelf, len(shelf.offers)) for shelf in groups)))
    for leaf in cut:
        values = {
            "shelves": leaf.things,
            "several": len(groups) > 1,
            "contents": tuple((shelf, other.address) for other in cut for shelf in other.things),
            "leaf": leaf,
            "offered": words,
            "dates": DATES,
            "last": world.updated(*world.formations),
        }
        meta = front(words["description"], words["tab"]) | {"flux": alternates()}
        yield write("public/programmes.md", leaf.address, leaf.title(words["tab"]), values, meta)
    common = shared(world, sale)
    offers = tuple(offer for shelf in groups for offer in shelf.offers)
    for number, offer in enumerate(offers):
        before = offers[number - 1] if number else None
        yield programme_page(world, offer, common, before, next(iter(offers[number + 1 : number + 2]), None))
