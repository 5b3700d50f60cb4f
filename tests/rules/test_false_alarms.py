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


BEFORE = PROVIDER.replace("suivi_depuis: 2024-01-01", "suivi_depuis: 2026-06-01")
AUDIT = "---\ntitre: Audit\ntype: initial\ndebut: 2025-12-01\nfin: 2025-12-02\n---\n"


def test_an_audit_from_before_the_binder_was_followed_does_not_open_an_earlier_period(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "evidence/audits/aud-01.md": AUDIT,
        "evidence/sessions/s-2026-01.md": session(),
        "evidence/sessions/s-2026-02.md": session(start="2026-06-01", end="2026-06-05"),
    }
    assessment = judged(project(tmp_path, files, provider=BEFORE), DAY)
    assert assessment.since == dt.date(2026, 6, 1)
    assert [case.record for case in result_of(assessment, "04-analyse-besoin").cases] == ["s-2026-02"]


@pytest.mark.parametrize(
    ("end", "state"), [("2026-05-31", RuleState.EMPTY), ("2026-06-01", RuleState.GAP)], ids=["before", "after"]
)
def test_figures_of_sessions_from_before_the_binder_was_followed_are_asked_of_nobody(
    tmp_path: Path, end: str, state: RuleState
) -> None:
    jury = session("{beneficiaire: B-1, certification: obtenue}", start="2026-05-25", end=end, more="formation: essai")
    files: dict[str, str | bytes] = {
        "evidence/sessions/s-2026-01.md": jury,
        "content/formations/essai.md": "---\ntitre: Essai\ncategorie: AF\ncertification: cert-01\n---\n",
        "evidence/certifications/cert-01.md": "---\ntitre: Titre\ncode: RNCP1\nintitule: Titre\n"
        "enregistree_jusqu_au: 2029-12-31\n---\n",
        "evidence/procedures/proc-01.md": (
            "---\ntitre: Compter\nresponsable: ana-01\nobjet: satisfaction\ndate_application: 2024-02-01\n"
            "revision: 1 an\nrevu_le: 2026-02-01\n---\n"
        ),
    }
    assessment = judged(project(tmp_path, files, provider=BEFORE), DAY)
    assert result_of(assessment, "02-chiffres").state is state
    assert result_of(assessment, "03-taux-obtention").state is state


def test_a_certificate_that_is_over_need_not_be_on_display(tmp_path: Path) -> None:
    old = "{numero: FR-0, du: 2020-12-01, au: 2023-11-30, certificateur: Essai}"
    new = "{numero: FR-1, du: 2024-01-01, au: 2026-12-31, certificateur: Essai, affiche_le: 2024-01-08}"
    row = "{numero: FR-1, du: 2024-01-01, au: 2026-12-31, certificateur: Essai}"
    for name, rows, state in (("shown", f"{old}, {new}", RuleState.HELD), ("not", f"{old}, {row}", RuleState.GAP)):
        provider = PROVIDER.replace(row, rows)
        assert (
            result_of(judged(project(tmp_path / name, provider=provider), DAY), "00-certificat-affiche").state is state
        )


def test_an_objective_is_not_agreed_before_the_person_has_come(tmp_path: Path) -> None:
    provider = PROVIDER.replace("categories: AF", "categories: BC")
    text = session(start="2026-12-14", end="2027-02-26", state="prevue").replace("categorie: AF", "categorie: BC")
    files: dict[str, str | bytes] = {"evidence/sessions/s-2026-01.md": text}
    assert result_of(judged(project(tmp_path, files, provider=provider), DAY), "05-engagements").cases == ()


def test_a_request_that_led_to_no_adaptation_has_nothing_to_follow_up(tmp_path: Path) -> None:
    asked = "titre: A\nbeneficiaire: B-1\nsession: s-2026-01\ndemande_le: 2026-03-02\nreponse_le: 2026-03-03\n"
    made = "mesures: [{mesure: Une pause de plus}]\n"
    for name, more, states in (("none", "", []), ("made", made, [CaseState.MISSING])):
        files: dict[str, str | bytes] = {
            "evidence/sessions/s-2026-01.md": session(),
            "evidence/amenagements/am-2026-01.md": f"---\n{asked}{more}a_purger_le: 2027-03-02\n---\n",
        }
        cases = result_of(judged(project(tmp_path / name, files), DAY), "10-amenagement").cases
        assert [case.state for case in cases] == states
