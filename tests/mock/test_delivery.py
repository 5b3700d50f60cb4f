"""`classeur audit` as people meet it: what it prints, what it leaves, its exit status."""

from __future__ import annotations

import json
import re
from pathlib import Path

import openpyxl
import pytest

from classeur.cli import main
from classeur.cycle.scope import Reason
from classeur.mock.as_json import as_json
from classeur.mock.draw import BY_LOT
from classeur.mock.predicting import Reach
from classeur.mock.report import Request, hold
from classeur.mock.traits import load_traits
from classeur.rules.result import Assessment
from tests.conftest import ROOT
from tests.small_tree import PROVIDER, document, plant, project, session

Capture = pytest.CaptureFixture[str]
FOLDER = "site/audit-blanc/2026-11-21-surveillance-20261121"
WEAK = "evidence/sessions/ses-1.md"


def audit(root: Path, *arguments: str) -> int:
    return main(["--project", str(root), "audit", "--date", "2026-11-21", *arguments])


def test_it_tells_the_draw_the_gaps_and_how_to_draw_again(tmp_path: Path, capsys: Capture) -> None:
    assert audit(project(tmp_path, {WEAK: session()})) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith("Audit blanc du 21 novembre 2026 : surveillance, référentiel 2026, ")
    assert "\nTirage n° 20261121 : 1 session tirée sur 1, 1 dossier sur 1.\n" in out
    assert "\n  majeure : 1 sur 1, indicateur 4 [04-analyse-besoin]\n" in out
    assert "\nLe dossier B-1, ses-1, de bout en bout : " in out
    again = "classeur audit --date 2026-11-21 --type surveillance --seed 20261121 --sessions 2 --learners 2"
    assert f"\nPour refaire ce tirage : {again}\n" in out
    assert out.endswith("".join(f"{FOLDER}/audit-blanc.{kind}\n" for kind in ("html", "json", "xlsx")))


def test_a_seed_is_repeated_to_the_byte(tmp_path: Path, capsys: Capture) -> None:
    root = project(tmp_path, {WEAK: session("{beneficiaire: B-1}, {beneficiaire: B-2}, {beneficiaire: B-3}")})
    written = []
    for _ in range(2):
        audit(root, "--seed", "12", "--learners", "1")
        written.append((root / "site/audit-blanc/2026-11-21-surveillance-12/audit-blanc.json").read_bytes())
    assert written[0] == written[1]
    assert capsys.readouterr().out


def test_the_next_audit_says_which_type_is_played(tmp_path: Path, capsys: Capture) -> None:
    planned = "---\ntitre: Renouvellement\ntype: renouvellement\ndebut: 2027-02-01\nfin: 2027-02-01\n---\n"
    root = project(tmp_path, {"evidence/audits/aud-2027-01.md": planned})
    audit(root)
    assert "Audit blanc du 21 novembre 2026 : renouvellement, " in capsys.readouterr().out
    audit(root, "--type", "initial")
    assert "Audit blanc du 21 novembre 2026 : initial, " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("certificate", "played"),
    [
        ("", "initial"),
        ("certificat: [{numero: FR-1, du: 2023-01-01, au: 2025-12-31, certificateur: Essai}]", "initial"),
        ("certificat: [{numero: FR-1, du: 2025-01-01, au: 2027-12-31, certificateur: Essai}]", "surveillance"),
        ("certificat: [{numero: FR-1, du: 2024-06-01, au: 2027-05-31, certificateur: Essai}]", "renouvellement"),
    ],
)
def test_without_a_planned_audit_the_certificate_says_which_type_is_played(
    tmp_path: Path, capsys: Capture, certificate: str, played: str
) -> None:
    lines = [line for line in PROVIDER.split("\n") if not line.startswith("certificat:")]
    held = "---\ntitre: Surveillance\ntype: surveillance\ndebut: 2025-09-01\nfin: 2025-09-01\n---\n"
    files = {"evidence/audits/aud-2025-01.md": held} if played == "renouvellement" else {}
    audit(project(tmp_path, files, provider="\n".join([certificate, *lines])))
    assert f"Audit blanc du 21 novembre 2026 : {played}, " in capsys.readouterr().out


