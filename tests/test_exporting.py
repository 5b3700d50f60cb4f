"""`classeur export`: files named with their day, put out of git, and nothing that people work in is replaced."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from classeur.arguments import parser_of_the_command
from classeur.cli import main
from classeur.exporting import EXPORTS, keep
from classeur.kept import versions_to_print
from classeur.portal import read_project
from tests.small_tree import PROVIDER, plant, project
from tests.witnessed import commit, repository

Capture = pytest.CaptureFixture[str]
DAY = ("--date", "2026-11-21")
NOW = dt.date(2026, 11, 21)


def test_spreadsheets_go_to_the_folder_of_the_sites_and_are_said_one_a_line(tmp_path: Path, capsys: Capture) -> None:
    assert main(["--project", str(project(tmp_path)), "export", "tableurs", *DAY]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "site/tableurs/plan-amelioration-2026-11-21.xlsx" in said
    for path in said:
        assert load_workbook(tmp_path / path).worksheets[0]["A1"].value


def test_they_go_where_one_says(tmp_path: Path, capsys: Capture) -> None:
    root, folder = project(tmp_path / "projet"), tmp_path / "ailleurs"
    assert main(["--project", str(root), "export", "tableurs", *DAY, "--vers", str(folder)]) == 0
    assert str(folder / "plan-amelioration-2026-11-21.xlsx") in capsys.readouterr().out
    assert not (root / "site").exists()


def test_a_file_that_people_work_in_is_never_replaced(tmp_path: Path) -> None:
    (first,) = keep({"plan.xlsx": b"un"}, tmp_path)
    assert keep({"plan.xlsx": b"un"}, tmp_path) == (first,)
    (second,) = keep({"plan.xlsx": b"deux"}, tmp_path)
    (third,) = keep({"plan.xlsx": b"trois"}, tmp_path)
    assert [path.name for path in (first, second, third)] == ["plan.xlsx", "plan-2.xlsx", "plan-3.xlsx"]
    assert first.read_bytes() == b"un"


@pytest.mark.parametrize("what", EXPORTS)
def test_a_link_where_exports_go_is_not_followed(tmp_path: Path, capsys: Capture, what: str) -> None:
    root, outside = project(tmp_path / "projet"), plant(tmp_path / "dehors", {"these.odt": "x"})
    (root / "site").mkdir()
    (root / "site" / what).symlink_to(outside)
    assert main(["--project", str(root), "export", what, *DAY]) == 1
    assert f"site/{what}: erreur [lien-de-travail]" in capsys.readouterr().out
    assert [path.name for path in outside.iterdir()] == ["these.odt"]


def test_a_file_is_never_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").symlink_to(tmp_path / "ailleurs.xlsx")
    assert [path.name for path in keep({"plan.xlsx": b"un"}, tmp_path)] == ["plan-2.xlsx"]
    assert not (tmp_path / "ailleurs.xlsx").exists()


def test_a_name_that_a_title_would_put_among_codes_stops_the_spreadsheets(tmp_path: Path, capsys: Capture) -> None:
    action = (
        "---\ntitre: Rappeler Hélène Moinard\ndate: 2026-11-06\nresponsable: ana-01\norigines: []\ncause: Cause.\n"
        "type: corrective\nmesure: Mesure.\necheance: 2026-12-30\navancement: en-cours\nindicateur_succes: Zéro.\n---\n"
    )
    root = project(tmp_path, {"evidence/actions/act-2026-01.md": action})
    assert main(["--project", str(root), "export", "tableurs", *DAY]) == 1
    said = capsys.readouterr().out
    assert "equipe/tableurs/echeances.xlsx: erreur [fuite-nom]" in said
    assert "→ Rien n’est écrit" in said
    assert not (root / "site").exists()


def test_nothing_is_exported_of_records_that_cannot_be_read(tmp_path: Path, capsys: Capture) -> None:
    root = plant(project(tmp_path), {"evidence/actions/act-2026-01.md": "Bonjour.\n"})
    assert main(["--project", str(root), "export", "tableurs", *DAY]) == 1
    assert "Rien n'est exporté : 1 erreur." in capsys.readouterr().out
    assert not (root / "site").exists()


@pytest.mark.parametrize("what", EXPORTS)
def test_every_export_can_be_asked_for(what: str) -> None:
    assert parser_of_the_command().parse_args(["export", what]).quoi == what


def test_figures_are_made_again_where_one_says(tmp_path: Path, capsys: Capture) -> None:
    root, folder = project(tmp_path / "projet"), tmp_path / "ailleurs"
    assert main(["--project", str(root), "export", "chiffres", *DAY, "--vers", str(folder)]) == 0
    assert "Aucun chiffre à publier : " in capsys.readouterr().out
    assert (folder / "chiffres.yml").read_text(encoding="utf-8").endswith("chiffres: []\n")


def test_the_version_in_force_of_a_booklet_is_kept_and_never_replaced(tmp_path: Path, capsys: Capture) -> None:
    versions = "versions: [{version: 2, du: 2026-01-05, changements: Horaires}, {version: 3, du: 2027-01-04}]"
    header = f"---\ngenre: livret\ntitre: Livret\nversion: 2\nresponsable: ana-01\n{versions}\n---\n"
    root = plant(project(tmp_path), {"content/accueil/livret.md": f"{header}\n## Les horaires\n\nDe 9 h à 17 h.\n"})
    assert main(["--project", str(root), "export", "livret", *DAY]) == 0
    assert capsys.readouterr().out == (
        "content/versions/livret-2.pdf\n"
        "→ Dans content/accueil/livret.md, à la ligne de la version 2 de « versions », "
        "ajoutez : fichier: ../versions/livret-2.pdf\n"
    )
    kept = root / "content/versions/livret-2.pdf"
    assert kept.read_bytes().startswith(b"%PDF-1.7")
    record = root / "content/accueil/livret.md"
    named = record.read_text(encoding="utf-8").replace("Horaires}", "Horaires, fichier: ../versions/livret-2.pdf}")
    record.write_text(f"{named}\nEt le samedi.\n", encoding="utf-8")
    before = kept.read_bytes()
    assert main(["--project", str(root), "export", "livret", *DAY]) == 0
    assert capsys.readouterr().out.startswith("livret-2.pdf est déjà là")
    assert kept.read_bytes() == before


def _listed(last: int, words: str) -> str:
    rows = "".join(f"\n  - {{version: v{n}, du: 202{n + 2}-01-05}}" for n in range(1, last + 1))
    header = f"genre: livret\ntitre: Livret\nresponsable: ana-01\nversion: v{last}\nversions:{rows}"
    return f"---\n{header}\n---\n\n## Nos mots\n\n{words}\n"


def _said(pdf: Path) -> str:
    return "".join(page.extract_text() for page in PdfReader(pdf).pages).replace("\u00a0", " ")


def test_the_text_that_a_version_no_longer_has_is_printed_from_git(tmp_path: Path, capsys: Capture) -> None:
    """Whatever the file was called, and though the record already says what the next version will."""
    root, booklet = tmp_path / "depot" / "classeur", "content/livret.md"
    project(root, {"content/accueil.md": _listed(2, "Le tilleul.")}, provider=f"{PROVIDER}forme: Association\n")
    commit(repository(root.parent), "2024-03-01")
    (root / "content/accueil.md").rename(root / booklet)
    commit(root.parent, "2024-04-02")
    plant(root, {booklet: _listed(3, "Le chêne."), "organisme.yml": f"{PROVIDER}forme: Société\n"})
    commit(root.parent, "2025-01-04")
    plant(root, {booklet: _listed(5, "Le frêne.")})
    day = ("--date", "2026-01-04")
    reading = read_project(root)
    assert reading.findings == ()
    (lost,) = versions_to_print(root, reading.library, dt.date(2026, 1, 4))
    assert "version 2 " in lost.message
    assert main(["--project", str(root), "export", "livret", *day]) == 0
    again = "La version {0} de content/livret.md est reprise de git, telle qu'enregistrée le {1}.\n"
    line = (
        "→ Dans content/livret.md, à la ligne de la version {0} de « versions », "
        "ajoutez : fichier: versions/livret-{0}.pdf\n"
    )
    assert capsys.readouterr().out == (
        "content/versions/livret-3.pdf\ncontent/versions/livret-2.pdf\n"
        + again.format(3, "4 janvier 2025")
        + line.format(3)
        + again.format(2, "2 avril 2024")
        + line.format(2)
        + "La version 1 de content/livret.md n'est dans aucun enregistrement de git. Si vous en avez le PDF, rangez-le "
        "sous content/versions/livret-1.pdf.\n"
    )
    old, current = (_said(root / f"content/versions/livret-{n}.pdf") for n in (2, 3))
    assert "Le tilleul." in old
    assert "association" in old.lower()
    assert "société" not in old.lower()
    assert "en vigueur depuis le 5 janvier 2024" in old
    assert "Le chêne." in current
    assert [found.rule for found in read_project(root).findings] == ["version-non-nommee"] * 2


def test_a_version_whose_text_nobody_can_tell_is_not_printed_as_another(tmp_path: Path, capsys: Capture) -> None:
    root = project(tmp_path, {"content/livret.md": _listed(5, "Le frêne.")})
    assert main(["--project", str(root), "export", "livret", "--date", "2026-01-04"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("La version 5 de content/livret.md est annoncée pour le 5 janvier 2027, et git n'a pas ")
    assert not (root / "content/versions").exists()


def test_two_versions_of_one_day_and_numbers_with_a_v_are_kept_once(tmp_path: Path, capsys: Capture) -> None:
    """What was put right on the day when it came out replaced the one written below it."""
    text = "---\ngenre: livret\ntitre: Livret\nresponsable: ana-01\nversions:{}\n---\n\n## Nos mots\n\nLe tilleul.\n"
    rows = [f"\n  - {{version: V{n}, du: 2025-01-05}}" for n in (2, 1)]
    root = project(tmp_path, {"content/livret.md": text.format(rows[1])})
    commit(repository(root), "2024-03-01")
    plant(root, {"content/livret.md": text.format("".join(rows))})
    commit(root, "2025-01-05")
    assert ["version 1 " in one.message for one in versions_to_print(root, read_project(root).library, NOW)] == [True]
    assert main(["--project", str(root), "export", "livret", *DAY]) == 0
    assert capsys.readouterr().out.startswith("content/versions/livret-2.pdf\ncontent/versions/livret-1.pdf\n")
    reading = read_project(root)
    assert versions_to_print(root, reading.library, NOW) == ()
    assert [found.rule for found in reading.findings] == ["version-non-nommee"] * 2


def test_a_version_that_its_record_bore_before_it_listed_any_is_asked_for(tmp_path: Path) -> None:
    header = "---\ngenre: livret\ntitre: Livret\nresponsable: ana-01\nversion: v2\n---\n\nLe tilleul.\n"
    root = project(tmp_path, {"content/livret.md": header})
    commit(repository(root), "2024-03-01")
    plant(root, {"content/livret.md": _listed(3, "Le chêne.")})
    assert ["version 2 " in one.message for one in versions_to_print(root, read_project(root).library, NOW)] == [True]


def test_nothing_is_kept_of_what_has_no_version(tmp_path: Path, capsys: Capture) -> None:
    assert main(["--project", str(project(tmp_path)), "export", "livret", *DAY]) == 0
    assert capsys.readouterr().out.startswith("Rien à garder")
    assert not (tmp_path / "content").exists()
