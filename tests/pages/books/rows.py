"""Rows of a sheet by the labels of its columns, for tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from classeur.sheets.book import Sheet, Value


def rows_of(sheet: Sheet) -> Iterator[Mapping[str, Value]]:
    """Each row, by label."""
    labels = [column.label for column in sheet.columns]
    for row in sheet.rows:
        yield dict(zip(labels, row, strict=True))


def row_of(sheet: Sheet, first: Value) -> Mapping[str, Value]:
    """The row whose first cell says this."""
    return next(row for row, values in zip(rows_of(sheet), sheet.rows, strict=True) if values[0] == first)
