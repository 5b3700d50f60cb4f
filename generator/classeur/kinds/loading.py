"""Kinds read from their YAML files: the package's, then the provider's `kinds/`, which add or extend."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Table
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path

from classeur.dates import Duration, parse_duration
from classeur.editions import Edition
from classeur.finding import Finding
from classeur.kinds.advice import read_example, read_mistakes
from classeur.kinds.checking import check_home, check_links, check_names
from classeur.kinds.declaration import ByValue, Field, Kind, Kinds, Section
from classeur.kinds.fields import read_edition, read_fields, read_labels
from classeur.kinds.story import REFUSED, check_declaration, kept_fields
from classeur.read import yaml
from classeur.read.declarations import (
    DeclarationError,
    Declared,
    Read,
    fail,
    indicator_numbers,
    only,
    own_declarations,
    shipped_declarations,
    words,
    yes,
)
from classeur.read.nodes import Mapping, Node, Sequence
from classeur.referential import load_referential

_KEYS = set(
    "genre libelle pluriel dossier fichier identifiant edition corps vivant revision depot quand requis indicateurs "  # noqa: SIM905
    "indicateurs_selon sections sections_selon conservation champs pieces_sans_noms restreint_selon requis_selon "
    "presentation erreurs exemple".split()
)
_EXTENDED_KEYS = ("genre", "libelle", "champs")
_NO_KEY = "« {key} » n'est pas une clé de genre"
_NOT_EXTENDED = "« {key} » ne change pas pour un genre livré : seuls libelle et champs s'étendent"


@dataclass(frozen=True, slots=True)
class _Common:
    """The fields that kinds share: those of every kind, and those of living documents."""

    base: tuple[Field, ...]
    living: tuple[Field, ...]


def load_kinds(root: Path | None = None) -> tuple[Kinds, tuple[Finding, ...]]:
    """Every kind: those of the package, then those of `root/kinds/`. A wrong file is a finding and is left out."""
    shipped, common, findings = _shipped_kinds()
    if root is None:
        return shipped, findings
    kinds, of_own = _declared(own_declarations("kinds", root), common, shipped.by_name)
    return replace(shipped, by_name=kinds), findings + of_own


@cache
def _shipped_kinds() -> tuple[Kinds, _Common, tuple[Finding, ...]]:
    """The kinds of the package, read once: a provider's files are read at every build, and these never change."""
    text = (resources.files("classeur") / "data" / "common.yml").read_text(encoding="utf-8")
    written, problems = yaml.parse(text, "common.yml")
    if written is None:
        raise RuntimeError(problems[0].message)
    common = _Common(read_fields(written.get("champs"), Edition.TEAM), read_fields(written.get("vivant"), Edition.TEAM))
    kinds, findings = _declared(shipped_declarations("kinds"), common, {})
    natures, reserved = read_labels(written.get("natures")), frozenset(words(written.get("natures_reservees")))
    papers = frozenset(words(written.get("papiers_de_bilan")))
    shared = tuple(field.name for field in (*common.base, *common.living))
    return Kinds(kinds, natures, reserved, papers, shared), common, findings


def _declared(
    declarations: Iterable[Read], common: _Common, known: Table[str, Kind]
) -> tuple[dict[str, Kind], tuple[Finding, ...]]:
    """The kinds `known`, with those that files declare or extend; what is wrong in the files."""
    read = tuple(declarations)
    names = {*known, *(declared.front.text("genre") for declared, _ in read if declared)}
    kinds = dict(known)
    findings: list[Finding] = []
    for declared, wrong in read:
        findings += wrong
        if declared is not None:
            try:
                kind = _kind(declared, common, kinds)
                check_links(declared.front, names)
            except DeclarationError as error:
                findings.append(declared.finding("declaration-genre", error))
            else:
                kinds[kind.name] = kind
    return kinds, tuple(findings)


