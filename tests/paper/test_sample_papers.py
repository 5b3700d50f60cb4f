"""The PDFs of the sample, as `classeur build` made them."""

from __future__ import annotations

from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
import zxingcpp

from tests.paper.reading import Document

A4 = (595, 842)
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
def test_a_paper_is_a4_in_our_letters_with_one_title(papers: dict[str, Document], name: str) -> None:
    """What PDF/UA-1 does not ask; `test_conformity` sees to what it asks."""
    paper = papers[name]
    assert {(round(float(p.mediabox.width)), round(float(p.mediabox.height))) for p in paper.reader.pages} == {A4}
    assert any("Source-Sans-3" in font for font in paper.fonts)
    assert len(paper.tagged("/H1")) == 1
    for header in paper.tagged("/TH"):
        assert header["/A"]["/Scope"] in ("/Row", "/Column"), "many readers look at nothing else"


def test_a_link_is_told_with_its_words_and_once(papers: dict[str, Document]) -> None:
    paper = papers["livret-accueil.pdf"]
    links = [note.get_object() for page in paper.reader.pages for note in page.get("/Annots", ())]
    assert len(links) == len(paper.tagged("/Link")) > 50
    assert "Les horaires" in {link["/Contents"] for link in links}
    assert not any(link["/Contents"].startswith(("http", "tel:", "mailto:")) for link in links)


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


def test_a_telephone_reads_the_code_of_the_poster_even_torn(sites: Path) -> None:
    """Read from the picture of the sheet, as a camera sees it, a corner of the code torn off."""
    sheet = pypdfium2.PdfDocument(sites / "public/livret-accueil/affiche.pdf")[0].render(scale=1.5).to_pil()
    (code,) = zxingcpp.read_barcodes(sheet)
    assert code.text == "https://etabli-du-lambon.example/livret-accueil.html"
    corner, side = code.position.bottom_right, code.position.bottom_right.x - code.position.top_left.x
    sheet.paste("white", (corner.x - side // 4, corner.y - side // 4, corner.x, corner.y))
    (code,) = zxingcpp.read_barcodes(sheet)
    assert code.text == "https://etabli-du-lambon.example/livret-accueil.html"
