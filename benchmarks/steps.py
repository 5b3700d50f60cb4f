"""Time and memory of each step of the way, on corpora of growing size: the ratios tell whether the cost is linear.

Usage: python benchmarks/steps.py [RECORDS ...] (300 1000 3000 by default; add --build to render as well).

The corpus is the sample provider with one of its sessions, and the records and learners about it, copied as often
as needed: real records in their real proportions, and nothing random.
"""

from __future__ import annotations

import datetime as dt
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from classeur import portal
from classeur.editions import Edition
from classeur.kinds.loading import load_kinds
from classeur.kinds.validate import validate
from classeur.linking import link
from classeur.pages.composing import compose
from classeur.read.source import read_source
from classeur.read.tree import read_tree
from classeur.referential import load_referential
from classeur.rules.judge import judge
from classeur.rules.loading import load_rules

ROOT = Path(__file__).resolve().parent.parent
DATE = dt.date(2026, 11, 21)
SESSION = "md-2026-09"
COPIED = (
    "sessions/md-2026-09.md",
    "diffusions/dif-2026-03.md",
    "entretiens/cr-2026-09-22.md",
    "alertes/al-2026-03.md",
    "alertes/al-2026-04.md",
    "enquetes/enq-2026-10.md",
)
LEARNERS = ("B-2026-015", "B-2026-016", "B-2026-017")
T = TypeVar("T")


def make_corpus(folder: Path, records: int) -> None:
    """The sample in `folder`, grown to at least `records` records."""
    for name in ("organisme.yml", "mkdocs.yml"):
        shutil.copy(ROOT / name, folder / name)
    for name in ("content", "evidence"):
        shutil.copytree(ROOT / name, folder / name)
    evidence = folder / "evidence"
    drops = sorted((evidence / "sessions" / SESSION).iterdir())
    texts = {name: (evidence / name).read_text(encoding="utf-8") for name in COPIED}
    register = [(evidence / "personnes.yml").read_text(encoding="utf-8").rstrip()]
    for copy in range((records - len(list(evidence.rglob("*.md")))) // len(COPIED) + 1):
        year = f"{copy:05}"
        for name, text in texts.items():
            path = evidence / name.replace("2026", year, 1)
            path.write_text(_renamed(text, year), encoding="utf-8")
        target = evidence / "sessions" / _renamed(SESSION, year)
        target.mkdir()
        for drop in drops:
            shutil.copy(drop, target / _renamed(drop.name, year))
        for number, code in enumerate(LEARNERS):
            fresh = code.replace("2026", year)
            register.append(f"  - {{code: {fresh}, nom: Prénom{copy} Nomdefamille{copy}x{number}}}")
    (evidence / "personnes.yml").write_text("\n".join([*register, ""]), encoding="utf-8")


def _renamed(text: str, year: str) -> str:
    """The same text about another session and other learners: ids and codes change, dates stay."""
    for word in (SESSION, *LEARNERS, "dif-2026-03", "cr-2026-09-22", "al-2026-03", "al-2026-04", "enq-2026-10"):
        text = text.replace(word, word.replace("2026", year))
    return text.replace(f"pieces/evaluation-md-{year}-09", f"pieces/evaluation-{SESSION}")


def measured(name: str, count: int, step: Callable[[], T]) -> T:
    """Run a step and print its CPU seconds, the same by record, and the process's peak memory so far."""
    start = time.process_time()
    result = step()
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"  {name:<10} {spent:8.2f} s  {1000 * spent / count:7.3f} ms a record  {peak:5} MiB", flush=True)
    return result


def run(records: int, *, build: bool) -> None:
    """Measure every step on one corpus."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        make_corpus(root, records)
        kinds, _ = load_kinds()
        rules, _ = load_rules()
        tree, _ = read_tree(root)
        count = len(tree.records)
        print(f"{count} records, {len(tree.attachments)} attachments")
        sources = measured("read", count, lambda: [read_source(root, path)[0] for path in tree.records])
        found = measured("validate", count, lambda: [validate(source, kinds)[0] for source in sources if source])
        parameters = frozenset(rules.parameters)
        made = [record for record in found if record]
        library, problems = measured("link", count, lambda: link(made, tree, kinds, rules.ids, parameters))
        if problems:
            sys.exit(f"the corpus is wrong: {problems[0].place} {problems[0].message}")
        assessment = measured("judge", count, lambda: judge(library, load_referential(), rules, DATE))
        site = measured("compose", count, lambda: compose(assessment, Edition.TEAM))
        print(f"  {len(site.pages)} pages, the largest {max(len(page.content) for page in site.pages) // 1024} KiB")
        if build:
            measured("build", count, lambda: portal.build(root, DATE, None, (Edition.TEAM,)))


if __name__ == "__main__":
    sizes = [int(word) for word in sys.argv[1:] if word.isdigit()] or [300, 1000, 3000]
    if len(sizes) == 1:
        run(sizes[0], build="--build" in sys.argv)
    else:
        # A process a size: peak memory is the process's.
        for size in sizes:
            flags = [word for word in sys.argv[1:] if word.startswith("--")]
            subprocess.run([sys.executable, __file__, str(size), *flags], check=True)
