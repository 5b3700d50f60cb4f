"""Blank one fact of the sample that a rule rests on: that rule, and no other, is tripped."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from classeur.portal import assess, read_project
from classeur.rules.result import RuleState
from tests.conftest import DAY, copy_of_the_sample

Change = tuple[str, str, str]
"""A file of the sample, a text that stands in it once, and what takes its place."""
_MEETINGS = ("2025-12-16", "2026-03-31", "2026-07-09", "2026-10-15")
_LEGAL_NOTES = ("vei-2025-03", "vei-2026-01", "vei-2026-07")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return copy_of_the_sample(tmp_path / "exemple")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The gaps of the sample before anything is taken from it."""
    return gaps(copy_of_the_sample(tmp_path_factory.mktemp("intact") / "exemple"))


def gaps(root: Path) -> set[str]:
    reading = read_project(root)
    assert [found.message for found in reading.findings] == []
    return {result.rule.id for result in assess(reading, DAY).results() if result.state is RuleState.GAP}


def rewrite(root: Path, path: str, before: str, after: str) -> None:
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1, path
    file.write_text(text.replace(before, after), encoding="utf-8")


@pytest.mark.parametrize(
    ("rule", "path", "before", "after"),
    [
        ("01-rubriques", "content/formations/metre-devis.md", "\ntarifs: 1 190 €", "\n# tarifs: 1 190 €"),
        ("09-livret-distance", "content/livret-accueil.md", "À distance {#foad}", "Ailleurs"),
        ("12-information-violences", "content/livret-accueil.md",
         "Violences, harcèlement, discriminations {#violences}", "Autres sujets"),
        ("12-procedure-violences", "evidence/procedures/proc-07.md", "objet: violences", "objet: autre"),
        ("21-cv", "evidence/personnel/marc-04.md", "  - 2025-08-28\n", ""),
        ("23-communiquee", "evidence/veille/vei-2026-07.md", "  - le: 2026-09-01\n", "  - le: 2026-09-25\n"),
        ("26-referent", "organisme.yml", "referent_handicap: odile-03\n", ""),
        ("26-reponse", "evidence/amenagements/am-2026-01.md", "reponse_le: 2026-01-23", "reponse_le: 2026-01-30"),
        ("30-chaud", "evidence/enquetes/enq-2026-02.md", "\nsession: md-2026-02\n", "\n"),
        ("30-froid", "evidence/enquetes/enq-2026-04.md", "date: 2026-05-13", "date: 2026-05-12"),
        ("31-procedure", "evidence/procedures/proc-13.md", "objet: reclamations", "objet: autre"),
        ("31-reponse", "evidence/reclamations/rec-2026-01.md", "reponse_le: 2026-03-20", "reponse_le: 2026-05-20"),
        ("32-origine", "evidence/actions/act-2026-07.md", "origines: [al-2026-03, reu-2026-10-15]\n", ""),
        ("32-plan-a-jour", "evidence/actions/act-2026-05.md", "echeance: 2027-03-31", "echeance: 2026-10-31"),
        ("00-revision-documents", "evidence/moyens/moy-01.md", "revu_le: [2025-09-09, 2026-09-08]\n",
         "revu_le: 2025-09-09\n"),
    ],
)  # fmt: skip
def test_a_fact_that_is_blanked_trips_the_rule_that_needs_it(
    copy: Path, first: set[str], rule: str, path: str, before: str, after: str
) -> None:
    trips(copy, first, rule, (path, before, after))


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("26-reseau", [(f"evidence/partenaires/{name}.md", ", 2026-09-10]", "]") for name in ("par-01", "par-02")]),
        ("32-revue-qualite",
         [*((f"evidence/reunions/reu-{day}.md", "type: qualite", "type: equipe") for day in _MEETINGS),
          *((f"evidence/analyses/an-2026-0{number}.md", "\ndate: 2026", "\ndate: 2025") for number in (1, 2, 3))]),
    ],
)  # fmt: skip
def test_a_fact_of_which_several_would_do_is_missed_once_all_are_gone(
    copy: Path, first: set[str], rule: str, changes: list[Change]
) -> None:
    trips(copy, first, rule, *changes)


def test_notes_that_changed_no_document_are_notes_that_nobody_used(copy: Path, first: set[str]) -> None:
    for note in _LEGAL_NOTES:
        file = copy / f"evidence/veille/{note}.md"
        text, count = re.subn(r"^documents:\n(?:[ -].*\n)+", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert count == 1, note
        file.write_text(text, encoding="utf-8")
    assert gaps(copy) - first == {"23-exploitee"}


def trips(root: Path, first: set[str], rule: str, *changes: Change) -> None:
    assert rule not in first
    for path, before, after in changes:
        rewrite(root, path, before, after)
    assert gaps(root) - first == {rule}
    assert gaps(root) >= first


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ("08-positionnement", "mb-2025-11/positionnement--2025-11-18.pdf", "positionnement--2025-11-19.pdf"),
        ("08-positionnement", "md-2026-02/positionnement--B-2026-003--2026-01-19.pdf",
         "positionnement--B-2026-003--2026-02-03.pdf"),
    ],
)  # fmt: skip
def test_a_dropped_piece_with_a_later_date_trips_the_rule_that_needs_it(
    copy: Path, first: set[str], rule: str, before: str, after: str
) -> None:
    file = copy / "evidence/sessions" / before
    file.rename(file.with_name(after))
    assert gaps(copy) - first == {rule}


@pytest.mark.parametrize(
    ("rule", "path", "before", "after"),
    [
        ("01-rubriques-2026", "content/formations/machines-bois.md", "\nprerequis:",
         "\ntype_reconnaissance: Attestation\nprerequis:"),
        ("12-relance", "evidence/alertes/al-2026-03.md", "2026-09-30 10h20", "2026-09-21 18h"),
        ("21-competence-avant-session", "evidence/personnel/nadege-11.md", "  - 2026-02-09\n", "  - 2026-02-02\n"),
        ("09-guide-avant-acces", "evidence/diffusions/dif-2026-02.md", "\ndate: 2026-02-06", "\ndate: 2026-02-04"),
        ("00-revision-procedures", "evidence/procedures/proc-01.md", "revu_le: 2025-09-30", "revu_le: 2025-11-21"),
        ("31-accuse", "evidence/reclamations/rec-2026-02.md", "accuse_le: 2026-06-22", "accuse_le: 2026-06-05"),
        ("32-effet-verifie", "evidence/actions/act-2026-02.md", "\n---\n",
         "\nefficacite: [{avant: 3, apres: 4, verifiee_le: 2026-09-24, resultat: efficace}]\n---\n"),
    ],
)  # fmt: skip
def test_a_planted_gap_that_is_mended_is_no_longer_told(
    copy: Path, first: set[str], rule: str, path: str, before: str, after: str
) -> None:
    rewrite(copy, path, before, after)
    assert first - gaps(copy) == {rule}
    assert gaps(copy) <= first


def test_the_need_that_came_late_is_no_longer_told_when_it_came_in_time(copy: Path, first: set[str]) -> None:
    file = copy / "evidence/sessions/mb-2025-11/analyse-besoin--B-2025-013--2025-11-20.pdf"
    file.rename(file.with_name("analyse-besoin--B-2025-013--2025-11-17.pdf"))
    assert first - gaps(copy) == {"04-analyse-besoin"}
