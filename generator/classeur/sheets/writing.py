"""A book as the bytes of an XLSX file that opens, filters, prints and reads aloud well."""

from __future__ import annotations

import datetime as dt
import functools
import io
import math
import re
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from classeur.dates import in_french
from classeur.sheets.book import Book, Column, Sheet, Value
from classeur.shipped import shipped_data

MOST_ROWS = 50_000
"""Rows of a sheet: what office computers open and filter without waiting."""
LONGEST = 32_767
"""Signs of a cell, by the format itself."""
_A4 = 9
_ACROSS = 240
"""Signs across a printed page, small but readable: a wider sheet takes several."""
_LARGEST_NUMBER = 10**15
"""Digits of a number that the format keeps: a longer one is an identifier, and stays text."""
_FIRST_YEAR = 1900
"""The calendar of the format starts there."""
_LONGEST_TITLE = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_NOT_IN_A_NAME = re.compile(r"\W")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\n")
"""What a spreadsheet program may take for the start of a formula when the cell is edited, copied or saved as text."""
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML can't hold: a file with one of them would not open."""
_CORE = "docProps/core.xml"
_LONGEST_CHOICES = 255
"""Signs of a list of choices, by the format itself."""


def as_xlsx(book: Book) -> bytes:
    """The bytes of `book`: the same for the same book."""
    raw = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(raw, options)
    created = dt.datetime.combine(book.day, dt.time(), tzinfo=dt.UTC)
    workbook.set_properties({"title": book.title, "author": book.author, "created": created.replace(tzinfo=None)})
    formats = _Formats(workbook)
    for sheet, title in zip(book.sheets, _titles(book), strict=False):
        _write(workbook.add_worksheet(title), sheet, book, formats)
    if book.notes:
        notes = Sheet(_words()["notes"], (Column(book.title, 110),), tuple((note,) for note in book.notes))
        _write(workbook.add_worksheet(_titles(book)[-1]), notes, book, formats)
    workbook.close()
    return _told_to_be_french(raw.getvalue())


@functools.cache
def _words() -> Mapping[str, str]:
    words: Mapping[str, str] = shipped_data("tableurs.yml")["commun"]
    return words


def _titles(book: Book) -> list[str]:
    """The names of the tabs: short enough, without forbidden signs, no two alike in any case."""
    taken: set[str] = set()
    found = []
    for title in (*(sheet.title for sheet in book.sheets), *((_words()["notes"],) if book.notes else ())):
        clean = _FORBIDDEN.sub(" ", title).strip(" '")[:_LONGEST_TITLE].rstrip(" '") or "1"
        name, number = clean, 1
        while name.casefold() in taken or name.casefold() == "history":
            number += 1
            name = f"{clean[: _LONGEST_TITLE - len(str(number)) - 1]} {number}"
        taken.add(name.casefold())
        found.append(name)
    return found


class _Formats:
    """How cells look: text at the top and wrapped; a text that looks like a formula is marked as text, as `'` does."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        cell: dict[str, Any] = {"valign": "top", "text_wrap": True}
        self.text: Format = workbook.add_format(cell)
        self.quoted: Format = workbook.add_format({**cell, "quote_prefix": True})
        self.day: Format = workbook.add_format({**cell, "num_format": "dd/mm/yyyy", "align": "left"})
        self.header: Format = workbook.add_format(
            {**cell, "bold": True, "bottom": 1, "bg_color": "#E8E8E8", "font_color": "#1A1A1A"}
        )


def _write(page: Worksheet, sheet: Sheet, book: Book, formats: _Formats) -> None:
    rows = sheet.rows[:MOST_ROWS]
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)
    for line, row in enumerate(rows, start=1):
        for number, value in enumerate(row):
            _write_cell(page, (line, number), value, formats)
    _as_table(page, sheet, len(rows), formats)
    if left := len(sheet.rows) - len(rows):
        page.write_string(len(rows) + 2, 0, _words()["coupe"].format(n=left))
    elif not rows:
        page.write_string(1, 0, _words()["rien"], formats.text)
    page.freeze_panes(1, sheet.lead if len(sheet.columns) > 1 else 0)
    page.repeat_rows(0)
    page.repeat_columns(0, sheet.lead - 1)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(-(-sum(column.width for column in sheet.columns) // _ACROSS), 0)
    page.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    foot = _words()["pied"].format(titre=book.title, jour=in_french(book.day)).replace("&", "&&")
    page.set_footer(f"&L&8 {_cut(foot, 200)}&R&8 {_words()['page']} &P {_words()['sur']} &N")


def _as_table(page: Worksheet, sheet: Sheet, count: int, formats: _Formats) -> None:
    """A table with a row of headers, which screen readers repeat, and which filters and sorts."""
    headers = [{"header": label, "header_format": formats.header} for label in _headers(sheet.columns)]
    last = max(count, 1)
    style = {"style": "Table Style Light 1", "banded_rows": True}
    name = {"name": _NOT_IN_A_NAME.sub("_", f"t{page.index}_{page.get_name()}")}
    page.add_table(0, 0, last, len(sheet.columns) - 1, {"columns": headers, "autofilter": True, **style, **name})
    for number, column in enumerate(sheet.columns):
        listed = ",".join(column.choices)
        if column.choices and len(listed) <= _LONGEST_CHOICES and listed.count(",") < len(column.choices):
            choices = {"validate": "list", "source": list(column.choices), "error_type": "information"}
            page.data_validation(1, number, last, number, choices)


def _headers(columns: Iterable[Column]) -> list[str]:
    """What the headers say; a table refuses two that are alike."""
    found: list[str] = []
    for column in columns:
        label, number = column.label, 1
        while label.casefold() in map(str.casefold, found):
            number += 1
            label = f"{column.label} {number}"
        found.append(label)
    return found


def _write_cell(page: Worksheet, at: tuple[int, int], value: Value, formats: _Formats) -> None:
    if value is None or value == "":
        page.write_blank(*at, None, formats.text)
    elif isinstance(value, dt.date) and value.year >= _FIRST_YEAR:
        page.write_datetime(*at, dt.datetime.combine(value, dt.time()), formats.day)
    elif isinstance(value, int | float) and math.isfinite(value) and abs(value) < _LARGEST_NUMBER:
        page.write_number(*at, value, formats.text)
    else:
        text = _cut(_UNWRITABLE.sub("", str(value)).replace("\r\n", "\n").replace("\r", "\n"), LONGEST)
        page.write_string(*at, text, formats.quoted if text.startswith(_DANGEROUS) else formats.text)


def _cut(text: str, limit: int) -> str:
    """A text that says so where it had to be cut."""
    said = _words()["texte-coupe"]
    return text if len(text) <= limit else f"{text[: limit - len(said)]}{said}"


def _told_to_be_french(raw: bytes) -> bytes:
    """The same file, whose properties say its language: a screen reader picks its voice by it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for item in read.infolist():
            data = read.read(item)
            if item.filename == _CORE:
                data = data.replace(b"</cp:coreProperties>", b"<dc:language>fr-FR</dc:language></cp:coreProperties>")
            written.writestr(item, data)
    return out.getvalue()
