"""Every page of every edition, in a browser, as the tests look at some: `python -m tests.browser.audit site`.

Prints what is wrong, one line a fault, then how many pages were opened. An hour on a small machine, so no test.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from classeur.arguments import BUILT
from tests.browser.conftest import FLAGS, Ear, opened, serving
from tests.browser.cover import LOST
from tests.browser.looks import Inspector


def audit(root: Path) -> int:
    """Look at each page under `root`, and give the number of faults."""
    faults = pages = 0
    with sync_playwright() as playwright, serving(root) as home:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        ear = Ear(home)
        for edition in BUILT:
            with opened(chromium, ear) as page:
                inspector = Inspector(page)
                for path in sorted((root / edition.value).rglob("*.html")):
                    if path.name != LOST:
                        said = inspector.inspect(f"{home}/{path.relative_to(root).as_posix()}")
                        pages, faults = pages + 1, faults + len(said)
                        sys.stdout.writelines(f"{words}\n" for words in said)
        version = chromium.version
        chromium.close()
    sys.stdout.writelines(f"{words}\n" for words in ear.heard)
    sys.stdout.write(f"{pages} pages, {faults + len(ear.heard)} faults, Chromium {version}\n")
    return faults + len(ear.heard)


if __name__ == "__main__":
    sys.exit(audit(Path(sys.argv[1])) > 0)
