"""The size of a picture, told from its first bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from classeur.render.pictures import picture_size


@pytest.mark.parametrize(
    ("written", "size"),
    [
        ('<?xml version="1.0"?><!-- x --><svg xmlns="a" viewBox="0 0 64 56.4"/>', (64, 56)),
        ("<svg viewBox='-1,-1,0.2,10'/>", (1, 10)),
        ('<svg viewBox="0 0 1.2.3 4"/>', (1, 4)),
        ('<svg width="10"/>', ()),
        ("", ()),
    ],
)
def test_of_a_drawing(tmp_path: Path, written: str, size: tuple[int, ...]) -> None:
    path = tmp_path / "logo.svg"
    path.write_text(written, encoding="utf-8")
    assert picture_size(path) == size


def test_of_a_photograph_and_of_what_is_none(tmp_path: Path) -> None:
    Image.new("RGB", (30, 20)).save(tmp_path / "logo.png")
    (tmp_path / "abime.png").write_bytes(b"\x89PNG\r\n")
    assert picture_size(tmp_path / "logo.png") == (30, 20)
    assert picture_size(tmp_path / "abime.png") == ()
