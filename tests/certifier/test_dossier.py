"""What goes to the certifier: the letter, the plan, the proofs that may leave, and nothing else."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook

from classeur.cli import main
from tests.small_tree import PROVIDER, document, project

Capture = pytest.CaptureFixture[str]
DAY = ("--date", "2026-11-21")
TEAM = PROVIDER.replace("{handle: ana-01, nom: Ana Costes}", "{handle: ana-01, nom: Ana Costes, roles: direction}")


def audit(kind: str, start: str) -> str:
    return f"---\ntitre: Audit\ntype: {kind}\nauditeur: Bureau d'essai\ndebut: {start}\nfin: {start}\n---\n"


def fault(
    grade: str, more: str = "", *, indicator: int = 9, raised: str = "aud-01", title: str = "Livret court"
) -> str:
    return (
        f"---\ntitre: {title}\naudit: {raised}\nindicateur: {indicator}\ngrade: {grade}\nconstat: Un constat.\n"
        f"notifiee_le: 2026-11-05\n{more}\n---\n"
    )


ACTION = (
    "---\ntitre: Relire à deux\ndate: 2026-11-06\nresponsable: ana-01\norigines: [nc-01]\n"
    "cause: Cause.\ntype: corrective\n"
    "mesure: Mesure.\necheance: 2026-12-30\navancement: en-cours\nindicateur_succes: Zéro.\n"
    "pieces: [{nature: autre, quoi: Compte rendu, ou: Classeur rouge}]\n---\n"
)
PIECES = (
    "cause: Personne ne relisait.\ncorrection: Une relecture.\npieces:\n"
    "  - {nature: autre, quoi: Livret « v2 », date: 2026-11-10, fichier: livret.pdf}\n"
    "  - {nature: autre, quoi: Registre signé, fichier: registre.pdf, nominative: oui}"
)
FILES: Mapping[str, str | bytes] = {
    "audits/aud-01.md": audit("surveillance", "2026-10-20"),
    "audits/aud-02.md": audit("blanc", "2026-09-20"),
    "non-conformites/nc-01.md": fault("mineure", PIECES),
    "non-conformites/nc-02.md": fault("majeure", indicator=21, title="CV absent"),
    "non-conformites/nc-03.md": fault("mineure", "levee_le: 2026-11-19\nmode_levee: audit", indicator=1),
    "non-conformites/nc-04.md": fault("mineure", raised="aud-02"),
    "non-conformites/livret.pdf": document("livret.pdf"),
    "non-conformites/registre.pdf": document("registre.pdf"),
    "actions/act-01.md": ACTION,
}


def exported(root: Path, *ids: str, files: Mapping[str, str | bytes] = FILES) -> tuple[int, Path]:
    placed = {f"evidence/{path}": content for path, content in files.items()}
    if not (root / "organisme.yml").exists():
        project(root, placed, provider=TEAM)
    return main(["--project", str(root), "export", "certificateur", *ids, *DAY]), root / "site" / "certificateur"


def words(page: str) -> str:
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL).split()).replace("\xa0", " ")


def test_what_is_open_goes_majors_first_with_the_proofs_that_may_leave(tmp_path: Path, capsys: Capture) -> None:
    status, folder = exported(tmp_path)
    said = capsys.readouterr().out
    assert status == 0
    names = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    assert names == [
        "aud-01-2026-11-21.zip",
        "aud-01-2026-11-21/dossier.html",
        "aud-01-2026-11-21/plan-de-correction.xlsx",
        "aud-01-2026-11-21/preuves/01-nc-01-livret-v2-2026-11-10.pdf",
    ]
    text = words((folder / "aud-01-2026-11-21" / "dossier.html").read_text(encoding="utf-8"))
    assert text.index("indicateur 21, majeure") < text.index("indicateur 9, mineure")
    for shown in (
        "Ana Costes",
        "de l’audit de surveillance",
        "votre décision sur la majeure dans le mois",
        "Relire à deux",
        "à joindre, gardée ici : Classeur rouge",
        "non jointe, elle porte des noms",
        "À écrire avant l’envoi",
    ):
        assert shown in text, shown
    assert "nc-03" not in text
    assert "nc-04" not in text
    assert "2. Registre signé (nc-01) : non jointe" in said
    assert "Aucune preuve n’est jointe pour nc-02" in said
    assert "La cause ou la correction n’est pas écrite pour nc-02" in said


def test_the_archive_holds_the_same_and_is_the_same_each_time(tmp_path: Path) -> None:
    (_, one), (_, two) = exported(tmp_path / "1"), exported(tmp_path / "2")
    first, second = ((folder / "aud-01-2026-11-21.zip").read_bytes() for folder in (one, two))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        for name in archive.namelist():
            assert archive.read(name) == (one / name).read_bytes()
        assert len(archive.namelist()) == 3


def test_the_plan_is_a_spreadsheet(tmp_path: Path) -> None:
    _, folder = exported(tmp_path, "nc-01")
    book = load_workbook(folder / "nc-01-2026-11-21" / "plan-de-correction.xlsx")
    rows = list(book["Plan de correction"].iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["Fiche", "nc-01"]
    assert rows[1][6:8] == ("Personne ne relisait.", "Une relecture.")
    listed = list(book["Bordereau"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in listed] == [1, 2, 3]
    assert listed[0][4] == "preuves/01-nc-01-livret-v2-2026-11-10.pdf"


def test_the_page_asks_nothing_of_anybody(tmp_path: Path) -> None:
    _, folder = exported(tmp_path)
    page = (folder / "aud-01-2026-11-21" / "dossier.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert set(re.findall(r'(?:href|src)="([^"]+)"', page)) == {
        "plan-de-correction.xlsx", "preuves/01-nc-01-livret-v2-2026-11-10.pdf",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        (("aud-02",), "« aud-02 » vient d’un audit blanc"),
        (("nc-04",), "« nc-04 » vient d’un audit blanc"),
        (("nc-1",), "n’est ni un audit ni une non-conformité. Vouliez-vous dire « nc-01 » ?"),
        (("act-01",), "« act-01 » n’est ni un audit ni une non-conformité."),
        (("carotte",), "« carotte » n’est ni un audit ni une non-conformité. Nommez une fiche d’evidence/audits/"),
    ],
)
def test_what_cannot_go_is_said_and_nothing_is_written(
    tmp_path: Path, capsys: Capture, ids: tuple[str, ...], said: str
) -> None:
    status, folder = exported(tmp_path, *ids)
    assert status == 1
    assert said in capsys.readouterr().out
    assert not folder.exists()


def test_without_anything_open_one_has_to_say_what(tmp_path: Path, capsys: Capture) -> None:
    files = {name: FILES[name] for name in ("audits/aud-01.md", "non-conformites/nc-03.md")}
    assert exported(tmp_path, files=files)[0] == 1
    assert "Aucune non-conformité n’est ouverte" in capsys.readouterr().out
    assert exported(tmp_path, "aud-01", files=files)[0] == 0


def test_a_learners_name_stops_the_dossier(tmp_path: Path, capsys: Capture) -> None:
    named = fault("mineure", PIECES.replace("Personne ne relisait", "Hélène Moinard n'avait rien reçu"))
    status, folder = exported(tmp_path, files={**FILES, "non-conformites/nc-01.md": named})
    said = capsys.readouterr().out
    assert status == 1
    assert "[fuite-nom]" in said
    assert "Rien n’est écrit" in said
    assert not folder.exists()


def test_without_the_register_no_dossier_leaves(tmp_path: Path, capsys: Capture) -> None:
    root = project(tmp_path, {f"evidence/{path}": content for path, content in FILES.items()}, provider=TEAM)
    (root / "evidence/personnes.yml").unlink()
    status, folder = exported(root)
    assert status == 1
    assert "[registre-absent]" in capsys.readouterr().out
    assert not folder.exists()


def test_a_proof_that_carries_a_name_is_told_by_its_own_file(tmp_path: Path, capsys: Capture) -> None:
    kept = PIECES.replace("livret.pdf", "livret.txt")
    files = {path: content for path, content in FILES.items() if not path.endswith("livret.pdf")}
    files |= {"non-conformites/nc-01.md": fault("mineure", kept), "non-conformites/livret.txt": "Hélène Moinard"}
    assert exported(tmp_path, files=files)[0] == 1
    assert "evidence/non-conformites/livret.txt: erreur [fuite-nom]" in capsys.readouterr().out


def test_a_dossier_that_was_sent_is_never_mixed_with_another(tmp_path: Path) -> None:
    exported(tmp_path, "nc-01")
    _, folder = exported(tmp_path, "nc-01")
    assert sorted(p.name for p in folder.iterdir()) == ["nc-01-2026-11-21", "nc-01-2026-11-21.zip"]
    record = tmp_path / "evidence/non-conformites/nc-01.md"
    record.write_text(
        record.read_text(encoding="utf-8").replace("Une relecture.", "Deux relectures."), encoding="utf-8"
    )
    exported(tmp_path, "nc-01")
    assert sorted(p.name for p in folder.iterdir() if p.is_dir()) == ["nc-01-2026-11-21", "nc-01-2026-11-21-2"]
