"""The command `classeur`: check, build, serve, new, fix."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from classeur import __version__, commands
from classeur.editions import Edition
from classeur.finding import Grade
from classeur.french_arguments import FrenchParser
from classeur.kinds.values import BadValue, read_date
from classeur.library import PROVIDER_KIND
from classeur.messages import MESSAGES
from classeur.obstacles import told
from classeur.turn import BusyError

BUILT = (Edition.TEAM, Edition.AUDITOR, Edition.PUBLIC)
"""Editions that `build` and `serve` make."""
_LAST_PORT = 65535
_YEARS = range(1970, 2101)
"""Years at which a project is judged: dates of files start with them, and no référentiel lasts longer."""
SERVED = (Edition.TEAM, Edition.PUBLIC)
"""What `serve` makes again at each save: the auditor's edition takes as long as the team's and shows no more."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. Exit status: 0 fine, 1 findings at or above the level asked for, 2 cannot run."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        status = _run(_options(arguments))
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read us has read enough (`classeur check | head`): what is left to print goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except BusyError:
        print(
            "Une autre commande prépare les sites de ce projet en ce moment.\n"
            "→ Attendez qu'elle ait fini, puis recommencez.",
            file=sys.stderr,
        )
        return 2
    except OSError as error:
        print(told(error), file=sys.stderr)
        return 2
    return status


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The options; `new` takes its id after its options as well, which argparse does not do by itself."""
    parser = _parser()
    options, rest = parser.parse_known_args(arguments)
    if options.command == "new" and not options.id and rest and not rest[0].startswith("-"):
        options.id = rest.pop(0)
    if rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    return options


def _run(options: argparse.Namespace) -> int:
    root = commands.find_project(Path(options.project) if options.project else Path.cwd(), exact=bool(options.project))
    if options.command == "new" and (root or options.kind == PROVIDER_KIND):
        return commands.new(root or Path(), options.kind, options.id, options.set, _today(options))
    if root is None:
        where = options.project or "ce dossier ni dans ceux qui le contiennent"
        print(
            f"Aucun projet Classeur dans {where} : il y faut un fichier organisme.yml.\n"
            "→ Placez-vous dans le dossier du projet, ou donnez-le avec --project.",
            file=sys.stderr,
        )
        return 2
    if options.command == "fix":
        return commands.fix(root, agreed=options.oui)
    date = _today(options)
    if options.command == "check":
        return commands.check(root, date, options.audit_date, Grade(options.level), list_pieces=options.pieces)
    usual = BUILT if options.command == "build" else SERVED
    editions = tuple(Edition(name) for name in options.edition) or usual
    if options.command == "build":
        return commands.build(root, date, options.audit_date, editions)
    return commands.serve(root, options.date, options.audit_date, editions, options.port)


def _parser() -> FrenchParser:
    parser = FrenchParser(
        prog="classeur",
        description="Les preuves Qualiopi en fiches Markdown : vérifiées, puis publiées en sites.",
    )
    parser.add_argument("--version", action="version", version=f"classeur {__version__}", help="dire la version")
    parser.add_argument("--project", metavar="DOSSIER", help="le dossier du projet (sinon celui où l'on est)")
    commands_ = parser.add_subparsers(dest="command", metavar="COMMANDE", required=True)

    check = commands_.add_parser("check", help="vérifier toutes les fiches et dire ce qui manque")
    _add_dates(check)
    check.add_argument(
        "--level",
        choices=[grade.value for grade in Grade],
        default=Grade.ERROR.value,
        help="à partir de quel grade la commande échoue (erreur si rien n'est dit)",
    )
    check.add_argument(
        "--pieces", action="store_true", help="lister aussi les pièces déposées et ce qui en est compris"
    )

    build = commands_.add_parser("build", help="produire les sites dans site/")
    _add_dates(build)
    _add_editions(build, "toutes")

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

    new.add_argument("--date", type=_date, help="le jour à écrire dans la fiche (aujourd'hui si rien n'est dit)")
    return parser


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


def _port(text: str) -> int:
    if text.isdecimal() and len(text) <= len(str(_LAST_PORT)) and int(text) <= _LAST_PORT:
        return int(text)
    message = f"« {text} » n'est pas un port : donnez un nombre de 0 à {_LAST_PORT}"
    raise argparse.ArgumentTypeError(message)


def _today(options: argparse.Namespace) -> dt.date:
    """The date asked for, else today where providers work."""
    date: dt.date | None = options.date
    return date or dt.datetime.now(ZoneInfo("Europe/Paris")).date()