def test_a_gap_at_the_level_asked_for_gives_status_1(tmp_path: Path, capsys: Capture) -> None:
    root = project(tmp_path, {WEAK: session()})
    assert audit(root, "--level", "majeure") == 1
    plant(root, {"evidence/veille/vei-2026-01.md": "Bonjour.\n"})
    assert audit(root) == 1
    assert "Des fiches ne se lisent pas : 1 erreur. Ce qu’elles prouvent peut manquer ici." in capsys.readouterr().out


def test_no_session_is_told_and_is_no_error(tmp_path: Path, capsys: Capture) -> None:
    assert audit(project(tmp_path)) == 0
    assert "aucune session à tirer" in capsys.readouterr().out
    page = (tmp_path / FOLDER / "audit-blanc.html").read_text(encoding="utf-8")
    assert "Aucune session à tirer" in page
    assert not re.search(r"<[ou]l[^>]*>\s*</[ou]l>", page), "a list without an item"
    assert "?." not in page.replace("\u00a0", " ")


def test_a_link_where_the_files_would_go_is_not_followed(tmp_path: Path, capsys: Capture) -> None:
    root = project(tmp_path / "projet")
    (tmp_path / "ailleurs").mkdir()
    (root / "site").mkdir()
    (root / "site/audit-blanc").symlink_to(tmp_path / "ailleurs")
    assert audit(root) == 1
    assert "L’audit blanc ne peut pas se tenir : 1 erreur." in capsys.readouterr().out
    assert not list((tmp_path / "ailleurs").iterdir())


@pytest.mark.parametrize("wrong", [("--seed", "-1"), ("--sessions", "0"), ("--learners", "deux"), ("--type", "blanc")])
def test_a_wrong_number_is_refused_in_french(tmp_path: Path, capsys: Capture, wrong: tuple[str, str]) -> None:
    with pytest.raises(SystemExit) as caught:
        audit(project(tmp_path), *wrong)
    assert caught.value.code == 2
    assert capsys.readouterr().err.startswith(wrong[0])


def test_json_names_learners_by_their_codes(tmp_path: Path, capsys: Capture) -> None:
    root = project(tmp_path, {WEAK: session()})
    audit(root)
    text = (root / FOLDER / "audit-blanc.json").read_text(encoding="utf-8")
    told = json.loads(text)
    assert told["tirage"]["sessions"][0]["dossiers"] == [{"personne": "B-1", "raison": "sort"}]
    assert "Moinard" not in text
    assert capsys.readouterr().out


