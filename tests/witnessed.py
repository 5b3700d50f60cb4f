"""Repositories that tests make: commits on given days by fictional people, whatever this machine's git is set to."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def git(root: Path, *arguments: str, day: str = "2026-01-05", author: str = "Ana Costes", committed: str = "") -> str:
    """Run git in `root`, at noon of `day`; `committed` is the committer's day when it is another one."""
    mail = f"{author.partition(' ')[0].lower()}@essai.example"
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    ours = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": author,
        "GIT_AUTHOR_EMAIL": mail,
        "GIT_AUTHOR_DATE": f"{day}T12:00:00+01:00",
        "GIT_COMMITTER_NAME": "Serveur d'essai",
        "GIT_COMMITTER_EMAIL": "serveur@essai.example",
        "GIT_COMMITTER_DATE": f"{committed or day}T12:00:00+01:00",
    }
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", "-c", "core.autocrlf=false", *arguments],
        cwd=root,
        env={**own, **ours},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return done.stdout


def repository(root: Path) -> Path:
    """An empty repository at `root`, made where it is missing."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "--quiet")
    return root


def commit(root: Path, day: str, *paths: str, author: str = "Ana Costes", committed: str = "") -> None:
    """Commit `paths` (everything when none is given) as they are now."""
    git(root, "add", "--all", "--", *(paths or (".",)))
    git(root, "commit", "--quiet", "--message", "Essai", day=day, author=author, committed=committed)
