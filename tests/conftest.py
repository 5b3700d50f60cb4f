"""Fixtures that every package of tests shares: the sample provider, read and judged once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from classeur.portal import Reading, assess, read_project
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
