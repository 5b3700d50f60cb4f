"""MkDocs renders and does not rule: what it warns of is told, and what it writes is the same everywhere."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from classeur.arguments import BUILT
from classeur.editions import Edition
from classeur.pages.composing import compose
from classeur.pages.page import Asset, Download, Nav, Page, Site
from classeur.portal import assess, build, read_project
from classeur.render.complete import left_out
from classeur.render.native import render
from classeur.render.staging import AddressError, stage
from classeur.rules.result import Assessment
from tests.acceptance.examples import PROVIDERS
from tests.conftest import DAY, ROOT, copy_of_the_sample
from tests.small_tree import plant

HOME = Page("index", "Accueil", "# Accueil\n\nBonjour.\n")


def site(*pages: Page, nav: Nav = (("Accueil", "index"),)) -> Site:
    return Site(Edition.PUBLIC, "Essai", "https://essai.example/", "", "", pages or (HOME,), (), nav)


def rendered(root: Path, made: Site, date: dt.date = DAY) -> tuple[Path, list[str]]:
    folder, said = render(stage(made, root, root / ".classeur/public"), date)
    assert all(found.rule == "rendu" and found.grade.blocks for found in said)
    return folder, [found.message for found in said]


def test_a_page_becomes_a_page(tmp_path: Path) -> None:
    folder, said = rendered(tmp_path, site())
    assert said == []
    html = (folder / "index.html").read_text(encoding="utf-8")
    assert "<h1" in html
    assert "Bonjour." in html
    assert '<html lang="fr"' in html


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (site(nav=(("Accueil", "index"), ("Absente", "nulle-part"))), "nulle-part.md"),
        (site(Page("index", "A", "# A\n\n[lien](absente.md)\n")), "absente.md"),
        (site(Page("index", "A", "# A\n\n![image](absente.png)\n")), "absente.png"),
    ],
    ids=["nav", "link", "image"],
)
def test_what_mkdocs_warns_of_is_a_finding_that_blocks(tmp_path: Path, made: Site, words: str) -> None:
    _, said = rendered(tmp_path, made)
    assert len(said) == 1
    assert said[0].startswith("MkDocs signale un défaut du site produit : ")
    assert words in said[0]


def test_the_warnings_of_one_build_are_not_those_of_the_next(tmp_path: Path) -> None:
    assert rendered(tmp_path, site(nav=(("Absente", "nulle-part"),)))[1]
    assert rendered(tmp_path, site())[1] == []


def test_warnings_are_heard_whatever_the_level_of_the_logger(tmp_path: Path) -> None:
    logger = logging.getLogger("mkdocs")
    level, handlers = logger.level, list(logger.handlers)
    logger.setLevel(logging.CRITICAL)
    try:
        assert rendered(tmp_path, site(nav=(("Absente", "nulle-part"),)))[1]
        assert (logger.level, logger.handlers) == (logging.CRITICAL, handlers)
    finally:
        logger.setLevel(level)


@pytest.mark.parametrize(
    "files",
    [
        {"overrides/main.html": "{% extends 'base.html' %}{% block x %}"},
        {"overrides/main.html": "{{ inconnu.rien.du.tout }}"},
        {"overrides/main.html": "{{ 1 + 'un' }}"},
        {"overrides/main.html": "{# p\xe2te #}".encode("latin-1")},
        {"mkdocs.yml": "theme: {icon: {logo: material/rien-de-tel}}\n"},
    ],
    ids=["open-block", "undefined", "wrong-sum", "latin-1", "no-icon"],
)
def test_what_the_provider_broke_in_the_theme_or_its_settings_is_a_finding(
    tmp_path: Path, files: dict[str, str | bytes]
) -> None:
    _, said = rendered(plant(tmp_path, files), site())
    assert said


def test_the_staged_configuration_is_relative_whatever_the_folder(tmp_path: Path) -> None:
    root = plant(tmp_path, {"mkdocs.yml": "site_name: x\nextra: {analytics: {provider: google}}\n"})
    config = stage(site(), root, root / ".classeur/public")
    text = config.read_text(encoding="utf-8")
    settings = yaml.safe_load(text)
    assert "INHERIT" not in settings
    assert "google" not in text
    assert (settings["docs_dir"], settings["site_dir"]) == ("docs", "site")
    assert settings["theme"]["custom_dir"] == "theme"
    assert str(tmp_path) not in text
    assert str(ROOT) not in text


def test_the_provider_s_overrides_are_laid_over_the_theme(tmp_path: Path) -> None:
    root = plant(tmp_path, {"overrides/assets/classeur/tokens.css": "/* maison */", "overrides/mot.txt": "x"})
    folder, _ = rendered(root, site())
    assert (folder / "assets/classeur/tokens.css").read_text(encoding="utf-8") == "/* maison */"
    assert (folder / "assets/classeur/components.css").stat().st_size
    assert (folder / "mot.txt").is_file()


def test_a_link_that_goes_round_in_overrides_is_not_followed(tmp_path: Path) -> None:
    root = plant(tmp_path, {"overrides/mot.txt": "x"})
    (root / "overrides/encore").symlink_to(".", target_is_directory=True)
    folder, said = rendered(root, site())
    assert said == []
    assert (folder / "mot.txt").is_file()
    assert not (folder / "encore").exists()


def test_a_page_or_a_file_that_was_not_written_is_a_finding_that_blocks(tmp_path: Path) -> None:
    made = replace(site(HOME, Page("a/b", "B", "# B\n")), assets=(Asset("a/plan.txt", "plan.txt"),))
    made = replace(made, downloads=(Download("agenda/tous.ics", b"x"),))
    folder, said = rendered(plant(tmp_path, {"plan.txt": "x"}), made)
    assert (said, left_out(made, folder)) == ([], ())
    for name in ("agenda/tous.ics", "a/plan.txt", "index.html"):
        (folder / name).unlink()
    (found,) = left_out(made, folder)
    assert found.grade.blocks
    assert found.message == "MkDocs signale un défaut du site produit : il n'a pas écrit index.html, ni 2 autres"


def test_a_file_to_take_away_is_in_the_site_as_it_was_made(tmp_path: Path) -> None:
    made = replace(
        site(), downloads=(Download("agenda/été.ics", b"BEGIN\r\n"), Download("tableurs/plan.xlsx", b"PK\0"))
    )
    folder, said = rendered(tmp_path, made)
    assert said == []
    assert (folder / "agenda/été.ics").read_bytes() == b"BEGIN\r\n"
    assert (folder / "tableurs/plan.xlsx").read_bytes() == b"PK\0"


@pytest.mark.parametrize(
    ("made", "cause"),
    [
        (site(HOME, Page("../x", "X", "# X\n")), "la page « X » sortirait du dossier du site"),
        (site(HOME, Page("personnes/../../x", "X", "# X\n")), "la page « X » sortirait du dossier du site"),
        (site(HOME, Page("/etc/x", "X", "# X\n")), "la page « X » sortirait du dossier du site"),
        (site(HOME, Page("c:/x", "X", "# X\n")), "la page « X » sortirait du dossier du site"),
        (site(HOME, Page("a", "A", "# A\n"), Page("A", "B", "# B\n")),
         "la page « A » et la page « B » la demandent toutes deux"),
        (replace(site(HOME), downloads=(Download("../a.ics", b""),)),
         "le fichier « ../a.ics » sortirait du dossier du site"),
        (replace(site(HOME, Page("a", "A", "# A\n")), downloads=(Download("A.html", b""),)),
         "la page « A » et le fichier « A.html » la demandent toutes deux"),
    ],
)  # fmt: skip
def test_an_address_that_leaves_the_site_or_is_taken_is_refused(tmp_path: Path, made: Site, cause: str) -> None:
    with pytest.raises(AddressError) as raised:
        stage(made, tmp_path, tmp_path / ".classeur/public")
    assert raised.value.cause == cause
    assert not (tmp_path / ".classeur").exists()


def test_the_edit_link_can_t_leave_its_attribute(tmp_path: Path) -> None:
    page = replace(HOME, meta={"source": "content/a.md"})
    made = replace(site(page), edit_base='https://forge.example/"onclick="alert(1)/')
    folder, _ = rendered(tmp_path, made)
    assert 'href="https://forge.example/&#34;onclick=&#34;alert(1)/content/a.md"' in (folder / "index.html").read_text()


def test_staging_leaves_nothing_of_the_site_before(tmp_path: Path) -> None:
    rendered(tmp_path, site(HOME, Page("vieille", "Vieille", "# Vieille\n")))
    folder, _ = rendered(tmp_path, site())
    assert not (folder / "vieille.html").exists()


def manifests(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((root / "site/.versions").glob("*.json"))}


ELSEWHERE = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1"}
"""Another process: another moment in the environment, another seed for sets and hashes."""
COMPOSED = """
import sys
from pathlib import Path
from classeur.portal import assess, read_project
from classeur.rules.result import Assessment
from tests.acceptance.examples import PROVIDERS
from tests.conftest import DAY
from tests.render.test_native import composed
print("\\n".join(composed(assess(read_project(Path(sys.argv[1])), DAY))))
"""


def composed(assessment: Assessment) -> list[str]:
    """One line a page of each edition: its address and the digest of all that the renderer is given of it."""
    sites = [(edition, compose(assessment, edition)) for edition in BUILT]
    return [
        f"{edition.value} {page.address} {hashlib.sha256(repr((page, site.nav)).encode()).hexdigest()}"
        for edition, site in sites
        for page in site.pages
    ]


def test_every_page_of_the_sample_is_composed_the_same_in_another_folder(tmp_path: Path) -> None:
    one, other = (copy_of_the_sample(tmp_path / name) for name in ("ici", "un autre dossier é"))
    command = [sys.executable, "-c", COMPOSED, str(other)]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, encoding="utf-8", env=ELSEWHERE, check=False)
    assert done.returncode == 0, done.stderr
    here = composed(assess(read_project(one), DAY))
    assert len(here) >= 900
    assert done.stdout.splitlines() == here


def test_the_same_input_and_date_give_the_same_bytes_in_another_folder(tmp_path: Path) -> None:
    """From the records to the published files, of a site small enough to be made twice."""
    here, other = (shutil.copytree(PROVIDERS / "solo", tmp_path / name) for name in ("ici", "un autre dossier é"))
    assert build(here, DAY, None, [Edition.PUBLIC], papers=False).published
    command = [sys.executable, "-m", "classeur", "--project", str(other), "build", "--edition", "public", "--no-pdf"]
    command += ["--date", DAY.isoformat()]
    done = subprocess.run(command, capture_output=True, text=True, env=ELSEWHERE, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert manifests(other) == manifests(here)
    assert len(manifests(here)) == 1


def test_another_date_is_another_build(tmp_path: Path) -> None:
    root = copy_of_the_sample(tmp_path)
    folder, _ = rendered(root, site())
    first = (folder / "sitemap.xml").read_bytes()
    assert b"2026-11-21" in first
    folder, _ = rendered(root, site(), dt.date(2026, 11, 22))
    assert b"2026-11-22" in (folder / "sitemap.xml").read_bytes()


def test_the_environment_is_left_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "12345")
    rendered(tmp_path, site())
    assert os.environ["SOURCE_DATE_EPOCH"] == "12345"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    rendered(tmp_path, site())
    assert "SOURCE_DATE_EPOCH" not in os.environ


def test_a_plain_mkdocs_build_at_the_root_publishes_no_raw_record(built_sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "sortie"
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", "mkdocs.yml", "-d", str(out)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=built_sample, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    pages = {path.relative_to(out).as_posix(): path.read_text(encoding="utf-8") for path in out.rglob("*.html")}
    assert "index.html" in pages
    assert not any("evidence" in path for path in pages)
    index = (out / "search/search_index.json").read_text(encoding="utf-8")
    for secret in ("B-2025-013", "Moinard", "nadege-11", "dispenses:", "beneficiaire:", "revu_le:"):
        assert secret not in index
        assert not any(secret in text for text in pages.values()), secret


def test_before_any_build_a_plain_mkdocs_build_finds_nothing_to_publish(tmp_path: Path) -> None:
    root = copy_of_the_sample(tmp_path)
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", "mkdocs.yml"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert not (root / ".classeur/mkdocs").exists()
