"""Verdicts that would comfort wrongly: a day that hides a record, a date still to come, a code that nobody knows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from classeur.portal import assess, read_project
from classeur.rules.result import CaseState, RuleState, Status
from tests.acceptance.examples import EXAMPLES
from tests.small_tree import PDF, REGISTER, TRAINERS, judged, plant, project, result_of, session
from tests.small_tree import PROVIDER as PLAIN

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


(LOCKED,) = (EXAMPLES / "bad" / "piece-verrouillee").rglob("*.pdf")
ASKED = "evidence/sessions/s-2026-01/demande--B-1--2026-02-20.pdf"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "est vide"),
        (b"%PDF-1.4 et plus rien", "ne s'ouvre pas"),
        (LOCKED.read_bytes(), "demande un mot de passe"),
    ],
)
def test_a_file_that_nobody_can_read_proves_nothing_and_is_named(tmp_path: Path, content: bytes, why: str) -> None:
    files: dict[str, str | bytes] = {"evidence/sessions/s-2026-01.md": session(), ASKED: content}
    reading = read_project(project(tmp_path, files))
    (found,) = reading.findings
    assert found.rule in ("piece-vide", "piece-abimee", "piece-verrouillee")
    result = result_of(assess(reading, DAY), "04-analyse-besoin")
    assert result.state is RuleState.GAP
    assert result.finding
    assert f"« demande--B-1--2026-02-20.pdf » {why}" in result.finding.message


def test_an_indicator_backed_by_nothing_but_declared_places_is_to_be_watched(tmp_path: Path) -> None:
    """Nothing is missing, and nothing can be seen: 8 keeps its written procedure out of it here."""
    off = "regles_desactivees: [{regle: 08-procedure, motif: Essai.}]\n"
    kept = "pieces: [{nature: positionnement, date: 2026-03-02, ou: classeur bleu}]"
    files: dict[str, str | bytes] = {"evidence/sessions/s-2026-01.md": session(more=kept)}
    verdict = judged(project(tmp_path / "a", files, provider=PLAIN + off), DAY).verdicts[8]
    assert (verdict.declared, verdict.status) == (True, Status.WATCH)
    files = {"evidence/sessions/s-2026-01.md": session(),
             "evidence/sessions/s-2026-01/positionnement--2026-03-02.pdf": PDF}  # fmt: skip
    verdict = judged(project(tmp_path / "b", files, provider=PLAIN + off), DAY).verdicts[8]
    assert (verdict.declared, verdict.status) == (False, Status.OK)


INTERVIEW = (
    "---\ntitre: Besoin\ndate: 2026-02-20\npersonne_recue: {who}\nqualite: beneficiaire\nrecu_par: ana-01\n"
    "moment: avant\nobjet: besoin\nsession: s-2026-01\n---\n"
)


@pytest.mark.parametrize(("who", "states"), [("B-1", ["illisible", "manquant"]), ("groupe", ["illisible"] * 2)])
def test_a_proof_that_could_not_be_read_whole_does_not_make_anything_look_missing(
    tmp_path: Path, who: str, states: list[str]
) -> None:
    """The day of the interview is mistyped: its error is told, not « no analysis of the need » of whom it names."""
    wrong = INTERVIEW.format(who=who).replace("date: 2026-02-20", "date: 2026-02-31")
    files: dict[str, str | bytes] = {
        "evidence/sessions/s-2026-01.md": session("{beneficiaire: B-1}, {beneficiaire: B-2}"),
        "evidence/entretiens/cr-2026-02-20.md": wrong,
    }
    reading = read_project(project(tmp_path, files))
    assert [found.grade.blocks for found in reading.findings] == [True]
    result = result_of(assess(reading, DAY), "04-analyse-besoin")
    assert [case.state.value for case in result.cases] == states
    assert result.state is (RuleState.GAP if "manquant" in states else RuleState.CONFIRM)


@pytest.mark.parametrize("text", ["---\ntitre: [\n---\n", "---\ntitre: Livret\netat: fini\n---\n"])
def test_the_only_record_of_its_kind_is_not_said_to_be_missing_when_it_could_not_be_read(
    tmp_path: Path, text: str
) -> None:
    reading = read_project(project(tmp_path, {"content/livret-accueil.md": text}))
    assert any(found.grade.blocks for found in reading.findings)
    assert result_of(assess(reading, DAY), "09-livret").state is not RuleState.GAP


def test_where_nothing_was_there_to_look_at_papers_are_not_said_to_be_present(tmp_path: Path) -> None:
    verdicts = judged(project(tmp_path), dt.date(2026, 11, 21)).verdicts
    assert [verdicts[number].status for number in (4, 5, 6)] == [Status.SOON] * 3


def test_where_every_rule_is_turned_off_somebody_has_to_look(tmp_path: Path) -> None:
    off = "regles_desactivees: [{regle: 04-analyse-besoin, motif: Nous le faisons de vive voix.}]\n"
    verdicts = judged(project(tmp_path, provider=PLAIN + off), dt.date(2026, 11, 21)).verdicts
    assert verdicts[4].status is Status.CONFIRM
