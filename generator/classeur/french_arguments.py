"""`argparse` in French: usage, titles of groups, and what it says of wrong arguments."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

_SENTENCES = (
    (re.compile(r"^the following arguments are required: (.*)$"), r"il manque : \1"),
    (re.compile(r"^unrecognized arguments: (.*)$"), r"argument inconnu : \1"),
    (
        re.compile(r"^argument (\S+): invalid choice: '?(.*?)'? \(choose from (.*)\)$"),
        r"\1 : « \2 » ne va pas ; essayez \3",
    ),
    (re.compile(r"^argument (\S+): expected one argument$"), r"\1 attend une valeur"),
    (re.compile(r"^argument (\S+): (.*)$"), r"\1 : \2"),
)  # fmt: skip


class _FrenchFormatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "Utilisation : " if prefix is None else prefix)


class FrenchParser(argparse.ArgumentParser):
    """A parser whose every word is French. Wrong arguments end the command with status 2."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - those of ArgumentParser
        super().__init__(formatter_class=_FrenchFormatter, add_help=False, **options)
        self._positionals.title = "à écrire"
        self._optionals.title = "options"
        self.add_argument("-h", "--help", action="help", help="montrer cette aide")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how to get help, then exit with status 2."""
        for english, french in _SENTENCES:
            if english.match(message):
                message = english.sub(french, message)
                # Pythons do not agree on whether choices are quoted.
                message = message.replace("', '", ", ").replace("essayez '", "essayez ").removesuffix("'")
                break
        self.exit(2, f"{message[:1].upper()}{message[1:]}.\n→ « {self.prog} --help » dit ce que la commande accepte.\n")
