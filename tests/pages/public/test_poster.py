"""The QR code of a poster, drawn as the reader of the code expects it."""

from __future__ import annotations

import re

import segno

from classeur.pages.public.booklet.concerning import everybody
from classeur.pages.public.booklet.making import make_booklet
from classeur.pages.public.booklet.poster import QUIET, poster_of, qr_code
from tests.pages.public.conftest import Build

_RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1h-\d+z")


def test_a_code_draws_every_dark_module_of_its_address_and_nothing_else() -> None:
    address = "https://etabli-du-lambon.example/livret-accueil.html"
    code = qr_code(address)
    drawn = {
        (int(row), int(column) + offset)
        for column, row, length in _RUN.findall(code.path)
        for offset in range(int(length))
    }
    expected = segno.make(address, error="q", boost_error=False, micro=False).matrix
    dark = {
        (row + QUIET, column + QUIET) for row, line in enumerate(expected) for column, one in enumerate(line) if one
    }
    assert drawn == dark
    assert code.side == len(expected) + 2 * QUIET


def test_without_the_address_of_the_site_there_is_no_poster(small: Build) -> None:
    world = small(
        {"content/livret.md": "---\ngenre: livret\ntitre: Livret\nresponsable: ana-01\n---\n\n## Les horaires\n"}
    )
    (record,) = world.booklets
    whole = everybody(world, record)
    assert poster_of(world, make_booklet(world, record, "livret", whole, whole), "") is None
