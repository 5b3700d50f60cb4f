"""Little typing (demand B8): the Markdown files that one learner takes, from first call to certificate, are counted.

Dropped files are not counted: that is the point. Each case is a real folder of `tests/examples/`, in which `check` has
nothing to say (`test_examples.py`, `test_providers.py`), so what is counted is all that today's rules ask for.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from classeur.portal import assess, read_project
from tests.acceptance.examples import PROVIDERS, examples
from tests.acceptance.providers import dates_told, written_about

DAY = dt.date(2026, 11, 21)
ORDINARY = "apprenant-en-cinq-fiches"
BROKEN = "contrat-rompu-en-neuf-fiches"
FOLDERS = {example.name: example for example in examples("good")}


@pytest.fixture
def laid(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return FOLDERS[request.param].lay(tmp_path / "projet")


@pytest.mark.parametrize(
    ("laid", "learner", "count"),
    [(ORDINARY, "B-2026-011", 5), (ORDINARY, "B-2026-012", 4), (BROKEN, "B-2025-001", 9)],
    indirect=["laid"],
)
def test_what_a_learner_takes_to_write(laid: Path, learner: str, count: int) -> None:
    reading = read_project(laid)
    assert reading.findings == ()
    assert assess(reading, DAY).findings == ()
    assert len(written_about(reading.library, learner)) == count


@pytest.mark.parametrize(("name", "learner"), [("bilan", "B-2026-001"), ("vae", "B-2025-001")])
def test_a_skills_assessment_and_a_vae_take_four(name: str, learner: str) -> None:
    reading = read_project(PROVIDERS / name)
    assert len(written_about(reading.library, learner)) == 4


@pytest.mark.parametrize("laid", [ORDINARY], indirect=True)
def test_the_page_of_an_ordinary_learner_tells_every_moment(laid: Path) -> None:
    assert dates_told(assess(read_project(laid), DAY), "B-2026-011") == [
        "2026-05-19 Demande",
        "2026-05-27 Avant la session de juin",
        "2026-06-03 Signature : Convention",
        "2026-06-04 Convocation",
        "2026-06-15 Émargement",
        "2026-06-16 Échange",
        "2026-06-16 Émargement",
        "2026-06-17 Émargement",
        "2026-06-18 Attestation",
        "2026-06-18 Émargement",
        "2026-06-18 Évaluation",
        "2026-06-18 Avis à chaud, session de juin",
        "2026-10-06 Avis à froid, session de juin",
    ]


@pytest.mark.parametrize("laid", [BROKEN], indirect=True)
def test_the_page_of_an_apprentice_tells_the_break_the_mediator_and_the_new_employer(laid: Path) -> None:
    assert dates_told(assess(read_project(laid), DAY), "B-2025-001") == [
        "2025-05-13 Demande",
        "2025-05-15 Réponse à la demande",
        "2025-06-11 Positionnement",
        "2025-06-12 Analyse du besoin",
        "2025-06-18 Signature : Contrat d'apprentissage",
        "2025-06-18 Signature : Convention d'apprentissage",
        "2025-07-08 Accord de financement",
        "2025-09-02 Convocation",
        "2025-09-02 Responsables légaux informés",
        "2025-09-08 Calendrier d'alternance",
        "2025-09-08 Émargement",
        "2025-09-09 Information sur les droits et devoirs",
        "2025-11-18 Compte rendu de visite",
        "2026-01-14 Alerte : risque de rupture",
        "2026-01-14 Maud Ferrier : Appel à B-2025-001 : levée à 2 h, cours à 8 h 30",
        "2026-01-14 Maud Ferrier : Appel au maître d'apprentissage ; rendez-vous à trois le 20",
        "2026-01-20 À trois, chez le premier employeur",
        "2026-01-23 Médiateur saisi",
        "2026-02-06 Rupture du premier contrat d'un commun accord",
        "2026-02-09 Émargement",
        "2026-03-09 Essai chez le second employeur",
        "2026-03-16 Signature : Contrat d'apprentissage",
        "2026-03-16 Signature : Convention d'apprentissage",
        "2026-03-18 Alerte close",
        "2026-03-25 Dix jours chez le second employeur",
        "2026-04-15 Compte rendu de visite",
        "2026-05-04 Inscription à la certification",
        "2026-06-26 Livret d'alternance",
        "2026-06-26 Évaluation",
        "2026-06-30 Passage de la certification",
        "2026-07-01 Procès-verbal de jury",
        "2026-07-02 Résultat de la certification",
        "2026-07-03 Attestation",
        "2026-07-03 Émargement",
        "2026-07-03 Avis des apprentis, dernier jour",
        "2026-11-03 Avis des apprentis, quatre mois après",
        "2027-01-05 Point à six mois",
    ]