def test_the_page_needs_nothing_and_names_nobody(tmp_path: Path, capsys: Capture) -> None:
    root = project(tmp_path, {WEAK: session()})
    audit(root)
    page = (root / FOLDER / "audit-blanc.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "http://" not in page
    assert "https://" not in page
    assert "Moinard" not in page
    assert "{{" not in page
    assert page.count("<h1>") == 1
    assert "Le dossier B-1, ses-1, de bout en bout" in page
    assert capsys.readouterr().out


def test_the_page_leads_to_pieces_and_to_the_pages_that_are_built(tmp_path: Path, capsys: Capture) -> None:
    files: dict[str, str | bytes] = {
        WEAK: session(),
        "evidence/sessions/ses-1/demande--B-1--2026-02-02.pdf": document("demande.pdf"),
    }
    root = project(tmp_path, files)
    audit(root)
    page = (root / FOLDER / "audit-blanc.html").read_text(encoding="utf-8")
    links = re.findall(r'href="([^"#]+)"', page)
    assert links == ["../../../evidence/sessions/ses-1/demande--B-1--2026-02-02.pdf"]
    assert (root / FOLDER / links[0]).resolve().is_file()
    plant(root, {"site/equipe/sessions/ses-1.html": "<p>Session</p>"})
    audit(root)
    page = (root / FOLDER / "audit-blanc.html").read_text(encoding="utf-8")
    assert 'href="../../../site/equipe/sessions/ses-1.html"' in page
    assert capsys.readouterr().out


def test_what_people_write_is_text_in_the_page_and_in_the_spreadsheet(tmp_path: Path, capsys: Capture) -> None:
    root = project(tmp_path, {WEAK: session().replace("titre: Session", "titre: '=1+1 <b>gras</b>'")})
    audit(root)
    assert "<b>gras" not in (root / FOLDER / "audit-blanc.html").read_text(encoding="utf-8")
    book = openpyxl.load_workbook(root / FOLDER / "audit-blanc.xlsx")
    cell = book["Tirage"]["B2"]
    assert cell.data_type == "s"
    assert "=1+1 <b>gras</b>" in cell.value
    assert capsys.readouterr().out


def test_the_spreadsheet_has_a_sheet_for_each_part(tmp_path: Path, capsys: Capture) -> None:
    root = project(tmp_path, {WEAK: session()})
    audit(root)
    book = openpyxl.load_workbook(root / FOLDER / "audit-blanc.xlsx")
    assert book.sheetnames[:6] == [
        "Constats prévus", "Tirage", "Dossier suivi", "Questions", "À confirmer", "Ce qui tient",
    ]  # fmt: skip
    told = json.loads((root / FOLDER / "audit-blanc.json").read_text(encoding="utf-8"))
    rows = list(book["Constats prévus"].iter_rows(min_row=2, values_only=True))
    assert [row[8] for row in rows] == [one["regle"] for one in told["constats"]]
    questions = [question for one in told["questions"] for question in one["questions"]]
    assert [row[2] for row in book["Questions"].iter_rows(min_row=2, values_only=True)] == questions
    assert capsys.readouterr().out


def test_a_spreadsheet_in_which_somebody_wrote_is_not_replaced(tmp_path: Path, capsys: Capture) -> None:
    root = project(tmp_path, {WEAK: session()})
    audit(root)
    before = (root / FOLDER / "audit-blanc.xlsx").read_bytes()
    audit(root)
    assert not (root / FOLDER / "audit-blanc-2.xlsx").exists()
    (root / FOLDER / "audit-blanc.xlsx").write_bytes(b"nos notes")
    audit(root)
    assert (root / FOLDER / "audit-blanc.xlsx").read_bytes() == b"nos notes"
    assert (root / FOLDER / "audit-blanc-2.xlsx").read_bytes() == before
    assert capsys.readouterr().out


def keys_of(value: object) -> set[str]:
    """Every key of a JSON value, however deep."""
    if isinstance(value, list):
        return {key for item in value for key in keys_of(item)}
    if isinstance(value, dict):
        return set(value) | {key for item in value.values() for key in keys_of(item)}
    return set()


def test_every_key_and_every_word_of_the_json_is_documented(assessment: Assessment) -> None:
    told = json.loads(as_json(hold(assessment, Request("surveillance", 20261121, 2, 2))))
    page = (ROOT / "docs/audit-blanc.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"(?<=[`.])([a-z_]+)(?=[`\[])", page))
    assert keys_of(told) <= documented
    assert len(keys_of(told)) > 50
    words = set(re.findall(r"`([a-z-]+)`", page))
    assert {trait.id for trait in load_traits()} | {reach.value for reach in Reach} | {BY_LOT} <= words
    assert {reason.value for reason in Reason} <= words


def test_an_audit_played_ahead_of_the_records_says_so(tmp_path: Path, capsys: Capture) -> None:
    ahead = "La fiche la plus récente est du 2 mars 2026 : ce qui doit être fait d’ici le 21 novembre 2026"
    root = project(tmp_path, {WEAK: session()})
    audit(root)
    assert ahead in capsys.readouterr().out
    plant(root, {"evidence/sessions/ses-2.md": session(start="2026-11-02", end="2026-11-06")})
    audit(root)
    assert "La fiche la plus récente" not in capsys.readouterr().out


def test_an_extension_looks_at_the_categories_that_the_planned_one_adds(tmp_path: Path, capsys: Capture) -> None:
    planned = "---\ntitre: Extension\ntype: extension\ncategories: BC\ndebut: 2027-02-01\nfin: 2027-02-01\n---\n"
    root = project(tmp_path, {"evidence/audits/aud-2027-01.md": planned})
    audit(root)
    told = json.loads(
        (root / FOLDER.replace("surveillance", "extension") / "audit-blanc.json").read_text(encoding="utf-8")
    )
    numbers = {one["indicateur"] for one in told["perimetre"]}
    assert {one["raison"] for one in told["perimetre"]} == {"categorie-ajoutee"}
    assert 8 not in numbers
    assert 8 in told["hors_perimetre"]
    assert capsys.readouterr().out
