"""The minor gaps that rules foresee, added up as a certifier would: five of them count as a major one."""

from __future__ import annotations

from classeur.cycle.accumulation import Accumulation, accumulation
from classeur.rules.result import Assessment, Status


def predicted(assessment: Assessment) -> Accumulation:
    """The indicators whose worst gap is minor today: one non-conformity each, if an auditor draws them all.

    Foreseen, not told by anybody: `cycle.accumulation.accumulated` counts the real ones.
    """
    verdicts = assessment.verdicts.values()
    return accumulation(v.indicator.number for v in verdicts if v.status is Status.MINOR)
