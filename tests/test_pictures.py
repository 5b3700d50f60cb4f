"""Pictures of the public site: what shows passes, what would hang who reads is refused before it is drawn."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from classeur import pictures
from classeur.portal import read_project
from tests.small_tree import project

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'

GOLDEN = '<path d="M0 0h9" fill="url(#or)"/>'


def told(root: Path, name: str, data: str | bytes) -> list[str]:
    page = f"---\ngenre: page\ntitre: Boutique\nrevu_le: 2026-06-30\n---\n\n![La façade]({name})\n"
    reading = read_project(project(root, {"content/boutique.md": page, f"content/{name}": data}))
    return [found.rule for found in reading.findings]


def picture(width: int, height: int, form: str) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((width, height), 200).save(out, form)
    return out.getvalue()


def chain(reference: str) -> str:
    """Ten parts, each drawing the one before ten times."""
    parts = (f'<g id="a{n}">{reference.format(n - 1) * 10}</g>' for n in range(1, 11))
    return f'{HEAD}<path id="a0" d="M0 0h9"/>{"".join(parts)}</svg>'


@pytest.mark.parametrize(
    "drawing",
    [
        chain('<use xlink:href="#a{}"/>'),
        chain('<path d="M0 0h9" fill="url(#a{})"/>'),
        chain('<path d="M0 0h9" style="marker-mid:url(\'#a{}\')"/>'),
        f'{HEAD}<g id="a"><use href="#a"/></g></svg>',
        f'{HEAD}<g id="a"><use xlink:href=" #a"/></g></svg>',
        f'{HEAD}<g id="a"><rect fill="url(#a)"/></g></svg>',
        f"{HEAD}{'<g>' * 20_000}{'</g>' * 20_000}</svg>",
        f"{HEAD}<!--{' ' * pictures._LARGEST_DRAWING}--></svg>",
    ],
)
def test_a_drawing_that_draws_itself_again_and_again_is_refused(tmp_path: Path, drawing: str) -> None:
    assert told(tmp_path, "facade.svg", drawing) == ["image-illisible"]


@pytest.mark.parametrize(
    "drawing",
    [
        f'{HEAD}<radialGradient id="or"><stop/><stop/></radialGradient>{GOLDEN * 500}</svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" id="haut"><a href="#haut"><text>Plan</text></a></svg>',
        f"{HEAD}{'<g>' * 50}{'</g>' * 50}</svg>",
        f'{HEAD}<g id="fade"><rect fill="#fade"/><animate href="#fade" attributeName="opacity"/></g></svg>',
    ],
)
def test_an_honest_drawing_passes(tmp_path: Path, drawing: str) -> None:
    assert told(tmp_path, "facade.svg", drawing) == []


@pytest.mark.parametrize(
    ("name", "data", "rules"),
    [
        ("facade.webp", picture(300, 200, "WEBP"), []),
        ("facade.png", picture(500, 400, "PNG"), ["image-lourde"]),
        ("facade.jpg", picture(300, 200, "JPEG")[:-3000], ["image-illisible"]),
    ],
)
def test_a_photograph_is_opened_and_weighed(tmp_path: Path, name: str, data: bytes, rules: list[str]) -> None:
    assert told(tmp_path, name, data) == rules


def test_a_picture_is_opened_once_for_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = picture(300, 200, "JPEG")
    assert told(tmp_path, "facade.jpg", shown) == []
    monkeypatch.delattr(pictures, "ask")
    assert told(tmp_path, "facade.jpg", shown) == []
    monkeypatch.undo()
    assert told(tmp_path, "facade.jpg", shown[:-3000]) == ["image-illisible"]
