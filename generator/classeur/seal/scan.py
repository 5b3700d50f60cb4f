"""A rendered site read word by word for what its edition must not hold: the cost is the site's, not the names'."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from classeur.finding import Finding, Place
from classeur.messages import finding
from classeur.seal.secrets import Secret, Secrets, plain, words_of

_TEXTS = {".html", ".json", ".xml", ".txt", ".csv", ".ics", ".svg", ".md", ".webmanifest"}
_THEME = ("assets/javascripts/", "assets/stylesheets/", "assets/classeur/", "assets/images/")
_TAG = re.compile(r"<[^>]*>")
_SILENT = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_CUT = re.compile(
    r"\w(?:</?(?:a|abbr|b|bdi|big|code|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|u|wbr)\b[^>]*>)+\w",
    re.IGNORECASE,
)
"""Tags inside a word, that a reader does not see."""
_INDEX = "search/search_index.json"
"""Holds the words of every page again: it is told only for what no page shows."""
_HYPHENATED = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")


def scan(folder: Path, secrets: Secrets, sources: Mapping[str, str]) -> tuple[Finding, ...]:
    """Every secret found in the files of a site, each once a page.

    `sources` gives, for an address without extension, the file that the page was made from.
    """
    found: list[Finding] = []
    for path in sorted(folder.rglob("*")):
        address = path.relative_to(folder).as_posix()
        if path.is_file() and not address.startswith(_THEME):
            texts = [unquote(address)]
            if path.suffix in _TEXTS:
                texts += _texts(path)
            place = Place(sources.get(address.removesuffix(".html"), f"{secrets.edition.value}/{address}"))
            found += _found_in(texts, secrets, place)
    told = {_key(leak) for leak in found if not leak.path.endswith(_INDEX)}
    return tuple(dict.fromkeys(leak for leak in found if not leak.path.endswith(_INDEX) or _key(leak) not in told))


def _key(leak: Finding) -> tuple[str, str]:
    return (leak.rule, leak.subject)


def _texts(path: Path) -> Iterator[str]:
    """What a reader of the file could read: words in the order of the page, then attributes and addresses."""
    raw = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".json":
        yield from (part for text in _strings(json.loads(raw)) for part in _readings(text))
    else:
        yield from _readings(raw)


def _readings(raw: str) -> Iterator[str]:
    """Words with a space for each tag, tags as they are, and, where tags cut words (« Mo<b>i</b> »), without them."""
    silent = _SILENT.sub(" ", raw)
    yield html.unescape(_TAG.sub(" ", silent))
    yield unquote(html.unescape(raw))
    if _CUT.search(silent):
        yield html.unescape(_TAG.sub("", silent))


def _strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for item in data:
            yield from _strings(item)
    elif isinstance(data, dict):
        for key, value in data.items():
            yield str(key)
            yield from _strings(value)


def _found_in(texts: list[str], secrets: Secrets, place: Place) -> Iterator[Finding]:
    edition = secrets.edition.french
    for text in texts:
        for secret in secrets_in(text, secrets):
            subject = secret.values.get("code") or secret.values["value"]
            yield finding(secret.rule, place, subject=subject, edition=edition, **secret.values)
        for identity in _ids_in(text, secrets.ids) if secrets.ids else ():
            yield finding("fuite-identifiant", place, subject=identity, value=identity, edition=edition)


def secrets_in(text: str, secrets: Secrets) -> Iterator[Secret]:
    """The secrets of a text; one that lies inside a longer one (a family name in a full name) is not told as well."""
    words = words_of(text)
    compared = list(map(plain, words))
    if secrets.by_word.keys().isdisjoint(compared):
        return
    hits = [
        (index, index + len(secret.words), secret)
        for index, word in enumerate(compared)
        for secret in secrets.by_word.get(word, ())
        if _matches(secret, words, compared, index)
    ]
    for start, end, secret in hits:
        if not any(left <= start and end <= right and right - left > end - start for left, right, _ in hits):
            yield secret


def _matches(secret: Secret, words: list[str], compared: list[str], index: int) -> bool:
    end = index + len(secret.words)
    if tuple(compared[index:end]) != secret.words:
        return False
    return not secret.capital or all(word[0].isupper() for word in words[index:end])


def _ids_in(text: str, ids: Mapping[str, str]) -> Iterator[str]:
    """Ids that stand in a text as words of their own, or inside a longer word with hyphens, in any case."""
    longest = max((identity.count("-") + 1 for identity in ids), default=0)
    for found in _HYPHENATED.finditer(text.casefold()) if ids else ():
        parts = found[0].split("-")
        for start in range(len(parts)):
            for end in range(start + 1, min(len(parts), start + longest) + 1):
                written = ids.get("-".join(parts[start:end]))
                if written:
                    yield written
