"""What the search costs: indexing the sample's pages, once and six times over, and what a first search transfers.

`python benchmarks/search.py`, after `classeur build --date 2026-11-21`. Lean copies are compared with the whole pages.
"""

from __future__ import annotations

import gzip
import re
import resource
import shutil
import subprocess
import tempfile
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pagefind_bin import get_executable  # type: ignore[import-untyped]
from playwright.sync_api import Response, sync_playwright

from classeur.render.engine import Traits, index

ROOT = Path(__file__).parents[1]
TIMES = (1, 6)
WORDS = {"equipe": "réclamation", "public": "handicap"}
PACKED = re.compile(r"\.(pf_\w+|pagefind)$")
"""Files that are compressed once and for all; a server packs the others on the way."""


class Quiet(SimpleHTTPRequestHandler):
    """The plain server of files, without a line for each."""

    def log_message(self, *_: object) -> None:
        """Nothing is said."""


def spent() -> float:
    """Seconds of processor of the commands run so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def size(folder: Path) -> int:
    """KiB of all the files under a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) // 1024


def whole(pages: Path, target: Path) -> None:
    """Index rendered pages as they are, their article alone."""
    command = [str(get_executable()), "--site", str(pages), "--output-path", str(target), "--root-selector", "article"]
    subprocess.run([*command, "--force-language", "fr", "--quiet"], check=True)


def times_over(pages: Path, target: Path, times: int) -> dict[str, Traits]:
    """Copy every page of a folder `times` times, each copy with a word of its own; their traits."""
    traits = {}
    for path in pages.rglob("*.html"):
        for time_ in range(times):
            address = f"{time_}/{path.relative_to(pages).as_posix()}"
            (target / address).parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text(encoding="utf-8").replace("</h1>", f" mot{time_}</h1>", 1)
            (target / address).write_text(text, encoding="utf-8")
            traits[address] = Traits("Pages", (1,))
    return traits


def indexing() -> None:
    """Lean copies and whole pages of the team's edition."""
    print("| pages | read | KiB read | CPU, s | wall, s | KiB written |\n| ---: | --- | ---: | ---: | ---: | ---: |")
    for times in TIMES:
        for name, pages in (("lean", ROOT / ".classeur/equipe/recherche"), ("whole", ROOT / "site/equipe")):
            with tempfile.TemporaryDirectory() as place:
                read, written = Path(place) / "pages", Path(place) / "index"
                traits = times_over(pages, read, times)
                start, wall = spent(), time.perf_counter()
                if name == "lean":
                    index(read, written, traits)
                else:
                    whole(read, written)
                taken, elapsed = spent() - start, time.perf_counter() - wall
                print(f"| {len(traits)} | {name} | {size(read)} | {taken:.2f} | {elapsed:.2f} | {size(written)} |")


def transfer() -> None:
    """KiB asked by a first search, as a server that packs text would send them."""
    quiet = partial(Quiet, directory=str(ROOT / "site"))
    with ThreadingHTTPServer(("127.0.0.1", 0), quiet) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for edition, words in WORDS.items():
            heard: list[Response] = []
            page = chromium.new_page()
            page.goto(f"http://127.0.0.1:{server.server_port}/{edition}/index.html")
            page.on("response", lambda answer, heard=heard: heard.append(answer))
            page.keyboard.press("f")
            page.keyboard.type(words)
            page.locator("#recherche-liste a").first.wait_for()
            sent = {answer.url.rpartition("/")[2]: answer.body() for answer in heard}
            sizes = {
                name: len(body) if PACKED.search(name) else len(gzip.compress(body)) for name, body in sent.items()
            }
            print(f"\n{edition}, « {words} »: {sum(sizes.values()) / 1024:.0f} KiB in {len(sizes)} files")
            for name, count in sorted(sizes.items(), key=lambda item: -item[1])[:6]:
                print(f"- {name}: {count / 1024:.1f} KiB")
        chromium.close()
        server.shutdown()


if __name__ == "__main__":
    indexing()
    transfer()
