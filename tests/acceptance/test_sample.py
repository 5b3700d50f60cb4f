"""The sample provider: its six planted gaps and nothing else, and what a reader may count on."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys

import pypdf
import pytest

from classeur.finding import Grade
from classeur.kinds.pieces import Piece
from classeur.portal import Reading, assess
from classeur.rules.result import Assessment, Status
from tests.conftest import DAY, ROOT

BEFORE = dt.date(2026, 10, 30)
"""A day, and a date of audit, of the référentiel of 2019."""
GAPS = {
    "É1": ("01-rubriques-2026", Grade.MINOR, "1 sur 2", "machines-bois"),
    "É2": ("04-analyse-besoin", Grade.MAJOR, "1 sur 12", "mb-2025-11 B-2025-013"),
    "É3": ("09-guide-avant-acces", Grade.MINOR, "1 sur 7", "md-2026-02 B-2026-003"),
    "É4": ("12-relance", Grade.MINOR, "1 sur 3", "al-2026-03"),
    "É5": ("21-competence-avant-session", Grade.MAJOR, "1 sur 5", "md-2026-02 nadege-11"),
    "É6": ("00-revision-procedures", Grade.WATCH, "1 sur 5", "proc-01"),
}
"""The planted gaps of sample-provider.md, § 5, as the référentiel of 2026 grades them."""

Told = set[tuple[str, Grade, str, str]]


def told(assessment: Assessment) -> Told:
    return {(found.rule, found.grade, str(found.extent), found.subject) for found in assessment.findings}


def test_nothing_is_wrong_in_the_records_themselves(sample: Reading) -> None:
    assert [f"{found.place}: {found.message}" for found in sample.findings] == []


def test_in_2026_the_six_planted_gaps_and_nothing_else_are_found(assessment: Assessment) -> None:
    assert assessment.version.id == "rnq-2026"
    assert assessment.audit
    assert assessment.audit.id == "aud-2027-01"
    assert len(assessment.findings) == len(GAPS)
    assert told(assessment) == set(GAPS.values())


def test_in_2019_the_first_gap_did_not_exist(sample: Reading) -> None:
    old = assess(sample, BEFORE, BEFORE)
    assert old.version.id == "rnq-2019"
    assert len(old.findings) == len(GAPS) - 1
    assert told(old) == set(GAPS.values()) - {GAPS["É1"]}


def test_the_gaps_are_told_in_words_that_say_when_and_who(assessment: Assessment) -> None:
    assert {found.rule: found.message for found in assessment.findings} == {
        "21-competence-avant-session": "Compétences non vérifiées avant la session : 1 sur 5 (nadege-11, md-2026-02 :"
        " trace datée du 9 février 2026, attendue au plus tard le 2 février 2026).",
        "04-analyse-besoin": "Aucune analyse du besoin avant le début de la session : 1 sur 12"
        " (B-2025-013, mb-2025-11 : trace datée du 20 novembre 2025, attendue au plus tard le 18 novembre 2025).",
        "01-rubriques-2026": "Une fiche programme n'a pas toutes les rubriques demandées depuis le 1er novembre 2026 :"
        " 1 sur 2 (machines-bois : sans « Ce que vous obtenez » (type_reconnaissance)).",
        "12-relance": "Une alerte est restée sans démarche dans le délai : 1 sur 3 (al-2026-03 :"
        " trace datée du 30 septembre 2026, attendue au plus tard le 21 septembre 2026).",
        "09-guide-avant-acces": "Le guide de la plateforme n'est pas arrivé avant le premier accès : 1 sur 7"
        " (B-2026-003, md-2026-02 : trace datée du 6 février 2026, attendue au plus tard le 4 février 2026).",
        "00-revision-procedures": "Une procédure n'a pas été relue à temps : 1 sur 5 (proc-01 :"
        " trace datée du 30 septembre 2025, attendue au plus tard le 30 septembre 2026).",
    }


@pytest.mark.parametrize("date", [DAY, BEFORE])
def test_twenty_three_indicators_apply_in_both_versions(sample: Reading, date: dt.date) -> None:
    verdicts = assess(sample, date, date).verdicts
    assert sum(verdict.applies for verdict in verdicts.values()) == 23
    assert all(verdict.reason for verdict in verdicts.values())


def test_verdicts_are_the_worst_that_their_rules_tell(assessment: Assessment) -> None:
    by_status: dict[Status, list[int]] = {}
    for number, verdict in assessment.verdicts.items():
        by_status.setdefault(verdict.status, []).append(number)
    assert by_status[Status.MAJOR] == [4, 21]
    assert by_status[Status.MINOR] == [1, 9, 12]
    assert by_status[Status.OK] == [8, 23, 26, 30, 31, 32]
    assert by_status[Status.NA] == [3, 7, 13, 14, 15, 16, 20, 28, 29, 33]
    assert by_status[Status.CONFIRM] == [2, 5, 6, 10, 11, 17, 18, 19, 22, 24, 25, 27]


def test_the_slice_has_its_size(sample: Reading) -> None:
    library = sample.library
    paths = [record.path for record in library.records.values()]
    assert sum(path.startswith("evidence/") for path in paths) == 48
    assert sum(path.startswith("content/") for path in paths) == 5
    assert len(library.people) == 12
    assert {inscription.learner for inscription in library.inscriptions} == set(library.people)
    assert [session.id for session in library.published("session")] == ["mb-2025-11", "md-2026-02", "md-2026-09"]
    assert len(library.attachments) >= 12
    assert all((ROOT / path).stat().st_size for path in library.attachments)


def test_the_cold_survey_of_september_is_still_to_come(assessment: Assessment) -> None:
    due = [(item.day, item.case.record) for item in assessment.deadlines if item.rule.id == "30-froid"]
    assert due == [(dt.date(2027, 3, 25), "md-2026-09")]


def test_no_name_of_a_learner_stands_in_a_record(sample: Reading) -> None:
    texts = [path for folder in ("content", "evidence") for path in sorted((ROOT / folder).rglob("*.md"))]
    assert len(texts) == 53
    for path in [*texts, ROOT / "organisme.yml"]:
        text = path.read_text(encoding="utf-8")
        for person in sample.library.people.values():
            given, family = person.name.split(" ", 1)
            assert person.name.casefold() not in text.casefold(), path
            assert person.email not in text, path
            assert person.phone not in text, path
            if family != "Petit":  # a word of every day; the scan admits it, dated
                assert not re.search(rf"\b{re.escape(family)}\b", text), (path, given)


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


def test_the_command_tells_the_same_and_gaps_do_not_fail_it(assessment: Assessment) -> None:
    done = run("--date", "2026-11-21")
    assert (done.returncode, done.stderr) == (0, "")
    heads = re.findall(r"^(\S+): ([a-z-]+) \[([\w-]+)\]", done.stdout, re.MULTILINE)
    assert heads == [(str(found.place), found.grade.value, found.rule) for found in assessment.findings]
    assert done.stdout.endswith(
        "\nÉtat au 21 novembre 2026, référentiel 2026 (prochain audit : surveillance, le 9 février 2027).\n"
        f"54 fiches lues, {sum(1 for _ in assessment.library.all_pieces())} pièces :"
        " 2 majeures, 3 mineures, 1 vigilance.\n"
    )


def test_the_command_in_the_referential_of_2019(assessment: Assessment) -> None:
    done = run("--date", "2026-10-30", "--audit-date", "2026-10-30")
    assert done.returncode == 0
    assert done.stdout.endswith(
        "\nÉtat au 30 octobre 2026, référentiel 2019.\n"
        f"54 fiches lues, {sum(1 for _ in assessment.library.all_pieces())} pièces :"
        " 2 majeures, 2 mineures, 1 vigilance.\n"
    )


@pytest.mark.parametrize(("level", "status"), [("majeure", 1), ("vigilance", 1), ("erreur", 0)])
def test_a_level_asked_for_makes_the_command_fail(level: str, status: int) -> None:
    assert run("--date", "2026-11-21", "--level", level).returncode == status
