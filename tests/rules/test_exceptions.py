"""What makes a rule silent, lighter or louder: conditions, waivers, phases, what an empty set means."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from classeur.finding import Grade
from classeur.portal import assess, read_project
from classeur.rules.result import CaseState, RuleState, Status
from tests.small_tree import PROVIDER, judged, project, result_of, rule, session

DAY = dt.date(2026, 11, 21)
OLD_AUDIT = dt.date(2026, 10, 30)
NEED = "04-analyse-besoin"


def waiver(more: str = "") -> str:
    return f"dispenses: [{{regle: {NEED}, motif: Reçus par le donneur d'ordre.{more}}}]"


def test_a_waiver_takes_the_case_out_with_its_reason(tmp_path: Path) -> None:
    root = project(tmp_path, {"evidence/sessions/s-2026-01.md": session(more=waiver())})
    result = result_of(judged(root, DAY), NEED)
    (case,) = result.cases
    assert (case.state, case.reason) == (CaseState.WAIVED, "Reçus par le donneur d'ordre.")
    assert result.finding is None
    assert result.state is RuleState.EMPTY


def test_a_waiver_for_some_leaves_the_others(tmp_path: Path) -> None:
    text = session("{beneficiaire: B-1}, {beneficiaire: B-2}", more=waiver(", pour: B-2"))
    result = result_of(judged(project(tmp_path, {"evidence/sessions/s-2026-01.md": text}), DAY), NEED)
    assert [(case.learner, case.state.value) for case in result.cases] == [("B-1", "manquant"), ("B-2", "dispense")]
    assert str(result.extent) == "1 sur 1"


def test_a_waiver_of_another_rule_changes_nothing(tmp_path: Path) -> None:
    more = "dispenses: [{regle: 08-positionnement, motif: x}]"
    root = project(tmp_path, {"evidence/sessions/s-2026-01.md": session(more=more)})
    assert result_of(judged(root, DAY), NEED).state is RuleState.GAP


def test_a_rule_that_the_provider_switched_off_says_why_and_finds_nothing(tmp_path: Path) -> None:
    provider = PROVIDER + f"regles_desactivees: [{{regle: {NEED}, motif: Jugée à la main.}}]\n"
    root = project(tmp_path, {"evidence/sessions/s-2026-01.md": session()}, provider=provider)
    assessment = judged(root, DAY)
    result = result_of(assessment, NEED)
    assert (result.state, result.reason, result.finding, result.cases) == (RuleState.OFF, "Jugée à la main.", None, ())
    assert NEED not in {found.rule for found in assessment.findings}


def test_a_rule_that_does_not_exist_can_be_neither_waived_nor_switched_off(tmp_path: Path) -> None:
    provider = PROVIDER + "regles_desactivees: [{regle: 04-analyse-besoins, motif: x}]\n"
    reading = read_project(project(tmp_path, provider=provider))
    (found,) = reading.findings
    assert (found.rule, str(found.place)) == ("regle-inconnue", "organisme.yml:9:30")
    assert found.message == (
        "« 04-analyse-besoins » n'est pas une règle connue. Vouliez-vous dire « 04-analyse-besoin » ?"
    )


@pytest.mark.parametrize(
    ("header", "predicate", "expected"),
    [
        ("", "chaque: {genre: veille, champs: [impact]}", RuleState.EMPTY),
        ("", "couverture: {sujets: {genre: veille}, preuves: [{genre: action}]}", RuleState.EMPTY),
        ("", "page: {genre: livret, champs: [titre]}", RuleState.GAP),
        ("", "au_moins: {n: 1, genre: veille}", RuleState.GAP),
        ("vide: sans-objet", "page: {genre: livret, champs: [titre]}", RuleState.EMPTY),
        ("vide: ecart", "chaque: {genre: veille, champs: [impact]}", RuleState.GAP),
        ("vide: satisfait", "chaque: {genre: veille, champs: [impact]}", RuleState.HELD),
        ("vide: a-confirmer", "chaque: {genre: veille, champs: [impact]}", RuleState.CONFIRM),
    ],
)
def test_what_an_empty_set_means_is_said_by_the_rule(
    tmp_path: Path, header: str, predicate: str, expected: RuleState
) -> None:
    assessment = judged(project(tmp_path, {"rules/essai.yml": rule("x-1", predicate, header=header)}), DAY)
    result = result_of(assessment, "x-1")
    assert result.state is expected
    assert (result.finding is not None) == (expected is RuleState.GAP)
    if result.finding:
        kind = "" if "au_moins" in predicate else f" : il n'y a aucune fiche de genre « {predicate.split()[2][:-1]} »"
        assert result.finding.message == f"Essai manqué{kind}."
        assert result.finding.extent is None


def test_an_indicator_with_something_to_confirm_is_to_confirm(tmp_path: Path) -> None:
    text = rule("x-1", "chaque: {genre: veille, champs: [impact]}", indicator=5, header="vide: a-confirmer")
    assert judged(project(tmp_path, {"rules/essai.yml": text}), DAY).verdicts[5].status is Status.CONFIRM


def test_an_indicator_without_rules_is_for_a_human(tmp_path: Path) -> None:
    reading = read_project(project(tmp_path))
    bare = replace(reading, rules=replace(reading.rules, rules=()))
    verdict = assess(bare, DAY).verdicts[5]
    assert (verdict.status, verdict.has_rules) == (Status.CONFIRM, False)


def test_one_fact_is_told_once(tmp_path: Path) -> None:
    first = judged(project(tmp_path), DAY)
    assert result_of(first, "23-veille").state is RuleState.GAP
    assert result_of(first, "23-exploitee").state is RuleState.SILENT
    note = (
        "---\ntitre: N\ndate: 2026-10-01\nresponsable: ana-01\ndomaine: legale-reglementaire\nsource: s\n"
        "decision: informer\n---\n"
    )
    second = judged(project(tmp_path, {"evidence/veille/vei-01.md": note}), DAY)
    assert result_of(second, "23-veille").state is RuleState.HELD
    assert result_of(second, "23-exploitee").grade is Grade.MINOR


def test_a_new_entrant_shows_the_written_part_first(tmp_path: Path) -> None:
    entrant = PROVIDER.replace(
        "certificat: [{numero: FR-1, du: 2024-01-01, au: 2026-12-31, certificateur: Essai}]\n", ""
    )
    assessment = judged(project(tmp_path, provider=entrant), DAY)
    states = {result.rule.id: result.state for number in (26, 32, 4) for result in assessment.verdicts[number].results}
    assert states["26-referent"] is RuleState.GAP
    assert states["26-reseau"] is RuleState.GAP
    assert states["26-reponse"] is RuleState.LATER
    assert states["26-transmission"] is RuleState.LATER
    written = {"32-demarche", "32-pilote"}
    assert {states[name] for name in written} == {RuleState.GAP}
    later = {state for name, state in states.items() if name.startswith("32-") and name not in written}
    assert later == {RuleState.LATER}
    assert states[NEED] is RuleState.EMPTY  # 4 has no such relief
    assert assessment.verdicts[32].status is Status.WATCH
    certified = judged(project(tmp_path / "certified"), DAY)
    assert result_of(certified, "32-revue-qualite").state is RuleState.GAP


@pytest.mark.parametrize(
    ("header", "present"),
    [
        ("depuis: rnq-2026", (False, True)),
        ("jusqua: rnq-2019", (True, False)),
        ("", (True, True)),
        ("depuis: rnq-2019\njusqua: rnq-2026", (True, True)),
    ],
)
def test_a_rule_lives_between_its_versions(tmp_path: Path, header: str, present: tuple[bool, bool]) -> None:
    root = project(tmp_path, {"rules/essai.yml": rule("x-1", "au_moins: {n: 1, genre: veille}", header=header)})
    found = tuple(
        "x-1" in {result.rule.id for result in judged(root, DAY, audit).results()} for audit in (OLD_AUDIT, DAY)
    )
    assert found == present


@pytest.mark.parametrize(
    ("condition", "mode", "applies"),
    [
        ("{foad: oui}", "mixte", True),
        ("{foad: oui}", "presentiel", False),
        ("{foad: non}", "presentiel", True),
        ("{foad: non}", "distance", False),
        ("{categorie: [AF, CFA]}", "presentiel", True),
        ("{categorie: [BC, VAE]}", "presentiel", False),
        ("{categorie: AF, foad: oui}", "presentiel", False),
        ("{}", "presentiel", True),
    ],
)
def test_si_decides_for_the_provider(tmp_path: Path, condition: str, mode: str, applies: bool) -> None:  # noqa: FBT001
    files = {
        "rules/essai.yml": rule("x-1", "au_moins: {n: 1, genre: veille}", header=f"si: {condition}"),
        "evidence/sessions/s-2026-01.md": session().replace("presentiel", mode),
    }
    found = {result.rule.id for result in judged(project(tmp_path, files), DAY).results()}
    assert ("x-1" in found) is applies


def test_a_delay_that_the_provider_changed_is_the_one_that_counts(tmp_path: Path) -> None:
    complaint = "---\ntitre: R\nnature: reclamation\nrecue_le: 2026-03-02\naccuse_le: 2026-03-09\n---\n"
    files = {"evidence/reclamations/rec-01.md": complaint}
    assert result_of(judged(project(tmp_path, files), DAY), "31-accuse").state is RuleState.HELD
    strict = PROVIDER + "parametres: [{nom: delai_accuse, valeur: 2 jours ouvrés}]\n"
    result = result_of(judged(project(tmp_path, files, provider=strict), DAY), "31-accuse")
    assert result.finding
    assert result.finding.message == (
        "Une réclamation écrite n'a pas eu d'accusé de réception dans le délai : 1 sur 1"
        " (rec-01 : trace datée du 9 mars 2026, attendue au plus tard le 4 mars 2026)."
    )


def findings_of(root: Path, without_object: str, files: dict[str, str] | None = None) -> dict[str, str]:
    """Messages of what was found about `sans_objet`, by rule."""
    provider = PROVIDER.replace("sans_objet: [{indicateur: 27, motif: Nous formons seuls.}]\n", without_object)
    assessment = assess(read_project(project(root, files or {}, provider=provider)), DAY)
    return {found.rule: found.message for found in assessment.findings if found.rule.startswith("sans-objet")}


def test_27_without_third_parties_needs_a_written_reason(tmp_path: Path) -> None:
    assert findings_of(tmp_path, "") == {
        "sans-objet-muet": "L'indicateur 27 est commun à tous et ne s'applique pas ici"
        " (aucun sous-traitant ni porté ne forme pour l'organisme), sans raison écrite."
    }
    assert findings_of(tmp_path, "sans_objet: [{indicateur: 27, motif: Seuls.}]\n") == {}


def test_no_subcontractor_declared_while_a_freelance_trains_is_a_contradiction(tmp_path: Path) -> None:
    freelance = {"evidence/personnel/rui-02.md": "---\ntitre: Rui Pinto\nfonctions: F\nlien: independant\n---\n"}
    assert findings_of(tmp_path, "sans_objet: [{indicateur: 27, motif: Seuls.}]\n", freelance) == {
        "sans-objet-contredit": "L'indicateur 27 est déclaré sans objet, mais il s'applique :"
        " un tiers forme pour l'organisme (Rui Pinto)."
    }
    assert findings_of(tmp_path, "", freelance) == {}


def test_what_applies_to_everybody_can_t_be_declared_without_object(tmp_path: Path) -> None:
    both = "sans_objet: [{indicateur: 27, motif: Seuls.}, {indicateur: 31, motif: Aucune.}]\n"
    assert findings_of(tmp_path, both) == {
        "sans-objet-contredit": (
            "L'indicateur 31 est déclaré sans objet, mais il s'applique : commun à toutes les catégories."
        )
    }


def test_a_rule_of_the_provider_is_judged_like_the_others(tmp_path: Path) -> None:
    text = rule("90-maison", "au_moins: {n: 1, genre: veille}", indicator=None)
    (result,) = [item for item in judged(project(tmp_path, {"rules/m.yml": text}), DAY).transversal
                 if item.rule.id == "90-maison"]  # fmt: skip
    assert result.grade is Grade.WATCH
    assert result.rule.path == "rules/m.yml"


@pytest.mark.parametrize(
    ("text", "place", "cause"),
    [
        (rule("x", "chaque: {genre: veille}\npage: {genre: livret}"), "3:5",
         "une règle a un prédicat et un seul parmi au_moins, chaque, couverture, page, calcul"),
        (rule("x", "chaque: {champs: [titre]}"), "8:13", "un sélecteur dit le « genre » de fiches qu'il regarde"),
        (rule("x", "chaque: {genre: veille, dates: {date: {du: demain matin}}}"), "8:48",
         "« demain matin » n'est pas une borne de date"),
        (rule("x", "chaque: {genre: veille, dates: {date: {du: aujourdhui-PXY}}}"), "8:48",
         "« aujourdhui-PXY » n'est pas une borne de date"),
        (rule("x", "couverture: {sujets: {genre: veille}}"), "8:17",
         "« preuves » est une liste d'au moins un sélecteur"),
        (rule("x", "chaque: {genre: veille}", header="couleur: bleu"), "8:5", "« couleur » n'est pas une clé de règle"),
        (rule("x", "chaque: {genre: veille}", header="vide: rien"), "8:11",
         "« rien » n'est pas une valeur de « vide » (sans-objet, ecart, satisfait, a-confirmer)"),
    ],
)  # fmt: skip
def test_a_wrong_rule_is_a_finding_and_is_left_out(tmp_path: Path, text: str, place: str, cause: str) -> None:
    reading = read_project(project(tmp_path, {"rules/essai.yml": text}))
    (found,) = reading.findings
    assert (found.rule, found.path) == ("declaration-regle", "rules/essai.yml")
    assert found.message == f"La déclaration de la règle est fausse : {cause}."
    assert str(found.place).removeprefix("rules/essai.yml:") == place
    assert "x" not in reading.rules.ids
