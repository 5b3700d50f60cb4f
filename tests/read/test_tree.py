"""The files of a project: what is a record, what is an attachment, what leads outside."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from classeur.portal import read_project
from classeur.read.tree import read_tree, resolve_inside
from tests.small_tree import plant, project, told


def refusals(root: Path) -> list[tuple[str, str]]:
    return [(found.rule, found.path) for found in read_tree(root)[1]]


def test_records_attachments_and_the_two_yaml_files_are_told_apart(tmp_path: Path) -> None:
    plant(
        tmp_path,
        {
            "organisme.yml": "",
            "content/livret.md": "",
            "content/plan.png": b"",
            "evidence/personnes.yml": "",
            "evidence/autre.yml": "",
            "evidence/veille/vei-2026-01.md": "",
            "evidence/sessions/s-1/convention.pdf": b"",
            "README.md": "",
            "docs/page.md": "",
        },
    )
    tree, problems = read_tree(tmp_path)
    assert problems == ()
    assert tree.records == (
        "content/livret.md", "evidence/personnes.yml", "evidence/veille/vei-2026-01.md", "organisme.yml",
    )  # fmt: skip
    assert tree.attachments == ("content/plan.png", "evidence/autre.yml", "evidence/sessions/s-1/convention.pdf")


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    plant(
        tmp_path,
        {"organisme.yml": "", "evidence/.DS_Store": b"", "evidence/.git/x.md": "", "content/.brouillon.md": ""},
    )
    tree, problems = read_tree(tmp_path)
    assert (tree.records, tree.attachments, problems) == (("organisme.yml",), (), ())


def test_a_project_without_its_provider_says_so(tmp_path: Path) -> None:
    assert refusals(tmp_path) == [("organisme-absent", "organisme.yml")]


def test_a_link_to_a_file_of_the_project_is_read(tmp_path: Path) -> None:
    plant(tmp_path, {"organisme.yml": "", "evidence/a/plan.pdf": b"x"})
    (tmp_path / "evidence/b.pdf").symlink_to("a/plan.pdf")
    tree, problems = read_tree(tmp_path)
    assert problems == ()
    assert tree.attachments == ("evidence/a/plan.pdf", "evidence/b.pdf")


def test_no_link_makes_public_what_is_not_in_content(tmp_path: Path) -> None:
    plant(tmp_path, {"organisme.yml": "", "evidence/a/plan.pdf": b"x", "content/plan.pdf": b"x"})
    (tmp_path / "content/bilan.pdf").symlink_to("../evidence/a/plan.pdf")
    (tmp_path / "content/copie.pdf").symlink_to("plan.pdf")
    tree, problems = read_tree(tmp_path)
    assert [(found.rule, found.path) for found in problems] == [("lien-symbolique", "content/bilan.pdf")]
    assert tree.attachments == ("content/copie.pdf", "content/plan.pdf", "evidence/a/plan.pdf")


def test_links_that_lead_outside_are_refused_and_not_followed(tmp_path: Path) -> None:
    outside = plant(tmp_path / "dehors", {"secret.md": "---\n---\n", "dossier/x.md": ""})
    root = plant(tmp_path / "projet", {"organisme.yml": "", "evidence/a.txt": ""})
    (root / "evidence/fiche.md").symlink_to(outside / "secret.md")
    (root / "evidence/dossier").symlink_to(outside / "dossier")
    (root / "evidence/remonte.md").symlink_to("../../dehors/secret.md")
    assert refusals(root) == [
        ("lien-symbolique", "evidence/dossier"),
        ("lien-symbolique", "evidence/fiche.md"),
        ("lien-symbolique", "evidence/remonte.md"),
    ]
    assert read_tree(root)[0].records == ("organisme.yml",)


def test_a_whole_folder_or_the_provider_that_is_a_link_outside_is_refused(tmp_path: Path) -> None:
    outside = plant(tmp_path / "dehors", {"organisme.yml": "nom: x\n", "fiches/a.md": ""})
    root = tmp_path / "projet"
    root.mkdir()
    (root / "organisme.yml").symlink_to(outside / "organisme.yml")
    (root / "evidence").symlink_to(outside / "fiches")
    assert refusals(root) == [("lien-symbolique", "organisme.yml"), ("lien-symbolique", "evidence")]
    assert read_tree(root)[0].records == ()


def test_links_that_turn_in_circles_are_refused(tmp_path: Path) -> None:
    root = plant(tmp_path, {"organisme.yml": "", "evidence/a.txt": ""})
    (root / "evidence/un.md").symlink_to("deux.md")
    (root / "evidence/deux.md").symlink_to("un.md")
    (root / "evidence/boucle").symlink_to("../evidence")
    assert refusals(root) == [
        ("lien-symbolique", "evidence/boucle"),
        ("lien-symbolique", "evidence/deux.md"),
        ("lien-symbolique", "evidence/un.md"),
    ]


def test_a_folder_that_does_not_open_is_told_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(tmp_path, {"organisme.yml": "", "evidence/audits/aud-01.md": "", "evidence/veille/vei-01.md": ""})
    listing = os.scandir

    def refusing(path: str) -> Iterator[os.DirEntry[str]]:
        if path.endswith("audits"):
            raise PermissionError(13, "Permission denied", path)
        return listing(path)

    monkeypatch.setattr(os, "scandir", refusing)
    tree, (found,) = read_tree(tmp_path)
    assert (found.path, found.message) == (
        "evidence/audits",
        "Ce fichier ne peut pas être lu : ce dossier ne s'ouvre pas.",
    )
    assert tree.records == ("evidence/veille/vei-01.md", "organisme.yml")


@pytest.mark.parametrize("name", ["con.md", "NUL", "aux.txt", "com1.md", "a:b.md", "quoi?.md", "point.", "fin "])
def test_names_that_windows_refuses_are_told(tmp_path: Path, name: str) -> None:
    root = plant(tmp_path, {"organisme.yml": "", f"evidence/{name}": ""})
    assert refusals(root) == [("fichier-nom", f"evidence/{name}")]


def test_accents_in_two_pieces_are_told_and_in_one_piece_are_fine(tmp_path: Path) -> None:
    whole = "évaluation.pdf"
    cut = unicodedata.normalize("NFD", "émargement.pdf")
    root = plant(tmp_path, {"organisme.yml": "", f"evidence/{whole}": b"", f"evidence/{cut}": b""})
    tree, (found,) = read_tree(root)
    assert tree.attachments == (f"evidence/{whole}",)
    assert found.path == f"evidence/{cut}"
    assert "ses accents sont écrits en deux morceaux" in found.message


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("plan.pdf", "evidence/sessions/plan.pdf"),
        ("./s-1/plan.pdf", "evidence/sessions/s-1/plan.pdf"),
        ("../pieces/plan.pdf", "evidence/pieces/plan.pdf"),
        ("../../content/a.md", "content/a.md"),
        ("/content/a.md", "content/a.md"),
        ("//content/a.md", "content/a.md"),
        ("../../../ailleurs.pdf", None),
        ("../../..", None),
        ("/../x", None),
        ("a/../../../../x", None),
        ("x" * 300, f"evidence/sessions/{'x' * 300}"),
        ("a\x00b", "evidence/sessions/a\x00b"),
    ],
)
def test_a_path_is_taken_from_its_record_and_never_leaves(tmp_path: Path, target: str, expected: str | None) -> None:
    assert resolve_inside(tmp_path, "evidence/sessions/s-1.md", target) == expected


def test_a_path_through_a_link_outside_leaves(tmp_path: Path) -> None:
    outside = plant(tmp_path / "dehors", {"x.pdf": b""})
    root = plant(tmp_path / "projet", {"evidence/a.md": ""})
    (root / "evidence/lien").symlink_to(outside)
    assert resolve_inside(root, "evidence/a.md", "lien/x.pdf") is None


def test_a_name_that_is_not_in_utf_8_is_told_and_shown_as_it_can_be(tmp_path: Path) -> None:
    root = project(tmp_path)
    for name in (b"a-\xff.pdf", b"b-\xff.md"):
        Path(os.fsdecode(os.fsencode(root / "evidence/personnel") + b"/" + name)).write_bytes(b"x")
    tree, problems = read_tree(root)
    assert [(found.rule, found.path) for found in problems] == [
        ("fichier-nom", "evidence/personnel/a-\ufffd.pdf"),
        ("fichier-nom", "evidence/personnel/b-\ufffd.md"),
    ]
    assert all(found.key for found in problems)
    assert not [path for path in (*tree.records, *tree.attachments) if "b-" in path or "a-\udcff" in path]


def test_a_pipe_is_told_and_never_opened(tmp_path: Path) -> None:
    root = project(tmp_path)
    os.mkfifo(root / "evidence/personnel/x-01.md")
    tree, problems = read_tree(root)
    assert [(found.rule, found.path) for found in problems] == [
        ("fichier-illisible", "evidence/personnel/x-01.md"),
    ]
    assert "evidence/personnel/x-01.md" not in tree.records


def test_what_systems_and_office_programs_leave_behind_is_no_attachment(tmp_path: Path) -> None:
    left = ("Thumbs.db", "desktop.ini", ".DS_Store", "~$lettre.docx", ".~lock.lettre.docx#", "~WRL0003.tmp")
    root = project(tmp_path, {f"evidence/entreprises/{name}": "x" for name in left})
    assert not told(read_project(root))


def test_a_record_with_another_ending_is_told(tmp_path: Path) -> None:
    names = ("a-1.MD", "a-2.markdown", "a-3.md.txt", "a-4.txt")
    root = project(tmp_path, {f"evidence/entreprises/{name}": "x" for name in names})
    assert [(found.rule, found.path) for found in read_project(root).findings] == [
        ("fiche-extension", "evidence/entreprises/a-1.MD"),
        ("fiche-extension", "evidence/entreprises/a-2.markdown"),
        ("fiche-extension", "evidence/entreprises/a-3.md.txt"),
        ("piece-orpheline", "evidence/entreprises/a-4.txt"),
    ]


@pytest.mark.parametrize("name", ["recu\u202efdp.exe", "recu\u200b.pdf", "\ufeffrecu.pdf"])
def test_a_name_that_shows_another_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / name).write_bytes(b"x")
    tree, found = read_tree(tmp_path)
    assert tree.attachments == ()
    assert "un signe invisible" in next(one.message for one in found if one.rule == "fichier-nom")
