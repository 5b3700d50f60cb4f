"""Twenty questions of an audit day: each is answered from the home page in three clicks or one search."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_search import search

MOST = 3
"""Clicks from the home page to an answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, in which edition, the way to the answer and the words that answer.

    `way` holds the names of the links clicked, in order; what follows « déplier : » is a fold, opened by a click too;
    what follows « chercher : » is typed in the search and its first answer opened. All of `answer` stands on the page
    where the way ends.
    """

    asked: str
    way: tuple[str, ...]
    answer: tuple[str, ...]
    edition: str = "auditeur"


QUESTIONS = (
    Question(
        "Votre certificat : quel numéro, quelles catégories, jusqu'à quand ?",
        (),
        ("FR-SPECIMEN-2025-0042", "AF et CFA", "20 juillet 2028"),
    ),
    Question("Qui est votre référent handicap ?", (), ("Odile Kermarec", "Handicap, mobilité")),
    Question(
        "Quelles sessions d'apprentissage depuis le dernier audit ?",
        (),
        ("Formation par apprentissage", "promotion 2026-2027", "promotion 2025-2026"),
    ),
    Question(
        "La non-conformité de 2025 : qu'avez-vous corrigé, quand a-t-elle été levée ?",
        ("Livret d’accueil incomplet",),
        ("24 septembre 2025", "livret"),
    ),
    Question(
        "Suivons un dossier de bout en bout : B-2025-002.",
        ("chercher : B-2025-002",),
        ("Première demande", "Médiateur", "Passage de la certification", "Attestation"),
    ),
    Question(
        "Le besoin de B-2026-004 a-t-il été analysé avant l'entrée ?",
        ("^4[,. ].*Analyse du besoin", "Avant l’entrée, B-2026-004"),
        ("19 janvier 2026", "devis"),
    ),
    Question(
        "Les émargements de la session de métré de février 2026 ?",
        ("métré au devis signé, Niort et à distance, février 2026",),
        ("Émargement, 2 févr. 2026", "Émargement, 13 févr. 2026"),
    ),
    Question(
        "Quelle version du livret était en vigueur pour cette session ?",
        ("métré au devis signé, Niort et à distance, février 2026",),
        ("Livret d’accueil au premier jour", "version 2"),
    ),
    Question(
        "Qu'avez-vous fait quand B-2026-017 a cessé de venir ?",
        ("chercher : B-2026-017",),
        ("Alerte : décrochage", "Sortie : Abandon", "Alerte close"),
    ),
    Question(
        "Une adaptation a-t-elle été demandée, et a-t-on répondu ?",
        ("^26[,. ]", "déplier : Toutes les fiches", "Aménagement am-2026-01"),
        ("19 janvier 2026", "23 janvier 2026"),
    ),
    Question(
        "Les compétences de Nadège Ropars ont-elles été vérifiées ?",
        ("^Personnes$", "Nadège Ropars"),
        ("9 février 2026", "31 août 2026"),
    ),
    Question(
        "Montrez un contrat de sous-traitance et ses contrôles.",
        ("^27[,. ]", "Contrat de Nadège Ropars"),
        ("15 janvier 2026", "13 février 2026", "25 septembre 2026"),
    ),
    Question(
        "Une veille légale, et ce qu'elle a changé chez vous ?",
        ("^23[,. ]", "Le décret du 1er août 2026 change le référentiel"),
        ("25 août 2026", "Livret d’accueil"),
    ),
    Question(
        "Comment traitez-vous une réclamation ?",
        ("^31[,. ]", "Difficultés et réclamations"),
        ("Paulin", "accusé"),
    ),
    Question(
        "L'enquête à froid de la session machines de novembre 2025 ?",
        ("Travailler sans accident sur machines à bois, Niort, 18 novembre 2025", "froid"),
        ("13 mai 2026", "Satisfaits"),
    ),
    Question(
        "La note de la plateforme était basse : qu'en avez-vous fait, et avec quel effet ?",
        ("^Amélioration$", "Guide refait et appel d.essai"),
        ("2,8", "4,3", "fficace"),
    ),
    Question(
        "Le conseil de perfectionnement s'est-il réuni ?",
        ("chercher : perfectionnement",),
        ("23 juin 2026",),
    ),
    Question(
        "Que se passe-t-il, étape par étape, de la demande au bilan ?",
        ("^La demande|^1 La demande",),
        ("La demande", "Le besoin", "Le contrat", "Le bilan"),
    ),
    Question(
        "Que reste-t-il à faire d'ici l'audit, et qui s'en charge ?",
        ("Voir les échéances", r"^Janvier \("),
        ("Yanis Ferrand", "janv. 2027", "Renouveler l’habilitation"),
        edition="equipe",
    ),
    Question(
        "Le dossier de Mme Moinard ?",
        ("chercher : Moinard",),
        ("Hélène Moinard", "Travailler sans accident sur machines à bois"),
        edition="equipe",
    ),
)


def test_there_are_twenty_questions_each_within_three_clicks_or_one_search() -> None:
    assert len({question.asked for question in QUESTIONS}) == 20
    for question in QUESTIONS:
        searched = [step for step in question.way if step.startswith("chercher : ")]
        assert len(question.way) <= (1 if searched else MOST), question.asked
        assert question.answer, question.asked


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.asked)
def test_a_question_of_the_audit_day_is_answered(page: Page, served: str, question: Question) -> None:
    home = f"{served}/{question.edition}"
    page.goto(f"{home}/index.html")
    for step in question.way:
        how, _, words = step.rpartition(" : ")
        if how == "chercher":
            search(page, home, words).first.click()
        elif how == "déplier":
            page.locator("summary").filter(has_text=words).click()
        else:
            page.get_by_role("link", name=re.compile(step)).locator("visible=true").first.click()
        page.wait_for_load_state()
    article = page.locator("article")
    for words in question.answer:
        expect(article).to_contain_text(re.compile(re.escape(words).replace("\\ ", r"\s+")))
