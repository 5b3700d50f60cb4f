"""The command as people meet it: exit statuses, and sentences in French for every wrong turn."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from classeur import __version__, portal
from classeur.cli import main
from classeur.turn import alone
from classeur.workplace import WORK
from tests.conftest import ROOT
from tests.small_tree import document, plant, project, session
from tests.witnessed import commit, repository

Capture = pytest.CaptureFixture[str]


def wrong(capsys: Capture, *arguments: str) -> str:
    """What is said of wrong arguments, which end the command with status 2."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    return err


def test_a_good_project_is_checked_with_status_0(tmp_path: Path, capsys: Capture) -> None:
    assert main(["--project", str(project(tmp_path)), "check", "--date", "2026-11-21"]) == 0
    out, err = capsys.readouterr()
    assert "\nÉtat au 21 novembre 2026, référentiel 2026.\n3 fiches lues, 0 pièce : " in out
    assert err == ""


def test_a_finding_at_the_level_asked_for_gives_status_1(tmp_path: Path, capsys: Capture) -> None:
    root = str(project(tmp_path))
    assert main(["--project", root, "check", "--date", "2026-11-21", "--level", "majeure"]) == 1
    plant(tmp_path, {"evidence/veille/vei-2026-01.md": "Bonjour.\n"})
    assert main(["--project", root, "check", "--date", "2026-11-21"]) == 1
    capsys.readouterr()


def test_a_project_is_found_from_a_folder_inside_it(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project(tmp_path) / "evidence/personnel")
    assert main(["check", "--date", "2026-11-21"]) == 0
    capsys.readouterr()


