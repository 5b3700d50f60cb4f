"""Kinds that hold no story (`corps: refuse`): dates and states only, since git would keep the rest for ever.

What was told of a violence, and who told it, stays out of the repository (`front-matter.md`, kind `signalement`).
"""

from __future__ import annotations

import re

from classeur.finding import Finding, Place
from classeur.kinds.declaration import Field, Kind
from classeur.messages import finding
from classeur.read.declarations import fail
from classeur.read.nodes import Mapping
from classeur.read.source import Source

REFUSED = "refuse"
"""What `corps` says of such a kind."""
_TELLING = ("texte", "fichier", "personne", "destinataires")
_PATTERN = {"AAAA": r"\d{4}", "MM": r"\d{2}", "JJ": r"\d{2}", "NN": r"\d{2,3}"}


def _tells(field: Field) -> bool:
    """Whether a field can hold a story or somebody's name: free text, a file, a person, or a row with one of them."""
    # `genre` is a text that has to be the name of a kind.
    return field.name != "genre" and (field.type in _TELLING or any(_tells(sub) for sub in field.fields))


def kept_fields(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The common fields that a kind without story has: those that tell nothing."""
    return tuple(field for field in fields if not _tells(field))


def check_declaration(kind: Kind, front: Mapping) -> None:
    """Refuse a kind without story that leaves room for one.

    Raises:
        DeclarationError: a field, a section, or an id that people choose.
    """
    if not kind.without_story:
        return
    telling = next((field.name for field in kind.fields if _tells(field)), "")
    if telling:
        fail(f"« corps: refuse » ne va pas avec « {telling} », où l'on pourrait raconter", front.get("champs") or front)
    if kind.sections or kind.sections_by:
        fail("« corps: refuse » ne va pas avec des sections", front.get("sections") or front)
    if "NN" not in kind.identity:
        fail("« corps: refuse » demande un « identifiant » comme sig-AAAA-NN", front)


def check_record(source: Source, kind: Kind, identity: str) -> tuple[Finding, ...]:
    """What a record without story has no room for: a text under its header, a name that somebody made up.

    The line is not shown again: what it says should be nowhere.
    """
    if not kind.without_story:
        return ()
    found: list[Finding] = []
    if not fits(kind, identity):
        found.append(refusal(f"Un nom de fichier qui n'a pas la forme {kind.identity}", Place(source.path), kind))
    if source.body.strip():
        found.append(refusal("Un texte sous l'en-tête", Place(source.path, source.body_line), kind))
    return tuple(found)


def fits(kind: Kind, identity: str) -> bool:
    """Whether an id has the form of its kind, which matters where a chosen name would tell something."""
    pattern = re.sub("|".join(_PATTERN), lambda part: _PATTERN[part[0]], kind.identity)
    return not kind.without_story or bool(re.fullmatch(pattern, identity))


def refusal(what: str, place: Place, kind: Kind) -> Finding:
    """The finding that `what` has no place in a record of `kind`."""
    return finding("recit-refuse", place, what=what, kind=kind.name)
