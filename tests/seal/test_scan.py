"""The scan finds what an edition must not hold, however it is written, and cries wolf for nothing."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from classeur.editions import Edition
from classeur.library import Library
from classeur.portal import read_project
from classeur.seal.scan import scan
from classeur.seal.secrets import secrets_of
from tests.small_tree import PROVIDER, plant, project, session

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
        ("search/search_index.json", json.dumps({"docs": [{"title": "x", "text": "avec Hélène <b>Moinard</b>"}]})),
        ("search/search_index.json", json.dumps({"docs": [{"Hélène Moinard": 1}]}, ensure_ascii=True)),
        ("sitemap.xml", "<urlset><loc>https://x.example/helene-moinard/</loc></urlset>"),
        ("dates.ics", "SUMMARY:Hélène Moinard"),
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
    assert leak.message == (
        f"Une valeur réservée à la source (« {field} » de am-2026-01) paraît dans l'édition {edition.french}."
    )


def test_short_values_and_handles_of_what_is_kept_are_no_secrets(library: Library, tmp_path: Path) -> None:
    assert found(library, tmp_path, page("pauses ; Ana Costes ; près de la fenêtre"), Edition.TEAM) == []


def test_the_theme_and_files_without_text_are_not_read(library: Library, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "assets/javascripts/bundle.js": "Hélène Moinard",
        "assets/images/logo.svg": "<svg>Hélène Moinard</svg>",
        "photo.jpg": b"\xff\xd8 H\xc3\xa9l\xc3\xa8ne Moinard",
    }
    assert found(library, tmp_path, files) == []
