"""A site takes its place whole, and what was there before stays whole until then."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from classeur.editions import Edition
from classeur.portal import build
from classeur.seal.publish import Published, publish
from tests.small_tree import plant, project

TEAM, PUBLIC = Edition.TEAM, Edition.PUBLIC
DAY = dt.date(2026, 11, 21)


def put(root: Path, words: str, edition: Edition = TEAM) -> Published:
    """Publish a site of one page."""
    built = plant(root / "built", {"index.html": words, "assets/a.css": "a{}"})
    (published,) = publish([(edition, built)], root / "site")
    return published


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def versions(root: Path, edition: Edition = TEAM) -> list[str]:
    return sorted(path.name for path in (root / "site/.versions").glob(f"{edition.value}-*") if path.is_dir())


def test_the_place_is_a_link_to_a_folder_named_by_what_it_holds(tmp_path: Path) -> None:
    published = put(tmp_path, "un")
    assert published.folder == tmp_path / "site/equipe"
    assert published.folder.is_symlink()
    assert str(published.folder.readlink()) == f".versions/equipe-{published.digest}"
    assert (published.folder / "index.html").read_text(encoding="utf-8") == "un"
    assert not (tmp_path / "built").exists()


def test_the_manifest_gives_the_hash_of_each_file(tmp_path: Path) -> None:
    published = put(tmp_path, "un")
    manifest = json.loads((tmp_path / f"site/.versions/equipe-{published.digest}.json").read_text(encoding="utf-8"))
    assert manifest == {
        "assets/a.css": hashlib.sha256(b"a{}").hexdigest(),
        "index.html": hashlib.sha256(b"un").hexdigest(),
    }


def test_the_same_content_keeps_the_same_name(tmp_path: Path) -> None:
    first, second = put(tmp_path, "un"), put(tmp_path, "un")
    assert first == second
    assert versions(tmp_path) == [f"equipe-{first.digest}"]
    assert not (tmp_path / "built").exists()


def test_the_version_before_is_kept_and_older_ones_forgotten(tmp_path: Path) -> None:
    digests = [put(tmp_path, words).digest for words in ("un", "deux", "trois")]
    assert versions(tmp_path) == sorted(f"equipe-{digest}" for digest in digests[1:])
    assert sorted(path.stem for path in (tmp_path / "site/.versions").glob("*.json")) == versions(tmp_path)
    assert (tmp_path / "site/equipe/index.html").read_text(encoding="utf-8") == "trois"


def test_going_back_to_the_version_before_keeps_the_one_that_was_left(tmp_path: Path) -> None:
    first, second = put(tmp_path, "un"), put(tmp_path, "deux")
    assert put(tmp_path, "un").digest == first.digest
    assert versions(tmp_path) == sorted([f"equipe-{first.digest}", f"equipe-{second.digest}"])
    assert (tmp_path / "site/equipe/index.html").read_text(encoding="utf-8") == "un"


def test_editions_do_not_forget_one_another(tmp_path: Path) -> None:
    put(tmp_path, "public", PUBLIC)
    for words in ("un", "deux", "trois"):
        put(tmp_path, words)
    assert len(versions(tmp_path, PUBLIC)) == 1
    assert (tmp_path / "site/public/index.html").read_text(encoding="utf-8") == "public"


def test_the_switch_is_one_rename_of_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At every moment, a reader of `site/equipe` sees a whole site: never none, never a mixture."""
    put(tmp_path, "un")
    place = tmp_path / "site/equipe"
    seen: list[str] = []
    replace = Path.replace

    def watched(self: Path, target: Path) -> Path:
        seen.append((place / "index.html").read_text(encoding="utf-8"))
        done = replace(self, target)
        seen.append((place / "index.html").read_text(encoding="utf-8"))
        return done

    monkeypatch.setattr(Path, "replace", watched)
    put(tmp_path, "deux")
    assert seen == ["un", "deux"]


def test_a_real_folder_that_stands_in_the_place_is_replaced(tmp_path: Path) -> None:
    plant(tmp_path / "site/equipe", {"index.html": "vieux", "reste.html": "vieux"})
    published = put(tmp_path, "neuf")
    assert bytes_of(published.folder) == {"index.html": b"neuf", "assets/a.css": b"a{}"}
    assert sorted(path.name for path in (tmp_path / "site").iterdir()) == [".versions", "equipe"]


