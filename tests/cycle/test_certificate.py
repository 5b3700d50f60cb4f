"""The windows that a certificate opens, at month ends and leap days too."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from classeur.cycle.certificate import Certificate, Span, audit_of, certificate_on, real_audits, valid_until
from classeur.library import Library
from classeur.portal import Reading, read_project
from tests.small_tree import PROVIDER, project


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def certificate(since: str, until: str = "2099-12-31") -> Certificate:
    return Certificate("FR-1", day(since), day(until), "Essai")


def library_of(root: Path, certificates: str, files: dict[str, str | bytes] | None = None) -> Library:
    first = PROVIDER.index("certificat:")
    rest = PROVIDER[PROVIDER.index("equipe:") :]
    return read_project(
        project(root, files, provider=f"{PROVIDER[:first]}certificat: [{certificates}]\n{rest}")
    ).library


@pytest.mark.parametrize(
    ("obtained", "last"),
    [
        ("2025-07-21", "2028-07-20"),
        ("2024-02-29", "2027-02-27"),
        ("2025-03-01", "2028-02-29"),
        ("2026-01-01", "2028-12-31"),
        ("2025-08-31", "2028-08-30"),
    ],
)
def test_a_certificate_holds_three_years_less_a_day(obtained: str, last: str) -> None:
    assert valid_until(day(obtained)) == day(last)
    assert not certificate(obtained, last).too_long
    assert Certificate("", day(obtained), day(last) + dt.timedelta(days=1), "").too_long


@pytest.mark.parametrize(
    ("obtained", "since", "until"),
    [
        ("2025-07-21", "2026-09-21", "2027-05-21"),
        ("2025-12-31", "2027-02-28", "2027-10-31"),
        ("2026-12-31", "2028-02-29", "2028-10-31"),
        ("2024-02-29", "2025-04-29", "2025-12-29"),
        ("2025-08-31", "2026-10-31", "2027-06-30"),
        ("2024-04-30", "2025-06-30", "2026-02-28"),
    ],
)
def test_surveillance_stands_between_months_14_and_22(obtained: str, since: str, until: str) -> None:
    assert certificate(obtained).surveillance == Span(day(since), day(until))


@pytest.mark.parametrize(
    ("last", "since", "until"),
    [
        ("2028-07-20", "2028-01-20", "2028-03-20"),
        ("2026-08-31", "2026-02-28", "2026-04-30"),
        ("2028-08-31", "2028-02-29", "2028-04-30"),
        ("2028-06-30", "2027-12-30", "2028-02-29"),
    ],
)
def test_renewal_aims_at_four_to_six_months_before_the_end(last: str, since: str, until: str) -> None:
    assert certificate("2020-01-01", last).renewal == Span(day(since), day(until))


def test_the_certificate_of_a_day_is_the_last_obtained(tmp_path: Path) -> None:
    library = library_of(
        tmp_path,
        "{numero: FR-2, du: 2026-01-01, au: 2028-12-31, certificateur: Essai},"
        " {numero: FR-1, du: 2023-01-01, au: 2025-12-31, certificateur: Essai}",
    )
    numbers = [found.number if (found := certificate_on(library, day(d))) else "" for d in (
        "2022-12-31", "2023-01-01", "2025-12-31", "2026-01-01", "2030-01-01",
    )]  # fmt: skip
    assert numbers == ["", "FR-1", "FR-1", "FR-2", "FR-2"]


def test_audits_of_a_certificate_are_those_of_its_life_and_never_a_mock_one(tmp_path: Path) -> None:
    def audit(kind: str, start: str) -> str:
        return f"---\ntitre: Audit\ntype: {kind}\ndebut: {start}\nfin: {start}\n---\n"

    library = library_of(
        tmp_path,
        "{numero: FR-1, du: 2023-01-01, au: 2025-12-31, certificateur: Essai}",
        {
            "evidence/audits/aud-01.md": audit("surveillance", "2022-06-01"),
            "evidence/audits/aud-02.md": audit("blanc", "2024-05-01"),
            "evidence/audits/aud-03.md": audit("surveillance", "2024-06-01"),
        },
    )
    held = certificate_on(library, day("2024-01-01"))
    assert held
    assert [a.id for a in real_audits(library)] == ["aud-01", "aud-03"]
    found = audit_of(library, held, "surveillance")
    assert found
    assert found.id == "aud-03"
    assert audit_of(library, held, "renouvellement") is None


def test_the_window_of_the_sample_is_the_one_its_story_tells(sample: Reading) -> None:
    held = certificate_on(sample.library, day("2026-11-21"))
    assert held
    assert held.surveillance == Span(day("2026-09-21"), day("2027-05-21"))
    assert held.until == valid_until(held.since)
    planned = audit_of(sample.library, held, "surveillance")
    assert planned
    assert planned.id == "aud-2027-01"
