"""Small pictures of attachments: made once for the same bytes, the same everywhere, shown to the team alone."""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from classeur import thumbnails
from classeur.editions import Edition
from classeur.pages.composing import compose
from classeur.pages.files import weight
from classeur.portal import assess, build, read_project
from classeur.read.attachments import Attachment, read_attachments
from classeur.thumbnails import FOLDER, Thumbnail, make_thumbnails, shown_small
from tests.conftest import DAY
from tests.small_tree import PDF, plant, project, session


def picture(size: tuple[int, int], form: str = "PNG", mode: str = "RGB", *, turned: bool = False) -> bytes:
    image, out = Image.new(mode, size), io.BytesIO()
    exif = Image.Exif()
    if turned:
        exif[0x0112] = 6
    image.save(out, form, exif=exif) if turned else image.save(out, form)
    return out.getvalue()


def tall_pdf(width: float, height: float) -> bytes:
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(width, height)
    writer.write(out)
    return out.getvalue()


def made(root: Path, name: str, data: bytes) -> Thumbnail | None:
    files, found = read_attachments(plant(root, {name: data}), [name])
    assert found == ()
    return make_thumbnails(root, files.values()).get(files[name].sha256)


@pytest.mark.parametrize(
    ("name", "data", "size"),
    [
        ("a.pdf", PDF.encode(), (160, 227)),
        ("a.pdf", tall_pdf(842, 595), (160, 114)),
        ("a.pdf", tall_pdf(100, 10_000), (3, 240)),
        ("a.png", picture((640, 480)), (160, 120)),
        ("a.png", picture((640, 480), mode="RGBA"), (160, 120)),
        ("a.gif", picture((640, 480), "GIF", "P"), (160, 120)),
        ("a.jpg", picture((640, 480), "JPEG", "CMYK"), (160, 120)),
        ("a.jpg", picture((480, 320), "JPEG", turned=True), (160, 240)),
        ("a.png", picture((10, 10)), (10, 10)),
    ],
)
def test_a_picture_is_as_wide_as_it_may_be(tmp_path: Path, name: str, data: bytes, size: tuple[int, int]) -> None:
    found = made(tmp_path, name, data)
    assert found
    assert (found.width, found.height) == size
    with Image.open(tmp_path / FOLDER / found.name) as image:
        assert (image.format, image.size) == ("WEBP", size)
    assert found.name == f"{hashlib.sha256(data).hexdigest()}-{size[0]}x{size[1]}.webp"


def test_the_same_bytes_give_the_same_picture(tmp_path: Path) -> None:
    one, two = made(tmp_path / "a", "a.pdf", PDF.encode()), made(tmp_path / "b", "b.pdf", PDF.encode())
    assert one
    assert one == two
    assert (tmp_path / "a" / FOLDER / one.name).read_bytes() == (tmp_path / "b" / FOLDER / one.name).read_bytes()


def test_no_picture_is_made_twice_nor_tried_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = plant(tmp_path, {"a.pdf": PDF, "b.png": b"\x89PNG\r\n\x1a\n"})
    files, _ = read_attachments(root, ["a.pdf", "b.png"])
    first = make_thumbnails(root, files.values())
    assert list(first) == [files["a.pdf"].sha256]
    monkeypatch.setattr(thumbnails, "_make", lambda *_: pytest.fail("made again"))
    assert make_thumbnails(root, files.values()) == first


def test_a_picture_too_large_to_be_honest_has_none_and_warns_nobody(tmp_path: Path) -> None:
    header = picture((1, 1))
    bomb = header[:16] + (200_000).to_bytes(4, "big") * 2 + header[24:]
    assert made(tmp_path, "a.png", bomb) is None


def test_a_small_file_that_unpacks_to_gigabytes_has_none(tmp_path: Path) -> None:
    flat = picture((7_100, 7_100), mode="1")
    assert len(flat) < 100_000
    assert made(tmp_path, "a.png", flat) is None


def test_a_photograph_of_any_size_has_one(tmp_path: Path) -> None:
    found = made(tmp_path, "a.jpg", picture((10_000, 5_100), "JPEG", "L"))
    assert found
    assert (found.width, found.height) == (160, 82)


