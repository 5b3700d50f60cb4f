"""The four predicates, each on a tree of its own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from classeur.kinds.record import Record
from classeur.rules.result import CaseState, RuleResult, RuleState
from tests.small_tree import PROVIDER, judged, project, result_of, rule, session

DAY = dt.date(2026, 11, 21)


def note(date: str = "2026-10-01", field: str = "handicap", more: str = "") -> str:
    return (
        f"---\ntitre: Note\ndate: {date}\nresponsable: ana-01\ndomaine: {field}\nsource: Lettre\ndecision: informer\n"
        f"{more}---\n"
    )


def outcome(
    root: Path, predicate: str, files: dict[str, str], *, indicator: int = 4, header: str = "", provider: str = PROVIDER
) -> RuleResult:
    text = rule("x-1", predicate, indicator=indicator, header=header)
    return result_of(judged(project(root, {"rules/essai.yml": text, **files}, provider=provider), DAY), "x-1")


def test_au_moins_asks_for_so_many_records_that_match(tmp_path: Path) -> None:
    two = "au_moins: {n: 2, genre: veille, avec: {domaine: handicap}, dates: {date: {du: aujourdhui-P12M}}}"
    files = {
        "evidence/veille/vei-01.md": note(),
        "evidence/veille/vei-02.md": note(field="emplois-metiers"),
        "evidence/veille/vei-03.md": note("2025-11-20"),
    }
    result = outcome(tmp_path, two, files)
    assert result.state is RuleState.GAP
    assert [case.state for case in result.cases] == [CaseState.HAVE, CaseState.MISSING]
    assert result.finding
    assert result.finding.message == "Essai manqué."
    assert result.finding.path == "evidence/veille"

    result = outcome(tmp_path, two, {**files, "evidence/veille/vei-04.md": note("2025-11-21")})
    assert result.state is RuleState.HELD
    assert [case.record for case in result.cases] == ["vei-01", "vei-04"]


def test_au_moins_keeps_what_lasts_longest(tmp_path: Path) -> None:
    one = "au_moins: {n: 1, genre: veille, dates: {date: {du: aujourdhui-P12M}}}"
    files = {"evidence/veille/vei-01.md": note("2026-01-01"), "evidence/veille/vei-02.md": note("2026-11-01")}
    (case,) = outcome(tmp_path, one, files).cases
    assert (case.record, case.expires) == ("vei-02", dt.date(2027, 11, 1))


def test_au_moins_asks_for_fields_as_well(tmp_path: Path) -> None:
    one = "au_moins: {n: 1, genre: veille, champs: [documents.verifie_le]}"
    idle = {"evidence/veille/vei-01.md": note()}
    assert outcome(tmp_path, one, idle).state is RuleState.GAP
    used = {"evidence/veille/vei-01.md": note(more="documents: [{document: ana-01, verifie_le: 2026-10-02}]\n")}
    assert outcome(tmp_path, one, used).state is RuleState.HELD


def test_au_moins_takes_any_of_several_proofs(tmp_path: Path) -> None:
    any_of = "au_moins: {n: 1, preuves: [{genre: reunion, avec: {type: financeurs}}, {genre: veille}]}"
    assert outcome(tmp_path, any_of, {}).state is RuleState.GAP
    assert outcome(tmp_path, any_of, {"evidence/veille/vei-01.md": note()}).state is RuleState.HELD


def test_chaque_looks_at_every_record_and_names_what_is_missing(tmp_path: Path) -> None:
    each = "chaque: {genre: veille, champs: [impact, pourquoi]}"
    files = {
        "evidence/veille/vei-01.md": note(more="impact: Fort\npourquoi: Parce que.\n"),
        "evidence/veille/vei-02.md": note(more="impact: Fort\n"),
        "evidence/veille/vei-03.md": note(),
    }
    result = outcome(tmp_path, each, files)
    assert [(case.record, case.state.value, case.lacking, case.partial) for case in result.cases] == [
        ("vei-01", "present", (), False),
        ("vei-02", "manquant", ("pourquoi",), True),
        ("vei-03", "manquant", ("impact", "pourquoi"), False),
    ]
    assert result.finding
    assert result.finding.message == (
        "Essai manqué : 2 sur 3 (vei-02 : sans « Pourquoi » (pourquoi) ;"
        " vei-03 : sans « Impact » (impact), « Pourquoi » (pourquoi))."
    )
    assert str(result.finding.extent) == "2 sur 3"
    assert result.finding.path == "evidence/veille/vei-02.md"


def test_chaque_has_nothing_to_judge_where_there_is_no_record(tmp_path: Path) -> None:
    result = outcome(tmp_path, "chaque: {genre: veille, champs: [impact]}", {})
    assert (result.state, result.cases, result.finding) == (RuleState.EMPTY, (), None)


def test_page_asks_for_fields_and_sections_of_a_page_that_must_exist(tmp_path: Path) -> None:
    page = "page: {genre: livret, champs: [accroche], sections: [psh, rgpd]}"
    result = outcome(tmp_path, page, {})
    assert result.state is RuleState.GAP
    booklet = "---\ngenre: livret\ntitre: Livret\nresponsable: ana-01\n{more}---\n\n## Handicap {{#psh}}\n\n{body}\n"
    result = outcome(tmp_path, page, {"content/livret.md": booklet.format(more="", body="")})
    (case,) = result.cases
    assert case.lacking == ("accroche", "rgpd")
    assert result.finding
    assert result.finding.message == (
        "Essai manqué : 1 sur 1 (livret : sans « En une phrase » (accroche), « ## Vos données {#rgpd} »)."
    )
    whole = booklet.format(more="accroche: Bienvenue\n", body="### Vos données {#rgpd}")
    assert outcome(tmp_path, page, {"content/livret.md": whole}).state is RuleState.HELD


@pytest.mark.parametrize(
    "heading",
    ["## RGPD", "## Vos données {#rgpd}", "## Vos données { #rgpd }", "## Vos données {: #rgpd .mot}", "### rgpd ###"],
)
def test_a_section_is_known_by_its_id_or_its_words(tmp_path: Path, heading: str) -> None:
    page = "page: {genre: livret, sections: [rgpd]}"
    text = f"---\ngenre: livret\ntitre: L\nresponsable: ana-01\n---\n\n{heading}\n"
    assert outcome(tmp_path, page, {"content/livret.md": text}).state is RuleState.HELD


def test_a_section_that_a_field_says_is_not_asked_for_in_words(tmp_path: Path) -> None:
    page = "page: {genre: livret, sections: [horaires]}"
    text = "---\ngenre: livret\ntitre: L\nresponsable: ana-01\n{}---\n\nBonjour.\n"
    assert outcome(tmp_path, page, {"content/livret.md": text.format("")}).state is RuleState.GAP
    filled = text.format("journee: [{moment: Matin, de: 9 h}]\n")
    assert outcome(tmp_path, page, {"content/livret.md": filled}).state is RuleState.HELD


def test_a_section_that_the_provider_says_is_not_asked_for_again(tmp_path: Path) -> None:
    page = "page: {genre: livret, sections: [contacts, lieu]}"
    files = {"content/livret.md": "---\ngenre: livret\ntitre: L\nresponsable: ana-01\n---\n\nBonjour.\n"}
    (case,) = outcome(tmp_path, page, files).cases
    assert case.lacking == ("contacts", "lieu")
    reached = PROVIDER.replace("nom: Ana Costes", "nom: Ana Costes, roles: accueil, telephone: 01 99 00 10 01")
    place = "lieux: [{lieu: a, nom: Ici, adresse: 1 rue, transports: Bus 4}]\n"
    assert outcome(tmp_path, page, files, provider=reached + place).state is RuleState.HELD


def test_a_section_written_in_a_sentence_does_not_count(tmp_path: Path) -> None:
    page = "page: {genre: livret, sections: [rgpd]}"
    text = "---\ngenre: livret\ntitre: L\nresponsable: ana-01\n---\n\nVoir ## Vos données {#rgpd}\n"
    assert outcome(tmp_path, page, {"content/livret.md": text}).state is RuleState.GAP


def test_couverture_gives_n_of_n_and_names_the_missing(tmp_path: Path) -> None:
    cover = """
        couverture:
          sujets: {genre: inscription}
          preuves: [{genre: piece, avec: {nature: convention}}]
          dates: {date: {au: sujet.session.debut}}
        """
    pieces = "pieces: [{nature: convention, pour: [B-1, B-2], date: 2026-02-01, ou: armoire}]"
    files = {
        "evidence/sessions/s-2026-01.md": session(
            "{beneficiaire: B-1}, {beneficiaire: B-2}, {beneficiaire: B-3}", more=pieces
        )
    }
    result = outcome(tmp_path, cover, files)
    assert [(case.learner, case.state.value) for case in result.cases] == [
        ("B-1", "present"), ("B-2", "present"), ("B-3", "manquant"),
    ]  # fmt: skip
    assert result.finding
    assert result.finding.message == ("Essai manqué : 1 sur 3 (B-3, s-2026-01 : attendue au plus tard le 2 mars 2026).")
    assert result.finding.subject == "s-2026-01 B-3"
    proof = result.cases[0].proof
    assert proof
    assert result.cases[2].proof is None


def test_couverture_by_a_list_field_makes_a_case_of_each_item(tmp_path: Path) -> None:
    cover = """
        couverture:
          sujets: {genre: session, par: intervenants}
          preuves: [{genre: personnel, lui_meme: oui}]
          dates: {cv_le: {au: sujet.debut}}
        """
    files = {
        "evidence/sessions/s-2026-01.md": session(trainers="ana-01, rui-02"),
        "evidence/personnel/rui-02.md": (
            "---\ntitre: Rui\nfonctions: Formateur\nlien: salarie\ncv_le: [2026-06-01, 2026-01-01]\n---\n"
        ),
    }
    result = outcome(tmp_path, cover, files)
    assert [(case.record, case.item, case.state.value) for case in result.cases] == [
        ("s-2026-01", "ana-01", "manquant"), ("s-2026-01", "rui-02", "present"),
    ]  # fmt: skip
    assert result.finding
    assert result.finding.path == "evidence/personnel/ana-01.md"


def test_the_five_first_missing_are_named_and_the_others_counted(tmp_path: Path) -> None:
    files = {f"evidence/veille/vei-{number:02}.md": note() for number in range(1, 8)}
    result = outcome(tmp_path, "chaque: {genre: veille, champs: [impact]}", files)
    assert result.finding
    assert result.finding.message.endswith(" ; vei-05 : sans « Impact » (impact) ; et 2 autres).")


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("{domaine: handicap}", ["vei-01"]),
        ("{domaine: [handicap, emplois-metiers]}", ["vei-01", "vei-02"]),
        ("{impact: present}", ["vei-02"]),
        ("{impact: absent}", ["vei-01"]),
        ("{responsable.lien: salarie}", ["vei-01", "vei-02"]),
        ("{communiquee.a: rui-02}", ["vei-02"]),
        ("{communiquee.a: [rui-02, ana-01]}", ["vei-02"]),
        ("{indicateurs: {plus_de: 24}}", ["vei-02"]),
        ("{date: 2026-10-01}", ["vei-01", "vei-02"]),
        ("{inconnu: present}", []),
    ],
)
def test_a_selector_takes_what_meets_every_condition(tmp_path: Path, condition: str, expected: list[str]) -> None:
    files = {
        "evidence/veille/vei-01.md": note(),
        "evidence/veille/vei-02.md": note(
            field="emplois-metiers",
            more="impact: Fort\nindicateurs: [24, 25]\ncommuniquee: [{le: 2026-10-02, a: [ana-01, rui-02]}]\n",
        ),
    }
    result = outcome(tmp_path, f"chaque: {{genre: veille, avec: {condition}, champs: [titre]}}", files)
    assert [case.record for case in result.cases] == expected


def test_the_sessions_judged_are_those_since_the_end_of_the_last_audit(tmp_path: Path) -> None:
    files = {
        "evidence/audits/aud-2025-01.md": ("---\ntitre: A\ntype: initial\ndebut: 2025-06-30\nfin: 2025-07-01\n---\n"),
        "evidence/sessions/s-2025-01.md": session(start="2025-06-02", end="2025-06-30"),
        "evidence/sessions/s-2025-02.md": session(start="2025-06-02", end="2025-07-02"),
    }
    result = outcome(tmp_path, "chaque: {genre: session, champs: [titre]}", files)
    assert [case.record for case in result.cases] == ["s-2025-02"]


def test_nothing_before_the_records_began_is_called_late(tmp_path: Path) -> None:
    files = {"evidence/veille/vei-01.md": note("2023-12-31"), "evidence/veille/vei-02.md": note("2024-01-01")}
    result = outcome(tmp_path, "chaque: {genre: veille, champs: [titre]}", files)
    assert [case.record for case in result.cases] == ["vei-02"]


def test_what_covers_a_subject_for_longest_says_until_when(tmp_path: Path) -> None:
    what = """
        couverture:
          sujets: {genre: document}
          preuves: [{genre: veille, avec: {domaine: handicap}}, {genre: veille}]
          dates: {date: {du: aujourdhui-P12M}}
        """
    named = "documents: [{document: doc-01}]\n"
    files = {
        "evidence/documents/doc-01.md": "---\ntitre: G\nresponsable: ana-01\nfamille: pedagogique\ntype: autre\n---\n",
        "evidence/veille/vei-01.md": note("2026-01-15", more=named),
        "evidence/veille/vei-02.md": note("2026-09-01", field="emplois-metiers", more=named),
        "evidence/veille/vei-03.md": note("2026-03-01", more=named),
    }
    (case,) = outcome(tmp_path, what, files).cases
    assert (case.state, case.expires) == (CaseState.HAVE, dt.date(2027, 9, 1))
    assert isinstance(case.proof, Record)
    assert case.proof.id == "vei-02"
