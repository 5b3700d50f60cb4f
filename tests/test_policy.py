"""The scripts that pages may run are pinned one by one, from the theme's own templates."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib import resources
from pathlib import Path

import material
import pytest

from classeur.policy import page_policy, server_data

PINS = server_data()["scripts"]
_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)
_OF_A_FEATURE = re.compile(r'\{% if "[a-z.]+" in features %\}.*?\{% endif %\}', re.DOTALL)
"""What a feature that no site of ours asks for would add."""


def template(name: str) -> str:
    """The theme's template as staging lays it: the package's before Material's."""
    ours = resources.files("classeur") / "data" / "theme" / name
    file = ours if ours.is_file() else Path(material.__file__).parent / "templates" / name
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PINS)
def test_the_pin_of_a_script_is_that_of_the_theme(name: str) -> None:
    """An upgrade of Material that changes one fails here: read the new script, then pin it."""
    (script,) = _SCRIPT.findall(_OF_A_FEATURE.sub("", template(name)))
    text = script[1]
    assert "{{" not in text, "a script whose text changes from page to page can't be pinned"
    assert PINS[name] == "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@pytest.mark.parametrize("edition", ["equipe", "auditeur", "public"])
def test_every_page_carries_the_policy_and_no_script_beside_the_pinned_ones(sites: Path, edition: str) -> None:
    """Data in JSON is not run; a style written in a page would be refused, and its page undressed."""
    pinned = set(PINS.values())
    for path in (sites / edition).rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        if "md-container" not in html:
            continue  # an attachment
        assert html.index(f'content="{page_policy()}"') < html.index("<script"), path
        for attributes, text in _SCRIPT.findall(html):
            pin = "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert "src=" in attributes or "application/" in attributes or pin in pinned, (path, text)
        assert not re.search(r"<style|<[a-z][^<>]*\s(?:style|on[a-z]+)=", html), path


def test_the_policy_opens_nothing_to_others() -> None:
    for word in ("unsafe-inline", "'unsafe-eval'", "http", "*", "blob:", "strict-dynamic"):
        assert word not in page_policy()
    assert page_policy().startswith("default-src 'none'; ")
