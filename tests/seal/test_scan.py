"""The scan finds what an edition must not hold, however it is written, and cries wolf for nothing."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import itertools
import json
import unicodedata
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from classeur.editions import Edition
from classeur.library import Library
from classeur.portal import read_project
from classeur.seal.scan import Clean, pieces_of, scan
from classeur.seal.secrets import Secret, index, secrets_of
from classeur.sheets.book import Book, Column, Sheet
from classeur.sheets.writing import as_xlsx
from tests.small_tree import PROVIDER, REGISTER, plant, project, session

ADMITTED = "noms_admis: [{nom: Petit, motif: Mot de tous les jours., le: 2026-11-09}]\n"
NEEDS = """\
---
titre: Aménagement du printemps pour une vue fatiguée
beneficiaire: B-1
session: s-2026-01
demande_le: 2026-02-01
besoins: [Supports en très gros caractères, pauses]
mesures: [{mesure: Place près de la fenêtre, responsable: ana-01}]
a_purger_le: 2027-02-01
---

Elle préfère lire debout près du tableau.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    files: dict[str, str | bytes] = {
        "evidence/sessions/s-2026-01.md": session("{beneficiaire: B-1}, {beneficiaire: B-2}, {beneficiaire: B-3}"),
        "evidence/entretiens/cr-2026-01-19.md": (
            "---\ntitre: E\ndate: 2026-01-19\npersonne_recue: B-1\nqualite: beneficiaire\nrecu_par: ana-01\n"
            "objet: besoin\n---\n"
        ),
        "evidence/amenagements/am-2026-01.md": NEEDS,
        "evidence/entreprises/soc01.md": "---\ntitre: Menuiserie\nrole: cliente\n---\n",
    }
    reading = read_project(project(tmp_path_factory.mktemp("projet"), files, provider=PROVIDER + ADMITTED))
    assert [found.message for found in reading.findings] == []
    return reading.library


def found(
    library: Library, site: Path, files: dict[str, str | bytes], edition: Edition = Edition.PUBLIC
) -> list[tuple[str, str]]:
    """What the scan of these files says: rule and subject."""
    return [(item.rule, item.subject) for item in scan(plant(site, files), secrets_of(library, edition), {})]


def packed(said: str | bytes) -> bytes:
    """As Pagefind packs a file of its index; without the hour, so that every process names a test the same."""
    return gzip.compress(b"pagefind_dcd" + (said.encode() if isinstance(said, str) else said), mtime=0)


def page(words: str) -> dict[str, str | bytes]:
    return {"index.html": f"<!doctype html><html><body><p>{words}</p></body></html>"}


@pytest.mark.parametrize(
    "words",
    [
        "Hélène Moinard",
        "Moinard Hélène",
        "HÉLÈNE MOINARD",
        "hélène moinard",
        "Helene Moinard",
        "helene MOINARD",
        "Moinard, Hélène",
        "Hélène\n   Moinard",
        "H&eacute;l&#232;ne&nbsp;Moinard",
        "<b>Hélène</b> <i>Moinard</i>",
        "<td>Hélène</td><td>Moinard</td>",
        "Hé<em>lène</em> Moi<wbr>nard",
        "Hé&shy;lène Moi\u200bnard",
        unicodedata.normalize("NFD", "Hélène Moinard"),
        '<img alt="Portrait : Hélène Moinard">',
        '<a href="/photos/H%C3%A9l%C3%A8ne-Moinard.jpg">photo</a>',
        "<!-- Hélène Moinard -->",
        '<script>var qui = "Hélène Moinard";</script>',
        "helene_moinard".replace("_", "."),
        "Hélène-Moinard",
    ],
)
def test_a_full_name_is_found_however_it_is_written(library: Library, tmp_path: Path, words: str) -> None:
    assert ("fuite-nom", "B-1") in found(library, tmp_path, page(words))


