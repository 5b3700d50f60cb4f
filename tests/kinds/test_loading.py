"""Kinds are data: those shipped all load, a provider adds or extends one with one YAML file."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from classeur.cli import main
from classeur.editions import Edition
from classeur.kinds.declaration import TYPES, Field
from classeur.kinds.loading import load_kinds
from classeur.portal import read_project
from tests.small_tree import plant, project, told

SHIPPED = sorted(file.name.removesuffix(".yml") for file in (resources.files("classeur") / "data" / "kinds").iterdir())
VISITS = """\
genre: visite
libelle: Visite d'atelier
pluriel: Visites d'atelier
dossier: evidence/visites
identifiant: vis-AAAA-NN
edition: auditeur
requis: [titre, date]
indicateurs: [17]
champs:
  - {nom: atelier, libelle: Atelier, type: texte, requis: oui, aide: "Lequel."}
  - {nom: verdict, libelle: Verdict, type: choix, valeurs: {bon: Bon, a-revoir: À revoir}, aide: "En un mot."}
sections: [{id: constats, titre: Constats}]
"""


def all_fields(fields: tuple[Field, ...]) -> list[Field]:
    return [found for field in fields for found in (field, *all_fields(field.fields))]


def test_every_shipped_kind_loads() -> None:
    kinds, problems = load_kinds()
    assert problems == ()
    assert sorted(kinds.by_name) == SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_a_kind_explains_itself(name: str) -> None:
    kinds, _ = load_kinds()
    kind = kinds.by_name[name]
    assert kind.label != name
    assert kind.plural
    assert kind.retention
    assert kind.retention_basis
    assert kind.field("titre") or kind.without_story
    assert len({field.name for field in kind.fields}) == len(kind.fields)
    for field in all_fields(kind.fields):
        assert field.help, field.name
        assert field.label != field.name, field.name
        assert field.type in TYPES
        assert set(field.links) <= set(kinds.by_name), field.name
        assert not field.required or not field.default, field.name


@pytest.mark.parametrize("name", SHIPPED)
def test_a_kind_refers_only_to_its_own_fields_and_values(name: str) -> None:
    kind = load_kinds()[0].by_name[name]
    chosen = [
        (by.field, set(by.values))
        for by in (kind.indicators_by, kind.indicators_by and kind.indicators_by.otherwise)
        if by
    ]
    chosen += [(by.field, set(by.values)) for by in (kind.sections_by,) if by]
    for name_of_field, values in chosen:
        field = kind.field(name_of_field)
        assert field
        assert field.values
        assert values <= set(field.values)
    if kind.when != "date":
        field = kind.field(kind.when)
        assert field
        assert field.type in ("date", "date-heure")
    if kind.living:
        assert kind.review
        assert kind.field("revu_le")


def test_what_is_kept_to_the_source_still_shows_that_it_exists_and_when() -> None:
    kind = load_kinds()[0].by_name["amenagement"]
    shown = {field.name for field in kind.fields if Edition.AUDITOR.shows(field.edition)}
    assert shown == {
        "beneficiaire", "session", "demande_le", "reponse_le", "transmis_le", "bilan_le", "a_purger_le",
    }  # fmt: skip
    assert kind.body_edition is Edition.SOURCE
    measures = kind.field("mesures")
    assert measures
    assert {field.edition for field in measures.fields} == {Edition.SOURCE}


def test_a_kind_may_link_to_one_declared_after_it(tmp_path: Path) -> None:
    link = "genre: {own}\ndossier: evidence/{own}s\nchamps:\n  - {{nom: a, type: lien, lien: [{other}, {own}]}}\n"
    texts = {f"kinds/{own}.yml": link.format(own=own, other=other) for own, other in (("aa", "bb"), ("bb", "aa"))}
    assert told(read_project(project(tmp_path, texts))) == []


def test_a_report_of_violence_holds_dates_and_states_only() -> None:
    kind = load_kinds()[0].by_name["signalement"]
    assert kind.refused == ("titre", "pieces", "dispenses")
    types = {field.type for field in kind.fields if field.name != "genre"}
    assert types == {"date", "choix", "equipe", "indicateur"}


def test_adding_a_kind_touches_one_yaml_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path)
    assert main(["--project", str(root), "new", "visite", "--date", "2026-11-21"]) == 2
    capsys.readouterr()
    plant(root, {"kinds/visite.yml": VISITS})

    assert main(["--project", str(root), "new", "visite", "--set", "atelier=Niort", "--date", "2026-11-21"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "evidence/visites/vis-2026-01.md"
    assert (root / "evidence/visites/vis-2026-01.md").read_text(encoding="utf-8") == (
        "---\n"
        "# Le nom sous lequel on cherchera la fiche.\n"
        "titre:\n"
        "# Le jour du fait, pas celui de la saisie.\n"
        "date: 2026-11-21\n"
        "atelier: Niort\n"
        "# Ce qui suit est facultatif : pour vous servir d'un champ, retirez le « # » devant son nom.\n"
        "#   En un mot. (bon, a-revoir)\n"
        "# verdict:\n"
        "#   À écrire seulement si la fiche sert d'autres indicateurs que ceux de son genre.\n"
        "# indicateurs:\n"
        "#   Qui tient cette fiche à jour.\n"
        "# responsable:\n"
        "#   Un brouillon ne prouve rien et n'est pas publié. (brouillon, publie)\n"
        "# etat:\n"
        "#   Une ligne par document : un fichier, ou l'endroit où il est gardé."
        " (nature, quoi, pour, date, signee_le, fichier, ou, nominative)\n"
        "# pieces:\n"
        "#   Une règle qui ne s'applique pas ici, et pourquoi. (regle, pour, motif)\n"
        "# dispenses:\n"
        "---\n"
        "\n"
        "## Constats {#constats}\n"
    )

    plant(root, {"evidence/visites/vis-2026-02.md": "---\ntitre: Deux\ndate: 2026-11-20\nverdict: moyen\n---\n"})
    reading = read_project(root)
    assert told(reading) == [
        "champ-vide evidence/visites/vis-2026-01.md:3:1: Le champ « titre » (Titre) est vide.",
        "champ-requis evidence/visites/vis-2026-02.md:1:1: Il manque le champ « atelier » (Atelier).",
        "valeur-inconnue evidence/visites/vis-2026-02.md:4:10: « moyen » n'est pas une valeur possible de « verdict ».",
    ]
    assert reading.library.records["vis-2026-02"].indicators == (17,)
    assert "visite" in reading.library.by_kind

    assert main(["--project", str(root), "new", "rien"]) == 2
    assert "veille, visite." in capsys.readouterr().err


def test_a_provider_adds_a_field_to_a_kind_and_replaces_another(tmp_path: Path) -> None:
    root = project(
        tmp_path,
        {
            "kinds/veille.yml": """\
                genre: veille
                champs:
                  - {nom: abonnement, libelle: Abonnement, type: choix, valeurs: {lettre: Lettre, site: Site}}
                  - {nom: source, libelle: Source, type: texte, aide: "Facultative chez nous."}
                """,
            "evidence/veille/vei-2026-01.md": """\
                ---
                titre: Note
                date: 2026-10-01
                responsable: ana-01
                domaine: handicap
                decision: informer
                abonnement: lettre
                ---
                """,
        },
    )
    reading = read_project(root)
    assert told(reading) == []
    note = reading.library.records["vei-2026-01"]
    assert note.text("abonnement") == "lettre"
    assert note.indicators == (25, 26)
    assert note.kind.label == "Note de veille"
    assert len(note.kind.fields) == len(load_kinds()[0].by_name["veille"].fields) + 1


_HOME = "« dossier » commence par evidence/ ou content/, et n'en sort pas"
_FILE = "« fichier » est le chemin d'une fiche .md, dans evidence/ ou content/"


@pytest.mark.parametrize(
    ("text", "place", "cause"),
    [
        ("genre: x\ncouleur: bleu\n", "2:1", "« couleur » n'est pas une clé de genre"),
        ("libelle: X\n", "1:1", "il manque la ligne « genre: »"),
        ("genre: x\nchamps: titre\n", "2:9", "« champs » doit être une liste"),
        ("genre: x\nchamps:\n  - titre\n", "3:5", "un champ s'écrit {nom: …, libelle: …, type: …}"),
        ("genre: x\nchamps:\n  - {nom: a, type: texte, taille: 3}\n", "3:27", "« taille » n'est pas une clé de champ"),
        ("genre: x\nchamps:\n  - {nom: a, type: choix}\n", "3:5", "un champ de type choix a des « valeurs »"),
        (
            "genre: x\nchamps:\n  - {nom: a, type: texte, maximum: cinq}\n",
            "3:36",
            "« maximum » est un nombre entier, de 9 chiffres au plus",
        ),
        (
            "genre: x\nchamps:\n  - {nom: a, type: texte, maximum: " + "9" * 5000 + "}\n",
            "3:36",
            "« maximum » est un nombre entier, de 9 chiffres au plus",
        ),
        ("genre: x\nedition: tous\n", "2:10", "« tous » n'est pas une édition"),
        ("genre: x\nindicateurs: [4, 34]\n", "2:18", "« 34 » n'est pas le numéro d'un indicateur (de 1 à 33)"),
        ("genre: x\ndossier: notes\n", "2:10", _HOME),
        ("genre: x\ndossier: /tmp/x\n", "2:10", _HOME),
        ("genre: x\ndossier: evidence/../x\n", "2:10", _HOME),
        ("genre: x\ndossier: evidence\n", "2:10", _HOME),
        ("genre: x\nfichier: organisme.md\n", "2:10", _FILE),
        ("genre: x\nfichier: evidence/x.txt\n", "2:10", _FILE),
        ("genre: x\nvivant: true\n", "2:9", "« vivant » se répond par oui ou non"),
        ("genre: x\nrevision: souvent\n", "2:11", "« souvent » n'est pas une durée comme 1 an ou 6 mois"),
        ("genre: x\nrequis: [titre, lieu]\n", "2:17", "« requis » nomme « lieu », qui n'est pas un champ de ce genre"),
        ("genre: x\nquand: titre\n", "2:8", "« quand » nomme « titre », qui n'est pas un champ de date de ce genre"),
        (
            "genre: x\nchamps: [{nom: lieu, type: texte}]\nindicateurs_selon: {champ: lieu, sinon: {champ: objet}}\n",
            "3:20",
            "« sinon » nomme « objet », qui n'est pas un champ de ce genre",
        ),
        (
            "genre: x\nchamps: [{nom: lieu, type: texte}]\nindicateurs_selon: {champ: lieu, sinon: [4]}\n",
            "3:41",
            "« sinon » dit un autre « champ » et ses « valeurs »",
        ),
        (
            "genre: x\nindicateurs_selon: {champ: objet}\n",
            "2:20",
            "« indicateurs_selon » nomme « objet », qui n'est pas un champ de ce genre",
        ),
        (
            "genre: x\nchamps:\n  - {nom: a, type: lien, lien: [veile]}\n",
            "3:33",
            "« lien » nomme « veile », qui n'est pas un genre ; le plus proche est « veille »",
        ),
        (
            "genre: veille\nchamps:\n  - {nom: a, type: lignes, champs: [{nom: b, type: lien, lien: qqq}]}\n",
            "3:64",
            "« lien » nomme « qqq », qui n'est pas un genre",
        ),
        (
            "genre: x\nidentifiant: x-NN\ncorps: refuse\nchamps:\n  - {nom: a, type: texte}\n",
            "5:3",
            "« corps: refuse » ne va pas avec « a », où l'on pourrait raconter",
        ),
        (
            "genre: signalement\nchamps:\n  - {nom: a, type: lignes, champs: [{nom: b, type: personne}]}\n",
            "3:3",
            "« corps: refuse » ne va pas avec « a », où l'on pourrait raconter",
        ),
        (
            "genre: x\nidentifiant: x-NN\ncorps: refuse\nsections: [{id: a, titre: A}]\n",
            "4:11",
            "« corps: refuse » ne va pas avec des sections",
        ),
        (
            "genre: x\nsections: [{id: a, titre: A, champ: absent}]\n",
            "2:11",
            "« sections » nomme « absent », qui n'est pas un champ de ce genre",
        ),
        ("genre: x\ncorps: refuse\n", "1:1", "« corps: refuse » demande un « identifiant » comme sig-AAAA-NN"),
        (
            "genre: veille\nsections: []\n",
            "2:1",
            "« sections » ne change pas pour un genre livré : seuls libelle et champs s'étendent",
        ),
    ],
)
def test_a_wrong_declaration_is_a_finding_with_its_place(tmp_path: Path, text: str, place: str, cause: str) -> None:
    root = project(tmp_path, {"kinds/essai.yml": text})
    reading = read_project(root)
    assert told(reading) == [
        f"declaration-genre kinds/essai.yml:{place}: La déclaration du genre est fausse : {cause}."
    ]
    assert sorted(reading.kinds.by_name) == SHIPPED


def test_a_field_of_no_known_type_gets_the_list(tmp_path: Path) -> None:
    root = project(tmp_path, {"kinds/essai.yml": "genre: x\nchamps:\n  - {nom: a, type: chaine}\n"})
    (found,) = read_project(root).findings
    assert str(found.place) == "kinds/essai.yml:3:20"
    assert found.message == (
        f"La déclaration du genre est fausse : « chaine » n'est pas un type de champ ({', '.join(TYPES)})."
    )


def test_a_declaration_that_is_broken_yaml_is_a_finding(tmp_path: Path) -> None:
    root = project(tmp_path, {"kinds/essai.yml": "genre: [x\n"})
    (found,) = read_project(root).findings
    assert (found.rule, found.path) == ("yaml-invalide", "kinds/essai.yml")


def test_a_kind_may_mix_days_and_moments(tmp_path: Path) -> None:
    kind = (
        "genre: visite\ndossier: evidence/visites\nchamps:\n  - {nom: debut, type: date}\n"
        "  - {nom: fin, type: date-heure}\n"
    )
    record = "---\ntitre: Visite\ndebut: 2026-03-02\nfin: 2026-03-{day} 9h30\n---\n"
    root = project(tmp_path, {"kinds/visite.yml": kind, "evidence/visites/vis-01.md": record.replace("{day}", "02")})
    assert told(read_project(root)) == []
    plant(root, {"evidence/visites/vis-01.md": record.replace("{day}", "01")})
    assert [found.rule for found in read_project(root).findings] == ["bornes-dates"]


@pytest.mark.parametrize("folder", ["kinds", "rules"])
def test_a_declaration_that_is_no_file_or_no_text_is_a_finding(tmp_path: Path, folder: str) -> None:
    root = project(tmp_path, {f"{folder}/b.yml": "genre: caf\xe9\n".encode("latin-1")})
    (root / folder / "a.yml").mkdir()
    assert [(found.rule, found.path) for found in read_project(root).findings] == [
        ("fichier-illisible", f"{folder}/a.yml"),
        ("fichier-encodage", f"{folder}/b.yml"),
    ]


ASKING = VISITS.replace("sections:", "requis_selon: {champ: verdict, valeurs: {a-revoir: [conclusion]}}\nsections:")
CONCLUSION = '  - {nom: conclusion, libelle: Conclusion, type: texte, aide: "Ce qui est à revoir."}\nrequis_selon:'


@pytest.mark.parametrize(
    ("more", "asked"),
    [
        ("verdict: a-revoir", True),
        ("verdict: a-revoir\nconclusion:", True),
        ("verdict: a-revoir\nconclusion: Une étagère branle.", False),
        ("verdict: a-revoir\netat: brouillon", False),
        ("verdict: bon", False),
        ("", False),
    ],
)
def test_the_value_of_a_field_may_ask_for_another(tmp_path: Path, more: str, asked: bool) -> None:  # noqa: FBT001 - a case
    visit = f"---\ntitre: Visite\ndate: 2026-05-04\natelier: Fournil\n{more}\n---\n## Constats\n"
    kinds = {"kinds/visite.yml": ASKING.replace("requis_selon:", CONCLUSION)}
    found = told(read_project(project(tmp_path, {**kinds, "evidence/visites/vis-2026-01.md": visit})))
    assert [line.partition(" ")[0] for line in found] == ["champ-requis-selon"] * asked


def test_what_a_value_asks_for_has_to_be_a_field(tmp_path: Path) -> None:
    _, problems = load_kinds(plant(tmp_path, {"kinds/visite.yml": ASKING}))
    assert [(p.rule, "« requis_selon » nomme « conclusion »" in p.message) for p in problems] == [
        ("declaration-genre", True)
    ]


def test_what_kinds_read_of_the_provider_is_there() -> None:
    kinds, _ = load_kinds()
    provider = kinds.by_name["organisme"]
    for kind in kinds.by_name.values():
        for path in (path for section in kind.sections for path in section.of_provider):
            name, _, inner = path.partition(".")
            assert (field := provider.field(name)), path
            assert not inner or field.subfield(inner), path


def test_a_promised_delay_may_stand_in_every_part_of_a_booklet() -> None:
    kinds, _ = load_kinds()
    delays = kinds.by_name["organisme"].field("delais")
    part = delays.subfield("partie") if delays else None
    assert part
    assert part.values == {one.id: one.title for one in kinds.by_name["livret"].sections}
