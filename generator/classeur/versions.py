"""`classeur export livret`: the PDF of each booklet and programme, kept under the number of its version.

The version in force is printed as it is. One that was replaced is printed from the last commit of git that bore its
number, with the addresses, numbers and people of that day: nobody has to think of it before writing the next one.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from classeur.dates import in_french
from classeur.kept import commits_bearing, kept_name, kept_path
from classeur.kinds.record import Record, bare
from classeur.library import Library
from classeur.pages.phrases import say
from classeur.pages.public.phrasing import Version, in_force, versions
from classeur.pages.public.site import compose_public
from classeur.pages.public.world import PublicWorld, public_world
from classeur.paper.printing import with_papers
from classeur.portal import read_project
from classeur.read.history import Witness
from classeur.read.past import Commit, laid_out
from classeur.reporting import as_text

Wanted = tuple[Record, Version]
"""A record as it is today, and the version of it to be printed."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """What there is to keep: PDFs by name, what to say, and whether every PDF could be made."""

    files: Mapping[str, bytes]
    said: tuple[str, ...]
    well: bool


def versions_to_keep(library: Library, date: dt.date, root: Path, folder: Path) -> Keeping:
    """The PDF of every version of each booklet and programme that is not kept yet, as `<id>-<version>.pdf`.

    One that `folder` holds already is left alone, whatever it says: it is what people received. So is one that a row of
    `versions` names.
    """
    world = public_world(library, date)
    present: dict[str, Wanted] = {}
    past: list[tuple[Record, Version, str]] = []
    already: list[str] = []
    for one in _versioned(world):
        current = in_force(world, one)
        for version in (version for version in versions(one) if version.day <= date):
            name = kept_name(one, version.number)
            if version.file or (folder / name).exists():
                already += [say("version-deja", nom=posixpath.basename(version.file) or name)] * (version == current)
            elif version != current:
                past.append((one, version, "version-introuvable"))
            elif _ahead(one, version):
                past.append((one, version, "version-a-dire"))
            else:
                present[one.id] = (one, version)
    of_before = (_from_the_past(library, root, (one, version), absent) for one, version, absent in past)
    made = (_print(world, root, present), *of_before)
    files = {name: content for each in made for name, content in each.files.items()}
    said = (*already, *(sentence for each in made for sentence in each.said))
    return Keeping(files, said or (say("version-aucune"),), all(each.well for each in made))


def _ahead(record: Record, current: Version) -> bool:
    """Whether the text may already be that of a version to come: one is listed, and `version` doesn't say otherwise."""
    return versions(record)[0] != current and bare(record.text("version")) != bare(current.number)


def _versioned(world: PublicWorld) -> tuple[Record, ...]:
    return (*world.booklets, *world.formations)


def _print(world: PublicWorld, root: Path, wanted: Mapping[str, Wanted]) -> Keeping:
    """The PDFs of `wanted`, by their ids in `world`, with the line that each asks for."""
    pages = {world.address(world.records[name]): name for name in wanted}
    site = compose_public(world)
    site = replace(site, pages=tuple(page for page in site.pages if page.address in pages))
    printed, problems = with_papers(site, root, prune=False)
    made = {download.address: download.content for download in printed.downloads}
    files: dict[str, bytes] = {}
    said = [as_text(problems)] if problems else []
    for address, identity in pages.items():
        if content := made.get(f"{address}.pdf"):
            record, version = wanted[identity]
            files[kept_name(record, version.number)] = content
            said.append(_line(record, version))
    return Keeping(files, tuple(said), len(files) == len(pages))


def _line(record: Record, version: Version) -> str:
    where = posixpath.relpath(kept_path(record, version.number), posixpath.dirname(record.path))
    return say("version-ligne", fiche=record.path, numero=version.number, chemin=where)


def _from_the_past(library: Library, root: Path, wanted: Wanted, absent: str) -> Keeping:
    """A version printed as the project was when git last held its text.

    It is not well only where git holds it and it could not be printed. `absent` is what to say where git holds none.
    """
    record, version = wanted
    values = {"fiche": record.path, "numero": version.number}
    bearing = commits_bearing(library, root, record)
    found = next((commit for commit, number in bearing if number == bare(version.number)), None)
    if found is None:
        last = versions(record)[0]
        told = "version-tronquee" if library.history.witness is Witness.SHALLOW else absent
        values |= {"nom": kept_path(record, version.number), "suivante": last.number, "jour": in_french(last.day)}
        return Keeping({}, (say(told, **values),), well=True)
    day = in_french(found.day)
    with tempfile.TemporaryDirectory(prefix="classeur-") as name:
        world = _world_of(root, found, version, Path(name))
        old = next((one for one in _versioned(world) if one.path == found.path), None) if world else None
        if world is None or old is None:
            return Keeping({}, (say("version-illisible", jour=day, **values),), well=False)
        world = replace(world, date=min(world.date, _last_day(record, version)))
        # The record may have had another name: what is kept bears today's.
        printed = _print(world, Path(name), {old.id: wanted})
    return replace(printed, said=(say("version-de-git", jour=day, **values), *printed.said))


def _world_of(root: Path, commit: Commit, version: Version, folder: Path) -> PublicWorld | None:
    """The house as it was in a commit, laid under `folder`; None where git can't give it, or nobody could read it."""
    if not laid_out(root, commit, folder):
        return None
    reading = read_project(folder)
    return public_world(reading.library, max(commit.day, version.day)) if reading.judgeable else None


def _last_day(record: Record, version: Version) -> dt.date:
    """The last day of a version that another one replaced, be it on the day when it came into force."""
    later = (one.day - dt.timedelta(days=1) for one in versions(record) if one.day > version.day)
    return min(later, default=version.day)
