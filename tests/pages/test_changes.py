"""What changed on 1 November 2026: asked, there already, left to produce, not known yet; before and after that day."""

from __future__ import annotations

import datetime as dt
import html
import re
from dataclasses import replace
from pathlib import Path

import pytest

from classeur.editions import Edition
from classeur.kinds.record import Row
from classeur.pages.changes import CHANGES, changes_page
from classeur.pages.home import home_page
from classeur.pages.indicators import indicator_pages
from classeur.pages.page import linked
from classeur.pages.view import View
from classeur.portal import Reading, assess
from classeur.rules.result import Assessment, Status
from tests.small_tree import judged, project

BEFORE = dt.date(2026, 10, 30)


@pytest.fixture(scope="module")
def page(assessment: Assessment) -> str:
    return changes_page(View(assessment, Edition.TEAM)).content


@pytest.fixture(scope="module")
def before(sample: Reading) -> View:
    """The team's view of an audit that still follows the référentiel of 2019."""
    return View(assess(sample, BEFORE, BEFORE), Edition.TEAM)


def row(page: str, number: int) -> str:
    """The row of an indicator."""
    start = page.index(f'<tr id="{number}">')
    return page[start : page.index("</tr>", start)]


def test_indicators_are_counted_by_what_happened_to_them(page: str) -> None:
    counts = re.findall(r"<dt>(.*?)</dt>", page)
    assert counts == [
        "11 demandent plus", "1 nouveau", "1 assoupli", "1 reformulé, sans rien de plus", "19 inchangés",
    ]  # fmt: skip


def test_every_changed_indicator_that_applies_has_a_row(page: str, assessment: Assessment) -> None:
    rows = [int(number) for number in re.findall(r'<tr id="(\d+)">', page)]
    assert rows == [n for n, v in assessment.verdicts.items() if v.applies and v.indicator.change.changed]
    assert len(rows) == 13


def test_what_the_rules_of_the_new_text_find_is_there_already(page: str) -> None:
    assert "Une procédure à jour traite les violences" in row(page, 12)
    assert "Violences, harcèlement, discriminations</a>" in row(page, 12)
    assert "Rien de ce que nous vérifions ne manque" in row(page, 12)
    assert "Le décret du 1er août 2026 change le référentiel</a>" in row(page, 12)


def test_what_is_missing_is_told_with_how_far_it_goes_and_what_to_do(page: str) -> None:
    told = row(page, 1)[row(page, 1).index("Reste à produire") :]
    assert "Risque mineur" in told
    assert "(manque 1 sur 4)" in told
    assert "type_reconnaissance" in told


def test_a_change_that_no_rule_looks_at_is_left_to_a_human_being(sample: Reading, assessment: Assessment) -> None:
    """Nothing is « there » by default; the examples chosen are named so that they are read again."""
    others = tuple(rule for rule in sample.rules.rules if rule.indicator != 1 or not rule.since)
    less = assess(replace(sample, rules=replace(sample.rules, rules=others)), assessment.date)
    told = row(changes_page(View(less, Edition.TEAM)).content, 1)
    assert "comparez vous-même vos pièces" in told
    assert "À relire avec le nouveau texte : <a" in told
    assert "Présent" not in told


def test_a_rule_that_found_nothing_to_judge_says_why(sample: Reading, assessment: Assessment) -> None:
    provider = sample.library.provider
    off = Row({"regle": "01-rubriques-2026", "motif": "Nos fiches sont sur un autre site."}, provider.place())
    changed = replace(provider, values={**provider.values, "regles_desactivees": (off,)})
    library = replace(sample.library, records={**sample.library.records, provider.id: changed})
    less = assess(replace(sample, library=library), assessment.date)
    told = row(changes_page(View(less, Edition.TEAM)).content, 1)
    assert "Nos fiches sont sur un autre site." in told
    assert "comparez vous-même" not in told


def test_what_is_not_known_is_said_and_nothing_is_invented(page: str) -> None:
    told = html.unescape(page[page.index('id="inconnu"') :])
    assert "guide V10 : parution non confirmée" in told
    assert "nombre d'intervenants (indicateur 19)" in told
    assert "indicateur 33, Évaluation des contenus" in told
    assert told.count("guide de lecture V10") == 0


def test_before_that_day_one_sees_what_the_new_text_will_find(before: View) -> None:
    assert before.assessment.version.id == "rnq-2019"
    content = changes_page(before).content
    assert "suivrait le référentiel 2019. Ce qui suit n’y sera pas demandé, mais le sera" in content
    assert "(manque 1 sur 4)" in row(content, 1)
    assert "33. Évaluation des contenus" in row(content, 33)


def test_no_page_is_linked_that_the_version_of_the_audit_does_not_have(before: View) -> None:
    """Indicator 33 has no page while the next audit follows the référentiel of 2019."""
    assert "indicateurs/33.html" not in set(linked([changes_page(before)]))
    assert "indicateurs/32.html" in set(linked([changes_page(before)]))


def test_the_auditor_reads_what_is_asked_and_nothing_of_what_is_missing(assessment: Assessment) -> None:
    content = changes_page(View(assessment, Edition.AUDITOR)).content
    assert "Type de reconnaissance" in row(content, 1)
    assert content.count("Le décret du 1er août 2026 change le référentiel</a>") == 1
    assert "Le décret du 1er août" not in row(content, 1)
    assert not [
        w for w in ("manque", "Reste à", "Déjà là", "Rien", "Présent") if w in content.replace("Rien n’est inv", "")
    ]
    assert not [status.word for status in Status if f"cl-{status.css}" in content and status is not Status.CONFIRM]


def test_a_provider_is_told_apart_what_does_not_concern_it(tmp_path: Path) -> None:
    content = changes_page(View(judged(project(tmp_path), dt.date(2026, 11, 21)), Edition.TEAM)).content
    apart = content[content.index('id="sans-objet"') : content.index('id="inconnu"')]
    assert [number for number in (14, 15, 20, 33) if f"{number}. " in apart] == [14, 15, 20, 33]


def test_home_and_each_changed_indicator_lead_to_it(assessment: Assessment, before: View) -> None:
    team = View(assessment, Edition.TEAM)
    assert f"{CHANGES}.html" in set(linked([home_page(team)]))
    assert f"{CHANGES}.html" in set(linked([home_page(before)]))
    leading = {page.address for page in indicator_pages(team) if f"{CHANGES}.html" in set(linked([page]))}
    changed = {n for n, v in assessment.verdicts.items() if v.indicator.change.changed}
    assert leading == {f"indicateurs/{number:02}" for number in changed}
