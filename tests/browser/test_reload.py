"""`classeur serve` in a browser: a record that is saved is on the open page within five seconds."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Ear, opened
from tests.conftest import DAY, copy_of_the_sample

LIMIT = 5
"""Seconds, on the sample."""
WAITED = 0.7
"""Seconds that the server lets pass before it builds, and that the browser takes to show the page again."""
RECORD = "evidence/sessions/mb-2025-11.md"
WORDS = "toupie"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_of_the_sample(tmp_path)


@dataclass(frozen=True)
class Serving:
    """The team's binder of the sample as `classeur serve` gives it, and the process that does."""

    address: str
    process: int

    def worked(self) -> float:
        """Seconds that the process has worked so far, as the kernel counts them."""
        counters = Path(f"/proc/{self.process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        return (int(counters[11]) + int(counters[12])) / os.sysconf("SC_CLK_TCK")


@pytest.fixture
def serving(project: Path) -> Iterator[Serving]:
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
        yield Serving(url, process.pid)
        process.terminate()
        reader.join(timeout=10)


def test_a_saved_record_is_on_the_open_page_within_five_seconds(
    browser: Browser, project: Path, serving: Serving
) -> None:
    """The best of three, less what other programs took of the machine meanwhile: the server's own work, and waiting."""
    record = project / RECORD
    before = record.read_text(encoding="utf-8")
    assert WORDS in before
    ear, times = Ear(serving.address.removesuffix("/equipe/")), []
    with opened(browser, ear) as page:
        with page.expect_response("**/-/version?*"):
            page.goto(f"{serving.address}sessions/mb-2025-11.html")
        for words in ("grande toupie", "petite toupie", "vieille toupie"):
            began, worked = time.monotonic(), serving.worked()
            record.write_text(before.replace(WORDS, words), encoding="utf-8")
            expect(page.locator("article")).to_contain_text(words, timeout=60_000)
            times.append((time.monotonic() - began, serving.worked() - worked))
    assert ear.heard == []
    assert min(min(seconds, work + WAITED) for seconds, work in times) < LIMIT, times
