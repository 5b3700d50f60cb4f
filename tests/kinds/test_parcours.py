"""One learner followed closely: what a parcours changes of an inscription, and whose its pieces are."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from classeur.library import Inscription, Library
from classeur.portal import Reading, read_project
from tests.small_tree import PDF, project, session, told

TWO = "{beneficiaire: B-1}, {beneficiaire: B-2, entreprise: soc-1, contrat: CDI}"
COMPANIES = {f"evidence/entreprises/soc-{n}.md": f"---\ntitre: Société {n}\nrole: employeur\n---\n" for n in (1, 2)}


def parcours(learner: str = "B-2", more: str = "") -> str:
    return f"---\ntitre: Parcours\nbeneficiaire: {learner}\nsession: s-2026-01\n{more}---\n"


def reading_of(root: Path, *texts: str, learners: str = TWO, files: dict[str, str] | None = None) -> Reading:
    tree = {f"evidence/parcours/parc-{n}.md": text for n, text in enumerate(texts, 1)}
    tree |= {"evidence/sessions/s-2026-01.md": session(learners), **COMPANIES, **(files or {})}
    return read_project(project(root, dict(tree)))


def library_of(root: Path, *texts: str, files: dict[str, str] | None = None) -> Library:
    reading = reading_of(root, *texts, files=files)
    assert told(reading) == []
    return reading.library


def second(library: Library) -> Inscription:
    """The inscription of B-2."""
    return library.inscriptions[1]


def test_entry_and_leaving_are_those_of_the_parcours(tmp_path: Path) -> None:
    library = library_of(tmp_path, parcours(more="entree: 2026-03-03\nsortie: 2026-03-05\n"))
    first, other = library.inscriptions
    assert (first.start, first.end, first.parcours) == (dt.date(2026, 3, 2), dt.date(2026, 3, 6), None)
    assert (other.start, other.end) == (dt.date(2026, 3, 3), dt.date(2026, 3, 5))
    assert other.parcours is library.records["parc-1"]


def test_who_enters_later_is_not_reached_by_what_the_group_got_before(tmp_path: Path) -> None:
    late = second(library_of(tmp_path, parcours(more="entree: 2026-03-04\n")))
    assert not late.enrolled_on(dt.date(2026, 3, 3))
    assert late.enrolled_on(dt.date(2026, 3, 4))


def test_a_parcours_that_says_no_date_leaves_those_of_the_session_and_of_its_row(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path, parcours(), learners="{beneficiaire: B-1}, {beneficiaire: B-2, sorti_le: 2026-03-04}"
    )
    assert (second(reading.library).start, second(reading.library).end) == (dt.date(2026, 3, 2), dt.date(2026, 3, 4))


def test_a_draft_of_a_parcours_changes_nothing(tmp_path: Path) -> None:
    library = library_of(tmp_path, parcours(more="entree: 2026-03-03\netat: brouillon\n"))
    assert second(library).parcours is None
    assert second(library).start == dt.date(2026, 3, 2)


def test_what_a_parcours_says_comes_before_the_row_of_the_session(tmp_path: Path) -> None:
    inscription = second(library_of(tmp_path, parcours(more="entreprise: [soc-1, soc-2]\n")))
    assert inscription.get("entreprise") == ("soc-1", "soc-2")
    assert inscription.get("contrat") == "CDI"


def test_a_file_dropped_for_a_parcours_is_its_learner_s_without_a_code(tmp_path: Path) -> None:
    folder = "evidence/parcours/parc-1"
    library = library_of(
        tmp_path,
        parcours(),
        files={
            f"{folder}/convocation--2026-02-20.pdf": PDF,
            f"{folder}/attestation--B-2--2026-03-06.pdf": PDF + "% autre",
        },
    )
    assert [(piece.nature, piece.people) for piece in library.pieces["parc-1"]] == [
        ("convocation", ("B-2",)),
        ("attestation", ("B-2",)),
    ]


@pytest.mark.parametrize("people", ["", "pour: tous, ", "pour: B-2, "])
def test_a_row_of_a_parcours_is_its_learner_s(tmp_path: Path, people: str) -> None:
    rows = f"pieces: [{{nature: convocation, {people}date: 2026-02-20, ou: armoire}}]\n"
    assert [piece.people for piece in library_of(tmp_path, parcours(more=rows)).pieces["parc-1"]] == [("B-2",)]


def test_a_piece_of_a_parcours_for_somebody_else_is_refused(tmp_path: Path) -> None:
    rows = "pieces: [{nature: convocation, pour: B-1, date: 2026-02-20, ou: armoire}]\n"
    files = {"evidence/parcours/parc-1/attestation--B-1--2026-03-06.pdf": PDF}
    reading = reading_of(tmp_path, parcours(more=rows), files=files)
    assert sorted(found.rule for found in reading.findings) == ["depot-code", "piece-autrui"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (parcours("B-3"), "B-3 n'est pas inscrit à s-2026-01."),
        (
            parcours(more="entree: 2026-03-01\n"),
            "L'entrée (2026-03-01) vient avant le début de la session (2026-03-02).",
        ),
        (
            parcours(more="entree: 2026-03-07\n"),
            "La fin de la session (2026-03-06) vient avant l'entrée (2026-03-07).",
        ),
        (
            parcours(more="entree: 2026-03-04\nsortie: 2026-03-03\n"),
            "La sortie (2026-03-03) vient avant l'entrée (2026-03-04).",
        ),
        (
            parcours(more="sortie: 2026-03-09\n"),
            "La fin de la session (2026-03-06) vient avant la sortie (2026-03-09).",
        ),
    ],
)
def test_a_parcours_follows_an_enrolled_learner_within_the_days_of_the_session(
    tmp_path: Path, text: str, expected: str
) -> None:
    assert [found.message for found in reading_of(tmp_path, text).findings] == [expected]


def test_a_session_that_enrols_nobody_yet_is_followed_by_no_parcours(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, parcours(), learners="")
    assert [found.rule for found in reading.findings] == ["personne-hors-session"]


def test_two_parcours_of_a_learner_in_a_session_are_one_too_many_unless_one_is_a_draft(tmp_path: Path) -> None:
    draft = parcours(more="etat: brouillon\n")
    assert reading_of(tmp_path / "a", draft, parcours()).findings == ()
    (found,) = reading_of(tmp_path / "b", parcours(), parcours("B-1"), parcours()).findings
    assert (found.rule, found.place.path) == ("parcours-double", "evidence/parcours/parc-3.md")


def test_a_leaving_that_the_session_tells_otherwise_is_told(tmp_path: Path) -> None:
    learners = "{beneficiaire: B-1}, {beneficiaire: B-2, sorti_le: 2026-03-04}"
    same = parcours(more="sortie: 2026-03-04\n")
    assert reading_of(tmp_path / "a", same, learners=learners).findings == ()
    (found,) = reading_of(tmp_path / "b", parcours(more="sortie: 2026-03-05\n"), learners=learners).findings
    assert found.rule == "sortie-contredite"
