"""Verdicts that would comfort wrongly: a day that hides a record, a date still to come, a code that nobody knows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from classeur.rules.result import CaseState, RuleState
from tests.small_tree import PROVIDER as PLAIN
from tests.small_tree import REGISTER, TRAINERS, judged, plant, project, result_of, session

DAY = dt.date(2026, 11, 21)
REVIEWS = "00-revision-procedures"
AUDITED = "---\ntitre: Audit\ntype: surveillance\ndebut: 2026-06-01\nfin: 2026-06-02\n---\n"


def procedure(more: str) -> str:
    return (
        "---\ntitre: Veiller\nresponsable: ana-01\nobjet: veille\ndate_application: 2024-02-01\n"
        f"revision: 1 an\n{more}\n---\n"
    )


def test_a_living_document_is_judged_whatever_the_day_it_bears(tmp_path: Path) -> None:
    text = procedure("revu_le: 2025-01-10\ndate: 2015-01-01")
    result = result_of(judged(project(tmp_path, {"evidence/procedures/proc-01.md": text}), DAY), REVIEWS)
    assert result.state is RuleState.GAP


def test_a_complaint_still_open_is_seen_after_the_audit_that_followed_it(tmp_path: Path) -> None:
    files = {
        "evidence/audits/aud-2026-01.md": AUDITED,
        "evidence/reclamations/rec-2026-01.md": "---\ntitre: Froid\nnature: reclamation\nrecue_le: 2026-03-01\n---\n",
    }
    result = result_of(judged(project(tmp_path, files), DAY), "31-cloture")
    assert [case.state for case in result.cases] == [CaseState.MISSING]


def test_a_complaint_from_before_the_evidence_was_kept_is_not_called_late(tmp_path: Path) -> None:
    text = "---\ntitre: Froid\nnature: reclamation\nrecue_le: 2023-12-31\n---\n"
    result = result_of(judged(project(tmp_path, {"evidence/reclamations/rec-2023-01.md": text}), DAY), "31-cloture")
    assert result.cases == ()


def test_a_date_still_to_come_proves_nothing(tmp_path: Path) -> None:
    files = {
        "evidence/procedures/proc-01.md": procedure("revu_le: 2030-01-01"),
        "evidence/reunions/reu-2030-01-01.md": (
            "---\ntitre: Revue\ndate: 2030-01-01\ntype: qualite\nparticipants: ana-01\n---\n"
        ),
    }
    assessment = judged(project(tmp_path, files), DAY)
    assert result_of(assessment, REVIEWS).state is RuleState.GAP
    assert result_of(assessment, "32-revue-qualite").state is RuleState.GAP


def test_a_due_date_still_to_come_is_not_late(tmp_path: Path) -> None:
    text = (
        "---\ntitre: Agir\ndate: 2026-10-01\nresponsable: ana-01\ncause: x\ntype: corrective\nmesure: x\n"
        "echeance: 2027-01-15\navancement: en-cours\nindicateur_succes: x\n---\n"
    )
    result = result_of(judged(project(tmp_path, {"evidence/actions/act-2026-01.md": text}), DAY), "32-plan-a-jour")
    assert result.state is RuleState.HELD


def test_an_interview_of_somebody_unknown_serves_nobody_else(tmp_path: Path) -> None:
    interview = (
        "---\ntitre: Besoin\ndate: 2026-02-20\npersonne_recue: B-99\nqualite: beneficiaire\nrecu_par: ana-01\n"
        "moment: avant\nobjet: besoin\nsession: s-2026-01\n---\n"
    )
    files = {"evidence/sessions/s-2026-01.md": session(), "evidence/entretiens/cr-2026-02-20.md": interview}
    root = plant(tmp_path, {"organisme.yml": PLAIN, **TRAINERS, **files})
    assert result_of(judged(root, DAY), "04-analyse-besoin").state is RuleState.GAP
    plant(root, {"evidence/personnes.yml": REGISTER + "  - {code: B-99, nom: Tuteur Ailleurs}\n"})
    assert result_of(judged(root, DAY), "04-analyse-besoin").state is RuleState.HELD


def test_an_interview_with_a_trainer_is_no_analysis_of_the_learners_need(tmp_path: Path) -> None:
    interview = (
        "---\ntitre: Avant la session\ndate: 2026-02-20\npersonne_recue: rui-02\nqualite: intervenant\n"
        "recu_par: ana-01\nmoment: avant\nobjet: professionnel\nsession: s-2026-01\n---\n"
    )
    files = {"evidence/sessions/s-2026-01.md": session(), "evidence/entretiens/cr-2026-02-20.md": interview}
    assert result_of(judged(project(tmp_path, files), DAY), "04-analyse-besoin").state is RuleState.GAP
