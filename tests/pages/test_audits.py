"""The page of the audits and of each non-conformity: the cycle, the days left, and nothing of it for the auditor."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from classeur.editions import Edition
from classeur.pages.catalogue import catalogue
from classeur.pages.faults import countdown, steps_table
from classeur.pages.home import home_page
from classeur.pages.labels import spread
from classeur.pages.list_audits import audits_page
from classeur.pages.view import View
from classeur.portal import Reading, assess
from classeur.rules.cumul import predicted
from classeur.rules.result import Assessment
from tests.small_tree import PROVIDER, judged, project

DAY = dt.date(2026, 11, 21)
TAGS = re.compile(r"<[^>]+>")


def audit(kind: str, start: str, more: str = "") -> str:
    return f"---\ntitre: Audit {kind}\ntype: {kind}\ndebut: {start}\nfin: {start}\n{more}\n---\n"


def fault(grade: str, notified: str, more: str = "", *, indicator: int = 9, raised: str = "aud-01") -> str:
    return (
        f"---\ntitre: Écart {indicator}\naudit: {raised}\nindicateur: {indicator}\ngrade: {grade}\n"
        f"constat: Un constat.\nnotifiee_le: {notified}\n{more}\n---\n"
    )


def of(root: Path, files: Mapping[str, str], day: dt.date = DAY, provider: str = PROVIDER) -> Assessment:
    placed = {f"evidence/{path}.md": text for path, text in files.items()}
    return judged(project(root, placed, provider=provider), day)


def page(assessment: Assessment, edition: Edition = Edition.TEAM) -> str:
    view = View(assessment, edition)
    return audits_page(view, catalogue(view)).content


def words(content: str) -> str:
    return " ".join(TAGS.sub(" ", content).split())


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2027-01-07", "il reste 47 jours, jusqu’au 7 janvier 2027"),
        ("2026-11-22", "il reste 1 jour, jusqu’au 22 novembre 2026"),
        ("2026-11-21", "c’est aujourd’hui le dernier jour"),
        ("2026-11-20", "1 jour de retard"),
        ("2026-11-01", "20 jours de retard"),
    ],
)
def test_a_countdown_says_the_day_too(day: str, said: str) -> None:
    assert countdown(dt.date.fromisoformat(day), DAY) == said


def test_the_cycle_of_the_sample_is_drawn_and_told(assessment: Assessment) -> None:
    text = page(assessment)
    assert '<title id="cy-t">Le cycle du certificat</title>' in text
    assert "Fenêtre de surveillance, 21 sept. 2026 au 21 mai 2027" in text
    assert "Audit : surveillance, 9 au 10 févr. 2027" in text
    assert "Aujourd’hui, 21 nov. 2026" in text
    assert "audit prévu les 9 et 10 février 2027" in text
    assert "il reste 607 jours, jusqu’au 20 juillet 2028" in text
    assert "Ce que regardera l’audit de surveillance" in text
    assert "Parce que vous étiez nouvel entrant à l’audit initial" in text


def test_the_auditor_sees_dates_and_corrections_and_no_countdown(assessment: Assessment) -> None:
    text = page(assessment, Edition.AUDITOR)
    for shown in ("Livret d’accueil incomplet", "plan envoyé le 15 juil. 2025, preuves le 10 sept. 2025",
                  "Version 2 du livret", "onglet 1", "24 sept. 2025"):  # fmt: skip
        assert shown in text
    for hidden in (
        "il reste",
        "Aujourd’hui",
        "de retard",
        "Ce que regardera",
        "à risque mineur",
        "Audit blanc",
        "dans 80",
    ):
        assert hidden not in text


def test_without_a_certificate_the_page_says_when_the_cycle_starts(tmp_path: Path) -> None:
    start, end = PROVIDER.index("certificat:"), PROVIDER.index("equipe:")
    text = page(of(tmp_path, {}, provider=PROVIDER[:start] + PROVIDER[end:]))
    assert "<svg viewBox" not in text
    assert "le cycle commence le jour où il est obtenu" in text
    assert "Ce que regardera l’audit initial" in text


def test_a_certificate_that_lasts_longer_than_the_texts_give_is_badly_typed(tmp_path: Path) -> None:
    text = page(of(tmp_path, {}, provider=PROVIDER.replace("au: 2026-12-31", "au: 2027-01-01")))
    assert "plus de 3 ans après l’obtention : vérifiez cette date" in text


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2025-02-28", "aucun audit n’est encore prévu ; rien ne presse avant le 1er mars 2025"),
        ("2025-03-01", "aucun audit n’est prévu : il reste 245 jours, jusqu’au 1er novembre 2025"),
        ("2025-11-02", "aucun audit n’est prévu : 1 jour de retard"),
    ],
)
def test_a_window_without_an_audit_counts_its_days(tmp_path: Path, day: str, said: str) -> None:
    assert said in page(of(tmp_path, {}, dt.date.fromisoformat(day)))


OPEN = {
    "audits/aud-01": audit("initial", "2026-06-01"),
    "audits/aud-02": audit("surveillance", "2026-10-01"),
    "non-conformites/nc-01": fault("mineure", "2026-11-01", indicator=1),
    "non-conformites/nc-02": fault("majeure", "2026-11-05", "echeance: 2026-12-01", indicator=21, raised="aud-02"),
    "non-conformites/nc-03": fault("majeure", "2026-08-01", indicator=4),
    "non-conformites/nc-04": fault("mineure", "2026-06-10", "levee_le: 2026-10-01", indicator=9),
}


def test_open_ones_come_by_need_with_the_days_left_and_what_follows(tmp_path: Path) -> None:
    text = words(page(of(tmp_path, OPEN)))
    opened, _, lifted = text.partition("Non-conformités levées")
    assert [opened.index(f"Écart {n}") for n in (4, 21, 1)] == sorted(opened.index(f"Écart {n}") for n in (4, 21, 1))
    assert "Écart 9" in lifted
    assert "20 jours de retard" in opened
    assert "La certification est refusée ; une nouvelle demande attend 3 mois (à confirmer)." in opened
    assert "5 févr. 2027 ; votre échéance : 1er déc. 2026 il reste 76 jours, jusqu’au 5 février 2027" in opened
    assert "Le certificat est suspendu, puis retiré au bout de 3 mois (à confirmer)." in opened
    assert "1er déc. 2026 (délai à confirmer avec le certificateur) il reste 10 jours" in opened
    assert "classeur export certificateur" in opened
    assert "Une non-conformité mineure est ouverte. À cinq, elles comptent comme une majeure" in opened


def test_the_auditor_sees_an_open_one_without_what_threatens(tmp_path: Path) -> None:
    text = words(page(of(tmp_path, OPEN), Edition.AUDITOR))
    assert "Pas encore levée" in text
    for hidden in ("il reste", "de retard", "classeur export", "refusée", "suspendu", "comptent comme une majeure"):
        assert hidden not in text


def test_five_open_ones_are_said_to_count_as_a_major_one(tmp_path: Path) -> None:
    five = {f"non-conformites/nc-0{n}": fault("mineure", "2026-11-01", indicator=n) for n in range(1, 6)}
    text = words(page(of(tmp_path, {"audits/aud-01": OPEN["audits/aud-01"], **five})))
    assert "5 non-conformités mineures sont ouvertes : dès cinq, elles comptent comme une majeure" in text


def test_the_page_of_an_open_one_has_its_steps_for_the_team(tmp_path: Path) -> None:
    assessment = of(
        tmp_path, {**OPEN, "non-conformites/nc-01": fault("mineure", "2026-11-01", "plan_envoye_le: 2026-11-15")}
    )
    records = assessment.library.records
    found = steps_table(View(assessment, Edition.TEAM), records["nc-01"])
    assert found
    assert [
        tuple(cell.words or (cell.mark.word if cell.mark else "") for cell in row[:3]) for row in found.groups[0].rows
    ] == [
        (
            "Envoyer le plan de correction",
            "1er déc. 2026 (délai à confirmer avec le certificateur)",
            "fait le 15 nov. 2026",
        ),
        ("Mettre la correction en place", "1er mai 2027", "il reste 161 jours, jusqu’au 1er mai 2027"),
        ("La montrer corrigée au prochain audit", "aucun audit n’est encore prévu", ""),
    ]
    assert steps_table(View(assessment, Edition.AUDITOR), records["nc-01"]) is None
    assert steps_table(View(assessment, Edition.TEAM), records["nc-04"]) is None
    assert steps_table(View(assessment, Edition.TEAM), records["aud-01"]) is None


def test_what_a_mock_audit_found_is_apart_and_the_teams_alone(tmp_path: Path) -> None:
    files = {
        "audits/aud-03": audit("blanc", "2026-10-05"),
        "non-conformites/nc-05": fault("majeure", "2026-10-06", raised="aud-03"),
    }
    assessment = of(tmp_path, files)
    text = page(assessment)
    assert "Points relevés par un audit blanc" in text
    assert "Non-conformités ouvertes" not in text
    assert "Écart 9" not in page(assessment, Edition.AUDITOR)


@pytest.mark.parametrize("date", [DAY, dt.date(2026, 10, 30)])
def test_what_rules_foresee_is_told_from_five_on_and_apart_from_what_is_open(sample: Reading, date: dt.date) -> None:
    found = assess(sample, date, date)
    view = View(found, Edition.TEAM)
    told = "Personne ne les a relevés"
    reached = predicted(found).reached
    assert (told in page(found)) is reached
    assert (told in home_page(view).content) is reached
    assert told not in home_page(View(found, Edition.AUDITOR)).content


def test_labels_are_pushed_apart_and_stay_in_the_drawing() -> None:
    placed = spread([(0, 50), (20, 50), (990, 50), (1000, 50)], 1000)
    assert placed == (50, 150, 850, 950)


def test_a_certificate_that_ended_is_not_late_and_nothing_is_asked_of_its_windows(tmp_path: Path) -> None:
    old = PROVIDER.replace("du: 2024-01-01, au: 2026-12-31", "du: 2023-01-01, au: 2025-12-31")
    text = words(page(of(tmp_path, {}, provider=old)))
    assert "31 décembre 2025 fini depuis 325 jours" in text
    assert "de retard" not in text
    assert "Ce que regardera l’audit initial" in text


def test_a_gap_of_the_certification_is_not_said_to_be_a_review_that_is_late(tmp_path: Path) -> None:
    files = {"audits/aud-01": audit("initial", "2026-03-02"), "non-conformites/nc-01": fault("majeure", "2026-04-02")}
    assessed = of(tmp_path, files)
    text = words(home_page(View(assessed, Edition.TEAM)).content)
    told = text.partition("ne sont pas parties dans les trois mois")[2][:200]
    assert "Risque majeur" in told
    assert "D’aucun indicateur : c’est la certification elle-même qui est en jeu" in told
    assert "dates de relecture" not in text
