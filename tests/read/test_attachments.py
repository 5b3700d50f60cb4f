"""Attachments are read once, told for what they are, and remembered from one run to the next."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tracemalloc
import zipfile
from pathlib import Path

import pypdf
import pytest

from classeur.apart import StoppedError
from classeur.portal import assess, read_project
from classeur.read import attachments
from classeur.read.attachments import MEMORY, Attachment, Condition, opened, read_attachments
from tests.conftest import DAY
from tests.small_tree import PDF as PDF_TEXT
from tests.small_tree import plant, project, result_of, rule, session, told

PDF = PDF_TEXT.encode()
OLD = 1_700_000_000_000_000_000
"""A time of change long before that of any memory, in nanoseconds."""


def locked_today() -> bytes:
    """A PDF locked with AES, which the reader that says why a PDF is refused does not know."""
    lengths = {"U": 48, "O": 48, "UE": 32, "OE": 32, "Perms": 16}
    keys = "".join(f"/{name}<{'00' * length}>" for name, length in lengths.items())
    means = "/CF<</StdCF<</AuthEvent/DocOpen/CFM/AESV3/Length 32>>>>/StmF/StdCF/StrF/StdCF"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
        f"<</Filter/Standard/V 5/R 6/Length 256/P -1{keys}{means}>>",
    )
    text, table = "%PDF-1.7\n", "xref\n0 5\n0000000000 65535 f \n"
    for number, written in enumerate(objects, 1):
        table += f"{len(text):010d} 00000 n \n"
        text += f"{number} 0 obj\n{written}\nendobj\n"
    trailer = "trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\n"
    return f"{text}{table}{trailer}startxref\n{len(text)}\n%%EOF\n".encode()


def pdf(pages: int, password: str = "", owner: str = "") -> bytes:
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if password or owner:
        writer.encrypt(password, owner or None)
    writer.write(out)
    return out.getvalue()


def archive(*names: str, mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        if mimetype:
            made.writestr("mimetype", mimetype)
        for name in names:
            made.writestr(name, "x")
    return out.getvalue()


def one(root: Path, name: str, data: bytes) -> tuple[Attachment, list[str]]:
    files, found = read_attachments(plant(root, {name: data}), [name])
    return files[name], [problem.rule for problem in found]


LOCKED_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")
ODT = "application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    ("name", "data", "media", "pages"),
    [
        ("a.pdf", pdf(3), "pdf", 3),
        ("a.PDF", b"\n" + PDF, "pdf", 1),
        ("a.pdf", pdf(2, owner="patron"), "pdf", 2),
        ("a.jpg", b"\xff\xd8\xff\xe0", "jpeg", 0),
        ("a.jpeg", b"\xff\xd8\xff\xe0", "jpeg", 0),
        ("a.png", b"\x89PNG\r\n\x1a\n", "png", 0),
        ("a.webp", b"RIFF\0\0\0\0WEBPVP8 ", "webp", 0),
        ("a.heic", b"\0\0\0\x18ftypheic", "heic", 0),
        ("a.mp4", b"\0\0\0\x18ftypisom", "mp4", 0),
        ("a.docx", archive("[Content_Types].xml", "word/document.xml"), "docx", 0),
        ("a.xlsx", archive("[Content_Types].xml", "xl/workbook.xml"), "xlsx", 0),
        ("a.odt", archive(mimetype=ODT), "odt", 0),
        ("a.zip", archive("photo.jpg"), "zip", 0),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "ole", 0),
        ("a.txt", "Émargé à l'entrée.\r\n".encode("cp1252"), "texte", 0),
        ("a.csv", "code;heures\nB-1;7\n".encode("utf-16"), "texte", 0),
        ("a.xml", b"<?xml version='1.0'?><svg/>", "svg", 0),
        ("a.html", b"\xef\xbb\xbf<!DOCTYPE html><p>x", "html", 0),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "svg", 0),
        ("a.xyz", bytes(range(256)), "", 0),
        ("sans-extension", b"\x89PNG\r\n\x1a\n", "png", 0),
    ],
)
def test_a_file_is_known_by_its_bytes(tmp_path: Path, name: str, data: bytes, media: str, pages: int) -> None:
    found, problems = one(tmp_path, name, data)
    assert problems == []
    assert (found.media, found.pages, found.condition) == (media, pages, Condition.SOUND)
    assert (found.path, found.size, found.sha256) == (name, len(data), hashlib.sha256(data).hexdigest())


@pytest.mark.parametrize(
    ("name", "data", "rule_id", "condition"),
    [
        ("a.pdf", b"", "piece-vide", Condition.EMPTY),
        ("a.pdf", pdf(0), "piece-vide", Condition.EMPTY),
        ("a.pdf", pdf(1, "secret"), "piece-verrouillee", Condition.LOCKED),
        ("a.pdf", locked_today(), "piece-verrouillee", Condition.LOCKED),
        ("a.xlsx", LOCKED_OFFICE, "piece-verrouillee", Condition.LOCKED),
        ("a.pdf", PDF[:60], "piece-abimee", Condition.DAMAGED),
        ("a.docx", b"PK\3\4 rien", "piece-abimee", Condition.DAMAGED),
        ("a.pdf", b"\x89PNG\r\n\x1a\n", "piece-type", Condition.SOUND),
        ("a.docx", archive("xl/workbook.xml"), "piece-type", Condition.SOUND),
        ("a.jpg", bytes(range(256)), "piece-type", Condition.SOUND),
    ],
)
def test_what_shows_nothing_or_lies_about_itself_is_told(
    tmp_path: Path, name: str, data: bytes, rule_id: str, condition: Condition
) -> None:
    found, problems = one(tmp_path, name, data)
    assert problems == [rule_id]
    assert found.condition is condition


def test_an_archive_that_unpacks_to_gigabytes_is_not_unpacked(tmp_path: Path) -> None:
    plant(tmp_path, {"a.odt": archive(mimetype="\0" * 50_000_000)})
    tracemalloc.start()
    media, _, _ = opened(str(tmp_path / "a.odt"), "zip")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert media == "zip"
    assert peak < 10_000_000


def test_an_archive_whose_content_is_damaged_is_told(tmp_path: Path) -> None:
    whole = archive(mimetype=ODT)
    start = 30 + len("mimetype")
    _, problems = one(tmp_path, "a.odt", whole[:start] + b"\xff" * 7 + whole[start + 7 :])
    assert problems == ["piece-abimee"]


def test_an_archive_packed_in_a_rarer_way_and_damaged_stops_nothing(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as made:
        made.writestr("mimetype", ODT)
    whole, start = out.getvalue(), 30 + len("mimetype") + 9
    _, problems = one(tmp_path, "a.odt", whole[:start] + b"\xff" * 16 + whole[start + 16 :])
    assert problems == ["piece-abimee"]


def test_a_file_that_asks_too_much_of_who_opens_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(*_: object) -> object:
        raise StoppedError

    monkeypatch.setattr(attachments, "ask", ask)
    assert one(tmp_path, "a.pdf", PDF)[1] == ["piece-abimee"]
    assert one(tmp_path, "a.jpg", b"\xff\xd8\xff\xe0")[1] == []


def test_a_pdf_without_a_page_is_empty_whatever_was_refused_before_it(tmp_path: Path) -> None:
    root = plant(tmp_path, {"a.pdf": pdf(1, "secret"), "b.pdf": pdf(0), "c.pdf": PDF[:60], "d.pdf": pdf(0)})
    files, _ = read_attachments(root, sorted(path.name for path in root.iterdir()))
    expected = [Condition.LOCKED, Condition.EMPTY, Condition.DAMAGED, Condition.EMPTY]
    assert [file.condition for file in files.values()] == expected


def test_a_file_longer_than_a_chunk_is_read_whole(tmp_path: Path) -> None:
    data = bytes(range(256)) * 5000
    found, _ = one(tmp_path, "a.xyz", data)
    assert (found.size, found.sha256) == (len(data), hashlib.sha256(data).hexdigest())


def test_what_can_t_be_read_is_told_and_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = plant(tmp_path, {"a.pdf": PDF, "b.pdf": PDF, "c.pdf/x": b""})
    opened = Path.open

    def refuse(path: Path, mode: str = "r") -> object:
        if path.name == "a.pdf":
            raise PermissionError
        return opened(path, mode)

    monkeypatch.setattr(Path, "open", refuse)
    files, found = read_attachments(root, ["a.pdf", "b.pdf", "c.pdf", "d.pdf"])
    assert list(files) == ["b.pdf"]
    assert [(problem.rule, problem.path, problem.grade.blocks) for problem in found] == [
        ("fichier-illisible", path, True) for path in ("a.pdf", "c.pdf", "d.pdf")
    ]
    assert "son accès est refusé" in found[0].message
    assert "ce n'est pas un fichier ordinaire" in found[1].message
    assert "il n'existe pas" in found[2].message


def aged(root: Path, *names: str) -> Path:
    for name in names:
        os.utime(root / name, ns=(OLD, OLD))
    return root


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths whose bytes were read, in order."""
    seen: list[str] = []
    read = attachments._read

    def noted(root: Path, path: str) -> Attachment | None:
        seen.append(path)
        return read(root, path)

    monkeypatch.setattr(attachments, "_read", noted)
    return seen


