"""A rule that names what does not exist would be dead without a word: it is told, and the others stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from classeur.portal import read_project
from classeur.rules.loading import load_rules
from tests.small_tree import project, rule, told

AT_LEAST = "au_moins: {n: 1, genre: moyen}"


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        (rule("17-a", "au_moins: {n: 1, genre: moyens}"), "« moyens » n'est pas un genre de fiche"),
        (rule("17-a", AT_LEAST, header="si: {fod: oui}"), "« fod » n'a pas sa place ici"),
        (rule("17-a", AT_LEAST, header="si: {foad: true}"), "« true » n'est pas une valeur de « foad » (oui, non)"),
        (rule("17-a", AT_LEAST, header="si: {categorie: AFF}"),
         "« AFF » n'est pas une valeur de « categorie » (AF, BC, VAE, CFA)"),
        (rule("17-a", "couverture: {sujets: {genre: session}, preuves: [{genre: session, lui_meme: true}]}"),
         "« lui_meme » se répond par oui ou non"),
        (rule("17-a", "au_moins: {genre: moyen, dates: {date: {du: 'aujourdhui-{delai}'}}}"),
         "« delai » n'est pas un paramètre des règles"),
        (rule("17-a", AT_LEAST, indicator=34), "« 34 » n'est pas le numéro d'un indicateur (de 1 à 33)"),
        (rule("17-a", AT_LEAST, header="depuis: 2026"),
         "« 2026 » n'est pas une valeur de « depuis » (rnq-2019, rnq-2026)"),
        (rule("17-a", AT_LEAST, header="jusqua: rnq-2025"),
         "« rnq-2025 » n'est pas une valeur de « jusqua » (rnq-2019, rnq-2026)"),
        (rule("17-a", AT_LEAST, header="suppose: 99-rien"), "« suppose » nomme « 99-rien », qui n'est pas une règle"),
        (rule("31-accuse", AT_LEAST), "« 31-accuse » est déjà le nom d'une règle de 31.yml"),
        (rule("17-a", AT_LEAST, header="grade: erreur"),
         "« erreur » n'est pas une valeur de « grade » (majeure, mineure, vigilance, a-confirmer)"),
        (rule("17-a", "au_moins: {n: 0, genre: moyen}"), "« n » vaut au moins 1"),
        (rule("17-a", f"au_moins: {{n: {'9' * 5000}, genre: moyen}}"),
         "« n » est un nombre entier, de 9 chiffres au plus"),
        ("indicateur: " + "1" * 5000 + "\n" + rule("17-a", AT_LEAST, indicator=None),
         "n'est pas le numéro d'un indicateur"),
        ("parametres: 3\n", "« parametres » est une liste"),
        ("parametres: [{nom: delai_accuse, libelle: Accuser, defaut: 1 an}]\n",
         "le paramètre « delai_accuse » est déjà déclaré"),
    ],
)  # fmt: skip
def test_what_a_rule_names_has_to_exist(tmp_path: Path, text: str, cause: str) -> None:
    reading = read_project(project(tmp_path, {"rules/a.yml": text}))
    (found,) = reading.findings
    assert (found.rule, found.path) == ("declaration-regle", "rules/a.yml")
    assert found.line
    assert cause in found.message
    assert reading.rules.ids == load_rules()[0].ids


def test_a_rule_may_name_a_kind_a_condition_and_a_parameter_of_the_provider(tmp_path: Path) -> None:
    text = (
        "parametres: [{nom: delai_four, libelle: Four, defaut: 1 an}]\n"
        "conditions: [{nom: four, quand: il y a un four, sinon: sans four, ouvre: [{genre: visite}]}]\n"
    ) + rule(
        "17-a", "au_moins: {genre: visite, dates: {date: {du: 'aujourdhui-{delai_four}'}}}", header="si: {four: oui}"
    )
    files: dict[str, str | bytes] = {"rules/a.yml": text, "kinds/v.yml": "genre: visite\ndossier: evidence/visites\n"}
    reading = read_project(project(tmp_path, files))
    assert told(reading) == []
    assert "17-a" in reading.rules.ids


def test_a_wrong_rule_leaves_the_others_of_its_file(tmp_path: Path) -> None:
    good = rule("17-b", AT_LEAST).partition("regles:\n")[2]
    reading = read_project(project(tmp_path, {"rules/a.yml": rule("17-a", "au_moins: {genre: rien}") + good}))
    assert [found.rule for found in reading.findings] == ["declaration-regle"]
    assert "17-b" in reading.rules.ids
