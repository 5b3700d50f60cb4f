"""The theme's templates, compiled once for both editions and for every build of `classeur serve`.

Compiling them is a quarter of a build of the sample; Jinja compares their source, so a changed template is seen.
"""

from __future__ import annotations

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from mkdocs.config.base import LegacyConfig
from mkdocs.plugins import BasePlugin


class _Memory(BytecodeCache):
    """Compiled templates by their name and file, in this process alone."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()


_MEMORY = _Memory()


class CompiledOnce(BasePlugin[LegacyConfig]):  # type: ignore[no-untyped-call] # of MkDocs' own base class
    """Gives MkDocs' templates the memory of what was compiled before."""

    def on_env(self, env: Environment, **_: object) -> Environment:
        """Called before any template is read."""
        env.bytecode_cache = _MEMORY
        return env
