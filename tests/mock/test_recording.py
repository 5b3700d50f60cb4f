"""`classeur audit --noter`: a record that reads back without a finding, and actions that say where they come from."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from classeur.cli import main
from classeur.editions import Edition
from classeur.mock.draw import BY_LOT, DrawnLearner
from classeur.mock.recording import note
from classeur.mock.report import Request, hold
from classeur.mock.team_page import draw_of, mock_pages
from classeur.mock.walk import walk
from classeur.pages.composing import compose
from classeur.pages.index import index_of
from classeur.pages.view import View
from classeur.portal import assess, read_project
from classeur.rules.result import Assessment
from classeur.seal.scan import secrets_in
from classeur.seal.secrets import secrets_of
from tests.conftest import DAY
from tests.small_tree import judged, plant, project, session, told

Capture = pytest.CaptureFixture[str]
PATH = "evidence/audits/aud-2026-01.md"
WEAK = {"evidence/sessions/ses-1.md": session("{beneficiaire: B-1}, {beneficiaire: B-2}")}


@pytest.fixture
def noted(tmp_path: Path) -> Path:
    """A project whose mock audit was noted."""
    root = project(tmp_path, WEAK)
    assert note(root, hold(judged(root, DAY), Request("surveillance", 12, 2, 2))) == PATH
    return root


def test_the_record_reads_back_as_what_was_drawn_and_found(noted: Path) -> None:
    found = hold(judged(noted, DAY), Request("surveillance", 12, 2, 2))
    record = found.assessment.library.records["aud-2026-01"]
    assert record.text("type") == "blanc"
    assert record.text("graine") == "12"
    assert record.texts("echantillon") == tuple(drawn.session.id for drawn in found.draw.sessions)
    assert set(record.texts("dossiers")) == {one.inscription.learner for one in found.draw.learners}
    told_then = [(row.get("regle"), row.get("grade"), row.get("etendue")) for row in record.rows("constats")]
    assert told_then == [
        (one.finding.rule, one.finding.grade.value, str(one.finding.extent) if one.finding.extent else None)
        for one in found.predictions
        if one.in_scope
    ]
    assert "04-analyse-besoin" in {rule for rule, _, _ in told_then}
    assert found.walk
    assert record.texts("dossiers")[0] == found.walk.learner.inscription.learner


def test_a_mock_audit_changes_neither_the_period_nor_the_next_audit(noted: Path) -> None:
    before, after = judged(noted, DAY), None
    (noted / PATH).unlink()
    after = judged(noted, DAY)
    assert (before.since, before.audit) == (after.since, after.audit)
    assert [found.key for found in before.findings] == [found.key for found in after.findings]


def test_the_command_notes_once_and_proposes_actions(tmp_path: Path, capsys: Capture) -> None:
    root = project(tmp_path, WEAK)
    arguments = ["--project", str(root), "audit", "--date", "2026-11-21", "--seed", "3", "--noter"]
    assert main(arguments) == 0
    out = capsys.readouterr().out
    assert f"\nNoté : {PATH}\nPour en faire des actions (" in out
    assert main(arguments) == 0
    assert f"\nCe tirage est déjà noté : {PATH}\n→ " in capsys.readouterr().out
    assert [path.name for path in (root / "evidence/audits").iterdir()] == ["aud-2026-01.md"]
    assert not told(read_project(root))
    assert main([*arguments, "--type", "initial"]) == 0
    assert "\nNoté : evidence/audits/aud-2026-02.md" in capsys.readouterr().out
    assert main([*arguments, "--learners", "1"]) == 0
    assert "\nNoté : evidence/audits/aud-2026-03.md" in capsys.readouterr().out
    assert len(list((root / "site/audit-blanc").iterdir())) == 2


def test_the_record_is_not_written_through_a_link(tmp_path: Path, capsys: Capture) -> None:
    root, outside = project(tmp_path / "projet", WEAK), plant(tmp_path / "dehors", {"these.odt": "x"})
    (root / "evidence/audits").symlink_to(outside)
    assert main(["--project", str(root), "audit", "--date", "2026-11-21", "--noter"]) == 1
    assert "L’audit n’est pas noté. La fiche evidence/audits/" in capsys.readouterr().out
    assert [path.name for path in outside.iterdir()] == ["these.odt"]


def test_a_proposal_writes_an_action_that_names_the_audit(tmp_path: Path, capsys: Capture) -> None:
    root = project(tmp_path, WEAK)
    main(["--project", str(root), "audit", "--date", "2026-11-21", "--noter"])
    line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("  classeur new action"))
    assert '--set "cause=' in line
    assert "'" not in line
    name, *arguments = shlex.split(line)
    assert name == "classeur"
    assert main(["--project", str(root), *arguments, "--date", "2026-11-21"]) == 0
    text = (root / "evidence/actions/act-2026-01.md").read_text(encoding="utf-8")
    assert "\norigines: aud-2026-01\n" in text
    assert "\ntype: corrective\n" in text
    assert capsys.readouterr().out


def test_the_team_sees_what_is_left_of_it_and_the_auditor_nothing(noted: Path) -> None:
    need = "  - {nature: analyse-besoin, pour: [B-1, B-2], date: 2026-02-10, ou: Classeur}\n"
    plant(
        noted,
        {"evidence/sessions/ses-1.md": WEAK["evidence/sessions/ses-1.md"].replace("---\n", "---\npieces:\n" + need, 1)},
    )
    assessment = judged(noted, DAY)
    pages = {page.address: page.content for page in compose(assessment, Edition.TEAM).pages}
    page = pages["fiches/audit/aud-2026-01"]
    assert "Ce qui a été trouvé, et ce qu’il en reste" in page
    row = next(part for part in page.split("<tr>") if "04-analyse-besoin" in part)
    assert "plus rien à dire" in row
    assert any("toujours là" in part for part in page.split("<tr>"))
    shown = compose(assessment, Edition.AUDITOR).pages
    assert not [page.address for page in shown if "aud-2026-01" in page.address or "aud-2026-01" in page.content]


def test_the_team_prepares_what_a_mock_audit_opened(assessment: Assessment) -> None:
    pages = {page.address: page for page in mock_pages(View(assessment, Edition.TEAM))}
    page = pages["audits-blancs/aud-2026-01"]
    assert "Le dossier B-2025-002, ap-2025-09, de bout en bout" in page.content.replace("&nbsp;", " ")
    assert page.content.count("<h3>") == sum(verdict.applies for verdict in assessment.verdicts.values())
    assert not list(mock_pages(View(assessment, Edition.AUDITOR)))


def test_no_step_of_a_file_tells_what_is_kept_to_the_source(assessment: Assessment) -> None:
    """The title of an adaptation is never read in a site: the team's edition would not be published."""
    view = View(assessment, Edition.TEAM)
    secrets, index = secrets_of(assessment.library, Edition.TEAM), index_of(view)
    seen = [
        one
        for inscription in assessment.library.inscriptions
        for step in walk(view, index, DrawnLearner(inscription, BY_LOT)).steps
        for one in step.seen
    ]
    assert [one.label for one in seen if one.record.kind.name == "amenagement"] == ["Aménagement am-2026-01"]
    assert not [one.label for one in seen if list(secrets_in(one.label, secrets))]


def test_what_is_no_longer_there_is_left_out_of_the_page(noted: Path) -> None:
    text = (noted / PATH).read_text(encoding="utf-8").replace("echantillon: [ses-1]", "echantillon: [ses-1, ana-01]")
    plant(noted, {PATH: text.replace('dossiers: ["', 'dossiers: ["B-3", "')})
    reading = read_project(noted)
    audit = reading.library.records["aud-2026-01"]
    view = View(assess(reading, DAY), Edition.TEAM)
    drawn = draw_of(view, audit)
    assert [one.session.id for one in drawn.sessions] == ["ses-1"]
    assert {one.inscription.learner for one in drawn.learners} == {"B-1", "B-2"}
    assert len(list(mock_pages(view))) == 1


@pytest.mark.parametrize("title", ['Un « titre » : "deux" points # et dièse', "=1+1\\t[x]"])
def test_whatever_people_write_is_read_back(tmp_path: Path, title: str) -> None:
    root = project(tmp_path, {"evidence/sessions/ses-1.md": session().replace("titre: Session", f"titre: '{title}'")})
    note(root, hold(judged(root, DAY), Request("surveillance", 1, 1, 1)))
    assert judged(root, DAY).library.records["aud-2026-01"].rows("constats")