def test_a_file_that_did_not_change_is_never_read_again(tmp_path: Path, readings: list[str]) -> None:
    root = aged(plant(tmp_path, {"a.pdf": PDF, "b.pdf": b"", "c.txt": b"x"}), "a.pdf", "b.pdf", "c.txt")
    paths = ["a.pdf", "b.pdf", "c.txt"]
    first = read_attachments(root, paths, root / ".classeur")
    assert readings == paths
    assert read_attachments(root, paths, root / ".classeur") == first
    assert readings == paths


def test_a_file_that_changed_is_read_again(tmp_path: Path, readings: list[str]) -> None:
    root = aged(plant(tmp_path, {"a.txt": b"1", "b.txt": b"1", "c.txt": b"1"}), "a.txt", "b.txt", "c.txt")
    read_attachments(root, ["a.txt", "b.txt", "c.txt"], root / ".classeur")
    readings.clear()
    aged(plant(root, {"a.txt": b"22"}), "a.txt")
    os.utime(root / "b.txt", ns=(OLD + 1, OLD + 1))
    files, _ = read_attachments(root, ["a.txt", "b.txt", "c.txt"], root / ".classeur")
    assert readings == ["a.txt", "b.txt"]
    assert files["a.txt"].sha256 == hashlib.sha256(b"22").hexdigest()


