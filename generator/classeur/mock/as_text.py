"""A mock audit as the terminal tells it: short, complete, in French."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from classeur.dates import in_french
from classeur.mock import telling
from classeur.mock.predicting import Prediction, Reach
from classeur.mock.report import MockAudit
from classeur.mock.walk import Walk
from classeur.pages.french import capitalized, counted
from classeur.reporting import inert, summary

_STRENGTHS = 5
"""Strengths shown in a terminal; the files have them all."""


def as_text(mock: MockAudit) -> str:
    """The draw, what it holds and what it leaves, the file followed, what to prepare."""
    parts = [_head(mock), *(_group(mock, reach) for reach in Reach), _elsewhere(mock), telling.accumulation(mock)]
    if mock.walk:
        parts.append("\n".join(_walk(mock.walk)))
    parts += ["\n".join(_prepare(mock)), _total(mock)]
    text = "\n\n".join(filter(None, parts))
    return "\n".join(map(inert, text.split("\n")))


def _head(mock: MockAudit) -> str:
    lines = [f"{capitalized(telling.title(mock))} : {telling.played(mock)}."]
    lines += filter(None, [telling.ahead_words(mock)])
    lines += [f"Tirage n° {mock.request.seed} : {telling.drawn_words(mock)}."]
    for drawn in mock.draw.sessions:
        words = f"{telling.session_facts(drawn)}, {drawn.session.title}"
        lines.append(f"  {drawn.session.id} : {words} ({telling.why(drawn.reason)})")
        lines += [f"    {one.inscription.learner} ({telling.why(one.reason)})" for one in drawn.learners]
    return "\n".join(lines)


def _group(mock: MockAudit, reach: Reach) -> str:
    found = [one for one in mock.predictions if one.in_scope and one.reach is reach]
    if not found:
        return ""
    title = f"{telling.TITLES[reach]} : {summary(one.finding for one in found)}"
    return "\n".join([title, *(line for one in found for line in _prediction(one))])


def _prediction(one: Prediction) -> Iterator[str]:
    found = one.finding
    yield f"  {telling.stake(one)}, {telling.subject(one)} [{found.rule}]"
    yield f"    {found.message}"
    yield f"    → {found.remedy}"


def _elsewhere(mock: MockAudit) -> str:
    """What stands outside this type of audit, in one line each."""
    told = [telling.scope_words(mock)] if telling.scope_words(mock) else []
    others = [one for one in mock.predictions if not one.in_scope]
    if others:
        told.append(f"Hors de ce que cet audit revoit : {summary(one.finding for one in others)}")
        told += [f"  {telling.stake(one)}, {telling.subject(one)} : {one.finding.message}" for one in others]
    return "\n".join(told)


def _walk(walk: Walk) -> Iterator[str]:
    yield f"{telling.walk_title(walk)}."
    for walked in walk.shown:
        days = [seen.day for seen in walked.seen if seen.day]
        dated = f", le {in_french(min(days))}" if days else ""
        yield f"  {walked.step.name} : {telling.state_of(walked)}{dated}"
        yield from (f"    {lack.words} [{lack.rule}]" for lack in walked.lacks)


def _prepare(mock: MockAudit) -> Iterator[str]:
    """What a human still has to say, what holds well, and how many questions are ready."""
    if mock.to_confirm:
        numbers = ", ".join(str(one.number) for one in mock.to_confirm)
        yield f"À confirmer par quelqu’un : {_indicators(mock.to_confirm)} {numbers}."
    if mock.strengths:
        yield "Ce qui tient bien :"
        yield from (f"  {telling.strength_words(one)}" for one in mock.strengths[:_STRENGTHS])
    count = sum(len(asked.questions) for asked in mock.questions)
    if count:
        yield f"{counted(count, 'question')} à préparer : elles sont dans les fichiers."


def _indicators(several: Sequence[object]) -> str:
    return "indicateurs" if len(several) > 1 else "indicateur"


def _total(mock: MockAudit) -> str:
    return f"Constats prévus : {telling.total(mock)}.\nPour refaire ce tirage : {telling.again(mock)}"