@pytest.mark.parametrize("before", ["nothing", "folder", "link"])
def test_where_links_can_t_be_made_the_folder_itself_is_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str
) -> None:
    if before == "folder":
        plant(tmp_path / "site/equipe", {"vieux.html": "vieux"})
    elif before == "link":
        put(tmp_path, "vieux")

    def refused(*_: object, **__: object) -> None:
        raise OSError(1314, "A required privilege is not held by the client")

    monkeypatch.setattr(Path, "symlink_to", refused)
    for words in ("un", "deux"):
        published = put(tmp_path, words)
        assert not published.folder.is_symlink()
        assert bytes_of(published.folder) == {"index.html": words.encode(), "assets/a.css": b"a{}"}
    assert sorted(path.name for path in (tmp_path / "site").iterdir()) == [".versions", "equipe"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "index.html").write_text("abîmé", encoding="utf-8"),
        lambda folder: (folder / "index.html").unlink(),
        lambda folder: (folder / "reste.html").write_text("x", encoding="utf-8"),
    ],
    ids=["changed", "half-moved", "added"],
)
def test_a_version_that_is_no_longer_what_its_name_says_is_replaced(
    tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    first = put(tmp_path, "un")
    damage(tmp_path / f"site/.versions/equipe-{first.digest}")
    assert put(tmp_path, "un") == first
    assert bytes_of(first.folder) == {"index.html": b"un", "assets/a.css": b"a{}"}
    assert versions(tmp_path) == [f"equipe-{first.digest}"]


def test_nothing_is_switched_before_all_editions_are_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "un")
    put(tmp_path, "un", PUBLIC)
    ready = [
        (edition, plant(tmp_path / edition.value, {"index.html": "deux", "assets/a.css": "a{}"}))
        for edition in (TEAM, PUBLIC)
    ]
    move = shutil.move

    def full(source: Path, target: Path) -> object:
        if source == ready[1][1]:
            raise OSError(28, "No space left on device")
        return move(source, target)

    monkeypatch.setattr(shutil, "move", full)
    with pytest.raises(OSError, match="No space"):
        publish(ready, tmp_path / "site")
    for edition in (TEAM, PUBLIC):
        assert (tmp_path / "site" / edition.value / "index.html").read_text(encoding="utf-8") == "un"


def test_what_a_stopped_publication_left_is_cleared(tmp_path: Path) -> None:
    plant(tmp_path / "site", {".equipe.nouveau/x.html": "x", ".equipe.ancien/x.html": "x"})
    plant(tmp_path / "site/equipe", {"vieux.html": "vieux"})
    put(tmp_path, "un")
    assert sorted(path.name for path in (tmp_path / "site").iterdir()) == [".versions", "equipe"]


def built(root: Path) -> dict[str, bytes]:
    """The sites of the project, byte by byte, as a reader of `site/` sees them."""
    return {
        f"{edition.value}/{path}": content
        for edition in (TEAM, PUBLIC)
        for path, content in bytes_of(root / "site" / edition.value).items()
    }


GOOD = {"content/accueil.md": "---\ngenre: page\ntitre: Accueil\nrevu_le: 2026-11-01\n---\n\nBienvenue.\n"}


@pytest.mark.parametrize(
    ("path", "text", "rule"),
    [
        ("evidence/veille/vei-2026-01.md", "---\ntitre: Réclamation : retard\n---\n", "yaml-deux-points"),
        ("content/accueil.md", "---\ngenre: page\ntitre: A\nrevu_le: 21/11/2026\n---\n", "date-ecriture"),
        ("content/accueil.md", "---\ngenre: page\ntitre: Avec Hélène Moinard\nrevu_le: 2026-11-01\n---\n", "fuite-nom"),
        ("mkdocs.yml", "site_name: x\ntheme: [\n", "yaml-invalide"),
        ("overrides/main.html", "{% extends 'base.html' %}{% block x %}", "rendu"),
    ],
    ids=["broken-record", "wrong-value", "leak", "broken-config", "broken-override"],
)
def test_a_build_that_fails_leaves_the_last_good_sites_to_the_byte(
    tmp_path: Path, path: str, text: str, rule: str
) -> None:
    editions = (TEAM, PUBLIC) if rule == "fuite-nom" else (PUBLIC,)  # a leak in the one holds the other back
    root = project(tmp_path, GOOD)
    first = build(root, DAY, None, editions, papers=False)
    assert [found.message for found in first.findings if found.grade.blocks] == []
    assert tuple(published.edition for published in first.published) == editions
    names = [edition.value for edition in editions]
    before, links = built(root), {name: (root / "site" / name).readlink() for name in names}
    assert before

    plant(root, {path: text})
    second = build(root, DAY, None, editions, papers=False)
    assert rule in {found.rule for found in second.findings if found.grade.blocks}
    assert second.published == ()
    assert built(root) == before
    assert {name: (root / "site" / name).readlink() for name in names} == links


def test_without_the_register_no_edition_that_must_hold_no_name_is_made(tmp_path: Path) -> None:
    root = project(tmp_path, GOOD)
    (root / "evidence/personnes.yml").unlink()
    result = build(root, DAY, None, (PUBLIC,))
    assert [found.message for found in result.findings if found.grade.blocks] == [
        "Le registre evidence/personnes.yml manque : on ne peut pas vérifier qu'aucun nom ne sort."
    ]
    assert result.published == ()
    assert not (root / "site").exists()
    assert [published.edition for published in build(root, DAY, None, (TEAM,)).published] == [TEAM]
