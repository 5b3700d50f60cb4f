"""Which kind of record a source is, and its id: what its folder, its name and its line `genre:` tell."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from classeur.finding import Finding, Place
from classeur.kinds.declaration import Kind, Kinds
from classeur.kinds.record import slug
from classeur.kinds.slips import meant_name, replaced
from classeur.messages import finding, nearest
from classeur.read.nodes import Scalar
from classeur.read.source import Source

_ID = re.compile(r"^[a-z0-9][a-z0-9-]*$")


def kind_of(source: Source, kinds: Kinds, problems: list[Finding]) -> Kind | None:
    """The kind that the folder of a source tells, or its line `genre:`; what is wrong is added to `problems`."""
    told = kinds.at(source.path)
    written = source.front.get("genre")
    if told is None and not source.path.startswith("content/"):
        folder = PurePosixPath(source.path).parent
        names = [kind.folder.partition("/")[2] for kind in kinds.by_name.values() if kind.folder]
        hint = nearest(folder.parts[1], names) if len(folder.parts) > 1 else ""
        problems.append(finding("dossier-inconnu", Place(source.path), folder=folder, hint=hint))
        return None
    if not isinstance(written, Scalar):
        if told is None:
            others = ", ".join(name for name in kinds.without_folder if name != "page")
            problems.append(finding("genre-absent", source.place(1, 1, len("---")), known=others))
        return told
    place = source.place(written.line, written.column, len(written.text))
    named = kinds.by_name.get(written.text)
    if named is None:
        hint = nearest(written.text, kinds.by_name)
        choices = kinds.without_folder if told is None else (told.name,)
        repair = replaced(source, written, meant_name(written.text, choices))
        told_so = finding("genre-inconnu", place, value=written.text, hint=hint, known=", ".join(choices))
        problems.append(told_so.mended_by(repair))
        return told
    if (told is not None and named != told) or (told is None and (named.folder or named.file)):
        home = named.folder or named.file or "content/"
        problems.append(finding("genre-deplace", place, kind=named.name, folder=home))
        return told
    return named


def identity_of(source: Source, kind: Kind, problems: list[Finding]) -> str | None:
    """The id that the name of a file gives, or None when it can't be one; what is wrong is added to `problems`."""
    name = PurePosixPath(source.path).stem
    if kind.file:
        return kind.name
    if not _ID.match(name):
        repaired = slug(name) or "fiche"
        if source.path.startswith("evidence/") and not any(sign.isdigit() for sign in repaired):
            repaired += "-01"
        problems.append(finding("id-forme", Place(source.path), name=name, repaired=repaired))
        return None
    if source.path.startswith("evidence/") and not any(sign.isdigit() for sign in name):
        problems.append(finding("id-sans-chiffre", Place(source.path), name=name))
    return name
