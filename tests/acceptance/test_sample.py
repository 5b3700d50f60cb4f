"""The sample provider: its eighteen planted gaps and nothing else, and what a reader may count on."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

from classeur.finding import Grade
from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record
from classeur.portal import Reading, assess
from classeur.reporting import summary
from classeur.rules.principal import NEVER_OURS
from classeur.rules.result import Assessment, CaseState, Status
from tests.conftest import DAY, ROOT

BEFORE = dt.date(2026, 10, 30)
"""A day, and a date of audit, of the référentiel of 2019."""
GAPS = {
    "É1": ("01-rubriques-2026", Grade.MINOR, "1 sur 4", "machines-bois"),
    "É2": ("04-analyse-besoin", Grade.MAJOR, "1 sur 33", "mb-2025-11 B-2025-013"),
    "É3": ("09-guide-avant-acces", Grade.MINOR, "1 sur 10", "md-2026-02 B-2026-003"),
    "É4": ("12-relance", Grade.MINOR, "1 sur 4", "al-2026-03"),
    "É5": ("21-competence-avant-session", Grade.MAJOR, "1 sur 19", "md-2026-02 nadege-11"),
    "É7": ("02-mode-de-calcul", Grade.MINOR, "1 sur 11", "resultats"),
    "É8": ("03-taux-obtention", Grade.MAJOR, "1 sur 2", "cer-99931"),
    "É9": ("07-habilitation-au-jury", Grade.WATCH, "1 sur 2", "cer-99917"),
    "É10": ("00-comptes-rendus-identiques", Grade.WATCH, "3 sur 30", "cr-2026-06-02-008"),
    "É6": ("00-revision-procedures", Grade.WATCH, "1 sur 17", "proc-01"),
    "É11": ("13-liaison", Grade.MINOR, "1 sur 8", "ap-2025-09 B-2025-003"),
    "É12": ("15-information", Grade.MAJOR, "1 sur 8", "ap-2026-09 B-2026-014"),
    "É13": ("17-registre-accessibilite", Grade.MINOR, "1 sur 2", "moy-02"),
    "É14": ("27-clause-qualite", Grade.MAJOR, "1 sur 2", "st-2026-02"),
    "É15": ("31-accuse", Grade.MAJOR, "1 sur 2", "rec-2026-02"),
    "É16": ("32-effet-verifie", Grade.MAJOR, "1 sur 6", "act-2026-02"),
    "É17": ("33-partage", Grade.CONFIRM, "1 sur 1", "ev-2026-01"),
}
"""The planted gaps of sample-provider.md, § 5, whose rules exist, as the référentiel of 2026 grades them."""
ONLY_2026 = {"É1", "É7", "É9", "É14", "É17"}
"""Those that the référentiel of 2019 does not tell."""
TOLD_2019 = {row for gap, row in GAPS.items() if gap not in ONLY_2026}

Told = set[tuple[str, Grade, str, str]]


def told(assessment: Assessment) -> Told:
    return {(found.rule, found.grade, str(found.extent), found.subject) for found in assessment.findings}


def record(sample: Reading, identity: str) -> Record:
    return sample.library.records[identity]


ORDER = ("so-2026-03", "st-2026-03")
"""É18, the false alarm: a session run for a principal, and the contract that says what stays his."""


def test_nothing_is_wrong_in_the_records_themselves(sample: Reading) -> None:
    assert [f"{found.place}: {found.message}" for found in sample.findings] == []


def test_the_eighteen_planted_gaps_are_all_accounted_for() -> None:
    assert {*GAPS, "É18"} == {f"É{number}" for number in range(1, 19)}


def test_in_2026_the_planted_gaps_and_nothing_else_are_found(assessment: Assessment) -> None:
    assert assessment.version.id == "rnq-2026"
    assert assessment.audit
    assert assessment.audit.id == "aud-2027-01"
    assert len(assessment.findings) == len(GAPS)
    assert told(assessment) == set(GAPS.values())


def test_in_2019_what_the_decree_added_is_not_told(sample: Reading) -> None:
    old = assess(sample, BEFORE, BEFORE)
    assert old.version.id == "rnq-2019"
    assert len(old.findings) == len(TOLD_2019)
    assert told(old) == TOLD_2019


def test_a_session_run_for_a_principal_alarms_nobody(sample: Reading, assessment: Assessment) -> None:
    session, contract = (record(sample, identity) for identity in ORDER)
    assert session.get("donneur_ordre") == "soc-09"
    assert session.get("formation") is None
    assert contract.texts("sessions") == (session.id,)
    assert not [found for found in assessment.findings if session.id in found.subject.split()]
    cases = [case for result in assessment.results() for case in result.cases if case.record == session.id]
    assert {case.state for case in cases} == {CaseState.HAVE, CaseState.WAIVED}
    assert {case.reason for case in cases if case.state is CaseState.WAIVED} == {
        "Laissé au donneur d'ordre par le contrat st-2026-03."
    }
    never = {verdict.indicator.number for verdict in assessment.verdicts.values()
             if verdict.indicator.subcontracting == NEVER_OURS}  # fmt: skip
    assert never == {1, 2, 3}


def test_the_gaps_are_told_in_words_that_say_when_and_who(assessment: Assessment) -> None:
    assert {found.rule: found.message for found in assessment.findings} == {
        "31-accuse": "Une réclamation écrite n'a pas eu d'accusé de réception dans le délai : 1 sur 2"
        " (rec-2026-02 : trace datée du 22 juin 2026, attendue au plus tard le 6 juin 2026).",
        "17-registre-accessibilite": "Un lieu où l'on forme n'a pas de registre public d'accessibilité : 1 sur 2"
        " (moy-02 : aucun registre ne couvre « Saint-Maixent-l’École, impasse du Trusquin », qui s'écrit"
        " « lieux: saint-maixent »).",
        "27-clause-qualite": "Un contrat confié ne dit rien de la vérification de la qualité : 1 sur 2"
        " (st-2026-02 : sans « Clause qualité » (clause_qualite)).",
        "32-effet-verifie": "Une action faite n'a pas d'effet vérifié dans le délai : 1 sur 6"
        " (act-2026-02 : attendue au plus tard le 24 septembre 2026).",
        "21-competence-avant-session": "Compétences non vérifiées avant la session : 1 sur 19 (nadege-11, md-2026-02 :"
        " trace datée du 9 février 2026, attendue au plus tard le 2 février 2026).",
        "04-analyse-besoin": "Aucune analyse du besoin avant l'entrée : 1 sur 33"
        " (B-2025-013, mb-2025-11 : trace datée du 20 novembre 2025, attendue au plus tard le 18 novembre 2025).",
        "01-rubriques-2026": "Une fiche programme n'a pas toutes les rubriques demandées depuis le 1er novembre 2026 :"
        " 1 sur 4 (machines-bois : sans « Ce que vous obtenez » (type_reconnaissance)).",
        "03-taux-obtention": "Un taux d'obtention n'est pas publié : 1 sur 2"
        " (cer-99931 : attendue au plus tard le 3 octobre 2026).",
        "07-habilitation-au-jury": "Une habilitation finit avant le jury d'une session : 1 sur 2"
        " (cer-99917 : habilitation jusqu'au 31 janvier 2027, ag-2026-10 finit le 26 février 2027).",
        "00-comptes-rendus-identiques": "Plusieurs comptes rendus d'entretien ont le même texte : 3 sur 30"
        " (cr-2026-06-02-008 : même texte que cr-2026-06-02-009, cr-2026-06-02-010 ;"
        " cr-2026-06-02-009 : même texte que cr-2026-06-02-008, cr-2026-06-02-010 ;"
        " cr-2026-06-02-010 : même texte que cr-2026-06-02-008, cr-2026-06-02-009).",
        "02-mode-de-calcul": "Un chiffre est publié sans son mode de calcul : 1 sur 11"
        " (« metre-devis, Abandon en cours de formation », resultats : sans « Calcul » (mode_de_calcul)).",
        "12-relance": "Une alerte est restée sans démarche dans le délai : 1 sur 4 (al-2026-03 :"
        " trace datée du 30 septembre 2026, attendue au plus tard le 21 septembre 2026).",
        "09-guide-avant-acces": "Le guide de la plateforme n'est pas arrivé avant le premier accès : 1 sur 10"
        " (B-2026-003, md-2026-02 : trace datée du 6 février 2026, attendue au plus tard le 4 février 2026).",
        "00-revision-procedures": "Une procédure n'a pas été relue à temps : 1 sur 17 (proc-01 :"
        " trace datée du 30 septembre 2025, attendue au plus tard le 30 septembre 2026).",
        "13-liaison": "Aucune trace du lien avec l'entreprise : 1 sur 8"
        " (B-2025-003, ap-2025-09 : attendue au plus tard le 3 juillet 2026).",
        "15-information": "Un apprenti n'a pas été informé de ses droits et devoirs : 1 sur 8"
        " (B-2026-014, ap-2026-09 : attendue au plus tard le 20 octobre 2026).",
        "33-partage": "Une évaluation des enseignements n'a pas été discutée avec l'équipe : 1 sur 1"
        " (ev-2026-01 : attendue au plus tard le 18 septembre 2026).",
    }


@pytest.mark.parametrize(("date", "count"), [(DAY, 33), (BEFORE, 32)])
def test_every_indicator_of_the_version_applies(sample: Reading, date: dt.date, count: int) -> None:
    verdicts = assess(sample, date, date).verdicts
    assert len(verdicts) == count
    assert all(verdict.applies and verdict.reason for verdict in verdicts.values())
    assert not sample.library.provider.rows("sans_objet")


def test_verdicts_are_the_worst_that_their_rules_tell(assessment: Assessment) -> None:
    worst = {}
    for rule, grade, *_ in sorted(GAPS.values(), key=lambda row: list(Grade).index(row[1]), reverse=True):
        if not rule.startswith("00"):
            worst[int(rule[:2])] = grade
    for grade, status in (
        (Grade.MAJOR, Status.MAJOR),
        (Grade.MINOR, Status.MINOR),
        (Grade.WATCH, Status.WATCH),
    ):
        found = {number for number, verdict in assessment.verdicts.items() if verdict.status is status}
        assert found == {number for number, told in worst.items() if told is grade}
    for verdict in assessment.verdicts.values():
        assert verdict.results or verdict.status is Status.CONFIRM


def test_the_year_has_its_size(sample: Reading) -> None:
    library = sample.library
    learners = {code for code in library.people if code.startswith("B-")}
    assert len(library.published("session")) == 9
    assert len(library.inscriptions) == len(learners) == 33
    assert {inscription.learner for inscription in library.inscriptions} == learners
    assert len(library.attachments) >= 60
    assert all((ROOT / path).stat().st_size for path in library.attachments)
    counted = {kind: len(library.published(kind)) for kind in (
        "formation", "livret", "procedure", "document", "ressource", "moyen", "partenaire", "veille", "enquete",
        "analyse", "action", "risque", "reunion", "revue", "reponse", "audit", "non-conformite",
        "reclamation", "alerte",
    )}  # fmt: skip
    assert counted == {
        "formation": 4, "livret": 3, "procedure": 17, "document": 12, "ressource": 3, "moyen": 2, "partenaire": 5,
        "veille": 12, "enquete": 11, "analyse": 3, "action": 10, "risque": 5, "reunion": 11, "revue": 6, "reponse": 33,
        "audit": 3, "non-conformite": 1, "reclamation": 4, "alerte": 4,
    }  # fmt: skip


def test_every_kind_is_used(sample: Reading) -> None:
    used = {kind for kind, records in sample.library.by_kind.items() if records}
    # The register is read apart, and no violence was reported in this year: there is nothing to invent for it.
    assert set(sample.library.kinds.by_name) - used == {"personnes", "signalement"}
    assert len(sample.library.register) == len(sample.library.people)


def test_the_six_hot_and_cold_surveys_add_up_to_what_the_year_says(sample: Reading) -> None:
    hot = [s for s in sample.library.published("enquete") if s.get("moment") == "chaud"]
    sums = [sum(int(str(survey.get(name))) for survey in hot) for name in ("envoyes", "recus", "satisfaits")]
    assert sums == [26, 25, 22]
    assert len(record(sample, "resultats").rows("chiffres")) == 11


def test_every_answer_fits_a_page_and_names_what_exists(sample: Reading) -> None:
    answers = sample.library.published("reponse")
    assert [answer.get("indicateur") for answer in answers] == list(range(1, 34))
    for answer in answers:
        assert len(answer.body.strip().splitlines()) <= 15, answer.id
        assert 1 <= len(answer.texts("exemples")) <= 5, answer.id


def test_what_is_not_due_yet_waits(assessment: Assessment) -> None:
    due = [(item.day.isoformat(), item.case.record) for item in assessment.deadlines if item.rule.id == "30-froid"]
    assert due == [
        ("2026-11-29", "md-2026-05"),
        ("2027-01-03", "ap-2025-09"),
        ("2027-03-25", "md-2026-09"),
        ("2027-08-26", "ag-2026-10"),
        ("2028-01-02", "ap-2026-09"),
    ]


def texts() -> list[Path]:
    found = [path for folder in ("content", "evidence") for path in sorted((ROOT / folder).rglob("*.md"))]
    return [*found, ROOT / "organisme.yml"]


def test_no_name_of_a_learner_a_guardian_or_a_tutor_stands_in_a_record(sample: Reading) -> None:
    files = {path: path.read_text(encoding="utf-8") for path in texts()}
    assert len(files) == len(sample.library.records)
    for person in sample.library.people.values():
        family = person.name.split(" ", 1)[1]
        # « Petit » is a word of every day; the scan admits it, dated.
        alone = re.compile(rf"\b{re.escape(family)}\b") if family != "Petit" else None
        for path, text in files.items():
            assert person.name.casefold() not in text.casefold(), path
            assert not person.email or person.email not in text, path
            assert not person.phone or person.phone not in text, path
            assert not (alone and alone.search(text)), (path, family)


def learners_files(sample: Reading) -> list[Piece]:
    return [piece for piece in sample.library.all_pieces() if piece.dropped and piece.file.endswith(".pdf")]


def test_dropped_pieces_are_real_documents_that_carry_the_names(sample: Reading) -> None:
    pieces = learners_files(sample)
    assert len(pieces) >= 12
    for piece in pieces:
        with (ROOT / piece.file).open("rb") as file:
            text = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(file).pages).split())
        assert text, piece.file
        for code in piece.people:
            family = sample.library.name_of(code).split(" ", 1)[1].replace("'", "’")
            assert family in text.replace("'", "’"), piece.file


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "classeur", "--project", str(ROOT), "check", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)


def counted_line(assessment: Assessment) -> str:
    return f"{len(assessment.library.records)} fiches lues, {sum(1 for _ in assessment.library.all_pieces())} pièces"


def test_the_command_tells_the_same_and_gaps_do_not_fail_it(assessment: Assessment) -> None:
    done = run("--date", "2026-11-21")
    assert (done.returncode, done.stderr) == (0, "")
    heads = re.findall(r"^(\S+): ([a-z-]+) \[([\w-]+)\]", done.stdout, re.MULTILINE)
    assert heads == [(str(found.place), found.grade.value, found.rule) for found in assessment.findings]
    assert done.stdout.endswith(
        "\nÉtat au 21 novembre 2026, référentiel 2026 (prochain audit : surveillance, le 9 février 2027).\n"
        f"{counted_line(assessment)} : {summary(assessment.findings)}.\n"
    )


def test_the_command_in_the_referential_of_2019(sample: Reading, assessment: Assessment) -> None:
    done = run("--date", "2026-10-30", "--audit-date", "2026-10-30")
    assert done.returncode == 0
    assert done.stdout.endswith(
        "\nÉtat au 30 octobre 2026, référentiel 2019.\n"
        f"{counted_line(assessment)} : {summary(assess(sample, BEFORE, BEFORE).findings)}.\n"
    )


@pytest.mark.parametrize(("level", "status"), [("majeure", 1), ("vigilance", 1), ("erreur", 0)])
def test_a_level_asked_for_makes_the_command_fail(level: str, status: int) -> None:
    assert run("--date", "2026-11-21", "--level", level).returncode == status