def test_a_name_with_an_apostrophe_is_found_with_either(library: Library, tmp_path: Path) -> None:
    for words in ("Camille N'Diaye", "Camille N’Diaye", "N&#39;Diaye Camille"):
        assert ("fuite-nom", "B-3") in found(library, tmp_path, page(words)), words


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("recherche/fragment/fr_1.pf_fragment", packed(json.dumps({"content": "avec Hélène Moinard"}))),
        ("recherche/fragment/fr_1.pf_fragment", packed(json.dumps({"meta": {"Hélène Moinard": 1}}))),
        ("recherche/index/fr_1.pf_index", packed(b"\x83\x18\x40\x68" + "Hélène".encode() + b"\x67Moinard")),
        ("recherche/filtres.json", json.dumps({"genres": ["Hélène Moinard"]})),
        ("donnees.json", json.dumps({"docs": [{"title": "x", "text": "avec Hélène <b>Moinard</b>"}]})),
        ("donnees.json", json.dumps({"docs": [{"Hélène Moinard": 1}]}, ensure_ascii=True)),
        ("sitemap.xml", "<urlset><loc>https://x.example/helene-moinard/</loc></urlset>"),
        ("dates.ics", "SUMMARY:Hélène Moinard"),
        ("dates.ics", "SUMMARY:H\u00e9l\r\n \u00e8ne Moin\r\n\tard"),
        ("dates.ics", "SUMMARY:Hélène M".encode() + b"oin\n ard"),
        ("plan.svg", "<svg><title>Hélène</title><desc>Moinard</desc></svg>"),
        ("notes.txt", "Hélène Moinard"),
        ("pieces/helene-moinard.pdf", b"%PDF-1.7 \xff\xfe"),
        ("pieces/Hélène Moinard/convention.png", b"\x89PNG"),
    ],
)
def test_a_name_is_found_in_any_text_and_in_the_name_of_a_file(
    library: Library, tmp_path: Path, path: str, content: str | bytes
) -> None:
    assert ("fuite-nom", "B-1") in found(library, tmp_path, {path: content})


def test_a_name_is_told_once_a_page_with_its_code_and_never_in_clear(library: Library, tmp_path: Path) -> None:
    secrets = secrets_of(library, Edition.PUBLIC)
    site = plant(tmp_path, page("Hélène Moinard, Moinard Hélène, hélène moinard"))
    told = [item for item in scan(site, secrets, {"index": "content/accueil.md"}) if item.rule == "fuite-nom"]
    (leak,) = told
    assert leak.path == "content/accueil.md"
    assert leak.message == "Le nom de B-1 paraît dans l'édition publique."
    assert "Moinard" not in leak.message + leak.remedy
    assert leak.grade.blocks


@pytest.mark.parametrize(
    "words",
    [
        "h.moinard@courriel.example",
        "H.Moinard@Courriel.Example",
        "h.moinard&#64;courriel.example",
        '<a href="mailto:h.moinard@courriel.example">écrire</a>',
    ],
)
def test_an_address_is_found(library: Library, tmp_path: Path, words: str) -> None:
    assert ("fuite-contact", "B-1") in found(library, tmp_path, page(words))


@pytest.mark.parametrize(
    "words",
    [
        "06 39 98 25 13",
        "0639982513",
        "+33639982513",
        "+33 6 39 98 25 13",
        "+33 (0)6 39 98 25 13",
        "06.39.98.25.13",
        "06-39-98-25-13",
        "06&nbsp;39&nbsp;98&nbsp;25&nbsp;13",
        '<a href="tel:+33639982513">appeler</a>',
    ],
)
def test_a_phone_number_is_found_in_every_writing(library: Library, tmp_path: Path, words: str) -> None:
    assert found(library, tmp_path, page(words)) == [("fuite-contact", "B-1")]


def test_another_number_is_no_leak(library: Library, tmp_path: Path) -> None:
    assert found(library, tmp_path, page("06 39 98 25 14, 3919, 05 36 49 10 00, 98 25 13")) == []


@pytest.mark.parametrize(
    ("words", "identity"),
    [
        ("le code B-1 suffit", "B-1"),
        ('<a href="/personnes/b-1.html">x</a>', "B-1"),
        ('<a href="https://x.example/fiches/entretien/cr-2026-01-19.html">x</a>', "cr-2026-01-19"),
        ("session s-2026-01, en mars", "s-2026-01"),
        ("piece-s-2026-01-bis.pdf", "s-2026-01"),
        ("AM-2026-01", "am-2026-01"),
        ("voir soc01.", "soc01"),
        ("ana-01", "ana-01"),
    ],
)
def test_a_code_or_an_internal_id_is_found_wherever_it_stands(
    library: Library, tmp_path: Path, words: str, identity: str
) -> None:
    assert ("fuite-identifiant", identity) in found(library, tmp_path, page(words))


