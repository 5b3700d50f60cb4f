"""What each type of audit looks at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest

from classeur.cycle.scope import Reason, Scope, scope_of
from classeur.portal import Reading, read_project
from classeur.referential import load_referential
from classeur.shipped import shipped_data
from tests.small_tree import project

DAY = dt.date(2026, 11, 21)
ALL = frozenset(range(1, 33)) - {3, 7, 13, 16, 20, 29}
REFERENTIAL = load_referential()


def audit(kind: str, start: str, more: str = "") -> str:
    return f"---\ntitre: Audit\ntype: {kind}\ndebut: {start}\nfin: {start}\n{more}\n---\n"


def fault(told: str, indicator: int, raised: str = "aud-01", more: str = "") -> str:
    return (
        f"---\ntitre: Écart\naudit: {raised}\nindicateur: {indicator}\ngrade: mineure\nconstat: Un écart.\n"
        f"notifiee_le: {told}\n{more}\n---\n"
    )


def scope(root: Path, kind: str, files: Mapping[str, str], applies: frozenset[int] = ALL, **more: object) -> Scope:
    placed = {f"evidence/{path}.md": text for path, text in files.items()}
    library = read_project(project(root, placed)).library
    return scope_of(kind, library, REFERENTIAL, applies, DAY, **more)  # type: ignore[arg-type]


def test_surveillance_sees_what_is_never_minor_and_three_more(tmp_path: Path) -> None:
    found = scope(tmp_path, "surveillance", {"audits/aud-01": audit("initial", "2025-06-17", "nouvel_entrant: non")})
    assert found.numbers == (1, 4, 5, 6, 10, 11, 14, 15, 17, 19, 21, 22, 26, 27, 31, 32)
    assert {n for n, reason in found.reasons.items() if reason is Reason.ALWAYS} == {1, 17, 19}
    assert (found.sure, found.entrant_unknown) == (True, False)


def test_who_certifies_is_asked_for_its_rates(tmp_path: Path) -> None:
    found = scope(
        tmp_path, "surveillance", {"audits/aud-01": audit("initial", "2025-06-17", "nouvel_entrant: non")}, ALL | {3}
    )
    assert found.reasons[3] is Reason.RATES


def test_an_indicator_that_no_text_places_yet_is_taken_in_out_of_prudence(tmp_path: Path) -> None:
    initial = {"audits/aud-01": audit("initial", "2025-06-17", "nouvel_entrant: non")}
    assert scope(tmp_path, "surveillance", initial, ALL | {33}).reasons[33] is Reason.UNKNOWN


def test_who_was_a_new_entrant_is_asked_for_everything_once(tmp_path: Path) -> None:
    entrant = {"audits/aud-01": audit("initial", "2022-06-17", "nouvel_entrant: oui")}
    found = scope(tmp_path / "1", "surveillance", entrant)
    assert set(found.numbers) == ALL
    assert found.reasons[2] is Reason.ENTRANT
    renewed = {**entrant, "audits/aud-02": audit("renouvellement", "2025-03-17")}
    assert 2 not in scope(tmp_path / "2", "surveillance", renewed).reasons


@pytest.mark.parametrize("more", ["", "nouvel_entrant: non"])
def test_an_initial_audit_that_does_not_say_leaves_a_doubt(tmp_path: Path, more: str) -> None:
    found = scope(tmp_path, "surveillance", {"audits/aud-01": audit("initial", "2025-06-17", more)})
    assert found.entrant_unknown is (not more)
    assert 2 not in found.reasons


def test_earlier_gaps_are_looked_at_again(tmp_path: Path) -> None:
    found = scope(
        tmp_path,
        "surveillance",
        {
            "audits/aud-01": audit("initial", "2022-06-17", "nouvel_entrant: non"),
            "audits/aud-02": audit("renouvellement", "2025-03-17"),
            "non-conformites/nc-01": fault("2022-06-20", 2, more="levee_le: 2023-09-01"),
            "non-conformites/nc-02": fault("2022-06-20", 8),
            "non-conformites/nc-03": fault("2025-03-20", 9, "aud-02", "levee_le: 2025-09-01"),
            "non-conformites/nc-04": fault("2025-03-20", 1, "aud-02"),
        },
    )
    assert {n for n, reason in found.reasons.items() if reason is Reason.FAULT} == {1, 8, 9}
    assert 2 not in found.reasons


@pytest.mark.parametrize(("kind", "sure"), [("initial", False), ("renouvellement", False), ("blanc", True),
                                           ("transfert", False), ("complementaire", False)])  # fmt: skip
def test_others_see_everything(tmp_path: Path, kind: str, sure: bool) -> None:  # noqa: FBT001 - a case
    found = scope(tmp_path, kind, {})
    assert set(found.numbers) == ALL
    assert (found.sure, set(found.reasons.values())) == (sure, {Reason.WHOLE})


def test_an_extension_sees_the_indicators_of_what_it_adds(tmp_path: Path) -> None:
    everything = frozenset(range(1, 34))
    found = scope(tmp_path / "1", "extension", {}, everything, categories=("BC",))
    assert 20 not in found.reasons
    assert 4 in found.reasons
    assert set(found.reasons.values()) == {Reason.CATEGORY}
    assert set(scope(tmp_path / "2", "extension", {}, everything).numbers) == everything


def test_the_surveillance_of_the_sample_sees_everything(sample: Reading) -> None:
    found = scope_of("surveillance", sample.library, REFERENTIAL, range(1, 34), dt.date(2027, 2, 9))
    assert found.numbers == tuple(range(1, 34))
    assert found.reasons[9] is Reason.FAULT
    assert found.reasons[2] is Reason.ENTRANT
    assert not found.entrant_unknown


def test_the_scope_of_a_surveillance_is_what_the_data_says_of_each_indicator(tmp_path: Path) -> None:
    initial = {"audits/aud-01": audit("initial", "2025-06-17", "nouvel_entrant: non")}
    found = scope(tmp_path, "surveillance", initial, frozenset(range(1, 34)))
    said = {
        item["number"]: item["surveillance"]["review"] for item in shipped_data("referential", "rnq.yml")["indicators"]
    }
    assert {number for number in said if said[number] == "sampled"} == set(said) - set(found.numbers)
