"""Kinds read from their YAML files: the package's, then the provider's `kinds/`, which add or extend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from importlib import resources
from pathlib import Path

from classeur.dates import parse_duration
from classeur.editions import Edition
from classeur.finding import Finding
from classeur.kinds.declaration import TYPES, ByValue, Field, Kind, Kinds, Section
from classeur.read import yaml
from classeur.read.declarations import (
    DeclarationError,
)
from classeur.read.nodes import Mapping, Node, Scalar, Sequence

_FIELD_KEYS = set("nom libelle type requis liste aide edition valeurs lien champs defaut maximum".split())  # noqa: SIM905
_KIND_KEYS = set(
    "genre libelle pluriel dossier fichier identifiant edition corps vivant revision depot quand requis indicateurs "  # noqa: SIM905
    "indicateurs_selon sections sections_selon conservation champs".split()
)

_EXTENDED_KEYS = ("genre", "libelle", "champs")
_HOMES = ("evidence/", "content/")


class DeclarationError(Exception):
    """Raised while a declaration is read, with the cause in French and the node that is wrong."""

    def __init__(self, cause: str, node: Node) -> None:
        super().__init__(cause)
        self.cause = cause
        self.node = node


def load_kinds(root: Path | None = None) -> tuple[Kinds, tuple[Finding, ...]]:
    """Every kind: those of the package, then those of `root/kinds/`. A wrong file is a finding and is left out."""
    data = resources.files("classeur") / "data"
    common, problems = yaml.parse_once((data / "common.yml").read_text(encoding="utf-8"), "common.yml")
    if common is None:
        raise RuntimeError(problems[0].message)
    base = _fields(_child(common, "champs"), Edition.TEAM)
    living = _fields(_child(common, "vivant"), Edition.TEAM)
    kinds: dict[str, Kind] = {}
    findings: list[Finding] = []
    for path, text in _texts(data / "kinds", root):
        front, wrong = yaml.parse_once(text, path)
        findings += wrong
        if front is None:
            continue
        try:
            kind = _kind(front, base, living, kinds)
        except DeclarationError as error:
            line = text.split("\n")[error.node.line - 1]
            place = Place(path, error.node.line, error.node.column, line)
            findings.append(finding("declaration-genre", place, cause=error.cause))
            continue
        kinds[kind.name] = kind
    return Kinds(kinds, _labels(_child(common, "natures"))), tuple(findings)


def _texts(shipped: resources.abc.Traversable, root: Path | None) -> Iterable[tuple[str, str]]:
    for file in sorted(shipped.iterdir(), key=lambda item: item.name):
        yield file.name, file.read_text(encoding="utf-8")
    if root is not None:
        for own in sorted((root / "kinds").glob("*.yml")):
            yield own.relative_to(root).as_posix(), own.read_text(encoding="utf-8-sig", errors="replace")


def _kind(front: Mapping, base: tuple[Field, ...], living: tuple[Field, ...], known: dict[str, Kind]) -> Kind:
    for key, _ in front:
        if key.text not in _KIND_KEYS:
            cause = f"« {key.text} » n'est pas une clé de genre"
            raise DeclarationError(cause, key)
    name = front.text("genre")
    if not name:
        raise DeclarationError("il manque la ligne « genre: »", front)
    if name in known:
        return _extended(known[name], front)
    folder = front.get("dossier")
    if folder is not None and not front.text("dossier").startswith(_HOMES):
        raise DeclarationError("« dossier » commence par evidence/ ou content/", folder)
    edition = _edition(front, Edition.TEAM)
    own = _fields(_child(front, "champs"), edition)
    required = set(_texts_of(front.get("requis")))
    taken = {field.name for field in own}
    shared = (*base, *(living if front.text("vivant") == "oui" else ()))
    inherited = tuple(
        _inherited(field, edition, required=field.name in required) for field in shared if field.name not in taken
    )
    first = tuple(field for field in inherited if field.name in ("titre", "date"))
    rest = tuple(field for field in inherited if field not in first)
    return Kind(
        name=name,
        label=front.text("libelle") or name,
        plural=front.text("pluriel") or front.text("libelle") or name,
        fields=first + own + rest,
        folder=front.text("dossier"),
        file=front.text("fichier"),
        edition=edition,
        body_edition=_edition(front, edition, "corps"),
        living=front.text("vivant") == "oui",
        review=parse_duration(front.text("revision")) if front.text("revision") else None,
        drops=front.text("depot") == "oui",
        when=front.text("quand") or "date",
        identity=front.text("identifiant"),
        indicators=_numbers(front.get("indicateurs")),
        indicators_by=_indicators_by(front.get("indicateurs_selon")),
        sections=_sections(front.get("sections")),
        sections_by=_sections_by(front.get("sections_selon")),
        retention=_sub(front, "conservation").text("duree"),
        retention_basis=_sub(front, "conservation").text("base"),
    )


def _inherited(field: Field, edition: Edition, *, required: bool) -> Field:
    """A common field as a kind has it: with the kind's edition, its rows too; waivers stay with the team."""
    widest = min(edition, Edition.TEAM, key=_width) if field.name == "dispenses" else edition
    rows = tuple(_inherited(sub, widest, required=sub.required) for sub in field.fields)
    return replace(field, edition=widest, fields=rows, required=required)


