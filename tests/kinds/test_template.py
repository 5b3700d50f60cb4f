"""`classeur new`: for every kind a template that, once filled, is a good record."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from classeur.kinds.declaration import Field, Kind, Kinds
from classeur.kinds.loading import load_kinds
from classeur.kinds.template import TemplateError, template, write_record
from classeur.portal import read_project
from tests.small_tree import plant, project

DAY = dt.date(2026, 11, 21)
KINDS = load_kinds()[0]
_LINE = re.compile(r"^(?P<start>\s*(?:- )?)(?P<comment># )?(?P<name>\w+):(?P<value> [^#\s]\S*)?")
_LINKS = {"lien-mort", "piece-absente"}
"""What a template filled by a machine can't get right: records and files that do not exist."""
_OF_TEAM = {"equipe-inconnue", "personne-inconnue"}
"""Nor the handles, for a provider written anew, whose team is what the filler says."""
_PLAUSIBLE = {
    "texte": "Quelques mots",
    "couleur": "0e4550",
    "entier": "4",
    "indicateur": "4",
    "nombre": "3",
    "date": "2026-03-02",
    "date-heure": "2026-03-02 9h30",
    "duree": "6 mois",
    "heure": "9h30",
    "oui-non": "oui",
    "lien": "absent-01",
    "personne": "B-1",
    "equipe": "ana-01",
    "destinataires": "B-1",
    "nature": "convention",
    "regle": "04-analyse-besoin",
    "fichier": "absent.pdf",
}


def plausible(field: Field) -> str:
    if field.type == "lignes":
        return f"[{{{', '.join(f'{sub.name}: {plausible(sub)}' for sub in field.fields)}}}]"
    if field.type == "choix":
        return next(iter(field.values or {}))
    return {"nom": "delai_accuse", "code": "B-9"}.get(field.name, _PLAUSIBLE[field.type])


def fill(text: str, kind: Kind, *, everything: bool) -> Iterator[str]:
    """The lines of a template with each empty value filled; the commented ones too when `everything`."""
    rows: Field | None = None
    for line in text.split("\n"):
        found = _LINE.match(line)
        if not found or (found["comment"] and not everything):
            yield line
            continue
        nested = bool(found["start"])
        field = rows.subfield(found["name"]) if nested and rows else kind.field(found["name"])
        if field is None or found["value"]:
            yield line
            continue
        rows = field if field.type == "lignes" and not found["comment"] else rows
        opens = rows is field and field.required
        yield f"{found['start']}{field.name}:{'' if opens else ' ' + plausible(field)}"


@pytest.mark.parametrize("everything", [False, True], ids=["required", "everything"])
@pytest.mark.parametrize("name", sorted(KINDS.by_name))
def test_a_template_once_filled_is_a_good_record(tmp_path: Path, name: str, everything: bool) -> None:  # noqa: FBT001
    root, kind = project(tmp_path), KINDS.by_name[name]
    if kind.file:
        (root / kind.file).unlink()
    path = root / write_record(root, kind, KINDS, "" if kind.without_story else "essai-01", [], DAY)
    filled = "\n".join(fill(path.read_text(encoding="utf-8"), kind, everything=everything))
    plant(root, {"evidence/personnel/ana-01.md": "---\ntitre: Ana\nfonctions: x\nlien: salarie\n---\n"})
    path.write_text(filled, encoding="utf-8")
    reading = read_project(root)
    accepted = _LINKS | (_OF_TEAM if name == "organisme" else set())
    place = path.relative_to(root).as_posix()
    found = [(item.rule, item.message) for item in reading.findings if item.path == place and item.rule not in accepted]
    assert found == [], filled
    if name != "personnes":
        written = set(reading.library.records[kind.name if kind.file else path.stem].values)
        wanted = {field.name for field in kind.fields if field.required or (everything and field.name != "genre")}
        assert wanted <= written


def test_the_sections_follow_the_value_that_was_set() -> None:
    kind = KINDS.by_name["entretien"]
    text = template(kind, KINDS, {"moment": "apres"}, DAY)
    assert text.endswith("## Retour {#retour}\n\n## Suite du parcours {#suite-du-parcours}\n")
    assert "\nmoment: apres\n" in text
    assert "## Attentes" not in text


@pytest.mark.parametrize(
    "words",
    ["Réclamation : retard", "# dièse", "- tiret", "'guillemet", '"deux"', "fin:", "a #b", "[crochet", "{accolade",
     "}", "]", ", virgule", "? quoi", ": deux", "&ancre", "*renvoi", "!type", "|", ">", "%", "@", "`", "a\\b: c"],
)  # fmt: skip
def test_a_value_that_was_set_is_read_back_letter_for_letter(tmp_path: Path, words: str) -> None:
    root, kind = project(tmp_path), KINDS.by_name["page"]
    write_record(root, kind, KINDS, "essai", [f"titre={words}"], DAY)
    reading = read_project(root)
    assert [found.message for found in reading.findings] == []
    assert reading.library.records["essai"].title == words


