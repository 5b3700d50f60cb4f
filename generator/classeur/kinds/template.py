"""The template of a new record, written from its kind: required lines to fill, the others commented."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from classeur.kinds.declaration import Field, Kind, Kinds
from classeur.kinds.record import slug
from classeur.kinds.story import fits
from classeur.kinds.values import BadValue, convert
from classeur.messages import MESSAGES, nearest
from classeur.read.tree import in_unicode

_ID = re.compile(r"^[a-z0-9][a-z0-9-]*$")
_LONGEST = 100
"""Signs of an id: pages and folders are named after it."""
_QUOTED = re.compile(r"(^[\s\"'&*!|>%@`{}\[\],?:#-])|(: )|( #)|(:$)|[\x00-\x1f]")


class TemplateError(Exception):
    """Raised when a template can't be written; says why and what to do, in French."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Known:
    """What other records tell of a new one: values to write, and suggestions, which the record `origin` holds."""

    values: Mapping[str, str]
    hints: Mapping[str, str]
    origin: str


NOTHING = Known({}, {}, "")


def write_record(root: Path, kind: Kind, kinds: Kinds, identity: str, settings: Sequence[str], date: dt.date) -> str:
    """Write the template of a record of `kind` under `root` and give its path.

    `settings` are texts `champ=valeur`. Without an id, the kind's own pattern gives the next one.

    Raises:
        TemplateError: a setting is wrong, the id can't be used or can't be told, or the file is there already.
    """
    values = settings_of(kind, kinds, settings)
    path = path_of(root, kind, identity, date)
    write(root, path, template(kind, kinds, values, date))
    return path


