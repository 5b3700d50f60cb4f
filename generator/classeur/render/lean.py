"""What the search reads: for each page a lean copy with its title, its codes and its words, indexed by Pagefind."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.base import LegacyConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from classeur.render.engine import BUNDLE, EngineError, Traits, index

_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)(?:\s+[^\s=>\"']+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"']*))?)*\s*/?>")
_SILENT = re.compile(r"<(svg|nav|script|style|template)\b.*?</\1>", re.DOTALL)
_WITHIN = frozenset(("a", "abbr", "b", "bdi", "code", "em", "i", "kbd", "mark", "q", "s", "strong", "sub", "sup", "u"))
"""Tags that stand inside a sentence; any other parts words, or « Type » and « Corrective » would be one."""
_BETWEEN = re.compile(r"(?<=[^\W\d_])(['’-])(?=[^\W\d_])")
"""Where French words meet: « l’accueil », « après-midi ». A code, which has digits, stays whole."""
_TAKEN = "un fichier de l’apparence ou du contenu est déjà rangé dans « recherche/ »"


def lean(title: str, content: str, codes: Iterable[str]) -> str:
    """The lean copy of a page, from its `title` (text) and the HTML of its content.

    `codes` are what finds the page before any other: ids and names, as they are and cut where words meet. Attributes
    are left out, since addresses are nothing that one searches.
    """
    wanted = " ".join(dict.fromkeys(form for code in map(_closed, codes) for form in (code, cut(code))))
    head = (("title", title), *((("codes", wanted),) if wanted else ()))
    marks = "".join(f'<i data-pagefind-meta="{name}[data-v]" data-v="{html.escape(text)}"></i>' for name, text in head)
    words = _TAG.sub(_bare, _SILENT.sub(" ", content)).replace("</a><a>", "</a> <a>")
    return f'<!doctype html><html lang="fr"><body data-pagefind-body>{marks}{cut(words)}</body></html>'


def _closed(code: str) -> str:
    """A code in one word, as what is typed is read: in pieces, « pc-b-2025-002 » would be found for « B-2025-002 »."""
    return code.replace("-", "") if any(map(str.isdigit, code)) else code


def _bare(tag: re.Match[str]) -> str:
    name = tag[2].lower()
    return f"<{tag[1]}{name}>" if name in _WITHIN else f" <{tag[1]}{name}> "


def cut(text: str) -> str:
    """The text with a space where words meet, after the sign, so that who shows it can close the gap again."""
    return _BETWEEN.sub(r"\1 ", text)


class Lean(BasePlugin[LegacyConfig]):  # type: ignore[no-untyped-call] # of MkDocs' own base class
    """Indexes the pages once they are all written and before the theme is filled: no page shows a search that fails."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.traits: dict[str, Traits] = {}
        self.cause = ""
        """Why there is no search, in words; empty when there is one."""

    def on_files(self, files: Files, **_: object) -> Files:
        """Called when everything that goes into the site is known."""
        if any(f"{file.dest_uri}/".startswith(f"{BUNDLE}/") for file in files):
            self.cause = _TAKEN
        return files

    def on_page_content(self, content: str, *, page: Page, **_: object) -> None:
        """Called once a page is HTML, before the theme is put around it."""
        if self.cause:
            return
        target = self.folder / page.file.dest_uri
        target.parent.mkdir(parents=True, exist_ok=True)
        copy = lean(html.unescape(str(page.title)), content, map(str, page.meta.get("tags", ())))
        target.write_text(copy, encoding="utf-8", newline="\n")
        indicators = tuple(int(number) for number in page.meta.get("indicateurs", ()))
        self.traits[page.file.dest_uri] = Traits(str(page.meta.get("genre", "")), indicators)

    def on_env(self, _: object, *, config: MkDocsConfig, **__: object) -> None:
        """Called between the pages and their theme."""
        if not self.cause:
            try:
                index(self.folder, Path(config.site_dir) / BUNDLE, self.traits)
            except EngineError as error:
                self.cause = str(error)
        config.extra["recherche"] = not self.cause
