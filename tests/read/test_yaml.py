"""Front matter read as text with exact places, and what people may not write refused."""

from __future__ import annotations

import pytest

from classeur.finding import Finding
from classeur.read.nodes import Mapping, Scalar, Sequence
from classeur.read.yaml import MAX_DEPTH, parse


def read(text: str) -> Mapping:
    front, problems = parse(text, "fiche.md")
    assert front is not None, problems
    assert problems == ()
    return front


def refused(text: str) -> Finding:
    front, problems = parse(text, "fiche.md", first_line=2)
    assert front is None
    assert len(problems) == 1
    return problems[0]


@pytest.mark.parametrize(
    "text",
    ["non", "oui", "no", "yes", "on", "true", "null", "~", "007", "1.10", "9h30", "10:30", "1e3", "0x1F", "0o17",
     "2026-11-21", "2026-02-30", "1_000", ".inf", "12:30:45", "=", "+33 6"],
)  # fmt: skip
def test_no_value_is_turned_into_something_else(text: str) -> None:
    assert read(f"champ: {text}").text("champ") == text


def test_an_empty_value_is_an_empty_text_and_an_empty_header_an_empty_mapping() -> None:
    assert read("champ:").get("champ") == Scalar("", 1, 7)
    assert read("").entries == ()
    assert read("# rien\n").entries == ()


def test_columns_count_letters_even_after_accents() -> None:
    front = read("prénom: é, à   # note\nthèmes: [été, noël]\n")
    assert front.get("prénom") == Scalar("é, à", 1, 9)
    themes = front.get("thèmes")
    assert isinstance(themes, Sequence)
    assert [(item.text, item.line, item.column) for item in themes.items if isinstance(item, Scalar)] == [
        ("été", 2, 10),
        ("noël", 2, 15),
    ]


def test_columns_count_a_sign_outside_the_basic_plane_as_one() -> None:
    themes = read("a: [😀, b]").get("a")
    assert isinstance(themes, Sequence)
    assert [item.column for item in themes.items] == [5, 8]


def test_lines_start_where_the_file_says() -> None:
    front, _ = parse("a: 1\nb: 2", "fiche.md", first_line=2)
    assert front is not None
    assert front.get("b") == Scalar("2", 3, 4)


def test_quotes_are_remembered_for_underlining() -> None:
    assert read('a: "x"').get("a") == Scalar("x", 1, 4, quoted=True)


def test_rows_keep_the_place_of_each_key() -> None:
    rows = read("lignes:\n  - quand: 9h\n    qui: moi\n").get("lignes")
    assert isinstance(rows, Sequence)
    row = rows.items[0]
    assert isinstance(row, Mapping)
    assert [(key.text, key.line, key.column, value) for key, value in row] == [
        ("quand", 2, 5, Scalar("9h", 2, 12)),
        ("qui", 3, 5, Scalar("moi", 3, 10)),
    ]


@pytest.mark.parametrize(
    ("text", "what", "line", "column"),
    [
        ("a: &nom x", "une ancre (« &nom »)", 2, 4),
        ("b: 1\na: *nom", "un renvoi (« *nom »)", 3, 4),
        ("a: !!str x", "une étiquette de type (« !nom »)", 2, 4),
        ("a: !python/object:os.system x", "une étiquette de type (« !nom »)", 2, 4),
        ("a: !!binary aGVsbG8=", "une étiquette de type (« !nom »)", 2, 4),
        ("<<: {a: b}", "une fusion (« << »)", 2, 1),
        ("<<: *base", "un renvoi (« *nom »)", 2, 5),
        ("%YAML 1.2\n---\na: 1", "une directive (« %YAML »)", 2, 1),
        ("a: 1\n---\nb: 2", "un second document (« --- »)", 3, 1),
        ("[a, b]: c", "une liste comme nom de champ", 2, 1),
    ],
)
def test_what_hides_a_value_is_refused_where_it_stands(text: str, what: str, line: int, column: int) -> None:
    found = refused(text)
    assert found.rule == "yaml-interdit"
    assert found.message == f"L'en-tête n'accepte pas {what}."
    assert (found.line, found.column) == (line, column)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_fifty_thousand_levels_do_not_crash(opening: str) -> None:
    found = refused("a:\n  " + opening * 50_000)
    assert found.rule == "entete-trop-profond"
    assert found.message == "L'en-tête imbrique plus de 20 niveaux de listes."


def test_the_deepest_level_allowed_is_read() -> None:
    inner = MAX_DEPTH - 1
    assert read("a: " + "[" * inner + "x" + "]" * inner).get("a") is not None
    assert refused("a: " + "[" * MAX_DEPTH + "x" + "]" * MAX_DEPTH).rule == "entete-trop-profond"


def test_a_key_written_twice_is_told_with_its_first_line_and_the_first_value_stays() -> None:
    front, problems = parse("titre: un\ndate: 2026-01-01\ntitre: deux\n", "fiche.md", first_line=2)
    assert front is not None
    assert front.text("titre") == "un"
    assert [(p.rule, p.line, p.column, p.message) for p in problems] == [
        ("cle-double", 4, 1, "Le champ « titre » est écrit deux fois ; la première fois ligne 2.")
    ]
    assert problems[0].place.length == len("titre")


def test_a_key_written_twice_in_a_row_is_told_as_well() -> None:
    _, problems = parse("rows:\n  - {a: 1, a: 2}\n", "fiche.md")
    assert [(p.rule, p.line, p.column) for p in problems] == [("cle-double", 2, 12)]


@pytest.mark.parametrize("text", ["une phrase", "- a\n- b", "[a]"])
def test_a_header_that_is_no_mapping_is_refused(text: str) -> None:
    assert refused(text).rule == "yaml-liste"


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("titre: Réclamation : retard", 'titre: "Réclamation : retard"'),
        ('titre: Il dit "oui" : bien', "titre: 'Il dit \"oui\" : bien'"),
        ("a: 1\n  - titre: x : y", None),
    ],
)
def test_a_colon_inside_a_value_is_told_with_the_line_repaired(text: str, repaired: str | None) -> None:
    found = refused(text)
    if repaired is None:
        assert found.rule in ("yaml-invalide", "yaml-deux-points")
        return
    assert found.rule == "yaml-deux-points"
    assert found.remedy == f"Mettez la valeur entre guillemets : {repaired}"
    assert read(repaired).text("titre") == text.partition(": ")[2]


def test_an_invisible_sign_is_told_on_its_line() -> None:
    found = refused("a: 1\nb: x\x07y\n")
    assert (found.rule, found.line, found.column) == ("yaml-invisible", 3, 5)
    assert found.message == "Un caractère invisible (U+0007) s'est glissé ici, souvent par un copier-coller."


@pytest.mark.parametrize("text", ["a: x\n--\nb: y", "a:\n  -\n  --\nb: c", "- -\nb"])
def test_a_line_of_dashes_alone_is_told(text: str) -> None:
    front, problems = parse(text, "x.md")
    assert front is None
    assert [found.rule for found in problems] == ["yaml-invalide"]