def test_a_picture_whose_parts_are_missing_has_none(tmp_path: Path) -> None:
    assert made(tmp_path, "a.avif", picture((60, 40), "AVIF").replace(b"iloc", b"xxxx")) is None


def test_a_pdf_that_no_longer_opens_has_none(tmp_path: Path) -> None:
    root = plant(tmp_path, {"a.pdf": PDF[:40]})
    file = Attachment("a.pdf", 40, "0" * 64, "pdf", 1)
    assert make_thumbnails(root, [file]) == {}


def test_what_nobody_wants_any_more_is_removed(tmp_path: Path) -> None:
    assert made(tmp_path, "a.pdf", PDF.encode())
    plant(tmp_path, {f"{FOLDER}/reste.nouveau": b"x"})
    assert make_thumbnails(tmp_path, []) == {}
    assert list((tmp_path / FOLDER).iterdir()) == []


RECORD = (
    "---\ntitre: Fournil\nrole: cliente\npieces:\n"
    "  - {nature: devis, date: 2026-02-03, fichier: devis.pdf, nominative: non}\n"
    "  - {nature: autre, fichier: plan.png}\n  - {nature: facture, fichier: facture.pdf}\n---\n"
)
TREE: dict[str, str | bytes] = {
    "evidence/sessions/s-2026-01.md": session(),
    "evidence/sessions/s-2026-01/convention--B-1.pdf": PDF,
    "evidence/entreprises/soc-01.md": RECORD,
    "evidence/entreprises/devis.pdf": PDF + "% devis\n" * 2000,
    "evidence/entreprises/plan.png": picture((640, 480)),
    "evidence/entreprises/facture.pdf": b"",
}


def test_pages_of_records_show_them_and_those_of_sessions_do_not(tmp_path: Path) -> None:
    reading = read_project(project(tmp_path, TREE))
    wanted = shown_small(reading.library)
    assert [file.path.rpartition("/")[2] for file in wanted] == ["plan.png", "devis.pdf"]
    site = compose(assess(reading, DAY), Edition.TEAM, make_thumbnails(tmp_path, wanted))
    pages = {page.address: page.content for page in site.pages}
    shown = re.findall(r"<img [^>]*>", pages["fiches/entreprise/soc-01"])
    assert len(shown) == 2
    for image in shown:
        source = re.search(r'src="\.\./\.\./(vignettes/[0-9a-f]{64}-160x(?:227|120)\.webp)"', image)
        assert source
        assert source[1] in {asset.address for asset in site.assets}
        assert re.search(r'alt="Aperçu de (?:la première page|l’image) :" width="160" height="(?:227|120)"', image)
        assert 'loading="lazy"' in image
    assert not any("<img" in content for address, content in pages.items() if address != "fiches/entreprise/soc-01")


def test_pieces_are_listed_with_weight_pages_and_what_closes_them(tmp_path: Path) -> None:
    site = compose(assess(read_project(project(tmp_path, TREE)), DAY), Edition.TEAM)
    pages = {page.address: page.content for page in site.pages}
    assert "<small>16 Ko, 1 page</small>" in pages["fiches/entreprise/soc-01"]
    assert "fichier vide</span>" in pages["fiches/entreprise/soc-01"]
    assert "1 page</small>" in pages["personnes/b-1"]


def test_only_the_team_has_pictures(tmp_path: Path) -> None:
    root = project(tmp_path, TREE)
    built = build(root, DAY, None, (Edition.AUDITOR, Edition.PUBLIC), papers=False)
    assert len(built.published) == 2, built.findings
    assert not (root / FOLDER).exists()
    assert build(root, DAY, None, (Edition.TEAM,)).published
    assert len(list((root / "site/equipe/vignettes").iterdir())) == 2


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 octet"), (1, "1 octet"), (999, "999 octets"), (1000, "1 Ko"), (1540, "1,5 Ko"), (84_200, "84 Ko"),
        (999_400, "999 Ko"), (999_600, "1 Mo"), (1_250_000, "1,2 Mo"), (45_000_000, "45 Mo"),
    ],
)  # fmt: skip
def test_a_weight_is_said_as_people_read_it(size: int, words: str) -> None:
    assert weight(size) == words
