"""`classeur fix` on every example: what can be mended is, nothing else is touched, and nothing new is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from classeur.cli import main
from tests.acceptance.examples import Example, examples, told

OFFER = "  → « classeur fix » fait cette correction."
CHECKED = [example for example in examples("bad") if example.command == "check"]
REPAIRABLE = [example for example in CHECKED if OFFER in example.expected]
OTHERS = [example for example in CHECKED if OFFER not in example.expected and ": erreur [" in example.expected]
_SHOWN = re.compile(r"^  → [^\n]* entre guillemets : (?P<line>.+)$", re.MULTILINE)
Capture = pytest.CaptureFixture[str]


def _id(example: Example) -> str:
    return example.name


def run(root: Path, capsys: Capture, *arguments: str) -> tuple[int, str]:
    status = main(["--project", str(root), *arguments])
    printed = capsys.readouterr()
    assert printed.err == ""
    return status, printed.out


def contents(root: Path) -> dict[str, bytes]:
    """Every file that people write, by its path; what is remembered between two commands is left out."""
    files = (path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    small = (path for path in files if path.stat().st_size < 10**7)
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in small}
    return {path: data for path, data in found.items() if not path.startswith(".")}


@pytest.mark.parametrize("example", REPAIRABLE, ids=_id)
def test_what_check_says_can_be_mended_is_mended(example: Example, tmp_path: Path, capsys: Capture) -> None:
    root = example.lay(tmp_path / "projet")
    before = contents(root)
    status, shown = run(root, capsys, "fix")
    counted = "2 corrections" if example.name == "entete-absent" else "1 correction"
    assert (status, shown.split("\n")[-3]) == (1, f"{counted} dans 1 fichier : rien n'est changé.")
    assert contents(root) == before

    assert run(root, capsys, "fix", "--oui")[0] == 0
    after = contents(root)
    assert told(run(root, capsys, *example.arguments(root)[2:])[1]) == []
    assert run(root, capsys, "fix", "--oui") == (0, "Aucune correction à faire.\n")
    assert contents(root) == after

    (path,) = [path for path in before if before[path] != after.get(path)]
    if path not in after:
        (renamed,) = after.keys() - before.keys()
        assert after[renamed] == before[path]
        return
    old, new = (data[path].split(b"\n") for data in (before, after))
    assert len([line for line in old if line not in new]) <= 1
    assert len([line for line in new if line not in old]) <= int(counted[0])
    if repaired := _SHOWN.search(example.expected):
        assert repaired["line"] in after[path].decode()


@pytest.mark.parametrize("example", OTHERS, ids=_id)
def test_what_nobody_can_be_sure_of_is_told_and_left_as_it_is(
    example: Example, tmp_path: Path, capsys: Capture
) -> None:
    root = example.lay(tmp_path / "projet")
    before = contents(root)
    status, printed = run(root, capsys, "fix", "--oui")
    assert status == 0
    assert printed.startswith("Reste à corriger à la main :\n  ")
    assert printed.endswith("\n\nAucune correction à faire.\n")
    assert contents(root) == before


@pytest.mark.parametrize("example", examples("good"), ids=_id)
def test_a_good_example_has_nothing_to_mend(example: Example, tmp_path: Path, capsys: Capture) -> None:
    root = example.lay(tmp_path / "projet")
    assert run(root, capsys, "fix", "--oui") == (0, "Aucune correction à faire.\n")
