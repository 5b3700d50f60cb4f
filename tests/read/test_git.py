"""A repository that somebody sent may name programs for git to run: reading its history runs none of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from classeur.read.history import Witness, read_history
from tests.small_tree import plant
from tests.witnessed import commit, git, repository

NOTE = "evidence/entretiens/cr-1.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """One record, changed since for as many bytes (git has to read it), and a program that leaves a mark once run."""
    made = repository(tmp_path / "projet")
    commit(plant(made, {NOTE: "un", ".gitattributes": "* filter=autre\n"}), "2026-02-01")
    program(made / "programme")
    return plant(made, {NOTE: "il"})


def program(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\ntouch '{path.parent}/lancé'\ncat\n", encoding="utf-8")
    path.chmod(0o755)


def ran(root: Path) -> bool:
    return any(root.rglob("lancé"))


@pytest.mark.parametrize(
    "setting", ["core.fsmonitor", "filter.autre.clean", "filter.autre.process", "core.pager", "gpg.program"]
)
def test_no_program_that_a_repository_names_is_run(root: Path, setting: str) -> None:
    git(root, "config", setting, str(root / "programme"))
    git(root, "config", "log.showSignature", "true")
    found = read_history(root)
    assert (found.witness, list(found.traces), found.uncommitted) == (Witness.FULL, [NOTE], frozenset({NOTE}))
    assert not ran(root)


@pytest.mark.parametrize("where", ["include", "worktree", "equals"])
def test_wherever_it_names_it(root: Path, where: str) -> None:
    run = str(root / "programme")
    if where == "include":
        plant(root, {".git/reste": f'[filter "autre"]\n\tclean = "{run}"\n'})
        git(root, "config", "include.path", "reste")
    elif where == "worktree":
        git(root, "config", "extensions.worktreeConfig", "true")
        git(root, "config", "--worktree", "filter.autre.clean", run)
    else:
        plant(root, {".gitattributes": "* filter=a=b\n"})
        git(root, "config", "filter.a=b.clean", run)
    assert list(read_history(root).traces) == [NOTE]
    assert not ran(root)


def test_nor_by_a_repository_inside_it(root: Path) -> None:
    inner = repository(root / "evidence/autre")
    commit(plant(inner, {"b.md": "x", ".gitattributes": "* filter=autre\n"}), "2026-02-01")
    commit(root, "2026-02-02", "evidence/autre")
    git(inner, "config", "filter.autre.clean", str(root / "programme"))
    plant(inner, {"b.md": "y"})
    assert NOTE in read_history(root).uncommitted
    assert not ran(root)


def test_a_hook_is_not_run(root: Path) -> None:
    program(root / "crochets/post-index-change")
    git(root, "config", "core.hooksPath", "crochets")
    os.utime(root / NOTE)
    assert read_history(root).witness is Witness.FULL
    assert not ran(root)


def test_a_program_named_git_in_the_project_is_not_git(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(root / "git")
    monkeypatch.chdir(root)
    monkeypatch.setenv("PATH", f"{os.pathsep}.{os.pathsep}{os.environ['PATH']}")
    assert read_history(root).witness is Witness.FULL
    assert not ran(root)


def test_filters_that_the_user_set_go_on(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = plant(tmp_path, {"reglages": f'[filter "autre"]\n\tclean = "{root}/programme"\n'}) / "reglages"
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    read_history(root)
    assert ran(root)


def test_a_commit_put_in_place_of_another_in_this_copy_is_no_witness(root: Path) -> None:
    first = git(root, "rev-parse", "HEAD").strip()
    git(root, "commit", "--quiet", "--amend", "--message", "Avant", day="2020-01-01")
    other = git(root, "rev-parse", "HEAD").strip()
    git(root, "update-ref", "refs/heads/main", first)
    git(root, "replace", first, other)
    assert read_history(root).traces[NOTE].first.day.isoformat() == "2026-02-01"
