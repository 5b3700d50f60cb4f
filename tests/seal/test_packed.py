"""What a PDF packs is read as pages, never letter by letter: three letters turn up in any packed bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import pypdf
import pytest
from pypdf.annotations import FreeText
from pypdf.errors import DependencyError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, RectangleObject, StreamObject, TextStringObject

from classeur.seal import office, packed
from classeur.seal.reading import texts_of


def test_packed_bytes_are_no_words_and_unpacked_ones_are(tmp_path: Path) -> None:
    def streams(filtered: str) -> str:
        file = tmp_path / "a.pdf"
        file.write_bytes(
            f"%PDF-1.4\n1 0 obj<<{filtered}/Length 7>>\nstream\n# Roy #\nendstream\nendobj\n% Moinard\n".encode()
        )
        return " ".join(texts_of(file, "a.pdf").texts)

    assert "Roy" not in streams("/Filter/FlateDecode")
    assert "Moinard" in streams("/Filter/FlateDecode")
    assert "Roy" in streams("")


def test_what_a_form_was_filled_with_and_remarks_are_read(tmp_path: Path) -> None:
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    field = {"/Type": NameObject("/Annot"), "/Subtype": NameObject("/Widget"), "/V": TextStringObject("Hélène Moinard")}
    writer.add_annotation(0, DictionaryObject({NameObject(key): value for key, value in field.items()}))
    writer.add_annotation(0, FreeText(text="Appeler Roy", rect=(0, 0, 90, 20)))
    writer.compress_identical_objects()
    writer.write(out)
    (tmp_path / "a.pdf").write_bytes(out.getvalue())
    said = list(texts_of(tmp_path / "a.pdf", "a.pdf").texts)
    assert {"Hélène Moinard", "Appeler Roy"} <= set(said)


def test_what_a_field_of_several_boxes_holds_bookmarks_and_files_inside_are_read(tmp_path: Path) -> None:
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    page = writer.add_blank_page(200, 200)
    filled = {"/T": TextStringObject("nom"), "/FT": NameObject("/Tx"), "/V": TextStringObject("Hélène Moinard")}
    field = writer._add_object(named(filled))
    box = {"/Type": NameObject("/Annot"), "/Subtype": NameObject("/Widget"), "/Parent": field}
    writer.add_annotation(0, named({**box, "/Rect": RectangleObject((0, 0, 9, 9))}))
    cast("DictionaryObject", field.get_object())[NameObject("/Kids")] = cast("ArrayObject", page["/Annots"])
    writer.root_object[NameObject("/AcroForm")] = named({"/Fields": ArrayObject([field])})
    writer.add_outline_item(title="CV de Roy", page_number=0)
    writer.add_attachment("liste-grimault.txt", "Élodie Vatelot".encode())
    writer.add_attachment("dedans.pdf", words_as_pdf("Lucie Bouquin"))
    writer.write(out)
    (tmp_path / "a.pdf").write_bytes(out.getvalue())
    said = texts_of(tmp_path / "a.pdf", "a.pdf")
    words = list(said.texts)
    assert {"Hélène Moinard", "CV de Roy", "liste-grimault.txt", "Élodie Vatelot", "Lucie Bouquin"} <= set(words)
    assert said.whole


def words_as_pdf(*lines: str) -> bytes:
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    page = writer.add_blank_page(200, 200)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    fonts = {"/Font": {"/F1": {key: NameObject(value) for key, value in font.items()}}}
    page[NameObject("/Resources")] = named(fonts)
    text = StreamObject()
    text.set_data(f"BT /F1 9 Tf 14 TL 9 180 Td {' '.join(f'({line}) Tj T*' for line in lines)} ET".encode())
    page[NameObject("/Contents")] = writer._add_object(text)
    writer.write(out)
    return out.getvalue()


def named(values: Mapping[str, Any]) -> DictionaryObject:
    return DictionaryObject(
        {NameObject(key): named(value) if isinstance(value, Mapping) else value for key, value in values.items()}
    )


def test_a_word_that_the_end_of_a_line_cuts_is_read_in_both_ways(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(words_as_pdf("Appeler Moi-", "nard pour al-2026-", "03-02"))
    said = " ".join(texts_of(tmp_path / "a.pdf", "a.pdf").texts)
    assert "Moinard" in said
    assert "al-2026-03-02" in said


def test_a_large_scan_is_read_as_fast_as_it_is_loaded() -> None:
    """Its pictures are not looked into: no step for each of their bytes."""
    stream = b"1 0 obj<</Filter/DCTDecode>>stream\n" + bytes(range(1, 256)) * 40_000 + b"\nendstream endobj\n"
    assert packed.unpacked_only(stream * 4) == b" ".join([stream[:28], *[stream[-17:] + stream[:28]] * 3, stream[-17:]])


def test_what_swells_is_told_to_be_read_in_part(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as document:
        document.writestr("word/document.xml", bytes(office._LARGEST + 1))
    assert not texts_of(tmp_path / "a.docx", "a.docx").whole


def test_a_pdf_that_is_closed_to_changes_is_read_by_who_opens_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """pypdf asks for another library to open it: a certificate that everybody can read must not stop a site."""
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": "Hélène Moinard"})
    writer.write(out)

    def refuse(_: object) -> object:
        raise DependencyError

    monkeypatch.setattr(pypdf, "PdfReader", refuse)
    said = packed.said_in_pdf(out.getvalue())
    assert said.whole
    assert "Hélène Moinard" in said.texts
