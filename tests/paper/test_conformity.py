"""Whether PDFs are PDF/UA-1, as veraPDF sees it: those of the sample, odd ones, and some that must not be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfWriter

from classeur.editions import Edition
from classeur.pages.page import Layout, Page, Paper, Site
from classeur.paper import press
from classeur.paper.printing import with_papers
from tests.conftest import ROOT

ODD = """# Tout ce qui se lit mal

<p><a href="tel:+33199000000"><strong>01 99 00 00 00</strong><br><small>appeler</small></a>
<a href="#plus"><span>Plus</span> <em>bas</em></a> <a href="b.html"><img src="c.png" alt="Rien"></a></p>
<ul><li>Un<ul><li>Un et demi</li></ul></li><li><a href="#plus"><p>Un bloc dans un lien</p></a></li></ul>
<dl><div><dt>Terme</dt><dd>Valeur</dd></div></dl>
<table><caption>Deux</caption><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>
<tbody><tr><th scope="row" rowspan="2">Un</th><td>1</td></tr>
<tr><td><a href="#plus"><b>2</b></a></td></tr></tbody></table>
<details><summary>Replié</summary><p lang="en">Hello</p></details>
<figure><svg role="img" viewBox="0 0 9 9"><title>Un carré</title><path d="M0 0h9v9z"/></svg>
<figcaption>Carré</figcaption></figure>
<h2 id="plus">Plus bas</h2><h3>Encore plus</h3><blockquote><p>Dit par <abbr title="Quelqu'un">Q.</abbr></p></blockquote>
"""


def printed(root: Path, *papers: Paper) -> None:
    """The PDFs of a page that holds what is hard to tell aloud, under `root`."""
    page = Page("a", "Tout ce qui se lit mal", ODD, papers=papers)
    site = Site(Edition.PUBLIC, "Centre d'essai", "https://centre.example", "", "", (page,), (), ())
    root.mkdir(parents=True)
    for made in with_papers(site, root)[0].downloads:
        (root / made.address).write_bytes(made.content)


@pytest.fixture(scope="module")
def said(sites: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What veraPDF says of all these PDFs: one start of Java for all of them."""
    root = tmp_path_factory.mktemp("papiers")
    printed(root / "odd", Paper("livret.pdf", Layout.BOOKLET), Paper("a.pdf"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(press, "led_once", lambda _: None)
        printed(root / "links", Paper("b.pdf"))
    plain = PdfWriter()
    plain.add_blank_page(595, 842)
    plain.write(root / "plain.pdf")
    command = [sys.executable, "-m", "tests.paper.verapdf", str(sites / "public"), str(root)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 1, told.stderr
    return told.stdout.splitlines()


def test_every_paper_of_the_sample_is_pdf_ua(said: list[str], sites: Path) -> None:
    assert [line for line in said if line.startswith(str(sites))] == []
    assert int(said[-1].split()[0]) > 30


def test_what_is_hard_to_tell_aloud_is_pdf_ua_too(said: list[str]) -> None:
    assert [line for line in said if "/odd/" in line] == []


def test_a_pdf_without_tags_and_links_said_twice_are_refused(said: list[str]) -> None:
    faults = [line for line in said[:-1] if "/odd/" not in line]
    assert any("plain.pdf: 7.1-" in line for line in faults)
    assert {line.split(": ")[1].split(",")[0] for line in faults if "/links/" in line} == {"7.18.5-1"}