@pytest.mark.parametrize("command", [["check"], ["build"], ["serve"], ["fix"], ["new", "entretien"], ["new", "zzz"]])
def test_outside_a_project_the_command_says_what_is_missing(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(command) == 2
    assert capsys.readouterr().err == (
        "Aucun projet Classeur dans ce dossier ni dans ceux qui le contiennent : il y faut un fichier organisme.yml.\n"
        "→ Placez-vous dans le dossier du projet, ou donnez-le avec --project.\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_project_that_is_no_folder_is_told(tmp_path: Path, capsys: Capture) -> None:
    assert main(["--project", str(tmp_path / "rien"), "check"]) == 2
    assert capsys.readouterr().err.startswith(f"Aucun projet Classeur dans {tmp_path / 'rien'} : ")


def test_a_folder_without_its_provider_is_a_finding(tmp_path: Path, capsys: Capture) -> None:
    assert main(["--project", str(tmp_path), "check", "--date", "2026-11-21"]) == 1
    assert capsys.readouterr().out == (
        "organisme.yml: erreur [organisme-absent]\n"
        "  Le fichier organisme.yml manque : il dit qui est le prestataire.\n"
        "  → Créez-le à la racine du projet ; « classeur new organisme » en écrit un modèle.\n\n"
        "0 fiche lue, 0 pièce : 1 erreur.\n"
    )


def test_the_provider_is_the_one_record_that_starts_a_project(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "organisme", "--set", "nom=Atelier"]) == 0
    assert capsys.readouterr().out == (
        "organisme.yml\n"
        "→ Écrivez juste après chaque deux-points ; les lignes qui commencent par « # » sont des aides.\n"
        "→ Pas encore fini ? Ajoutez « etat: brouillon ». Puis lancez « classeur check ».\n"
    )
    assert "nom: Atelier\n" in (tmp_path / "organisme.yml").read_text(encoding="utf-8")


def test_a_build_that_is_blocked_says_so_with_status_1(tmp_path: Path, capsys: Capture) -> None:
    root = project(tmp_path, {"evidence/veille/vei-2026-01.md": "Bonjour.\n"})
    assert main(["--project", str(root), "build", "--date", "2026-11-21"]) == 1
    assert capsys.readouterr().out == (
        "evidence/veille/vei-2026-01.md:1:1: erreur [entete-absent]\n"
        "  La fiche ne commence pas par un en-tête entre deux lignes « --- ».\n"
        "  1 | Bonjour.\n"
        "    | ^\n"
        "  → Ajoutez « --- » en toute première ligne, puis les champs, puis une seconde ligne « --- ».\n\n"
        "Rien n'est publié : 1 erreur. Les sites d'avant restent en place.\n"
    )
    assert not (root / "site").exists()


def test_a_build_says_where_each_site_is(tmp_path: Path, capsys: Capture) -> None:
    root = str(project(tmp_path))
    assert main(["--project", root, "build", "--date", "2026-11-21", "--no-pdf"]) == 0
    assert capsys.readouterr().out.endswith(
        "Classeur de l'équipe : site/equipe/index.html\n"
        "Classeur de l'auditeur : site/auditeur/index.html\nSite public : site/public/index.html\n"
    )
    assert main(["--project", root, "build", "--date", "2026-11-21", "--edition", "public", "--no-pdf"]) == 0
    assert "équipe :" not in capsys.readouterr().out


def test_a_record_is_written_and_never_twice(tmp_path: Path, capsys: Capture) -> None:
    root = project(tmp_path)
    command = ["--project", str(root), "new", "veille", "vei-2026-01", "--date", "2026-11-21"]
    assert main(command) == 0
    assert capsys.readouterr().out == (
        "evidence/veille/vei-2026-01.md\n"
        "→ Écrivez juste après chaque deux-points ; les lignes qui commencent par « # » sont des aides.\n"
        "→ Pas encore fini ? Ajoutez « etat: brouillon ». Puis lancez « classeur check ».\n"
    )
    before = (root / "evidence/veille/vei-2026-01.md").read_bytes()
    assert main(command) == 2
    assert capsys.readouterr().err == (
        "La fiche evidence/veille/vei-2026-01.md existe déjà.\n→ Donnez un autre identifiant après le genre.\n"
    )
    assert (root / "evidence/veille/vei-2026-01.md").read_bytes() == before


def test_an_unknown_kind_gets_the_nearest_and_the_list(tmp_path: Path, capsys: Capture) -> None:
    assert main(["--project", str(project(tmp_path)), "new", "entretient"]) == 2
    err = capsys.readouterr().err
    assert err.startswith("« entretient » n'est pas un genre de fiche. Vouliez-vous dire « entretien » ?\n")
    assert "→ Choisissez parmi : accessibilite, action, activite, alerte, " in err


def test_a_kind_is_known_by_its_name_whatever_its_capitals(tmp_path: Path, capsys: Capture) -> None:
    command = ["--project", str(project(tmp_path)), "new", "Entretien", "--date", "2026-11-21"]
    assert main(command) == 0
    assert capsys.readouterr().out.startswith("evidence/entretiens/cr-2026-11-21.md\n")


def test_a_record_to_name_is_named_like_the_others(tmp_path: Path, capsys: Capture) -> None:
    root = project(tmp_path, {"evidence/sessions/pain-2026-05.md": session()})
    assert main(["--project", str(root), "new", "session"]) == 2
    assert capsys.readouterr().err.endswith("→ Donnez-en un après le genre, sur le modèle de pain-2026-05.\n")
    assert main(["--project", str(root), "new", "session", "Pain 2026"]) == 2
    assert capsys.readouterr().err.endswith("chiffres et des tirets, par exemple pain-2026.\n")


def test_a_wrong_setting_is_explained_like_a_wrong_value(tmp_path: Path, capsys: Capture) -> None:
    command = ["--project", str(project(tmp_path)), "new", "entretien", "--date", "2026-11-21"]
    assert main([*command, "--set", "moment=avent"]) == 2
    assert capsys.readouterr().err == (
        "« avent » n'est pas une valeur possible de « moment ». Vouliez-vous dire « avant » ?\n"
        "→ Choisissez parmi : avant, pendant, apres.\n"
    )
    assert main([*command, "--set", "momen=avant"]) == 2
    assert capsys.readouterr().err.startswith(
        "« momen=avant » ne remplit aucun champ de entretien. Vouliez-vous dire « moment » ?\n"
        "→ Écrivez --set champ=valeur ; les champs : titre, date, personne_recue, "
    )
    assert not (tmp_path / "evidence/entretiens").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Il manque : COMMANDE.\n→ « classeur --help » dit ce que la commande accepte.\n"),
        (["new"], "Il manque : GENRE.\n→ « classeur new --help » dit ce que la commande accepte.\n"),
        (["chek"], "COMMANDE : « chek » ne va pas ; essayez check, build, serve, new, fix, audit, export.\n"),
        (["check", "--zut"], "Argument inconnu : --zut.\n→ « classeur --help » dit ce que la commande accepte.\n"),
        (["check", "--date"], "--date attend une valeur.\n→ « classeur check --help » dit"),
        (["check", "--date", "21/11/2026"],
         "--date : « 21/11/2026 » n'est pas une date écrite dans l'ordre année-mois-jour. Écrivez 2026-11-21.\n"),
        (["check", "--date", "2026-02-30"],
         "--date : Le 2026-02-30 n'existe pas dans le calendrier. Vérifiez le jour et le mois :"),
        (["check", "--level", "grave"],
         "--level : « grave » ne va pas ; essayez erreur, majeure, mineure, vigilance, a-confirmer.\n"),
        (["build", "--edition", "source"], "--edition : « source » ne va pas ; essayez equipe, auditeur, public.\n"),
        (["serve", "--port", "web"], "--port : « web » n'est pas un port : donnez un nombre de 0 à 65535.\n"),
        (["check", "--date", "1969-12-31"], "--date : « 1969-12-31 » n'est pas une date entre 1970 et 2100.\n"),
        (["build", "--date", "2101-01-01"], "--date : « 2101-01-01 » n'est pas une date entre 1970 et 2100.\n"),
        (["new", "veille", "--set", "titre=a", "vei-01", "vei-02"], "Argument inconnu : vei-02.\n"),
        (["serve", "--port", "70000"], "--port : « 70000 » n'est pas un port : donnez un nombre de 0 à 65535.\n"),
    ],
)  # fmt: skip
def test_wrong_arguments_are_told_in_french(capsys: Capture, arguments: list[str], said: str) -> None:
    told = wrong(capsys, *arguments)
    assert told.startswith(said)
    assert "→ « classeur" in told


