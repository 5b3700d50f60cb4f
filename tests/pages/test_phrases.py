from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import classeur
from classeur.pages.phrases import page_data

_PACKAGE = Path(classeur.__file__).parent
_TREES = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(_PACKAGE.rglob("*.py"))]
_TEMPLATES = "".join(path.read_text("utf-8") for path in (_PACKAGE / "data/templates").rglob("*") if path.is_file())


def _literals() -> set[str]:
    constants = (node.value for tree in _TREES for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {value for value in constants if isinstance(value, str)}


def _beginnings() -> Iterator[str]:
    """What stands before the first brace of a name that is put together: « etat- » of `f"etat-{state}"`."""
    for node in (node for tree in _TREES for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)):
        first = node.values[0]
        if isinstance(first, ast.Constant) and str(first.value).endswith("-"):
            yield str(first.value)


def test_every_phrase_is_said_by_some_page() -> None:
    literals, beginnings = _literals(), tuple(_beginnings())
    silent = {name for name in page_data("phrases") if name not in literals and not name.startswith(beginnings)}
    assert {name for name in silent if f'"{name}"' not in _TEMPLATES and f"'{name}'" not in _TEMPLATES} == set()


def test_every_phrase_that_the_code_says_by_name_is_there() -> None:
    calls = (node for tree in _TREES for node in ast.walk(tree) if isinstance(node, ast.Call))
    said = {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == "say" and isinstance(call.args[0], ast.Constant)
    }
    assert len(said) > len(page_data("phrases")) / 2
    assert said - set(page_data("phrases")) == set()
