"""What was meant by a key or a value that is not written as its kind asks, when a single thing can be meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from classeur.finding import Edit, Finding
from classeur.kinds.declaration import Field, Kinds
from classeur.kinds.record import slug
from classeur.kinds.values import BadValue, convert
from classeur.messages import finding
from classeur.read.nodes import Scalar
from classeur.read.source import Source

_AROUND = "\"'“”„‘’«»‹› \u00a0\u202f\t.;,"
"""Quotes and full stops around a value that is no sentence."""
_YES_NO = {
    **dict.fromkeys(("oui", "yes", "true", "vrai"), "oui"),
    **dict.fromkeys(("non", "no", "false", "faux"), "non"),
}


_COMMENT = re.compile(r"\s*:\s+(?P<colour>#[0-9a-fA-F]{3,6})\b")
"""A colour that YAML reads as a comment."""


def commented_colour(source: Source, key: Scalar) -> Finding | None:
    """The colour written after `key` without quotes, of which nothing is read; None when the value is truly empty."""
    line = source.lines[key.line - 1]
    found = _COMMENT.match(line, key.column - 1 + len(key.text))
    if found is None:
        return None
    colour, column = found["colour"], found.start("colour") + 1
    told = finding("couleur-commentaire", source.place(key.line, column, len(colour)), key=key.text, colour=colour)
    return told.mended_by(Edit(key.line, column, colour, f'"{colour}"'))


def meant_value(field: Field, text: str, kinds: Kinds) -> str:
    """What to write in place of `text`, which `convert` refuses for `field`; an empty text when nobody can say."""
    for tried in _tries(field, text, kinds):
        try:
            convert(field, tried, kinds)
        except BadValue as bad:
            if repaired := bad.values.get("repaired"):
                return str(repaired)
        else:
            return tried
    return ""


def _tries(field: Field, text: str, kinds: Kinds) -> Iterator[str]:
    yield text
    bare = text.strip(_AROUND)
    yield bare
    if field.type == "oui-non":
        yield _YES_NO.get(bare.casefold(), "")
    elif field.type in ("choix", "nature"):
        values = (field.values or {}) if field.type == "choix" else kinds.natures
        yield _same_words(bare, values.items())


def meant_key(key: str, fields: Iterable[Field]) -> str:
    """The field whose name or label has the same words as `key`; an empty text when there are none, or several."""
    return _same_words(key, ((field.name, field.label) for field in fields))


def meant_name(word: str, known: Iterable[str]) -> str:
    """The one known name that has the same words as `word`, whatever its accents, capitals and dashes."""
    return _same_words(word, ((name, name) for name in known))


def _same_words(text: str, known: Iterable[tuple[str, str]]) -> str:
    words = _words(text)
    found = {name for name, label in known if words and words in (_words(name), _words(label))}
    exact = {name for name in found if _words(name) == words}
    return next(iter(exact or found)) if len(exact or found) == 1 else ""


def _words(text: str) -> str:
    return slug(text.replace("’", "'"))


def replaced(source: Source, node: Scalar, new: str) -> Edit | None:
    """The change that writes `new` in place of a key or value; None when its line does not show it as it reads."""
    if not new:
        return None
    rest = source.lines[node.line - 1][node.column - 1 :]
    written = (f'"{node.text}"', f"'{node.text}'") if node.quoted else (node.text,)
    return next((Edit(node.line, node.column, old, new) for old in written if old and rest.startswith(old)), None)
