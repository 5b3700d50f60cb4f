"""A learner followed closely, on the pages of the session and of the learner."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from classeur.editions import Edition
from classeur.pages.index import index_of
from classeur.pages.learner import learner_pages
from classeur.pages.matrix import matrix_of
from classeur.pages.session import session_pages
from classeur.pages.timeline import facts_of_learner, facts_of_session
from classeur.pages.view import View
from classeur.rules.applicability import situation_of
from tests.small_tree import judged, project, session

DAY = dt.date(2026, 11, 21)
COMPANIES = {f"evidence/entreprises/soc-{n}.md": f"---\ntitre: Scierie n° {n}\nrole: employeur\n---\n" for n in (1, 2)}
FOLLOWED = """\
---
titre: Deux scieries
beneficiaire: B-1
session: s-2026-01
entree: 2026-03-04
entreprise: [soc-1, soc-2]
tuteur: B-3
mineur: oui
etapes: [{etape: Visite, prevue_le: 2026-03-05, faite_le: 2026-03-06}, {etape: Bilan, prevue_le: 2026-12-01}]
certification_passee: [{inscrit_le: 2026-03-05, presente_le: 2026-06-30, resultat: obtenue}]
suivi_6_mois_le: 2026-09-07
situation: emploi
pieces:
  - {nature: inscription-certification, date: 2026-03-05, ou: armoire}
  - {nature: contrat-apprentissage, date: 2026-03-03, signee_le: SIGNED, ou: armoire}
  - {nature: contrat-apprentissage, date: 2026-03-05, signee_le: 2026-03-05, ou: armoire}
