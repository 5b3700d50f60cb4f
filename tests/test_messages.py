from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import classeur
from classeur.finding import Grade, Place
from classeur.messages import MESSAGES, Message, finding, others, read_messages
from classeur.shipped import DoubleKeyError, read_plain

_PACKAGE = Path(classeur.__file__).parent
_MODULES = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(_PACKAGE.rglob("*.py"))]
_SAYERS = ("finding", "BadValue", "Secret", "Explanation", "_problem", "_unknown", "_mended", "_between_quotes")
"""What takes an id first: those that make a finding, and those that carry its id to one."""


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """The calls that write an id of the list: the id, and the call."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        first = call.args[0] if call.args else None
        if _called(call) in _SAYERS and isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield first.value, call


def _keys(written: ast.expr) -> set[str]:
    """The keys of a dictionary as it is written; none for anything else."""
    return {str(key.value) for key in getattr(written, "keys", ()) if isinstance(key, ast.Constant)}


def _given(call: ast.Call, within: ast.FunctionDef) -> set[str]:
    """The names of the values that a call gives: keywords, and keys of a dictionary that its function writes."""
    assigned = [node for node in ast.walk(within) if isinstance(node, ast.Assign)]
    names = {word.arg for word in call.keywords if word.arg and word.arg != "subject"}
    for spread in (word.value for word in call.keywords if word.arg is None):
        names |= set().union(*(_keys(a.value) for a in assigned if ast.unparse(a.targets[0]) == ast.unparse(spread)))
    return names | set().union(*map(_keys, call.args))


def _braces(message: Message) -> set[str]:
    parsed = string.Formatter().parse(message.sentence + message.remedy)
    return {name for _, name, _, _ in parsed if name is not None}


_FOUND = [
    (identity, call, function)
    for tree in _MODULES
    for function in ast.walk(tree)
    if isinstance(function, ast.FunctionDef)
    for identity, call in _calls(function)
]
_FILLING = ("finding", "_problem", "BadValue")
"""Those that give every value themselves; the others are tested by the bad example of their id."""
_DECLARED = ("declaration-genre", "declaration-regle")
"""Said by `Declared.finding`, which fills the cause itself."""


def test_every_id_that_the_code_writes_is_in_the_list() -> None:
    assert len(_FOUND) > len(MESSAGES)
    assert {identity for identity, _, _ in _FOUND} - set(MESSAGES) == set()


def test_every_message_of_the_list_is_said_somewhere() -> None:
    nodes = (node for tree in _MODULES for node in ast.walk(tree) if isinstance(node, ast.Constant))
    assert set(MESSAGES) - {node.value for node in nodes if isinstance(node.value, str)} == set()


@pytest.mark.parametrize("identity", sorted(set(MESSAGES) - set(_DECLARED)))
def test_every_call_fills_the_braces_of_its_message_and_nothing_more(identity: str) -> None:
    calls = [(call, within) for said, call, within in _FOUND if said == identity and _called(call) in _FILLING]
    for call, within in calls:
        assert _given(call, within) == _braces(MESSAGES[identity]), ast.unparse(call)


def test_a_value_that_is_missing_is_an_error_not_a_hole_in_the_sentence() -> None:
    with pytest.raises(KeyError, match="cause"):
        finding("rendu", Place("public"))


def test_a_message_keeps_its_grade_which_is_an_error_when_none_is_written() -> None:
    told = {"constat": "Le {value} manque.", "remede": "Écrivez-le."}
    assert read_messages({"a": told, "b": told | {"grade": "vigilance"}}) == {
        "a": Message("Le {value} manque.", "Écrivez-le.", Grade.ERROR),
        "b": Message("Le {value} manque.", "Écrivez-le.", Grade.WATCH),
    }


@pytest.mark.parametrize(
    "keys",
    [
        {"constat": "Manque."},
        {"remede": "Écrivez-le."},
        {"constat": "Manque.", "remede": "Écrivez-le.", "remédé": ""},
        {"constat": "Manque.", "remede": "Écrivez-le.", "grade": "grave"},
    ],
)
def test_a_message_that_is_not_whole_is_refused(keys: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"^(manque|'grave' is not a valid Grade)$"):
        read_messages({"manque": keys})


@pytest.mark.parametrize("text", ["a: 1\na: 2\n", "a:\n  constat: Un.\n  constat: Deux.\n", "- {a: 1, a: 1}\n"])
def test_a_key_written_twice_in_shipped_data_is_refused(text: str) -> None:
    with pytest.raises(DoubleKeyError, match=r"^(a|constat)$"):
        read_plain(text)


@pytest.mark.parametrize(("number", "words"), [(1, "un autre"), (2, "2 autres"), (12, "12 autres")])
def test_one_that_is_not_named_is_no_plural(number: int, words: str) -> None:
    assert others(number) == words
    assert others(number, feminine=True) == words.replace("un ", "une ")
