"""The native renderer: MkDocs with Material, called as a library, its warnings turned into findings."""

from __future__ import annotations

import datetime as dt
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError

from classeur.finding import Finding, Place
from classeur.messages import finding

_UNUSED = ("assets/javascripts/lunr", "assets/javascripts/workers")
"""The theme's own search, a megabyte that no page asks for: ours stands in its place."""


def render(config_path: Path, date: dt.date) -> tuple[Path, tuple[Finding, ...]]:
    """Build the staged site whose configuration is at `config_path`; give the folder of the site and what was said.

    `date` stands for the date of the build (sitemap, compressed files), so that the same input gives the same bytes.
    """
    # Read by MkDocs and by Material when they are imported.
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    from mkdocs.commands.build import build  # noqa: PLC0415 - slow to import, and only building needs it
    from mkdocs.config import load_config  # noqa: PLC0415

    from classeur.render.compiled import CompiledOnce  # noqa: PLC0415
    from classeur.render.lean import Lean  # noqa: PLC0415
    from classeur.render.linked import Linked  # noqa: PLC0415
    from classeur.render.ready import Ready  # noqa: PLC0415
    from classeur.render.valid import Valid  # noqa: PLC0415

    heard = _Heard()
    search = Lean(config_path.parent / "recherche")
    with _build_date(date), _listening(heard):
        try:
            config = load_config(config_file=str(config_path))
            config.plugins["classeur/compiled"] = CompiledOnce()
            config.plugins["classeur/linked"] = Linked()
            config.plugins["classeur/valid"] = Valid()
            config.plugins["classeur/ready"] = Ready()
            config.plugins["classeur/lean"] = search
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build(config)
            finally:
                config.plugins.on_shutdown()
        except TemplateNotFound as error:
            heard.messages.append(_told(error))
        except OSError:  # the disk, which is nobody's template
            raise
        except Exception as error:  # noqa: BLE001 - a template of overrides/ may raise anything
            heard.messages.append(_told(error))
    _take_out(config_path.parent / "site")
    place = Place(config_path.parent.name)
    said = (" ".join(text.replace(f"{config_path.parents[2]}/", "").split()) for text in heard.messages)
    found = [finding("rendu", place, cause=text) for text in said]
    if search.cause:
        found.append(finding("recherche-absente", place, cause=search.cause))
    return config_path.parent / "site", tuple(found)


def _take_out(site: Path) -> None:
    for folder in _UNUSED:
        shutil.rmtree(site / folder, ignore_errors=True)


def _told(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "un modèle de overrides/ n'est pas enregistré en UTF-8"
    if isinstance(error, TemplateNotFound):
        return f"le modèle ou l'icône « {error.name} » n'existe pas"
    where = f", ligne {error.lineno} du modèle {error.name}" if isinstance(error, TemplateSyntaxError) else ""
    return f"un modèle ne peut pas être rempli{where} : {error}"


class _Heard(logging.Handler):
    """Keeps what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _listening(handler: logging.Handler) -> Iterator[None]:
    """Listen to the `mkdocs` logger without changing its level for others: silenced, it would hide broken pages."""
    logger = logging.getLogger("mkdocs")
    before = (logger.level, logger.propagate)
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before[0])
        logger.propagate = before[1]


@contextmanager
def _build_date(date: dt.date) -> Iterator[None]:
    moment = dt.datetime.combine(date, dt.time(12), dt.UTC)
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(moment.timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