---
"""


def view_of(root: Path, signed: str = "2026-03-03", edition: Edition = Edition.TEAM) -> View:
    files: dict[str, str | bytes] = {
        "evidence/sessions/s-2026-01.md": session("{beneficiaire: B-1, contrat: apprentissage}, {beneficiaire: B-2}"),
        "evidence/parcours/parc-1.md": FOLLOWED.replace("SIGNED", signed),
        **COMPANIES,
    }
    return View(judged(project(root, files), DAY), edition)


def test_the_dates_of_a_parcours_are_told_once_and_those_to_come_as_such(tmp_path: Path) -> None:
    view = view_of(tmp_path)
    facts = facts_of_learner(view, index_of(view), view.library.inscriptions[0])
    assert [(f.day.isoformat(), f.what, f.css) for f in facts if not f.gap and "Contrat" not in f.what] == [
        ("2026-03-04", "Entrée", ""),
        ("2026-03-05", "Inscription à la certification", ""),
        ("2026-03-06", "Visite", ""),
        ("2026-06-30", "Passage de la certification", ""),
        ("2026-09-07", "Suivi à six mois", ""),
        ("2026-12-01", "Bilan", "soon"),
    ]
    details = {fact.what: fact.details for fact in facts}
    assert details["Passage de la certification"] == ("obtenue",)
    assert details["Suivi à six mois"] == ("en emploi dans un autre métier",)
    assert details["Bilan"] == ("prévu",)


@pytest.mark.parametrize(
    ("signed", "late"), [("2026-03-04", []), ("2026-03-05", ["2026-03-05"])], ids=["in time", "a day late"]
)
def test_a_second_contract_is_not_late_when_the_first_one_bound_in_time(
    tmp_path: Path, signed: str, late: list[str]
) -> None:
    view = view_of(tmp_path, signed)
    index = index_of(view)
    both = (
        facts_of_learner(view, index, view.library.inscriptions[0]),
        facts_of_session(view, index, view.library.records["s-2026-01"]),
    )
    for facts in both:
        assert [fact.day.isoformat() for fact in facts if fact.gap and "Contrat" in fact.what] == late
    matrix = matrix_of(view, index, view.library.records["s-2026-01"])
    contract = [column.id for column in matrix.columns].index("contrat")
    assert matrix.lines[0].cells[contract].gap == bool(late)


@pytest.mark.parametrize(("edition", "tutor"), [(Edition.TEAM, "Camille N&#39;Diaye"), (Edition.AUDITOR, "B-3")])
def test_the_page_of_the_learner_gives_employers_tutor_and_outcome(
    tmp_path: Path, edition: Edition, tutor: str
) -> None:
    view = view_of(tmp_path, edition=edition)
    page = next(page for page in learner_pages(view) if page.address == "personnes/b-1")
    for words in ("Scierie n° 1", "Scierie n° 2", "Son parcours", "En emploi dans un autre métier", "apprentissage"):
        assert words.lower() in page.content.lower(), words
    assert tutor in page.content.replace("’", "&#39;").replace("'", "&#39;").replace("&#x27;", "&#39;")
    other = next(page for page in learner_pages(view) if page.address == "personnes/b-2")
    assert "Son parcours" not in other.content
    assert "Scierie" not in other.content


def test_the_page_of_the_session_lists_who_is_followed_closely(tmp_path: Path) -> None:
    page = next(iter(session_pages(view_of(tmp_path))))
    listed = page.content.partition('id="parcours"')[2].partition("</table>")[0]
    assert "Hélène Moinard" in listed
    assert "Scierie n° 2" in listed
    assert "Lucas Petit" not in listed


def test_columns_that_a_category_does_not_expect_are_shown_only_when_something_is_there(tmp_path: Path) -> None:
    def columns(category: str, piece: str = "") -> set[str]:
        text = session("{beneficiaire: B-1}", days=8, more=piece).replace("categorie: AF", f"categorie: {category}")
        files: dict[str, str | bytes] = {"evidence/sessions/s-2026-01.md": text}
        view = View(judged(project(tmp_path / f"{category}{len(piece)}", files), DAY), Edition.TEAM)
        return {column.id for column in matrix_of(view, index_of(view), view.library.records["s-2026-01"]).columns}

    assert {"positionnement", "evaluation", "suivi"} <= columns("AF")
    assert columns("BC").isdisjoint({"positionnement", "evaluation", "suivi", "synthese", "jury"})
    assert "evaluation" in columns("VAE")
    receipt = "pieces: [{nature: remise-synthese, date: 2026-03-06, ou: armoire}]"
    assert "synthese" in columns("BC", receipt)


def test_a_parcours_opens_what_depends_on_work_study_and_on_minors(tmp_path: Path) -> None:
    view = view_of(tmp_path)
    found = situation_of(view.library, view.assessment.rules).conditions
    assert found["mineurs"].holds
    assert found["alternance"].categories == {"AF"}


def test_a_step_joins_the_piece_of_its_day_and_what_it_adds_is_kept(tmp_path: Path) -> None:
    visited = FOLLOWED.replace(
        "pieces:\n", "pieces:\n  - {nature: compte-rendu-visite, date: 2026-03-06, ou: armoire}\n", 1
    ).replace("etape: Visite,", "etape: Première visite en atelier,")
    view = View(
        judged(
            project(
                tmp_path,
                {
                    "evidence/sessions/s-2026-01.md": session("{beneficiaire: B-1, contrat: apprentissage}"),
                    "evidence/parcours/parc-1.md": visited.replace("SIGNED", "2026-03-03"),
                    **COMPANIES,
                },
            ),
            DAY,
        ),
        Edition.TEAM,
    )
    facts = facts_of_learner(view, index_of(view), view.library.inscriptions[0])
    told = [(fact.what, fact.details) for fact in facts if fact.day == dt.date(2026, 3, 6)]
    assert told == [("Compte rendu de visite", ("première visite en atelier", "à retrouver : armoire"))]


def test_the_same_step_of_several_learners_is_one_line_of_the_session(tmp_path: Path) -> None:
    second = FOLLOWED.replace("B-1", "B-2").replace("Deux scieries", "Une autre")
    view = View(
        judged(
            project(
                tmp_path,
                {
                    "evidence/sessions/s-2026-01.md": session("{beneficiaire: B-1}, {beneficiaire: B-2}"),
                    "evidence/parcours/parc-1.md": FOLLOWED.replace("SIGNED", "2026-03-03"),
                    "evidence/parcours/parc-2.md": second.replace("SIGNED", "2026-03-03"),
                    **COMPANIES,
                },
            ),
            DAY,
        ),
        Edition.TEAM,
    )
    visits = [
        f for f in facts_of_session(view, index_of(view), view.library.inscriptions[0].session) if "Visite" in f.what
    ]
    assert len(visits) == 1
    assert [address for _, address in visits[0].links] == ["fiches/parcours/parc-1", "fiches/parcours/parc-2"]
    assert visits[0].people == ("B-1", "B-2")
