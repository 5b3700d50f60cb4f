"""« Accessible à tous » alone is refused; one word that says something is enough to be left in peace."""

from __future__ import annotations

from pathlib import Path

import pytest

from classeur.portal import read_project
from classeur.promises import hollow
from tests.small_tree import PROVIDER, project, told

SLOGANS = (
    "Accessible à tous.",
    "Formation accessible à tous les publics",
    "Ouvert à tous, sans distinction.",
    "Accessible aux personnes handicapées.",
    "Locaux accessibles PMR",
    "Nos locaux sont aux normes d’accessibilité.",
    "Toutes nos formations sont accessibles aux personnes en situation de handicap. N’hésitez pas à nous contacter !",
    "Oui",
    "Formation 100 % accessible",
    "L’accès est possible pour tous les publics.",
    "Accessible à tou(te)s",
    "Accessible à tou·te·s, sous réserve d’étude du dossier.",
    "Nous étudions chaque situation au cas par cas.",
)
FACTS = (
    "",
    "Accessible à tous ; pauses à la demande.",
    "Accessible aux personnes handicapées : contactez Odile.",
    "Locaux accessibles PMR, porte de 93 cm.",
    "Locaux non accessibles aux personnes à mobilité réduite.",
    "Nos locaux ne sont pas accessibles aux personnes handicapées.",
    "Salle sans accessibilité.",
    "Nous étudions chaque demande au cas par cas, réponse sous 10 jours.",
    "Ouvert à tous, sauf la salle de l’étage.",
    "Ouvert à tous ; référent handicap : 01 99 00 12 01.",
)


@pytest.mark.parametrize("text", SLOGANS)
def test_a_slogan_alone_says_nothing(text: str) -> None:
    assert hollow(text)


@pytest.mark.parametrize("text", FACTS)
def test_a_measure_a_name_or_a_refusal_says_something(text: str) -> None:
    assert not hollow(text)


PAGE = "---\ngenre: accessibilite\ntitre: Handicap\nresponsable: ana-01\n{more}---\n\n{body}\n"
PREMISES = "## Les locaux {#locaux}\n\nLocaux accessibles PMR.\n"


def findings(root: Path, page: str, *, provider: str = PROVIDER) -> list[str]:
    return [
        one.partition(":")[0]
        for one in told(read_project(project(root, {"content/acces.md": page}, provider=provider)))
    ]


def test_premises_said_accessible_and_no_more_are_refused_where_they_are_said(tmp_path: Path) -> None:
    engagement = "## Notre engagement {#engagement}\n\nAna répond au 01 99 00 12 01.\n\n"
    page = PAGE.format(more="", body=engagement + PREMISES)
    assert findings(tmp_path, page) == ["acces-sans-precision content/acces.md"]
    assert "content/acces.md:13:1" in told(read_project(tmp_path))[0]


@pytest.mark.parametrize("heading", ["### Au rez-de-chaussée, porte de 90 cm", "Porte de 90 cm."])
def test_a_title_or_a_line_with_a_fact_is_enough(tmp_path: Path, heading: str) -> None:
    page = PAGE.format(more="", body=f"Ana répond.\n\n{PREMISES}\n{heading}\n")
    assert findings(tmp_path, page) == []


def test_facts_of_the_places_say_it_for_the_page(tmp_path: Path) -> None:
    place = "lieux: [{lieu: nord, nom: Le nord, adresse: 1 rue Haute, porte_cm: 90}]\n"
    assert findings(tmp_path, PAGE.format(more="", body=PREMISES), provider=PROVIDER + place) == []


@pytest.mark.parametrize("fact", ["acces: Bus 4", "transports: Bus 4", "repas: Un four", "mesure_le: 2026-09-09"])
def test_the_way_there_is_no_fact_about_coming_in(tmp_path: Path, fact: str) -> None:
    place = f"lieux: [{{lieu: nord, nom: Le nord, adresse: 1 rue Haute, {fact}}}]\n"
    page = PAGE.format(more="indicateurs: [26]\n", body=PREMISES)
    assert findings(tmp_path, page, provider=PROVIDER + place) == ["acces-sans-precision content/acces.md"]


def test_a_draft_promises_nothing(tmp_path: Path) -> None:
    assert findings(tmp_path, PAGE.format(more="etat: brouillon\n", body=PREMISES)) == []


@pytest.mark.parametrize("fact", ["La porte fait 93 cm.", "Deux marches à l’entrée.", "Parking dans la cour."])
def test_premises_told_in_another_part_of_the_page_are_told(tmp_path: Path, fact: str) -> None:
    page = PAGE.format(more="", body=f"## Venir\n\n{fact} Ana répond.\n\n{PREMISES}")
    assert findings(tmp_path, page) == []


@pytest.mark.parametrize("words", ["Contrat de 12 mois.", "Ana répond."])
def test_what_is_no_fact_of_the_premises_does_not_tell_them(tmp_path: Path, words: str) -> None:
    page = PAGE.format(more="", body=f"## Venir\n\n{words}\n\n{PREMISES}")
    assert findings(tmp_path, page) == ["acces-sans-precision content/acces.md"]


@pytest.mark.parametrize(
    ("said", "door", "told_of"),
    [
        ("Locaux accessibles PMR", "porte_cm: 90", 0),
        ("Salles adaptées aux personnes handicapées", "porte_cm: 90", 0),
        ("Locaux accessibles PMR", "acces: Bus 4", 1),
        ("Accessible à tous", "porte_cm: 90", 1),
    ],
)
def test_a_programme_may_speak_of_premises_that_the_site_measures(
    tmp_path: Path, said: str, door: str, told_of: int
) -> None:
    programme = f"---\ntitre: Coudre\ncategorie: AF\naccessibilite_psh: {said}\n---\n\nOn coud.\n"
    place = f"lieux: [{{lieu: nord, nom: Le nord, adresse: 1 rue Haute, {door}}}]\n"
    root = project(tmp_path, {"content/formations/coudre.md": programme}, provider=PROVIDER + place)
    assert len(told(read_project(root))) == told_of
