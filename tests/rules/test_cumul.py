"""The minor gaps that rules foresee, added up."""

from __future__ import annotations

import datetime as dt

from classeur.portal import Reading, assess
from classeur.rules.cumul import predicted
from classeur.rules.result import Assessment, Status


def test_each_indicator_at_minor_risk_counts_once(assessment: Assessment, sample: Reading) -> None:
    for judged in (assessment, assess(sample, dt.date(2026, 10, 30), dt.date(2026, 10, 30))):
        minor = [number for number, verdict in judged.verdicts.items() if verdict.status is Status.MINOR]
        found = predicted(judged)
        assert list(found.indicators) == minor
        assert found.reached == (len(minor) >= 5)
