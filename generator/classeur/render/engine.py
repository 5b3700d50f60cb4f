"""Pagefind's command line: words of pages in, an index that a browser reads by pieces out."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

BUNDLE = "recherche"
"""The folder of a site that holds the index, and what reads it."""
_UNUSED = ("pagefind-*-ui.*", "pagefind-ui.*", "pagefind-highlight.js", "wasm.unknown.pagefind")
"""Pagefind's own looks and the reader of other languages: nobody asks for them."""


FILTERS = "filtres.json"
WORDS = "mots.json"
_WORD = re.compile(r"[^\W\d_]{4,}")
_MOST_WORDS = 20_000
"""Words of `mots.json`: a reader whose word no page holds loads all of them, once."""
_MARK = b"pagefind_dcd"


@dataclass(frozen=True, slots=True)
class Traits:
    """What a page can be filtered by: its kind, in words, and the indicators that it serves."""

    kind: str
    indicators: tuple[int, ...]


class EngineError(Exception):
    """The index could not be made: the message says why, in words."""


def index(pages: Path, target: Path, traits: Mapping[str, Traits]) -> None:
    """Index every page under `pages` into `target`; the same pages give the same bytes.

    `traits` are by the path of a page under `pages`. They are written beside the index, in `filtres.json`: Pagefind
    has filters of its own, whose files come out in another order each time.

    Raises:
        EngineError: Pagefind is not there for this machine, does not start, or stops with an error.
    """
    command = [_program(), "--site", str(pages.resolve()), "--output-path", str(target.resolve())]
    try:
        done = subprocess.run(
            [*command, "--keep-index-url", "--force-language", "fr", "--quiet"],
            capture_output=True,
            check=False,
            cwd=pages,  # not the project's folder, where a pagefind.yml would change the command
            encoding="utf-8",
            env={name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")},
            errors="replace",
        )
    except OSError as error:
        raise EngineError(f"Pagefind ne démarre pas ({error.strerror})") from error
    if done.returncode:
        shutil.rmtree(target, ignore_errors=True)
        last = " ".join((done.stderr or done.stdout).split()[-12:])
        raise EngineError(f"Pagefind s’est arrêté ({last or done.returncode})")
    for pattern in _UNUSED:
        for file in target.glob(pattern):
            file.unlink()
    _write_tables(target, traits)


def _write_tables(target: Path, traits: Mapping[str, Traits]) -> None:
    """What the index does not tell a reader: what pages can be filtered by, and their words as they are spelled.

    Filters are `genres`, and for each id that the index gives to a page: the place of its kind there, then its
    indicators. Words are the commonest first, each with the number of its pages: between two words stands a number, so
    that no neighbours are taken for somebody's whole name.
    """
    kinds = sorted({trait.kind for trait in traits.values()})
    places = {kind: place for place, kind in enumerate(kinds)}
    pages: dict[str, list[int]] = {}
    words: Counter[str] = Counter()
    for fragment in sorted((target / "fragment").iterdir()):
        packed = json.loads(gzip.decompress(fragment.read_bytes()).removeprefix(_MARK))
        trait = traits[packed["url"].removeprefix("/")]
        pages[fragment.stem] = [places[trait.kind], *trait.indicators]
        words.update(set(_WORD.findall(packed["content"].lower())))
    common = sorted(words.items(), key=lambda word: (-word[1], word[0]))[:_MOST_WORDS]
    _write_json(target / FILTERS, {"genres": kinds, "pages": pages})
    _write_json(target / WORDS, dict(common))


def _write_json(target: Path, content: Mapping[str, object]) -> None:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    target.write_text(text, encoding="utf-8", newline="\n")


def _program() -> str:
    try:
        from pagefind_bin import get_executable  # type: ignore[import-untyped] # noqa: PLC0415 - not for every machine
    except ImportError as error:
        raise EngineError("Pagefind n’est pas installé") from error
    return str(get_executable())
