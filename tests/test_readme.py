"""What the READMEs show is true: the record of the French one is good, and its message is the one that is printed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from classeur.arguments import parser_of_the_command
from classeur.cli import main
from classeur.reporting import summary
from classeur.rules.result import Assessment
from tests.conftest import ROOT
from tests.small_tree import document

README = (ROOT / "README.fr.md").read_text(encoding="utf-8")
RECORD = re.search(r"```markdown\n(.*?)```", README, re.DOTALL)
DROPPED = re.search(r"`(evidence/sessions/[^`]+\.pdf)`", README)
BOTH = README + (ROOT / "README.md").read_text(encoding="utf-8")
TYPED = re.findall(r"`classeur ((?:check|new|fix|audit|export)[^`]*)`", BOTH)
MESSAGE = re.search(r"```text\n(.*?)```", README, re.DOTALL)


@pytest.fixture
def shown(tmp_path: Path) -> Path:
    for name in ("content", "evidence"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "organisme.yml", tmp_path)
    assert RECORD
    path = tmp_path / "evidence/entretiens/cr-2026-01-20.md"
    # The page's record takes the place of the interview that the sample's own year has on that day.
    path.write_text(RECORD[1], encoding="utf-8")
    return path


def test_the_record_that_is_shown_adds_no_finding(
    shown: Path, assessment: Assessment, capsys: pytest.CaptureFixture[str]
) -> None:
    root = shown.parents[2]
    assert main(["--project", str(root), "check", "--date", "2026-11-21"]) == 0
    printed = capsys.readouterr().out
    assert f"{len(assessment.library.records)} fiches lues" in printed
    assert printed.endswith(f" : {summary(assessment.findings)}.\n")


def test_the_message_that_is_shown_is_printed_to_the_letter(shown: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown.write_text(shown.read_text(encoding="utf-8").replace("2026-01-20", "20/01/2026"), encoding="utf-8")
    assert main(["--project", str(shown.parents[2]), "check", "--date", "2026-11-21"]) == 1
    assert MESSAGE
    assert capsys.readouterr().out.startswith(MESSAGE[1])


@pytest.mark.parametrize("typed", sorted(set(TYPED) - {"check", "new"}))
def test_a_command_that_is_shown_does_its_work(shown: Path, typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The sample has nothing to mend, so that `fix` has only to say so; what `new` writes is not there yet."""
    assert main(["--project", str(shown.parents[2]), *typed.split()]) == 0, capsys.readouterr().err
    assert capsys.readouterr().err == ""


def _commands() -> list[str]:
    (chosen,) = (action for action in parser_of_the_command()._actions if action.dest == "command")
    assert chosen.choices
    return list(chosen.choices)


def test_every_command_is_shown_in_both() -> None:
    for name in ("README.md", "README.fr.md"):
        page = (ROOT / name).read_text(encoding="utf-8")
        assert {c for c in _commands() if f"`classeur {c}" not in page} == set()


def test_the_scan_that_is_shown_is_understood_and_badly_named_is_put_right(
    shown: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert DROPPED
    root = shown.parents[2]
    file = root / DROPPED[1]
    taken = file.read_bytes() if file.exists() else document(file.name)
    file.unlink(missing_ok=True)
    file.with_name("Convention B-2026-004 20-01-2026.pdf").write_bytes(taken)
    assert main(["--project", str(root), "fix", "--oui"]) == 0
    assert file.read_bytes() == taken
    capsys.readouterr()
    assert main(["--project", str(root), "check", "--pieces", "--date", "2026-11-21"]) == 0
    assert f"{DROPPED[1]}\n  compris : Convention, pour B-2026-004, 2026-01-20\n" in capsys.readouterr().out
