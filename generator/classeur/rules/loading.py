"""Rules read from YAML: the package's, then the provider's `rules/`. A wrong rule is a finding and is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypeVar

from classeur.dates import parse_duration
from classeur.finding import Finding, Grade
from classeur.kinds.declaration import Kinds
from classeur.kinds.loading import load_kinds
from classeur.read.declarations import (
    DeclarationError,
    Declared,
    Read,
    fail,
    indicator_numbers,
    items,
    mapping,
    only,
    own_declarations,
    shipped_declarations,
    words,
)
from classeur.read.nodes import Mapping, Node
from classeur.referential import CATEGORIES, load_referential
from classeur.rules.braces import precision_of, task_of
from classeur.rules.computed.table import COMPUTATIONS
from classeur.rules.declaration import (
    ConditionOfApplication,
    Empty,
    Parameter,
    Phase,
    Rule,
    Rules,
    Selector,
)
from classeur.rules.selection import INSCRIPTION, PIECE
from classeur.rules.selectors import PREDICATES, Known, child, read_predicate, read_selector

_LISTS = ("parametres", "conditions", "regles")
_FILE = ("indicateur", "regard", *_LISTS)
_HEADER = "id libelle constat remede source depuis jusqua si phase grade vide suppose precision echeance".split()  # noqa: SIM905
_CATEGORY = "categorie"
_GRADES = tuple(grade for grade in Grade if not grade.blocks)
"""Grades of gaps: what blocks is kept for what can't be read or published."""
_RULE_KEY = "« {key} » n'est pas une clé de règle"
Closed = TypeVar("Closed", bound=StrEnum)


def load_rules(root: Path | None = None, kinds: Kinds | None = None) -> tuple[Rules, tuple[Finding, ...]]:
    """Every rule: those of the package, then those of `root/rules/`, which look at `kinds` (the package's when None).

    A rule that names what does not exist is wrong too: it would never find anything, and nobody would know.
    """
    shipped, findings = _shipped_rules()
    if root is None:
        return shipped, findings
    rules, of_own = _declared(own_declarations("rules", root), kinds or load_kinds()[0], shipped)
    return rules, findings + of_own


@cache
def _shipped_rules() -> tuple[Rules, tuple[Finding, ...]]:
    """The rules of the package, read once: a provider's are read at every build, and these never change."""
    return _declared(shipped_declarations("rules"), load_kinds()[0], Rules((), {}, {}))


def _declared(declarations: Iterable[Read], kinds: Kinds, known: Rules) -> tuple[Rules, tuple[Finding, ...]]:
    """The rules `known`, then those that files declare; what is wrong in the files."""
    files: list[Declared] = []
    findings: list[Finding] = []
    for declared, wrong in declarations:
        findings += wrong
        if declared is not None:
            files.append(declared)
    loader = _Loader(kinds, known, files)
    for declared in files:
        loader.read(declared)
    rules = Rules(tuple(loader.rules.values()), loader.parameters, loader.conditions, loader.regards)
    return rules, (*findings, *loader.findings)


class _Loader:
    """The state of one loading: what was read so far, and what was found wrong."""

    def __init__(self, kinds: Kinds, read: Rules, files: Iterable[Declared]) -> None:
        self.rules: dict[str, Rule] = {rule.id: rule for rule in read.rules}
        self.parameters: dict[str, Parameter] = dict(read.parameters)
        self.conditions: dict[str, ConditionOfApplication] = dict(read.conditions)
        self.regards: dict[int, str] = dict(read.regards)
        self.findings: list[Finding] = []
        fronts = [declared.front for declared in files]
        self.known = Known(
            kinds=frozenset({*kinds.by_name, INSCRIPTION, PIECE}),
            parameters=_names(fronts, "parametres", "nom") | read.parameters.keys(),
            conditions=_names(fronts, "conditions", "nom") | read.conditions.keys(),
            rules=_names(fronts, "regles", "id") | read.ids,
            derived=frozenset({INSCRIPTION, PIECE}),
            functions={name: computation.selects for name, computation in COMPUTATIONS.items()},
        )

    def read(self, declared: Declared) -> None:
        """Take what a file declares; one wrong rule leaves the others of its file standing."""
        front = declared.front
        try:
            only(front, _FILE)
            numbers = indicator_numbers(front.get("indicateur"), load_referential().indicators)
            lists = {key: [mapping(item) for item in items(front, key)] for key in _LISTS}
            if (regard := front.get("regard")) is not None:
                self._regard(numbers, front.text("regard"), regard)
        except DeclarationError as error:
            self.findings.append(declared.finding("declaration-regle", error))
            return
        for key in _LISTS:
            for node in lists[key]:
                try:
                    self._take(key, node, numbers[0] if numbers else None, declared.path)
                except DeclarationError as error:
                    self.findings.append(declared.finding("declaration-regle", error))

    def _regard(self, numbers: tuple[int, ...], text: str, node: Node) -> None:
        if not text or len(numbers) != 1:
            fail("« regard » est une phrase, dans un fichier qui dit son « indicateur »", node)
        if numbers[0] in self.regards:
            fail(f"le regard de l'indicateur {numbers[0]} est déjà dit", node)
        self.regards[numbers[0]] = text

    def _take(self, key: str, node: Mapping, indicator: int | None, path: str) -> None:
        if key == "parametres":
            parameter = _parameter(node)
            if parameter.name in self.parameters:
                fail(f"le paramètre « {parameter.name} » est déjà déclaré", node.get("nom") or node)
            self.parameters[parameter.name] = parameter
        elif key == "conditions":
            condition = _condition_of_application(node, self.known)
            self.conditions[condition.name] = condition
        else:
            if node.text("id") in self.rules:
                other = self.rules[node.text("id")].path
                fail(f"« {node.text('id')} » est déjà le nom d'une règle de {other}", node.get("id") or node)
            rule = _rule(node, indicator, path, self.known)
            self.rules[rule.id] = rule


