"""What the rules on the middle of the way must not say: lines of « known false alarms » and « false comfort »."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from classeur.portal import Reading
from classeur.rules.result import Assessment, CaseState, RuleState
from tests.small_tree import PROVIDER, judged, plant, project, result_of, session

DAY = dt.date(2026, 11, 21)
CFA = PROVIDER.replace("categories: AF", "categories: [AF, CFA]\nuai: 0990000X")
SESSION = "evidence/sessions/ca-2026-03.md"
REPORT = "evidence/entretiens/cr-2026-03-04.md"


def report(*, about: str, mode: str = "presence", moment: str = "pendant", quality: str = "beneficiaire") -> str:
    return (
        f"---\ntitre: Point\ndate: 2026-03-04\npersonne_recue: B-1\nqualite: {quality}\nrecu_par: ana-01\n"
        f"mode: {mode}\nmoment: {moment}\nobjet: {about}\nsession: ca-2026-03\n---\n"
    )


def state(assessment: Assessment, rule: str) -> RuleState:
    return result_of(assessment, rule).state


def test_one_day_session_without_an_interview_in_the_middle(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {SESSION: session(start="2026-03-02", end="2026-03-02", days=1)}
    assert state(judged(project(tmp_path, files), DAY), "10-suivi") is RuleState.EMPTY
    plant(tmp_path, {SESSION: session(start="2026-03-02", end="2026-03-03", days=2)})
    assert state(judged(tmp_path, DAY), "10-suivi") is RuleState.GAP


@pytest.mark.parametrize("nature", ["emargement", "support", "facture"])
def test_an_attendance_sheet_is_no_follow_up(tmp_path: Path, nature: str) -> None:
    more = f"pieces: [{{nature: {nature}, date: 2026-03-04, ou: armoire}}]"
    assert state(judged(project(tmp_path, {SESSION: session(more=more)}), DAY), "10-suivi") is RuleState.GAP


@pytest.mark.parametrize("nature", ["echange", "evaluation", "support-personnalise", "relance"])
def test_a_written_exchange_or_a_test_in_the_middle_is_a_follow_up(tmp_path: Path, nature: str) -> None:
    more = f"pieces: [{{nature: {nature}, date: 2026-03-04, ou: armoire}}]"
    assert state(judged(project(tmp_path, {SESSION: session(more=more)}), DAY), "10-suivi") is RuleState.HELD


def test_what_was_written_after_the_end_is_no_follow_up(tmp_path: Path) -> None:
    more = "pieces: [{nature: echange, date: 2026-03-09, ou: armoire}, {nature: evaluation, date: 2026-03-06, ou: ici}]"
    result = result_of(judged(project(tmp_path, {SESSION: session(more=more)}), DAY), "10-suivi")
    assert result.state is RuleState.GAP


@pytest.mark.parametrize("contract", ["apprentissage", "professionnalisation", "Contrat de professionnalisation"])
def test_work_study_in_plain_training_falls_under_13_too(tmp_path: Path, contract: str) -> None:
    learner = f"{{beneficiaire: B-1, contrat: {contract}}}, {{beneficiaire: B-2, contrat: CDI}}"
    assessment = judged(project(tmp_path, {SESSION: session(learner)}), DAY)
    assert assessment.verdicts[13].applies
    result = result_of(assessment, "13-liaison")
    assert [case.learner for case in result.cases] == ["B-1"]
    assert result.state is RuleState.GAP


def test_training_without_work_study_is_not_under_13(tmp_path: Path) -> None:
    assert (
        not judged(project(tmp_path, {SESSION: session("{beneficiaire: B-1, contrat: CDI}")}), DAY).verdicts[13].applies
    )


@pytest.mark.parametrize(
    ("text", "held"),
    [
        (report(about="suivi"), False),
        (report(about="suivi", mode="telephone"), False),
        (report(about="tripartite"), True),
        (report(about="suivi", mode="visite"), True),
        (report(about="suivi", quality="tuteur"), True),
    ],
)
def test_an_ordinary_interview_does_not_count_for_13(tmp_path: Path, text: str, *, held: bool) -> None:
    files: dict[str, str | bytes] = {SESSION: session("{beneficiaire: B-1, contrat: apprentissage}"), REPORT: text}
    assert (state(judged(project(tmp_path, files), DAY), "13-liaison") is RuleState.HELD) is held


@pytest.mark.parametrize("nature", ["calendrier-alternance", "echange", "evaluation", "convention-apprentissage"])
def test_the_papers_of_the_centre_do_not_show_the_link_with_the_company(tmp_path: Path, nature: str) -> None:
    more = f"pieces: [{{nature: {nature}, date: 2026-03-04, ou: armoire}}]"
    files: dict[str, str | bytes] = {SESSION: session("{beneficiaire: B-1, contrat: apprentissage}", more=more)}
    assert state(judged(project(tmp_path, files), DAY), "13-liaison") is RuleState.GAP


def test_a_visit_before_the_entry_counts_while_the_year_is_running_and_no_longer(tmp_path: Path) -> None:
    visit = report(about="besoin", mode="visite", moment="avant").replace("2026-03-04", "2026-02-20")
    learner = "{beneficiaire: B-1, contrat: apprentissage}"
    files: dict[str, str | bytes] = {
        SESSION: session(learner, end="2027-02-26", days=60, state="en-cours"),
        REPORT: visit,
    }
    assert state(judged(project(tmp_path, files), DAY), "13-liaison") is RuleState.HELD
    plant(tmp_path, {SESSION: session(learner, end="2026-10-30", days=60)})
    assert state(judged(tmp_path, DAY), "13-liaison") is RuleState.GAP


def test_a_broken_contract_handled_well_alarms_nobody(sample: Reading, assessment: Assessment) -> None:
    alert = sample.library.records["al-2026-01"]
    assert alert.get("type") == "risque-rupture"
    assert alert.get("mediateur_saisi_le")
    cases = [case for result in assessment.results() for case in result.cases
             if case.record == alert.id or (case.learner, case.record) == ("B-2025-002", "ap-2025-09")]  # fmt: skip
    assert {result.rule.id for result in assessment.results() for case in result.cases if case in cases} >= {
        "10-suivi", "11-evaluation", "12-relance", "12-suite", "13-liaison", "15-information",
    }  # fmt: skip
    assert not [case for case in cases if case.state is CaseState.MISSING]


@pytest.mark.parametrize("category", ["BC", "VAE"])
def test_a_skills_assessment_or_a_vae_has_no_group_to_meet(tmp_path: Path, category: str) -> None:
    provider = PROVIDER.replace("categories: AF", f"categories: {category}")
    text = session(start="2026-03-02", end="2026-05-29", days=8).replace("categorie: AF", f"categorie: {category}")
    followed = (
        "---\ntitre: Un parcours\nbeneficiaire: B-1\nsession: ca-2026-03\n"
        "etapes: [{etape: Deuxième rendez-vous, faite_le: 2026-03-30}]\n---\n"
    )
    files: dict[str, str | bytes] = {SESSION: text, "evidence/parcours/pc-1.md": followed}
    assessment = judged(project(tmp_path, files, provider=provider), DAY)
    assert state(assessment, "10-suivi") is RuleState.HELD
    assert [number for number in (13, 14, 15, 20, 29, 33) if assessment.verdicts[number].applies] == []


def test_who_left_is_not_asked_for_a_test_or_a_certificate(tmp_path: Path) -> None:
    left = "{beneficiaire: B-1, issue: abandon, sorti_le: 2026-03-03}"
    assessment = judged(project(tmp_path, {SESSION: session(left)}), DAY)
    for rule in ("11-evaluation", "11-attestation", "12-assiduite"):
        assert state(assessment, rule) is RuleState.EMPTY, rule


def test_the_general_booklet_does_not_tell_an_apprentice_her_rights(tmp_path: Path) -> None:
    booklet = "---\ngenre: livret\ntitre: Livret\nresponsable: ana-01\nrevu_le: 2026-01-05\n{more}---\n\nBienvenue.\n"
    given = (
        "---\ntitre: Livret remis\ndate: 2026-02-25\ndocument: livret-1\nversion: v1\npour: [ca-2026-03, B-1]\n"
        "destinataire: beneficiaire\ncanal: main-propre\npreuve: signature\n---\n"
    )
    files: dict[str, str | bytes] = {
        SESSION: session().replace("categorie: AF", "categorie: CFA"),
        "content/livret-1.md": booklet.format(more=""),
        "evidence/diffusions/dif-01.md": given,
    }
    assert state(judged(project(tmp_path, files, provider=CFA), DAY), "15-information") is RuleState.GAP
    plant(tmp_path, {"content/livret-1.md": booklet.format(more="categories: CFA\n")})
    assert state(judged(tmp_path, DAY), "15-information") is RuleState.HELD


def test_the_easy_version_of_an_apprentice_booklet_need_not_say_everything_again(tmp_path: Path) -> None:
    booklet = (
        "---\ngenre: livret\ntitre: Livret\nresponsable: ana-01\nrevu_le: 2026-01-05\ncategories: CFA\n{more}---\n\n"
    )
    whole = "## Vous êtes apprenti {#apprenti}\n\nVos droits.\n\n## Violences {#violences}\n\nDites-le.\n"
    files: dict[str, str | bytes] = {
        "content/livret-1.md": booklet.format(more="") + whole,
        "content/livret-facile.md": booklet.format(more="facile_a_lire_de: livret-1\n") + "Bonjour.\n",
    }
    assert state(judged(project(tmp_path, files, provider=CFA), DAY), "15-livret") is RuleState.HELD


@pytest.mark.parametrize(("version", "held"), [("2", True), ("v2", True), ("V2", True), ("1", False), ("3", False)])
def test_the_version_given_is_that_in_force_on_the_day_however_it_is_written(
    tmp_path: Path, version: str, *, held: bool
) -> None:
    booklet = (
        "---\ngenre: livret\ntitre: Livret\nresponsable: ana-01\nrevu_le: 2026-09-01\nversion: v3\nversions:\n"
        "  - {version: v1, du: 2025-01-06}\n  - {version: v2, du: 2026-01-05}\n  - {version: v3, du: 2026-09-01}\n---\n"
    )
    given = (
        f'---\ntitre: Livret remis\ndate: 2026-02-25\ndocument: livret-1\nversion: "{version}"\npour: ca-2026-03\n'
        "destinataire: beneficiaire\ncanal: courriel\npreuve: accuse\n---\n"
    )
    files: dict[str, str | bytes] = {
        SESSION: session(),
        "content/livret-1.md": booklet,
        "evidence/diffusions/dif-01.md": given,
    }
    result = result_of(judged(project(tmp_path, files), DAY), "09-version-remise")
    assert (result.state is RuleState.HELD) is held
    if not held:
        assert result.finding
        assert "la version v2 était en vigueur" in result.finding.message


def test_a_document_that_tells_no_versions_accuses_nobody(tmp_path: Path) -> None:
    document = "---\ntitre: Guide\nresponsable: ana-01\nfamille: pedagogique\ntype: autre\nrevu_le: 2026-01-05\n---\n"
    given = (
        "---\ntitre: Guide remis\ndate: 2026-02-25\ndocument: doc-01\nversion: v7\npour: ca-2026-03\n"
        "destinataire: beneficiaire\ncanal: courriel\npreuve: accuse\n---\n"
    )
    files: dict[str, str | bytes] = {
        SESSION: session(),
        "evidence/documents/doc-01.md": document,
        "evidence/diffusions/dif-01.md": given,
    }
    assert state(judged(project(tmp_path, files), DAY), "09-version-remise") is RuleState.EMPTY


def test_no_report_of_violence_is_no_gap(tmp_path: Path) -> None:
    assert state(judged(project(tmp_path, {SESSION: session()}), DAY), "12-signalement") is RuleState.HELD


@pytest.mark.parametrize(
    ("people", "guests", "absent"),
    [
        ("ana-01, B-1", "[Une entreprise, gérante]", ""),
        ("ana-01, B-1, soc-01", "", ""),
        ("B-1, soc-01", "", "formateurs"),
        ("ana-01", "[Une entreprise, gérante]", "apprentis"),
        ("rui-02", "", "apprentis, formateurs, entreprises"),
    ],
)
def test_a_council_has_its_three_sides(tmp_path: Path, people: str, guests: str, absent: str) -> None:
    meeting = (
        f"---\ntitre: Conseil\ndate: 2026-06-24\ntype: conseil-perfectionnement\nparticipants: [{people}]\n"
        f"{f'representants: {guests}' if guests else ''}\n---\n"
    )
    files: dict[str, str | bytes] = {
        SESSION: session().replace("categorie: AF", "categorie: CFA"),
        "evidence/reunions/reu-2026-06-24.md": meeting,
        "evidence/entreprises/soc-01.md": "---\ntitre: Le Fournil\nrole: employeur\n---\n",
    }
    result = result_of(judged(project(tmp_path, files, provider=CFA), DAY), "20-representants")
    assert [case.details.get("absents", "") for case in result.cases] == [absent]


YEARLY = ("14-activite", "20-conseil", "20-actions-mobilite", "29-insertion", "33-evaluation")


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-09-07", "2027-07-02", RuleState.WAITING),
        ("2025-09-08", "2026-07-03", RuleState.GAP),
        ("2024-09-09", "2025-07-04", RuleState.EMPTY),
        ("2027-01-04", "2027-07-02", RuleState.EMPTY),
    ],
)
def test_a_centre_that_opens_has_its_first_year_to_do_what_is_done_each_year(
    tmp_path: Path, start: str, end: str, expected: RuleState
) -> None:
    text = session(start=start, end=end, days=60, state="prevue", more="formation: boulanger")
    files: dict[str, str | bytes] = {
        SESSION: text.replace("categorie: AF", "categorie: CFA"),
        "content/formations/boulanger.md": "---\ntitre: Boulanger\ncategorie: CFA\nrevu_le: 2026-06-30\n---\n",
    }
    assessment = judged(project(tmp_path, files, provider=CFA), DAY)
    assert {state(assessment, rule) for rule in YEARLY} == {expected}
    if expected is RuleState.WAITING:
        due = {deadline.day for deadline in assessment.deadlines if deadline.rule.id in YEARLY}
        assert due == {dt.date(2027, 9, 7)}


def test_what_is_only_planned_was_not_done(tmp_path: Path) -> None:
    activity = "---\ntitre: Atelier\ndate: {day}\ntheme: insertion\nparticipants: B-1\n---\n"
    files: dict[str, str | bytes] = {
        SESSION: session(start="2025-09-08", end="2026-12-18", days=60).replace("categorie: AF", "categorie: CFA"),
        "evidence/activites/atl-01.md": activity.format(day="2026-12-10"),
    }
    assert state(judged(project(tmp_path, files, provider=CFA), DAY), "29-insertion") is RuleState.GAP
    plant(tmp_path, {"evidence/activites/atl-01.md": activity.format(day="2026-11-19")})
    assessment = judged(tmp_path, DAY)
    assert state(assessment, "29-insertion") is RuleState.HELD
    assert [d.day for d in assessment.deadlines if d.rule.id == "29-insertion"] == [dt.date(2027, 11, 19)]
