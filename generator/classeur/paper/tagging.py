"""What ISO 14289-1 (PDF/UA-1) asks of a PDF and WeasyPrint leaves out, added before the file is closed."""

from __future__ import annotations

from typing import Any


def completed(_document: object, pdf: Any) -> None:  # noqa: ANN401 - a pydyf.PDF, which has no types
    """Say of each header of a table whether it heads its row or its column (ISO 14289-1, 7.5).

    WeasyPrint gives cells the ids of their headers; many readers look at `Scope` alone.
    """
    for element in pdf.objects:
        if isinstance(element, dict) and element.get("S") == "/TH":
            element["A"]["Scope"] = "/Row" if _heads_its_row(element, pdf) else "/Column"


def _heads_its_row(cell: Any, pdf: Any) -> bool:  # noqa: ANN401
    """Whether the row of a header has cells that are none: a row of headers alone heads columns."""
    row = _behind(cell["P"], pdf)
    return any(_behind(kid, pdf).get("S") == "/TD" for kid in row["K"])


def _behind(reference: Any, pdf: Any) -> Any:  # noqa: ANN401
    number = int(str(reference.decode() if isinstance(reference, bytes) else reference).split()[0])
    return pdf.objects[number]