def test_an_internal_id_is_found_in_an_address_of_the_site(library: Library, tmp_path: Path) -> None:
    assert found(library, tmp_path, {"sessions/s-2026-01.html": "<p>x</p>"}) == [("fuite-identifiant", "s-2026-01")]


def test_ids_and_codes_are_at_home_in_the_binder(library: Library, tmp_path: Path) -> None:
    words = page("B-1, s-2026-01, cr-2026-01-19")
    assert found(library, tmp_path, words, Edition.TEAM) == []
    assert found(library, tmp_path, words, Edition.AUDITOR) == []


def test_names_are_at_home_with_the_team_and_nowhere_else(library: Library, tmp_path: Path) -> None:
    words = page("Hélène Moinard, 06 39 98 25 13")
    assert found(library, tmp_path, words, Edition.TEAM) == []
    assert ("fuite-nom", "B-1") in found(library, tmp_path, words, Edition.AUDITOR)


@pytest.mark.parametrize(
    ("words", "leaks"),
    [
        ("Madame Moinard", ["fuite-nom-famille"]),
        ("MOINARD", ["fuite-nom-famille"]),
        ("le moinard du coin", []),
        ("Petit groupe, petit déjeuner", []),
        ("un petit groupe", []),
        ("Lucas Petit", ["fuite-nom"]),
        ("PETIT Lucas", ["fuite-nom"]),
        ("Lucas, petit frère", ["fuite-nom"]),
        ("Hélène", []),
    ],
)
def test_a_family_name_alone_is_asked_about_when_it_looks_like_one(
    library: Library, tmp_path: Path, words: str, leaks: list[str]
) -> None:
    assert [rule for rule, _ in found(library, tmp_path, page(words))] == leaks


def test_the_family_name_of_a_colleague_may_be_printed(tmp_path: Path) -> None:
    root = project(tmp_path / "projet")
    register = root / "evidence/personnes.yml"
    register.write_text("personnes: [{code: B-1, nom: Jean Costes}]\n", encoding="utf-8")
    library = read_project(root).library
    assert found(library, tmp_path / "un", page("Ana Costes")) == []
    assert found(library, tmp_path / "deux", page("Jean Costes")) == [("fuite-nom", "B-1")]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("Supports en très gros caractères", "besoins"),
        ("SUPPORTS EN TRES GROS CARACTERES", "besoins"),
        ("Place près de la fenêtre", "mesures"),
        ("Elle préfère lire debout près du tableau.", "texte"),
        ("Aménagement du printemps pour une vue fatiguée", "titre"),
    ],
)
@pytest.mark.parametrize("edition", [Edition.TEAM, Edition.PUBLIC])
def test_a_value_kept_to_the_source_leaks_nowhere_even_to_the_team(
    library: Library, tmp_path: Path, words: str, field: str, edition: Edition
) -> None:
    secrets = secrets_of(library, edition)
    (leak,) = scan(plant(tmp_path, page(words)), secrets, {})
    assert (leak.rule, leak.subject) == ("fuite-reservee", "am-2026-01")
    assert leak.message == (f"Une valeur réservée (« {field} » de am-2026-01) paraît dans l'édition {edition.french}.")


def test_short_values_and_handles_of_what_is_kept_are_no_secrets(library: Library, tmp_path: Path) -> None:
    assert found(library, tmp_path, page("pauses ; Ana Costes ; près de la fenêtre"), Edition.TEAM) == []


