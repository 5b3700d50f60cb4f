"""The legal delays of non-conformities, from the day they were told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest

from classeur.cycle.accumulation import accumulated, accumulation, open_minors
from classeur.cycle.delays import load_delays
from classeur.cycle.faults import Fault, StepKind, faults_of, in_order_of_need
from classeur.dates import Duration
from classeur.portal import read_project
from tests.small_tree import PROVIDER, project

TODAY = dt.date(2026, 11, 21)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def fault(grade: str, notified: str, more: str = "", *, indicator: int = 9) -> str:
    return (
        f"---\ntitre: Écart\naudit: aud-01\nindicateur: {indicator}\ngrade: {grade}\nconstat: Un écart.\n"
        f"notifiee_le: {notified}\n{more}\n---\n"
    )


def audit(kind: str, start: str) -> str:
    return f"---\ntitre: Audit\ntype: {kind}\ndebut: {start}\nfin: {start}\n---\n"


def faults(root: Path, files: Mapping[str, str], provider: str = PROVIDER, **chosen: Duration) -> tuple[Fault, ...]:
    placed = {
        f"evidence/{path}.md": text for path, text in {"audits/aud-01": audit("initial", "2024-01-15"), **files}.items()
    }
    return faults_of(read_project(project(root, placed, provider=provider)).library, chosen)


def dues(found: Fault) -> dict[str, str]:
    return {step.kind.value: step.due.isoformat() if step.due else "" for step in found.steps}


@pytest.mark.parametrize(
    ("notified", "plan", "in_place"),
    [
        ("2025-06-27", "2025-07-27", "2025-12-27"),
        ("2024-01-31", "2024-03-01", "2024-07-31"),
        ("2025-08-31", "2025-09-30", "2026-02-28"),
        ("2027-08-31", "2027-09-30", "2028-02-29"),
        ("2024-02-29", "2024-03-30", "2024-08-29"),
    ],
)
def test_a_minor_one_has_thirty_days_for_its_plan_and_six_months(
    tmp_path: Path, notified: str, plan: str, in_place: str
) -> None:
    (found,) = faults(tmp_path, {"non-conformites/nc-01": fault("mineure", notified)})
    assert dues(found) == {"plan": plan, "en-place": in_place, "audit-suivant": ""}


@pytest.mark.parametrize(
    ("notified", "proofs", "decision"),
    [
        ("2025-06-27", "2025-09-27", "2025-10-27"),
        ("2025-11-30", "2026-02-28", "2026-03-28"),
        ("2027-11-30", "2028-02-29", "2028-03-29"),
        ("2024-02-29", "2024-05-29", "2024-06-29"),
        ("2025-10-31", "2026-01-31", "2026-02-28"),
    ],
)
def test_a_major_one_has_three_months_and_the_certifier_one_more(
    tmp_path: Path, notified: str, proofs: str, decision: str
) -> None:
    (found,) = faults(tmp_path, {"non-conformites/nc-01": fault("majeure", notified)})
    assert dues(found) == {"preuves": proofs, "decision": decision}


def test_the_certifier_counts_his_month_from_the_proofs_that_were_sent(tmp_path: Path) -> None:
    sent = fault("majeure", "2026-09-01", "preuves_envoyees_le: 2026-10-31")
    (found,) = faults(tmp_path, {"non-conformites/nc-01": sent})
    assert dues(found)["decision"] == "2026-11-30"
    step = found.next_step(TODAY)
    assert step
    assert (step.kind, step.late(TODAY)) == (StepKind.DECISION, False)


def test_the_delay_of_the_plan_is_the_one_that_the_certifier_gave(tmp_path: Path) -> None:
    chosen = PROVIDER + "parametres: [{nom: delai_plan_nc, valeur: 15 jours}]\n"
    (found,) = faults(
        tmp_path, {"non-conformites/nc-01": fault("mineure", "2026-11-10")}, chosen, delai_plan_nc=Duration(days=15)
    )
    plan = found.step(StepKind.PLAN)
    assert plan
    assert (plan.due, plan.sure) == (day("2026-11-25"), True)
    assert not load_delays().minor_plan.sure


def test_a_step_is_late_the_day_after_its_last_day(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, {"non-conformites/nc-01": fault("mineure", "2026-10-22")})
    plan = found.step(StepKind.PLAN)
    assert plan
    assert plan.due == TODAY
    assert [plan.late(TODAY), plan.late(TODAY + dt.timedelta(days=1))] == [False, True]


def test_a_minor_one_waits_for_the_first_audit_after_its_own(tmp_path: Path) -> None:
    (found,) = faults(
        tmp_path,
        {
            "audits/aud-02": audit("blanc", "2024-06-01"),
            "audits/aud-03": audit("surveillance", "2025-06-10"),
            "audits/aud-04": audit("renouvellement", "2026-08-01"),
            "non-conformites/nc-01": fault(
                "mineure", "2024-01-20", "plan_envoye_le: 2024-02-01\nen_place_le: 2024-03-01"
            ),
        },
    )
    step = found.next_step(TODAY)
    assert step
    assert (step.kind, step.due, step.late(TODAY)) == (StepKind.NEXT_AUDIT, day("2025-06-10"), True)
    assert [step.late(day(d)) for d in ("2025-06-11", "2025-07-10", "2025-07-11")] == [False, False, True]


def test_the_report_of_the_next_audit_says_whether_it_was_lifted(tmp_path: Path) -> None:
    surveillance = audit("surveillance", "2026-11-02").replace("fin:", "rapport_le: 2026-11-12\nfin:")
    told = {"audits/aud-02": surveillance, "non-conformites/nc-01": fault("mineure", "2024-01-20")}
    (found,) = faults(tmp_path, told)
    step = found.step(StepKind.NEXT_AUDIT)
    assert step
    assert [step.late(day(d)) for d in ("2026-11-12", "2026-11-13")] == [False, True]


def test_what_is_lifted_asks_for_nothing_more(tmp_path: Path) -> None:
    for number, grade in enumerate(("mineure", "majeure")):
        text = fault(grade, "2026-01-10", "levee_le: 2026-02-20")
        (found,) = faults(tmp_path / str(number), {"non-conformites/nc-01": text})
        assert found.next_step(TODAY) is None
        assert not any(step.late(TODAY) for step in found.steps)
        assert [found.open_on(day(d)) for d in ("2026-01-09", "2026-01-10", "2026-02-19", "2026-02-20")] == [
            False, True, True, False,
        ]  # fmt: skip


def action(state: str, more: str = "") -> str:
    return (
        "---\ntitre: Action\ndate: 2026-06-01\nresponsable: ana-01\norigines: [nc-01]\ncause: Cause.\n"
        f"type: corrective\nmesure: Mesure.\necheance: 2026-09-30\navancement: {state}\n"
        f"indicateur_succes: Zéro.\n{more}\n---\n"
    )


def test_actions_that_are_all_done_put_a_correction_in_place(tmp_path: Path) -> None:
    told = {"non-conformites/nc-01": fault("mineure", "2026-05-20")}
    done = {"actions/act-01": action("realisee", "realisee_le: 2026-07-01")}
    for number, (more, expected) in enumerate(
        [
            ({}, None),
            ({"actions/act-01": action("en-cours")}, None),
            (done, day("2026-07-01")),
            ({**done, "actions/act-02": action("en-cours")}, None),
            ({**done, "actions/act-02": action("realisee", "realisee_le: 2026-08-02")}, day("2026-08-02")),
        ]
    ):
        (found,) = faults(tmp_path / str(number), {**told, **more})
        step = found.step(StepKind.IN_PLACE)
        assert step
        assert step.done == expected


def test_what_has_to_be_done_first_comes_first(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        {
            "non-conformites/nc-01": fault("mineure", "2026-11-01"),
            "non-conformites/nc-02": fault("majeure", "2026-11-10"),
            "non-conformites/nc-03": fault("majeure", "2026-10-01"),
            "non-conformites/nc-04": fault("mineure", "2025-01-10", "levee_le: 2025-09-01"),
            "non-conformites/nc-05": fault("mineure", "2025-01-10", "levee_le: 2026-02-01"),
            "non-conformites/nc-06": fault("mineure", "2026-10-25"),
        },
    )
    ordered = in_order_of_need(found, TODAY)
    assert [f.record.id for f in ordered] == ["nc-03", "nc-02", "nc-06", "nc-01", "nc-05", "nc-04"]
    assert [f.record.id for f in open_minors(found, TODAY)] == ["nc-01", "nc-06"]


@pytest.mark.parametrize(("count", "reached"), [(0, False), (4, False), (5, True), (6, True)])
def test_five_open_minor_ones_count_as_a_major_one(tmp_path: Path, count: int, reached: bool) -> None:  # noqa: FBT001 - a case
    told = {f"non-conformites/nc-{n:02}": fault("mineure", "2026-10-25", indicator=n) for n in range(1, count + 1)}
    lifted = {"non-conformites/nc-20": fault("mineure", "2026-01-25", "levee_le: 2026-06-01", indicator=20)}
    major = {"non-conformites/nc-21": fault("majeure", "2026-10-25", indicator=21)}
    found = accumulated(faults(tmp_path, {**told, **lifted, **major}), TODAY)
    assert (found.indicators, found.reached) == (tuple(range(1, count + 1)), reached)
    assert (found.threshold, found.sure) == (5, False)
    assert accumulation(range(count)).reached is reached


def test_the_delays_are_those_of_the_texts_and_keep_their_confidence() -> None:
    delays = load_delays()
    told = {name: (str(getattr(delays, name).length), getattr(delays, name).sure) for name in (
        "validity", "minor_plan", "minor_in_place", "major_in_place", "certifier_check", "withdrawal", "reapply",
    )}  # fmt: skip
    assert told == {
        "validity": ("3 ans", True),
        "minor_plan": ("30 jours", False),
        "minor_in_place": ("6 mois", True),
        "major_in_place": ("3 mois", True),
        "certifier_check": ("1 mois", True),
        "withdrawal": ("3 mois", False),
        "reapply": ("3 mois", False),
    }
    assert [str(delay.length) for delay in (*delays.surveillance, *delays.renewal)] == [
        "14 mois", "22 mois", "6 mois", "4 mois",
    ]  # fmt: skip
    assert not any(delay.sure for delay in delays.renewal)


def test_what_a_mock_audit_raised_has_no_legal_delay(tmp_path: Path) -> None:
    mock = {"audits/aud-01": audit("blanc", "2026-05-01"), "non-conformites/nc-01": fault("majeure", "2026-05-02")}
    assert faults(tmp_path, mock) == ()
