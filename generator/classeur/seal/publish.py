"""A sealed site takes its place at once: a folder named by what it holds, and a link that is switched to it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from classeur.editions import Edition

VERSIONS = ".versions"
_KEPT = 2
"""Versions of an edition that stay on disk: the one in place and the one before."""


@dataclass(frozen=True, slots=True)
class Published:
    """An edition in place: `folder` is `site/<edition>`, `digest` names its content."""

    edition: Edition
    folder: Path
    digest: str


def publish(ready: Sequence[tuple[Edition, Path]], output: Path) -> tuple[Published, ...]:
    """Move built folders under `output` and switch each `output/<edition>`: old or new, readers see it whole.

    The manifest of each (SHA-256 of each file) is written beside it; the same content keeps the same name. Nothing
    is switched before all editions are on the disk.
    """
    stored = [(edition, *_store(built, output / VERSIONS, edition)) for edition, built in ready]
    for edition, target, _ in stored:
        _switch(output / edition.value, target)
    for edition, target, _ in stored:
        _forget(output / VERSIONS, edition, target)
    return tuple(Published(edition, output / edition.value, digest) for edition, _, digest in stored)


def _store(built: Path, versions: Path, edition: Edition) -> tuple[Path, str]:
    """Move `built` to its place among the versions; gives that place and the digest that names it.

    A version of this name that lost or gained a byte since, or was half moved, is replaced.
    """
    manifest = _manifest(built)
    text = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    versions.mkdir(parents=True, exist_ok=True)
    target = versions / f"{edition.value}-{digest}"
    if target.is_dir() and _manifest(target) == manifest:
        shutil.rmtree(built)
    else:
        # On another disk a move is a copy, which may stop half-way: the name is given once it is whole.
        arriving = versions / f".{target.name}.nouveau"
        _remove(arriving)
        shutil.move(built, arriving)
        _remove(target)
        arriving.rename(target)
    (versions / f"{target.name}.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    os.utime(target)
    return target, digest


def _manifest(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _switch(place: Path, target: Path) -> None:
    """Point `place` at `target`. Where links can't be made (Windows), the folder itself is put there by two renames."""
    fresh = place.with_name(f".{place.name}.nouveau")
    _remove(fresh)
    try:
        fresh.symlink_to(Path(VERSIONS) / target.name, target_is_directory=True)
    except OSError:
        shutil.copytree(target, fresh)
    if fresh.is_symlink() and (place.is_symlink() or not place.exists()):
        fresh.replace(place)
        return
    old = place.with_name(f".{place.name}.ancien")
    _remove(old)
    if place.is_symlink() or place.exists():
        place.rename(old)
    fresh.rename(place)
    _remove(old)


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


def _forget(versions: Path, edition: Edition, current: Path) -> None:
    """Remove the versions of an edition that are neither in place nor the one before."""
    others = [path for path in versions.glob(f"{edition.value}-*") if path.is_dir() and path != current]
    others.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in others[_KEPT - 1 :]:
        shutil.rmtree(path)
        path.with_name(f"{path.name}.json").unlink(missing_ok=True)
