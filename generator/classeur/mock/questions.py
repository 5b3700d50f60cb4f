"""What the auditor will ask of each indicator, about this provider's own files, and who should answer."""

from __future__ import annotations

import functools
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from classeur.library import Library
from classeur.mock.draw import Draw
from classeur.mock.facts import Facts
from classeur.pages.catalogue import ANSWER
from classeur.pages.view import View
from classeur.rules.result import Verdict
from classeur.shipped import shipped_data

_DIRECTION = "direction"
_NAMED = 3
"""Names shown of who may answer: the whole team of trainers is nobody in particular."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A question as it is declared: `otherwise` is asked where a fact in braces is not there; `since` a version."""

    question: str
    otherwise: str
    since: str


@dataclass(frozen=True, slots=True)
class Topic:
    """The questions of one indicator, with their source and the roles of who answers."""

    source: str
    roles: tuple[str, ...]
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions that are asked of one indicator, and who in the team answers (names of the team)."""

    number: int
    title: str
    who: tuple[str, ...]
    questions: tuple[str, ...]
    source: str


@functools.cache
def load_topics() -> Mapping[int, Topic]:
    """The questions of `data/questions.yml`, by indicator."""
    data: Mapping[int, Any] = shipped_data("questions.yml")["questions"]
    return {
        number: Topic(
            source=str(item["source"]),
            roles=tuple(map(str, item["qui"])),
            wordings=tuple(
                Wording(str(one["question"]), str(one.get("sinon", "")), str(one.get("depuis", "")))
                for one in item["demandes"]
            ),
        )
        for number, item in data.items()
    }


def facts_in(text: str) -> frozenset[str]:
    """The names in braces of a wording."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


def ask(view: View, draw: Draw, verdicts: Sequence[Verdict]) -> tuple[Asked, ...]:
    """The questions of some indicators in the version that is judged, in order of number."""
    facts, holders = Facts(view, draw), _holders(view.library)
    asked = []
    for verdict in verdicts:
        topic = load_topics()[verdict.indicator.number]
        known = facts.about(verdict.indicator)
        wordings = [wording for wording in topic.wordings if wording.since <= view.assessment.version.id]
        questions = tuple(question for wording in wordings if (question := _filled(wording, known)))
        indicator = verdict.indicator
        who = holders.get(indicator.number) or answerers(view.library, topic.roles)
        asked.append(Asked(indicator.number, indicator.title, who, questions, topic.source))
    return tuple(asked)


def _filled(wording: Wording, known: Mapping[str, str]) -> str:
    if all(known.get(name) for name in facts_in(wording.question)):
        return wording.question.format_map(known)
    return wording.otherwise


def _holders(library: Library) -> Mapping[int, tuple[str, ...]]:
    """Who wrote the provider's own answer to each indicator: the team has said who speaks of it."""
    team = library.team
    return {
        number: (team[who].name,)
        for answer in library.published(ANSWER)
        if isinstance(number := answer.get("indicateur"), int) and (who := answer.text("responsable")) in team
    }


def answerers(library: Library, roles: Sequence[str]) -> tuple[str, ...]:
    """Who holds the first of these roles that anybody holds; else the direction, else whoever is named first."""
    for role in (*roles, _DIRECTION):
        if found := tuple(member.name for member in library.team.values() if role in member.roles):
            return found[:_NAMED]
    return tuple(member.name for member in library.team.values())[:1]
