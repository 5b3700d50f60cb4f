"""What may be typed after `classeur`: commands, options, and what is said of the wrong ones."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable
from pathlib import Path

from classeur import __version__
from classeur.editions import Edition
from classeur.finding import Grade
from classeur.french_arguments import FrenchParser
from classeur.kinds.values import BadValue, read_date
from classeur.messages import MESSAGES

BUILT = (Edition.TEAM, Edition.AUDITOR, Edition.PUBLIC)
"""Editions that `build` and `serve` make."""
_LAST_PORT = 65535
_LONGEST_COUNT = 12
"""Digits of a number that somebody types."""
PLAYED = ("initial", "surveillance", "renouvellement", "extension", "complementaire", "transfert")
"""Types of audit that a mock one plays."""
_YEARS = range(1970, 2101)
"""Years at which a project is judged: dates of files start with them, and no référentiel lasts longer."""


def parser_of_the_command() -> FrenchParser:
    """The parser of `classeur`: its commands and their options, in French."""
    parser = FrenchParser(
        prog="classeur",
        description="Les preuves Qualiopi en fiches Markdown : vérifiées, puis publiées en sites.",
    )
    parser.add_argument("--version", action="version", version=f"classeur {__version__}", help="dire la version")
    parser.add_argument("--project", metavar="DOSSIER", help="le dossier du projet (sinon celui où l'on est)")
    commands_ = parser.add_subparsers(dest="command", metavar="COMMANDE", required=True)

    check = commands_.add_parser("check", help="vérifier toutes les fiches et dire ce qui manque")
    _add_dates(check)
    _add_level(check)
    check.add_argument(
        "--pieces", action="store_true", help="lister aussi les pièces déposées et ce qui en est compris"
    )

    build = commands_.add_parser("build", help="produire les sites dans site/")
    _add_dates(build)
    _add_editions(build, "toutes")
    build.add_argument("--no-pdf", action="store_true", help="ne pas faire les PDF du site public : plus rapide")

    serve = commands_.add_parser("serve", help="montrer les sites ici et les refaire à chaque enregistrement")
    _add_dates(serve)
    _add_editions(serve, "équipe et public")
    serve.add_argument(
        "--port", type=_port, default=8000, help="le port local (8000 si rien n'est dit, 0 pour un port libre)"
    )

    new = commands_.add_parser("new", help="écrire le modèle d'une fiche")
    new.add_argument(
        "kind", metavar="GENRE", help="le genre de fiche : session, entretien, alerte… ; le Guide les dit tous"
    )
    new.add_argument("id", metavar="IDENTIFIANT", nargs="?", default="", help="le nom du fichier, sans .md")
    new.add_argument(
        "--set", metavar="CHAMP=VALEUR", action="append", default=[], help="remplir un champ, par exemple moment=avant"
    )
    fix = commands_.add_parser("fix", help="montrer les corrections toutes trouvées, puis les faire si vous le voulez")
    fix.add_argument("--oui", action="store_true", help="faire les corrections sans rien demander")

    _add_audit(
        commands_.add_parser("audit", help="passer un audit blanc : tirer des dossiers, et dire ce qu'on trouverait")
    )
    _add_exports(
        commands_.add_parser("export", help="écrire des fichiers à emporter : tableurs, dossier du certificateur")
    )

    new.add_argument("--date", type=_date, help="le jour à écrire dans la fiche (aujourd'hui si rien n'est dit)")
    return parser


def _add_audit(parser: FrenchParser) -> None:
    parser.add_argument("--date", type=_date, help="le jour de l'audit, qui choisit aussi le référentiel (aujourd'hui)")
    parser.add_argument(
        "--type",
        choices=PLAYED,
        default="",
        help="quel audit jouer (celui qui est prévu, sinon celui que le certificat appelle)",
    )
    parser.add_argument(
        "--seed", type=_count_from(0), metavar="N", help="le numéro du tirage ; le même tire les mêmes dossiers"
    )
    parser.add_argument(
        "--sessions", type=_count_from(1), default=2, metavar="N", help="sessions par catégorie, au moins (2)"
    )
    parser.add_argument("--learners", type=_count_from(1), default=2, metavar="N", help="dossiers par session (2)")
    parser.add_argument(
        "--noter", action="store_true", help="écrire aussi la fiche de cet audit, d'où partent des actions"
    )
    _add_level(parser)


def _add_exports(parser: FrenchParser) -> None:
    """What `export` writes; each export adds its own options."""
    wanted = parser.add_subparsers(dest="quoi", metavar="QUOI", required=True)
    books = wanted.add_parser(
        "tableurs", help="le plan d’amélioration, le référentiel, les échéances et les pièces des sessions, en XLSX"
    )
    dossier = wanted.add_parser(
        "certificateur", help="pour lever des non-conformités : lettre, plan de correction, preuves et bordereau"
    )
    dossier.add_argument(
        "ids", metavar="FICHE", nargs="*", help="un audit ou des non-conformités (toutes celles qui sont ouvertes)"
    )
    numbers = wanted.add_parser("chiffres", help="les chiffres de résultats, refaits à partir des fiches, en YAML")
    servers = wanted.add_parser("serveur", help="de quoi régler nginx ou Apache pour mettre les sites en ligne")
    versions = wanted.add_parser(
        "livret", help="les livrets et les programmes en vigueur, en PDF, à garder sous leur numéro de version"
    )
    for export in (books, dossier, numbers, servers, versions):
        _add_dates(export)
        export.add_argument(
            "--vers",
            type=Path,
            metavar="DOSSIER",
            help="où écrire (sinon site/, hors de git, et content/versions pour les livrets)",
        )


def _add_level(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--level",
        choices=[grade.value for grade in Grade],
        default=Grade.ERROR.value,
        help="à partir de quel grade la commande échoue (erreur si rien n'est dit)",
    )


def _add_dates(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--date", type=_date, help="juger à cette date, AAAA-MM-JJ (aujourd'hui si rien n'est dit)")
    parser.add_argument(
        "--audit-date",
        type=_date,
        metavar="DATE",
        help="prendre le référentiel d'un audit à cette date, au lieu du prochain audit prévu",
    )


def _add_editions(parser: argparse.ArgumentParser, usual: str) -> None:
    parser.add_argument(
        "--edition",
        action="append",
        default=[],
        choices=[edition.value for edition in BUILT],
        help=f"une seule édition ; peut se répéter ({usual} si rien n'est dit)",
    )


def _date(text: str) -> dt.date:
    try:
        date = read_date(text)
    except BadValue as bad:
        words = " ".join(MESSAGES[bad.rule].filled(bad.values))
        raise argparse.ArgumentTypeError(words.rstrip(".")) from None
    if date.year not in _YEARS:
        words = f"« {text} » n'est pas une date entre {_YEARS.start} et {_YEARS.stop - 1}"
        raise argparse.ArgumentTypeError(words)
    return date


def _count_from(least: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if text.isdecimal() and len(text) <= _LONGEST_COUNT and int(text) >= least:
            return int(text)
        message = f"« {text} » n'est pas un nombre entier à partir de {least}"
        raise argparse.ArgumentTypeError(message)

    return read


def _port(text: str) -> int:
    if text.isdecimal() and len(text) <= len(str(_LAST_PORT)) and int(text) <= _LAST_PORT:
        return int(text)
    message = f"« {text} » n'est pas un port : donnez un nombre de 0 à {_LAST_PORT}"
    raise argparse.ArgumentTypeError(message)
