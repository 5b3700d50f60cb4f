"""The command `classeur`: check, build, serve, new, fix, audit, export."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from classeur import commands
from classeur.arguments import BUILT, parser_of_the_command
from classeur.editions import Edition
from classeur.exporting import Wish
from classeur.finding import Grade
from classeur.library import PROVIDER_KIND
from classeur.mock.delivery import Wish as Asked
from classeur.obstacles import told
from classeur.turn import BusyError

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
    parser = parser_of_the_command()
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
    return _COMMANDS[options.command](root, options)


def _check(root: Path, options: argparse.Namespace) -> int:
    level = Grade(options.level)
    return commands.check(root, _today(options), options.audit_date, level, list_pieces=options.pieces)


def _build(root: Path, options: argparse.Namespace) -> int:
    editions = _editions(options, BUILT)
    return commands.build(root, _today(options), options.audit_date, editions, papers=not options.no_pdf)


def _serve(root: Path, options: argparse.Namespace) -> int:
    return commands.serve(root, options.date, options.audit_date, _editions(options, SERVED), options.port)


def _fix(root: Path, options: argparse.Namespace) -> int:
    return commands.fix(root, agreed=options.oui)


def _audit(root: Path, options: argparse.Namespace) -> int:
    asked = Asked(
        date=_today(options),
        kind=options.type,
        seed=options.seed,
        sessions=options.sessions,
        learners=options.learners,
        level=Grade(options.level),
        noted=options.noter,
    )
    return commands.audit(root, asked)


def _export(root: Path, options: argparse.Namespace) -> int:
    ids = tuple(getattr(options, "ids", ()))
    return commands.export(root, Wish(options.quoi, _today(options), options.audit_date, options.vers, ids))


_COMMANDS: Mapping[str, Callable[[Path, argparse.Namespace], int]] = {
    "check": _check,
    "build": _build,
    "serve": _serve,
    "fix": _fix,
    "audit": _audit,
    "export": _export,
}
"""What each command runs in a project; `new` may also start one."""


def _editions(options: argparse.Namespace, usual: tuple[Edition, ...]) -> tuple[Edition, ...]:
    return tuple(Edition(name) for name in options.edition) or usual


def _today(options: argparse.Namespace) -> dt.date:
    """The date asked for, else today where providers work."""
    date: dt.date | None = options.date
    return date or dt.datetime.now(ZoneInfo("Europe/Paris")).date()
