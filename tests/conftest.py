"""Fixtures that every package of tests shares: the sample provider, read and judged once."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from classeur.cli import BUILT
from classeur.portal import Reading, assess, build, read_project
from classeur.rules.result import Assessment

ROOT = Path(__file__).parents[1]
DAY = dt.date(2026, 11, 21)
"""The day at which the sample is judged."""


@pytest.fixture(scope="session")
def sample() -> Reading:
    return read_project(ROOT)


@pytest.fixture(scope="session")
def assessment(sample: Reading) -> Assessment:
    return assess(sample, DAY)


def copy_of_the_sample(root: Path) -> Path:
    """The sample's own files, and nothing of the code around them, under `root`."""
    for name in ("organisme.yml", "mkdocs.yml"):
        shutil.copyfile(ROOT / name, root / name)
    for name in ("content", "evidence", "overrides"):
        shutil.copytree(ROOT / name, root / name)
    return root


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the three sites of the sample, built once: `equipe/`, `auditeur/` and `public/`."""
    root = copy_of_the_sample(tmp_path_factory.mktemp("exemple"))
    built = build(root, DAY, None, BUILT)
    assert len(built.published) == len(BUILT), built.findings
    return root / "site"
