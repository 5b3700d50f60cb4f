"""A file that a browser could run is laid in a site as something to read."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from classeur.render.inert import inert
from tests.attachments import ACTIVE

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("plan.svg", f'{SVG}<title>Plan</title><a href="https://x.example/"><path d="M0 0" fill="url(#p)"/></a></svg>'),
        ("plan.svg", f'{SVG}<image href="data:image/png;base64,AA=="/><use xlink:href="#a"/></svg>'),
        ("plan.svg", f'<?xml version="1.0" encoding="utf-8"?>\n{SVG}<style>path{{fill:red}}</style></svg>'),
        ("flux.xml", '<rss version="2.0"><channel><title>Dates</title></channel></rss>'),
        ("texte.txt", "<script>tirer()</script>"),
        ("scan.pdf", "%PDF-1.4"),
    ],
)
def test_a_file_that_can_do_nothing_is_laid_as_it_is(path: str, text: str) -> None:
    assert inert(path, text.encode()) is None


@pytest.mark.parametrize("path", ACTIVE)
def test_what_acts_is_changed(path: str) -> None:
    made = inert(path, ACTIVE[path])
    assert made is not None
    assert made != ACTIVE[path]
    if path.endswith(".svg"):
        tags = {str(element.tag).rpartition("}")[2] for element in ET.fromstring(made).iter()}  # noqa: S314 - our own
        assert not tags & {"script", "foreignObject", "iframe"}
        assert b"tirer()" not in made or b"&lt;" in made


@pytest.mark.parametrize("mark", [(b"", "latin-1"), (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le")])
def test_a_page_says_its_policy_first_in_its_own_encoding(mark: tuple[bytes, str]) -> None:
    before, encoding = mark
    made = inert("page.HTML", before + "<!-- a --><!DOCTYPE html><p>é".encode(encoding))
    assert made is not None
    assert made.startswith(before)
    text = made.removeprefix(before).decode(encoding)
    assert text.startswith('<!doctype html><meta http-equiv="Content-Security-Policy"')
    assert text.endswith("<p>é")
    assert not (inert("page.htm", b"<p>") or b"").startswith(b"<!doctype")
