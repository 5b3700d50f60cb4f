"""Time and memory of each step of the way, on corpora of growing size: the ratios tell whether the cost is linear.

Usage: python benchmarks/steps.py [RECORDS ...] [--build]
(300, 1,000, 3,000 and 10,000 by default; `--build` also renders, seals, and lets a plain MkDocs build the same pages).
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import yaml
from corpus import DATE, write_corpus

from classeur.editions import Edition
from classeur.heap import no_search_for_cycles
from classeur.kinds.loading import load_kinds
from classeur.kinds.validate import validate
from classeur.linking import link
from classeur.pages.composing import compose
from classeur.pages.page import Site
from classeur.read.attachments import read_attachments
from classeur.read.source import read_source
from classeur.read.tree import read_tree
from classeur.referential import load_referential
from classeur.render.native import render
from classeur.render.staging import stage
from classeur.rules.judge import judge
from classeur.rules.loading import load_rules
from classeur.rules.result import Assessment
from classeur.same_files import same_files
from classeur.seal.publish import publish
from classeur.seal.scan import scan
from classeur.seal.secrets import secrets_of
from classeur.seal.spelled import spelled_names

SIZES = (300, 1000, 3000, 10_000)
EDITIONS = (Edition.TEAM, Edition.AUDITOR, Edition.PUBLIC)
KEPT = ("site_name", "docs_dir", "site_dir", "use_directory_urls", "markdown_extensions", "not_in_nav", "nav")
"""What a plain build keeps of a staged configuration: the same pages, in the same order, with the theme as it comes."""
T = TypeVar("T")


def spent() -> float:
    """Seconds of processor of this process and of those it waited for."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


class Measures:
    """Prints what each step took, and remembers the sum."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.taken: dict[str, float] = {}

    def of(self, name: str, step: Callable[[], T]) -> T:
        """Run a step; print its seconds of processor, the same by record, and the peak memory of the process so far."""
        start, wall = spent(), time.perf_counter()
        result = step()
        taken, elapsed = spent() - start, time.perf_counter() - wall
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        self.taken[name] = taken
        each = 1000 * taken / self.count
        print(f"| {name} | {taken:.2f} | {each:.2f} | {elapsed:.2f} | {peak} |", flush=True)
        return result

    def sum(self, *names: str) -> float:
        """Seconds of several steps together."""
        return sum(self.taken[name] for name in names)


def judged(root: Path) -> tuple[Assessment, Measures]:
    """The corpus at `root`, read and judged step by step, as `classeur` does."""
    kinds, _ = load_kinds()
    rules, _ = load_rules()
    referential = load_referential()
    start = time.process_time()
    tree, _ = read_tree(root)
    walk = time.process_time() - start
    measures = Measures(len(tree.records))
    print(f"\n## {len(tree.records)} records, {len(tree.attachments)} files\n")
    print("| step | CPU, s | ms a record | wall, s | peak, MiB |\n| --- | --- | --- | --- | --- |")
    print(f"| walk | {walk:.2f} | {1000 * walk / measures.count:.2f} | | |")
    measures.of("attachments, first time", lambda: read_attachments(root, tree.attachments, root / ".classeur"))
    files, wrong = measures.of(
        "attachments, remembered", lambda: read_attachments(root, tree.attachments, root / ".classeur")
    )
    sources = measures.of("read", lambda: [read_source(root, path)[0] for path in tree.records])
    found = measures.of("validate", lambda: [validate(source, kinds) for source in sources if source])
    made = [record for record, _ in found if record]
    parameters = frozenset(rules.parameters)
    library, problems = measures.of("link", lambda: link(made, tree, kinds, rules.ids, parameters, files))
    told = [problem for _, problems in found for problem in problems]
    told += [*wrong, *problems, *measures.of("names", lambda: (*spelled_names(library), *same_files(library)))]
    if any(problem.grade.blocks for problem in told) or len(made) < measures.count:
        sys.exit(f"the corpus is wrong: {told[0].place} {told[0].message}")
    return measures.of("judge", lambda: judge(library, referential, rules, DATE)), measures


def run(records: int, *, build: bool) -> None:
    """Measure every step on one corpus."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        write_corpus(root, records)
        with no_search_for_cycles():
            assessment, measures = judged(root)
        together = measures.sum("read", "validate", "link", "names", "judge")
        print(f"| **read to judge** | {together:.2f} | {1000 * together / measures.count:.2f} | | |")
        for edition in EDITIONS:
            site = measures.of(f"compose, {edition.value}", lambda edition=edition: compose(assessment, edition))
            if build:
                made(root, assessment, site, measures)
            else:
                print(f"\n{edition.value}: {_sizes(site)}\n")


def made(root: Path, assessment: Assessment, site: Site, measures: Measures) -> None:
    """Stage, render and seal one edition, then let a plain MkDocs build the same pages."""
    name = site.edition.value
    digests = {path: file.sha256 for path, file in assessment.library.files.items()}
    config = measures.of(f"stage, {name}", lambda: stage(site, root, root / ".classeur" / name, digests))
    folder, _ = measures.of(f"render, {name}", lambda: render(config, assessment.date))
    secrets = measures.of(f"secrets, {name}", lambda: secrets_of(assessment.library, site.edition))
    leaks = measures.of(f"scan, {name}", lambda: scan(folder, secrets, {}))
    if leaks:
        sys.exit(f"the corpus leaks: {leaks[0].place} {leaks[0].message}")
    measures.of(f"publish, {name}", lambda: publish([(site.edition, folder)], root / "site"))
    plain = config.with_name("plain.yml")
    kept = {key: value for key, value in yaml.safe_load(config.read_text(encoding="utf-8")).items() if key in KEPT}
    plain.write_text(yaml.safe_dump({**kept, "theme": {"name": "material", "language": "fr"}}), encoding="utf-8")
    measures.of(f"plain MkDocs, {name}", lambda: subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(plain)], check=True, capture_output=True
    ))  # fmt: skip
    ours, theirs = measures.sum(f"render, {name}"), measures.sum(f"plain MkDocs, {name}")
    whole = measures.sum(*(f"{step}, {name}" for step in ("compose", "stage", "render", "secrets", "scan", "publish")))
    print(f"\n{name}: {_sizes(site)}; render {ours / theirs:.2f}, whole edition {whole / theirs:.2f} plain builds\n")


def _sizes(site: Site) -> str:
    largest = max(site.pages, key=lambda page: len(page.content))
    kib = len(largest.content) // 1024
    return f"{len(site.pages)} pages, {len(site.assets)} files, the largest page {kib} KiB ({largest.address})"


if __name__ == "__main__":
    chosen = [int(word) for word in sys.argv[1:] if word.isdigit()] or list(SIZES)
    if len(chosen) == 1:
        run(chosen[0], build="--build" in sys.argv)
    else:
        # A process a size: peak memory is the process's.
        flags = [word for word in sys.argv[1:] if word.startswith("--")]
        for size in chosen:
            subprocess.run([sys.executable, __file__, str(size), *flags], check=True)
