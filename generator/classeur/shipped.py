"""The shipped data that no provider writes, read as plain YAML in which a key written twice is refused."""

from __future__ import annotations

from importlib import resources
from typing import Any

import yaml


class DoubleKeyError(Exception):
    """Raised by `read_plain`: a key stands twice in one mapping, and YAML would keep the last without a word."""


class _Loader(yaml.CSafeLoader):
    """PyYAML's safe loader, which refuses double keys."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - PyYAML's signature
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        if len(mapping) < len(node.value):
            keys = [key.value for key, _ in node.value]
            raise DoubleKeyError(next(key for key in keys if keys.count(key) > 1))
        return mapping


def shipped_data(*path: str) -> Any:  # noqa: ANN401 - each caller knows the shape of its own file
    """The content of `data/<path>`, for example `shipped_data("pages", "guide.yml")`."""
    return read_plain(resources.files("classeur").joinpath("data", *path).read_text(encoding="utf-8"))


def read_plain(text: str) -> Any:  # noqa: ANN401 - as the text is
    """The content of a YAML text.

    Raises:
        DoubleKeyError: a key is written twice.
    """
    return yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader, made stricter
