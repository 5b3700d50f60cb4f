"""Sentences of a rule with braces, checked when it is loaded: what nothing fills would be printed as it is."""

from __future__ import annotations

from string import Formatter

from classeur.read.declarations import fail
from classeur.read.nodes import Mapping
from classeur.rules.computed.table import COMPUTATIONS
from classeur.rules.declaration import TITLE, Computed, Predicate


def precision_of(node: Mapping, predicate: Predicate) -> str:
    """The end of a sentence whose braces a computation fills; one that it does not fill is a mistake."""
    text, written = node.text("precision"), node.get("precision")
    if written is None:
        return ""
    details = COMPUTATIONS[predicate.name].details if isinstance(predicate, Computed) else frozenset()
    try:
        names = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        fail("une accolade de « precision » n'est pas fermée", written)
    if not names or not names <= details:
        wrong = ", ".join(sorted(names - details)) or "rien"
        fail(f"« precision » nomme {wrong}, et ce calcul donne : {', '.join(sorted(details)) or 'rien'}", written)
    return text


def task_of(node: Mapping) -> str:
    """What to do by the day when it falls due (« echeance »); `{titre}`, of the record, alone stands there."""
    text, written = node.text("echeance"), node.get("echeance")
    if written is None:
        return ""
    try:
        names = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        fail("une accolade de « echeance » n'est pas fermée", written)
    if wrong := ", ".join(sorted(names - {TITLE})):
        fail(f"« echeance » nomme {wrong} ; seul {{{TITLE}}} y est connu", written)
    return text
