"""What an auditor would not say of small, ordinary and honest providers: late entries, people alone, plain answers."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from classeur.finding import Grade
from classeur.rules.result import RuleResult, RuleState
from tests.small_tree import PROVIDER, judged, project, result_of, session

DAY = dt.date(2026, 11, 21)
SESSION = "evidence/sessions/ca-2026-03.md"
COMPLAINT = "evidence/reclamations/rec-2026-01.md"


def of(root: Path, rule: str, files: dict[str, str]) -> RuleResult:
    return result_of(judged(project(root, dict(files)), DAY), rule)


def complaint(more: str) -> dict[str, str]:
    return {COMPLAINT: f"---\ntitre: Bruit\nnature: reclamation\nrecue_le: 2026-03-02\n{more}\n---\n"}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("accuse_le: 2026-03-05", RuleState.HELD),
        ("reponse_le: 2026-03-05", RuleState.HELD),
        ("reponse_le: 2026-04-05", RuleState.GAP),
        ("canal: courriel", RuleState.GAP),
    ],
    ids=["acknowledged", "answered-at-once", "answered-late", "nothing"],
)
def test_an_answer_within_the_delay_is_an_acknowledgement(tmp_path: Path, more: str, expected: RuleState) -> None:
    assert of(tmp_path, "31-accuse", complaint(more)).state is expected


def test_a_complaint_that_took_long_to_close_is_closed(tmp_path: Path) -> None:
    assert of(tmp_path / "a", "31-cloture", complaint("cloturee_le: 2026-09-14")).state is RuleState.HELD
    assert of(tmp_path / "b", "31-cloture", complaint("canal: courriel")).state is RuleState.GAP
    recent = {COMPLAINT: "---\ntitre: Bruit\nnature: reclamation\nrecue_le: 2026-11-16\n---\n"}
    assert of(tmp_path / "c", "31-cloture", recent).state is RuleState.WAITING
    assert of(tmp_path / "d", "31-accuse", recent).state is RuleState.WAITING


def delivered(day: str, entry: str) -> dict[str, str]:
    more = "sequences: [{date: 2026-03-03, titre: Module, premier_acces_le: 2026-03-03}]"
    return {
        SESSION: session(more=more).replace("modalite: presentiel", "modalite: distance"),
        "evidence/parcours/b-1.md": f"---\ntitre: P\nbeneficiaire: B-1\nsession: ca-2026-03\nentree: {entry}\n---\n",
        "evidence/documents/doc-01.md": (
            "---\ntitre: Guide\nresponsable: ana-01\nfamille: pedagogique\ntype: guide-plateforme\n"
            "revu_le: 2026-01-05\n---\n"
        ),
        "evidence/diffusions/dif-2026-01.md": (
            f'---\ntitre: Guide\ndate: {day}\ndocument: doc-01\nversion: "1"\npour: [ca-2026-03, B-1]\n'
            "destinataire: beneficiaire\ncanal: courriel\npreuve: accuse\n---\n"
        ),
    }


@pytest.mark.parametrize(
    ("day", "entry", "expected"),
    [
        ("2026-03-02", "2026-03-02", RuleState.HELD),
        ("2026-03-03", "2026-03-02", RuleState.GAP),
        ("2026-03-04", "2026-03-05", RuleState.HELD),
        ("2026-03-05", "2026-03-05", RuleState.GAP),
    ],
    ids=["with-the-group", "with-the-group-too-late", "late-entry", "late-entry-too-late"],
)
def test_who_enters_late_has_the_platform_guide_before_their_own_first_day(
    tmp_path: Path, day: str, entry: str, expected: RuleState
) -> None:
    assert of(tmp_path, "09-guide-avant-acces", delivered(day, entry)).state is expected


def trainer(link: str, more: str) -> dict[str, str]:
    return {
        SESSION: session(),
        "evidence/personnel/ana-01.md": f"---\ntitre: Ana\nfonctions: Formation\nlien: {link}\n{more}\n---\n",
    }


INTERVIEW = (
    "---\ntitre: Reçue\ndate: {}\npersonne_recue: ana-01\nqualite: intervenant\nrecu_par: ana-01\n"
    "objet: professionnel\n---\n"
)


@pytest.mark.parametrize(
    ("link", "more", "expected"),
    [
        ("dirigeant", "diplomes: Master", RuleState.HELD),
        ("dirigeant", "cv_le: 2026-01-05", RuleState.GAP),
        ("salarie", "diplomes: Master", RuleState.GAP),
        ("salarie", "competences_verifiees_le: 2026-03-02", RuleState.HELD),
    ],
)
def test_who_leads_shows_diplomas_and_everybody_else_is_checked(
    tmp_path: Path, link: str, more: str, expected: RuleState
) -> None:
    assert of(tmp_path, "21-competence-avant-session", trainer(link, more)).state is expected


def test_a_trainer_who_was_received_before_the_session_was_checked(tmp_path: Path) -> None:
    files = trainer("salarie", "cv_le: 2026-01-05")
    before = {**files, "evidence/entretiens/cr-2026-02-10.md": INTERVIEW.format("2026-02-10")}
    after = {**files, "evidence/entretiens/cr-2026-03-10.md": INTERVIEW.format("2026-03-10")}
    assert of(tmp_path / "a", "21-competence-avant-session", before).state is RuleState.HELD
    assert of(tmp_path / "b", "21-competence-avant-session", after).state is RuleState.GAP


def test_an_analysis_of_the_year_is_a_review_for_somebody_alone(tmp_path: Path) -> None:
    analysis = "---\ntitre: L'année\ndate: 2026-07-01\nsources: rec-2026-01\nconstats: Du bruit\ncauses: Travaux\n---\n"
    files = {**complaint("accuse_le: 2026-03-05"), "evidence/analyses/an-2026-01.md": analysis}
    assert of(tmp_path / "a", "32-revue-qualite", files).state is RuleState.HELD
    assert of(tmp_path / "b", "32-revue-qualite", {SESSION: session()}).state is RuleState.GAP


def test_a_missing_booklet_is_told_once(tmp_path: Path) -> None:
    assessment = judged(project(tmp_path, {SESSION: session()}), DAY)
    assert result_of(assessment, "09-livret").state is RuleState.GAP
    assert result_of(assessment, "12-information-violences").state is RuleState.CONFIRM


def test_a_lapse_of_a_provider_with_one_session_is_minor_when_the_rest_is_there(tmp_path: Path) -> None:
    procedure = "---\ntitre: P\nresponsable: ana-01\nobjet: positionnement\ndate_application: 2025-09-01\n---\n"
    with_it = {SESSION: session(), "evidence/procedures/proc-01.md": procedure}
    assert of(tmp_path / "a", "08-positionnement", with_it).grade is Grade.MINOR
    assert of(tmp_path / "b", "08-positionnement", {SESSION: session()}).grade is Grade.MAJOR


@pytest.mark.parametrize(("shown", "expected"), [(", affiche_le: 2025-03-04", RuleState.HELD), ("", RuleState.GAP)])
def test_a_certificate_of_the_last_cycle_need_not_hang_on_the_wall(
    tmp_path: Path, shown: str, expected: RuleState
) -> None:
    old = "{numero: A, du: 2022-03-03, au: 2025-03-02, certificateur: C}"
    new = f"{{numero: B, du: 2025-03-03, au: 2028-03-02, certificateur: C{shown}}}"
    rows = re.sub(r"(?m)^certificat: .*$", f"certificat: [{old}, {new}]", PROVIDER)
    root = project(tmp_path, {SESSION: session()}, provider=rows)
    assert result_of(judged(root, DAY), "00-certificat-affiche").state is expected
