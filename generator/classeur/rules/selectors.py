"""What a rule looks at and looks for, read from its nodes: predicates, selectors, bounds of dates."""

from __future__ import annotations

import re
from collections.abc import Mapping as Table
from dataclasses import dataclass, field

from classeur.dates import Duration, parse_duration
from classeur.read.declarations import fail, items, mapping, only, scalars, whole, words, yes
from classeur.read.nodes import Mapping, Node, Scalar
from classeur.rules.declaration import (
    AtLeast,
    Bound,
    Computed,
    Condition,
    Coverage,
    Dates,
    Each,
    End,
    Predicate,
    Presence,
    Selector,
)

PREDICATES = ("au_moins", "chaque", "couverture", "page", "calcul")
_END = re.compile(
    r"^(?P<base>[a-z]\w*(?:\.\w+)*)"
    r"(?:(?P<sign>[+-])(?:(?P<iso>P\w+)|\{(?P<parameter>\w+)\}|(?P<path>[a-z]\w*(?:\.\w+)*)))?$"
)
_NUMBER = re.compile(r"^[0-9]{1,9}(?:\.[0-9]{1,6})?$")


@dataclass(frozen=True, slots=True)
class Known:
    """What a rule may name: a word of it that names nothing would leave the rule dead without a word."""

    kinds: frozenset[str]
    parameters: frozenset[str]
    conditions: frozenset[str]
    rules: frozenset[str]
    derived: frozenset[str] = frozenset()
    """Of the kinds, those that are no records: inscriptions and pieces."""
    functions: Table[str, bool] = field(default_factory=dict)
    """The computations, and whether each is told its subjects."""


def read_predicate(name: str, node: Mapping, known: Known) -> Predicate:
    """The predicate that is written under `name`, one of `PREDICATES`.

    Raises:
        DeclarationError: a part of it is wrong, or names nothing.
    """
    if name == "au_moins":
        fields = words(node.get("champs")) + words(node.get("liens"))
        alone = node.get("preuves") is None
        proofs = (read_selector(node, known, "n", "champs", "liens"),) if alone else _proofs(node, known)
        count = whole(node, "n", 1)
        if not count:
            fail("« n » vaut au moins 1", node.get("n") or node)
        return AtLeast(count, proofs, _dates(node.get("dates"), known), fields)
    if name == "couverture":
        only(node, ("sujets", "preuves", "dates"))
        subjects = read_selector(child(node, "sujets"), known)
        return Coverage(subjects, _proofs(node, known), _dates(node.get("dates"), known))
    if name == "calcul":
        return _computed(node, known)
    what = read_selector(node, known, "champs", "liens", "sections")
    return Each(what, words(node.get("champs")) + words(node.get("liens")), words(node.get("sections")))


def _computed(node: Mapping, known: Known) -> Computed:
    name = node.text("nom")
    if name not in known.functions:
        fail(f"« {name} » n'est pas un calcul ({', '.join(sorted(known.functions))})", node.get("nom") or node)
    if not known.functions[name]:
        only(node, ("nom",), f"« {{key}} » n'a pas sa place ici : le calcul « {name} » sait ce qu'il regarde")
        return Computed(name)
    return Computed(name, read_selector(node, known, "nom"))


def _proofs(node: Mapping, known: Known) -> tuple[Selector, ...]:
    nodes = [mapping(item) for item in items(node, "preuves")]
    proofs = tuple(read_selector(item, known) for item in nodes)
    for item, proof in zip(nodes, proofs, strict=True):
        if proof.each and (set(proof.kinds) & known.derived or "." in proof.each):
            fail("« par » nomme une liste de la fiche elle-même, dont chaque ligne est une preuve", item)
    return proofs or fail("« preuves » est une liste d'au moins un sélecteur", node)


def read_selector(node: Mapping, known: Known, *more: str) -> Selector:
    """A selector; `more` are keys that what holds it may have beside it.

    Raises:
        DeclarationError: it is wrong, or names a kind that does not exist.
    """
    only(node, ("genre", "avec", "dates", "lui_meme", "par", *more))
    kinds = scalars(node.get("genre"))
    if not kinds:
        fail("un sélecteur dit le « genre » de fiches qu'il regarde", node)
    for kind in kinds:
        if kind.text not in known.kinds:
            fail(f"« {kind.text} » n'est pas un genre de fiche", kind)
    conditions = {}
    if node.get("avec") is not None:
        conditions = {key.text: _condition(value) for key, value in child(node, "avec")}
    return Selector(
        kinds=tuple(kind.text for kind in kinds),
        conditions=conditions,
        dates=_dates(node.get("dates"), known),
        itself=yes(node, "lui_meme"),
        each=node.text("par"),
    )


def _condition(node: Node) -> Condition:
    if isinstance(node, Scalar) and node.text in tuple(Presence):
        return Condition(presence=Presence(node.text))
    if isinstance(node, Mapping):
        only(node, ("plus_de", "au_moins", "moins_de", "sauf"))
        more, least, less = (_amount(node, key) for key in ("plus_de", "au_moins", "moins_de"))
        excluded = words(node.get("sauf"))
        if not excluded and (more, least, less) == (None, None, None):
            fail("« sauf » attend une valeur ou une liste de valeurs", node)
        return Condition(more_than=more, at_least=least, less_than=less, excluded=excluded)
    return Condition(values=words(node) or fail("une valeur ou une liste de valeurs est attendue ici", node))


def _amount(node: Mapping, key: str) -> float | None:
    if node.get(key) is None:
        return None
    if not _NUMBER.match(node.text(key)):
        fail(f"« {key} » attend un nombre", node)
    return float(node.text(key))


def _dates(node: Node | None, known: Known) -> Dates:
    bounds: dict[str, Bound] = {}
    for key, value in mapping(node) if node is not None else ():
        spec = mapping(value)
        only(spec, ("du", "au", "avant"))
        bounds[key.text] = Bound(*(_end(spec, name, known) for name in ("du", "au", "avant")))
    return bounds


def _end(node: Mapping, key: str, known: Known) -> End | None:
    text = node.text(key)
    if node.get(key) is None:
        return None
    found = _END.match(text)
    duration: Duration | None = parse_duration(found["iso"]) if found and found["iso"] else None
    if not found or (found["iso"] and duration is None):
        fail(f"« {text} » n'est pas une borne de date", node.get(key) or node)
    if found["parameter"] and found["parameter"] not in known.parameters:
        fail(f"« {found['parameter']} » n'est pas un paramètre des règles", node.get(key) or node)
    base = found["base"]
    return End(
        base=base.removeprefix("sujet."),
        of_subject=base.startswith("sujet."),
        sign={"+": 1, "-": -1}.get(found["sign"] or "", 0),
        duration=duration,
        parameter=found["parameter"] or "",
        path=found["path"] or "",
    )


def child(node: Mapping, key: str) -> Mapping:
    """The mapping at `key`, which has to be there."""
    found = node.get(key)
    return mapping(found) if found is not None else fail(f"il manque « {key}: »", node)
