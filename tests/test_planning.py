"""`classeur new session` from a programme: what is told, what is suggested, what will have to be gathered."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from classeur.cli import main
from classeur.kinds.template import TemplateError
from classeur.planning import Plan, plan_session
from classeur.portal import read_project
from tests.small_tree import project, session, told

DAY = dt.date(2026, 11, 21)
PROGRAMME = "content/formations/pain.md"
SAID = "duree: 21 heures en 3 jours\nmodalites_pedagogiques: En présence, au fournil."
Capture = pytest.CaptureFixture[str]


def programme(more: str = SAID) -> str:
    return f"---\ntitre: Le pain\ncategorie: AF\nresponsable: rui-02\nversion: v2\nrevu_le: 2026-09-01\n{more}\n---\n"


def plan(root: Path, *settings: str, identity: str = "pain-2027-01") -> Plan:
    kind = read_project(root).kinds.by_name["session"]
    return plan_session(root, kind, identity, [f"formation={Path(PROGRAMME).stem}", *settings], DAY)


def test_what_the_programme_tells_is_written(tmp_path: Path) -> None:
    versions = "versions: [{version: v1, du: 2026-01-01}, {version: v2, du: 2027-02-01}]"
    dates = "prochaines_dates: [{du: 2027-01-18, au: 2027-01-20, lieu: Blois}]"
    root = project(tmp_path, {PROGRAMME: programme(f"{SAID}\n{versions}\n{dates}")})
    planned = plan(root, "debut=2027-01-18")
    assert planned.told == {
        "titre": "Le pain, janvier 2027",
        "categorie": "AF",
        "jours": "3",
        "duree_heures": "21",
        "modalite": "presentiel",
        "referent_pedagogique": "rui-02",
        "avancement": "prevue",
        "version_programme": "v1",
        "fin": "2027-01-20",
        "lieu": "Blois",
    }
    assert planned.left == ("intervenants",)
    assert (root / planned.folder).is_dir()
    (root / planned.path).write_text(
        (root / planned.path).read_text(encoding="utf-8").replace("\nintervenants:", "\nintervenants: ana-01"), "utf-8"
    )
    assert told(read_project(root)) == []
    written = read_project(root).library.records["pain-2027-01"]
    assert (written.date("fin"), written.get("jours"), written.get("duree_heures")) == (dt.date(2027, 1, 20), 3.0, 21.0)


def test_what_is_set_wins_over_what_is_told(tmp_path: Path) -> None:
    root = project(tmp_path, {PROGRAMME: programme()})
    planned = plan(root, "debut=2027-01-18", "jours=2", "titre=Le pain : Blois", "avancement=en-cours")
    assert not {"jours", "titre", "avancement"} & set(planned.told)
    text = (root / planned.path).read_text(encoding="utf-8")
    assert '\ntitre: "Le pain : Blois"\n' in text
    assert "\njours: 2\n" in text


@pytest.mark.parametrize(
    ("duration", "hours", "days"),
    [
        ("35 heures en 5 jours : 21 heures en salle, 14 heures à distance", "35", "5"),
        ("7 h sur 1 jour", "7", "1"),
        ("3 jours, 7 heures par jour", None, "3"),
        ("14 heures ou 21 heures selon le niveau", None, None),
        ("3,5 heures", "3,5", None),
        ("Selon le besoin", None, None),
    ],
)
def test_hours_and_days_are_told_only_where_one_number_can_be_meant(
    tmp_path: Path, duration: str, hours: str | None, days: str | None
) -> None:
    root = project(tmp_path, {PROGRAMME: programme(f'duree: "{duration}"')})
    planned = plan(root)
    assert (planned.told.get("duree_heures"), planned.told.get("jours")) == (hours, days)


@pytest.mark.parametrize(
    ("words", "modality"),
    [
        ("Mixte : trois jours à Blois, deux jours à distance.", "mixte"),
        ("Tout se fait à distance.", "distance"),
        ("En présence ou à distance, au choix.", None),
        ("Comme vous voulez.", None),
    ],
)
def test_the_modality_is_told_only_where_one_can_be_meant(tmp_path: Path, words: str, modality: str | None) -> None:
    root = project(tmp_path, {PROGRAMME: programme(f'modalites_pedagogiques: "{words}"')})
    assert plan(root).told.get("modalite") == modality


def test_a_programme_of_one_day_ends_as_it_starts(tmp_path: Path) -> None:
    root = project(tmp_path, {PROGRAMME: programme("duree: 7 heures en 1 jour")})
    assert plan(root, "debut=2027-01-18").told["fin"] == "2027-01-18"


def test_the_last_session_of_the_programme_suggests_and_writes_nothing(tmp_path: Path) -> None:
    sessions = {
        "evidence/sessions/s-1.md": session(start="2026-03-02", trainers="rui-02", more="formation: pain\ntype: intra"),
        "evidence/sessions/s-2.md": session(start="2026-03-03", more="formation: pain\nlieu: Tours\ntype: inter"),
        "evidence/sessions/s-3.md": session(start="2026-03-04", state="annulee", more="formation: pain\nlieu: Nulle"),
    }
    root = project(tmp_path, {PROGRAMME: programme("duree: Selon le besoin"), **sessions})
    planned = plan(root, "debut=2027-01-18")
    assert "lieu" not in planned.told
    text = (root / planned.path).read_text(encoding="utf-8")
    assert "\n# La dernière fois, pour s-2 : ana-01\n" in text
    assert "\nintervenants:\n" in text
    assert "\n# lieu: Tours\n" in text
    assert "\n# type: inter\n" in text


def test_the_checklist_is_that_of_the_rules_with_their_last_days(tmp_path: Path) -> None:
    root = project(tmp_path, {PROGRAMME: programme()})
    planned = plan(root, "debut=2027-01-18", "fin=2027-01-20", "intervenants=ana-01")
    found = {item.what: (item.due, item.indicator, item.natures) for item in planned.expected}
    assert found["Une analyse du besoin pour chaque inscrit, avant son entrée"] == (
        dt.date(2027, 1, 18), 4, ("analyse-besoin", "demande"),
    )  # fmt: skip
    assert found["Chaque inscrit a reçu l'information avant d'entrer"] == (dt.date(2027, 1, 17), 9, ("convocation",))
    assert found["Une enquête à chaud pour chaque session terminée"][0] == dt.date(2027, 2, 4)
    assert found["Le CV de chaque intervenant est daté d'avant la session"][0] == dt.date(2027, 1, 18)
    assert [item.due or DAY for item in planned.expected] == sorted(item.due or DAY for item in planned.expected)
    text = (root / planned.path).read_text(encoding="utf-8")
    assert "\n#   2027-01-18 : Une analyse du besoin pour chaque inscrit, avant son entrée\n" in text


def test_without_its_last_day_only_what_is_due_by_the_first_is_told(tmp_path: Path) -> None:
    planned = plan(project(tmp_path, {PROGRAMME: programme()}), "debut=2027-01-18")
    assert not planned.finished
    assert max(item.due for item in planned.expected if item.due) == dt.date(2027, 1, 18)
    assert plan(tmp_path, identity="pain-2027-02").expected == ()


def test_the_checklist_follows_what_a_provider_changes(tmp_path: Path) -> None:
    off = "04-analyse-besoin"
    root = project(tmp_path, {PROGRAMME: programme()})
    settings = f"regles_desactivees: [{{regle: {off}, motif: Essai}}]\n"
    (root / "organisme.yml").write_text((root / "organisme.yml").read_text(encoding="utf-8") + settings, "utf-8")
    planned = plan(root, "debut=2027-01-18")
    assert not [item for item in planned.expected if item.indicator == 4]


def test_a_programme_that_is_none_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    root = project(tmp_path, {"content/formations/pains.md": programme()})
    with pytest.raises(TemplateError, match="« pain » n'est pas un programme"):
        plan(root)
    assert not (root / "evidence/sessions").exists()


def test_the_command_prints_the_list_and_the_names_of_files(tmp_path: Path, capsys: Capture) -> None:
    root = project(tmp_path, {PROGRAMME: programme()})
    command = ["--project", str(root), "new", "session", "pain-2027-01", "--date", "2026-11-21"]
    assert main([*command, "--set", "formation=pain", "--set", "debut=2027-01-18", "--set", "fin=2027-01-20"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(
        "evidence/sessions/pain-2027-01.md\nRempli d'après pain :\n  titre: Le pain, janvier 2027\n"
    )
    assert "\nReste à écrire : intervenants.\n\nÀ réunir, au plus tard ce jour-là :\n" in printed
    assert "\n  17 janv. 2027 : Chaque inscrit a reçu l'information avant d'entrer (indicateur 9)\n" in printed
    files = printed.partition("\nFichiers à déposer dans evidence/sessions/pain-2027-01/, sous l'un de ces noms :\n")[2]
    assert {
        "  convocation--CODE--AAAA-MM-JJ.pdf",
        "  analyse-besoin--CODE--AAAA-MM-JJ.pdf ou demande--CODE--AAAA-MM-JJ.pdf",
        "  emargement--CODE--AAAA-MM-JJ.pdf ou releve-connexion--CODE--AAAA-MM-JJ.pdf",
    } <= set(files.split("\n"))
    assert main([*command, "--set", "formation=pain"]) == 2
    assert "existe déjà" in capsys.readouterr().err