def _names(fronts: Iterable[Mapping], key: str, name: str) -> frozenset[str]:
    """The names of what is declared, right or wrong: what is wrong is told at its own place."""

    def written() -> Iterator[str]:
        for front in fronts:
            try:
                nodes = items(front, key)
            except DeclarationError:
                continue
            yield from (node.text(name) for node in nodes if isinstance(node, Mapping))

    return frozenset(written()) - {""}


def _rule(node: Mapping, indicator: int | None, path: str, known: Known) -> Rule:
    only(node, (*_HEADER, *PREDICATES), _RULE_KEY)
    for name in ("id", "libelle", "constat", "remede", "source"):
        if not node.text(name):
            fail(f"il manque « {name}: »", node)
    written = [name for name in PREDICATES if node.get(name) is not None]
    if len(written) != 1:
        fail(f"une règle a un prédicat et un seul parmi {', '.join(PREDICATES)}", node)
    empty = Empty.GAP if written[0] in ("page", "au_moins") else Empty.NOT_APPLICABLE
    versions = tuple(version.id for version in load_referential().versions)
    predicate = read_predicate(written[0], child(node, written[0]), known)
    return Rule(
        id=node.text("id"),
        indicator=indicator,
        label=node.text("libelle"),
        gap=node.text("constat"),
        remedy=node.text("remede"),
        source=node.text("source"),
        predicate=predicate,
        since=_one_of(versions, node, "depuis"),
        until=_one_of(versions, node, "jusqua"),
        conditions=_conditions_of(node, known),
        phase=_closed(Phase, tuple(Phase), node, "phase") or Phase.APPLIED,
        grade=_closed(Grade, _GRADES, node, "grade"),
        empty=_closed(Empty, tuple(Empty), node, "vide") or empty,
        requires=_required(node, known),
        task=task_of(node),
        path=path,
        precision=precision_of(node, predicate),
    )


def _one_of(values: Iterable[str], node: Mapping, key: str) -> str:
    """The value of a closed list that `key` holds; empty when it is not written."""
    known = tuple(values)
    written = node.get(key)
    if written is not None and node.text(key) not in known:
        fail(f"« {node.text(key)} » n'est pas une valeur de « {key} » ({', '.join(known)})", written)
    return node.text(key)


def _closed(kind: type[Closed], values: Iterable[Closed], node: Mapping, key: str) -> Closed | None:
    text = _one_of(values, node, key)
    return kind(text) if text else None


def _required(node: Mapping, known: Known) -> str:
    text = node.text("suppose")
    if node.get("suppose") is not None and text not in known.rules:
        fail(f"« suppose » nomme « {text} », qui n'est pas une règle", node.get("suppose") or node)
    return text


def _conditions_of(node: Mapping, known: Known) -> dict[str, tuple[str, ...]] | None:
    if node.get("si") is None:
        return None
    conditions = child(node, "si")
    only(conditions, (_CATEGORY, *sorted(known.conditions)))
    for key, value in conditions:
        expected = CATEGORIES if key.text == _CATEGORY else ("oui", "non")
        written = words(value)
        if not written or not set(written) <= set(expected):
            said = ", ".join(written)
            fail(f"« {said} » n'est pas une valeur de « {key.text} » ({', '.join(expected)})", value)
    return {key.text: words(value) for key, value in conditions}


def _parameter(node: Mapping) -> Parameter:
    only(node, ("nom", "libelle", "defaut", "source"))
    default = parse_duration(node.text("defaut"))
    if not node.text("nom") or default is None:
        fail("un paramètre a un nom et une durée par défaut", node)
    return Parameter(node.text("nom"), node.text("libelle"), default, node.text("source"))


def _condition_of_application(node: Mapping, known: Known) -> ConditionOfApplication:
    only(node, ("nom", "quand", "sinon", "ouvre", "sauf"))
    opens, unless = (tuple(_undated(mapping(item), known) for item in items(node, key)) for key in ("ouvre", "sauf"))
    return ConditionOfApplication(node.text("nom"), node.text("quand"), node.text("sinon"), opens, unless)


def _undated(node: Mapping, known: Known) -> Selector:
    """A selector of what is there whatever the day, and not of items of lists."""
    only(node, ("genre", "avec"))
    return read_selector(node, known)
