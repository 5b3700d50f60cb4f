"""Git, asked in a repository that may be anybody's: it reads, and runs no program that the repository names."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_SETTINGS = (
    "core.quotePath=false",
    "log.follow=false",
    # What a repository may have git run while it only looks: a watcher of files, hooks.
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
)
_OURS = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "aucun",
    "GIT_TERMINAL_PROMPT": "0",
    # Commits that this copy alone puts in place of others are no witness.
    "GIT_NO_REPLACE_OBJECTS": "1",
}
_THEIRS = ("GIT_CONFIG", "GIT_CEILING")
_OWN_SCOPES = ("system", "global", "command")
"""Where who runs git sets it; any other place is the repository's."""
_PROGRAM = "git.exe" if sys.platform == "win32" else "git"


def run_git(root: Path, *arguments: str, settings: Sequence[str] = ()) -> subprocess.CompletedProcess[bytes]:
    """Run git in `root`, whatever its user set: no pager, no colour, no words but English ones, nothing fetched.

    Raises:
        OSError: git can't be run; FileNotFoundError where there is none.
    """
    # A hook runs with the variables of its own repository, which may be another one: settings alone are kept.
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(_THEIRS)
    }
    return subprocess.run(
        [
            _program(),
            "--no-pager",
            "--literal-pathspecs",
            *(word for setting in (*_SETTINGS, *settings) for word in ("-c", setting)),
            *arguments,
        ],
        cwd=root,
        env={**kept, **_OURS},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


def without_filters(root: Path) -> tuple[str, ...] | None:
    """Settings that silence the programs through which a repository has its files read; None when some can't be.

    Those that its user set (Git LFS does) go on: they are not the repository's to choose.
    """
    asked = run_git(root, "config", "--show-scope", "-z", "--name-only", "--get-regexp", r"^filter\.")
    if asked.returncode:
        return () if not asked.stderr else None
    words = asked.stdout.decode("utf-8", "surrogateescape").split("\0")
    names = zip(words[::2], words[1::2], strict=False)
    filters = dict.fromkeys(name.rpartition(".")[0] for scope, name in names if scope not in _OWN_SCOPES)
    if any("=" in name for name in filters):
        return None
    silent = ("clean=", "smudge=", "process=", "required=false")
    return tuple(f"{name}.{setting}" for name in filters for setting in silent)


def _program() -> str:
    """Where git is installed. A program of that name in the project itself is not it, though Windows looks there first.

    Raises:
        FileNotFoundError: it is not installed.
    """
    for folder in os.get_exec_path():
        program = Path(folder) / _PROGRAM
        if program.is_absolute() and program.is_file():
            return str(program)
    raise FileNotFoundError
