"""Where each thing has its page, and how one page links to another."""

from __future__ import annotations

import posixpath

from classeur.kinds.record import Record

HOME = "index"
SESSION = "session"
GUIDE = "guide"
ATTACHMENTS = "pieces/"
"""Where attachments are copied."""
IN_A_BODY = "texte--"
"""How the binder's ids begin in the body of a record: those of its pages are many, and change with its kinds."""


def of_criterion(number: int) -> str:
    """`criteres/2`."""
    return f"criteres/{number}"


def of_indicator(number: int) -> str:
    """`indicateurs/04`."""
    return f"indicateurs/{number:02}"


def of_learner(code: str) -> str:
    """`personnes/b-2026-014`."""
    return f"personnes/{code.lower()}"


def of_record(record: Record) -> str:
    """The page of a record in the binder: `sessions/mb-2025-11`, `fiches/entretien/cr-2026-01-19`."""
    if record.kind.name == SESSION:
        return f"sessions/{record.id}"
    return f"fiches/{record.kind.name}/{record.id}"


def of_list(name: str) -> str:
    """`listes/sessions`."""
    return f"listes/{name}"


def of_guide(name: str) -> str:
    """The page of the Guide about a kind: `guide/entretien`. `index` and `demandes` are its other pages."""
    return f"{GUIDE}/{name}"


def of_attachment(path: str) -> str:
    """Where an attachment is copied: `pieces/sessions/mb-2025-11/convention.pdf`. With its extension."""
    return f"{ATTACHMENTS}{path.removeprefix('evidence/')}"


def as_target(file: str) -> str:
    """The address of a file as links write it. `#`, `?` and `%` mean something else there; typography binds spaces."""
    return "".join(f"%{ord(sign):02X}" if sign in " #%?" else sign for sign in file)


def of_thumbnail(name: str) -> str:
    """Where the small picture of an attachment is copied: `vignettes/<SHA-256>-160x226.webp`."""
    return f"vignettes/{name}"


def of_public(record: Record) -> str:
    """The page of a record of `content/` in the public site: its path there, without extension."""
    return record.path.removeprefix("content/").removesuffix(".md")


def web_address(text: str) -> str:
    """The text if a browser may follow it, else an empty text: `javascript:` is an address too."""
    return text if text.startswith(("https://", "http://")) else ""


def href(origin: str, target: str) -> str:
    """The link from the page at `origin` to the page at `target`, relative, so that a folder can be opened as well.

    A target with an extension is a file, written by `as_target`; an anchor is kept.
    """
    address, _, anchor = target.partition("#")
    path = (address if posixpath.splitext(address)[1] else f"{address}.html").split("/")
    here = origin.split("/")[:-1]
    shared = 0
    while shared < min(len(here), len(path) - 1) and here[shared] == path[shared]:
        shared += 1
    relative = "../" * (len(here) - shared) + "/".join(path[shared:])
    return f"{relative}#{anchor}" if anchor else relative
