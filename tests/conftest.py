"""Fixtures that every package of tests shares: the sample provider, read and judged once."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from classeur.arguments import BUILT
from classeur.portal import Reading, assess, build, read_project
from classeur.rules.result import Assessment
from classeur.turn import alone

ROOT = Path(__file__).parents[1]
DAY = dt.date(2026, 11, 21)
"""The day at which the sample is judged."""


@pytest.fixture(scope="session")
def sample() -> Reading:
    return read_project(ROOT)


@pytest.fixture(scope="session")
def assessment(sample: Reading) -> Assessment:
    return assess(sample, DAY)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of the built sample come last, but for one that comes first and has it built.

    Processes share the tests in this order: while one of them builds, the others do what needs no site.
    """
    of_sites = [item for item in items if "built_sample" in getattr(item, "fixturenames", ())]
    others = [item for item in items if "built_sample" not in getattr(item, "fixturenames", ())]
    items[:] = [*of_sites[:1], *others, *of_sites[1:]]


def copy_of_the_sample(root: Path) -> Path:
    """The sample's own files, and nothing of the code around them, under `root`."""
    root.mkdir(exist_ok=True)
    for name in ("organisme.yml", "mkdocs.yml"):
        shutil.copyfile(ROOT / name, root / name)
    for name in ("content", "evidence", "overrides"):
        shutil.copytree(ROOT / name, root / name)
    return root


@pytest.fixture(scope="session")
def built_sample(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The root of a copy of the sample with its three sites, built once for all the processes that share the tests."""
    alone_here = worker_id == "master"
    shared = tmp_path_factory.mktemp("exemple") if alone_here else tmp_path_factory.getbasetemp().parent
    root = shared / "exemple"
    with alone(shared, wait=True):
        if not root.exists():
            built = build(copy_of_the_sample(root), DAY, None, BUILT)
            assert len(built.published) == len(BUILT), built.findings
    assert (root / "site").is_dir(), "the sites were not built by the process that came first: its error says why"
    return root


@pytest.fixture(scope="session")
def sites(built_sample: Path) -> Path:
    """The folder that holds the three sites of the sample: `equipe/`, `auditeur/` and `public/`."""
    return built_sample / "site"
