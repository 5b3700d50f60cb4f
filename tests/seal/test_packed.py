"""What a PDF packs is read as pages, never letter by letter: three letters turn up in any packed bytes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pypdf
from pypdf.annotations import FreeText
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from classeur.seal import office
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


def test_what_swells_is_told_to_be_read_in_part(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as document:
        document.writestr("word/document.xml", bytes(office._LARGEST + 1))
    assert not texts_of(tmp_path / "a.docx", "a.docx").whole
