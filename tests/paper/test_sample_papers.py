"""The PDFs of the sample, as `classeur build` made them."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from tests.paper.reading import Document, kids_of, marks_of

A4 = (595.28, 841.89)
"""Points."""
SOME = ("livret-accueil.pdf", "livret-accueil/une-page.pdf", "livret-accueil/affiche.pdf", "resultats.pdf")


@pytest.fixture(scope="module")
def papers(sites: Path) -> dict[str, Document]:
    return {name: Document((sites / "public" / name).read_bytes()) for name in SOME}


def test_every_public_page_has_its_pdf_and_leads_to_it(sites: Path) -> None:
    public = sites / "public"
    pages = [path for path in public.rglob("*.html") if path.name != "404.html"]
    assert len(pages) > 20
    for page in pages:
        pdf = page.with_suffix(".pdf")
        assert pdf.is_file(), page
        assert f'href="{pdf.name}"' in page.read_text(encoding="utf-8"), page


@pytest.mark.parametrize("name", SOME)
def test_a_pdf_says_its_language_its_title_and_that_it_is_tagged(papers: dict[str, Document], name: str) -> None:
    paper = papers[name]
    assert paper.root["/Lang"] == "fr"
    assert paper.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert paper.root["/MarkInfo"]["/Marked"]
    assert paper.reader.metadata
    assert paper.reader.metadata.title
    xmp = paper.root["/Metadata"].get_object().get_data()
    assert b'pdfuaid:part="1"' in xmp
    assert all(str(page["/Tabs"]) == "/S" for page in paper.reader.pages)
    assert {(round(float(p.mediabox.width)), round(float(p.mediabox.height))) for p in paper.reader.pages} == {
        (round(A4[0]), round(A4[1]))
    }
    assert paper.fonts
    assert all(paper.fonts.values())
    assert any("Source-Sans-3" in font for font in paper.fonts)


@pytest.mark.parametrize("name", SOME)
def test_a_pdf_can_be_heard(papers: dict[str, Document], name: str) -> None:
    """What a machine can check of ISO 14289-1: headings in order, words for pictures, headers that head, list items."""
    paper = papers[name]
    levels = [int(tag["/S"][2:]) for tag in paper.tagged("/H1", "/H2", "/H3", "/H4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert all(tag.get("/Alt") for tag in paper.tagged("/Figure"))
    for header in paper.tagged("/TH"):
        assert header["/A"]["/Scope"] in ("/Row", "/Column")
    for items in paper.tagged("/L"):
        assert {kid.get_object()["/S"] for kid in items["/K"]} <= {"/LI", "/Caption", "/L"}
    for link in paper.tagged("/Link"):
        assert link["/K"]


@pytest.mark.parametrize("name", SOME)
def test_whatever_is_drawn_is_read_aloud_or_said_to_be_an_artifact(papers: dict[str, Document], name: str) -> None:
    paper = papers[name]
    held = [(tag["/Pg"].get_object(), kid) for tag in paper.tags for kid in kids_of(tag) if isinstance(kid, int)]
    for page in paper.reader.pages:
        read, outside = marks_of(page)
        assert outside == []
        assert sorted(read) == sorted(kid for where, kid in held if where == page)


def test_what_stands_above_and_below_each_sheet_is_not_read_aloud(papers: dict[str, Document]) -> None:
    content = papers["resultats.pdf"].reader.pages[0].get_contents()
    assert content is not None
    assert b"/Type/Pagination" in content.get_data().replace(b" ", b"")


def test_the_contents_of_the_booklet_tell_the_right_pages(papers: dict[str, Document]) -> None:
    booklet = papers["livret-accueil.pdf"]
    contents = next(text for text in booklet.pages if text.partition("Dans ce livret")[1])
    marks = [(words, page) for words, page in booklet.bookmarks if words != "Livret d’accueil"]
    told = [(words, page) for words, page in marks if f"{words} {page}" in contents]
    assert len(told) > 15
    for words, page in told:
        assert words in booklet.pages[page - 1]
    assert f"page 3 sur {len(booklet.pages)}" in booklet.pages[2]
    assert "Livret d’accueil, version 3, en vigueur depuis le 1er septembre 2026" in booklet.pages[2]
    assert "Violences : à qui le dire" in booklet.pages[-1], "the changes come last"


def test_one_page_is_one_page(papers: dict[str, Document]) -> None:
    assert len(papers["livret-accueil/une-page.pdf"].pages) == 1
    assert len(papers["livret-accueil/affiche.pdf"].pages) == 1


def test_the_poster_says_where_the_booklet_is_without_a_telephone(papers: dict[str, Document]) -> None:
    poster = papers["livret-accueil/affiche.pdf"]
    assert "etabli-du-lambon.example/livret-accueil.html" in poster.pages[0]
    assert "05 36 49 10 00" in poster.pages[0].replace("\u00a0", " ")
    figure = poster.tagged("/Figure")[0]
    assert figure["/Alt"] == "Code QR qui ouvre etabli-du-lambon.example/livret-accueil.html"
