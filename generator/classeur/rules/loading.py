"""Rules read from YAML: the package's, then the provider's `rules/`. A wrong rule is a finding and is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import resources
from pathlib import Path
from typing import TypeVar

from classeur.dates import Duration, parse_duration
from classeur.finding import Finding, Grade, Place
from classeur.messages import finding
from classeur.read import yaml
from classeur.read.nodes import Mapping, Node, Scalar, Sequence
from classeur.rules.declaration import (
    AtLeast,
    Bound,
    Condition,
    ConditionOfApplication,
    Coverage,
    Dates,
    Each,
    Empty,
    End,
    Parameter,
    Phase,
    Predicate,
    Presence,
    Rule,
    Rules,
    Selector,
)

_HEADER = "id libelle constat remede source depuis jusqua si phase grade vide suppose".split()  # noqa: SIM905
_PREDICATES = ("au_moins", "chaque", "couverture", "page")
_END = re.compile(
    r"^(?P<base>[a-z]\w*(?:\.\w+)*)"
    r"(?:(?P<sign>[+-])(?:(?P<iso>P\w+)|\{(?P<parameter>\w+)\}|(?P<path>[a-z]\w*(?:\.\w+)*)))?$"
)


_NUMBER = re.compile(r"^\d+(?:\.\d+)?$")
Closed = TypeVar("Closed", Phase, Grade, Empty)


class RuleError(Exception):
    """Raised while a rule is read, with the cause in French and the node that is wrong."""

    def __init__(self, cause: str, node: Node) -> None:
        super().__init__(cause)
        self.cause = cause
        self.node = node


def load_rules(root: Path | None = None) -> tuple[Rules, tuple[Finding, ...]]:
    """Every rule: those of the package, then those of `root/rules/`."""
    data = resources.files("classeur") / "data" / "rules"
    rules: dict[str, Rule] = {}
    parameters: dict[str, Parameter] = {}
    conditions: dict[str, ConditionOfApplication] = {}
    findings: list[Finding] = []
    for path, text in _texts(data, root):
        front, wrong = yaml.parse_once(text, path)
        findings += wrong
        if front is None:
            continue
        try:
            for item in _items(front, "parametres"):
                parameter = _parameter(item)
                parameters[parameter.name] = parameter
            for item in _items(front, "conditions"):
                condition = _condition_of_application(item)
                conditions[condition.name] = condition
            for item in _items(front, "regles"):
                rule = _rule(item, front, path)
                rules[rule.id] = rule
        except RuleError as error:
            line = text.split("\n")[error.node.line - 1]
            place = Place(path, error.node.line, error.node.column, line)
            findings.append(finding("declaration-regle", place, cause=error.cause))
    return Rules(tuple(rules.values()), parameters, conditions), tuple(findings)


def _texts(shipped: resources.abc.Traversable, root: Path | None) -> Iterable[tuple[str, str]]:
    for file in sorted(shipped.iterdir(), key=lambda item: item.name):
        yield file.name, file.read_text(encoding="utf-8")
    if root is not None:
        for own in sorted((root / "rules").glob("*.yml")):
            yield own.relative_to(root).as_posix(), own.read_text(encoding="utf-8-sig", errors="replace")


def _rule(node: Mapping, front: Mapping, path: str) -> Rule:
    for key, _ in node:
        if key.text not in (*_HEADER, *_PREDICATES):
            cause = f"« {key.text} » n'est pas une clé de règle"
            raise RuleError(cause, key)
    for name in ("id", "libelle", "constat", "remede", "source"):
        if not node.text(name):
            cause = f"il manque « {name}: »"
            raise RuleError(cause, node)
    number = front.text("indicateur")
    written = [name for name in _PREDICATES if node.get(name) is not None]
    if len(written) != 1:
        cause = f"une règle a un prédicat et un seul parmi {', '.join(_PREDICATES)}"
        raise RuleError(cause, node)
    if number and not number.isdecimal():
        raise RuleError("« indicateur » est un numéro", front.get("indicateur") or front)
    empty = Empty.GAP if written[0] in ("page", "au_moins") else Empty.NOT_APPLICABLE
    return Rule(
        id=node.text("id"),
        indicator=int(number) if number else None,
        label=node.text("libelle"),
        gap=node.text("constat"),
        remedy=node.text("remede"),
        source=node.text("source"),
        predicate=_predicate(written[0], _mapping(node, written[0])),
        since=node.text("depuis"),
        until=node.text("jusqua"),
        conditions=_conditions_of(node),
        phase=_one_of(Phase, node, "phase") or Phase.APPLIED,
        grade=_one_of(Grade, node, "grade"),
        empty=_one_of(Empty, node, "vide") or empty,
        requires=node.text("suppose"),
        path=path,
    )


def _one_of(values: type[Closed], node: Mapping, key: str) -> Closed | None:
    """The value of a closed list that `key` holds; None when it is not written."""
    written = node.get(key)
    text = node.text(key)
    if written is None:
        return None
    if text not in list(values):
        cause = f"« {text} » n'est pas une valeur de « {key} » ({', '.join(values)})"
        raise RuleError(cause, written)
    return values(text)


def _conditions_of(node: Mapping) -> dict[str, tuple[str, ...]] | None:
    if node.get("si") is None:
        return None
    return {key.text: _words(value) for key, value in _mapping(node, "si")}


def _predicate(name: str, node: Mapping) -> Predicate:
    if name == "au_moins":
        fields = _words(node.get("champs")) + _words(node.get("liens"))
        alone = (_selector(node, "n", "champs", "liens"),) if node.get("preuves") is None else _proofs(node)
        if not (node.text("n") or "1").isdecimal():
            raise RuleError("« n » est un nombre entier", node.get("n") or node)
        return AtLeast(int(node.text("n") or 1), alone, _dates(node.get("dates")), fields)
    if name == "couverture":
        _only(node, "sujets", "preuves", "dates")
        return Coverage(_selector(_mapping(node, "sujets")), _proofs(node), _dates(node.get("dates")))
    what = _selector(node, "champs", "liens", "sections")
    fields = _words(node.get("champs")) + _words(node.get("liens"))
    return Each(what, fields, _words(node.get("sections")))


def _proofs(node: Mapping) -> tuple[Selector, ...]:
    proofs = _items(node, "preuves")
    if not proofs:
        raise RuleError("« preuves » est une liste d'au moins un sélecteur", node)
    return tuple(_selector(item) for item in proofs)


def _selector(node: Mapping, *more: str) -> Selector:
    _only(node, "genre", "avec", "dates", "lui_meme", "par", *more)
    kinds = _words(node.get("genre"))
    if not kinds:
        raise RuleError("un sélecteur dit le « genre » de fiches qu'il regarde", node)
    conditions = {}
    if node.get("avec") is not None:
        conditions = {key.text: _condition(value) for key, value in _mapping(node, "avec")}
    itself = node.text("lui_meme") == "oui"
    return Selector(kinds, conditions, _dates(node.get("dates")), itself, node.text("par"))


def _condition(node: Node) -> Condition:
    if isinstance(node, Scalar) and node.text in tuple(Presence):
        return Condition(presence=Presence(node.text))
    if isinstance(node, Mapping):
        _only(node, "plus_de")
        if not _NUMBER.match(node.text("plus_de")):
            raise RuleError("« plus_de » attend un nombre", node)
        return Condition(more_than=float(node.text("plus_de")))
    return Condition(values=_words(node))


def _dates(node: Node | None) -> Dates:
    if node is None:
        return {}
    bounds = {}
    for key, value in _as_mapping(node):
        spec = _as_mapping(value)
        _only(spec, "du", "au", "avant")
        bounds[key.text] = Bound(_end(spec, "du"), _end(spec, "au"), _end(spec, "avant"))
    return bounds


def _end(node: Mapping, key: str) -> End | None:
    text = node.text(key)
    if not text:
        return None
    found = _END.match(text)
    duration: Duration | None = parse_duration(found["iso"]) if found and found["iso"] else None
    if not found or (found["iso"] and duration is None):
        cause = f"« {text} » n'est pas une borne de date"
        raise RuleError(cause, node.get(key) or node)
    base = found["base"]
    of_subject = base.startswith("sujet.")
    return End(
        base=base.removeprefix("sujet."),
        of_subject=of_subject,
        sign={"+": 1, "-": -1}.get(found["sign"] or "", 0),
        duration=duration,
        parameter=found["parameter"] or "",
        path=found["path"] or "",
    )


def _parameter(node: Mapping) -> Parameter:
    default = parse_duration(node.text("defaut"))
    if not node.text("nom") or default is None:
        raise RuleError("un paramètre a un nom et une durée par défaut", node)
    return Parameter(node.text("nom"), node.text("libelle"), default, node.text("source"))


def _condition_of_application(node: Mapping) -> ConditionOfApplication:
    _only(node, "nom", "quand", "sinon", "ouvre", "sauf")
    return ConditionOfApplication(
        name=node.text("nom"),
        when=node.text("quand"),
        otherwise=node.text("sinon"),
        opens=tuple(_selector(item) for item in _items(node, "ouvre")),
        unless=tuple(_selector(item) for item in _items(node, "sauf")),
    )


def _items(node: Mapping, key: str) -> tuple[Mapping, ...]:
    child = node.get(key)
    if child is None:
        return ()
    if not isinstance(child, Sequence):
        cause = f"« {key} » est une liste"
        raise RuleError(cause, child)
    return tuple(_as_mapping(item) for item in child.items)


def _mapping(node: Mapping, key: str) -> Mapping:
    child = node.get(key)
    if child is None:
        cause = f"il manque « {key}: »"
        raise RuleError(cause, node)
    return _as_mapping(child)


def _as_mapping(node: Node) -> Mapping:
    if not isinstance(node, Mapping):
        raise RuleError("des clés et des valeurs sont attendues ici", node)
    return node


def _only(node: Mapping, *allowed: str) -> None:
    for key, _ in node:
        if key.text not in allowed:
            cause = f"« {key.text} » n'a pas sa place ici (on attend {', '.join(allowed)})"
            raise RuleError(cause, key)


def _words(node: Node | None) -> tuple[str, ...]:
    if isinstance(node, Scalar):
        return (node.text,)
    return tuple(item.text for item in node.items if isinstance(item, Scalar)) if isinstance(node, Sequence) else ()
