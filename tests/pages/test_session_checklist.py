"""The checklist of a session: what is asked at each stage, ticked with its day when it is there for everyone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from classeur.editions import Edition
from classeur.pages.phrases import page_data
from classeur.pages.session import session_pages
from classeur.pages.stages import MAP, checks_of
from classeur.pages.view import View
from classeur.rules.loading import load_rules
from classeur.rules.result import Assessment
from tests.small_tree import document, judged, project, session

DAY = dt.date(2026, 11, 21)
BOTH = "{beneficiaire: B-1}, {beneficiaire: B-2}"
HOME = "evidence/sessions/s-2026-03"


def pages_of(view: View) -> Mapping[str, str]:
    return {page.address: page.content for page in session_pages(view)}


def lines_of(page: str) -> dict[str, tuple[bool, str]]:
    """Each line of a checklist by its words: whether its box is ticked, and what its cells say."""
    found = {}
    for row in re.findall(r"<tr[^>]*><th scope=\"row\".*?</tr>", page, re.DOTALL):
        words = [part for part in re.split(r"(?:\s*<[^>]+>\s*)+", row) if part]
        found[words[1]] = ("cl-tick--done" in row, " ".join(words[2:]))
    return found


def checklist(root: Path, text: str = "", pieces: tuple[str, ...] = ()) -> dict[str, tuple[bool, str]]:
    files: dict[str, str | bytes] = {f"{HOME}.md": text or session(BOTH)}
    files |= {f"{HOME}/{name}.pdf": document(f"{name}.pdf") for name in pieces}
    view = View(judged(project(root, files), DAY), Edition.TEAM)
    return lines_of(pages_of(view)["a-cocher/s-2026-03"])


def test_what_is_there_for_everyone_is_ticked_with_the_day_of_the_last(tmp_path: Path) -> None:
    pieces = ("analyse-besoin--B-1--2026-02-09", "analyse-besoin--B-2--2026-02-12")
    found = checklist(tmp_path, pieces=pieces)
    assert found["Recueillir le besoin par écrit avant l&#39;entrée"] == (True, "12 févr. 2026")


def test_what_one_lacks_is_not_ticked_and_says_who_is_left(tmp_path: Path) -> None:
    ticked, said = checklist(tmp_path, pieces=("analyse-besoin--B-1--2026-02-09",))[
        "Recueillir le besoin par écrit avant l&#39;entrée"
    ]
    assert not ticked
    assert "Manque" in said
    assert said.endswith("1 sur 2 ; reste Lucas Petit")


def test_what_is_not_due_yet_says_by_when_and_is_no_lack(tmp_path: Path) -> None:
    found = checklist(tmp_path, session(BOTH, start="2027-03-01", end="2027-03-05", state="prevue"))
    ticked, said = found["Recueillir le besoin par écrit avant l&#39;entrée"]
    assert not ticked
    assert said.startswith("1er mars 2027")
    assert "Manque" not in said


def test_what_no_rule_asks_is_checked_by_eye_or_by_its_pieces(tmp_path: Path) -> None:
    bare = checklist(tmp_path / "1")
    assert bare["Ce qui est ajusté se lit dans un compte rendu."] == (False, "")
    asked = "La demande et la réponse sont datées."
    assert bare[asked] == (False, "")
    shown = checklist(tmp_path / "2", pieces=("demande--2026-02-02", "demande--2026-02-06"))
    assert shown[asked] == (True, "6 févr. 2026")
    half = checklist(tmp_path / "3", pieces=("demande--B-1--2026-02-06",))
    assert half[asked] == (False, "")


def test_what_a_rule_says_is_not_asked_again(tmp_path: Path) -> None:
    assert "Le besoin est écrit avant l’entrée." not in checklist(tmp_path)


def test_a_session_leads_to_its_checklist_for_the_team_alone(assessment: Assessment) -> None:
    team = pages_of(View(assessment, Edition.TEAM))
    assert 'href="../a-cocher/md-2026-09.html"' in team["sessions/md-2026-09"]
    auditor = pages_of(View(assessment, Edition.AUDITOR))
    assert not any(address.startswith("a-cocher/") or "a-cocher" in page for address, page in auditor.items())


@pytest.mark.parametrize("state", ["annulee", "reportee"])
def test_a_session_that_does_not_take_place_has_none(tmp_path: Path, state: str) -> None:
    view = View(judged(project(tmp_path, {f"{HOME}.md": session(state=state)}), DAY), Edition.TEAM)
    assert set(pages_of(view)) == {"sessions/s-2026-03"}


def test_every_line_of_a_real_session_is_under_its_stage(assessment: Assessment) -> None:
    page = pages_of(View(assessment, Edition.TEAM))["a-cocher/md-2026-09"]
    stages = {part.split("</a>")[0]: part for part in re.split(r'<a href="\.\./carte\.html#[a-z]+">', page)[1:]}
    assert list(stages) == [stage["titre"] for stage in page_data(MAP)["etapes"]]
    assert "Positionner, au plus tard" in stages["Le besoin"]
    assert "Faire le point avec chacun pendant" in stages["La formation"]
    assert "Garder les feuilles de présence" in stages["L’assiduité"]
    assert "La présence est signée ou relevée" not in page, "the line of the rule says it"
    assert "Envoyer la convocation" in stages["L’accueil"]
    assert "Envoyer l&#39;enquête à froid" in stages["Les avis"]


def test_what_the_map_says_of_its_checks_exists(assessment: Assessment) -> None:
    rules = load_rules()[0].ids
    for check in (check for stage in page_data(MAP)["etapes"] for check in checks_of(stage)):
        assert set(check.rules) <= rules
        assert set(check.natures) <= set(assessment.library.kinds.natures)
