"""The binder's French phrases of `data/pages/phrases.yml`, filled with facts, and the plural of a label."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any

from classeur.shipped import shipped_data

_SMALL = re.compile(r"^(?:d[eu]|des|à|la|le|d['’].*|l['’].*)$")
_CUT = 140


def page_data(name: str) -> Any:  # noqa: ANN401 - each caller knows the shape of its own file
    """The content of `data/pages/<name>.yml`."""
    return shipped_data("pages", f"{name}.yml")


@functools.cache
def _phrases() -> Mapping[str, str]:
    return {str(name): str(text) for name, text in page_data("phrases").items()}


def say(name: str, **values: object) -> str:
    """The phrase called `name`, filled. Raises `KeyError` for a phrase or a value that is not there."""
    return _phrases()[name].format(**values)


def known(name: str) -> str:
    """The phrase called `name` as it is, empty where there is none."""
    return _phrases().get(name, "")


def several(label: str, number: int) -> str:
    """« Analyse du besoin » and 4 give « 4 analyses du besoin »; 1 leaves the label as it is.

    The words before the first preposition take the plural.
    """
    return f"{number} {plural_of(label[:1].lower() + label[1:])}" if number > 1 else label


def plural_of(label: str) -> str:
    """« Analyse du besoin » as « Analyses du besoin »."""
    parts = label.split(" ")
    end = next((place for place, word in enumerate(parts) if _SMALL.match(word)), len(parts))
    return " ".join([*(_plural(word) for word in parts[:end]), *parts[end:]])


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "z")):
        return word
    return f"{word[:-2]}aux" if word.endswith("al") else f"{word}s"


def shortened(text: str, limit: int = _CUT) -> str:
    """A text cut at a word, with an ellipsis, when it is longer than `limit` signs."""
    if len(text) <= limit:
        return text
    return f"{text[:limit].rsplit(' ', 1)[0].rstrip(',;:. ')} …"
