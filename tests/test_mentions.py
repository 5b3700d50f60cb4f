"""A site that is online says who answers for it and who hosts it: in fields, or in the text of its page."""

from __future__ import annotations

from pathlib import Path

import pytest

from classeur.portal import read_project
from tests.small_tree import PROVIDER, project

ONLINE = f"{PROVIDER}site: https://essai.example/\n"
HOST = "hebergeur: {nom: Nuages, adresse: 8 quai du Merrain, telephone: 05 36 49 40 00}\n"
NOTICE = "---\ntitre: Mentions légales\ngenre: page\nresponsable: ana-01\n---\n\n"


@pytest.mark.parametrize(
    ("provider", "notice", "told"),
    [
        (PROVIDER, "", ""),
        (ONLINE, "", "Direction de la publication, Hébergeur du site."),
        (f"{ONLINE}{HOST}", "", "Direction de la publication."),
        (f"{ONLINE}directeur_publication: Ana Costes\n{HOST}", "", ""),
        (ONLINE, "Publication : Ana Costes. Hébergement : Nuages, 8 quai du Merrain, 05 36 49 40 00.", ""),
        (ONLINE, "Nuages héberge ce site.", "Direction de la publication."),
    ],
)
def test_only_what_nobody_wrote_is_asked_for(tmp_path: Path, provider: str, notice: str, told: str) -> None:
    files = {"content/mentions-legales.md": f"{NOTICE}{notice}\n"} if notice else {}
    found = read_project(project(tmp_path, files, provider=provider)).findings
    assert [one.message.partition(" : ")[2] for one in found] == ([told] if told else [])