def test_pictures_and_what_the_theme_ships_are_not_read(library: Library, tmp_path: Path) -> None:
    """The licence of the fonts and Material's scripts hold names, which may be those of learners."""
    licence = "assets/classeur/fonts/OFL.txt"
    script = next(path for path in (files("material") / "templates/assets/javascripts").iterdir() if path.is_file())
    shipped: dict[str, str | bytes] = {
        licence: (files("classeur") / "data/theme" / licence).read_bytes(),
        f"assets/javascripts/{script.name}": script.read_bytes(),
        "photo.jpg": b"\xff\xd8 H\xc3\xa9l\xc3\xa8ne Moinard",
    }
    named = people_named(tmp_path / "projet", "Moinard Hélène", "Paul Adobe", "Jean Donath")
    assert found(named, plant(tmp_path / "un", {}), shipped) == []
    changed = {licence: shipped[licence] + "\nHélène Moinard\n".encode()}  # type: ignore[operator]
    assert ("fuite-nom", "B-1") in found(library, tmp_path / "deux", changed)


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("notes.CSV", "nom;Hélène Moinard"),
        ("page.HTM", "<p>Hélène Moinard</p>"),
        ("page.htm", "<p>H&eacute;lène Moinard</p>"),
        ("appel.js", 'x("Hélène Moinard")'),
        ("appel.js", 'x("H\\u00e9l\\xe8ne Moinard")'),
        ("a.css", "a::after{content:'Hélène Moinard'}"),
        ("a.yml", "nom: Hélène Moinard"),
        ("LISEZMOI", "Hélène Moinard"),
        ("damaged.json", '{"nom": "Hélène Moinard"'),
        ("notes.txt", "Hélène Moinard".encode("utf-16")),
        ("notes.txt", "avec Hélène Moinard, et d'autres encore".encode("utf-16-le")),
        ("notes.txt", "avec Hélène Moinard, et d'autres encore".encode("utf-16-be")),
        ("notes.txt", "Hélène Moinard".encode("utf-8-sig")),
        ("notes.txt", "Hélène Moinard".encode("cp1252")),
        ("page.html", "<p>Hélène Moinard</p>".encode("latin-1")),
        ("assets/javascripts/bundle.js", "Hélène Moinard"),
        ("assets/classeur/tokens.css", "/* Hélène Moinard */"),
        ("assets/images/logo.svg", "<svg><title>Hélène Moinard</title></svg>"),
    ],
)
def test_a_file_is_read_whatever_its_name_its_place_and_its_encoding(
    library: Library, tmp_path: Path, path: str, content: str | bytes
) -> None:
    assert ("fuite-nom", "B-1") in found(library, tmp_path, {path: content})


def people_named(root: Path, *names: str, phone: str = "") -> Library:
    """A library whose register holds these names, with the codes B-1, B-2…"""
    rows = [f"  - {{code: B-{number}, nom: {name}}}" for number, name in enumerate(names, 1)]
    if phone:
        rows[0] = rows[0].replace("}", f", telephone: {phone}}}")
    register = "\n".join(["personnes:", *rows, ""])
    return read_project(project(root, {"evidence/personnes.yml": register})).library


@pytest.mark.parametrize(
    ("name", "words", "rule"),
    [
        ("Inês de Souza", "Mme de Souza", "fuite-nom-famille"),
        ("Inês de Souza", "Mme Souza", "fuite-nom-famille"),
        ("Inês de Souza", "Souza Inês", "fuite-nom"),
        ("Jean Paul Vatelot", "M. Vatelot", "fuite-nom-famille"),
        ("Jean Paul Vatelot", "jean vatelot", "fuite-nom"),
        ("Jean Paul Vatelot", "vatelot jean paul", "fuite-nom"),
        ("Jean Paul Vatelot", "VATELOT Jean", "fuite-nom"),
        ("GRIMAULT Élodie", "Mme Grimault", "fuite-nom-famille"),
        ("GRIMAULT Élodie", "élodie grimault", "fuite-nom"),
        ("GRIMAULT Élodie Rose", "Élodie Grimault", "fuite-nom"),
        ("Élodie LE GOFF", "Mme Le Goff", "fuite-nom-famille"),
        ("Élodie Grimault", "elodie_grimault.jpg", "fuite-nom"),
        ("Élodie Grimault", "Élo\u2063die Gri\ufe0fmault", "fuite-nom"),
    ],
)
def test_a_name_is_found_whichever_way_the_register_writes_it(tmp_path: Path, name: str, words: str, rule: str) -> None:
    library = people_named(tmp_path / "projet", name)
    assert found(library, tmp_path / "site", page(words)) == [(rule, "B-1")]


def test_the_first_name_of_a_code_written_twice_is_looked_for(tmp_path: Path) -> None:
    register = "personnes:\n  - {code: B-1, nom: Élodie Grimault}\n  - {code: B-1, nom: Paul Vatelot}\n"
    reading = read_project(project(tmp_path / "projet", {"evidence/personnes.yml": register}))
    assert [item.rule for item in reading.findings] == ["code-double"]
    assert found(reading.library, tmp_path / "un", page("élodie grimault")) == [("fuite-nom", "B-1")]
    assert found(reading.library, tmp_path / "deux", page("paul vatelot")) == [("fuite-nom", "B-1")]


