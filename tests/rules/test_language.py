"""What the language of rules can say beyond its predicates: amounts, rows as proofs, dated subjects, computations."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from classeur.portal import read_project
from classeur.referential import load_referential
from classeur.rules.computed.table import COMPUTATIONS
from classeur.rules.loading import load_rules
from classeur.rules.result import CaseState, RuleResult, RuleState, Status
from tests.small_tree import PROVIDER, judged, project, result_of, rule, session, told

DAY = dt.date(2026, 11, 21)


def outcome(root: Path, predicate: str, files: dict[str, str], *, header: str = "", indicator: int = 4) -> RuleResult:
    text = rule("x-1", predicate, header=header, indicator=indicator)
    return result_of(judged(project(root, {"rules/essai.yml": text, **files}), DAY), "x-1")


def survey(number: int, received: int = 8, more: str = "") -> dict[str, str]:
    return {
        f"evidence/enquetes/enq-{number:02}.md": (
            "---\ntitre: E\ndate: 2026-03-06\npartie_prenante: equipe\nmoment: annuel\nenvoyes: 30\n"
            f"recus: {received}\n{more}---\n"
        )
    }


def meeting(day: str, rows: str = "", more: str = "") -> dict[str, str]:
    decisions = f"decisions: [{rows}]\n" if rows else ""
    return {
        f"evidence/reunions/reu-{day}.md": (
            f"---\ntitre: R\ndate: {day}\ntype: equipe\nparticipants: [ana-01, rui-02]\n{decisions}{more}---\n"
        )
    }


@pytest.mark.parametrize(
    ("condition", "taken"),
    [
        ("recus: {moins_de: 3}", ["enq-01"]),
        ("recus: {moins_de: 8}", ["enq-01"]),
        ("recus: {au_moins: 8}", ["enq-02", "enq-03"]),
        ("recus: {plus_de: 8}", ["enq-03"]),
        ("recus: {au_moins: 3, moins_de: 9}", ["enq-02"]),
        ("moment: {sauf: [annuel]}", []),
        ("moment: {sauf: [chaud, froid]}", ["enq-01", "enq-02", "enq-03"]),
        ("resultats: {sauf: [x]}", ["enq-01", "enq-02", "enq-03"]),
        ("resultats: {moins_de: 3}", []),
    ],
)
def test_a_condition_may_say_how_much_and_which_values_will_not_do(
    tmp_path: Path, condition: str, taken: list[str]
) -> None:
    files = {**survey(1, 2), **survey(2, 8), **survey(3, 9)}
    result = outcome(tmp_path, f"chaque: {{genre: enquete, avec: {{{condition}}}}}", files)
    assert [case.record for case in result.cases] == taken


@pytest.mark.parametrize(("least", "taken"), [(1, 1), (2, 1), (3, 0)])
def test_an_amount_is_about_the_items_of_a_list_too(tmp_path: Path, least: int, taken: int) -> None:
    what = f"chaque: {{genre: reunion, avec: {{participants: {{au_moins: {least}}}}}}}"
    assert len(outcome(tmp_path, what, meeting("2026-03-10")).cases) == taken


def test_dates_of_the_subjects_choose_them(tmp_path: Path) -> None:
    what = """
        couverture:
          sujets: {genre: reunion, dates: {date: {du: aujourdhui-P6M}}}
          preuves: [{genre: action}]
        """
    files = {**meeting("2026-05-20"), **meeting("2026-05-21"), **meeting("2026-11-30")}
    assert [case.record for case in outcome(tmp_path, what, files).cases] == ["reu-2026-05-21", "reu-2026-11-30"]


def test_with_par_conditions_and_dates_are_asked_of_each_item(tmp_path: Path) -> None:
    what = """
        couverture:
          sujets:
            genre: reunion
            par: decisions
            avec: {decisions.qui: ana-01}
            dates: {decisions.quand: {au: aujourdhui}}
          preuves: [{genre: reunion, lui_meme: "oui", avec: {quoi: fermer}}]
        """
    rows = (
        "{quoi: fermer, qui: ana-01, quand: 2026-04-01}, {quoi: ouvrir, qui: rui-02, quand: 2026-04-01}, "
        "{quoi: ouvrir, qui: ana-01, quand: 2027-04-01}, {quoi: ouvrir, qui: [rui-02, ana-01], quand: 2026-04-02}"
    )
    result = outcome(tmp_path, what, meeting("2026-03-10", rows))
    assert [case.state for case in result.cases] == [CaseState.HAVE, CaseState.MISSING]
    assert result.finding
    assert result.finding.message == "Essai manqué : 1 sur 2 (« ouvrir, rui-02 », reu-2026-03-10)."
    assert result.finding.line == 6


def test_a_row_is_a_proof_of_its_own_with_its_own_date(tmp_path: Path) -> None:
    """One row decides the right thing too late, the other in time the wrong thing: together they prove nothing."""
    what = """
        couverture:
          sujets: {genre: inscription}
          preuves: [{genre: reunion, par: decisions, avec: {decisions.quoi: revoir}}]
          dates: {decisions.quand: {au: sujet.session.fin}}
        """
    rows = "{quoi: revoir, qui: ana-01, quand: 2026-03-10}, {quoi: clore, qui: ana-01, quand: 2026-03-03}"
    files = {"evidence/sessions/s-2026-01.md": session(), **meeting("2026-03-03", rows, "session: s-2026-01\n")}
    (case,) = outcome(tmp_path / "a", what, files).cases
    assert (case.state, case.found) == (CaseState.MISSING, dt.date(2026, 3, 10))
    files |= meeting("2026-03-03", rows.replace("03-10", "03-06"), "session: s-2026-01\n")
    (case,) = outcome(tmp_path / "b", what, files).cases
    assert case.state is CaseState.HAVE
    assert case.proof == judged(tmp_path / "b", DAY).library.records["reu-2026-03-03"]


@pytest.mark.parametrize(
    ("condition", "taken"),
    [
        ("decisions.quand: absent", ["clore"]),
        ("decisions.qui: {sauf: [ana-01]}", ["clore"]),
        ("decisions.qui: {sauf: [rui-02]}", ["revoir"]),
        ("decisions.quand: present", ["revoir"]),
    ],
)
def test_what_is_asked_of_a_row_is_not_asked_of_its_neighbours(
    tmp_path: Path, condition: str, taken: list[str]
) -> None:
    rows = "{quoi: revoir, qui: ana-01, quand: 2026-03-10}, {quoi: clore, qui: rui-02}"
    what = f"chaque: {{genre: reunion, par: decisions, avec: {{{condition}}}, champs: [quoi]}}"
    cases = outcome(tmp_path, what, meeting("2026-03-03", rows)).cases
    assert [case.row.partition(",")[0] for case in cases] == taken


def test_a_row_serves_what_it_names_and_no_other(tmp_path: Path) -> None:
    what = """
        couverture:
          sujets: {genre: document}
          preuves: [{genre: veille, par: documents, avec: {documents.verifie_le: present}}]
        """
    document = "---\ntitre: G\nresponsable: ana-01\nfamille: pedagogique\ntype: autre\n---\n"
    files = {f"evidence/documents/doc-0{n}.md": document for n in (1, 2)} | {
        "evidence/veille/vei-2026-01.md": (
            "---\ntitre: Note\ndate: 2026-10-01\nresponsable: ana-01\ndomaine: handicap\nsource: Lettre\n"
            "decision: informer\ndocuments: [{document: doc-01, verifie_le: 2026-10-02}, {document: doc-02}]\n---\n"
        )
    }
    states = {case.record: case.state for case in outcome(tmp_path, what, files).cases}
    assert states == {"doc-01": CaseState.HAVE, "doc-02": CaseState.MISSING}


def test_the_item_of_a_list_is_served_by_what_is_linked_to_it_and_not_to_another_holder(tmp_path: Path) -> None:
    what = """
        couverture:
          sujets: {genre: session, par: intervenants}
          preuves: [{genre: sous-traitance}]
        """
    contract = (
        "---\ntitre: C\nsens: confie\npersonnel: rui-02\nsessions: s-2026-01\nsigne_le: 2026-01-10\n"
        "missions: [Former]\n---\n"
    )
    files = {
        "evidence/sessions/s-2026-01.md": session(trainers="ana-01, rui-02"),
        "evidence/sessions/s-2026-02.md": session(trainers="rui-02", start="2026-05-04", end="2026-05-08"),
        "evidence/sous-traitance/st-2026-01.md": contract,
    }
    cases = outcome(tmp_path, what, files).cases
    assert {(case.record, case.item): case.state for case in cases} == {
        ("s-2026-01", "ana-01"): CaseState.MISSING,
        ("s-2026-01", "rui-02"): CaseState.HAVE,
        ("s-2026-02", "rui-02"): CaseState.MISSING,
    }


def test_a_piece_for_everyone_that_comes_after_the_last_day_serves_who_stayed_to_the_end(tmp_path: Path) -> None:
    what = "couverture: {sujets: {genre: inscription}, preuves: [{genre: piece, avec: {nature: attestation}}]}"
    learners = "{beneficiaire: B-1}, {beneficiaire: B-2, sorti_le: 2026-03-04}"
    paper = "pieces: [{nature: attestation, pour: tous, date: 2026-03-09, ou: armoire}]"
    cases = outcome(tmp_path, what, {"evidence/sessions/s-2026-01.md": session(learners, more=paper)}).cases
    assert [(case.learner, case.state) for case in cases] == [
        ("B-1", CaseState.HAVE), ("B-2", CaseState.MISSING)
    ]  # fmt: skip


def test_a_subject_of_a_category_that_the_indicator_is_not_about_is_never_counted(tmp_path: Path) -> None:
    """8 is for AF and CFA: a provider of both sorts is not asked to position who comes for a skills assessment."""
    provider = PROVIDER.replace("categories: AF", "categories: [AF, BC]")
    single = "type: individuel\n"
    files: dict[str, str | bytes] = {
        "evidence/sessions/s-2026-01.md": session(),
        "evidence/sessions/s-2026-02.md": session("{beneficiaire: B-2}")
        .replace("AF", "BC", 1)
        .replace("modalite", f"{single}modalite"),
    }
    assessment = judged(project(tmp_path, files, provider=provider), DAY)
    assert [case.record for case in result_of(assessment, "08-positionnement").cases] == ["s-2026-01"]
    needed = result_of(assessment, "04-analyse-besoin").cases
    assert sorted(case.record for case in needed) == ["s-2026-01", "s-2026-02"]


SAME = "calcul: {nom: texte-identique, genre: reunion, dates: {date: {au: aujourdhui}}}"


def test_a_computation_gives_its_cases_and_what_is_said_of_each(tmp_path: Path) -> None:
    texts = {"2026-03-10": "Rien  à\nsignaler.", "2026-04-14": "rien à signaler.", "2026-05-12": "On ferme plus tôt."}
    files: dict[str, str] = {}
    for day, text in texts.items():
        files |= {path: f"{front}\n{text}\n" for path, front in meeting(day).items()}
    result = outcome(tmp_path, SAME, files, header='precision: "le même que {autres}"')
    assert [case.state.value for case in result.cases] == ["manquant", "manquant", "present"]
    assert result.finding
    assert result.finding.message == (
        "Essai manqué : 2 sur 3 (reu-2026-03-10 : le même que reu-2026-04-14 ;"
        " reu-2026-04-14 : le même que reu-2026-03-10)."
    )


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        (rule("x-1", "calcul: {nom: age-du-capitaine, genre: veille}"), "« age-du-capitaine » n'est pas un calcul"),
        (rule("x-1", "calcul: {nom: texte-identique}"), "un sélecteur dit le « genre » de fiches qu'il regarde"),
        (rule("x-1", SAME, header='precision: "comme {autre}"'),
         "« precision » nomme autre, et ce calcul donne : autres"),
        (rule("x-1", SAME, header='precision: "comme {autres"'), "une accolade de « precision » n'est pas fermée"),
        (rule("x-1", "chaque: {genre: veille}", header='precision: "de {date}"'),
         "« precision » nomme date, et ce calcul donne : rien"),
        (rule("x-1", "chaque: {genre: veille, avec: {domaine: {moins_de: peu}}}"), "« moins_de » attend un nombre"),
        (rule("x-1", "chaque: {genre: veille, avec: {domaine: {sauf: []}}}"), "« sauf » attend une valeur"),
        (rule("x-1", "chaque: {genre: veille, avec: {domaine: []}}"), "une valeur ou une liste de valeurs"),
        (rule("x-1", "couverture: {sujets: {genre: session}, preuves: [{genre: piece, par: pour}]}"),
         "« par » nomme une liste de la fiche"),
        ("regard: Essai.\n" + rule("x-1", "chaque: {genre: veille}", indicator=None),
         "« regard » est une phrase, dans un fichier qui dit son « indicateur »"),
        ("conditions: [{nom: four, quand: a, sinon: b, ouvre: [{genre: veille, dates: {date: {au: aujourdhui}}}]}]\n",
         "« dates » n'a pas sa place ici"),
    ],
)  # fmt: skip
def test_what_the_language_does_not_know_is_told(tmp_path: Path, text: str, cause: str) -> None:
    (found,) = read_project(project(tmp_path, {"rules/a.yml": text})).findings
    assert (found.rule, found.path) == ("declaration-regle", "rules/a.yml")
    assert cause in found.message


def review(day: str, more: str = "indicateurs: 19\n", about: str = "indicateur") -> dict[str, str]:
    return {
        f"evidence/revues/rev-{day}.md": (
            f"---\ntitre: R\ndate: {day}\nresponsable: ana-01\nobjet: {about}\n{more}conclusion: Vu.\n---\n"
        )
    }


@pytest.mark.parametrize(
    ("files", "status"),
    [
        ({}, Status.CONFIRM),
        (review("2026-01-10"), Status.OK),
        (review("2025-11-21"), Status.OK),
        (review("2025-11-20"), Status.CONFIRM),
        (review("2026-11-22"), Status.CONFIRM),
        (review("2026-01-10", "indicateurs: 18\n"), Status.CONFIRM),
        (review("2026-01-10", "etat: brouillon\nindicateurs: 19\n"), Status.CONFIRM),
    ],
)
def test_what_only_a_human_being_can_judge_waits_for_a_review_that_is_young(
    tmp_path: Path, files: dict[str, str], status: Status
) -> None:
    own = "regard: Les moyens suffisent.\n" + rule("x-1", "au_moins: {n: 1, genre: personnel}", indicator=19)
    rules, _ = load_rules()
    kept = "".join(f"  - {{regle: {known.id}, motif: Essai.}}\n" for known in rules.of(19))
    provider = PROVIDER + (f"regles_desactivees:\n{kept}" if kept else "")
    root = project(tmp_path, {"rules/a.yml": own, **files}, provider=provider)
    if 19 in rules.regards:
        assert [found.rule for found in read_project(root).findings] == ["declaration-regle"]
        return
    verdict = judged(root, DAY).verdicts[19]
    assert (verdict.status, verdict.regard) == (status, "Les moyens suffisent.")
    assert bool(verdict.reviewed) is (status is Status.OK)
    assert result_of(judged(root, DAY), "x-1").state is RuleState.HELD


def test_every_computation_is_named_by_a_rule_or_waits_for_one_of_the_provider() -> None:
    """Each tells its details, and no brace of a shipped rule is left empty: loading would have refused it."""
    rules, problems = load_rules()
    assert problems == ()
    assert all(name == name.lower() and " " not in name for name in COMPUTATIONS)
    assert set(rules.regards) <= set(load_referential().indicators)


def test_a_good_rule_of_every_new_word_is_read(tmp_path: Path) -> None:
    text = rule("x-1", SAME, header='precision: "comme {autres}"')
    assert told(read_project(project(tmp_path, {"rules/a.yml": text}))) == []
