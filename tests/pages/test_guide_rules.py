"""The rules in the Guide: each said once, in words made from what it declares, with this provider's delays."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from classeur.editions import Edition
from classeur.pages.composing import compose
from classeur.pages.french import capitalized
from classeur.pages.guide_rules import address_of_rules
from classeur.portal import assess, read_project
from classeur.rules.loading import load_rules
from classeur.rules.result import Assessment, Status
from tests.acceptance.examples import BASE
from tests.small_tree import PROVIDER, judged, project, rule

DAY = dt.date(2026, 11, 21)
RULES = load_rules()[0]


def content_of(assessment: Assessment, edition: Edition = Edition.TEAM) -> Mapping[str, str]:
    return {page.address: page.content for page in compose(assessment, edition).pages}


@pytest.fixture(scope="module")
def team(assessment: Assessment) -> Mapping[str, str]:
    return content_of(assessment)


def words_of(page: str, identity: str) -> str:
    """What is said of one rule, on one line, with plain spaces and apostrophes."""
    part = page.partition(f'<h2 id="{identity}">')[2].partition("<h2 ")[0]
    text = html.unescape(re.sub(r"<[^>]+>", " ", part)).replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")
    return re.sub(r" ([.,)])", r"\1", " ".join(text.split()))


def test_every_rule_is_said_once_on_the_page_of_its_criterion(team: Mapping[str, str]) -> None:
    pages = [content for address, content in team.items() if address.startswith("guide/regles-")]
    said = [identity for page in pages for identity in re.findall(r'<h2 id="([^"]+)">', page)]
    assert sorted(said) == sorted(RULES.ids)
    for known in RULES.rules:
        words = words_of(team[address_of_rules(known.indicator)], known.id)
        assert known.label.replace("’", "'") in words
        assert known.remedy.split(" ")[0] in words
        assert capitalized(known.source).replace("’", "'") in words
        assert "{" not in re.sub(r"\{#[\w-]+\}", "", words), words
        assert "None" not in words


def test_the_index_tells_every_delay_as_this_provider_has_it(tmp_path: Path) -> None:
    chosen = PROVIDER + "parametres: [{nom: delai_accuse, valeur: 5 jours}]\n"
    pages = content_of(judged(project(tmp_path, provider=chosen), DAY))
    for name in RULES.parameters:
        assert f"<small>{name}</small>" in pages["guide/regles"]
    words = words_of(pages["guide/regles-7"], "31-accuse")
    assert "au plus tard 5 jours après « Reçue le » (recue_le)" in words
    assert "Accuser réception d'une réclamation : 5 jours (delai_accuse)" in words


def test_a_rule_that_is_switched_off_says_why(tmp_path: Path) -> None:
    off = PROVIDER + "regles_desactivees: [{regle: 31-accuse, motif: Nous répondons le jour même.}]\n"
    pages = content_of(judged(project(tmp_path, provider=off), DAY))
    assert "Désactivée chez nous Nous répondons le jour même." in words_of(pages["guide/regles-7"], "31-accuse")


SAID = {
    "au_moins: {n: 2, genre: veille, avec: {domaine: handicap}, champs: [impact]}": (
        "Il faut, au moins 2 fois : fiche « Note de veille » (« Domaine » (domaine) : handicap)"
        " Avec, dans tous les cas : a « Impact » (impact)."
    ),
    "chaque: {genre: enquete, avec: {recus: {moins_de: 3}}, champs: [envoyes]}": (
        "Chaque fiche « Enquête » (« Reçus » (recus) : moins de 3) : a « Envoyés » (envoyes)"
    ),
    """
    couverture:
      sujets: {genre: inscription}
      preuves:
        - {genre: piece, avec: {nature: [convention, devis]}}
        - {genre: entretien, avec: {moment: {sauf: [apres]}}}
      dates: {date: {avant: sujet.entree}}
    """: (
        "Pour chaque inscription d'un bénéficiaire, il faut : pièce (la nature : convention ou devis), ou bien"
        " fiche « Compte rendu d'entretien » (« Moment » (moment) : autre que après la formation)"
        " Avec, dans tous les cas : la date avant l'entrée du bénéficiaire."
    ),
    "chaque: {genre: procedure, dates: {revu_le: {du: aujourdhui-P6M}}}": "de moins de 6 mois",
    "calcul: {nom: texte-identique, genre: veille}": (
        "Un calcul (« texte-identique ») regarde fiche « Note de veille »."
    ),
}


@pytest.mark.parametrize(("predicate", "expected"), SAID.items())
def test_each_way_of_looking_is_said_in_french(tmp_path: Path, predicate: str, expected: str) -> None:
    pages = content_of(judged(project(tmp_path, {"rules/a.yml": rule("x-1", predicate)}), DAY))
    assert expected in words_of(pages["guide/regles-2"], "x-1")


def test_indicators_lead_to_their_rules_and_the_auditor_sees_none(
    assessment: Assessment, team: Mapping[str, str]
) -> None:
    assert 'href="../guide/regles-2.html#04-analyse-besoin"' in team["indicateurs/04"]
    auditor = content_of(assessment, Edition.AUDITOR)
    assert not [address for address, content in auditor.items() if "guide/regles" in address + content]


def test_what_only_a_human_being_can_judge_is_listed_and_asked_for_on_its_indicator() -> None:
    base = assess(read_project(BASE), DAY)
    pages = content_of(base)
    waiting = [v for v in base.verdicts.values() if v.regard and not v.reviewed and v.status is Status.CONFIRM]
    assert waiting
    for verdict in waiting:
        said = html.escape(verdict.regard, quote=False).replace("'", "’").partition(" ")[0]
        assert said in pages["guide/regles"]
        assert "À regarder par quelqu’un" in pages[f"indicateurs/{verdict.indicator.number:02}"]
