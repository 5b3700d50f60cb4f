"""Whole example providers, as a newcomer would build them, and what is written about one of their learners."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from classeur.about import sessions_of
from classeur.editions import Edition
from classeur.kinds.record import Record
from classeur.library import SESSION, Library
from classeur.pages.learner import learner_pages
from classeur.pages.view import View
from classeur.rules.result import Assessment

_ITEM = re.compile(r'<time datetime="([^"]+)">.*?</time><div class="cl-timeline__what">(.*?)</div>', re.DOTALL)


def written_about(library: Library, learner: str) -> list[str]:
    """The paths of the Markdown files that one learner takes, in order: what the whole centre shares left out.

    A file counts when it names the learner anywhere, or the learner's parcours; when it is about a whole session of
    the learner; and when it is the company of the learner's own.
    """
    sessions = {inscription.session.id for inscription in library.inscriptions_of[learner]}
    companies = {
        company
        for inscription in library.inscriptions_of[learner]
        for told in [inscription.get("entreprise")]
        for company in (told if isinstance(told, tuple) else (told,))
    }
    return sorted(
        record.path
        for record in library.records.values()
        if _names(record, learner)
        or record.id in companies | sessions
        or (record.kind.name != SESSION and sessions & set(sessions_of(library, record.references)))
    )


def _names(record: Record, learner: str) -> bool:
    return any(reference.value == learner for reference in record.references) or learner in record.body


def dates_told(assessment: Assessment, learner: str, edition: Edition = Edition.TEAM) -> list[str]:
    """The lines « 10 juin 2025 : Demande » of the page of a learner, in the order of dates."""
    view = View(assessment, edition)
    page = next(page for page in learner_pages(view) if page.address == f"personnes/{learner.lower()}")
    return list(_lines(page.content))


def _lines(content: str) -> Iterator[str]:
    items = re.findall(
        r'<time datetime="([^"]+)">.*?</time><div class="cl-timeline__what">(.*?)</div>', content, re.DOTALL
    )
    for day, what in items:
        first = re.sub(r'<span class="cl-s(?:r|oft)">.*?</span>', "", what, flags=re.DOTALL)
        yield f"{day} {unescape(re.sub(r'<[^>]+>', '', first)).strip()}"
