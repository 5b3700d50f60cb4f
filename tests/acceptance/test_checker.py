"""The Nu HTML checker accepts every page of the three sites, and the styles and drawings that they ask for."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from classeur.arguments import BUILT
from tests.conftest import ROOT

JAR = ROOT / "tests/tools/node_modules/vnu-jar/build/dist/vnu.jar"
JAVA = ["java", "-Xss8m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar"]
"""One short run: what the machine would win by compiling twice is never paid back."""
MISTAKEN = re.compile(
    # A property of SVG 2 that every browser knows, and the checker's list of properties does not.
    r"Property “vector-effect” doesn't exist"
    # It reads files, and 'self' is no file: what a page's policy blocks is heard in a browser, by every test there.
    r"|violates Content Security Policy"
)
"""All that is not believed of what the checker says."""


def checked(*words: str | Path) -> list[str]:
    """What the checker has to say, one line a fault; it says nothing of what it accepts."""
    if not JAR.is_file() or shutil.which("java") is None:
        pytest.fail("The Nu checker needs Java and its archive: `make test` brings both.", pytrace=False)
    command = [*JAVA, str(JAR), "--format", "gnu", *map(str, words)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    said = [line for line in done.stderr.splitlines() if line.strip() and not MISTAKEN.search(line)]
    assert done.returncode == 0 or done.stderr, "the checker did not run"
    return said


def test_every_page_is_accepted(sites: Path) -> None:
    folders = [(sites / str(edition)).resolve() for edition in BUILT]
    assert len(folders) == 3
    assert checked("--skip-non-html", *folders) == []


def test_the_styles_and_drawings_of_ours_are_accepted(sites: Path) -> None:
    styles = sorted((sites / "public/assets/classeur").glob("*.css"))
    assert len(styles) >= 3
    assert checked("--css", *styles) == []
    drawings = sorted((sites / "public").rglob("*.svg"))
    assert drawings
    assert checked("--svg", *drawings) == []


def test_a_fault_is_told(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text('<!doctype html><html lang="fr"><title>a</title><p><div></div><img src="a.png">', encoding="utf-8")
    assert any("alt" in line for line in checked("--skip-non-html", page))