def write(root: Path, path: str, text: str) -> None:
    """Write a new record at `path`, whose folder is made if need be."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8", newline="\n")


def template(
    kind: Kind,
    kinds: Kinds,
    values: Mapping[str, str],
    date: dt.date,
    known: Known = NOTHING,
    notes: Sequence[str] = (),
) -> str:
    """The text of the template, `values` filled in; `notes` are comments after the last field."""
    values = {**known.values, **values}
    lines = [*_front(kind, kinds, values, date, known), *(f"# {note}" for note in notes)]
    if kind.file.endswith(".yml"):
        return "\n".join([*lines, ""])
    written = {name: _parts(field, text) for name, text in values.items() if (field := kind.field(name))}
    sections = kind.sections_for(written)
    body = [part for section in sections for part in (f"## {section.title} {{#{section.id}}}", "")]
    return "\n".join(["---", *lines, "---", "", *body])


def _front(kind: Kind, kinds: Kinds, values: Mapping[str, str], date: dt.date, known: Known) -> Iterator[str]:
    """Required lines, each under its help; then the optional ones, commented.

    Help never shares a line with a value: what is written after « # » would not be read.
    """
    if not kind.folder and not kind.file:
        yield f"genre: {kind.name}"
    fields = [field for field in kind.fields if field.name != "genre"]
    for field in fields:
        if field.name in values:
            yield f"{field.name}: {_listed(field, values[field.name])}"
        elif field.required:
            if hint := known.hints.get(field.name):
                yield f"# La dernière fois, pour {known.origin} : {hint}"
            yield from _required(field, kinds, date)
    optional = [field for field in fields if not field.required and field.name not in values]
    if optional:
        yield "# Ce qui suit est facultatif : pour vous servir d'un champ, retirez le « # » devant son nom."
    for field in optional:
        yield from _help(field, kinds, "#   ")
        hint = known.hints.get(field.name)
        yield f"# {field.name}: {_listed(field, hint)}" if hint else f"# {field.name}:"


def _listed(field: Field, text: str) -> str:
    parts = [_written(part) for part in _parts(field, text)]
    return parts[0] if len(parts) == 1 else f"[{', '.join(parts)}]"


def _required(field: Field, kinds: Kinds, date: dt.date) -> Iterator[str]:
    yield from _help(field, kinds, "# ")
    if field.type != "lignes":
        yield f"{field.name}: {date.isoformat()}" if field.name == "date" else f"{field.name}:"
        return
    yield f"{field.name}:"
    needed = [sub for sub in field.fields if sub.required]
    for number, sub in enumerate(needed):
        yield from _help(sub, kinds, "    # ")
        yield f"  {'-' if number == 0 else ' '} {sub.name}:"
    for sub in (sub for sub in field.fields if not sub.required):
        yield from _help(sub, kinds, "    #   ")
        yield f"    # {sub.name}:"


def _help(field: Field, kinds: Kinds, mark: str) -> Iterator[str]:
    words = field.help
    if field.values:
        words = f"{words} ({', '.join(field.values)})"
    elif field.type == "lignes" and not field.required:
        words = f"{words} ({', '.join(sub.name for sub in field.fields)})"
    elif field.type == "lien":
        labels = [kinds.by_name[name].label.lower() for name in field.links if name in kinds.by_name]
        words = f"{words} ({', '.join(labels)})" if len(labels) > 1 else words
    if words:
        yield f"{mark}{words}"


def _written(text: str) -> str:
    if _QUOTED.search(text):
        # What JSON writes between double quotes, YAML reads as well: line ends and other signs too.
        return json.dumps(text, ensure_ascii=False)
    return text


def _parts(field: Field, text: str) -> tuple[str, ...]:
    """The items of a setting: a list is written with commas, but for sentences, which have their own."""
    if not field.many or field.type == "texte":
        return (text,)
    return tuple(part.strip() for part in text.split(",") if part.strip()) or (text,)


def settings_of(kind: Kind, kinds: Kinds, settings: Sequence[str]) -> dict[str, str]:
    """The values that texts `champ=valeur` set, by field.

    Raises:
        TemplateError: one of them names no field, or is not of its type.
    """
    values: dict[str, str] = {}
    for setting in settings:
        name, sign, text = in_unicode(setting).partition("=")
        field = kind.field(name)
        if not sign or field is None or field.type == "lignes":
            settable = [known.name for known in kind.fields if known.type != "lignes"]
            hint = "" if field else nearest(name, settable)
            raise TemplateError(f"« {setting} » ne remplit aucun champ de {kind.name}.{hint}",
                                f"Écrivez --set champ=valeur ; les champs : {', '.join(settable)}.")  # fmt: skip
        try:
            for part in _parts(field, text):
                convert(field, part, kinds)
        except BadValue as bad:
            raise TemplateError(*MESSAGES[bad.rule].filled(bad.values)) from None
        values[name] = text
    return values


def path_of(root: Path, kind: Kind, identity: str, date: dt.date) -> str:
    """The path of a new record, which is not there yet.

    Raises:
        TemplateError: the id can't be used or can't be told, the file is there already, or a link leads out of here.
    """
    path = kind.file or _path(root, kind, identity, date)
    if (root / path).exists():
        raise TemplateError(f"La fiche {path} existe déjà.", "Donnez un autre identifiant après le genre.")
    if not (root / path).resolve().is_relative_to(root.resolve()):
        raise TemplateError(f"La fiche {path} s'écrirait hors du projet : un raccourci (lien symbolique) y mène.",
                            "Remplacez ce raccourci par un vrai dossier, ou supprimez-le.")  # fmt: skip
    return path


def _path(root: Path, kind: Kind, identity: str, date: dt.date) -> str:
    folder = kind.folder or "content"
    if not identity:
        identity = _next_id(root / folder, kind, date)
    if len(identity) > _LONGEST:
        raise TemplateError(f"« {identity[:40]}… » est trop long pour un nom de fichier.",
                            f"Restez à {_LONGEST} signes au plus.")  # fmt: skip
    if not _ID.match(identity):
        like = f", par exemple {plain}" if (plain := slug(identity)) else ""
        raise TemplateError(f"« {identity} » ne peut pas servir d'identifiant.",
                            f"Écrivez des minuscules sans accent, des chiffres et des tirets{like}.")  # fmt: skip
    if not fits(kind, identity):
        raise TemplateError(f"Une fiche « {kind.name} » s'appelle {kind.identity}, sans autre mot.",
                            f"Ne donnez pas de nom : classeur new {kind.name} le choisit.")  # fmt: skip
    if folder.startswith("evidence/") and not any(sign.isdigit() for sign in identity):
        raise TemplateError(f"« {identity} » n'a pas de chiffre : il se confondrait avec un mot ordinaire.",
                            f"Ajoutez un numéro ou une date, par exemple {identity}-01.")  # fmt: skip
    return f"{folder}/{identity}.md"


def _latest(folder: Path) -> str:
    """The id of a record that is there already, the last in order; a made-up one where there is none."""
    return max((path.stem for path in folder.glob("*.md")), default="nom-2026-01")


def _model(folder: Path, kind: Kind) -> str:
    """An id to imitate: the last of the kind's folder; its own example where records of several kinds lie together."""
    return PurePosixPath(kind.example.path).stem if kind.example and not kind.folder else _latest(folder)


def _next_id(folder: Path, kind: Kind, date: dt.date) -> str:
    """The next id of the kind's pattern: `vei-AAAA-NN` counts within the year, `cr-AAAA-MM-JJ` is the day."""
    if not kind.identity:
        raise TemplateError(f"Une fiche de genre « {kind.name} » n'a pas d'identifiant tout prêt.",
                            f"Donnez-en un après le genre, sur le modèle de {_model(folder, kind)}.")  # fmt: skip
    stem = (
        kind.identity.replace("AAAA", f"{date.year}").replace("MM", f"{date.month:02}").replace("JJ", f"{date.day:02}")
    )
    taken = {path.stem for path in folder.glob("*.md")}
    if "NN" not in stem:
        numbered = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
    else:
        numbered = (stem.replace("NN", f"{number:02}") for number in range(1, len(taken) + 2))
    return next(identity for identity in numbered if identity not in taken)
