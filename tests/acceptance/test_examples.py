"""Every example site, discovered and run through the command.

Each is run by `classeur.cli.main` in this process, which costs a few hundredths of a second; one good example and three
bad ones are run again as people run them, by `python -m classeur` in a process of its own, and must print the same.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from classeur.cli import main
from classeur.finding import Grade
from classeur.messages import MESSAGES
from classeur.portal import Reading, assess, read_project
from classeur.rules.loading import load_rules
from classeur.rules.result import RuleResult, RuleState
from tests.acceptance.examples import BASE, DATE, PROVIDERS, READY, Example, examples, told
from tests.witnessed import commit, repository

GOOD, BAD = examples("good"), examples("bad")
CHECKED = [example for example in BAD if example.command == "check"]
SEVERAL = {
    "01-rubriques--aucun-programme": ["01-rubriques", "01-rubriques-2026"],
    "18-roles": ["12-interlocuteur", "18-roles", "32-pilote", "19-referent-pedagogique"],
    "19-suivi-distance": ["11-evaluation", "19-suivi-distance"],
    "19-assistance-distance": ["09-guide-avant-acces", "19-assistance-distance"],
    "chemin-hors-projet--raccourci": ["lien-symbolique", "chemin-hors-projet"],
}
"""Examples in which one mistake is rightly told by several findings; every other one has exactly one."""
_SUMMARY = re.compile(r"(?:Git : [^\n]+\n)?(?:État au [^\n]+\.\n)?\d+ fiches? lues?, \d+ pièces? : [^\n]+\.\n")
_MADE = re.compile(r"État au [^\n]+\.\n\d[^\n]+\.\nSite public : site/public/index\.html\n")
_NOTHING = re.compile(r"Rien n'est publié : [^\n]+\. Les sites d'avant restent en place\.\n")
_WAIT = re.compile(r"\d+ PDF à faire\. [^\n]+ : classeur build --no-pdf\.\n")
"""What a build says before it prints, and only then."""
_PRINTED = {"papier", "papier-defaut"}


def _id(example: Example) -> str:
    return example.name


def run(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit status and what was printed; nothing may go to the error stream."""
    status = main(arguments)
    printed = capsys.readouterr()
    assert printed.err == ""
    return status, printed.out


def split(printed: str, example: Example) -> tuple[str, str]:
    """The findings, without the blank line after them, and the summary."""
    waited, expected = _WAIT.match(printed), example.expected
    assert bool(waited) == (example.finding in _PRINTED)
    printed = printed[waited.end() if waited else 0 :]
    if not expected:
        return "", printed
    assert printed.startswith(f"{expected}\n\n"), f"\n{printed}\n--- attendu ---\n{expected}"
    return expected, printed.removeprefix(f"{expected}\n\n")


def test_the_ready_providers_have_something_to_show_for_every_rule(tmp_path: Path) -> None:
    root = shutil.copytree(BASE, tmp_path / "projet")
    commit(repository(root), "2026-01-05")  # before every fact: git witnesses them all
    seen: set[str] = set()
    for provider in (root, *(PROVIDERS / name for name in READY)):
        seen |= held(read_project(provider))
    assert seen == load_rules()[0].ids


def held(reading: Reading) -> set[str]:
    """The rules that a provider holds with cases to show, in one version of the référentiel or the other."""
    assert reading.findings == ()
    day = dt.date.fromisoformat(DATE)
    results: list[RuleResult] = []
    for audit in (day, dt.date(2026, 10, 30)):
        assessment = assess(reading, day, audit)
        assert assessment.findings == ()
        results += assessment.results()
    return {result.rule.id for result in results if result.state is RuleState.HELD and result.cases}


@pytest.mark.parametrize("example", GOOD, ids=_id)
def test_a_good_example_is_silent(example: Example, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = example.lay(tmp_path / "projet")
    status, printed = run(example.arguments(root, "--level", "a-confirmer"), capsys)
    assert printed.endswith(" : aucun constat.\n"), printed
    assert _SUMMARY.fullmatch(printed)
    assert status == 0


def test_the_provider_of_the_examples_has_its_three_sites(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = shutil.copytree(BASE, tmp_path / "projet")
    said = (
        "État au 21 novembre 2026, référentiel 2026.\n"
        "Aucun constat.\n"
        "Classeur de l'équipe : site/equipe/index.html\n"
        "Classeur de l'auditeur : site/auditeur/index.html\n"
        "Site public : site/public/index.html\n"
    )
    assert run(["--project", str(root), "build", "--date", DATE, "--no-pdf"], capsys) == (0, said)
    assert (root / "site/equipe/index.html").exists()
    assert (root / "site/auditeur/index.html").exists()
    assert (root / "site/public/index.html").exists()


@pytest.mark.parametrize("example", BAD, ids=_id)
def test_a_bad_example_is_told_to_the_letter(
    example: Example, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = example.lay(tmp_path / "projet")
    if missing := example.note("pdf.txt"):
        monkeypatch.setitem(sys.modules, missing, None)
    status, printed = run(example.arguments(root), capsys)
    findings, summary = split(printed, example)
    found = told(findings)
    assert [identity for _, identity in found] == SEVERAL.get(example.name, [example.finding])
    blocking = any(Grade(grade).blocks for grade, _ in found)
    built = _NOTHING if blocking else _MADE
    assert (_SUMMARY if example.command == "check" else built).fullmatch(summary)
    assert status == (1 if blocking else 0)
    assert blocking == (example.finding in MESSAGES and MESSAGES[example.finding].grade.blocks)
    if not blocking and example.command == "check":
        assert run(example.arguments(root, "--level", "a-confirmer"), capsys) == (1, printed)


@pytest.mark.parametrize("example", [e for e in CHECKED if e.finding in MESSAGES], ids=_id)
def test_nothing_is_published_while_a_record_is_wrong(
    example: Example, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if not MESSAGES[example.finding].grade.blocks:
        assert MESSAGES[example.finding].grade is Grade.WATCH
        return
    root = example.lay(tmp_path / "projet")
    status, printed = run(["--project", str(root), "build", "--date", DATE], capsys)
    _, summary = split(printed, example)
    assert _NOTHING.fullmatch(summary)
    assert status == 1
    assert not (root / "site").exists()


def test_every_finding_that_exists_has_a_bad_example() -> None:
    rules, problems = load_rules()
    assert problems == ()
    assert {example.finding for example in BAD} == set(MESSAGES) | rules.ids


def test_every_example_says_what_it_expects_and_every_exception_is_used() -> None:
    assert [example.name for example in BAD if not example.expected] == []
    assert [example.name for example in GOOD if example.expected] == []
    assert set(SEVERAL) <= {example.name for example in BAD}


def as_people_run_it(example: Example, root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "classeur", *example.arguments(root)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )


@pytest.mark.parametrize(
    "example",
    [next(e for e in group if e.name == name) for group, name in (
        (GOOD, "bom-et-crlf"), (BAD, "yaml-deux-points--bom-crlf"), (BAD, "04-analyse-besoin"), (BAD, "fuite-nom"),
    )],
    ids=_id,
)  # fmt: skip
def test_a_process_of_its_own_prints_the_same(
    example: Example, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = example.lay(tmp_path / "projet")
    process = as_people_run_it(example, root)
    assert process.stderr == ""
    assert (process.returncode, process.stdout) == run(example.arguments(root), capsys)
