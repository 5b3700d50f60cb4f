"""The few settings of the project's own `mkdocs.yml` that pass into its sites: those of its look, and local ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from classeur.finding import Finding
from classeur.messages import finding
from classeur.read.declarations import scalars
from classeur.read.nodes import Mapping, Node, Scalar
from classeur.read.source import Source, read_source
from classeur.read.tree import OVERRIDES, resolve_inside

FILE = "mkdocs.yml"
_OURS = ("site_name", "docs_dir", "site_dir", "use_directory_urls", "theme")
"""What a plain `mkdocs build` needs to find the public edition: each edition has its own."""
_OUR_THEME = ("name", "custom_dir", "language", "font", "icon")
_ICON = re.compile(r"^[a-z0-9-]+(?:/[a-z0-9-]+)*$")
_KNOWN = "theme.favicon, theme.icon.logo et extra_css"
_ELSEWHERE = {"theme.logo": "le logo se dit dans organisme.yml, à la ligne « logo »"}
_NO_FILE = f"il attend un fichier de {OVERRIDES}/"


@dataclass(frozen=True, slots=True)
class Settings:
    """The look that a provider gives to its sites; paths are those of files of `overrides/`."""

    favicon: str = ""
    icon: str = ""
    styles: tuple[str, ...] = ()


def read_settings(root: Path) -> tuple[Settings, tuple[Finding, ...]]:
    """The settings of the project at `root`, and a finding for each one that is left out.

    The file is never inherited: MkDocs runs what `hooks` and Python tags name, and prints in public what `extra` holds.
    """
    if not (root / FILE).is_file():
        return Settings(), ()
    source, problems = read_source(root, FILE)
    if source is None:
        return Settings(), problems
    reading = _Reading(root, source, [*problems])
    return reading.settings(), tuple(reading.problems)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The walk through one file, and what was found on the way."""

    root: Path
    source: Source
    problems: list[Finding]

    def settings(self) -> Settings:
        front = self.source.front
        theme = _sub(front, "theme")
        icon = _sub(theme, "icon")
        self._leave(front, "", (*_OURS, "extra_css"))
        self._leave(theme, "theme.", (*_OUR_THEME, "favicon"))
        self._leave(icon, "theme.icon.", ("logo",))
        return Settings(
            favicon=self._file(theme, "favicon"),
            icon=self._icon(icon),
            styles=tuple(style.text for style in scalars(front.get("extra_css")) if self._is_file("extra_css", style)),
        )

    def _leave(self, node: Mapping, prefix: str, taken: tuple[str, ...]) -> None:
        for key, _ in node:
            if key.text not in taken:
                name = f"{prefix}{key.text}"
                self._ignore(name, key, _ELSEWHERE.get(name, "Classeur n'en prend que l'apparence"))

    def _file(self, theme: Mapping, key: str) -> str:
        written = theme.get(key)
        return written.text if isinstance(written, Scalar) and self._is_file(f"theme.{key}", written) else ""

    def _is_file(self, key: str, written: Scalar) -> bool:
        path = resolve_inside(self.root, f"{OVERRIDES}/x", written.text)
        local = path is not None and path.startswith(f"{OVERRIDES}/") and (self.root / path).is_file()
        if not local or written.text.startswith("/"):
            self._ignore(key, written, _NO_FILE)
            return False
        return True

    def _icon(self, icon: Mapping) -> str:
        written = icon.get("logo")
        if written is None:
            return ""
        if _ICON.match(icon.text("logo")):
            return icon.text("logo")
        self._ignore("theme.icon.logo", written, "il attend le nom d'une icône de Material, comme material/school")
        return ""

    def _ignore(self, key: str, node: Node, cause: str) -> None:
        length = len(node.text) if isinstance(node, Scalar) else 1
        place = self.source.place(node.line, node.column, length)
        self.problems.append(finding("reglage-ignore", place, key=key, cause=cause, known=_KNOWN))


def _sub(node: Mapping, key: str) -> Mapping:
    child = node.get(key)
    return child if isinstance(child, Mapping) else Mapping((), node.line, node.column)
