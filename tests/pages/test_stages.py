"""The map « de la demande au bilan », the figures of the year, and each person's tasks."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from classeur.editions import Edition
from classeur.pages.agenda import agenda
from classeur.pages.catalogue import catalogue
from classeur.pages.home import home_page
from classeur.pages.phrases import page_data
from classeur.pages.recent import recent_changes
from classeur.pages.stages import map_page, stage_links
from classeur.pages.tasks import shares, tasks_page
from classeur.pages.view import View
from classeur.pages.year import figures_of
from classeur.portal import Reading
from classeur.referential import load_referential
from classeur.rules.result import Assessment
from tests.small_tree import judged, project, session
from tests.witnessed import commit, repository

DAY = dt.date(2026, 11, 21)


def viewed(root: Path, edition: Edition = Edition.TEAM) -> View:
    return View(judged(root, DAY), edition)


def survey(number: int, sessions: str, answers: int, pleased: int, day: str = "2026-03-06") -> str:
    return (
        f"---\ntitre: Enquête {number}\ndate: {day}\npartie_prenante: beneficiaire\nmoment: chaud\n"
        f"session: [{sessions}]\nenvoyes: {answers}\nrecus: {answers}\nsatisfaits: {pleased}\n---\n"
    )


def procedure(about: str, since: str) -> str:
    return (
        f"---\ntitre: Nos {about}\nresponsable: ana-01\nobjet: {about}\ndate_application: {since}\n"
        "etapes:\n  - {qui: rui-02, quoi: Noter la demande, quand: Le jour même}\n---\n"
    )


def test_the_map_names_only_what_exists(sample: Reading) -> None:
    numbers = {number for stage in page_data("carte")["etapes"] for number in stage["indicateurs"]}
    assert numbers == set(load_referential().indicators)
    about = sample.kinds.by_name["procedure"].field("objet")
    assert about
    assert about.values
    for stage in page_data("carte")["etapes"]:
        assert set(stage["genres"]) <= set(sample.kinds.by_name)
        assert set(stage["natures"]) <= set(sample.kinds.natures)
        assert set(stage["procedures"]) <= set(about.values)
    told = {name for stage in page_data("carte")["etapes"] for name in stage["procedures"]}
    assert told == set(about.values) - {"autre"}


def test_a_stage_leads_to_the_procedure_in_force_with_who_does_what(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "evidence/procedures/proc-01.md": procedure("satisfaction", "2026-01-05"),
        "evidence/procedures/proc-02.md": procedure("reclamations", "2027-01-05"),
    }
    for edition in (Edition.TEAM, Edition.AUDITOR):
        view = viewed(project(tmp_path / edition.value, files), edition)
        text = map_page(view, catalogue(view)).content
        stage = text[text.index('id="avis"') : text.index('id="bilan"')]
        assert "fiches/procedure/proc-01.html" in stage
        assert "en vigueur depuis le 5 janvier 2026" in stage
        assert "<strong>Rui Pinto</strong> : noter la demande" in stage
        assert "proc-02" not in stage


def test_home_leads_to_every_stage(assessment: Assessment) -> None:
    for edition in (Edition.TEAM, Edition.AUDITOR):
        content = home_page(View(assessment, edition)).content
        assert len(stage_links()) == 10
        for _, target in stage_links():
            assert f'href="{target.replace("#", ".html#")}"' in content


def test_figures_count_people_once_and_answers_of_two_categories_only_together(tmp_path: Path) -> None:
    left = "{beneficiaire: B-2, issue: abandon, sorti_le: 2026-03-04}"
    other = session("{beneficiaire: B-1}").replace("categorie: AF", "categorie: VAE")
    files: dict[str, str | bytes] = {
        "evidence/sessions/s-1.md": session(f"{{beneficiaire: B-1}}, {left}"),
        "evidence/sessions/s-2.md": session("{beneficiaire: B-1}", start="2026-05-04", end="2026-05-08"),
        "evidence/sessions/s-3.md": other,
        "evidence/sessions/s-4.md": session("{beneficiaire: B-3}", start="2025-03-03", end="2025-03-07"),
        "evidence/sessions/s-5.md": session(
            "{beneficiaire: B-3}", start="2026-12-07", end="2026-12-11", state="prevue"
        ),
        "evidence/enquetes/enq-2026-01.md": survey(1, "s-1", 2, 1),
        "evidence/enquetes/enq-2026-02.md": survey(2, "s-1, s-3", 3, 3),
        "evidence/enquetes/enq-2025-01.md": survey(3, "s-4", 9, 9, "2025-03-07"),
    }
    view = viewed(project(tmp_path, files))
    figures = figures_of(view, catalogue(view))
    assert figures
    assert (figures.since, figures.until) == ("22 novembre 2025", "21 novembre 2026")
    rows = [[cell.words for cell in row] for row in figures.table.groups[0].rows]
    assert rows == [
        ["Action de formation", "2", "2", "1 sur 3", "1 sur 2"],
        ["Validation des acquis de l'expérience", "1", "1", "0 sur 1", ""],
        ["Ensemble", "3", "2", "1 sur 4", "4 sur 5"],
    ]


def test_without_a_session_there_is_no_figure(tmp_path: Path) -> None:
    view = viewed(project(tmp_path))
    assert figures_of(view, catalogue(view)) is None


def test_each_person_has_tasks_and_indicators(tmp_path: Path) -> None:
    action = (
        "---\ntitre: Relier les livrets\ndate: 2026-11-01\nresponsable: rui-02\ncause: Ils se perdent\n"
        "type: corrective\nmesure: Les relier\necheance: 2026-12-01\navancement: a-faire\n"
        "indicateur_succes: Aucun perdu\n---\n"
    )
    files: dict[str, str | bytes] = {
        "evidence/actions/act-2026-01.md": action,
        "evidence/procedures/proc-01.md": procedure("satisfaction", "2026-01-05"),
    }
    view = viewed(project(tmp_path, files))
    given = shares(view, catalogue(view), agenda(view), ())
    found = {share.name: share for share in given}
    assert "Relier les livrets" in [due.words for due in found["Rui Pinto"].dues]
    assert found["Rui Pinto"].indicators == ()
    assert [words for words, _ in found["Ana Costes"].indicators] == ["30"]
    assert "Relier les livrets" in tasks_page(given).content


@pytest.mark.parametrize("edition", [Edition.TEAM, Edition.AUDITOR])
def test_no_block_of_home_grows_with_the_records(tmp_path: Path, edition: Edition) -> None:
    def size(count: int) -> int:
        files: dict[str, str | bytes] = {
            "evidence/audits/aud-2025-01.md": "---\ntitre: A\ntype: initial\ndebut: 2025-06-01\nfin: 2025-06-02\n---\n"
        }
        for number in range(1, count + 1):
            day = dt.date(2025, 7, 1) + dt.timedelta(days=3 * number)
            files[f"evidence/sessions/s-{number:03}.md"] = session(start=str(day), end=str(day), days=1)
            files[f"evidence/non-conformites/nc-2025-{number:03}.md"] = (
                "---\ntitre: N\naudit: aud-2025-01\nindicateur: 9\ngrade: mineure\nconstat: C\n"
                f"notifiee_le: {day}\n---\n"
            )
        view = viewed(project(tmp_path / str(count), files), edition)
        return home_page(view).content.count("<tr>")

    assert size(60) == size(90)


def test_home_says_what_changed_lately_to_the_team_alone(tmp_path: Path) -> None:
    root = repository(project(tmp_path, {"evidence/procedures/proc-01.md": procedure("satisfaction", "2026-01-05")}))
    commit(root, "2026-11-02")
    with (root / "evidence/procedures/proc-01.md").open("a", encoding="utf-8") as file:
        file.write("\nUne phrase de plus.\n")
    commit(root, "2026-11-18", author="Rui Pinto")
    view = viewed(root)
    first, second, *_ = recent_changes(view)
    assert (first.link, first.day, first.author, first.new) == (
        ("Nos satisfaction", "fiches/procedure/proc-01"),
        dt.date(2026, 11, 18),
        "Rui Pinto",
        False,
    )
    assert (second.day, second.author, second.new) == (dt.date(2026, 11, 2), "Ana Costes", True)
    assert "modifiée le 18 novembre 2026 par Rui Pinto" in home_page(view).content
    assert 'id="recent"' not in home_page(viewed(root, Edition.AUDITOR)).content