def _kind(declared: Declared, common: _Common, known: Table[str, Kind]) -> Kind:
    front, base = declared.front, common.base
    only(front, _KEYS, _NO_KEY)
    name = front.text("genre")
    if not name:
        fail("il manque la ligne « genre: »", front)
    if name in known:
        return _extended(known[name], front)
    if declared.own:
        check_home(front)
    edition, refuses_body = read_edition(front, Edition.TEAM), front.text("corps") == REFUSED
    shared = kept_fields(base) if refuses_body else base
    kind = Kind(
        name=name,
        label=front.text("libelle") or name,
        plural=front.text("pluriel") or front.text("libelle") or name,
        fields=_all_fields(front, edition, shared, common.living),
        folder=front.text("dossier").rstrip("/"),
        file=front.text("fichier"),
        edition=edition,
        body_edition=edition if refuses_body else read_edition(front, edition, "corps"),
        living=yes(front, "vivant"),
        review=_review(front),
        drops=yes(front, "depot"),
        nameless_pieces=yes(front, "pieces_sans_noms"),
        restricted_by=_names_by(front.get("restreint_selon")),
        required_by=_names_by(front.get("requis_selon")),
        when=front.text("quand") or "date",
        identity=front.text("identifiant"),
        indicators=_numbers(front.get("indicateurs")),
        indicators_by=_indicators_by(front.get("indicateurs_selon")),
        sections=_sections(front.get("sections")),
        sections_by=_sections_by(front.get("sections_selon")),
        purpose=front.text("presentation"),
        mistakes=read_mistakes(front),
        example=read_example(front, front.text("dossier").rstrip("/"), front.text("fichier")),
        retention=_sub(front, "conservation").text("duree"),
        retention_basis=_sub(front, "conservation").text("base"),
        refused=tuple(field.name for field in base if field not in shared),
    )
    check_names(kind, front)
    check_declaration(kind, front)
    return kind


def _all_fields(
    front: Mapping, edition: Edition, base: tuple[Field, ...], living: tuple[Field, ...]
) -> tuple[Field, ...]:
    """The kind's own fields, after the title and the date, and before the other common ones."""
    own = read_fields(front.get("champs"), edition)
    required = set(words(front.get("requis")))
    taken = {field.name for field in own}
    shared = (*base, *(living if yes(front, "vivant") else ()))
    inherited = tuple(
        _inherited(field, edition, required=field.name in required) for field in shared if field.name not in taken
    )
    first = tuple(field for field in inherited if field.name in ("titre", "date"))
    return first + own + tuple(field for field in inherited if field not in first)


def _inherited(field: Field, edition: Edition, *, required: bool) -> Field:
    """A common field as a kind has it: with the kind's edition, its rows too; waivers stay with the team."""
    widest = min(edition, Edition.TEAM, key=_width) if field.name == "dispenses" else edition
    rows = tuple(_inherited(sub, widest, required=sub.required) for sub in field.fields)
    return replace(field, edition=widest, fields=rows, required=required)


def _width(edition: Edition) -> int:
    return edition.width


def _extended(kind: Kind, front: Mapping) -> Kind:
    """A provider's file for a kind that exists: its fields are added, or replace those of the same name."""
    only(front, _EXTENDED_KEYS, _NOT_EXTENDED)
    added = read_fields(front.get("champs"), kind.edition)
    names = {field.name for field in added}
    fields = tuple(field for field in kind.fields if field.name not in names) + added
    extended = replace(kind, fields=fields, label=front.text("libelle") or kind.label)
    check_declaration(extended, front)
    return extended


def _review(front: Mapping) -> Duration | None:
    text = front.text("revision")
    review = parse_duration(text)
    written = front.get("revision")
    if written is not None and review is None:
        fail(f"« {text} » n'est pas une durée comme 1 an ou 6 mois", written)
    return review


def _sub(node: Mapping, key: str) -> Mapping:
    child = node.get(key)
    return child if isinstance(child, Mapping) else Mapping((), node.line, node.column)


def _numbers(node: Node | None) -> tuple[int, ...]:
    return indicator_numbers(node, load_referential().indicators)


def _indicators_by(node: Node | None) -> ByValue[tuple[int, ...]] | None:
    if not isinstance(node, Mapping):
        return None
    values = {key.text: _numbers(value) for key, value in _sub(node, "valeurs")}
    otherwise = node.get("sinon")
    if otherwise is not None and not isinstance(otherwise, Mapping):
        fail("« sinon » dit un autre « champ » et ses « valeurs »", otherwise)
    return ByValue(node.text("champ"), values, _indicators_by(otherwise))


def _names_by(node: Node | None) -> ByValue[tuple[str, ...]] | None:
    if not isinstance(node, Mapping):
        return None
    return ByValue(node.text("champ"), {key.text: words(value) for key, value in _sub(node, "valeurs")})


def _sections(node: Node | None) -> tuple[Section, ...]:
    if not isinstance(node, Sequence):
        return ()
    return tuple(
        Section(item.text("id"), item.text("titre"), item.text("champ"), words(item.get("organisme")))
        for item in node.items
        if isinstance(item, Mapping)
    )


def _sections_by(node: Node | None) -> ByValue[tuple[Section, ...]] | None:
    if not isinstance(node, Mapping):
        return None
    return ByValue(node.text("champ"), {key.text: _sections(value) for key, value in _sub(node, "valeurs")})
