"""The référentiel: its two versions, who each indicator concerns, and what stays unknown."""

from __future__ import annotations

import datetime as dt
import inspect
import re
from pathlib import Path

import pytest

from classeur import referential
from classeur.portal import assess, read_project
from classeur.referential import Version, load_referential
from classeur.rules.applicability import Situation, applicability, situation_of
from classeur.rules.loading import load_rules
from classeur.rules.result import Status
from classeur.shipped import shipped_data
from tests.small_tree import PROVIDER, judged, project, session

REFERENTIAL = load_referential()
OLD, NEW = REFERENTIAL.versions
DAY = dt.date(2026, 11, 21)
AUDITS = {"rnq-2019": dt.date(2026, 10, 31), "rnq-2026": dt.date(2026, 11, 1)}

_SUBCONTRACT = (
    "---\ntitre: Contrat\nsens: confie\norganisme: Atelier Bis\nmissions: Former\nsigne_le: 2026-01-10\n---\n"
)


def programme(category: str, more: str = "") -> str:
    return f"---\ntitre: Programme\ncategorie: {category}\n{more}---\n"


def applicable(
    root: Path, categories: str, files: dict[str, str | bytes], version: str
) -> tuple[list[int], dict[int, str]]:
    """The numbers that apply to a provider, and the reasons of all."""
    provider = PROVIDER.replace("categories: AF", f"categories: [{categories}]")
    assessment = assess(read_project(project(root, files, provider=provider)), DAY, AUDITS[version])
    verdicts = assessment.verdicts
    return [number for number, verdict in verdicts.items() if verdict.applies], {
        number: verdict.reason for number, verdict in verdicts.items()
    }


def everything(category: str) -> dict[str, str | bytes]:
    """A provider of one category that does all that can be done: certifies, subcontracts, alternates, long sessions."""
    long = session("{beneficiaire: B-1, contrat: professionnalisation, mineur: oui}")
    contract = long.replace("categorie: AF", f"categorie: {category}")
    return {
        "content/formations/tout.md": programme(category, "certification: RNCP1\n"),
        "evidence/sessions/s-2026-01.md": contract.replace("presentiel", "mixte"),
        "evidence/sous-traitance/st-01.md": _SUBCONTRACT,
    }


@pytest.mark.parametrize(
    ("category", "version", "count"),
    [
        ("AF", "rnq-2019", 28), ("AF", "rnq-2026", 28),
        ("BC", "rnq-2019", 22), ("BC", "rnq-2026", 22),
        ("VAE", "rnq-2019", 24), ("VAE", "rnq-2026", 24),
        ("CFA", "rnq-2019", 32), ("CFA", "rnq-2026", 33),
    ],
)  # fmt: skip
def test_a_category_has_at_most_so_many_indicators(tmp_path: Path, category: str, version: str, count: int) -> None:
    numbers, _ = applicable(tmp_path, category, everything(category), version)
    assert len(numbers) == count


@pytest.mark.parametrize(
    ("situation", "old", "new"),
    [
        ("plain", 22, 22),
        ("subcontracts", 23, 23),
        ("certifies", 25, 25),
        ("certifies and subcontracts", 26, 26),
        ("two days at most", 21, 22),
        ("two days at most, subcontracts", 22, 23),
    ],
)
def test_a_training_provider_has_what_it_does(tmp_path: Path, situation: str, old: int, new: int) -> None:
    days = 2 if "two days" in situation else 3
    more = "certification: RS1\n" if "certifies" in situation else ""
    files: dict[str, str | bytes] = {
        "content/formations/tout.md": programme("AF", more),
        "evidence/sessions/s-2026-01.md": session(days=days),
    }
    if "subcontracts" in situation:
        files["evidence/sous-traitance/st-01.md"] = _SUBCONTRACT
    for version, count in (("rnq-2019", old), ("rnq-2026", new)):
        assert len(applicable(tmp_path, "AF", files, version)[0]) == count, version


def test_certifying_opens_3_7_and_16(tmp_path: Path) -> None:
    plain, _ = applicable(tmp_path / "a", "AF", {"content/formations/p.md": programme("AF")}, "rnq-2026")
    more, reasons = applicable(
        tmp_path / "b", "AF", {"content/formations/p.md": programme("AF", "certification: RS1\n")}, "rnq-2026"
    )
    assert set(more) - set(plain) == {3, 7, 16}
    assert reasons[3] == "une formation mène à une certification (Programme)"