def test_ids_follow_the_pattern_of_their_kind(tmp_path: Path) -> None:
    def new(name: str, day: str) -> str:
        return write_record(tmp_path, KINDS.by_name[name], KINDS, "", [], dt.date.fromisoformat(day))

    assert new("veille", "2026-11-21") == "evidence/veille/vei-2026-01.md"
    assert new("veille", "2026-12-01") == "evidence/veille/vei-2026-02.md"
    assert new("veille", "2027-01-04") == "evidence/veille/vei-2027-01.md"
    assert new("entretien", "2026-11-21") == "evidence/entretiens/cr-2026-11-21.md"
    assert new("entretien", "2026-11-21") == "evidence/entretiens/cr-2026-11-21-2.md"
    assert new("procedure", "2026-11-21") == "evidence/procedures/proc-01.md"
    assert new("organisme", "2026-11-21") == "organisme.yml"


def test_a_name_to_imitate_is_of_the_same_kind(tmp_path: Path) -> None:
    plant(tmp_path, {"content/resultats.md": "---\ngenre: resultats\ntitre: Nos résultats\n---\n"})
    with pytest.raises(TemplateError) as caught:
        write_record(tmp_path, KINDS.by_name["livret"], KINDS, "", [], DAY)
    assert caught.value.remedy == "Donnez-en un après le genre, sur le modèle de livret-accueil."


@pytest.mark.parametrize(
    ("name", "identity", "settings", "message"),
    [
        ("page", "", [], "Une fiche de genre « page » n'a pas d'identifiant tout prêt."),
        ("page", "Été", [], "« Été » ne peut pas servir d'identifiant."),
        ("page", "../ailleurs", [], "« ../ailleurs » ne peut pas servir d'identifiant."),
        ("signalement", "sig-2026-01-atelier", [], "Une fiche « signalement » s'appelle sig-AAAA-NN, sans autre mot."),
        ("veille", "note", [], "« note » n'a pas de chiffre : il se confondrait avec un mot ordinaire."),
        ("veille", "", ["domaine"], "« domaine » ne remplit aucun champ de veille."),
        ("veille", "", ["domain=x"], "« domain=x » ne remplit aucun champ de veille. Vouliez-vous dire « domaine » ?"),
        ("veille", "", ["pieces=x"], "« pieces=x » ne remplit aucun champ de veille."),
        ("veille", "", ["date=21/11/2026"], "« 21/11/2026 » n'est pas une date écrite dans l'ordre année-mois-jour."),
        ("veille", "", ["decision=modifie"],
         "« modifie » n'est pas une valeur possible de « decision ». Vouliez-vous dire « modifier » ?"),
    ],
)  # fmt: skip
def test_what_can_t_be_written_says_why(
    tmp_path: Path, name: str, identity: str, settings: list[str], message: str
) -> None:
    with pytest.raises(TemplateError) as caught:
        write_record(tmp_path, KINDS.by_name[name], KINDS, identity, settings, DAY)
    assert caught.value.message == message
    assert caught.value.remedy
    assert list(tmp_path.iterdir()) == []


def test_a_record_that_exists_is_never_written_over(tmp_path: Path) -> None:
    root = plant(tmp_path, {"evidence/veille/vei-2026-01.md": "précieux"})
    with pytest.raises(TemplateError, match=r"La fiche evidence/veille/vei-2026-01\.md existe déjà\."):
        write_record(root, KINDS.by_name["veille"], KINDS, "vei-2026-01", [], DAY)
    assert (root / "evidence/veille/vei-2026-01.md").read_text(encoding="utf-8") == "précieux"


def test_a_kind_with_rows_to_fill_shows_one() -> None:
    rows = Field("lignes", "Lignes", "lignes", "Une par chose.", required=True, many=True, fields=(
        Field("quoi", "Quoi", "texte", "Quoi.", required=True), Field("quand", "Quand", "date", "Quand."),
    ))  # fmt: skip
    kind = Kind("essai", "Essai", "Essais", (rows,), folder="evidence/essais")
    assert template(kind, Kinds({}, {}), {}, DAY).split("\n")[1:7] == [
        "# Une par chose.",
        "lignes:",
        "    # Quoi.",
        "  - quoi:",
        "    #   Quand.",
        "    # quand:",
    ]
