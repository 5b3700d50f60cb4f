"""Files to take away, written on demand: each export gives names and bytes, and nothing that was there is replaced."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from classeur.certifier.delivery import for_the_certifier
from classeur.editions import Edition
from classeur.kept import KEPT
from classeur.pages.books.shelf import coded, downloads_of
from classeur.pages.phrases import say
from classeur.pages.view import View
from classeur.portal import Reading
from classeur.recount import FILE, recounted_figures
from classeur.reporting import as_text
from classeur.rules.result import Assessment
from classeur.seal.scan import scan_coded
from classeur.seal.secrets import people_secrets
from classeur.server_settings import settings_for_servers
from classeur.shipped import shipped_data
from classeur.versions import versions_to_keep
from classeur.workplace import OUTPUT


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for: `what` is a name of `EXPORTS`; `folder` None means the usual place, out of git."""

    what: str
    date: dt.date
    audit_date: dt.date | None = None
    folder: Path | None = None
    ids: tuple[str, ...] = ()
    """The records that it is about, for the exports that are about some."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export gives: bytes by name, which may hold folders (POSIX), and sentences to say after it."""

    files: Mapping[str, bytes]
    said: tuple[str, ...] = ()
    status: int = 0
    """1 where nothing could be given: `said` tells why."""


def spreadsheets(reading: Reading, assessment: Assessment, _wish: Wish) -> Exported:
    """The books of the team's edition, each named with the day that it tells of; none where one that is coded names."""
    made = tuple(downloads_of(View(assessment, Edition.TEAM)))
    if leaks := scan_coded(coded(made), people_secrets(reading.library)):
        return Exported({}, (as_text(leaks), say("tableurs-fuite")), 1)
    return Exported({_dated(PurePosixPath(one.address), assessment.date): one.content for one in made})


def _dated(address: PurePosixPath, day: dt.date) -> str:
    return f"{address.stem}-{day.isoformat()}{address.suffix}"


def dossier(reading: Reading, assessment: Assessment, wish: Wish) -> Exported:
    """What goes to the certifier: letter, plan of correction, proofs and their list, with an archive beside."""
    folder = wish.folder or reading.tree.root / OUTPUT / wish.what
    files, said, well = for_the_certifier(reading, assessment, wish.ids, folder)
    return Exported(files, said, 0 if well else 1)


def figures(reading: Reading, _assessment: Assessment, wish: Wish) -> Exported:
    """Result figures made again from the records, as lines for the page of results."""
    text = recounted_figures(reading.library, wish.date)
    words = shipped_data(FILE)
    nothing = words["aucun"] in text.splitlines()
    return Exported({FILE: text.encode()}, (words["dit_aucun" if nothing else "dit"],))


def servers(reading: Reading, _assessment: Assessment, _wish: Wish) -> Exported:
    """What the servers of the sites must be told, for who puts them online."""
    return Exported(settings_for_servers(reading.library.provider), (say("serveur-dit"),))


def booklets(reading: Reading, _assessment: Assessment, wish: Wish) -> Exported:
    """The booklets and programmes in force, as PDFs to keep among public files: the next build scans them as such."""
    root = reading.tree.root
    kept = versions_to_keep(reading.library, wish.date, root, wish.folder or root / KEPT)
    return Exported(kept.files, kept.said, 0 if kept.well else 1)


FOLDERS: Mapping[str, str] = {"livret": KEPT}
"""Where an export goes, from the project's root, when it belongs among the records; the others go out of git."""
EXPORTS: Mapping[str, Callable[[Reading, Assessment, Wish], Exported]] = {
    "tableurs": spreadsheets,
    "certificateur": dossier,
    "chiffres": figures,
    "livret": booklets,
    "serveur": servers,
}
"""Each export by the word that asks for it."""


def keep(files: Mapping[str, bytes], folder: Path) -> tuple[Path, ...]:
    """Write the files under `folder`; gives the path of each.

    People work in what they exported: a file that is already there and says something else stays, and the new one is
    written beside it with a number.
    """
    return tuple(_keep(folder / name, content) for name, content in files.items())


def _keep(path: Path, content: bytes) -> Path:
    target, number = path, 1
    # A link is somebody's, even one that leads nowhere: writing to it would make a file out of here.
    while target.exists() or target.is_symlink():
        if target.is_file() and not target.is_symlink() and target.read_bytes() == content:
            return target
        number += 1
        target = path.with_name(f"{path.stem}-{number}{path.suffix}")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return target