def _width(edition: Edition) -> int:
    return edition.width


def _extended(kind: Kind, front: Mapping) -> Kind:
    """A provider's file for a kind that exists: its fields are added, or replace those of the same name."""
    for key, _ in front:
        if key.text not in _EXTENDED_KEYS:
            cause = f"« {key.text} » ne change pas pour un genre livré : seuls libelle et champs s'étendent"
            raise DeclarationError(cause, key)
    added = _fields(_child(front, "champs"), kind.edition)
    names = {field.name for field in added}
    fields = tuple(field for field in kind.fields if field.name not in names) + added
    return replace(kind, fields=fields, label=front.text("libelle") or kind.label)


def _fields(node: Node, edition: Edition, widest: Edition = Edition.PUBLIC) -> tuple[Field, ...]:
    if not isinstance(node, Sequence):
        raise DeclarationError("« champs » doit être une liste", node)
    return tuple(_field(item, edition, widest) for item in node.items)


def _field(node: Node, edition: Edition, widest: Edition) -> Field:
    """A field: `edition` is what it has when it says nothing, `widest` what it may not go past (that of its rows).

    A field may be read more widely than its kind: of what is kept to the source, existence and dates are shown.
    """
    if not isinstance(node, Mapping):
        raise DeclarationError("un champ s'écrit {nom: …, libelle: …, type: …}", node)
    for key, _ in node:
        if key.text not in _FIELD_KEYS:
            cause = f"« {key.text} » n'est pas une clé de champ"
            raise DeclarationError(cause, key)
    kind_of_value = node.text("type")
    if not node.text("nom"):
        raise DeclarationError("un champ a un « nom »", node)
    if kind_of_value not in TYPES:
        cause = f"« {kind_of_value} » n'est pas un type de champ ({', '.join(TYPES)})"
        raise DeclarationError(cause, node.get("type") or node)
    if kind_of_value == "choix" and not node.get("valeurs"):
        raise DeclarationError("un champ de type choix a des « valeurs »", node)
    maximum = node.text("maximum") or "0"
    if not maximum.isdecimal():
        raise DeclarationError("« maximum » est un nombre entier", node.get("maximum") or node)
    own = min(_edition(node, edition), widest, key=lambda item: item.width)
    rows = node.get("champs")
    return Field(
        name=node.text("nom"),
        label=node.text("libelle") or node.text("nom"),
        type=kind_of_value,
        help=node.text("aide"),
        required=node.text("requis") == "oui",
        many=node.text("liste") == "oui" or kind_of_value == "lignes",
        edition=own,
        values=_labels(node.get("valeurs")) or None,
        links=tuple(_texts_of(node.get("lien"))),
        fields=_fields(rows, own, own) if rows else (),
        default=node.text("defaut"),
        maximum=int(maximum),
    )


def _edition(node: Mapping, default: Edition, key: str = "edition") -> Edition:
    text = node.text(key)
    try:
        return Edition(text) if text else default
    except ValueError:
        cause = f"« {text} » n'est pas une édition"
        raise DeclarationError(cause, node) from None


def _child(node: Mapping, key: str) -> Node:
    return node.get(key) or Sequence((), node.line, node.column)


def _sub(node: Mapping, key: str) -> Mapping:
    child = node.get(key)
    return child if isinstance(child, Mapping) else Mapping((), node.line, node.column)


def _texts_of(node: Node | None) -> tuple[str, ...]:
    if isinstance(node, Scalar):
        return (node.text,)
    return tuple(item.text for item in node.items if isinstance(item, Scalar)) if isinstance(node, Sequence) else ()


def _labels(node: Node | None) -> dict[str, str]:
    if not isinstance(node, Mapping):
        return {}
    return {key.text: value.text for key, value in node if isinstance(value, Scalar)}


def _numbers(node: Node | None) -> tuple[int, ...]:
    try:
        return tuple(int(text) for text in _texts_of(node))
    except ValueError:
        raise DeclarationError("« indicateurs » est une liste de numéros", node or Scalar("", 1, 1)) from None


def _indicators_by(node: Node | None) -> ByValue[tuple[int, ...]] | None:
    if not isinstance(node, Mapping):
        return None
    values = {key.text: _numbers(value) for key, value in _sub(node, "valeurs")}
    return ByValue(node.text("champ"), values, _numbers(node.get("sinon")))


def _sections(node: Node | None) -> tuple[Section, ...]:
    if not isinstance(node, Sequence):
        return ()
    return tuple(Section(item.text("id"), item.text("titre")) for item in node.items if isinstance(item, Mapping))


def _sections_by(node: Node | None) -> ByValue[tuple[Section, ...]] | None:
    if not isinstance(node, Mapping):
        return None
    return ByValue(node.text("champ"), {key.text: _sections(value) for key, value in _sub(node, "valeurs")}, ())