@pytest.mark.parametrize(
    "words",
    [
        "06 123 456 78",
        "0033 6 12 34 56 78",
        "0033612345678",
        "+33 612 345 678",
        "+33 (0) 612 345 678",
        "06–12–34–56–78",
    ],
)
@pytest.mark.parametrize(
    "written", ["06 12 34 56 78", "+33 6 12 34 56 78", "0033612345678", "01 99 00 26 01 / 0612345678"]
)
def test_a_phone_number_is_found_however_its_digits_are_grouped(tmp_path: Path, words: str, written: str) -> None:
    library = people_named(tmp_path / "projet", "Élodie Grimault", phone=written)
    assert found(library, tmp_path / "site", page(words)) == [("fuite-contact", "B-1")]


def test_a_number_inside_longer_figures_is_no_phone(library: Library, tmp_path: Path) -> None:
    assert found(library, tmp_path, page("120639982513, 063998251345, 1 0639 98 25 137")) == []


@pytest.mark.parametrize(
    "sign", ["\u2010", "\u2011", "\u2013", "_", "-\u00ad", "\u2063-", "-\ufe0f", "-<wbr>", "<b>-</b>"]
)
def test_a_code_is_found_whatever_its_hyphens(library: Library, tmp_path: Path, sign: str) -> None:
    assert found(library, tmp_path, page(f"voir cr{sign}2026{sign}01{sign}19")) == [
        ("fuite-identifiant", "cr-2026-01-19")
    ]


@pytest.mark.parametrize(
    "words", ["mieux : préfère lire debout près du tableau", "« préfère lire debout PRES DU tableau »"]
)
def test_a_part_of_a_value_kept_to_the_source_is_found(library: Library, tmp_path: Path, words: str) -> None:
    assert found(library, tmp_path, page(f"On peut {words}, chez nous.")) == [("fuite-reservee", "am-2026-01")]


def test_few_words_in_common_with_a_value_kept_to_the_source_are_no_leak(library: Library, tmp_path: Path) -> None:
    assert found(library, tmp_path, page("Elle préfère lire assise, debout près du tableau.")) == []


def test_a_long_text_is_looked_at_in_pieces_none_of_which_cuts_a_name() -> None:
    words = [f"mot{number}" for number in range(400_000)]
    pieces = list(pieces_of(" ".join(words)))
    assert len(pieces) > 2
    assert max(map(len, pieces)) <= 1_000_000
    assert {word for piece in pieces for word in piece.split()} == set(words)
    edges = itertools.pairwise(pieces)
    assert all(len(set(before.split()[-50:]) & set(after.split()[:200])) == 50 for before, after in edges)
    assert "".join(pieces_of("x" * 1_500_000)).startswith("x" * 1_500_000)


def test_values_that_begin_alike_cost_no_more() -> None:
    """A thousand values that share their first word: each word of a page is looked up a few times at most."""
    found = [
        ((f"le mot{number} seul").split(), Secret("fuite-reservee", {"key": "x", "value": "y"}))
        for number in range(1000)
    ]
    secrets = index(Edition.PUBLIC, [(tuple(words), secret) for words, secret in found], (), {})
    assert "le" not in secrets.shapes
    assert all(len(shapes) == 1 for shapes in secrets.shapes.values())


