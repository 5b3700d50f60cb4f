"""What a skills assessment may leave in a project: receipts, contracts and dates; no working paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from classeur.portal import read_project
from tests.small_tree import PDF, project, session

PARCOURS = "---\ntitre: Bilan\nbeneficiaire: B-1\nsession: s-2026-01\n---\n"
TALK = (
    "---\ntitre: E\ndate: 2026-03-04\npersonne_recue: B-1\nqualite: beneficiaire\nrecu_par: ana-01\nobjet: suivi\n"
    "parcours: parc-1\npieces: [{nature: evaluation, ou: armoire}]\n---\n"
)


def refused(root: Path, files: dict[str, str], category: str = "BC") -> list[str]:
    """The places of the working papers that are refused; nothing else may be wrong."""
    text = session().replace("categorie: AF", f"categorie: {category}")
    tree = {"evidence/sessions/s-2026-01.md": text, "evidence/parcours/parc-1.md": PARCOURS, **files}
    found = read_project(project(root, dict(tree))).findings
    assert {problem.rule for problem in found} <= {"papier-de-bilan"}
    assert all(problem.grade.blocks for problem in found)
    return [problem.place.path for problem in found]


@pytest.mark.parametrize("folder", ["evidence/sessions/s-2026-01", "evidence/parcours/parc-1"])
@pytest.mark.parametrize(
    "nature", ["positionnement", "evaluation", "support-personnalise", "dossier-validation", "autre"]
)
def test_working_papers_are_refused_wherever_they_are_dropped(tmp_path: Path, folder: str, nature: str) -> None:
    path = f"{folder}/{nature}--2026-03-03.pdf"
    assert refused(tmp_path, {path: PDF}) == [path]


@pytest.mark.parametrize(
    "nature", ["demande", "analyse-besoin", "convention", "convocation", "emargement", "attestation", "remise-synthese"]
)
def test_what_tells_that_the_assessment_took_place_is_kept(tmp_path: Path, nature: str) -> None:
    assert refused(tmp_path, {f"evidence/parcours/parc-1/{nature}--2026-03-03.pdf": PDF}) == []


def test_a_place_elsewhere_and_a_record_about_the_assessment_are_no_way_round(tmp_path: Path) -> None:
    assert refused(tmp_path, {"evidence/entretiens/cr-01.md": TALK}) == ["evidence/entretiens/cr-01.md"]


def test_a_draft_is_no_way_round(tmp_path: Path) -> None:
    draft = PARCOURS.replace("titre:", "etat: brouillon\ntitre:")
    files = {"evidence/parcours/parc-1.md": draft, "evidence/parcours/parc-1/evaluation--2026-03-03.pdf": PDF}
    assert refused(tmp_path, files) == ["evidence/parcours/parc-1/evaluation--2026-03-03.pdf"]


@pytest.mark.parametrize("category", ["AF", "VAE", "CFA"])
def test_other_actions_keep_their_evaluations(tmp_path: Path, category: str) -> None:
    files = {"evidence/parcours/parc-1/evaluation--2026-03-03.pdf": PDF, "evidence/entretiens/cr-01.md": TALK}
    assert refused(tmp_path, files, category) == []
