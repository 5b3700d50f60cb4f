"""The size of a picture, told from its first bytes."""

from __future__ import annotations

import struct
import zlib
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


@pytest.mark.parametrize(("side", "size"), [(12_000, (12_000, 12_000)), (60_000, ())])
def test_of_a_picture_larger_than_anybody_can_show(tmp_path: Path, side: int, size: tuple[int, ...]) -> None:
    Image.new("1", (1, 1)).save(tmp_path / "logo.png")
    head = b"IHDR" + struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    written = (tmp_path / "logo.png").read_bytes()
    (tmp_path / "logo.png").write_bytes(written[:12] + head + struct.pack(">I", zlib.crc32(head)) + written[33:])
    assert picture_size(tmp_path / "logo.png") == size
