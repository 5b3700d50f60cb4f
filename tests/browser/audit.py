"""Every page of every edition, in a browser, as the tests look at some: `python -m tests.browser.audit site`.

Prints what is wrong, one line a fault, then how many pages were opened. Too long for a test: `make readers` runs it.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import shutil
import sys
from functools import partial
from pathlib import Path

from playwright.sync_api import sync_playwright

from classeur.arguments import BUILT
from tests.browser.conftest import FLAGS, Ear, opened, serving
from tests.browser.cover import LOST
from tests.browser.looks import Inspector

TOLD = 100
"""Pages after which a process says how far it is."""


def addresses(root: Path) -> list[str]:
    """Every page under `root`, edition by edition, so that neighbours look alike."""
    found = (path for edition in BUILT for path in sorted((root / edition.value).rglob("*.html")))
    return [path.relative_to(root).as_posix() for path in found if path.name != LOST]


def look(root: Path, share: list[str]) -> tuple[list[str], str]:
    """Open the pages of `share`; give what is wrong with them, and the version of the browser."""
    said: list[str] = []
    with sync_playwright() as playwright, serving(root) as home:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        ear = Ear(home)
        with opened(chromium, ear) as page:
            inspector = Inspector(page)
            for done, address in enumerate(share, 1):
                found = inspector.inspect(f"{home}/{address}")
                said += found
                sys.stdout.writelines(f"{words}\n" for words in found)
                if not done % TOLD:
                    sys.stdout.write(f"… {done} of {len(share)}\n")
                sys.stdout.flush()
        version = chromium.version
        chromium.close()
    sys.stdout.writelines(f"{words}\n" for words in ear.heard)
    return [*said, *ear.heard], version


def audit(root: Path) -> int:
    """Look at each page under `root`, a browser for each core, and give the number of faults."""
    pages = addresses(root)
    cores = len(os.sched_getaffinity(0))
    # Each browser takes a run of neighbours: what it has measured on one of them it need not measure on the next.
    bounds = [len(pages) * core // cores for core in range(cores + 1)]
    shares = [pages[start:end] for start, end in itertools.pairwise(bounds)]
    with multiprocessing.get_context("spawn").Pool(cores) as pool:
        told = pool.map(partial(look, root), shares, chunksize=1)
    faults = sum(len(said) for said, _ in told)
    sys.stdout.write(f"{len(pages)} pages, {faults} faults, Chromium {told[0][1]}\n")
    return faults


if __name__ == "__main__":
    sys.exit(audit(Path(sys.argv[1])) > 0)
