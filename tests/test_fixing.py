"""What `classeur fix` writes: whole files, where they are, and only if nobody touched them meanwhile."""

from __future__ import annotations

import builtins
import os
import sys
from pathlib import Path

import pytest

from classeur import fixing
from classeur.cli import main
from classeur.portal import read_project
from tests.small_tree import plant, project

Capture = pytest.CaptureFixture[str]
BAD = "---\ntitre: Avis : un\ndate: 21/11/2026\nrole: Cliente # à revoir\n---\n\n21/11/2026 : texte libre.\n"
GOOD = '---\ntitre: "Avis : un"\ndate: 2026-11-21\nrole: cliente # à revoir\n---\n\n21/11/2026 : texte libre.\n'
COMPANY = "evidence/entreprises/soc-01.md"


def planned(root: Path) -> tuple[fixing.Mended, ...]:
    reading = read_project(root)
    return fixing.plan(root, reading.findings, reading.kinds)


def test_every_slip_of_a_file_is_mended_at_once(tmp_path: Path, capsys: Capture) -> None:
    root = project(tmp_path, {COMPANY: BAD})
    assert main(["--project", str(root), "fix", "--oui"]) == 0
    assert capsys.readouterr().out == (
        f'{COMPANY}:2\n  avant : titre: Avis : un\n  après : titre: "Avis : un"\n'
        f"{COMPANY}:3\n  avant : date: 21/11/2026\n  après : date: 2026-11-21\n"
        f"{COMPANY}:4\n  avant : role: Cliente # à revoir\n  après : role: cliente # à revoir\n\n"
        "3 corrections dans 1 fichier : c'est fait.\n"
    )
    assert (root / COMPANY).read_text(encoding="utf-8") == GOOD
    assert read_project(root).findings == ()


def test_a_file_keeps_its_mark_its_line_ends_and_its_rights(tmp_path: Path) -> None:
    root = project(tmp_path, {COMPANY: b"\xef\xbb\xbf" + BAD.replace("\n", "\r\n").encode()})
    (root / COMPANY).chmod(0o640)
    assert fixing.apply(root, planned(root)) == ()
    assert (root / COMPANY).read_bytes() == b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()
    assert (root / COMPANY).stat().st_mode & 0o777 == 0o640
    assert [path.name for path in (root / COMPANY).parent.iterdir()] == ["soc-01.md"]


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    root = project(tmp_path, {COMPANY: BAD, "evidence/entreprises/soc-02.md": BAD})
    mended = planned(root)
    plant(root, {COMPANY: "autre"})
    assert fixing.apply(root, mended) == (COMPANY,)
    assert (root / COMPANY).read_text(encoding="utf-8") == "autre"
    assert (root / "evidence/entreprises/soc-02.md").read_text(encoding="utf-8") == GOOD


def test_a_file_that_became_a_link_out_of_the_project_is_left_alone(tmp_path: Path) -> None:
    root = project(tmp_path / "projet", {COMPANY: BAD})
    outside = plant(tmp_path, {"dehors.md": BAD}) / "dehors.md"
    mended = planned(root)
    (root / COMPANY).unlink()
    (root / COMPANY).symlink_to(outside)
    assert fixing.apply(root, mended) == (COMPANY,)
    assert planned(root) == ()
    assert outside.read_text(encoding="utf-8") == BAD


def test_a_link_inside_the_project_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    root = project(tmp_path, {"evidence/entreprises/soc-02.md": BAD})
    (root / COMPANY).symlink_to("soc-02.md")
    mended = planned(root)
    assert [item.path for item in mended] == [COMPANY, "evidence/entreprises/soc-02.md"]
    assert fixing.apply(root, mended) == ("evidence/entreprises/soc-02.md",)
    assert (root / COMPANY).is_symlink()
    assert (root / COMPANY).read_text(encoding="utf-8") == GOOD
    assert planned(root) == ()


def test_a_disk_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError("plein")

    root = project(tmp_path, {COMPANY: BAD})
    mended = planned(root)
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="plein"):
        fixing.apply(root, mended)
    assert (root / COMPANY).read_text(encoding="utf-8") == BAD
    assert [path.name for path in (root / COMPANY).parent.iterdir()] == ["soc-01.md"]


def test_a_record_with_another_ending_gets_its_name_and_is_mended_too(tmp_path: Path) -> None:
    root = project(tmp_path, {"evidence/entreprises/soc-01.MD": BAD, "evidence/entreprises/soc-02.markdown": GOOD})
    assert fixing.apply(root, planned(root)) == ()
    names = sorted(path.name for path in (root / COMPANY).parent.iterdir())
    assert names == ["soc-01.md", "soc-02.md"]
    assert (root / COMPANY).read_text(encoding="utf-8") == GOOD


def test_a_name_that_is_taken_is_never_given(tmp_path: Path) -> None:
    root = project(tmp_path, {"evidence/entreprises/soc-01.markdown": GOOD})
    mended = planned(root)
    plant(root, {COMPANY: "précieux"})
    assert planned(root) == ()
    assert fixing.apply(root, mended) == ("evidence/entreprises/soc-01.markdown",)
    assert (root / COMPANY).read_text(encoding="utf-8") == "précieux"


@pytest.mark.parametrize(("answer", "status"), [("o", 0), ("Oui", 0), ("", 1), ("n", 1), (None, 1)])
def test_who_sits_at_a_terminal_is_asked(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, answer: str | None, status: int
) -> None:
    asked: list[str] = []

    def reply(question: str) -> str:
        asked.append(question)
        if answer is None:
            raise EOFError
        return answer

    root = project(tmp_path, {COMPANY: BAD})
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(builtins, "input", reply)
    assert main(["--project", str(root), "fix"]) == status
    assert asked == ["Faire 3 corrections dans 1 fichier ? [o/N] "]
    assert (root / COMPANY).read_text(encoding="utf-8") == (BAD if status else GOOD)
    capsys.readouterr()


def test_what_cannot_be_guessed_is_told_beside_what_can(tmp_path: Path, capsys: Capture) -> None:
    root = project(tmp_path, {COMPANY: BAD.replace("Cliente", "clients")})
    assert main(["--project", str(root), "fix"]) == 1
    printed = capsys.readouterr().out
    assert (
        "Reste à corriger à la main :\n"
        f"  {COMPANY}:4:7 : « clients » n'est pas une valeur possible de « role ». Vouliez-vous dire « cliente » ?\n"
        "→ « classeur check » dit comment, pour chacune.\n\n"
        "2 corrections dans 1 fichier : rien n'est changé.\n"
    ) in printed


def test_settings_and_declarations_are_mended_as_well(tmp_path: Path) -> None:
    kind = "genre: visite\nlibelle: Visite : guidée\ndossier: evidence/visites\n"
    root = project(tmp_path, {"mkdocs.yml": "site_name: Centre : essai\n", "kinds/visite.yml": kind})
    assert fixing.apply(root, planned(root)) == ()
    assert (root / "mkdocs.yml").read_text(encoding="utf-8") == 'site_name: "Centre : essai"\n'
    assert 'libelle: "Visite : guidée"\n' in (root / "kinds/visite.yml").read_text(encoding="utf-8")