def test_without_three_days_only_the_part_of_12_on_violence_is_left(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"evidence/sessions/s-2026-01.md": session(days=2)}
    old, why_not = applicable(tmp_path, "AF", files, "rnq-2019")
    new, why = applicable(tmp_path, "AF", files, "rnq-2026")
    assert 12 not in old
    assert why_not[12] == "aucune session ne dure plus de 2 jours"
    assert 12 in new
    assert why[12] == (
        "une partie vaut pour tous : une procédure à jour traite les violences, le harcèlement et les discriminations"
    )
    result = judged(tmp_path, DAY, AUDITS["rnq-2026"]).verdicts[12].results
    about_violence = ["12-procedure-violences", "12-information-violences", "12-interlocuteur", "12-signalement"]
    assert [item.rule.id for item in result] == about_violence


def test_a_category_that_an_indicator_does_not_know_is_the_reason(tmp_path: Path) -> None:
    numbers, reasons = applicable(tmp_path, "AF", everything("AF"), "rnq-2026")
    assert 33 not in numbers
    assert reasons[33] == "il ne concerne que la catégorie CFA"
    assert reasons[1] == "commun à toutes les catégories"
    assert reasons[8] == "il concerne la catégorie AF"


def test_what_does_not_apply_is_without_object_and_has_a_reason(tmp_path: Path) -> None:
    assessment = judged(project(tmp_path), DAY)
    out = [verdict for verdict in assessment.verdicts.values() if not verdict.applies]
    assert out
    assert all(verdict.status is Status.NA and verdict.reason for verdict in out)
    assert assessment.verdicts[27].reason == "Nous formons seuls."


@pytest.mark.parametrize(
    ("day", "version"),
    [("2019-06-08", OLD), ("2026-10-31", OLD), ("2026-11-01", NEW), ("2031-01-01", NEW)],
)
def test_the_day_of_the_audit_chooses_the_version(day: str, version: Version) -> None:
    assert REFERENTIAL.version_at(dt.date.fromisoformat(day)) is version


def audit(start: str, kind: str = "surveillance", more: str = "") -> str:
    return f"---\ntitre: Audit\ntype: {kind}\ndebut: {start}\nfin: {start}\n{more}---\n"


@pytest.mark.parametrize(
    ("audits", "date", "version", "chosen"),
    [
        ({}, "2026-10-31", "rnq-2019", None),
        ({}, "2026-11-01", "rnq-2026", None),
        ({"aud-2027-01": audit("2027-02-09")}, "2026-06-01", "rnq-2026", "aud-2027-01"),
        ({"aud-2026-01": audit("2026-10-20")}, "2026-06-01", "rnq-2019", "aud-2026-01"),
        ({"aud-2026-01": audit("2026-10-31")}, "2026-10-31", "rnq-2019", "aud-2026-01"),
        ({"aud-2026-01": audit("2026-10-20"), "aud-2027-01": audit("2027-02-09")}, "2026-10-21", "rnq-2026",
         "aud-2027-01"),
        ({"aud-2027-01": audit("2027-02-09", "blanc")}, "2026-06-01", "rnq-2019", None),
        ({"aud-2027-01": audit("2027-02-09", more="etat: brouillon\n")}, "2026-06-01", "rnq-2019", None),
    ],
    ids=["before", "after", "planned-after", "planned-before", "on-the-day", "the-next-one", "mock", "draft"],
)  # fmt: skip
def test_the_next_planned_audit_chooses_else_the_day(
    tmp_path: Path, audits: dict[str, str], date: str, version: str, chosen: str | None
) -> None:
    files: dict[str, str | bytes] = {f"evidence/audits/{name}.md": text for name, text in audits.items()}
    assessment = judged(project(tmp_path, files), dt.date.fromisoformat(date))
    assert assessment.version.id == version
    assert (assessment.audit.id if assessment.audit else None) == chosen


def test_an_audit_date_that_is_asked_for_takes_the_place_of_the_planned_one(tmp_path: Path) -> None:
    root = project(tmp_path, {"evidence/audits/aud-2027-01.md": audit("2027-02-09")})
    assessment = judged(root, dt.date(2026, 6, 1), dt.date(2026, 10, 30))
    assert assessment.version is OLD
    assert assessment.audit is None


def test_the_module_says_of_every_key_of_the_data_who_reads_it() -> None:
    """A key that nobody names would look as if it decided something."""
    data = shipped_data("referential", "rnq.yml")
    told = set(re.findall(r"`(\w+)`", referential.__doc__ or ""))
    assert set(data) <= told
    fields = {"new_entrant", "surveillance", "reduced_initial_audit", "modulated_by", "required_fields", "sources"}
    read = inspect.getsource(referential)
    assert all(f'"{name}"' in read for name in set(data["indicators"][0]) - fields)
    assert fields <= told


