"""What the READMEs show is true: the record of the French one is good, and its message is the one that is printed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from classeur.cli import main
from tests.conftest import ROOT

README = (ROOT / "README.fr.md").read_text(encoding="utf-8")
RECORD = re.search(r"```markdown\n(.*?)```", README, re.DOTALL)
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


def test_the_record_that_is_shown_adds_no_finding(shown: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = shown.parents[2]
    assert main(["--project", str(root), "check", "--date", "2026-11-21"]) == 0
    printed = capsys.readouterr().out
    assert "252 fiches lues" in printed
    assert printed.endswith(" : 4 majeures, 3 mineures, 1 vigilance.\n")


def test_the_message_that_is_shown_is_printed_to_the_letter(shown: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown.write_text(shown.read_text(encoding="utf-8").replace("2026-01-20", "20/01/2026"), encoding="utf-8")
    assert main(["--project", str(shown.parents[2]), "check", "--date", "2026-11-21"]) == 1
    assert MESSAGE
    assert capsys.readouterr().out.startswith(MESSAGE[1])
