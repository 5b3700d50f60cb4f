"""`classeur export livret`: the PDF of each booklet and programme as it is, kept under the number of its version."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from classeur.kept import KEPT, kept_name
from classeur.kinds.record import Record
from classeur.library import Library
from classeur.pages.phrases import say
from classeur.pages.public.phrasing import Version, in_force
from classeur.pages.public.site import compose_public
from classeur.pages.public.world import PublicWorld, public_world
from classeur.paper.printing import with_papers
from classeur.reporting import as_text


@dataclass(frozen=True, slots=True)
class Keeping:
    """What there is to keep: PDFs by name, what to say, and whether every PDF could be made."""

    files: Mapping[str, bytes]
    said: tuple[str, ...]
    well: bool


def versions_to_keep(library: Library, date: dt.date, root: Path, folder: Path) -> Keeping:
    """The PDF of the version in force of each booklet and programme, as `<id>-<version>.pdf`.

    One that `folder` holds already is left alone, whatever it says: it is what people received.
    """
    world = public_world(library, date)
    wanted = {world.address(one): (one, version) for one, version in _in_force(world)}
    site = compose_public(world)
    site = replace(site, pages=tuple(page for page in site.pages if page.address in wanted))
    printed, problems = with_papers(site, root, prune=False)
    made = {download.address: download.content for download in printed.downloads}
    files: dict[str, bytes] = {}
    said = [as_text(problems)] if problems else []
    for address, (record, version) in wanted.items():
        content, name = made.get(f"{address}.pdf"), kept_name(record, version.number)
        if content is None:
            continue
        if (folder / name).exists():
            said.append(say("version-deja", nom=name))
            continue
        files[name] = content
        where = posixpath.relpath(f"{KEPT}/{name}", posixpath.dirname(record.path))
        said.append(say("version-ligne", fiche=record.path, numero=version.number, chemin=where))
    return Keeping(files, tuple(said) or (say("version-aucune"),), len(made) >= len(wanted))


def _in_force(world: PublicWorld) -> tuple[tuple[Record, Version], ...]:
    found = ((record, in_force(world, record)) for record in (*world.booklets, *world.formations))
    return tuple((record, version) for record, version in found if version)
