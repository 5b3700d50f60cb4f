"""A book is written as it was meant: text as text, days as days, headers that filter, the same bytes each time."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from classeur.sheets import writing
from classeur.sheets.book import Book, Column, Sheet, Value
from classeur.sheets.writing import as_xlsx

DAY = dt.date(2026, 11, 21)
COLUMNS = (Column("Quoi", 30), Column("Quand", 12))


def book(*rows: tuple[Value, ...], title: str = "Plan", columns: tuple[Column, ...] = COLUMNS) -> Book:
    return Book("Le plan & la suite", "Centre d'essai", DAY, (Sheet(title, columns, rows),))


def read(raw: bytes) -> Workbook:
    return load_workbook(io.BytesIO(raw))


def first(raw: bytes) -> Worksheet:
    page = read(raw).worksheets[0]
    assert isinstance(page, Worksheet)
    return page


def parts(raw: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


@pytest.mark.parametrize(
    "text", ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "{=1}", "https://lieu.example", "0042", "1"]
)
def test_what_people_typed_stays_text_and_reads_as_they_typed_it(text: str) -> None:
    raw = as_xlsx(book((text, None)))
    cell = first(raw)["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert "<f>" not in "".join(parts(raw).values())
    assert not any("externalLink" in name or "hyperlink" in content for name, content in parts(raw).items())


@pytest.mark.parametrize(
    ("text", "marked"), [("=1+1", True), ("+33", True), ("-2", True), ("@a", True), ("a=1", False)]
)
def test_a_text_that_looks_like_a_formula_stays_one_when_its_cell_is_edited(text: str, marked: bool) -> None:  # noqa: FBT001
    assert bool(first(as_xlsx(book((text, None))))["A2"].quotePrefix) is marked


def test_days_are_days_and_numbers_are_numbers() -> None:
    page = first(as_xlsx(book((3, dt.date(2026, 2, 28)), (2.5, dt.date(1899, 12, 31)), (10**16, None))))
    assert page["B2"].value == dt.datetime(2026, 2, 28)  # noqa: DTZ001
    assert page["B2"].number_format == "dd/mm/yyyy"
    assert (page["A2"].value, page["A3"].value, page["B3"].value) == (3, 2.5, "1899-12-31")
    assert page["A4"].value == "10000000000000000"


def test_the_header_stays_in_sight_filters_and_is_printed_on_each_page() -> None:
    page = first(as_xlsx(book(("a", DAY))))
    assert page.freeze_panes == "B2"
    assert (page.print_title_rows, page.print_title_cols) == ("$1:$1", "$A:$A")
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (None, 0)
    (table,) = page.tables.values()
    assert (table.ref, table.headerRowCount) == ("A1:B2", 1)
    assert table.autoFilter is not None
    assert [page["A1"].value, page["B1"].value] == ["Quoi", "Quand"]
    assert page.column_dimensions["A"].width == pytest.approx(30, abs=1)


def test_a_wide_sheet_is_printed_on_several_pages_that_repeat_what_each_row_is_about() -> None:
    """Fitted into one, eighteen columns would be two millimetres high."""
    columns = tuple(Column(f"C{number}", 50) for number in range(6))
    sheet = Sheet("Large", columns, (("a",) * 6,), lead=2)
    page = first(as_xlsx(Book("T", "A", DAY, (sheet,))))
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (2, 0)
    assert (page.print_title_cols, page.freeze_panes) == ("$A:$B", "C2")


def test_the_file_says_its_title_its_language_and_the_day_it_tells_of() -> None:
    properties = read(as_xlsx(book())).properties
    assert (properties.title, properties.creator) == ("Le plan & la suite", "Centre d'essai")
    assert properties.language == "fr-FR"
    assert properties.created == dt.datetime(2026, 11, 21)  # noqa: DTZ001


def test_the_same_book_gives_the_same_bytes() -> None:
    rows: tuple[tuple[Value, ...], ...] = (("Élan", DAY), ("=1", 4))
    assert as_xlsx(book(*rows)) == as_xlsx(book(*rows))


def test_a_book_without_rows_says_so_and_opens() -> None:
    assert first(as_xlsx(book()))["A2"].value == "Rien à cette date."


def test_names_of_tabs_are_short_plain_and_never_alike() -> None:
    titles = (
        "Sessions [2026] : pièces/apprenants et tout",
        "sessions 2026   pièces apprenants et",
        "a b",
        "a-b",
        "History",
        "'",
        "'",
    )
    sheets = tuple(Sheet(title, COLUMNS, ()) for title in titles)
    names = read(as_xlsx(Book("T", "A", DAY, sheets, ("Une note.",)))).sheetnames
    assert len({name.casefold() for name in names}) == 8
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert "History" not in names
    assert names[-1] == "À lire"


def test_a_cell_too_long_for_the_format_says_that_it_is_cut() -> None:
    value = first(as_xlsx(book(("a" * 40_000, None))))["A2"].value
    assert isinstance(value, str)
    assert len(value) == writing.LONGEST
    assert value.endswith("[…] (texte coupé : la fiche l’a en entier)")


def test_rows_beyond_what_a_program_opens_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_ROWS", 2)
    page = first(as_xlsx(book(*(("a", None),) * 5)))
    assert page["A5"].value == (
        "Ce tableau s’arrête ici : 3 lignes de plus n’y tiennent pas. Les pages du classeur les ont toutes."
    )
    assert page.tables["t0_Plan"].ref == "A1:B3"


def test_signs_that_no_file_can_hold_are_left_out() -> None:
    assert first(as_xlsx(book(("a\x00b\ufffec\x1bd\r\ne", None))))["A2"].value == "abcd\ne"


def test_words_to_choose_from_are_offered_in_their_column() -> None:
    page = first(as_xlsx(book(("a", None), columns=(COLUMNS[0], Column("État", 12, ("à faire", "faite"))))))
    (choices,) = page.data_validations.dataValidation
    assert (str(choices.sqref), choices.formula1) == ("B2", '"à faire,faite"')


def test_words_that_a_list_of_choices_cannot_hold_are_not_offered_at_all() -> None:
    """The format parts choices by commas: two halves of a word would be offered."""
    columns = (Column("A", 12, ("en salle, à Niort", "à distance")), Column("B", 12, ("x" * 300,)))
    assert first(as_xlsx(book(("a", None), columns=columns))).data_validations.dataValidation == []


def test_two_headers_alike_are_told_apart() -> None:
    page = first(as_xlsx(book(("a", "b"), columns=(Column("Date"), Column("date")))))
    assert [page["A1"].value, page["B1"].value] == ["Date", "date 2"]
