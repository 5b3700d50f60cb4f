"""What the binder says of a record that the public reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from classeur.editions import Edition
from classeur.pages.composing import compose
from tests.conftest import DAY
from tests.small_tree import PROVIDER, judged, project

BOOKLET = "---\ntitre: Livret\ngenre: livret\nresponsable: ana-01\n---\n\nBonjour.\n"
PROCEDURE = (
    "---\ntitre: Accueillir\nobjet: accueil\ndate_application: 2025-01-01\nresponsable: ana-01\n---\n\nOn accueille.\n"
)


@pytest.mark.parametrize(
    ("site", "link"),
    [("https://centre.example/", 'href="https://centre.example/livret.html"'), ("javascript:alert(1)", "")],
)
def test_a_booklet_leads_to_its_public_page_and_to_the_facts_that_it_reads(
    tmp_path: Path, site: str, link: str
) -> None:
    files = {"content/livret.md": BOOKLET, "evidence/procedures/proc-01.md": PROCEDURE}
    host = "hebergeur: {nom: Nuages, adresse: 8 quai du Merrain, telephone: 01 99 00 20 01}\n"
    online = f"site: '{site}'\ndirecteur_publication: Ana Costes\n{host}"
    assessment = judged(project(tmp_path, files, provider=f"{PROVIDER}{online}"), DAY)
    pages = {page.address: page.content for page in compose(assessment, Edition.AUDITOR).pages}
    text = pages["fiches/livret/livret"]
    assert ("Tel que le public le lit" in text) is bool(link)
    assert link in text
    assert 'href="../organisme/organisme.html">l’organisme</a>' in text
    assert "le public le lit" not in pages["fiches/procedure/proc-01"]
