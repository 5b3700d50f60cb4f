"""Git as witness: when each file was written, in every state that a repository can be in."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from classeur.read import history
from classeur.read.history import History, Stamp, Trace, Witness, read_history
from classeur.witness import told
from tests.small_tree import plant
from tests.witnessed import commit, git, repository

ANA, RUI = "Ana Costes", "Rui Pinto"
NOTE = "evidence/entretiens/cr-1.md"


def days(found: Trace) -> tuple[str, str, str, str]:
    """First and last, with their authors."""
    return (found.first.day.isoformat(), found.first.author, found.last.day.isoformat(), found.last.author)


def test_each_file_has_its_first_and_its_last_day(tmp_path: Path) -> None:
    root = repository(tmp_path)
    commit(plant(root, {NOTE: "un", "organisme.yml": "nom: x", "content/p.md": "p"}), "2026-02-01")
    commit(plant(root, {NOTE: "deux", "evidence/plan.pdf": "x"}), "2026-03-01", author=RUI)
    found = read_history(root)
    assert (found.witness, found.uncommitted, found.since) == (Witness.FULL, frozenset(), dt.date(2026, 2, 1))
    assert {path: days(trace) for path, trace in found.traces.items()} == {
        NOTE: ("2026-02-01", ANA, "2026-03-01", RUI),
        "organisme.yml": ("2026-02-01", ANA, "2026-02-01", ANA),
        "content/p.md": ("2026-02-01", ANA, "2026-02-01", ANA),
        "evidence/plan.pdf": ("2026-03-01", RUI, "2026-03-01", RUI),
    }
    assert told(found) == ""


def test_the_day_is_the_committer_s_and_the_name_the_author_s(tmp_path: Path) -> None:
    root = repository(tmp_path)
    commit(plant(root, {NOTE: "x"}), "2026-02-01", committed="2026-06-30")
    assert days(read_history(root).traces[NOTE]) == ("2026-06-30", ANA, "2026-06-30", ANA)


def test_a_project_may_be_a_folder_of_a_repository_with_any_name(tmp_path: Path) -> None:
    top = repository(tmp_path)
    root = top / "dossier à nous"
    odd = "evidence/pièces/l'été « au » 100 %\t.pdf"
    commit(plant(root, {odd: "x", "../evidence/ailleurs.md": "x"}), "2026-02-01")
    plant(root, {odd: "y", "evidence/ñ.md": "x", "../autre.md": "x"})
    found = read_history(root)
    assert list(found.traces) == [odd]
    assert found.uncommitted == {odd, "evidence/ñ.md"}


def test_a_file_moved_as_it_is_stays_the_same_file(tmp_path: Path) -> None:
    root = repository(tmp_path)
    commit(plant(root, {NOTE: "un"}), "2026-02-01")
    git(root, "mv", NOTE, "evidence/cr-2.md")
    commit(root, "2026-04-01", author=RUI)
    git(root, "mv", "evidence/cr-2.md", "evidence/cr-3.md")
    commit(root, "2026-05-01")
    assert days(read_history(root).traces["evidence/cr-3.md"]) == ("2026-02-01", ANA, "2026-05-01", ANA)


def test_a_file_moved_and_changed_at_once_starts_again(tmp_path: Path) -> None:
    root = repository(tmp_path)
    commit(plant(root, {NOTE: "un\n" * 20}), "2026-02-01")
    (root / NOTE).unlink()
    commit(plant(root, {"evidence/cr-2.md": "un\n" * 20 + "deux\n"}), "2026-04-01")
    assert days(read_history(root).traces["evidence/cr-2.md"])[0] == "2026-04-01"


def test_a_path_that_comes_back_keeps_its_first_day(tmp_path: Path) -> None:
    root = repository(tmp_path)
    commit(plant(root, {NOTE: "un"}), "2026-02-01")
    (root / NOTE).unlink()
    commit(root, "2026-03-01")
    commit(plant(root, {NOTE: "trois"}), "2026-04-01")
    assert days(read_history(root).traces[NOTE]) == ("2026-02-01", ANA, "2026-04-01", ANA)


def test_what_was_written_on_a_branch_has_the_day_of_the_branch(tmp_path: Path) -> None:
    root = repository(tmp_path)
    commit(plant(root, {NOTE: "un\n"}), "2026-02-01")
    git(root, "checkout", "--quiet", "-b", "brouillon")
    commit(plant(root, {"evidence/b.md": "x", NOTE: "de la branche\n"}), "2026-03-01", author=RUI)
    git(root, "checkout", "--quiet", "main")
    commit(plant(root, {"evidence/c.md": "x", NOTE: "du tronc\n"}), "2026-04-01")
    with pytest.raises(subprocess.CalledProcessError):
        git(root, "merge", "--quiet", "brouillon", day="2026-05-01")
    commit(plant(root, {NOTE: "les deux\n"}), "2026-05-01", author=RUI)
    found = read_history(root).traces
    assert days(found["evidence/b.md"]) == ("2026-03-01", RUI, "2026-03-01", RUI)
    assert days(found["evidence/c.md"])[0] == "2026-04-01"
    assert days(found[NOTE]) == ("2026-02-01", ANA, "2026-05-01", RUI)


def test_a_clock_that_was_wrong_does_not_put_the_last_before_the_first(tmp_path: Path) -> None:
    root = repository(tmp_path)
    commit(plant(root, {NOTE: "un"}), "2026-02-01")
    commit(plant(root, {NOTE: "deux"}), "2025-02-01", author=RUI)
    assert days(read_history(root).traces[NOTE]) == ("2025-02-01", RUI, "2026-02-01", ANA)


def test_changes_that_are_not_committed_are_told_and_change_no_date(tmp_path: Path) -> None:
    root = repository(tmp_path)
    commit(plant(root, {NOTE: "un", "evidence/b.md": "b"}), "2026-02-01")
    before = read_history(root)
    plant(root, {NOTE: "deux", "evidence/neuve.md": "x", "hors.txt": "x"})
    found = read_history(root)
    assert found.traces == before.traces
    assert found.uncommitted == {NOTE, "evidence/neuve.md"}
    assert told(found) == (
        "2 fichiers changés ne sont pas encore enregistrés ;"
        " les dates d'écriture sont celles du dernier enregistrement."
    )


def test_the_project_s_git_is_asked_even_from_the_hook_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository(tmp_path / "projet")
    commit(plant(root, {NOTE: "un"}), "2026-02-01")
    other = repository(tmp_path / "autre")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    assert list(read_history(root).traces) == [NOTE]


@pytest.mark.parametrize(
    "setting",
    [
        ("color.ui", "always"),
        ("log.showSignature", "true"),
        ("diff.renames", "copies"),
        ("status.short", "true"),
        ("status.relativePaths", "false"),
        ("core.quotePath", "true"),
        ("log.date", "relative"),
        ("format.pretty", "oneline"),
        ("diff.noprefix", "true"),
    ],
    ids=lambda setting: setting[0],
)
def test_what_a_user_set_in_git_changes_nothing(tmp_path: Path, setting: tuple[str, str]) -> None:
    root = repository(tmp_path)
    commit(plant(root, {NOTE: "un", "evidence/é.md": "x"}), "2026-02-01")
    git(root, "mv", NOTE, "evidence/cr-2.md")
    commit(plant(root, {"evidence/é.md": "y"}), "2026-03-01")
    plant(root, {"evidence/é.md": "z"})
    before = read_history(root)
    git(root, "config", *setting)
    assert read_history(root) == before
    assert before.uncommitted == {"evidence/é.md"}


def test_a_shallow_clone_witnesses_nothing(tmp_path: Path) -> None:
    whole = repository(tmp_path / "entier")
    commit(plant(whole, {NOTE: "un"}), "2026-02-01")
    commit(plant(whole, {NOTE: "deux"}), "2026-03-01")
    git(tmp_path, "clone", "--quiet", "--depth=1", whole.as_uri(), "copie")
    found = read_history(tmp_path / "copie")
    assert (found.witness, found.traces) == (Witness.SHALLOW, {})
    assert "git fetch --unshallow" in told(found)


def test_no_git_no_repository_and_no_commit_are_each_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_history(plant(tmp_path / "rien", {NOTE: "x"})).witness is Witness.NO_REPOSITORY
    empty = read_history(plant(repository(tmp_path / "vide"), {NOTE: "x"}))
    assert (empty.witness, empty.uncommitted) == (Witness.NO_COMMIT, frozenset({NOTE}))
    monkeypatch.setenv("PATH", str(tmp_path))
    absent = read_history(tmp_path / "vide")
    assert absent.witness is Witness.ABSENT
    assert told(absent).startswith("git n'est pas installé")


def test_the_inside_of_a_git_folder_is_no_project_of_it(tmp_path: Path) -> None:
    root = repository(tmp_path)
    commit(plant(root, {NOTE: "x"}), "2026-02-01")
    assert read_history(root / ".git").witness is Witness.NO_REPOSITORY


def test_a_folder_of_another_account_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = repository(tmp_path)
    commit(plant(root, {NOTE: "x"}), "2026-02-01")
    env = {**os.environ, "GIT_TEST_ASSUME_DIFFERENT_OWNER": "1", "GIT_CONFIG_GLOBAL": os.devnull}

    def as_another(at: Path, *words: str, **_: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(["git", *words], cwd=at, env=env, capture_output=True, check=False)

    monkeypatch.setattr(history, "run_git", as_another)
    found = read_history(root)
    assert found.witness is Witness.OWNED
    assert "safe.directory" in told(found)


@pytest.mark.parametrize(
    ("broken", "witness"),
    [("HEAD", Witness.NO_REPOSITORY), ("objects", Witness.BROKEN), ("config", Witness.BROKEN)],
)
def test_a_broken_repository_is_said(tmp_path: Path, broken: str, witness: Witness) -> None:
    root = repository(tmp_path)
    commit(plant(root, {NOTE: "x"}), "2026-02-01")
    target = root / ".git" / broken
    if target.is_dir():
        shutil.rmtree(target)
        target.mkdir()
    else:
        target.write_bytes(b"[casse")
    found = read_history(root)
    assert (found.witness, found.traces) == (witness, {})
    assert told(found)


def test_a_git_that_can_t_be_run_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, {"bin/git": "x"}).joinpath("bin/git").chmod(0o644)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert read_history(tmp_path).witness is Witness.BROKEN


def test_a_commit_with_a_date_that_is_none_is_left_out() -> None:
    day = "1770000000\0002026-02-02\0Ana\0\0\nA\0evidence/a.md\0"
    traces, since = history._traces(f"\x01demain\0002026-02-30\0Ana\0\0\nM\0evidence/a.md\0\x01{day}\x01\x01bruit")
    assert (list(traces), since) == (["evidence/a.md"], dt.date(2026, 2, 2))


STAMP = Stamp(dt.date(2026, 3, 20), ANA, 0)


@pytest.mark.parametrize(
    ("fact", "since", "expected"),
    [
        (dt.date(2026, 3, 1), dt.date(2026, 1, 1), STAMP.day),
        (dt.date(2026, 1, 1), dt.date(2026, 1, 1), STAMP.day),
        (dt.date(2025, 12, 31), dt.date(2026, 1, 1), None),
        (None, dt.date(2026, 1, 1), None),
        (dt.date(2026, 3, 1), None, None),
    ],
)
def test_git_witnesses_nothing_before_its_first_commit_of_evidence(
    fact: dt.date | None, since: dt.date | None, expected: dt.date | None
) -> None:
    found = History(Witness.FULL, {NOTE: Trace(STAMP, STAMP)}, since=since)
    assert found.written(NOTE, fact) == expected
    assert found.written("evidence/autre.md", fact) is None


def test_the_first_commit_of_evidence_is_not_that_of_something_else(tmp_path: Path) -> None:
    root = repository(tmp_path)
    commit(plant(root, {"organisme.yml": "nom: x", "content/p.md": "p"}), "2025-01-01")
    commit(plant(root, {NOTE: "x"}), "2026-02-01")
    assert read_history(root).since == dt.date(2026, 2, 1)