def test_the_text_and_the_properties_of_a_pdf_are_read(library: Library, tmp_path: Path) -> None:
    written = PdfWriter()
    blank = written.add_blank_page(200, 200)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    blank[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    stream = DecodedStreamObject()
    stream.set_data(b"BT /F1 12 Tf 20 100 Td (Petit, Lucas) Tj ET")
    blank[NameObject("/Contents")] = written._add_object(stream.flate_encode())
    written.add_metadata({"/Author": "Hélène Moinard"})
    (tmp_path / "site").mkdir()
    written.write(tmp_path / "site/plan.pdf")
    assert {("fuite-nom", "B-1"), ("fuite-nom", "B-2")} <= set(found(library, tmp_path / "site", {}))


def test_what_was_found_clean_is_read_again_only_when_it_or_the_secrets_change(tmp_path: Path) -> None:
    before = read_project(project(tmp_path / "a")).library
    site = plant(tmp_path / "site", {"index.html": "<p>Zoé Nouvelle</p>", "autre.html": "<p>Hélène Moinard</p>"})
    clean = Clean()
    for _ in range(2):
        found = scan(site, secrets_of(before, Edition.PUBLIC), {}, clean)
        assert [(leak.rule, leak.path) for leak in found] == [("fuite-nom", "public/autre.html")]
    register = REGISTER + "  - {code: B-9, nom: Zoé Nouvelle}\n"
    after = read_project(project(tmp_path / "b", {"evidence/personnes.yml": register})).library
    assert len(scan(site, secrets_of(after, Edition.PUBLIC), {}, clean)) == 2
    plant(site, {"autre.html": "<p>Personne</p>", "index.html": "<p>Rien</p>"})
    assert scan(site, secrets_of(after, Edition.PUBLIC), {}, clean) == ()


def test_only_the_guide_of_the_team_says_what_records_may_say(library: Library, tmp_path: Path) -> None:
    words: dict[str, str | bytes] = {"guide/amenagement.html": "<p>Supports en très gros caractères</p>"}
    assert found(library, tmp_path, words, Edition.TEAM) == []
    for edition in (Edition.PUBLIC, Edition.AUDITOR):
        assert found(library, tmp_path, words, edition) == [("fuite-reservee", "am-2026-01")]


def spreadsheet(*cells: str) -> bytes:
    sheet = Sheet("S", (Column("Quoi"),), tuple((cell,) for cell in cells))
    return as_xlsx(Book("T", "A", dt.date(2026, 11, 21), (sheet,)))


def part(name: str, xml: str | bytes) -> bytes:
    """An office document of one part."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as written:
        written.writestr(name, xml)
    return raw.getvalue()


def broken(document: bytes) -> bytes:
    """The same document, whose parts can no longer be unpacked."""
    with zipfile.ZipFile(io.BytesIO(document)) as read:
        parts = read.infolist()
    raw = bytearray(document)
    for item in parts:
        start = item.header_offset + 30 + len(item.filename)
        raw[start : start + item.compress_size] = b"\xff" * item.compress_size
    return bytes(raw)


@pytest.mark.parametrize(
    ("address", "content"),
    [
        ("tableurs/plan.xlsx", spreadsheet("Avec Hélène Moinard", "et rien")),
        ("tableurs/plan.XLSX", spreadsheet("rien", "vu par h.moinard@courriel.example")),
        ("plan.xlsx", part("xl/sharedStrings.xml", "<si><r><t>Hélène Moi</t></r><r><t>nard</t></r></si>")),
        ("plan.xlsx", part("xl/worksheets/sheet1.xml", '<c r="A1"><v>0639982513</v></c>')),
        (
            "plan.docx",
            part("word/document.xml", "<w:p><w:r><w:t>H&#233;l&#xE8;ne</w:t></w:r> <w:t>Moinard</w:t></w:p>"),
        ),
        ("plan.odt", part("meta.xml", "<dc:creator>Hélène Moinard</dc:creator>")),
        ("diapos.pptx", part("ppt/media/Helene Moinard.png", "")),
        ("diapos.pptx", part("ppt/embeddings/table.xlsx", spreadsheet("Hélène Moinard"))),
    ],
)
def test_office_documents_are_looked_into(library: Library, tmp_path: Path, address: str, content: bytes) -> None:
    assert found(library, tmp_path, {address: content})[0][1] == "B-1"


def test_the_inside_of_a_spreadsheet_that_names_nobody_is_no_leak(library: Library, tmp_path: Path) -> None:
    """A row of numbers of texts is no phone number, and a damaged file shows nothing."""
    files: dict[str, str | bytes] = {
        "tableurs/plan.xlsx": spreadsheet(*map(str, range(100))),
        "numeros.xlsx": part("xl/worksheets/sheet1.xml", '<c r="A1" t="s"><v>0639982513</v></c>'),
        "abime.xlsx": b"PK\x03\x04",
        "texte.docx": b"rien",
        "coupe.xlsx": broken(spreadsheet("Une phrase assez longue")),
    }
    assert found(library, tmp_path, files, Edition.AUDITOR) == []


def test_the_team_s_own_spreadsheets_hold_nothing_kept_to_the_source(library: Library, tmp_path: Path) -> None:
    leak = spreadsheet("Place : Supports en très gros caractères")
    assert found(library, tmp_path / "un", {"tableurs/a.xlsx": leak}, Edition.TEAM) == [
        ("fuite-reservee", "am-2026-01")
    ]
    assert found(library, tmp_path / "deux", {"pieces/a.xlsx": leak}, Edition.TEAM) == []
