"""Pieces: rows of a record, and files whose name says everything."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from classeur.cli import main
from classeur.finding import Rename
from classeur.kinds.pieces import Piece
from classeur.portal import read_project
from tests.small_tree import PDF, document, project, session, told

FOLDER = "evidence/sessions/s-2026-01"
LEARNERS = "{beneficiaire: B-1}, {beneficiaire: B-2}"


def drop(root: Path, name: str) -> tuple[list[Piece], list[tuple[str, str]]]:
    """The pieces of a session in which a file was dropped, and what was found."""
    files: dict[str, str | bytes] = {f"{FOLDER}.md": session(LEARNERS), f"{FOLDER}/{name}": document(name)}
    reading = read_project(project(root, files))
    found = [(item.rule, item.message) for item in reading.findings]
    return list(reading.library.pieces.get("s-2026-01", ())), found


@pytest.mark.parametrize(
    ("name", "nature", "people", "date", "signed"),
    [
        ("emargement.pdf", "emargement", (), None, None),
        ("emargement--2026-03-02.pdf", "emargement", (), "2026-03-02", None),
        ("convention--B-1--2026-02-20--signee-2026-02-24.pdf", "convention", ("B-1",), "2026-02-20", "2026-02-24"),
        ("attestation--B-2.jpeg", "attestation", ("B-2",), None, None),
        ("analyse-besoin--B-1--B-2--2026-02-20--2.pdf", "analyse-besoin", ("B-1", "B-2"), "2026-02-20", None),
        ("evaluation--12.pdf", "evaluation", (), None, None),
    ],
)
def test_the_name_of_a_dropped_file_says_everything(
    tmp_path: Path, name: str, nature: str, people: tuple[str, ...], date: str | None, signed: str | None
) -> None:
    pieces, found = drop(tmp_path, name)
    assert found == []
    (piece,) = pieces
    assert (piece.nature, piece.people, piece.file) == (nature, people, f"{FOLDER}/{name}")
    assert piece.date == (dt.date.fromisoformat(date) if date else None)
    assert piece.signed == (dt.date.fromisoformat(signed) if signed else None)
    assert piece.dropped
    assert piece.nominative
    assert piece.seen


@pytest.mark.parametrize(
    ("name", "problem", "message"),
    [
        ("emargements.pdf", "depot-nature",
         "« emargements » n'est pas une nature de pièce. Vouliez-vous dire « emargement » ?"),
        ("Scan0001.pdf", "depot-nature", "« Scan0001 » n'est pas une nature de pièce."),
        ("convention--B-9.pdf", "depot-code", "« B-9 » n'est pas le code d'une personne inscrite à s-2026-01."),
        ("convention--2026-02-30.pdf", "depot-date",
         "« 2026-02-30 » n'est pas une date du calendrier écrite dans l'ordre année-mois-jour."),
        ("convention--signee-20-02-2026.pdf", "depot-date",
         "« signee-20-02-2026 » n'est pas une date du calendrier écrite dans l'ordre année-mois-jour."),
        ("convention--2026-02-20--2026-02-21.pdf", "depot-nom",
         "Le morceau « 2026-02-21 » de ce nom n'est ni un code, ni une date, ni un numéro."),
        ("convention--signee.pdf", "depot-nom",
         "Le morceau « signee » de ce nom n'est ni un code, ni une date, ni un numéro."),
    ],
)  # fmt: skip
def test_a_name_that_is_not_understood_is_told(tmp_path: Path, name: str, problem: str, message: str) -> None:
    pieces, found = drop(tmp_path, name)
    assert pieces == []
    assert len(found) == 1
    assert found[0][0] == problem
    assert found[0][1].startswith(message)


def test_a_folder_without_its_session_is_told_with_the_nearest(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"{FOLDER}.md": session(),
        "evidence/sessions/s-2026-1/emargement.pdf": PDF,
    }
    reading = read_project(project(tmp_path, files))
    (found,) = reading.findings
    assert (found.rule, found.path) == ("depot-dossier", "evidence/sessions/s-2026-1/emargement.pdf")
    assert found.message == (
        "Ce dossier de pièces ne correspond à aucune fiche : « s-2026-1 ». Vouliez-vous dire « s-2026-01 » ?"
    )


def test_a_row_names_a_file_or_the_place_where_it_is_kept(tmp_path: Path) -> None:
    rows = """
        pieces:
          - {nature: convention, pour: B-1, date: 2026-02-20, signee_le: 2026-02-21, fichier: ../pieces/c.pdf}
          - {nature: emargement, pour: tous, ou: armoire B}
          - {nature: support, ou: plateforme, nominative: non}
        """
    files: dict[str, str | bytes] = {f"{FOLDER}.md": session(more=rows), "evidence/pieces/c.pdf": PDF}
    reading = read_project(project(tmp_path, files))
    assert told(reading) == []
    by_nature = {piece.nature: piece for piece in reading.library.pieces["s-2026-01"]}
    agreement, presence, handout = (by_nature[name] for name in ("convention", "emargement", "support"))
    assert (agreement.file, agreement.people, agreement.seen) == ("evidence/pieces/c.pdf", ("B-1",), True)
    assert agreement.signed == dt.date(2026, 2, 21)
    assert (presence.where, presence.people, presence.seen, presence.nominative) == ("armoire B", (), False, True)
    assert not handout.nominative


def test_pieces_of_other_records_hold_no_name_unless_they_say_so(tmp_path: Path) -> None:
    document = (
        "---\ntitre: Bail\nresponsable: ana-01\nfamille: administratif\ntype: bail\npieces:\n"
        "  - {nature: autre, ou: coffre}\n  - {nature: autre, date: 2026-01-01, ou: coffre, nominative: oui}\n---\n"
    )
    reading = read_project(project(tmp_path, {"evidence/documents/doc-01.md": document}))
    assert [piece.nominative for piece in reading.library.pieces["doc-01"]] == [False, True]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Émargement 2026-03-02.pdf", "emargement--2026-03-02.pdf"),
        ("Positionnement B-1 02-03-2026.pdf", "positionnement--B-1--2026-03-02.pdf"),
        ("analyse besoin--b-2--2026-2-20.pdf", "analyse-besoin--B-2--2026-02-20.pdf"),
        ("Convention_B1_signée le 3.11.2026.pdf", "convention--B-1--signee-2026-11-03.pdf"),
        ("convention--B-2--2026-03-02 (1).pdf", "convention--B-2--2026-03-02--1.pdf"),
        ("emargements - Copie.pdf", "emargement.pdf"),
    ],
)
def test_a_name_that_can_only_mean_one_thing_is_put_right(tmp_path: Path, name: str, meant: str) -> None:
    files: dict[str, str | bytes] = {f"{FOLDER}.md": session(LEARNERS), f"{FOLDER}/{name}": PDF}
    root = project(tmp_path, files)
    (found,) = read_project(root).findings
    assert found.remedy == f"Renommez-le {meant}."
    assert found.repair == Rename(f"{FOLDER}/{meant}")
    assert main(["--project", str(root), "fix", "--oui"]) == 0
    assert [path.name for path in (root / FOLDER).iterdir()] == [meant]
    assert (root / FOLDER / meant).read_text(encoding="utf-8") == PDF
    assert read_project(root).findings == ()


@pytest.mark.parametrize(
    "name", ["Convention B-9.pdf", "Convention B-1 recto.pdf", "Convention 2026-02-30.pdf", "Scan 2026-03-02.pdf"]
)
def test_a_name_that_leaves_something_to_guess_is_left_to_a_person(tmp_path: Path, name: str) -> None:
    files: dict[str, str | bytes] = {f"{FOLDER}.md": session(LEARNERS), f"{FOLDER}/{name}": PDF}
    (found,) = read_project(project(tmp_path, files)).findings
    assert found.repair is None


def test_a_file_never_takes_the_name_of_another(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"{FOLDER}.md": session(LEARNERS),
        f"{FOLDER}/emargement.pdf": document("un"),
        f"{FOLDER}/Émargement.pdf": document("deux"),
    }
    (found,) = read_project(project(tmp_path, files)).findings
    assert (found.path, found.repair) == (f"{FOLDER}/Émargement.pdf", None)


def test_nothing_is_changed_inside_a_scan_that_is_plain_text(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {f"{FOLDER}.md": session(LEARNERS), f"{FOLDER}/Convention.txt": "Prix : 20/01/2026"}
    root = project(tmp_path, files)
    main(["--project", str(root), "fix", "--oui"])
    assert (root / FOLDER / "convention.txt").read_text(encoding="utf-8") == "Prix : 20/01/2026"
