"""Who received which version when: told of each person, late or missing only where verdicts may be."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from classeur.editions import Edition
from classeur.pages.deliveries import Cell, Deliveries, deliveries_of, for_guardians, received
from classeur.pages.handed_out import MOST, handed_out
from classeur.pages.index import index_of
from classeur.pages.matrix import matrix_of
from classeur.pages.timeline import facts_of_session
from classeur.pages.view import View
from classeur.rules.result import Status
from tests.small_tree import judged, project, session

TODAY = dt.date(2026, 6, 1)
BOOKLET = (
    "---\ngenre: livret\ntitre: Livret\nresponsable: ana-01\nrevu_le: 2026-01-05\nversions:\n"
    "  - {version: v1, du: 2026-01-05}\n  - {version: v2, du: 2026-03-04}\n---\n"
)
GUIDE = "---\ntitre: Guide\nresponsable: ana-01\nfamille: logistique\ntype: guide-plateforme\nversion: '1'\n---\n"


def delivery(
    day: str,
    to: str = "[s-1, B-1]",
    *,
    version: str = "v1",
    channel: str = "courriel",
    proof: str = "accuse",
    document: str = "livret",
    who: str = "beneficiaire",
) -> str:
    return (
        f"---\ntitre: Remise\ndate: {day}\ndocument: {document}\nversion: {version}\npour: {to}\n"
        f"destinataire: {who}\ncanal: {channel}\npreuve: {proof}\n---\n"
    )


def view_of(root: Path, deliveries: list[str], edition: Edition = Edition.TEAM, **more: str) -> View:
    text = session("{beneficiaire: B-1}, {beneficiaire: B-2, mineur: oui}", more=more.get("session", ""))
    files: dict[str, str | bytes] = {
        "content/livret.md": BOOKLET,
        "evidence/sessions/s-1.md": text,
        **{f"evidence/diffusions/dif-2026-{n:02}.md": text for n, text in enumerate(deliveries, 1)},
    }
    if "guide" in more:
        files["evidence/documents/doc-01.md"] = more["guide"]
    return View(judged(project(root, files), TODAY), edition)


def table_of(view: View) -> Deliveries:
    library = view.library
    found = deliveries_of(view, index_of(view), library.records["s-1"], library.published("livret"))
    assert found
    return found


def cell(table: Deliveries, name: str, *, guardians: bool = False, column: int = 0) -> Cell:
    return next(line for line in table.lines if line.name == name and line.guardians is guardians).cells[column]


def test_what_was_given_in_time_says_version_day_channel_and_proof(tmp_path: Path) -> None:
    one = cell(table_of(view_of(tmp_path, [delivery("2026-02-24")])), "Hélène Moinard")
    (given,) = one.deliveries
    assert (given.version, given.when) == ("1", "6 jours avant le premier jour")
    assert (given.channel, given.proof, given.proved) == ("Courriel", "Accusé de réception", True)
    assert (one.css, one.note) == (Status.OK.css, "")


def test_who_has_nothing_and_who_had_it_late_are_told_with_the_grade_of_their_rule(tmp_path: Path) -> None:
    table = table_of(view_of(tmp_path, [delivery("2026-03-03", "[s-1, B-1]")]))
    late, none = cell(table, "Hélène Moinard"), cell(table, "Lucas Petit")
    assert late.deliveries[0].when == "1 jour après le premier jour"
    assert late.note == "arrivé après"
    assert none.note == "aucune remise notée"
    assert {late.css, none.css} <= {Status.MAJOR.css, Status.MINOR.css}


def test_the_auditor_reads_what_is_written_and_no_gap(tmp_path: Path) -> None:
    table = table_of(view_of(tmp_path, [delivery("2026-03-03", "[s-1, B-1]")], Edition.AUDITOR))
    assert [line.name for line in table.lines] == ["B-1", "B-2"]
    assert [one.note + one.css for line in table.lines for one in line.cells] == ["", ""]
    assert table.lines[0].cells[0].deliveries[0].when == ""


def test_those_who_answer_for_a_minor_have_a_line_of_their_own(tmp_path: Path) -> None:
    files = [delivery("2026-02-20", "[s-1, B-2]"), delivery("2026-02-21", "[s-1, B-2]", who="responsable-legal")]
    view = view_of(tmp_path, files)
    table = table_of(view)
    assert [(line.name, line.guardians) for line in table.lines] == [
        ("Hélène Moinard", False),
        ("Lucas Petit", False),
        ("Lucas Petit", True),
    ]
    assert cell(table, "Lucas Petit", guardians=True).deliveries[0].day == dt.date(2026, 2, 21)
    own = view.library.inscriptions_of["B-2"][0]
    assert [for_guardians(one) for one in received(view, index_of(view), own)] == [False, True]


@pytest.mark.parametrize("channel", ["affichage", "site"])
def test_a_notice_board_stands_for_nobody(tmp_path: Path, channel: str) -> None:
    table = table_of(view_of(tmp_path, [delivery("2026-02-20", "s-1", channel=channel, proof="photo")]))
    assert [one.channel.lower() for one in table.collective] == [channel]
    assert all(not one.deliveries for line in table.lines for one in line.cells)


def test_what_a_notice_is_worth_is_told_where_verdicts_are(tmp_path: Path) -> None:
    view = view_of(tmp_path, [delivery("2026-02-20", "s-1", channel="site")])
    assert table_of(view).judged
    assert not table_of(View(view.assessment, Edition.AUDITOR)).judged


def test_versions_are_the_same_whatever_their_capitals(tmp_path: Path) -> None:
    given = cell(table_of(view_of(tmp_path, [delivery("2026-02-20", version="V1")])), "Hélène Moinard").deliveries
    assert [one.stale for one in given] == [""]


def test_a_version_that_changes_meanwhile_is_told_with_those_who_were_given_it(tmp_path: Path) -> None:
    files = [delivery("2026-02-20", "s-1"), delivery("2026-03-05", "[s-1, B-1]", version="v2")]
    table = table_of(view_of(tmp_path, files))
    assert [(change.version, change.given) for change in table.changes] == [("2", 1)]
    assert [one.version for one in cell(table, "Hélène Moinard").deliveries] == ["1", "2"]


def test_a_version_no_longer_in_force_is_named_to_the_team_only(tmp_path: Path) -> None:
    old = [delivery("2026-03-05", "[s-1, B-1]", version="v1")]
    team = view_of(tmp_path / "a", old)
    assert cell(table_of(team), "Hélène Moinard").deliveries[0].stale == "2"
    auditor = view_of(tmp_path / "b", old, Edition.AUDITOR)
    assert cell(table_of(auditor), "B-1").deliveries[0].stale == ""


def test_the_guide_of_the_platform_is_counted_from_the_first_access(tmp_path: Path) -> None:
    more = "sequences: [{titre: Une, date: 2026-03-04, premier_acces_le: 2026-03-04}]"
    files = [delivery("2026-03-03", "s-1", document="doc-01", version="1")]
    table = table_of(view_of(tmp_path, files, session=more, guide=GUIDE))
    column = [title for title, _ in table.columns].index("Guide")
    assert cell(table, "Lucas Petit", column=column).deliveries[0].when == "1 jour avant le premier accès"


def test_the_page_of_a_booklet_tells_the_latest_deliveries_and_counts_by_version(tmp_path: Path) -> None:
    days = [f"2026-01-{day:02}" for day in range(10, 10 + MOST + 2)]
    view = view_of(tmp_path, [delivery(day, "s-1") for day in days])
    found = handed_out(view, index_of(view), view.library.records["livret"])
    assert found
    assert len(found.table.rows) == MOST
    assert found.left == 2
    assert found.versions == (f"version 1 : {MOST + 2} remises", "version 2, en vigueur : aucune remise notée")
    assert found.table.rows[0][0].words == "23 janvier 2026"
    assert found.table.rows[0][2].words == "Bénéficiaire, 2 personnes"


def test_the_page_of_a_booklet_says_to_the_team_who_had_nothing_before_entering(tmp_path: Path) -> None:
    given = [delivery("2026-02-20", "[s-1, B-1]")]
    view = view_of(tmp_path / "a", given)
    found = handed_out(view, index_of(view), view.library.records["livret"])
    assert found
    gap = "Aucune remise du livret ou de la convocation avant l'entrée"
    (lack,) = [one for one in found.lacks if one.gap == gap]
    assert lack.session == view.reference("s-1")
    assert lack.people == ("Lucas Petit",)
    nothing = view_of(tmp_path / "b", [])
    assert handed_out(nothing, index_of(nothing), nothing.library.records["livret"])
    auditor = view_of(tmp_path / "c", given, Edition.AUDITOR)
    shown = handed_out(auditor, index_of(auditor), auditor.library.records["livret"])
    assert shown
    assert (shown.lacks, shown.versions) == ((), ("version 1 : 1 remise",))


@pytest.mark.parametrize(
    ("days", "shown"), [(("2026-02-20", "2026-03-10"), "20/02"), (("2026-03-10", "2026-03-20"), "10/03")]
)
def test_a_booklet_handed_out_again_later_does_not_hide_the_first(
    tmp_path: Path, days: tuple[str, str], shown: str
) -> None:
    view = view_of(tmp_path, [delivery(day, "s-1") for day in days], Edition.AUDITOR)
    table = matrix_of(view, index_of(view), view.library.records["s-1"])
    (column,) = [number for number, one in enumerate(table.columns) if one.id == "livret"]
    assert {line.cells[column].seen for line in table.lines} == {shown}


def test_a_delivery_to_guardians_counts_the_learners_and_not_both(tmp_path: Path) -> None:
    view = view_of(tmp_path, [delivery("2026-02-21", "[s-1, B-1, B-2, B-3]", who="responsable-legal")])
    facts = facts_of_session(view, index_of(view), view.library.records["s-1"])
    assert next(fact for fact in facts if fact.what.startswith("Remise")).details[0] == "2 personnes"
