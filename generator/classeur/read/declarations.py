"""Declarations of kinds and of rules: the package's YAML files, then the project's, and how their nodes are taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path, PurePosixPath
from typing import NoReturn

from classeur.finding import Finding, Place
from classeur.messages import finding
from classeur.read import yaml
from classeur.read.nodes import Mapping, Node, Scalar, Sequence
from classeur.read.source import read_source
from classeur.read.tree import bad_name, in_unicode

MAX_DIGITS = 9
"""Digits of a number that is declared."""


class DeclarationError(Exception):
    """Raised while a declaration is read, with the cause in French and the node that is wrong."""

    def __init__(self, cause: str, node: Node) -> None:
        super().__init__(cause)
        self.cause = cause
        self.node = node


@dataclass(frozen=True, slots=True)
class Declared:
    """One YAML file of declarations that was read; `own` when it is the provider's, under the project's root."""

    path: str
    front: Mapping
    lines: tuple[str, ...]
    own: bool

    def finding(self, rule: str, error: DeclarationError) -> Finding:
        """The finding `rule` for an error, with its place in this file."""
        line, column = error.node.line, error.node.column
        shown = self.lines[line - 1] if line <= len(self.lines) else ""
        return finding(rule, Place(self.path, line, column, shown), cause=error.cause)


Read = tuple[Declared | None, tuple[Finding, ...]]
"""A file of declarations with what is wrong in it; None for one that can't be read."""


def shipped_declarations(folder: str) -> Iterator[Read]:
    """Each file of the package's `data/<folder>`, by name."""
    shipped = resources.files("classeur") / "data" / folder
    for file in sorted(shipped.iterdir(), key=lambda item: item.name):
        yield _shipped(file)


def own_declarations(folder: str, root: Path) -> Iterator[Read]:
    """Each file that the provider of the project at `root` wrote in `root/<folder>/`, by name."""
    for own in sorted((root / folder).glob("*.yml")):
        path = own.relative_to(root).as_posix()
        if cause := bad_name(path):
            name = in_unicode(own.name)
            yield None, (finding("fichier-nom", Place(in_unicode(path)), name=name, cause=cause),)
            continue
        source, problems = read_source(root, path)
        yield Declared(path, source.front, source.lines, own=True) if source else None, problems


def _shipped(file: resources.abc.Traversable) -> Read:
    text = file.read_text(encoding="utf-8")
    front, problems = yaml.parse(text, file.name)
    return Declared(file.name, front, tuple(text.split("\n")), own=False) if front else None, problems


def fail(cause: str, node: Node) -> NoReturn:
    """Refuse a declaration.

    Raises:
        DeclarationError: always.
    """
    raise DeclarationError(cause, node)


def only(node: Mapping, allowed: Iterable[str], cause: str = "") -> None:
    """Refuse a key that is not one of `allowed`; `cause` says what the key is not, braces filled with it."""
    known = tuple(allowed)
    for key, _ in node:
        if key.text not in known:
            said = cause or f"« {{key}} » n'a pas sa place ici (on attend {', '.join(known)})"
            fail(said.format(key=key.text), key)


def words(node: Node | None) -> tuple[str, ...]:
    """One text or a list of texts, as texts."""
    return tuple(scalar.text for scalar in scalars(node))


def scalars(node: Node | None) -> tuple[Scalar, ...]:
    """One text or a list of texts, with their places."""
    if isinstance(node, Scalar):
        return (node,)
    return tuple(item for item in node.items if isinstance(item, Scalar)) if isinstance(node, Sequence) else ()


def mapping(node: Node) -> Mapping:
    """The node, which has to be a mapping."""
    return node if isinstance(node, Mapping) else fail("des clés et des valeurs sont attendues ici", node)


def items(node: Mapping, key: str) -> tuple[Node, ...]:
    """The items of the list at `key`; none when it is not written, or written and left empty."""
    child = node.get(key)
    if child is None or (isinstance(child, Scalar) and not child.text):
        return ()
    return child.items if isinstance(child, Sequence) else fail(f"« {key} » est une liste", child)


def yes(node: Mapping, key: str) -> bool:
    """Whether `key` says `oui`; nothing written is `non`."""
    text = node.text(key)
    if node.get(key) is not None and text not in ("oui", "non"):
        fail(f"« {key} » se répond par oui ou non", node.get(key) or node)
    return text == "oui"


def whole(node: Mapping, key: str, default: int) -> int:
    """The whole number at `key`, or `default`."""
    text = node.text(key)
    if node.get(key) is None:
        return default
    if not (text.isascii() and text.isdecimal()) or len(text) > MAX_DIGITS:
        fail(f"« {key} » est un nombre entier, de {MAX_DIGITS} chiffres au plus", node.get(key) or node)
    return int(text)


def indicator_numbers(node: Node | None, known: Iterable[int]) -> tuple[int, ...]:
    """The numbers of indicators that a node lists, each one of `known`."""
    numbers = {str(number): number for number in known}
    for scalar in scalars(node):
        if scalar.text not in numbers:
            fail(f"« {scalar.text} » n'est pas le numéro d'un indicateur (de 1 à {max(numbers.values())})", scalar)
    return tuple(numbers[text] for text in words(node))


def inside(path: str) -> bool:
    """Whether a POSIX path stays under `evidence/` or `content/`, written without detours."""
    parts = PurePosixPath(path).parts
    return parts[:1] in (("evidence",), ("content",)) and ".." not in parts and str(PurePosixPath(path)) == path
