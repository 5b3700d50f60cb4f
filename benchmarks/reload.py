"""Seconds from saving a record of the sample to `classeur serve` having its sites ready: the limit asked for is 5.

Usage: python benchmarks/reload.py
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RECORD = "evidence/sessions/mb-2025-11.md"
TIMES = 5


def main() -> None:
    """Save the same record several times and print how long each took to be served."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        for name in ("organisme.yml", "mkdocs.yml"):
            shutil.copy(ROOT / name, root / name)
        for name in ("content", "evidence"):
            shutil.copytree(ROOT / name, root / name)
        command = [sys.executable, "-u", "-m", "classeur", "--project", place, "serve", "--port", "0"]
        with subprocess.Popen([*command, "--date", "2026-11-21"], stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout  # noqa: S101 - asked for above
            url = next(line.strip() for line in server.stdout if line.startswith("http://"))
            base = url.removesuffix("equipe/")
            times = sorted(_save(root / RECORD, base, number) for number in range(TIMES))
            server.terminate()
    print(f"{TIMES} saves: fastest {times[0]:.1f} s, median {times[TIMES // 2]:.1f} s, slowest {times[-1]:.1f} s")


def _save(record: Path, base: str, number: int) -> float:
    seen = _version(base, "")
    began = time.monotonic()
    record.write_text(f"{record.read_text(encoding='utf-8')}\nEssai {number}.\n", encoding="utf-8")
    while _version(base, seen) == seen:
        pass
    return time.monotonic() - began


def _version(base: str, seen: str) -> str:
    with urllib.request.urlopen(f"{base}-/version?since={seen}") as answer:  # noqa: S310 - our own server
        text: str = answer.read().decode()
        return text


if __name__ == "__main__":
    main()
