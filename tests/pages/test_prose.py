"""A body says what it has to say, and nothing in it calls elsewhere or leads where its edition does not go."""

from __future__ import annotations

from pathlib import Path

import pytest

from classeur.editions import Edition
from classeur.pages.composing import compose
from classeur.pages.prose import render
from classeur.pages.view import View
from classeur.portal import read_project
from tests.conftest import DAY
from tests.small_tree import PROVIDER, document, judged, project

PAGE = "---\ngenre: page\ntitre: Accueil\nrevu_le: 2026-11-01\n---\n\n"
KNOWN = {"content/plan.png": "fichiers/plan.png", "content/autre.md": "autre.html"}


def prose(root: Path, body: str) -> str:
    reading = read_project(project(root, {"content/accueil.md": PAGE + body}))
    return render(reading.library.records["accueil"], KNOWN.get).html


@pytest.mark.parametrize(
    "body",
    [
        "![x](https://ailleurs.example/x.png)",
        "![x](//ailleurs.example/x.png)",
        '<img src="https://ailleurs.example/x.png" alt="x">',
        '<p><img src="//ailleurs.example/x.png"></p>',
        '<img alt="a > b" src="HTTPS://ailleurs.example/x.png">',
        "<img src='data:image/png;base64,AAAA'>",
        '<img src="../evidence/photo.png">',
        '![x](plan.png){src="https://ailleurs.example/x.png"}',
        '![x](plan.png){srcset="https://ailleurs.example/x.png"}',
    ],
)
def test_no_picture_comes_from_elsewhere(tmp_path: Path, body: str) -> None:
    html = prose(tmp_path, body)
    assert "ailleurs" not in html
    assert "evidence" not in html
    assert "<img" not in html or ' src="fichiers/plan.png"' in html


@pytest.mark.parametrize(
    "body", ["![x](plan.png)", '<img src="plan.png" alt="x">', '<p><img src="/content/plan.png"></p>']
)
def test_pictures_of_the_project_are_shown_however_they_are_written(tmp_path: Path, body: str) -> None:
    assert ' src="fichiers/plan.png"' in prose(tmp_path, body)


@pytest.mark.parametrize(
    ("body", "link"),
    [
        ('<a href="autre.md#la">x</a>', ' href="autre.html#la"'),
        ('<a href="https://ailleurs.example/">x</a>', ' href="https://ailleurs.example/"'),
        ('<a href="../evidence/personnes.yml">x</a>', ""),
        ('<a href="//ailleurs.example/">x</a>', ""),
        ('<a href="javascript:alert(1)">x</a>', ""),
        ("[x](//ailleurs.example/)", ""),
    ],
)
def test_a_link_written_in_html_obeys_the_same_rules(tmp_path: Path, body: str, link: str) -> None:
    html = prose(tmp_path, body)
    assert link in html
    assert ("href" in html) is bool(link)


def test_only_files_that_a_page_links_to_are_copied_for_the_team(tmp_path: Path) -> None:
    restricted = (
        "---\ntitre: A\nbeneficiaire: B-1\ndemande_le: 2026-02-01\na_purger_le: 2027-02-01\n"
        "pieces: [{nature: devis, fichier: bilan.pdf}]\n---\n"
    )
    company = "---\ntitre: M\nrole: cliente\npieces: [{nature: devis, fichier: %s}]\n%s---\n"
    files: dict[str, str | bytes] = {
        "evidence/amenagements/am-2026-01.md": restricted,
        "evidence/amenagements/bilan.pdf": document("bilan.pdf"),
        "evidence/entreprises/soc-01.md": company % ("devis.pdf", ""),
        "evidence/entreprises/devis.pdf": document("devis.pdf"),
        "evidence/entreprises/soc-02.md": company % ("projet.pdf", "etat: brouillon\n"),
        "evidence/entreprises/projet.pdf": document("projet.pdf"),
    }
    site = compose(judged(project(tmp_path, files), DAY), Edition.TEAM)
    assert [asset.source for asset in site.assets] == ["evidence/entreprises/devis.pdf"]


@pytest.mark.parametrize(("address", "kept"), [("https://forge.example/", True), ("javascript:alert(1)//", False)])
def test_only_a_web_address_can_be_edited_at(tmp_path: Path, address: str, kept: bool) -> None:  # noqa: FBT001
    root = project(tmp_path, provider=f'{PROVIDER}depot: "{address}"\n')
    assert compose(judged(root, DAY), Edition.TEAM).edit_base == (address if kept else "")


LINK = '<a href="../reclamation/rec-2026-01.html">Le car</a>'
SPOKEN = {
    "evidence/reclamations/rec-2026-01.md": "---\ntitre: Le car\nnature: suggestion\nrecue_le: 2026-03-01\n---\n",
    "evidence/audits/aud-2026-09.md": "---\ntitre: Entre nous\ntype: blanc\ndebut: 2026-05-01\nfin: 2026-05-01\n---\n",
}


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Née de rec-2026-01.", f"Née de {LINK}."),
        ("(Rec-2026-01)", f"({LINK})"),
        ("rec-2026-01 et **rec-2026-01**", f"{LINK} et <strong>{LINK}</strong>"),
        (
            "`rec-2026-01`, rec-2026-011 et rec-2026-01.example",
            "<code>rec-2026-01</code>, rec-2026-011 et rec-2026-01.example",
        ),
        ("soc-01 et aud-2026-09", "soc-01 et aud-2026-09"),
    ],
)
def test_a_record_that_a_sentence_names_is_said_by_its_title(tmp_path: Path, sentence: str, said: str) -> None:
    company = f"---\ntitre: Le Rabot\nrole: cliente\n---\n\n{sentence}\n"
    assessment = judged(project(tmp_path, {**SPOKEN, "evidence/entreprises/soc-01.md": company}), DAY)
    view = View(assessment, Edition.AUDITOR)
    html = view.prose(assessment.library.records["soc-01"], "fiches/entreprise/soc-01").html
    assert html == f"<p>{said}</p>"
