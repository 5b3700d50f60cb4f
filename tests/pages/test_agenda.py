"""Everything dated is told once, in words that say what to do, with who sees to it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from classeur.editions import Edition
from classeur.kinds.loading import load_kinds
from classeur.pages.agenda import agenda
from classeur.pages.cases import STATUS_OF
from classeur.pages.due import Due
from classeur.pages.holding import families
from classeur.pages.phrases import page_data
from classeur.pages.view import View
from classeur.portal import read_project
from classeur.rules.declaration import AtLeast, Computed, Each, Predicate
from classeur.rules.loading import load_rules
from classeur.rules.result import Assessment
from tests.small_tree import PROVIDER, judged, project, result_of, session, told

DAY = dt.date(2026, 11, 21)
ROLES = """\
equipe:
  - {handle: ana-01, nom: Ana Costes, roles: [qualite, direction]}
  - {handle: rui-02, nom: Rui Pinto, roles: [handicap, veille]}
"""


def with_roles() -> str:
    lines = [line for line in PROVIDER.splitlines() if not line.startswith("equipe")]
    return "\n".join(lines) + "\n" + ROLES


def dues_of(
    root: Path, files: dict[str, str | bytes] | None = None, provider: str = "", day: dt.date = DAY
) -> list[Due]:
    made = project(root, files, provider=provider or with_roles())
    return list(agenda(View(judged(made, day), Edition.TEAM)))


def procedure(day: str, subject: str = "violences", who: str = "rui-02") -> str:
    return (
        f"---\ntitre: Que faire\nresponsable: {who}\nobjet: {subject}\ndate_application: 2026-01-05\n"
        f"revu_le: {day}\n---\n"
    )


@pytest.fixture(scope="module")
def dues(assessment: Assessment) -> tuple[Due, ...]:
    return agenda(View(assessment, Edition.TEAM))


def test_no_two_lines_of_the_sample_say_the_same_of_the_same_thing_on_a_day(dues: tuple[Due, ...]) -> None:
    keys = [(due.day, due.record, due.detail, due.words) for due in dues]
    assert len(set(keys)) == len(keys)
    reviews = [(due.day, due.record) for due in dues if due.words.startswith("Relire")]
    assert len(set(reviews)) == len(reviews), "the review of a record is one thing, whatever the rules that ask for it"


def test_what_is_due_is_said_as_something_to_do(assessment: Assessment, dues: tuple[Due, ...]) -> None:
    labels = {result.rule.label for result in assessment.results()}
    assert [due.words for due in dues if due.words in labels] == []


def test_every_rule_that_looks_at_dates_says_what_to_do_when_it_falls_due() -> None:
    silent = {rule.id for rule in load_rules()[0].rules if not rule.task and _dated(rule.predicate)}
    assert silent == {"00-ecrit-apres-coup"}, "what was written late is never due"


def _dated(predicate: Predicate) -> bool:
    if isinstance(predicate, Each):
        return bool(predicate.what.dates)
    if isinstance(predicate, Computed):
        return False
    proofs = predicate.any_of if isinstance(predicate, AtLeast) else predicate.proofs
    return bool(predicate.dates) or any(proof.dates for proof in proofs)


def test_every_due_date_has_somebody_and_a_family(dues: tuple[Due, ...]) -> None:
    assert [due.words for due in dues if not due.who or due.family not in families()] == []


def test_what_the_provider_holds_each_year_is_with_what_shows_it_and_not_with_the_audits(dues: tuple[Due, ...]) -> None:
    found = {due.source: due.family for due in dues}
    assert found["20-conseil"] == "amelioration"
    assert found["20-actions-mobilite"] == "sessions"
    assert found["organisme.certificat"] == "audits"


def test_every_kind_has_one_family_and_every_role_is_one_of_the_team() -> None:
    kinds = load_kinds()[0]
    declared = [kind for family in page_data("echeances")["familles"] for kind in family["genres"]]
    assert sorted(declared) == sorted(kinds.by_name)
    team = next(field for field in kinds.by_name["organisme"].fields if field.name == "equipe")
    roles = team.subfield("roles")
    assert roles
    assert set(page_data("echeances")["roles"]) <= set(roles.values or {})


def test_a_review_asked_for_by_two_rules_is_one_line_with_both_indicators(tmp_path: Path) -> None:
    dues = dues_of(tmp_path, {"evidence/procedures/proc-01.md": procedure("2026-03-02")})
    (line,) = [due for due in dues if due.record == "proc-01"]
    assert (line.words, line.target) == ("Relire la procédure : Que faire", "fiches/procedure/proc-01")
    assert line.indicators == (12,)


def test_a_review_that_is_late_is_one_line_as_grave_as_the_gravest_rule(tmp_path: Path) -> None:
    dues = dues_of(tmp_path, {"evidence/procedures/proc-01.md": procedure("2025-03-02")})
    (line,) = [due for due in dues if due.record == "proc-01"]
    assert line.late
    assert line.late.css == "watch", "nothing is red but by a rule"


def test_the_role_answers_where_the_record_names_nobody(tmp_path: Path) -> None:
    need = (
        "---\ntitre: Place près du jour\nbeneficiaire: B-1\nsession: s-2026-01\ndemande_le: 2026-11-18\n"
        "besoins: [Lumière]\na_purger_le: 2027-02-01\n---\n"
    )
    dues = dues_of(tmp_path, {"evidence/sessions/s-2026-01.md": session(), "evidence/amenagements/am-2026-01.md": need})
    found = {due.words: due.holders for due in dues if due.record == "am-2026-01"}
    assert found["Répondre à la demande d'aménagement"] == ("rui-02",)
    assert found["Effacer la fiche d’aménagement"] == ("rui-02",)


def test_a_cv_is_asked_of_who_is_at_work_and_of_nobody_else(tmp_path: Path) -> None:
    old = "---\ntitre: Eva Lund\nfonctions: Formatrice\nlien: independant\ncv_le: [2019-01-07, 2021-01-07]\n---\n"
    known = "---\ntitre: Ana Costes\nfonctions: Formatrice\nlien: salarie\ncv_le: [2023-05-02, 2025-05-02]\n---\n"
    files: dict[str, str | bytes] = {"evidence/personnel/eva-03.md": old, "evidence/personnel/ana-01.md": known}
    cvs = [(due.words, due.day.isoformat(), due.late) for due in dues_of(tmp_path, files) if due.nature == "CV"]
    assert cvs == [("Mettre à jour le CV : Ana Costes", "2027-05-02", None)]
    files["evidence/sessions/s-2026-01.md"] = session(trainers="eva-03")
    assert [due.words for due in dues_of(tmp_path / "2", files) if due.late and due.nature == "CV"] == [
        "Mettre à jour le CV : Eva Lund"
    ]


def test_past_sessions_are_reviewed_every_quarter_or_as_the_provider_chose(tmp_path: Path) -> None:
    def review(day: str) -> str:
        head = f"---\ntitre: Revue\ndate: {day}\nresponsable: ana-01\nobjet: session\n"
        return f"{head}sujet: [s-2026-01]\nconclusion: Tout y est.\n---\n"

    files: dict[str, str | bytes] = {"evidence/sessions/s-2026-01.md": session()}
    files |= {f"evidence/revues/rev-2026-0{n}.md": review(f"2026-0{n}-10") for n in (4, 9)}
    wanted = "Relire les sessions finies depuis la dernière revue"
    assert [due.day.isoformat() for due in dues_of(tmp_path / "1", files) if due.words == wanted] == ["2026-12-10"]
    chosen = with_roles() + "parametres: [{nom: frequence_revue_sessions, valeur: 1 mois}]\n"
    (late,) = [due for due in dues_of(tmp_path / "2", files, chosen) if due.words == wanted]
    assert (late.day.isoformat(), bool(late.late)) == ("2026-10-10", True)


def test_the_audits_of_the_cycle_are_due_until_they_are_planned(tmp_path: Path) -> None:
    provider = with_roles().replace("du: 2024-01-01, au: 2026-12-31", "du: 2026-01-05, au: 2029-01-04")
    audits = [
        (due.day.isoformat(), due.words) for due in dues_of(tmp_path / "1", None, provider) if "audit" in due.words
    ]
    assert audits == [
        ("2027-03-05", "Convenir de la date de l’audit de surveillance : il se tient jusqu’au 5 novembre 2027"),
        (
            "2028-07-04",
            "Convenir de la date de l’audit de renouvellement : mieux vaut le tenir avant le 4 septembre 2028",
        ),
    ]
    inside = dues_of(tmp_path / "2", None, provider, dt.date(2027, 4, 1))
    assert [due.day.isoformat() for due in inside if due.source == "cycle.surveillance"] == ["2027-11-05"]
    planned: dict[str, str | bytes] = {
        "evidence/audits/aud-2027-01.md": "---\ntitre: A\ntype: surveillance\ndebut: 2027-05-03\nfin: 2027-05-04\n---\n"
    }
    found = [
        due.source for due in dues_of(tmp_path / "3", planned, provider) if due.source.startswith(("cycle", "audit"))
    ]
    assert found == ["audit.debut", "cycle.renouvellement"]


def test_a_non_conformity_has_its_steps_until_they_are_done(tmp_path: Path) -> None:
    fault = (
        "---\ntitre: Livret incomplet\naudit: aud-2026-01\nindicateur: 9\ngrade: mineure\nconstat: C\n"
        "notifiee_le: 2026-11-02\n{more}---\n"
    )
    files: dict[str, str | bytes] = {
        "evidence/audits/aud-2026-01.md": "---\ntitre: A\ntype: initial\ndebut: 2026-10-20\nfin: 2026-10-20\n---\n",
        "evidence/non-conformites/nc-2026-01.md": fault.format(more=""),
    }
    steps = [(due.day.isoformat(), due.words) for due in dues_of(tmp_path / "1", files) if due.record == "nc-2026-01"]
    assert ("2026-12-02", "Envoyer le plan de correction au certificateur : Livret incomplet") in steps
    assert ("2027-05-02", "Avoir mis la correction en place : Livret incomplet") in steps
    files["evidence/non-conformites/nc-2026-01.md"] = fault.format(more="plan_envoye_le: 2026-11-10\n")
    left = [due.words for due in dues_of(tmp_path / "2", files) if due.record == "nc-2026-01"]
    assert not any(words.startswith("Envoyer le plan") for words in left)
    files["evidence/non-conformites/nc-2026-01.md"] = fault.format(more="levee_le: 2026-11-20\n")
    assert [due for due in dues_of(tmp_path / "3", files) if due.record == "nc-2026-01"] == []


def test_a_step_that_is_late_is_as_grave_as_its_rule_and_told_once(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "evidence/audits/aud-2026-01.md": "---\ntitre: A\ntype: initial\ndebut: 2026-06-20\nfin: 2026-06-20\n---\n",
        "evidence/non-conformites/nc-2026-01.md": (
            "---\ntitre: Livret\naudit: aud-2026-01\nindicateur: 9\ngrade: majeure\nconstat: C\n"
            "notifiee_le: 2026-07-02\n---\n"
        ),
    }
    assessment = judged(project(tmp_path, files, provider=with_roles()), DAY)
    result = result_of(assessment, "00-nc-preuves")
    assert result.grade
    (line,) = [due for due in agenda(View(assessment, Edition.TEAM)) if due.source == "cycle.preuves"]
    assert line.late
    assert (line.day.isoformat(), line.late.css) == ("2026-10-02", STATUS_OF[result.grade].css)


def test_what_is_kept_five_years_is_due_to_go_a_year_at_a_time(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"evidence/sessions/s-2024-0{n}.md": session(start=f"2024-0{n}-04", end=f"2024-0{n}-05") for n in (3, 4)
    }
    (line,) = [due for due in dues_of(tmp_path, files) if due.source == "garde.session"]
    assert line.day == dt.date(2030, 1, 31)
    assert (line.words, line.about[0][0], line.family) == (
        "Effacer ou archiver ce qui n’a plus à être gardé : sessions, 2024", "2 fiches, à garder 5 ans", "donnees",
    )  # fmt: skip


def test_a_decision_tells_what_is_due_that_day_of_the_session_that_it_names(tmp_path: Path) -> None:
    def meeting(day: str) -> str:
        return (
            "---\ntitre: Réunion\ndate: 2026-11-03\ntype: qualite\nparticipants: [ana-01]\ndecisions:\n"
            f"  - {{quoi: Envoyer l'enquête à froid de s-2026-01, qui: rui-02, quand: {day}}}\n---\n"
        )

    files: dict[str, str | bytes] = {
        "evidence/sessions/s-2026-01.md": session(start="2026-06-22", end="2026-06-26"),
        "evidence/reunions/reu-2026-11-03.md": meeting("2026-12-26"),
    }
    lines = [due for due in dues_of(tmp_path / "1", files) if "froid" in due.words]
    assert [(due.holders, due.indicators) for due in lines] == [(("rui-02",), (30, 32))]
    files["evidence/reunions/reu-2026-11-03.md"] = meeting("2026-12-20")
    assert len([due for due in dues_of(tmp_path / "2", files) if "froid" in due.words]) == 2


def test_what_an_interview_decided_is_due_and_names_who_does_it(tmp_path: Path) -> None:
    report = (
        "---\ntitre: E\ndate: 2026-11-16\npersonne_recue: B-1\nqualite: beneficiaire\nrecu_par: ana-01\nobjet: suivi\n"
        "session: s-2026-01\nsuites:\n  - {action: Relire le devis, responsable: rui-02, echeance: 2026-12-01}\n"
        "  - {action: Apporter un devis perdu, responsable: B-1, echeance: 2026-12-02}\n---\n"
    )
    files: dict[str, str | bytes] = {
        "evidence/sessions/s-2026-01.md": session(start="2026-11-02", end="2026-12-18", state="en-cours"),
        "evidence/entretiens/cr-2026-11-16.md": report,
    }
    found = {due.words: (due.who, due.holders) for due in dues_of(tmp_path, files) if due.record == "cr-2026-11-16"}
    assert found["Relire le devis"] == ("Rui Pinto", ("rui-02",))
    assert found["Apporter un devis perdu"] == ("Hélène Moinard", ("ana-01",))


def test_what_is_to_be_handed_in_from_a_distance_is_due(tmp_path: Path) -> None:
    rows = (
        "sequences:\n  - {date: 2026-12-01, titre: Métré, attendu: Un métré de cuisine, a_rendre_le: 2026-12-04}\n"
        "  - {date: 2026-12-02, titre: Devis, a_rendre_le: 2026-12-08}\n"
    )
    text = session(start="2026-11-30", end="2026-12-11", state="en-cours", more=rows)
    found = {
        due.day.day: due.words
        for due in dues_of(tmp_path, {"evidence/sessions/s-2026-12.md": text})
        if "fiche" not in due.words
    }
    assert found[4] == "Relever ce qui est à rendre : Un métré de cuisine"
    assert found[8] == "Travail à distance"


def test_an_unknown_word_in_braces_is_a_wrong_rule(tmp_path: Path) -> None:
    text = (
        'regles:\n  - {id: x-1, libelle: L, constat: C, remede: R., source: essai, echeance: "Relire {nom}", '
        "chaque: {genre: procedure, champs: [revu_le]}}\n"
    )
    (said,) = told(read_project(project(tmp_path, {"rules/x.yml": text})))
    assert "« echeance » nomme nom ; seul {titre} y est connu" in said
