"""`classeur serve` in a browser: a record that is saved is soon on the open page."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.acceptance.examples import PROVIDERS
from tests.browser.conftest import Ear, opened
from tests.conftest import DAY

RECORD = "evidence/procedures/proc-01.md"
WORDS = "courriel ensuite"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return shutil.copytree(PROVIDERS / "bilan", tmp_path / "projet")


@pytest.fixture
def serving(project: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "classeur", "--project", str(project), "serve", "--port", "0"]
    with subprocess.Popen(
        [*command, "--date", DAY.isoformat()],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout
        url = next(line.strip() for line in process.stdout if line.startswith("http://127.0.0.1:"))
        # Whoever fills a pipe that nobody reads waits for ever.
        reader = threading.Thread(target=process.stdout.read)
        reader.start()
        yield url
        process.terminate()
        reader.join(timeout=10)


def test_a_saved_record_is_on_the_open_page(browser: Browser, project: Path, serving: str) -> None:
    """How long it takes is measured in `benchmarks/reload.py`: a shared machine says nothing of the server."""
    record = project / RECORD
    before = record.read_text(encoding="utf-8")
    assert WORDS in before
    ear = Ear(serving.removesuffix("/equipe/"))
    with opened(browser, ear) as page:
        with page.expect_response("**/-/version?*"):
            page.goto(f"{serving}fiches/procedure/proc-01.html")
        for words in ("courriel le lendemain", "courriel le jour même"):
            record.write_text(before.replace(WORDS, words), encoding="utf-8")
            expect(page.locator("article")).to_contain_text(words, timeout=60_000)
    assert ear.heard == []