def test_the_help_is_french_to_the_last_word(capsys: Capture) -> None:
    for arguments in (["--help"], ["check", "--help"], ["build", "--help"], ["serve", "--help"], ["new", "--help"]):
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        assert caught.value.code == 0
        out = capsys.readouterr().out
        assert out.startswith("Utilisation : classeur")
        assert not {"usage", "options:", "show", "arguments", "default", "positional"} & set(out.lower().split()) - {
            "options:"
        }


def test_the_version_is_said(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out == f"classeur {__version__}\n"


def test_what_git_can_t_witness_is_said_before_the_state(tmp_path: Path, capsys: Capture) -> None:
    root = project(tmp_path)
    assert main(["--project", str(root), "check", "--date", "2026-11-21"]) == 0
    assert (
        "\nGit : ce dossier n'est pas suivi par git : personne ne dit quand les fiches ont été écrites.\nÉtat au 21 "
    ) in capsys.readouterr().out
    commit(repository(root), "2026-11-02")
    (root / "evidence/personnel/ana-01.md").write_text("---\ntitre: Ana\n---\n", encoding="utf-8")
    main(["--project", str(root), "check", "--date", "2026-11-21"])
    assert (
        "\nGit : 1 fichier changé n'est pas encore enregistré ;"
        " les dates d'écriture sont celles du dernier enregistrement.\nÉtat au 21 "
    ) in capsys.readouterr().out


def test_pieces_are_listed_with_what_was_understood(tmp_path: Path, capsys: Capture) -> None:
    folder = "evidence/sessions/s-2026-01"
    text = (
        "---\ntitre: S\ncategorie: AF\ndebut: 2026-03-02\nfin: 2026-03-06\njours: 5\nmodalite: presentiel\n"
        "intervenants: ana-01\navancement: terminee\ninscrits: [{beneficiaire: B-1}]\n---\n"
    )
    names = ("convention--B-1--2026-02-20--signee-2026-02-24.pdf", "emargement.pdf")
    root = project(tmp_path, {f"{folder}.md": text, **{f"{folder}/{name}": document(name) for name in names}})
    assert main(["--project", str(root), "check", "--date", "2026-11-21", "--pieces"]) == 0
    assert capsys.readouterr().out.startswith(
        f"{folder}/convention--B-1--2026-02-20--signee-2026-02-24.pdf\n"
        "  compris : Convention, pour B-1, 2026-02-20, signée le 2026-02-24\n"
        f"{folder}/emargement.pdf\n"
        "  compris : Émargement, pour toute la session\n\n"
    )


def test_a_reader_that_has_read_enough_ends_check_without_a_traceback() -> None:
    script = f"{sys.executable} -m classeur --project {ROOT} check --date 2026-11-21 | head -c 20"
    ended = subprocess.run(["bash", "-o", "pipefail", "-c", script], capture_output=True, text=True, check=False)
    assert ended.stderr == ""
    assert ended.stdout.startswith("evidence/")


def test_the_id_may_come_after_the_settings(tmp_path: Path, capsys: Capture) -> None:
    root = project(tmp_path)
    assert main(["--project", str(root), "new", "procedure", "--set", "titre=a", "proc-50"]) == 0
    assert capsys.readouterr().out.startswith("evidence/procedures/proc-50.md\n")


def test_a_list_is_set_with_commas_and_a_line_end_is_quoted(tmp_path: Path, capsys: Capture) -> None:
    root = project(tmp_path)
    command = ["--project", str(root), "new", "procedure", "--date", "2026-11-21"]
    settings = ["--set", "objet=analyse-besoin,positionnement", "--set", "titre=Une ligne\net: une autre"]
    assert main([*command, "proc-50", *settings]) == 0
    text = (root / "evidence/procedures/proc-50.md").read_text(encoding="utf-8")
    assert "objet: [analyse-besoin, positionnement]\n" in text
    assert 'titre: "Une ligne\\net: une autre"\n' in text
    assert main([*command, "proc-51", "--set", "objet=analyse-besoin,rien"]) == 2
    assert capsys.readouterr().err.startswith("« rien » n'est pas une valeur possible de « objet ».")


def test_an_id_that_is_too_long_is_told(tmp_path: Path, capsys: Capture) -> None:
    assert main(["--project", str(project(tmp_path)), "new", "entretien", "a" * 400]) == 2
    assert capsys.readouterr().err == (
        f"« {'a' * 40}… » est trop long pour un nom de fichier.\n→ Restez à 100 signes au plus.\n"
    )


@pytest.mark.parametrize(
    ("place", "command"),
    [("site", ["build", "--no-pdf"]), (".classeur", ["build"]), ("evidence/veille", ["new", "veille", "vei-2026-01"])],
)
def test_a_file_in_the_place_of_a_folder_is_told(
    tmp_path: Path, capsys: Capture, place: str, command: list[str]
) -> None:
    root = project(tmp_path)
    (root / place).write_text("x")
    assert main(["--project", str(root), *command, "--date", "2026-11-21"]) == 2
    assert capsys.readouterr().err == (
        f"{root / place} est un fichier, là où il faut un dossier.\n→ Renommez-le ou déplacez-le, puis recommencez.\n"
    )


def test_a_full_disk_is_told(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(portal, "stage", full)
    assert main(["--project", str(project(tmp_path)), "build", "--date", "2026-11-21"]) == 2
    assert capsys.readouterr().err == "Le disque est plein.\n→ Libérez de la place, puis recommencez.\n"


def test_two_builds_of_a_project_do_not_write_at_once(tmp_path: Path, capsys: Capture) -> None:
    root = project(tmp_path)
    command = ["--project", str(root), "build", "--date", "2026-11-21", "--edition", "public", "--no-pdf"]
    with alone(root / WORK, wait=False):
        assert main(command) == 2
    assert capsys.readouterr().err == (
        "Une autre commande prépare les sites de ce projet en ce moment.\n"
        "→ Attendez qu'elle ait fini, puis recommencez.\n"
    )
    assert main(command) == 0
