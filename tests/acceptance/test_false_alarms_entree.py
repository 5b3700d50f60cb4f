"""What the rules of the entry must not accuse, and what must not comfort: the lines of `rules.md` that are theirs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from classeur.portal import read_project
from classeur.rules.result import CaseState, RuleState
from tests.small_tree import PDF, PROVIDER, document, judged, project, result_of, session, told

DAY = dt.date(2026, 11, 21)
TWO = "{beneficiaire: B-1}, {beneficiaire: B-2}"
SESSION = "evidence/sessions/s-2026-01.md"
FOLDER = "evidence/sessions/s-2026-01"


def report(day: str, who: str, *, text: str = "Ce qui s'est dit.", more: str = "moment: avant") -> str:
    return (
        f"---\ntitre: Entretien\ndate: {day}\npersonne_recue: {who}\nqualite: beneficiaire\nrecu_par: ana-01\n{more}\n"
        f"objet: besoin\nsession: s-2026-01\ndecisions: Rien à changer.\n---\n\n{text}\n"
    )


def state_of(root: Path, files: dict[str, str | bytes], rule: str, provider: str = PROVIDER) -> RuleState:
    return result_of(judged(project(root, files, provider=provider), DAY), rule).state


def test_one_collective_need_analysis(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {SESSION: session(TWO), f"{FOLDER}/analyse-besoin--2026-02-02.pdf": PDF}
    assert state_of(tmp_path, files, "04-analyse-besoin") is RuleState.HELD


def test_a_questionnaire_instead_of_an_interview(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        SESSION: session(TWO),
        f"{FOLDER}/analyse-besoin--B-1--2026-02-02.pdf": document("1"),
        "evidence/entretiens/cr-2026-02-03.md": report("2026-02-03", "B-2"),
    }
    assert state_of(tmp_path, files, "04-analyse-besoin") is RuleState.HELD


def test_a_session_run_for_a_principal(tmp_path: Path) -> None:
    """1, 2 and 3 are never ours: no figure is asked for it, and its contract holds what was agreed."""
    contract = (
        "---\ntitre: Contrat\nsens: recu\norganisme: Donneur\nmissions: Animer\nsessions: s-2026-01\n"
        "reste_au_donneur_ordre: [4, 8]\nsigne_le: 2026-02-02\n---\n"
    )
    files: dict[str, str | bytes] = {
        SESSION: session(more="donneur_ordre: soc-01\nformation: essai"),
        "evidence/entreprises/soc-01.md": "---\ntitre: Donneur\nrole: donneur-ordre\n---\n",
        "evidence/sous-traitance/st-2026-01.md": contract,
        "content/formations/essai.md": "---\ntitre: Essai\ncategorie: AF\n---\n",
        f"{FOLDER}/demande--2026-02-20.pdf": document("2"),
        f"{FOLDER}/convention--2026-02-02--signee-2026-02-02.pdf": document("3"),
    }
    assessment = judged(project(tmp_path, files), DAY)
    assert result_of(assessment, "02-chiffres").cases == ()
    for rule in ("04-analyse-besoin", "08-positionnement", "05-objectifs", "00-accord-signe", "00-ordre-des-dates"):
        assert CaseState.MISSING not in {case.state for case in result_of(assessment, rule).cases}, rule


def test_a_skills_assessment_without_prerequisites(tmp_path: Path) -> None:
    provider = PROVIDER.replace("categories: AF", "categories: BC")
    page = "---\ntitre: Bilan\ncategorie: BC\nobjectifs: Comprendre son parcours\n---\n"
    assessment = judged(project(tmp_path, {"content/formations/bilan.md": page}, provider=provider), DAY)
    rules = {result.rule.id for result in assessment.results()}
    assert rules.isdisjoint({"01-prerequis", "08-positionnement", "05-objectifs", "05-objectifs-evaluables"})


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("convention--2026-02-16", RuleState.GAP),
        ("convention--2026-02-16--signee-2026-03-03", RuleState.GAP),
        ("convention--2026-02-16--signee-2026-03-02", RuleState.HELD),
    ],
)
def test_an_agreement_without_the_day_it_was_signed(tmp_path: Path, name: str, state: RuleState) -> None:
    files: dict[str, str | bytes] = {SESSION: session(), f"{FOLDER}/{name}.pdf": PDF}
    assert state_of(tmp_path, files, "00-accord-signe") is state


def test_the_same_file_for_several_learners(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        SESSION: session(TWO),
        f"{FOLDER}/evaluation--B-1--2026-03-06.pdf": PDF,
        f"{FOLDER}/evaluation--B-2--2026-03-06.pdf": PDF,
    }
    assert [line.split()[0] for line in told(read_project(project(tmp_path, files)))] == ["piece-meme-fichier"]


@pytest.mark.parametrize(("text", "state"), [("Les  mêmes\nmots.", RuleState.GAP), ("D'autres.", RuleState.HELD)])
def test_the_same_text_for_several_learners(tmp_path: Path, text: str, state: RuleState) -> None:
    files: dict[str, str | bytes] = {
        SESSION: session(TWO),
        "evidence/entretiens/cr-2026-03-09.md": report("2026-03-09", "B-1", text="Les mêmes mots."),
        "evidence/entretiens/cr-2026-03-10.md": report("2026-03-10", "B-2", text=text),
    }
    assert state_of(tmp_path, files, "00-comptes-rendus-identiques") is state


def test_the_words_of_disability_in_procedures_and_partners(tmp_path: Path) -> None:
    words = "Cap emploi, MDPH, RQTH : qui appeler, et quand, pour une personne handicapée."
    procedure = (
        "---\ntitre: Handicap\nresponsable: ana-01\nobjet: handicap\ndate_application: 2026-01-05\n"
        f"revu_le: 2026-10-05\n---\n\n{words}\n"
    )
    partner = f"---\ntitre: Cap\ntype: handicap\nrole: {words!r}\ncontact: accueil\nverifie_le: 2026-10-05\n---\n"
    files: dict[str, str | bytes] = {
        "evidence/procedures/proc-01.md": procedure,
        "evidence/partenaires/par-01.md": partner,
    }
    assert told(read_project(project(tmp_path, files))) == []


RESULTS = (
    "---\ngenre: resultats\ntitre: R\nresponsable: ana-01\nmaj: 2026-10-05\nchiffres:\n"
    "  - {formation: p, indicateur: Satisfaction, valeur: 78 %, effectif: 7 sur 9, periode: 2026}\n---\n"
)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("78 % de satisfaction en 2026.", RuleState.HELD),
        ("78,0 % de satisfaction en 2026.", RuleState.HELD),
        ("98 % de nos stagiaires sont satisfaits.", RuleState.GAP),
        ("Taux de satisfaction : 80 %.", RuleState.GAP),
        ("Taux d'abandon : 4 %.", RuleState.EMPTY),
        ("En cas d'abandon, 30 % du prix est retenu.", RuleState.EMPTY),
        ("La moitié du temps, soit 50 %, se passe en atelier.", RuleState.EMPTY),
    ],
)
def test_a_percentage_is_a_figure_only_where_its_sentence_names_a_rate(
    tmp_path: Path, text: str, state: RuleState
) -> None:
    files: dict[str, str | bytes] = {
        "content/formations/p.md": f"---\ntitre: P\ncategorie: AF\n---\n\n{text}\n",
        "content/resultats.md": RESULTS,
    }
    assert state_of(tmp_path, files, "02-meme-chiffre") is state
