"""`classeur export livret`: the PDF of each booklet and programme, kept under the number of its version.

The version in force is printed as it is. One that was replaced is printed from the last commit of git that bore its
number, with the addresses, numbers and people of that day: nobody has to think of it before writing the next one.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from classeur.dates import in_french
from classeur.kept import kept_name, kept_path
from classeur.kinds.record import Record
from classeur.kinds.validate import validate
from classeur.library import Library
from classeur.pages.phrases import say
from classeur.pages.public.phrasing import Version, in_force, versions
from classeur.pages.public.site import compose_public
from classeur.pages.public.world import PublicWorld, public_world
from classeur.paper.printing import with_papers
from classeur.portal import read_project
from classeur.read.past import Commit, commits_of, laid_out, text_at
from classeur.read.source import source_of
from classeur.reporting import as_text


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
    of_before = (
        _from_the_past(library, root, one, version)
        for one in _versioned(world)
        for version in _replaced(world, one)
        if not (version.file or (folder / kept_name(one, version.number)).exists())
    )
    made = (_in_force(world, root, folder), *of_before)
    files = {name: content for each in made for name, content in each.files.items()}
    said = tuple(sentence for each in made for sentence in each.said)
    return Keeping(files, said or (say("version-aucune"),), all(each.well for each in made))


def _in_force(world: PublicWorld, root: Path, folder: Path) -> Keeping:
    """The versions in force, those that `folder` holds left out."""
    current = {one.id: version for one in _versioned(world) if (version := in_force(world, one))}
    names = {identity: kept_name(world.records[identity], version.number) for identity, version in current.items()}
    there = {identity for identity, name in names.items() if (folder / name).exists()}
    printed = _print(world, root, {identity: one for identity, one in current.items() if identity not in there})
    already = (say("version-deja", nom=name) for identity, name in names.items() if identity in there)
    return replace(printed, said=(*already, *printed.said))


def _versioned(world: PublicWorld) -> tuple[Record, ...]:
    return (*world.booklets, *world.formations)


def _replaced(world: PublicWorld, record: Record) -> tuple[Version, ...]:
    """The versions that another one has replaced, latest first."""
    return tuple(version for version in versions(record) if version.day <= world.date)[1:]


def _print(world: PublicWorld, root: Path, wanted: Mapping[str, Version]) -> Keeping:
    """The PDFs of the records `wanted`, by id, with the line that each asks for."""
    pages = {world.address(world.records[name]): name for name in wanted}
    site = compose_public(world)
    site = replace(site, pages=tuple(page for page in site.pages if page.address in pages))
    printed, problems = with_papers(site, root, prune=False)
    made = {download.address: download.content for download in printed.downloads}
    files: dict[str, bytes] = {}
    said = [as_text(problems)] if problems else []
    for address, identity in pages.items():
        if content := made.get(f"{address}.pdf"):
            record, version = world.records[identity], wanted[identity]
            files[kept_name(record, version.number)] = content
            said.append(_line(record, version))
    return Keeping(files, tuple(said), len(files) == len(pages))


def _line(record: Record, version: Version) -> str:
    where = posixpath.relpath(kept_path(record, version.number), posixpath.dirname(record.path))
    return say("version-ligne", fiche=record.path, numero=version.number, chemin=where)


def _from_the_past(library: Library, root: Path, record: Record, version: Version) -> Keeping:
    """A replaced version, printed as the project was then; not well only where git holds it and it could not be."""
    values = {"fiche": record.path, "numero": version.number}
    found = next(_bearing(library, root, record, version), None)
    if found is None:
        told = say("version-introuvable", nom=kept_path(record, version.number), **values)
        return Keeping({}, (told,), well=True)
    day = in_french(found.day)
    unreadable = Keeping({}, (say("version-illisible", jour=day, **values),), well=False)
    with tempfile.TemporaryDirectory(prefix="classeur-") as name:
        then = Path(name)
        if not laid_out(root, found, then):
            return unreadable
        world = public_world(read_project(then).library, max(found.day, version.day))
        old = world.records.get(record.id)
        written = next((one for one in versions(old) if one.number == version.number), None) if old else None
        if written is None:
            return unreadable
        world = replace(world, date=min(world.date, _last_day(record, version)))
        printed = _print(world, then, {record.id: written})
    return replace(printed, said=(say("version-de-git", jour=day, **values), *printed.said))


def _last_day(record: Record, version: Version) -> dt.date:
    """The last day of a version that another one replaced, be it on the day when it came into force."""
    later = (one.day - dt.timedelta(days=1) for one in versions(record) if one.day > version.day)
    return min(later, default=version.day)


def _bearing(library: Library, root: Path, record: Record, version: Version) -> Iterator[Commit]:
    """The commits in which the record bore this version, latest first."""
    for commit in commits_of(root, record.path):
        source, _ = source_of(record.path, text_at(root, commit, record.path))
        then, _ = validate(source, library.kinds) if source else (None, ())
        listed = versions(then) if then else ()
        if listed and listed[0].number == version.number:
            yield commit
