"""What git kept of a project is laid out as it was, by git alone: no program of the repository is run."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from classeur.read.past import Commit, commits_of, laid_out, text_at
from tests.small_tree import plant
from tests.witnessed import commit, git, repository

NAME = "content/livret d'août.md"


def test_a_file_is_read_as_each_commit_left_it(tmp_path: Path) -> None:
    root = tmp_path / "dossier"
    repository(tmp_path)
    for day, text in (("2026-01-05", "Un.\n"), ("2026-02-03", "Deux.\n")):
        commit(tmp_path, day, str(plant(root, {NAME: text})))
    plant(root, {NAME: "Trois.\n"})
    found = tuple(commits_of(root, NAME))
    assert [(one.day, text_at(root, one)) for one in found] == [
        (dt.date(2026, 2, 3), "Deux.\n"),
        (dt.date(2026, 1, 5), "Un.\n"),
    ]
    assert laid_out(root, found[1], tmp_path / "avant")
    assert (tmp_path / "avant" / NAME).read_text(encoding="utf-8") == "Un.\n"


def test_what_is_in_no_commit_has_no_past(tmp_path: Path) -> None:
    plant(tmp_path, {NAME: "Un.\n"})
    assert not tuple(commits_of(tmp_path, NAME))
    gone = Commit("0" * 40, dt.date(2026, 1, 5), NAME)
    assert text_at(tmp_path, gone) == ""
    assert not laid_out(tmp_path, gone, tmp_path / "avant")


def test_a_filter_of_the_repository_is_not_run(tmp_path: Path) -> None:
    root = repository(tmp_path / "depot")
    plant(root, {NAME: "Un.\n", "content/.gitattributes": "*.md filter=piege\n"})
    commit(root, "2026-01-05")
    git(root, "config", "filter.piege.smudge", f"touch {tmp_path / 'lance'} && cat")
    (one,) = commits_of(root, NAME)
    assert laid_out(root, one, tmp_path / "avant")
    assert (tmp_path / "avant" / NAME).read_text(encoding="utf-8") == "Un.\n"
    assert not (tmp_path / "lance").exists()
