"""The rules of the cycle and of non-conformities: what is late is told once, what has time or is closed is not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.small_tree import PROVIDER, judged, project

DAY = dt.date(2026, 11, 21)
INITIAL = "---\ntitre: Initial\ntype: initial\ndebut: 2024-01-15\nfin: 2024-01-15\n---\n"


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def audit(kind: str, start: str, more: str = "") -> str:
    return f"---\ntitre: Audit\ntype: {kind}\ndebut: {start}\nfin: {start}\n{more}\n---\n"


def fault(grade: str, notified: str, more: str = "", *, raised: str = "aud-01") -> str:
    return (
        f"---\ntitre: Écart\naudit: {raised}\nindicateur: 9\ngrade: {grade}\nconstat: Un écart.\n"
        f"notifiee_le: {notified}\n{more}\n---\n"
    )


def told(root: Path, files: Mapping[str, str], date: dt.date = DAY, provider: str = PROVIDER) -> dict[str, str]:
    """Rules of the cycle that tell something, with the first record that each is about."""
    placed = {f"evidence/{path}.md": text for path, text in files.items()}
    rules = ("00-audit-", "00-certificat", "00-nc-", "00-cinq-")
    findings = judged(project(root, placed, provider=provider), date).findings
    shown = "00-certificat-affiche"  # on the wall or not, a certificate has the same cycle
    return {found.rule: found.subject for found in findings if found.rule.startswith(rules) and found.rule != shown}


SURVEILLANCE = {"audits/aud-02": audit("surveillance", "2025-06-01")}
RENEWAL = {"audits/aud-03": audit("renouvellement", "2026-12-10")}


@pytest.mark.parametrize(
    ("date", "files", "said"),
    [
        ("2025-11-01", {}, {}),
        ("2025-11-02", {}, {"00-audit-surveillance"}),
        ("2025-11-02", SURVEILLANCE, set()),
        ("2025-01-02", SURVEILLANCE, set()),
        ("2025-01-02", {"audits/aud-02": audit("surveillance", "2025-11-02")}, {"00-audit-surveillance"}),
        ("2025-11-02", {"audits/aud-02": audit("blanc", "2025-06-01")}, {"00-audit-surveillance"}),
        ("2026-08-31", SURVEILLANCE, set()),
        ("2026-09-01", SURVEILLANCE, {"00-audit-renouvellement"}),
        ("2026-09-01", {**SURVEILLANCE, **RENEWAL}, set()),
        ("2026-12-31", {**SURVEILLANCE, **RENEWAL}, set()),
        ("2027-01-01", {**SURVEILLANCE, **RENEWAL}, {"00-certificat"}),
        ("2027-01-01", {}, {"00-certificat"}),
    ],
)
def test_the_cycle_is_told_the_day_after_its_last_days(
    tmp_path: Path, date: str, files: Mapping[str, str], said: set[str]
) -> None:
    assert set(told(tmp_path, files, day(date))) == set(said)


def test_without_a_certificate_nothing_of_the_cycle_is_told(tmp_path: Path) -> None:
    start, end = PROVIDER.index("certificat:"), PROVIDER.index("equipe:")
    assert told(tmp_path, {}, provider=PROVIDER[:start] + PROVIDER[end:]) == {}


def test_a_renewed_certificate_starts_its_own_cycle(tmp_path: Path) -> None:
    second = "{numero: FR-2, du: 2026-11-15, au: 2029-11-14, certificateur: Essai}"
    provider = PROVIDER.replace("certificat: [", f"certificat: [{second}, ")
    assert told(tmp_path, {}, provider=provider) == {}


def test_nothing_from_before_the_binder_was_followed_is_late(tmp_path: Path) -> None:
    since = PROVIDER.replace("suivi_depuis: 2024-01-01", "suivi_depuis: 2026-10-01")
    files = {"audits/aud-01": INITIAL, "non-conformites/nc-01": fault("majeure", "2024-01-20"), **RENEWAL}
    assert told(tmp_path, files, provider=since) == {}


KEPT = {**SURVEILLANCE, **RENEWAL, "audits/aud-01": INITIAL}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (fault("mineure", "2026-10-22"), ""),
        (fault("mineure", "2026-10-21"), "00-nc-plan"),
        (fault("mineure", "2026-05-20"), "00-nc-en-place"),
        (fault("mineure", "2026-05-20", "en_place_le: 2026-09-01"), "00-nc-plan"),
        (fault("mineure", "2026-05-20", "levee_le: 2026-09-01\nmode_levee: audit"), ""),
        (fault("mineure", "2024-01-20", "en_place_le: 2024-03-01"), "00-nc-audit-suivant"),
        (fault("mineure", "2024-01-20"), "00-nc-audit-suivant"),
        (fault("majeure", "2026-08-21"), ""),
        (fault("majeure", "2026-08-20"), "00-nc-preuves"),
        (fault("majeure", "2026-06-20"), "00-nc-preuves"),
        (fault("majeure", "2026-08-20", "preuves_envoyees_le: 2026-10-21"), ""),
        (fault("majeure", "2026-08-20", "preuves_envoyees_le: 2026-10-20"), "00-nc-decision"),
        (fault("majeure", "2026-08-20", "preuves_envoyees_le: 2026-10-20\ndecision_le: 2026-11-02"), ""),
    ],
)
def test_what_is_late_of_a_non_conformity_is_told_once(tmp_path: Path, text: str, said: str) -> None:
    found = told(tmp_path, {**KEPT, "non-conformites/nc-01": text})
    assert found == ({said: "nc-01"} if said else {})


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("levee_le: 2026-09-01", True),
        ("levee_le: 2026-09-01\nmode_levee: pieces", True),
        ("levee_le: 2026-09-01\nmode_levee: audit", False),
        ("levee_le: 2026-09-01\npreuves_envoyees_le: 2026-08-20", False),
        ("levee_le: 2026-09-01\npieces: [{nature: autre, quoi: Courrier de levée, ou: Classeur des audits}]", False),
    ],
)
def test_the_certifiers_lifting_stands_and_its_proof_is_asked_for(tmp_path: Path, more: str, said: bool) -> None:  # noqa: FBT001 - a case
    found = told(tmp_path, {**KEPT, "non-conformites/nc-01": fault("mineure", "2026-08-01", more)})
    assert found == ({"00-nc-levee-sans-preuve": "nc-01"} if said else {})


def test_what_a_mock_audit_raised_is_never_late(tmp_path: Path) -> None:
    mock = {"audits/aud-04": audit("blanc", "2026-01-10")}
    mocked = {f"non-conformites/nc-0{n}": fault("mineure", "2026-01-10", raised="aud-04") for n in range(1, 7)}
    assert told(tmp_path, {**KEPT, **mock, **mocked}) == {}


def test_four_open_minor_ones_are_not_added_up(tmp_path: Path) -> None:
    four = {f"non-conformites/nc-0{n}": fault("mineure", "2026-11-10") for n in range(1, 5)}
    assert told(tmp_path / "4", {**KEPT, **four}) == {}
    five = {**four, "non-conformites/nc-05": fault("mineure", "2026-11-10")}
    assert told(tmp_path / "5", {**KEPT, **five}) == {"00-cinq-mineures": "nc-01"}