def test_a_file_as_young_as_the_memory_is_read_again(tmp_path: Path, readings: list[str]) -> None:
    root = plant(tmp_path, {"a.txt": b"1"})
    read_attachments(root, ["a.txt"], root / ".classeur")
    young = (root / ".classeur" / MEMORY).stat().st_mtime_ns
    os.utime(root / "a.txt", ns=(young, young))
    read_attachments(root, ["a.txt"], root / ".classeur")
    os.utime(root / ".classeur" / MEMORY, ns=(young, young))
    readings.clear()
    plant(root, {"a.txt": b"2"})
    os.utime(root / "a.txt", ns=(young, young))
    files, _ = read_attachments(root, ["a.txt"], root / ".classeur")
    assert readings == ["a.txt"]
    assert files["a.txt"].sha256 == hashlib.sha256(b"2").hexdigest()


def test_what_is_no_longer_there_is_forgotten(tmp_path: Path) -> None:
    root = aged(plant(tmp_path, {"a.txt": b"1", "b.txt": b"1"}), "a.txt", "b.txt")
    read_attachments(root, ["a.txt", "b.txt"], root / ".classeur")
    read_attachments(root, ["b.txt"], root / ".classeur")
    assert list(json.loads((root / ".classeur" / MEMORY).read_text())["pieces"]) == ["b.txt"]


@pytest.mark.parametrize(
    "memory",
    [
        "",
        "{",
        "[]",
        "[" * 100_000,
        '{"format": 0, "pieces": {"a.txt": [1, %d, "vieux", "", 0, "lisible"]}}',
        '{"format": 1, "pieces": []}',
        '{"format": 1, "pieces": {"a.txt": 3}}',
        '{"format": 1, "pieces": {"a.txt": [1, %d]}}',
        '{"format": 1, "pieces": {"a.txt": [1, %d, "vieux", "", 0, "inconnu"]}}',
        '{"format": 1, "pieces": {"a.txt": [1, %d, null, "", 0, "lisible"]}}',
    ],
)
def test_a_memory_that_is_old_or_broken_is_not_believed(tmp_path: Path, memory: str) -> None:
    text = memory.replace("%d", str(OLD))
    root = aged(plant(tmp_path, {"a.txt": b"1", f".classeur/{MEMORY}": text}), "a.txt")
    files, found = read_attachments(root, ["a.txt"], root / ".classeur")
    assert found == ()
    assert files["a.txt"].sha256 == hashlib.sha256(b"1").hexdigest()
    kept = json.loads((root / ".classeur" / MEMORY).read_text())
    assert kept["pieces"]["a.txt"][2] == files["a.txt"].sha256


