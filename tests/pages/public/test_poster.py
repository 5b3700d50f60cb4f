"""When a booklet has a poster; `tests/paper` reads the code that is on it."""

from __future__ import annotations

from classeur.pages.public.booklet.concerning import everybody
from classeur.pages.public.booklet.making import make_booklet, text_of
from classeur.pages.public.booklet.poster import poster_of
from tests.pages.public.conftest import Build


def test_without_the_address_of_the_site_there_is_no_poster(small: Build) -> None:
    text = "---\ngenre: livret\ntitre: Livret\nresponsable: ana-01\n---\n\n## Les horaires {#horaires}\n"
    world = small({"content/livret.md": text})
    (record,) = world.booklets
    whole = everybody(world, record)
    assert poster_of(world, make_booklet(world, text_of(world, record, "livret"), "livret", whole, whole), "") is None
