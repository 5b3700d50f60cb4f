"""What the rules of 17 to 32 must not accuse, and what must not comfort: the lines of `rules.md` that are theirs."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from classeur.kinds.pieces import Piece
from classeur.portal import assess, read_project
from classeur.rules.result import Assessment, CaseState, RuleState
from tests.acceptance.examples import PROVIDERS
from tests.small_tree import PDF, PROVIDER, judged, plant, project, result_of, session, told

DAY = dt.date(2026, 11, 21)
SESSION = "evidence/sessions/s-2026-01.md"
FREELANCE = "---\ntitre: Zoé Varenne\nfonctions: Formatrice\nlien: independant\n---\n"


def state(assessment: Assessment, rule: str) -> RuleState:
    return result_of(assessment, rule).state


def rules_in(assessment: Assessment) -> set[str]:
    return {result.rule.id for result in assessment.results()}


def solo(tmp_path: Path) -> Path:
    return shutil.copytree(PROVIDERS / "solo", tmp_path / "solo")


def test_a_solo_trainer_at_18_has_nobody_to_meet(tmp_path: Path) -> None:
    root = solo(tmp_path)
    assessment = judged(root, DAY)
    assert result_of(assessment, "18-coordination").cases == ()
    assert state(assessment, "18-roles") is RuleState.HELD
    trained = root / "evidence/sessions/panier-2026-06.md"
    text = trained.read_text(encoding="utf-8").replace("[line-01]", "[line-01, zoe-02]")
    plant(root, {"evidence/personnel/zoe-02.md": FREELANCE, "evidence/sessions/panier-2026-06.md": text})
    assert state(assess(read_project(root), DAY), "18-coordination") is RuleState.GAP


def test_a_solo_trainer_at_22_shows_her_own_training_and_no_plan(tmp_path: Path) -> None:
    root = solo(tmp_path)
    assessment = judged(root, DAY)
    assert "22-plan" not in rules_in(assessment)
    assert state(assessment, "22-developpement") is RuleState.HELD
    own = root / "evidence/personnel/line-01.md"
    text = own.read_text(encoding="utf-8")
    kept = [
        line for line in text.splitlines() if "formations" not in line and "theme" not in line and "sensi" not in line
    ]
    own.write_text("\n".join(kept) + "\n", encoding="utf-8")
    assert state(judged(root, DAY), "22-developpement") is RuleState.GAP


def test_a_solo_trainer_at_30_has_no_team_to_ask(tmp_path: Path) -> None:
    assert state(judged(solo(tmp_path), DAY), "30-equipe") is RuleState.HELD
    assert state(judged(project(tmp_path / "deux", {SESSION: session()}), DAY), "30-equipe") is RuleState.GAP


@pytest.mark.parametrize(
    ("end", "expected"), [("2026-09-18", CaseState.WAITING), ("2026-05-22", CaseState.WAITING), ("2026-05-20", None)]
)
def test_a_cold_survey_not_due_yet(tmp_path: Path, end: str, expected: CaseState | None) -> None:
    result = result_of(judged(project(tmp_path, {SESSION: session(end=end)}), DAY), "30-froid")
    assert [case.state for case in result.cases] == [expected or CaseState.MISSING]
    assert (result.state is RuleState.GAP) is (expected is None)


def watch(day: int, domain: str, *, says: str = "") -> str:
    impact = f"impact: {says}\n" if says else ""
    return (
        f"---\ntitre: Note\ndate: 2026-10-{day:02}\nresponsable: ana-01\ndomaine: {domain}\nsource: Lettre\n"
        f"decision: informer\n{impact}---\n"
    )


@pytest.mark.parametrize(("number", "domain"), [(24, "emplois-metiers"), (25, "pedagogie-technologie")])
def test_one_watch_note_without_impact_among_twelve_that_were_used(tmp_path: Path, number: int, domain: str) -> None:
    files: dict[str, str | bytes] = {
        f"evidence/veille/vei-2026-{n:02}.md": watch(n, domain, says="" if n == 1 else f"Ce que change la note {n}")
        for n in range(1, 13)
    }
    assessment = judged(project(tmp_path, files), DAY)
    assert state(assessment, f"{number}-exploitee") is RuleState.HELD
    assert state(assessment, "00-veille-identique") is RuleState.HELD
    only = {path: watch(n, domain) for n, path in enumerate(files, 1)}
    assert state(judged(plant(tmp_path, only), DAY), f"{number}-exploitee") is RuleState.GAP


@pytest.mark.parametrize(("count", "expected"), [(2, RuleState.HELD), (3, RuleState.GAP)])
def test_a_series_of_identical_watch_notes_is_told(tmp_path: Path, count: int, expected: RuleState) -> None:
    files: dict[str, str | bytes] = {
        f"evidence/veille/vei-2026-{n:02}.md": watch(n, "emplois-metiers", says="Rien ne change.")
        for n in range(1, count + 1)
    }
    result = result_of(judged(project(tmp_path, files), DAY), "00-veille-identique")
    assert result.state is expected
    assert len(result.cases_in(CaseState.MISSING)) == (count if expected is RuleState.GAP else 0)


def action(done: str) -> str:
    return (
        "---\ntitre: Une action\ndate: 2026-09-01\nresponsable: ana-01\norigines: enq-2026-01\ntype: corrective\n"
        "cause: Une cause\nmesure: Une mesure\necheance: 2026-12-01\nindicateur_succes: Un nombre\n"
        f"avancement: realisee\nrealisee_le: {done}\n---\n"
    )


def survey(sent: int, got: int, *, again: int = 0) -> str:
    return (
        "---\ntitre: À chaud\ndate: 2026-03-06\npartie_prenante: beneficiaire\nmoment: chaud\nsession: s-2026-01\n"
        f"envoyes: {sent}\nrecus: {got}\nrelances: {again}\n---\n"
    )


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("2026-11-19", "2026-11-19", "2026-11-19"), RuleState.GAP),
        (("2026-11-19", "2026-11-19", "2026-10-02"), RuleState.HELD),
        (("2026-11-19", "2026-11-19"), RuleState.HELD),
    ],
)
def test_actions_all_closed_the_same_day_are_told(tmp_path: Path, days: tuple[str, ...], expected: RuleState) -> None:
    files: dict[str, str | bytes] = {
        SESSION: session(),
        "evidence/enquetes/enq-2026-01.md": survey(1, 1),
        **{f"evidence/actions/act-2026-{n:02}.md": action(day) for n, day in enumerate(days, 1)},
    }
    assert state(judged(project(tmp_path, files), DAY), "32-closes-ensemble") is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (survey(30, 2), RuleState.GAP),
        (survey(30, 2, again=1), RuleState.HELD),
        (survey(3, 1), RuleState.HELD),
    ],
)
def test_a_hot_survey_with_2_answers_of_30_is_told(tmp_path: Path, text: str, expected: RuleState) -> None:
    files: dict[str, str | bytes] = {SESSION: session(), "evidence/enquetes/enq-2026-01.md": text}
    assessment = judged(project(tmp_path, files), DAY)
    assert state(assessment, "30-reponses") is expected
    assert state(assessment, "30-chaud") is RuleState.HELD, "people were asked all the same"


def test_no_subcontractor_declared_while_a_freelance_runs_a_session_is_told(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        SESSION: session(trainers="ana-01, zoe-03"),
        "evidence/personnel/zoe-03.md": FREELANCE,
    }
    assessment = assess(read_project(project(tmp_path, files)), DAY)
    assert "sans-objet-contredit" in {found.rule for found in assessment.findings}
    assert assessment.verdicts[27].applies
    assert [case.item for case in result_of(assessment, "27-contrat").cases_in(CaseState.MISSING)] == ["zoe-03"]


def interview(quality: str, who: str, *, moment: str = "", about: str = "bilan") -> str:
    when = f"moment: {moment}\n" if moment else ""
    return (
        f"---\ntitre: Un entretien\ndate: 2026-03-04\npersonne_recue: {who}\nqualite: {quality}\nrecu_par: ana-01\n"
        f"{when}objet: {about}\ndecisions: Rien à changer.\nsession: s-2026-01\n---\n\nTout va bien.\n"
    )


@pytest.mark.parametrize(
    ("quality", "who", "moment", "served"),
    [
        ("beneficiaire", "B-1", "pendant", (10, 12)),
        ("beneficiaire", "B-1", "", ()),
        ("intervenant", "rui-02", "", (18, 21)),
        ("salarie", "rui-02", "", (18, 22)),
        ("financeur", "B-3", "", (30,)),
        ("partenaire", "B-3", "", ()),
    ],
)
def test_an_ordinary_interview_counts_neither_for_26_nor_for_31(
    tmp_path: Path, quality: str, who: str, moment: str, served: tuple[int, ...]
) -> None:
    path = "evidence/entretiens/cr-2026-03-04.md"
    need = (
        "---\ntitre: Demande\nbeneficiaire: B-1\nsession: s-2026-01\ndemande_le: 2026-03-03\nbesoins: Un siège haut\n"
        "a_purger_le: 2027-03-06\n---\n"
    )
    complaint = (
        "---\ntitre: Une salle froide\nnature: reclamation\ncanal: courriel\nauteur: B-1\nsession: s-2026-01\n"
        "recue_le: 2026-03-03\n---\n"
    )
    files: dict[str, str | bytes] = {
        SESSION: session(),
        "evidence/amenagements/am-2026-01.md": need,
        "evidence/reclamations/rec-2026-01.md": complaint,
        path: interview(quality, who, moment=moment),
    }
    assessment = judged(project(tmp_path, files), DAY)
    assert assessment.library.by_path[path].indicators == served
    for rule in ("26-reponse", "26-transmission", "26-reseau", "31-accuse", "31-reponse", "31-procedure"):
        assert state(assessment, rule) is RuleState.GAP, rule


def test_a_skills_assessment_is_not_asked_for_an_employers_survey(tmp_path: Path) -> None:
    provider = PROVIDER.replace("categories: AF", "categories: BC")
    text = session().replace("categorie: AF", "categorie: BC")
    asked = rules_in(judged(project(tmp_path, {SESSION: text}, provider=provider), DAY))
    assert not asked & {"30-entreprises", "30-financeurs", "30-financeurs-2026", "30-froid"} - {"30-froid"}
    assert {"30-chaud", "30-six-mois", "30-equipe"} <= asked


def for_a_principal(left: str) -> dict[str, str | bytes]:
    """A session on the job, made for somebody else; `left` are the indicators that the contract leaves to them."""
    contract = (
        "---\ntitre: Contrat\nsens: recu\norganisme: Donneur\nmissions: Animer\nsessions: s-2026-01\n"
        f"reste_au_donneur_ordre: [{left}]\nsigne_le: 2026-02-02\n---\n"
    )
    text = session(more="donneur_ordre: soc-01").replace("modalite: presentiel", "modalite: afest")
    return {
        SESSION: text,
        "content/formations/pain.md": "---\ntitre: Pain\ncategorie: AF\n---\n",
        "evidence/entreprises/soc-01.md": "---\ntitre: Donneur\nrole: donneur-ordre\n---\n",
        "evidence/sous-traitance/st-2026-01.md": contract,
    }


@pytest.mark.parametrize("rule", ["28-mobilisation", "30-chaud", "30-froid"])
def test_a_session_run_for_a_principal_at_28_and_30(tmp_path: Path, rule: str) -> None:
    left = result_of(judged(project(tmp_path / "laisse", for_a_principal("26, 28, 30")), DAY), rule)
    assert [case.state for case in left.cases] == [CaseState.WAIVED]
    assert "st-2026-01" in left.cases[0].reason
    kept = result_of(judged(project(tmp_path / "garde", for_a_principal("26")), DAY), rule)
    assert kept.state is RuleState.GAP


def test_the_first_import_of_old_records_is_not_called_late(tmp_path: Path) -> None:
    """Two sessions of before `suivi_depuis`: nothing of them is looked at."""
    old = session(start="2024-03-04", end="2024-03-08", more="lieu: ici")
    provider = PROVIDER.replace("suivi_depuis: 2024-01-01", "suivi_depuis: 2026-01-01")
    files: dict[str, str | bytes] = {SESSION: old, "evidence/sessions/s-2024-02.md": old}
    names = {"s-2026-01", "s-2024-02"}
    assessment = judged(project(tmp_path, files, provider=provider), DAY)
    assert not [case for result in assessment.results() for case in result.cases if case.record in names]
    late = judged(project(tmp_path / "suivi", files), DAY)
    assert [case for result in late.results() for case in result.cases if case.record in names]


def in_the_path(nature: str, day: str = "2026-03-04") -> dict[str, str | bytes]:
    """An apprentice whose papers are all in his own parcours."""
    return {
        SESSION: session("{beneficiaire: B-1, contrat: apprentissage}"),
        "evidence/parcours/pc-1.md": "---\ntitre: Un parcours\nbeneficiaire: B-1\nsession: s-2026-01\n---\n",
        f"evidence/parcours/pc-1/{nature}--{day}.pdf": PDF,
    }


@pytest.mark.parametrize(
    ("nature", "day", "expected"),
    [
        ("compte-rendu-visite", "2026-03-04", RuleState.HELD),
        ("convention-tripartite", "2026-02-20", RuleState.HELD),
        ("compte-rendu-visite", "2026-07-01", RuleState.GAP),
        ("evaluation", "2026-03-04", RuleState.GAP),
    ],
)
def test_what_is_in_a_parcours_shows_at_28_that_a_company_took_part(
    tmp_path: Path, nature: str, day: str, expected: RuleState
) -> None:
    result = result_of(judged(project(tmp_path, in_the_path(nature, day)), DAY), "28-mobilisation")
    assert result.state is expected
    assert [isinstance(case.proof, Piece) for case in result.cases] == [expected is RuleState.HELD]


def test_28_is_asked_only_where_some_time_is_spent_in_a_company(tmp_path: Path) -> None:
    root = project(tmp_path, {SESSION: session("{beneficiaire: B-1, contrat: CDI}")})
    assert not judged(root, DAY).verdicts[28].applies
    files = {SESSION: session("{beneficiaire: B-1, contrat: CDI}").replace("presentiel", "afest")}
    assert told(read_project(plant(root, files))) == []
    assert judged(root, DAY).verdicts[28].applies


@pytest.mark.parametrize(
    ("certificates", "more", "expected"),
    [
        ("{numero: FR-1, du: 2024-01-01, au: 2026-12-31, certificateur: Essai}", "", RuleState.GAP),
        ("{numero: FR-1, du: 2024-01-01, au: 2026-12-31, certificateur: Essai, affiche_le: 2024-01-03}", "",
         RuleState.HELD),
        ("{numero: FR-1, du: 2024-01-01, au: 2026-12-31, certificateur: Essai}",
         "pieces: [{nature: photo-affichage, date: 2024-01-03, ou: à l'accueil}]\n", RuleState.HELD),
        ("{numero: FR-1, du: 2024-01-01, au: 2026-12-31, certificateur: Essai}",
         "pieces: [{nature: photo-affichage, date: 2023-06-01, ou: à l'accueil}]\n", RuleState.GAP),
        ("{numero: FR-0, du: 2021-01-01, au: 2023-12-31, certificateur: Essai}", "", RuleState.EMPTY),
    ],
)  # fmt: skip
def test_the_certificate_in_force_is_shown_by_a_date_or_a_photograph(
    tmp_path: Path, certificates: str, more: str, expected: RuleState
) -> None:
    written = "[{numero: FR-1, du: 2024-01-01, au: 2026-12-31, certificateur: Essai}]"
    assert written in PROVIDER
    provider = PROVIDER.replace(written, f"[{certificates}]") + more
    assert state(judged(project(tmp_path, provider=provider), DAY), "00-certificat-affiche") is expected
