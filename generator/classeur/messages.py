"""What reading, validating, linking, rendering and sealing can say: the closed list of `data/messages.yml`, filled."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from classeur.finding import Finding, Grade, Place
from classeur.shipped import shipped_data


@dataclass(frozen=True, slots=True)
class Message:
    """What is wrong, what to do, and how serious it is. Braces are filled by the caller."""

    sentence: str
    remedy: str
    grade: Grade

    def filled(self, values: Mapping[str, object]) -> tuple[str, str]:
        """The sentence and the remedy with `values`. Raises `KeyError` when one that they need is missing."""
        return self.sentence.format_map(values), self.remedy.format_map(values).rstrip()


def read_messages(data: Mapping[str, Mapping[str, str]]) -> dict[str, Message]:
    """The messages of a file shaped as `data/messages.yml`: `constat`, `remede`, and `grade` (an error by default).

    Raises:
        ValueError: a message lacks a key, has one that nobody reads, or a grade that does not exist.
    """
    return {name: _message(name, dict(keys)) for name, keys in data.items()}


def _message(name: str, keys: dict[str, Any]) -> Message:
    grade = Grade(keys.pop("grade", Grade.ERROR))
    if set(keys) != {"constat", "remede"}:
        raise ValueError(name)
    return Message(keys["constat"], keys["remede"], grade)


MESSAGES: Mapping[str, Message] = read_messages(shipped_data("messages.yml"))


def finding(rule: str, place: Place, *, subject: object = "", **values: object) -> Finding:
    """Build a finding from the closed list.

    Raises:
        KeyError: `rule` is not in the list, or a value that its sentences need is missing.
    """
    message = MESSAGES[rule]
    sentence, remedy = message.filled(values)
    return Finding(rule=rule, grade=message.grade, message=sentence, remedy=remedy, place=place, subject=str(subject))


def nearest(word: str, known: Iterable[str]) -> str:
    """« Vouliez-vous dire « … » ? » with a leading space, or nothing when no known word is near."""
    return did_you_mean(closest(word, known))


def closest(word: str, known: Iterable[str]) -> str:
    """The known word that is nearest, whatever its case; an empty text when none is near."""
    folded = {candidate.casefold(): candidate for candidate in known}
    close = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else ""


def did_you_mean(word: str) -> str:
    """The question that ends a sentence, with a leading space; nothing for an empty word."""
    return f" Vouliez-vous dire « {word} » ?" if word else ""


def others(number: int, *, feminine: bool = False) -> str:
    """How many are not named: « un autre », « une autre », « 4 autres »."""
    if number == 1:
        return "une autre" if feminine else "un autre"
    return f"{number} autres"
