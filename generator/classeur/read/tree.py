"""The project's files: which are records, which are attachments, and which lead outside."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from classeur.finding import Finding, Place, Rename
from classeur.messages import finding

ROOTS = ("content", "evidence")
"""Folders that hold records and attachments."""
PROVIDER = "organisme.yml"
REGISTER = "evidence/personnes.yml"
_PUBLIC = "content/"
_ELSEWHERE = " : il ne marchera pas sur les autres ordinateurs"
OVERRIDES = "overrides"
"""The folder that is laid over the theme: nothing of it is a record, and all of it may be published."""

_RESERVED = re.compile(r"^(con|prn|aux|nul|com[1-9]|lpt[1-9])(\.|$)", re.IGNORECASE)
_OTHER_DISK = re.compile(r"^(?:[a-z]:[\\/]|\\\\|file:)", re.IGNORECASE)
"""Addresses of a file on somebody's own computer: `C:\\…`, `\\\\serveur\\…`."""
_LEFT_BEHIND = re.compile(r"^(?:\.|~\$|~WR[LD]\d+\.tmp$|thumbs\.db$|desktop\.ini$|ehthumbs\.db$)", re.IGNORECASE)
"""What systems and office programs leave in a folder without asking: hidden files, `Thumbs.db`, `~$lettre.docx`."""
_ALMOST_RECORD = re.compile(r"(?<=.)(?:\.md|\.markdown|\.md\.txt)$", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]')
_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Signs without width, or that turn what follows round: a name that shows another one (`recu\u202efdp.exe`)."""


@dataclass(frozen=True, slots=True)
class Tree:
    """Paths from the project's root, POSIX, sorted: the same order on every machine."""

    root: Path
    records: tuple[str, ...]
    attachments: tuple[str, ...]
    refused: tuple[str, ...] = ()
    """What is there and can't be used: its finding says so, and what names it need not be told as well."""


def read_tree(root: Path) -> tuple[Tree, tuple[Finding, ...]]:
    """Walk through `content/`, `evidence/` and the two YAML files.

    Hidden files are left out, and so is what systems and office programs leave behind (`Thumbs.db`, `~$lettre.docx`).
    `overrides/` is walked through as well, for what can't be used in it.
    """
    records: list[str] = []
    attachments: list[str] = []
    problems: list[Finding] = []
    if not (root / PROVIDER).is_file():
        problems.append(finding("organisme-absent", Place(PROVIDER)))
    elif found := _refusal(root, PROVIDER):
        problems.append(found)
    else:
        records.append(PROVIDER)
    for folder in (*ROOTS, OVERRIDES):
        closed: list[str] = []
        for path in _files(root, folder, closed):
            found = _refusal(root, path)
            if found:
                problems.append(found)
            elif folder == OVERRIDES:
                continue
            elif path.endswith(".md") or path == REGISTER:
                records.append(path)
            elif ending := _ALMOST_RECORD.search(path):
                problems.append(_misnamed(root, path, ending[0]))
            else:
                attachments.append(path)
        problems += [finding("fichier-illisible", Place(path), cause="ce dossier ne s'ouvre pas") for path in closed]
    refused = tuple(sorted(found.path for found in problems if found.rule != "organisme-absent"))
    return Tree(root, tuple(sorted(records)), tuple(sorted(attachments)), refused), tuple(problems)


def _files(root: Path, folder: str, closed: list[str]) -> Iterator[str]:
    """Every file under `folder`, links to folders included as one path each (they are not followed).

    Folders that can't be listed are added to `closed`: what they hold must not go missing without a word.
    """

    def refuse(error: OSError) -> None:
        if (root / folder).exists():
            closed.append(in_unicode(Path(error.filename).relative_to(root).as_posix()))

    if (root / folder).is_symlink():
        yield folder
        return
    for parent, folders, names in os.walk(root / folder, onerror=refuse):
        folders.sort()
        base = Path(parent).relative_to(root).as_posix()
        links = [name for name in folders if (Path(parent) / name).is_symlink()]
        folders[:] = [name for name in folders if name not in links and not name.startswith(".")]
        for name in sorted([*names, *links]):
            if not _LEFT_BEHIND.match(name):
                yield f"{base}/{name}"


def _refusal(root: Path, path: str) -> Finding | None:
    place = Place(in_unicode(path))
    full = root / path
    try:
        mode = full.lstat().st_mode
    except OSError:
        mode = 0
    if stat.S_ISLNK(mode):
        if where := _strays(root, path):
            return finding("lien-symbolique", place, where=where)
        if not full.exists():
            return finding("fichier-illisible", place, cause="ce raccourci ne mène à rien")
        mode = full.stat().st_mode
    if cause := bad_name(path):
        return finding("fichier-nom", place, name=PurePosixPath(place.path).name, cause=cause)
    if mode and not stat.S_ISREG(mode):
        # A pipe or a device: opening it would wait for ever.
        return finding("fichier-illisible", place, cause="ce n'est pas un fichier ordinaire")
    return None


def _misnamed(root: Path, path: str, ending: str) -> Finding:
    repaired = f"{path.removesuffix(ending)}.md"
    taken = any(item.name == PurePosixPath(repaired).name for item in (root / path).parent.iterdir())
    told = finding("fiche-extension", Place(path), ending=ending, repaired=PurePosixPath(repaired).name)
    return told if taken else told.mended_by(Rename(repaired))


def _strays(root: Path, path: str) -> str:
    """Where a link leads that must not lead there; an empty text when it may be followed."""
    full = root / path
    if not _inside(root, full):
        return f"hors du projet{_ELSEWHERE}"
    if full.is_dir():
        return f"à un autre dossier{_ELSEWHERE}"
    if path.startswith(_PUBLIC) and full.exists() and not _inside(root / _PUBLIC, full):
        return "hors de content/, dont tout peut être publié"
    return ""


def in_unicode(path: str) -> str:
    """A path as it can be shown: the bytes that are no UTF-8 become the sign of what has no meaning."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def bad_name(path: str) -> str:
    """Why the name of a file can't serve on every computer; an empty text when it can."""
    if in_unicode(path) != path:
        return "il n'est pas écrit en UTF-8"
    name = path.rpartition("/")[2]
    if _RESERVED.match(name):
        return "Windows réserve ce nom"
    if _FORBIDDEN.search(name) or name.endswith((".", " ")):
        return "il contient un signe interdit sous Windows"
    if _UNSEEN.search(name):
        return "il contient un signe invisible"
    if unicodedata.normalize("NFC", name) != name:
        return "ses accents sont écrits en deux morceaux"
    return ""


def _inside(root: Path, path: Path) -> bool:
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # links that lead to one another
        return False


def resolve_inside(root: Path, record_path: str, target: str) -> str | None:
    """The path from `root` of what `target`, written in the record `record_path`, means; None when it leaves `root`.

    `target` may also start at the root with a leading `/`.
    """
    if _OTHER_DISK.match(target):
        return None
    start = "" if target.startswith("/") else str(PurePosixPath(record_path).parent)
    relative = os.path.normpath(os.path.join(start, target.lstrip("/")))  # noqa: PTH118 - POSIX text, no disk
    if relative == ".." or relative.startswith("../") or os.path.isabs(relative):  # noqa: PTH117
        return None
    full = root / relative
    return relative if not os.path.lexists(full) or _inside(root, full) else None
