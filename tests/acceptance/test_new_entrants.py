"""A new entrant shows what is written at the initial audit; a former one, at surveillance, all that was applied."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

from classeur.portal import assess, read_project
from classeur.referential import load_referential
from classeur.rules.declaration import Phase
from classeur.rules.result import Assessment, RuleState, Status
from tests.acceptance.examples import PROVIDERS, examples

DAY = dt.date(2026, 11, 21)
LISTED = load_referential().new_entrants


def later(assessment: Assessment) -> set[str]:
    return {result.rule.id for result in assessment.results() if result.state is RuleState.LATER}


def test_at_the_initial_audit_application_is_not_judged_where_the_guide_says_so() -> None:
    assessment = assess(read_project(PROVIDERS / "nouvel-entrant"), DAY)
    assert assessment.audit
    assert assessment.audit.get("type") == "initial"
    assert assessment.findings == ()
    judged = [result for verdict in assessment.verdicts.values() for result in verdict.results]
    expected = {r.rule.id for r in judged if r.rule.indicator in LISTED and r.rule.phase is Phase.APPLIED}
    assert later(assessment) == expected
    assert {number for number in (3, 11, 26, 32) if assessment.verdicts[number].applies} == {11, 26, 32}
    assert assessment.verdicts[4].status is not Status.SOON, "4 is not one of them: it is judged on the first session"


def test_what_is_written_is_judged_at_the_initial_audit_all_the_same(tmp_path: Path) -> None:
    root = shutil.copytree(PROVIDERS / "nouvel-entrant", tmp_path / "projet")
    (root / "evidence/procedures/proc-05.md").unlink()
    found = {finding.rule for finding in assess(read_project(root), DAY).findings}
    assert found == {"11-procedure"}


def test_at_the_surveillance_audit_of_a_former_new_entrant_everything_is_judged(tmp_path: Path) -> None:
    (example,) = (example for example in examples("good") if example.name == "ancien-nouvel-entrant")
    assessment = assess(read_project(example.lay(tmp_path / "projet")), DAY)
    assert assessment.audit
    assert assessment.audit.get("type") == "surveillance"
    assert later(assessment) == set()
    assert assessment.findings == ()
