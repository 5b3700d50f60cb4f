"""What a rule looks at and looks for, read from its nodes: predicates, selectors, bounds of dates."""

from __future__ import annotations

import re
from dataclasses import dataclass

from classeur.dates import Duration, parse_duration
from classeur.read.declarations import fail, items, mapping, only, scalars, whole, words, yes
from classeur.read.nodes import Mapping, Node, Scalar
from classeur.rules.declaration import (
    AtLeast,
    Bound,
    Condition,
    Coverage,
    Dates,
    Each,
    End,
    Predicate,
    Presence,
    Selector,
)

PREDICATES = ("au_moins", "chaque", "couverture", "page")
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
    what = read_selector(node, known, "champs", "liens", "sections")
    return Each(what, words(node.get("champs")) + words(node.get("liens")), words(node.get("sections")))


def _proofs(node: Mapping, known: Known) -> tuple[Selector, ...]:
    proofs = tuple(read_selector(mapping(item), known) for item in items(node, "preuves"))
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
        only(node, ("plus_de",))
        if not _NUMBER.match(node.text("plus_de")):
            fail("« plus_de » attend un nombre", node)
        return Condition(more_than=float(node.text("plus_de")))
    return Condition(values=words(node))


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
