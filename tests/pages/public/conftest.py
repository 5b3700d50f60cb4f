"""The public site of the sample, and of small projects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from classeur.pages.page import Site
from classeur.pages.public.site import compose_public
from classeur.pages.public.world import PublicWorld, public_world
from classeur.portal import Reading, read_project
from tests.conftest import DAY
from tests.small_tree import PROVIDER, project, told

Build = Callable[..., PublicWorld]


@pytest.fixture(scope="session")
def world(sample: Reading) -> PublicWorld:
    return public_world(sample.library, DAY)


@pytest.fixture(scope="session")
def site(world: PublicWorld) -> Site:
    return compose_public(world)


@pytest.fixture
def small(tmp_path: Path) -> Build:
    def build(files: Mapping[str, str | bytes] | None = None, provider: str = PROVIDER) -> PublicWorld:
        reading = read_project(project(tmp_path, files, provider=provider))
        assert not told(reading), told(reading)
        return public_world(reading.library, DAY)

    return build


def page_of(site: Site, address: str) -> str:
    return next(page.content for page in site.pages if page.address == address)
