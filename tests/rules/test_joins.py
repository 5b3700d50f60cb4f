"""Which proof serves which subject."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from classeur.rules.result import CaseState
from tests.small_tree import PDF, judged, project, result_of, rule, session

DAY = dt.date(2026, 11, 21)
THREE = "{beneficiaire: B-1}, {beneficiaire: B-2}, {beneficiaire: B-3, sorti_le: 2026-03-04}"
RULE = rule(
    "x-1",
    """
    couverture:
      sujets: {genre: inscription}
      preuves:
        - {genre: piece, avec: {nature: [convention, evaluation]}}
        - {genre: entretien}
        - {genre: diffusion}
    """,
)


def served(root: Path, more: str = "", files: dict[str, str] | None = None) -> list[str]:
    """The learners of the session who have a proof."""
    tree = {"rules/essai.yml": RULE, "evidence/sessions/s-2026-01.md": session(THREE, more=more), **(files or {})}
    cases = result_of(judged(project(root, tree), DAY), "x-1").cases
    return [case.learner for case in cases if case.state is CaseState.HAVE]


def interview(who: str, link: str = "session: s-2026-01", date: str = "2026-02-20", more: str = "") -> str:
    return (
        f"---\ntitre: E\ndate: {date}\npersonne_recue: [{who}]\nqualite: beneficiaire\nrecu_par: ana-01\n"
        f"objet: besoin\n{link}\n{more}---\n"
    )


def handed(to: str, date: str = "2026-02-20") -> str:
    return (
        f"---\ntitre: D\ndate: {date}\ndocument: doc-01\nversion: '1'\npour: [{to}]\ndestinataire: beneficiaire\n"
        "canal: courriel\npreuve: accuse\n---\n"
    )


DOCUMENT = {
    "evidence/documents/doc-01.md": "---\ntitre: G\nresponsable: ana-01\nfamille: pedagogique\ntype: autre\n---\n"
}


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ("pour: B-2, ", ["B-2"]),
        ("pour: [B-1, B-2], ", ["B-1", "B-2"]),
        ("pour: tous, ", ["B-1", "B-2", "B-3"]),
        ("", ["B-1", "B-2", "B-3"]),
    ],
)
def test_a_piece_serves_those_it_names_or_the_whole_session(tmp_path: Path, people: str, expected: list[str]) -> None:
    piece = f"pieces: [{{nature: convention, {people}date: 2026-02-20, ou: armoire}}]"
    assert served(tmp_path, piece) == expected


def test_a_dropped_file_serves_like_a_row(tmp_path: Path) -> None:
    assert served(tmp_path, files={"evidence/sessions/s-2026-01/convention--B-2--2026-02-20.pdf": PDF}) == ["B-2"]


def test_a_piece_of_another_record_serves_the_session_that_this_one_names(tmp_path: Path) -> None:
    more = "pieces: [{nature: convention, pour: B-1, ou: armoire}]\n"
    survey = (
        "---\ntitre: E\ndate: 2026-03-06\npartie_prenante: equipe\nmoment: chaud\nsession: s-2026-01\nenvoyes: 1\n"
        f"recus: 1\n{more}---\n"
    )
    assert served(tmp_path, files={"evidence/enquetes/enq-01.md": survey}) == ["B-1"]


@pytest.mark.parametrize(
    ("who", "link", "expected"),
    [
        ("B-1", "session: s-2026-01", ["B-1"]),
        ("B-1, B-2", "session: s-2026-01", ["B-1", "B-2"]),
        ("groupe", "session: s-2026-01", ["B-1", "B-2", "B-3"]),
        ("B-1", "", []),
        ("groupe", "", []),
    ],
)
def test_an_interview_serves_the_learner_in_the_session_that_it_names(
    tmp_path: Path, who: str, link: str, expected: list[str]
) -> None:
    assert served(tmp_path, files={"evidence/entretiens/cr-01.md": interview(who, link)}) == expected


def test_people_named_in_the_rows_of_a_record_are_not_its_learners(tmp_path: Path) -> None:
    more = "suites: [{action: Appeler, responsable: B-2}]\n"
    assert served(tmp_path, files={"evidence/entretiens/cr-01.md": interview("B-1", more=more)}) == ["B-1"]


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("s-2026-01", ["B-1", "B-2", "B-3"]),
        ("s-2026-01, B-2", ["B-2"]),
        ("B-2", []),
    ],
)
def test_what_is_handed_out_serves_its_session_or_the_codes_it_names(
    tmp_path: Path, to: str, expected: list[str]
) -> None:
    assert served(tmp_path, files={"evidence/diffusions/dif-01.md": handed(to), **DOCUMENT}) == expected


def test_the_same_learner_in_another_session_is_not_served(tmp_path: Path) -> None:
    files = {
        "evidence/sessions/s-2026-02.md": session("{beneficiaire: B-1}", start="2026-05-04", end="2026-05-08"),
        "evidence/entretiens/cr-01.md": interview("B-1", "session: s-2026-02"),
    }
    assert served(tmp_path, files=files) == ["B-1"]
    tree = judged(tmp_path, DAY)
    found = {(case.record, case.learner) for case in result_of(tree, "x-1").cases_in(CaseState.HAVE)}
    assert found == {("s-2026-02", "B-1")}


def test_who_left_early_is_not_served_by_what_the_group_got_later(tmp_path: Path) -> None:
    def at(day: str) -> list[str]:
        return served(tmp_path, f"pieces: [{{nature: evaluation, date: {day}, ou: armoire}}]")

    assert at("2026-03-04") == ["B-1", "B-2", "B-3"]
    assert at("2026-03-05") == ["B-1", "B-2"]


def test_who_left_early_is_served_by_what_names_him_later(tmp_path: Path) -> None:
    assert served(tmp_path, "pieces: [{nature: evaluation, pour: B-3, date: 2026-03-05, ou: armoire}]") == ["B-3"]


def parcours(learner: str, more: str = "") -> str:
    return f"---\ntitre: P\nbeneficiaire: {learner}\nsession: s-2026-01\n{more}---\n"


def test_who_came_late_is_not_served_by_what_the_group_got_earlier(tmp_path: Path) -> None:
    pieces = "pieces: [{nature: evaluation, date: 2026-03-03, ou: armoire}]"
    late = {"evidence/parcours/parc-01.md": parcours("B-2", "entree: 2026-03-04\n")}
    assert served(tmp_path, pieces, late) == ["B-1", "B-3"]


@pytest.mark.parametrize("entry", ["2026-03-02", "2026-03-04"])
def test_the_pieces_of_a_parcours_serve_its_learner_in_its_session(tmp_path: Path, entry: str) -> None:
    rows = f"entree: {entry}\npieces: [{{nature: convention, date: 2026-02-20, ou: armoire}}]\n"
    assert served(tmp_path / "a", files={"evidence/parcours/parc-01.md": parcours("B-2", rows)}) == ["B-2"]
    dropped = {
        "evidence/parcours/parc-01.md": parcours("B-2", f"entree: {entry}\n"),
        "evidence/parcours/parc-01/evaluation--2026-02-20.pdf": PDF,
    }
    assert served(tmp_path / "b", files=dropped) == ["B-2"]


@pytest.mark.parametrize("who", ["B-2", "soc-01", "T-1", "groupe"])
def test_an_interview_that_names_a_parcours_is_about_its_learner(tmp_path: Path, who: str) -> None:
    files = {
        "evidence/parcours/parc-01.md": parcours("B-2"),
        "evidence/entreprises/soc-01.md": "---\ntitre: Employeur\nrole: employeur\n---\n",
        "evidence/entretiens/cr-01.md": interview(who, "parcours: parc-01"),
        "evidence/personnes.yml": "personnes:\n" + "".join(
            f"  - {{code: {code}, nom: Nom de famille}}\n" for code in ("B-1", "B-2", "B-3", "T-1")
        ),
    }  # fmt: skip
    assert served(tmp_path, files=files) == ["B-2"]


def test_a_piece_of_a_record_about_a_learner_is_not_the_group_s(tmp_path: Path) -> None:
    more = "pieces: [{nature: convention, ou: armoire}]\n"
    rules = RULE.replace("        - {genre: entretien}\n", "")
    files = {"evidence/entretiens/cr-01.md": interview("B-1", more=more), "rules/essai.yml": rules}
    assert served(tmp_path, files=files) == ["B-1"]


def test_a_parcours_waives_a_rule_for_its_learner_with_a_reason(tmp_path: Path) -> None:
    waiver = "dispenses: [{regle: x-1, motif: Vue au téléphone.}]\n"
    tree = {
        "rules/essai.yml": RULE,
        "evidence/sessions/s-2026-01.md": session(THREE),
        "evidence/parcours/parc-01.md": parcours("B-2", waiver),
    }
    result = result_of(judged(project(tmp_path, tree), DAY), "x-1")
    assert [(case.learner, case.reason) for case in result.cases_in(CaseState.WAIVED)] == [("B-2", "Vue au téléphone.")]


def test_a_rule_reaches_the_fields_of_the_parcours_of_an_inscription(tmp_path: Path) -> None:
    rules = rule(
        "x-1",
        """
        couverture:
          sujets: {genre: inscription, avec: {parcours.situation: present, contrat: apprentissage}}
          preuves: [{genre: piece, avec: {nature: attestation}}]
          dates: {date: {au: sujet.parcours.suivi_6_mois_le}}
        """,
    )
    told = "suivi_6_mois_le: 2026-09-07\nsituation: emploi\ncontrat: apprentissage\n"
    tree = {
        "rules/essai.yml": rules,
        "evidence/sessions/s-2026-01.md": session(THREE),
        "evidence/parcours/parc-01.md": parcours("B-1", told),
        "evidence/parcours/parc-02.md": parcours("B-2", told),
        "evidence/parcours/parc-01/attestation--2026-09-07.pdf": PDF,
        "evidence/parcours/parc-02/attestation--2026-09-08.pdf": PDF + "% autre",
    }
    cases = result_of(judged(project(tmp_path, tree), DAY), "x-1").cases
    assert [(case.learner, case.state) for case in cases] == [("B-1", CaseState.HAVE), ("B-2", CaseState.MISSING)]


def test_a_draft_proves_nothing_and_its_pieces_neither(tmp_path: Path) -> None:
    draft = interview("B-1", more="etat: brouillon\n")
    assert served(tmp_path, files={"evidence/entretiens/cr-01.md": draft}) == []
    survey = (
        "---\ntitre: E\ndate: 2026-03-06\npartie_prenante: equipe\nmoment: chaud\nsession: s-2026-01\nenvoyes: 1\n"
        "recus: 1\netat: brouillon\npieces: [{nature: convention, ou: armoire}]\n---\n"
    )
    assert served(tmp_path, files={"evidence/enquetes/enq-01.md": survey}) == []


@pytest.mark.parametrize("state", ["reportee", "annulee"])
def test_sessions_that_never_took_place_are_no_subjects(tmp_path: Path, state: str) -> None:
    files = {
        "rules/essai.yml": rule(
            "x-1", "couverture: {sujets: {genre: [inscription, session]}, preuves: [{genre: entretien}]}"
        ),
        "evidence/sessions/s-2026-01.md": session(THREE, state=state),
    }
    assert result_of(judged(project(tmp_path, files), DAY), "x-1").cases == ()


def test_a_draft_of_a_session_is_no_subject(tmp_path: Path) -> None:
    files = {"rules/essai.yml": RULE, "evidence/sessions/s-2026-01.md": session(THREE, more="etat: brouillon")}
    assert result_of(judged(project(tmp_path, files), DAY), "x-1").cases == ()


@pytest.mark.parametrize("side", ["proof", "subject"])
def test_any_other_subject_is_served_by_what_is_linked_on_either_side(tmp_path: Path, side: str) -> None:
    text = rule("x-1", "couverture: {sujets: {genre: enquete}, preuves: [{genre: action}]}")
    link = "actions: act-01\n" if side == "subject" else ""
    origin = "origines: enq-01\n" if side == "proof" else ""
    files = {
        "rules/essai.yml": text,
        "evidence/enquetes/enq-01.md": (
            "---\ntitre: E\ndate: 2026-03-06\npartie_prenante: equipe\nmoment: annuel\nenvoyes: 1\nrecus: 1\n"
            f"{link}---\n"
        ),
        "evidence/actions/act-01.md": (
            "---\ntitre: A\ndate: 2026-03-07\nresponsable: ana-01\ncause: c\ntype: corrective\nmesure: m\n"
            f"echeance: 2026-12-01\navancement: a-faire\nindicateur_succes: s\n{origin}---\n"
        ),
    }
    (case,) = result_of(judged(project(tmp_path, files), DAY), "x-1").cases
    assert case.state is CaseState.HAVE


def test_a_proof_may_have_bounds_of_its_own(tmp_path: Path) -> None:
    text = rule(
        "x-1",
        """
        couverture:
          sujets: {genre: inscription}
          preuves:
            - {genre: piece, avec: {nature: convention}, dates: {date: {au: sujet.session.fin}}}
            - {genre: entretien}
          dates: {date: {au: sujet.session.debut}}
        """,
    )
    files = {
        "rules/essai.yml": text,
        "evidence/sessions/s-2026-01.md": session(
            "{beneficiaire: B-1}, {beneficiaire: B-2}",
            more="pieces: [{nature: convention, pour: B-1, date: 2026-03-06, ou: armoire}]",
        ),
        "evidence/entretiens/cr-01.md": interview("B-2", date="2026-03-06"),
    }
    cases = result_of(judged(project(tmp_path, files), DAY), "x-1").cases
    assert [(case.learner, case.state.value) for case in cases] == [("B-1", "present"), ("B-2", "manquant")]
    assert cases[1].found == dt.date(2026, 3, 6)
