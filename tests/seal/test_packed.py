"""What a PDF packs is read as pages, never letter by letter: three letters turn up in any packed bytes."""

from __future__ import annotations

from pathlib import Path

from classeur.seal.reading import texts_of


def test_packed_bytes_are_no_words_and_unpacked_ones_are(tmp_path: Path) -> None:
    def streams(filtered: str) -> str:
        file = tmp_path / "a.pdf"
        file.write_bytes(
            f"%PDF-1.4\n1 0 obj<<{filtered}/Length 7>>\nstream\n# Roy #\nendstream\nendobj\n% Moinard\n".encode()
        )
        return " ".join(texts_of(file, "a.pdf"))

    assert "Roy" not in streams("/Filter/FlateDecode")
    assert "Moinard" in streams("/Filter/FlateDecode")
    assert "Roy" in streams("")
