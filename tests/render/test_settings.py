"""Of the provider's `mkdocs.yml`, a few local settings of look pass; nothing of it runs or comes out in public."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from classeur.render.settings import Settings, read_settings
from classeur.render.staging import stage
from tests.conftest import ROOT
from tests.render.test_native import rendered, site
from tests.small_tree import plant

LOOK = """\
site_name: x
theme:
  name: material
  favicon: assets/icone.svg
  icon: {logo: material/school}
extra_css: [assets/maison.css]
"""
FILES: dict[str, str | bytes] = {"overrides/assets/icone.svg": "<svg/>", "overrides/assets/maison.css": "a{}"}


def test_without_a_file_there_is_nothing_to_set(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == (Settings(), ())


def test_the_shipped_file_has_only_what_a_plain_build_needs() -> None:
    assert read_settings(ROOT) == (Settings(), ())


def test_the_look_passes_and_its_files_are_those_of_overrides(tmp_path: Path) -> None:
    root = plant(tmp_path, {"mkdocs.yml": LOOK, **FILES})
    settings, said = read_settings(root)
    assert said == ()
    assert settings == Settings("assets/icone.svg", "material/school", ("assets/maison.css",))
    folder, warned = rendered(root, site())
    assert warned == []
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert 'href="assets/icone.svg"' in page
    assert 'href="assets/maison.css"' in page


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("extra_javascript: [https://mesure.example/x.js]\n", ["extra_javascript"]),
        ("extra: {analytics: {provider: google}}\nrepo_url: https://x.example\n", ["extra", "repo_url"]),
        ("hooks: [absent.py]\nplugins: [search]\nINHERIT: ../x.yml\n", ["hooks", "plugins", "INHERIT"]),
        ("theme: {palette: {scheme: slate}}\n", ["theme.palette"]),
        ("theme: {logo: assets/logo.svg}\n", ["theme.logo"]),
        ("theme: {favicon: ../organisme.yml}\n", ["theme.favicon"]),
        ("theme: {icon: {repo: a, logo: ../../x}}\n", ["theme.icon.repo", "theme.icon.logo"]),
        ("extra_css: ['https://x.example/a.css', '//x.example/a.css', /etc/x.css]\n", ["extra_css"] * 3),
    ],
)
def test_what_does_not_pass_is_told_and_left_out(tmp_path: Path, text: str, keys: list[str]) -> None:
    root = plant(tmp_path, {"mkdocs.yml": text})
    settings, said = read_settings(root)
    assert settings == Settings()
    assert [found.rule for found in said] == ["reglage-ignore"] * len(keys)
    assert [found.message.split("« ")[1].split(" »")[0] for found in said] == keys
    staged = stage(site(), root, root / ".classeur/public").read_text(encoding="utf-8")
    assert "x.example" not in staged
    assert "mesure.example" not in staged
    assert "INHERIT" not in yaml.safe_load(staged)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("x: !!python/object/apply:os.mkdir [pris]\n", "yaml-interdit"),
        ("- a\n", "yaml-liste"),
        ("theme: [\n", "yaml-invalide"),
    ],
)
def test_a_file_that_can_t_be_read_is_a_finding(tmp_path: Path, text: str, rule: str) -> None:
    settings, said = read_settings(plant(tmp_path, {"mkdocs.yml": text}))
    assert settings == Settings()
    assert [found.rule for found in said] == [rule]
