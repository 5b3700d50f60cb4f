"""Small providers that anybody can build, one for each profile: nothing is said of any.

Those of skills assessments and of the validation of experience are looked at more closely.
"""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from classeur.cli import main
from classeur.editions import Edition
from classeur.portal import Reading, assess, read_project
from classeur.rules.result import Assessment
from tests.acceptance.examples import PROVIDERS, READY
from tests.acceptance.providers import dates_told, written_about

DAY = dt.date(2026, 11, 21)
BEFORE = dt.date(2026, 10, 30)
FINISHED = {"bilan": "B-2026-001", "vae": "B-2025-001"}
RUNNING = {"bilan": "B-2026-002", "vae": "B-2026-001"}


@pytest.fixture(scope="module", params=sorted(FINISHED))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def reading(name: str) -> Reading:
    return read_project(PROVIDERS / name)


@pytest.fixture(scope="module")
def assessment(reading: Reading) -> Assessment:
    return assess(reading, DAY)


@pytest.mark.parametrize("day", [DAY, BEFORE])
@pytest.mark.parametrize("ready", READY)
def test_check_has_nothing_to_say_of_a_ready_provider(
    ready: str, day: dt.date, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = shutil.copytree(PROVIDERS / ready, tmp_path / ready)
    arguments = ["--date", day.isoformat(), "--audit-date", day.isoformat(), "--level", "a-confirmer"]
    status = main(["--project", str(root), "check", *arguments])
    printed = capsys.readouterr().out
    assert (status, printed.rpartition(" : ")[2]) == (0, "aucun constat.\n"), printed


def test_its_sites_are_built(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = shutil.copytree(PROVIDERS / name, tmp_path / name)
    assert main(["--project", str(root), "build", "--no-pdf", "--date", DAY.isoformat()]) == 0
    assert "Aucun constat." in capsys.readouterr().out
    team, public = root / "site" / "equipe", root / "site" / "public"
    for learner in (FINISHED[name], RUNNING[name]):
        assert (team / "personnes" / f"{learner.lower()}.html").exists()
    assert (public / "index.html").exists()


def test_it_holds_one_finished_and_one_running_learner(name: str, reading: Reading) -> None:
    found = {i.learner: (i.session.text("avancement"), i.parcours) for i in reading.library.inscriptions}
    assert {learner: state for learner, (state, _) in found.items()} == {
        FINISHED[name]: "terminee",
        RUNNING[name]: "en-cours",
    }
    assert all(parcours is not None for _, parcours in found.values())


def test_a_learner_takes_four_written_files(name: str, reading: Reading) -> None:
    kinds = [path.split("/")[1] for path in written_about(reading.library, FINISHED[name])]
    assert kinds == ["enquetes", "enquetes", "parcours", "sessions"]
    assert len(written_about(reading.library, RUNNING[name])) == 2


def test_the_page_of_who_had_a_skills_assessment_tells_every_moment() -> None:
    lines = dates_told(assess(read_project(PROVIDERS / "bilan"), DAY), FINISHED["bilan"])
    assert [line for line in lines if not line.endswith("Émargement")] == [
        "2025-12-02 Demande",
        "2025-12-04 Réponse à la demande",
        "2025-12-10 Analyse du besoin",
        "2025-12-18 Signature : Convention",
        "2025-12-18 Consentement donné",
        "2025-12-19 Convocation",
        "2026-01-12 Phase préliminaire",
        "2026-01-26 Phase investigation",
        "2026-03-16 Phase conclusion",
        "2026-03-23 Remise de la synthèse",
        "2026-03-23 Au dernier rendez-vous du bilan de janvier",
        "2026-03-23 Documents de travail détruits",
        "2026-03-24 Certificat de réalisation",
        "2026-09-21 Six mois après le bilan de janvier",
        "2026-09-21 Suivi à six mois",
    ]
    assert len(lines) == 15 + 8


def test_the_page_of_who_went_through_a_vae_tells_every_moment() -> None:
    lines = dates_told(assess(read_project(PROVIDERS / "vae"), DAY), FINISHED["vae"])
    assert [line for line in lines if not line.endswith("Émargement")] == [
        "2025-06-10 Demande",
        "2025-06-12 Réponse à la demande",
        "2025-06-24 Dossier de faisabilité",
        "2025-08-26 Recevabilité",
        "2025-09-04 Signature : Contrat d'accompagnement",
        "2025-09-05 Accord de financement",
        "2025-09-08 Convocation",
        "2025-10-21 Bloc 1 écrit",
        "2026-01-13 Blocs 2 et 3 écrits",
        "2026-01-20 Inscription à la certification",
        "2026-02-10 Bloc 4 écrit",
        "2026-03-10 Évaluation",
        "2026-03-10 Jury blanc",
        "2026-03-19 Passage de la certification",
        "2026-03-24 Attestation",
        "2026-03-24 Résultat de la certification",
        "2026-03-26 Après le jury de mars",
        "2026-09-10 Six mois après le jury de mars",
        "2026-09-10 Suivi à six mois",
    ]


def test_the_auditor_reads_the_same_dates_by_code(name: str, assessment: Assessment) -> None:
    team, coded = (dates_told(assessment, FINISHED[name], edition) for edition in (Edition.TEAM, Edition.AUDITOR))
    assert team == coded
