"""What a reader of the public site waits for: bytes asked by its pages, and what Lighthouse says of some of them.

`python benchmarks/readers.py`, after `classeur build --date 2026-11-21` and `npm ci --prefix benchmarks
--ignore-scripts`. Chromium is the one of the tests; pages come from this machine, packed as a server packs them.
"""

from __future__ import annotations

import gzip
import json
import posixpath
import re
import shutil
import subprocess
import tempfile
import threading
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).parents[1]
SITE = ROOT / "site/public"
PROGRAM = ROOT / "benchmarks/node_modules/.bin/lighthouse"
PAGES = ("index.html", "livret-accueil.html", "formations/machines-bois.html", "resultats.html")
SCORES = ("performance", "accessibility", "best-practices", "seo")
FIGURES = {
    "first-contentful-paint": "first words",
    "largest-contentful-paint": "largest part",
    "total-blocking-time": "blocked",
    "cumulative-layout-shift": "moved",
    "total-byte-weight": "transferred",
    "unused-javascript": "script not used",
    "unused-css-rules": "style not used",
}
TEXT = re.compile(r"\.(css|html|js|json|svg|xml)$")


class Packing(SimpleHTTPRequestHandler):
    """Files of the public site, text packed with gzip and kept by the browser, as `classeur export serveur` sets."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send one file."""
        path = SITE / posixpath.normpath(self.path.partition("?")[0]).lstrip("/")
        if not path.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        packed = TEXT.search(path.name)
        content = gzip.compress(path.read_bytes()) if packed else path.read_bytes()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=31536000" if "assets/" in self.path else "no-cache")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Requests are not worth a line."""


def main() -> None:
    """Print a line a page, on a phone with a slow network, then on a computer."""
    print(f"| page | as | {' | '.join(SCORES)} | {' | '.join(FIGURES.values())} |")
    print(f"| --- | --- |{' ---: |' * (len(SCORES) + len(FIGURES))}")
    with ThreadingHTTPServer(("127.0.0.1", 0), Packing) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for page in PAGES:
            for preset in ("phone", "computer"):
                print(_line(f"http://127.0.0.1:{server.server_port}/{page}", page, preset), flush=True)
        server.shutdown()


def _line(url: str, page: str, preset: str) -> str:
    with tempfile.TemporaryDirectory() as place:
        told = Path(place) / "told.json"
        command = [str(PROGRAM), url, "--quiet", "--output=json", f"--output-path={told}"]
        command += [f"--only-categories={','.join(SCORES)}", "--chrome-flags=--headless=new --no-sandbox"]
        command += ["--preset=desktop"] if preset == "computer" else []
        chromium = shutil.which("chromium")
        subprocess.run(command, check=True, env={"CHROME_PATH": str(chromium), "PATH": "/usr/bin:/bin"})
        report = json.loads(told.read_text(encoding="utf-8"))
    scores = [str(round(100 * report["categories"][name]["score"])) for name in SCORES]
    figures = [report["audits"][name].get("displayValue", "0").replace("\xa0", " ") for name in FIGURES]
    refused = {a["id"] for a in report["audits"].values() if a["score"] == 0 and a["scoreDisplayMode"] == "binary"}
    said = f"\n\n{page}: {', '.join(sorted(refused))}\n" if refused else ""
    return f"| {page} | {preset} | {' | '.join(scores)} | {' | '.join(figures)} |{said}"


if __name__ == "__main__":
    main()
