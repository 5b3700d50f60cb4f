"""One file turned into a source, or into the finding that says why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from classeur.finding import Finding
from classeur.read.source import MAX_FRONT_MATTER, MAX_RECORD, Source, read_source


def read(root: Path, data: bytes, name: str = "fiche.md") -> Source:
    (root / name).write_bytes(data)
    source, problems = read_source(root, name)
    assert source is not None, problems
    return source


def refused(root: Path, data: bytes) -> Finding:
    (root / "fiche.md").write_bytes(data)
    source, problems = read_source(root, "fiche.md")
    assert source is None
    assert len(problems) == 1
    return problems[0]


@pytest.mark.parametrize(
    "data",
    [
        "---\ntitre: Été\n---\n\nCorps.\n".encode(),
        "---\r\ntitre: Été\r\n---\r\n\r\nCorps.\r\n".encode(),
        b"\xef\xbb\xbf" + "---\ntitre: Été\n---\n\nCorps.\n".encode(),
        b"\xef\xbb\xbf" + "---\r\ntitre: Été\r\n---\r\n\r\nCorps.\r\n".encode(),
        "---\rtitre: Été\r---\r\rCorps.\r".encode(),
        "--- \ntitre: Été\n---\t\n\nCorps.\n".encode(),
    ],
    ids=["lf", "crlf", "bom", "bom-crlf", "cr", "fences-with-spaces"],
)
def test_the_same_record_is_read_whatever_the_editor(tmp_path: Path, data: bytes) -> None:
    source = read(tmp_path, data)
    title = source.front.get("titre")
    assert title is not None
    assert source.front.text("titre") == "Été"
    assert (title.line, title.column) == (2, 8)
    assert source.body == "\nCorps.\n"
    assert source.body_line == 4
    assert source.lines[1] == "titre: Été"


def test_dashes_further_down_belong_to_the_body(tmp_path: Path) -> None:
    source = read(tmp_path, b"---\na: 1\n---\nun\n---\ndeux\n")
    assert source.body == "un\n---\ndeux\n"


def test_a_place_shows_its_line(tmp_path: Path) -> None:
    place = read(tmp_path, b"---\na: 1\n---\n").place(2, 4)
    assert (str(place), place.text) == ("fiche.md:2:4", "a: 1")


def test_a_yaml_file_is_all_header(tmp_path: Path) -> None:
    source = read(tmp_path, b"\xef\xbb\xbfnom: x\r\n", "organisme.yml")
    assert source.front.text("nom") == "x"
    assert source.body == ""


@pytest.mark.parametrize(
    "data", [b"", b"Bonjour.\n", b"\n---\na: 1\n---\n", b" ---\na: 1\n---\n", b"----\na: 1\n---\n"]
)
def test_a_record_without_a_header_on_its_first_line_is_refused(tmp_path: Path, data: bytes) -> None:
    assert refused(tmp_path, data).rule == "entete-absent"


def test_a_header_that_is_never_closed_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, b"---\na: 1\n\nCorps.\n").rule == "entete-ouvert"


def test_a_file_that_is_not_utf_8_says_where(tmp_path: Path) -> None:
    found = refused(tmp_path, "---\ntitre: Été\n---\n".encode("latin-1"))
    assert str(found.place) == "fiche.md:2:8"
    assert found.message == "Ce fichier n'est pas enregistré en UTF-8 : un signe de la ligne 2 ne se lit pas."


def test_the_longest_header_allowed_is_read_and_one_byte_more_is_refused(tmp_path: Path) -> None:
    longest = b"a: " + b"x" * (MAX_FRONT_MATTER - 3)
    assert len(read(tmp_path, b"---\n" + longest + b"\n---\n").front.text("a")) == MAX_FRONT_MATTER - 3
    assert refused(tmp_path, b"---\n" + longest + b"x\n---\n").rule == "entete-trop-long"


def test_a_fifty_megabyte_record_is_refused_without_being_read(tmp_path: Path) -> None:
    with (tmp_path / "gros.md").open("wb") as file:
        file.truncate(50 * MAX_RECORD)
    source, (found,) = read_source(tmp_path, "gros.md")
    assert source is None
    assert found.message == "Cette fiche pèse 50 Mio, et une fiche ne dépasse pas 1 Mio."


def test_a_file_that_is_gone_is_a_finding(tmp_path: Path) -> None:
    source, (found,) = read_source(tmp_path, "parti.md")
    assert source is None
    assert found.message == "Ce fichier ne peut pas être lu : il n'existe pas."


def test_a_deep_header_in_a_whole_record_is_a_finding(tmp_path: Path) -> None:
    found = refused(tmp_path, b"---\na: " + b"[" * 50_000 + b"\n---\n")
    assert (found.rule, found.line) == ("entete-trop-profond", 2)
