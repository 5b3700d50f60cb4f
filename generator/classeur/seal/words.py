"""Words, numbers and hyphenated ids as the scan compares them: what a reader does not see makes no difference."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import accumulate

_WORD = re.compile(r"[^\W_]+")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e0fff]"
)
"""Soft hyphens, signs of direction, selectors of variants: they cut a word that readers see whole."""
_DASH = re.compile("[_\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_HYPHENATED = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DIGITS = re.compile(r"[0-9]+(?:[ \u00a0\u2009\u202f\t\n.()/+-]{1,3}[0-9]+)*")
_GROUP = re.compile("[0-9]+")
_BEFORE = ("", "0", "33", "330", "0033", "00330")
"""What stands before the nine digits of a French number."""


def visible(text: str) -> str:
    """The text without invisible signs, accents in one piece."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def words_of(text: str) -> list[str]:
    """The words of a text, as written."""
    return [word for line in text.split("\n") for word in _of_line(line)[0]]


def both_writings(text: str) -> tuple[list[str], list[str]]:
    """The words of a text as written, and the same as the scan compares them."""
    written: list[str] = []
    compared: list[str] = []
    for line in text.split("\n"):
        words, plains = _of_line(line)
        written += words
        compared += plains
    return written, compared


@functools.lru_cache(maxsize=4_096)
def _of_line(line: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a line, in both writings. Remembered: all pages of a site have the same head, tabs and foot."""
    words = tuple(_WORD.findall(visible(line)))
    return words, tuple(map(plain, words))


@functools.lru_cache(maxsize=200_000)
def plain(word: str) -> str:
    """A word as the scan compares it, without case or accents. Remembered: a site repeats few words many times."""
    return unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().casefold() or word.casefold()


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text, as the scan compares them."""
    return tuple(map(plain, words_of(text)))


def hyphenated(text: str) -> Iterable[str]:
    """Each word once, hyphens kept, in small letters: no-break hyphens, dashes and underscores are hyphens."""
    return dict.fromkeys(_HYPHENATED.findall(_dashed(text).casefold()))


@functools.lru_cache(maxsize=1)
def _dashed(text: str) -> str:
    """The visible text with one sign for all dashes. Remembered: numbers, then ids are looked for in the same text."""
    return _DASH.sub("-", visible(text))


def subscriber(phone: str) -> str:
    """The digits of a number that every writing of it holds: without 0, 33, 0033."""
    digits = "".join(sign for sign in phone if sign in "0123456789").removeprefix("00")
    return digits.removeprefix("33").removeprefix("0") if digits.startswith(("33", "0")) else digits


def numbers_in(text: str, lengths: frozenset[int]) -> Iterator[str]:
    """What may be the digits of a number of one of these lengths, however they are grouped.

    It starts and ends where a group of digits does: drawings and tables of figures are long runs of digits too.
    """
    befores = _befores(lengths)
    shortest, longest = min(befores), max(befores)
    for run in _DIGITS.findall(_dashed(text)):
        # Nearly all runs are dates, amounts and sizes.
        if len(run) < shortest:
            continue
        groups = _GROUP.findall(run)
        digits = "".join(groups)
        edges = [0, *accumulate(map(len, groups))]
        for index, start in enumerate(edges):
            for end in edges[index + 1 : index + 1 + longest]:
                if end - start > longest:
                    break
                for before in befores.get(end - start, ()):
                    if digits.startswith(before, start):
                        yield digits[start + len(before) : end]


@functools.cache
def _befores(lengths: frozenset[int]) -> dict[int, list[str]]:
    """For a run of so many digits, what may stand in it before a number of one of these lengths."""
    found: dict[int, list[str]] = {}
    for length in sorted(lengths):
        for before in _BEFORE:
            found.setdefault(len(before) + length, []).append(before)
    return found
