"""What kinds say to who writes: every example is right, and all of them together are one small provider."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from classeur.kinds.loading import load_kinds
from classeur.kinds.record import Cell, Row
from classeur.kinds.template import write_record
from classeur.kinds.validate import validate
from classeur.portal import read_project
from classeur.read.source import read_source
from tests.small_tree import plant, project, told

KINDS = load_kinds()[0]
BESIDE = {"evidence/entreprises/soc-02.md": "---\ntitre: Fil et Titre\nrole: certificateur\n---\n"}
"""What examples name and that no kind shows: it has one example already."""


@pytest.mark.parametrize("name", sorted(KINDS.by_name))
def test_a_kind_says_what_it_is_for_what_goes_wrong_and_shows_one(name: str) -> None:
    kind = KINDS.by_name[name]
    assert kind.purpose.endswith(".")
    assert 2 <= len(kind.mistakes) <= 4
    for mistake in kind.mistakes:
        assert mistake.what.endswith(".")
        assert mistake.remedy.endswith(".")
    assert kind.example
    assert len(kind.example.text.split("\n")) < 50


@pytest.mark.parametrize("name", sorted(KINDS.by_name))
def test_an_example_is_a_record_of_its_kind_without_any_finding(tmp_path: Path, name: str) -> None:
    example = KINDS.by_name[name].example
    assert example
    plant(tmp_path, {example.path: example.text})
    source, problems = read_source(tmp_path, example.path)
    assert problems == ()
    assert source
    record, findings = validate(source, KINDS)
    assert findings == ()
    assert record
    assert record.kind.name == name


def blocks(text: str) -> dict[str, str]:
    """The lines of each field of an example, rows included."""
    front = text.split("---\n")[1] if text.startswith("---") else text
    return {found["name"]: found[0] for found in re.finditer(r"(?m)^(?P<name>\w+):.*\n(?:[ ]+.*\n)*", front)}


@pytest.mark.parametrize("name", sorted(KINDS.by_name))
def test_a_template_filled_with_the_example_is_that_record(tmp_path: Path, name: str) -> None:
    kind = KINDS.by_name[name]
    example = kind.example
    assert example
    identity = "" if kind.without_story else Path(example.path).stem
    path = write_record(tmp_path, kind, KINDS, identity, [], dt.date(2026, 11, 21))
    written = (tmp_path / path).read_text(encoding="utf-8")
    for field, block in blocks(example.text).items():
        # A template opens a required list of rows with a row to fill, and holds help between the lines.
        line = re.compile(rf"(?m)^(?:# )?{field}:.*\n(?:[ ]+.*\n)*")
        assert len(line.findall(written)) == 1, field
        written = line.sub(block.replace("\\", "\\\\"), written)
    plant(tmp_path, {path: written})
    source, problems = read_source(tmp_path, path)
    assert problems == ()
    assert source
    record, findings = validate(source, KINDS)
    assert findings == ()
    plant(tmp_path, {path: example.text})
    again, _ = read_source(tmp_path, path)
    assert again
    meant, _ = validate(again, KINDS)
    assert record
    assert meant
    assert {key: words_of(cell) for key, cell in record.values.items()} == {
        key: words_of(cell) for key, cell in meant.values.items()
    }


def words_of(cell: Cell) -> object:
    """A value without its place."""
    if isinstance(cell, tuple):
        return [dict(item.values) if isinstance(item, Row) else item for item in cell]
    return cell


def test_the_examples_together_are_one_provider_without_a_dead_link(tmp_path: Path) -> None:
    plant(tmp_path, {kind.example.path: kind.example.text for kind in KINDS.by_name.values() if kind.example})
    reading = read_project(plant(tmp_path, BESIDE))
    assert told(reading) == []
    assert {record.kind.name for record in reading.library.records.values()} == KINDS.by_name.keys() - {"personnes"}


def test_the_name_of_an_example_follows_the_pattern_of_its_kind() -> None:
    for kind in KINDS.by_name.values():
        if kind.identity and kind.example:
            parts = re.sub("AAAA|MM|JJ|NN", lambda part: rf"\d{{{len(part[0])}}}", kind.identity)
            assert re.fullmatch(parts, Path(kind.example.path).stem), kind.name


@pytest.mark.parametrize(
    ("text", "place", "cause"),
    [
        ("genre: x\nerreurs: [Se tromper]\n", "2:11", "des clés et des valeurs sont attendues ici"),
        ("genre: x\nerreurs:\n  - erreur: Se tromper.\n", "3:5", "une erreur courante s'écrit {erreur: …, remede: …}"),
        (
            "genre: x\nexemple: {texte: rien}\n",
            "2:10",
            "un exemple s'écrit avec « nom », le nom de son fichier, et « texte »",
        ),
        (
            "genre: x\nexemple: {titre: rien}\n",
            "2:11",
            "« titre » n'a pas sa place ici (on attend nom, texte)",
        ),
    ],
)
def test_advice_that_is_wrong_is_a_finding_with_its_place(tmp_path: Path, text: str, place: str, cause: str) -> None:
    reading = read_project(project(tmp_path, {"kinds/essai.yml": text}))
    assert told(reading) == [
        f"declaration-genre kinds/essai.yml:{place}: La déclaration du genre est fausse : {cause}."
    ]