def test_what_the_data_tells_twice_agrees() -> None:
    data = shipped_data("referential", "rnq.yml")
    told = {item["number"]: item for item in data["indicators"]}
    known = REFERENTIAL.indicators
    assert REFERENTIAL.version_at(DAY).id == data["active_version"]["default_on_2026_11_21"]
    assert [n for n, one in known.items() if one.gradable] == data["nc_rules"]["gradable"]
    assert [n for n, one in known.items() if one.gradable is False] == data["nc_rules"]["major_only"]
    assert [n for n, one in known.items() if one.gradable is None] == data["nc_rules"]["unclassified_2026"]
    assert [n for n, one in known.items() if one.common] == data["counts"]["common"]["list"]
    for category, counts in data["counts"]["by_category"].items():
        assert [n for n, one in known.items() if category in one.categories] == counts["list_2026"]
        for version in REFERENTIAL.versions:
            mine = [one for one in REFERENTIAL.in_version(version) if category in one.categories]
            assert len(mine) == counts[version.id]
    for name, condition in data["conditions"].items():
        named = [n for n, item in told.items() if name in (*item["applies_if"], *item["modulated_by"])]
        if named:
            assert named == condition["affects"], name
    assert {n for n, item in told.items() if item["new_entrant"]["adapted"]} == REFERENTIAL.new_entrants
    looked = {n for n, item in told.items() if item["surveillance"]["review"] in ("always", "if_applicable")}
    assert looked - {33} == {1, 3, 17, 19, *data["nc_rules"]["major_only"]}
    reduced = {n for n, item in told.items() if item["reduced_initial_audit"] and known[n].common}
    assert reduced == set(data["reduced_initial_audit"]["common"])


def test_the_lists_of_what_november_2026_changed_agree_with_the_indicators() -> None:
    told = shipped_data("referential", "rnq.yml")["versions"][-1]
    kinds = {number: one.change.kind for number, one in REFERENTIAL.indicators.items()}
    assert [n for n, kind in kinds.items() if kind in ("fond", "assouplissement")] == told["changed"]
    assert [n for n, kind in kinds.items() if kind == "nouveau"] == told["new"]
    assert [n for n, kind in kinds.items() if kind == "forme"] == told["reworded_only"]
    assert [n for n, kind in kinds.items() if not kind] == told["unchanged"]


def test_each_version_has_its_indicators_and_the_seven_criteria() -> None:
    assert [indicator.number for indicator in REFERENTIAL.in_version(OLD)] == list(range(1, 33))
    assert [indicator.number for indicator in REFERENTIAL.in_version(NEW)] == list(range(1, 34))
    for version in (OLD, NEW):
        criteria = REFERENTIAL.criteria_in(version)
        assert [criterion.number for criterion in criteria] == list(range(1, 8))
        numbers = sorted(number for criterion in criteria for number in criterion.indicators)
        assert numbers == [indicator.number for indicator in REFERENTIAL.in_version(version)]


def test_what_november_2026_changed_is_marked() -> None:
    changed = [number for number, indicator in REFERENTIAL.indicators.items() if indicator.change.changed]
    assert changed == [1, 2, 3, 7, 12, 14, 15, 19, 20, 27, 30, 32, 33]


def test_gradable_indicators_are_those_of_the_decree() -> None:
    gradable = [number for number, indicator in REFERENTIAL.indicators.items() if indicator.gradable]
    assert gradable == [1, 2, 3, 8, 9, 12, 13, 17, 18, 19, 23, 24, 25, 28, 30]
    assert all(REFERENTIAL.indicators[number].minor_is for number in gradable)


def test_what_is_unknown_stays_unknown() -> None:
    assert REFERENTIAL.indicators[33].gradable is None
    assert REFERENTIAL.indicators[33].unsure == ("nc", "expected", "evidence")
    assert REFERENTIAL.indicators[13].unsure == ("applies", "change_2026")
    assert REFERENTIAL.indicators[1].unsure == ()
    assert NEW.pending
    assert OLD.pending == ()


def test_new_entrants_show_the_process_of_eleven_indicators() -> None:
    assert sorted(REFERENTIAL.new_entrants) == [2, 3, 11, 13, 14, 19, 22, 24, 25, 26, 32]


def test_every_condition_of_the_referential_is_derived_from_records() -> None:
    rules, problems = load_rules()
    assert problems == ()
    named = {name for indicator in REFERENTIAL.indicators.values() for name in indicator.applies_if}
    assert named <= set(rules.conditions)
    assert set(rules.conditions) == set(REFERENTIAL.conditions)


def test_a_provider_of_several_categories_has_the_indicators_of_all(tmp_path: Path) -> None:
    both, _ = applicable(tmp_path, "BC, CFA", everything("CFA"), "rnq-2026")
    assert len(both) == 33


def test_applicability_needs_no_more_than_categories_and_conditions(tmp_path: Path) -> None:
    rules = load_rules()[0]
    conditions = situation_of(read_project(project(tmp_path)).library, rules).conditions
    answers = applicability(REFERENTIAL, NEW, rules, Situation(("BC",), conditions))
    assert not answers[8].holds
    assert answers[8].reason == "il ne concerne que les catégories AF et CFA"
