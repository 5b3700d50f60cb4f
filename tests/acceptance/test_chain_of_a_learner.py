"""One learner followed from need to improvement, as an auditor does: every link is there, and losing one is told."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from classeur.kinds.record import Record
from classeur.rules.result import CaseState
from tests.acceptance.blanking import Provider, without_field, without_piece
from tests.conftest import DAY, ROOT

LEARNER, SESSION = "B-2026-004", "md-2026-02"
Missing = set[tuple[str, str, str]]
"""Cases that are missing: the rule, the record, the learner."""


@pytest.fixture(scope="module")
def sample_in_memory() -> Provider:
    return Provider.read(ROOT)


@pytest.fixture(scope="module")
def already(sample_in_memory: Provider) -> Missing:
    return missing(sample_in_memory, {})


def missing(provider: Provider, changed: Mapping[str, Record | None], without: frozenset[str] = frozenset()) -> Missing:
    results = provider.judged(DAY, DAY, changed, without).results()
    return {(result.rule.id, case.record, case.learner)
            for result in results for case in result.cases if case.state is CaseState.MISSING}  # fmt: skip


def without_need(provider: Provider) -> Mapping[str, Record | None]:
    """The interview before, and the written request: either is enough to know the need."""
    library = provider.reading.library
    asked = next(p for p in library.pieces[SESSION] if p.nature == "demande" and LEARNER in p.people)
    return {**without_piece(library, asked)[0], "cr-2026-01-19": None}


def without(provider: Provider, identity: str, *paths: str) -> Mapping[str, Record | None]:
    """A record without some of its fields; without all of it when none is named."""
    record: Record | None = provider.reading.library.records[identity] if paths else None
    for path in paths:
        change = without_field(record, path) if record else None
        assert change, path
        record = change[0]
    return {identity: record}


def test_nothing_is_missing_on_the_way_of_the_learner(already: Missing) -> None:
    assert not [case for case in already if LEARNER in case or "am-2026-01" in case or "act-2026-01" in case]


def test_losing_the_need_is_told(sample_in_memory: Provider, already: Missing) -> None:
    lost = missing(sample_in_memory, without_need(sample_in_memory)) - already
    assert ("04-analyse-besoin", SESSION, LEARNER) in lost


@pytest.mark.parametrize(
    ("record", "paths", "told"),
    [
        ("am-2026-01", ["points", "bilan_le"], ("10-amenagement", "am-2026-01", "")),
        ("am-2026-01", ["transmis_a"], ("26-transmission", "am-2026-01", "")),
        ("cr-2026-02-10", [], ("10-suivi", SESSION, LEARNER)),
        ("enq-2026-02", [], ("30-chaud", SESSION, "")),
        ("act-2026-01", ["origines"], ("32-origine", "act-2026-01", "")),
        ("act-2026-01", ["efficacite"], ("32-effet-verifie", "act-2026-01", "")),
    ],
    ids=["adaptation", "told", "middle", "feedback", "origin", "effect"],
)
def test_losing_a_link_is_told(
    sample_in_memory: Provider, already: Missing, record: str, paths: list[str], told: tuple[str, str, str]
) -> None:
    assert told in missing(sample_in_memory, without(sample_in_memory, record, *paths)) - already


def test_losing_the_evaluation_is_told(sample_in_memory: Provider, already: Missing) -> None:
    sheet = f"evidence/sessions/{SESSION}/evaluation--2026-02-13.pdf"
    assert ("11-evaluation", SESSION, LEARNER) in missing(sample_in_memory, {}, frozenset({sheet})) - already