def test_a_memory_that_can_t_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    root = plant(tmp_path, {"a.txt": b"1", ".classeur": b"un fichier"})
    files, found = read_attachments(root, ["a.txt"], root / ".classeur")
    assert (list(files), found) == (["a.txt"], ())


RULE = rule("x-1", "couverture: {sujets: {genre: inscription}, preuves: [{genre: piece, avec: {nature: evaluation}}]}")


@pytest.mark.parametrize(
    ("data", "expected"),
    [(PDF, (True, True)), (b"", (False, False)), (pdf(0), (False, False)), (pdf(1, "x"), (False, False))],
    ids=["sound", "empty", "no-page", "locked"],
)
def test_a_file_that_nobody_can_open_proves_nothing(tmp_path: Path, data: bytes, expected: tuple[bool, bool]) -> None:
    tree: dict[str, str | bytes] = {"evidence/sessions/s-2026-01.md": session(), "rules/essai.yml": RULE}
    reading = read_project(project(tmp_path, {**tree, "evidence/sessions/s-2026-01/evaluation--B-1.pdf": data}))
    (piece,) = reading.library.pieces["s-2026-01"]
    assert (piece.proves, piece.seen) == expected
    assert reading.library.pieces_by_nature.get("evaluation", ()) == ((piece,) if piece.proves else ())
    assert reading.library.files[piece.file].size == len(data)


def test_an_empty_file_leaves_its_gap(tmp_path: Path) -> None:
    tree: dict[str, str | bytes] = {"evidence/sessions/s-2026-01.md": session(), "rules/essai.yml": RULE}
    name = "evidence/sessions/s-2026-01/evaluation--B-1.pdf"
    whole, empty = (read_project(project(tmp_path / at, {**tree, name: data})) for at, data in (("a", PDF), ("b", b"")))
    assert result_of(assess(whole, DAY), "x-1").finding is None
    assert result_of(assess(empty, DAY), "x-1").finding is not None


COPIES = "evidence/sessions/s-2026-01"


@pytest.mark.parametrize(
    ("names", "why"),
    [
        (("attestation--B-1.pdf", "attestation--B-2.pdf"), "l'un est pour B-2, l'autre pour B-1"),
        (("attestation--B-1.pdf", "evaluation--B-1.pdf"), "l'un est là comme « Évaluation », l'autre comme"),
        (("emargement--2026-03-02.pdf", "emargement--2026-03-03.pdf"), "l'un est daté du 3 mars 2026, l'autre"),
        (("emargement--2026-03-02.pdf", "emargement--2026-03-02--2.pdf"), ""),
        (("support--B-1.pdf", "support--B-2.pdf"), ""),
        (("facture.pdf", "facture--B-1.pdf"), ""),
    ],
)
def test_a_copy_filed_as_another_document_is_told(tmp_path: Path, names: tuple[str, str], why: str) -> None:
    learners = "{beneficiaire: B-1}, {beneficiaire: B-2}"
    files: dict[str, str | bytes] = {f"{COPIES}.md": session(learners), **{f"{COPIES}/{n}": PDF for n in names}}
    found = told(read_project(project(tmp_path, files)))
    assert len(found) == bool(why)
    assert all(line.startswith(f"piece-meme-fichier {COPIES}/{names[1]}") and why in line for line in found)


def test_empty_files_are_no_copies_of_one_another(tmp_path: Path) -> None:
    names = ("attestation--B-1.pdf", "evaluation--B-1.pdf")
    files: dict[str, str | bytes] = {f"{COPIES}.md": session(), **{f"{COPIES}/{n}": b"" for n in names}}
    assert [found.rule for found in read_project(project(tmp_path, files)).findings] == ["piece-vide", "piece-vide"]


def test_one_file_that_two_rows_name_is_no_copy(tmp_path: Path) -> None:
    rows = """
        pieces:
          - {nature: convention, pour: B-1, fichier: ../pieces/c.pdf}
          - {nature: convention, pour: B-2, fichier: ../pieces/c.pdf}
        """
    text = session("{beneficiaire: B-1}, {beneficiaire: B-2}", more=rows)
    assert told(read_project(project(tmp_path, {f"{COPIES}.md": text, "evidence/pieces/c.pdf": PDF}))) == []
