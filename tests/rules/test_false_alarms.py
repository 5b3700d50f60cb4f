"""What must not be called a gap: who enters later than the group, a skills assessment, a VAE."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from classeur.portal import assess, read_project
from classeur.rules.result import CaseState, RuleState
from tests.small_tree import PDF, PROVIDER, judged, project, result_of, session

DAY = dt.date(2026, 11, 21)


def programme(category: str) -> str:
    return f"---\ntitre: Programme\ncategorie: {category}\nobjectifs: Agir\n---\n"


@pytest.mark.parametrize(
    ("asked", "state"), [("2026-03-04", CaseState.HAVE), ("2026-03-05", CaseState.MISSING)], ids=["before", "after"]
)
def test_the_need_of_who_enters_later_is_analysed_before_that_entry(
    tmp_path: Path, asked: str, state: CaseState
) -> None:
    entry = "---\ntitre: P\nbeneficiaire: B-1\nsession: s-2026-01\nentree: 2026-03-04\n---\n"
    files: dict[str, str | bytes] = {
        "evidence/sessions/s-2026-01.md": session(),
        "evidence/parcours/parc-01.md": entry,
        f"evidence/parcours/parc-01/demande--{asked}.pdf": PDF,
    }
    (case,) = result_of(judged(project(tmp_path, files), DAY), "04-analyse-besoin").cases
    assert case.state is state


@pytest.mark.parametrize(("category", "state"), [("BC", RuleState.EMPTY), ("VAE", RuleState.GAP)])
def test_a_skills_assessment_has_no_prerequisites(tmp_path: Path, category: str, state: RuleState) -> None:
    """Judged in a provider of both sorts: the other sort's programmes keep theirs."""
    provider = PROVIDER.replace("categories: AF", "categories: [AF, BC, VAE]")
    files: dict[str, str | bytes] = {"content/formations/essai.md": programme(category)}
    assert result_of(judged(project(tmp_path, files, provider=provider), DAY), "01-prerequis").state is state


def test_who_only_does_skills_assessments_is_asked_neither_for_prerequisites_nor_for_employers(tmp_path: Path) -> None:
    provider = PROVIDER.replace("categories: AF", "categories: BC")
    assessment = judged(project(tmp_path, {"content/formations/essai.md": programme("BC")}, provider=provider), DAY)
    judged_rules = {result.rule.id for result in assessment.results()}
    assert judged_rules.isdisjoint({"01-prerequis", "30-entreprises", "30-financeurs-2026", "08-positionnement"})
    assert result_of(assessment, "01-rubriques").state is RuleState.GAP


def test_a_record_that_could_not_be_read_whole_is_not_said_to_lack_anything(tmp_path: Path) -> None:
    """A session whose last day is still to be typed is not « terminée » : its error is told, and nothing else."""
    written = session()
    files = {"evidence/sessions/s-2026-01.md": written}
    assert result_of(judged(project(tmp_path / "whole", files), DAY), "30-chaud").state is RuleState.GAP
    files = {"evidence/sessions/s-2026-01.md": written.replace("fin: ", "fin: # ")}
    assert files["evidence/sessions/s-2026-01.md"] != written
    reading = read_project(project(tmp_path / "begun", files))
    assert [found.rule for found in reading.findings] == ["champ-vide"]
    lacking = [case for result in assess(reading, DAY).results() for case in result.cases
               if case.record == "s-2026-01" and case.state is CaseState.MISSING]  # fmt: skip
    assert lacking == []
