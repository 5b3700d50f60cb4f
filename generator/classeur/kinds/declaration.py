"""A kind of record, as its one YAML file declares it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Generic, TypeVar

from classeur.dates import Duration
from classeur.editions import Edition

T = TypeVar("T")

TYPES = (
    "texte",
    "couleur",
    "entier",
    "indicateur",
    "nombre",
    "date",
    "date-heure",
    "duree",
    "heure",
    "oui-non",
    "choix",
    "lien",
    "personne",
    "equipe",
    "destinataires",
    "nature",
    "regle",
    "fichier",
    "lignes",
)
"""Types of fields. `lignes` holds rows that have fields of their own; the others are written as one text."""


AMONG = ("lieux", "lieux-ou-ailleurs")
"""What `parmi` may say: the words of the provider's own places alone, or else where it is in a few words."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind, or of a row.

    `edition` is the widest edition that may read it; `values` maps what people type to what pages say;
    `links` names the kinds that a `lien` may point to (empty: any); `unit` is that of a number, if it has one.
    """

    name: str
    label: str
    type: str
    help: str
    required: bool = False
    many: bool = False
    edition: Edition = Edition.TEAM
    values: Mapping[str, str] | None = None
    links: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    default: str = ""
    maximum: int = 0
    unit: str = ""
    among: str = ""
    """One of `AMONG`: the text is a word of `organisme.yml` that pages look for."""

    def subfield(self, name: str) -> Field | None:
        """The field of a row, by its name."""
        return next((field for field in self.fields if field.name == name), None)


def kept_to_source(field: Field) -> Field:
    """The field as only the source shows it, its rows too."""
    return replace(field, edition=Edition.SOURCE, fields=tuple(map(kept_to_source, field.fields)))


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the body: `## Titre {#id}`, or a heading whose words give the same id.

    `field` is one that says the same once filled, so that nobody has to write it again; empty when there is none. So do
    the paths `of_provider` in `organisme.yml`, filled together: `equipe.roles`, `equipe.telephone`.
    """

    id: str
    title: str
    field: str = ""
    of_provider: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ByValue(Generic[T]):
    """What depends on the value of a field; `otherwise`, of another, where it is empty or its value is not listed."""

    field: str
    values: Mapping[str, T]
    otherwise: ByValue[T] | None = None

    def pick(self, value: object) -> tuple[T, ...]:
        """What goes with `value`, or with each of its items when it is a list."""
        keys = value if isinstance(value, tuple) else (value,)
        return tuple(self.values[str(key)] for key in keys if str(key) in self.values)

    def among(self, values: Mapping[str, object]) -> tuple[T, ...]:
        """What goes with the fields of a record: the first of these fields that says something decides."""
        found = self.pick(values.get(self.field))
        return found or (self.otherwise.among(values) if self.otherwise else ())


@dataclass(frozen=True, slots=True)
class Mistake:
    """A usual mistake, and what to do instead, each in a sentence."""

    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Example:
    """A whole record, short and right: the path where it would be, and its text."""

    path: str
    text: str


@dataclass(frozen=True)
class Kind:
    """A kind of record: where it lives, its fields, its body, what it proves and how long it is kept."""

    name: str
    label: str
    plural: str
    fields: tuple[Field, ...]
    folder: str = ""
    file: str = ""
    edition: Edition = Edition.TEAM
    body_edition: Edition = Edition.TEAM
    living: bool = False
    review: Duration | None = None
    drops: bool = False
    nameless_pieces: bool = False
    """Whether its pieces carry no name unless they say so."""
    restricted_by: ByValue[tuple[str, ...]] | None = None
    """Where a value keeps the record to the source: the fields that stay readable as declared."""
    required_by: ByValue[tuple[str, ...]] | None = None
    """Fields that a value of another one asks for: what is called verified says its effect."""
    when: str = "date"
    """The field that holds the day of the fact."""
    identity: str = ""
    """The pattern of its ids: `vei-AAAA-NN`; empty when people choose."""
    indicators: tuple[int, ...] = ()
    indicators_by: ByValue[tuple[int, ...]] | None = None
    sections: tuple[Section, ...] = ()
    sections_by: ByValue[tuple[Section, ...]] | None = None
    retention: str = ""
    retention_basis: str = ""
    """Why it is kept that long: a text, or « pratique » where nothing says."""
    purpose: str = ""
    """What it is for, in a sentence or two."""
    mistakes: tuple[Mistake, ...] = ()
    example: Example | None = None
    refused: tuple[str, ...] = ()
    """Common fields that could tell a story, where a record holds dates and states only (`corps: refuse`)."""

    @property
    def without_story(self) -> bool:
        """Whether a record holds dates and states only: no title, no text, no piece."""
        return bool(self.refused)

    @cached_property
    def _by_name(self) -> Mapping[str, Field]:
        return {field.name: field for field in self.fields}

    def field(self, name: str) -> Field | None:
        """The field called `name`, or None."""
        return self._by_name.get(name)

    def restricted_for(self, values: Mapping[str, object]) -> Kind:
        """The kind of a record with these values: narrowed to a few fields where one of them keeps it to the source."""
        by = self.restricted_by
        if by is None:
            return self
        written = values.get(by.field)
        keys = {str(key) for key in (written if isinstance(written, tuple) else (written,))}
        found = [set(names) for value, names in by.values.items() if value in keys]
        if not found:
            return self
        open_ = set.intersection(*found)
        fields = tuple(field if field.name in open_ else kept_to_source(field) for field in self.fields)
        return replace(self, fields=fields, edition=Edition.SOURCE, body_edition=Edition.SOURCE)

    def sections_for(self, values: Mapping[str, object]) -> tuple[Section, ...]:
        """The sections that the body of a record with these values should have."""
        if self.sections_by is None:
            return self.sections
        return self.sections + tuple(
            section for group in self.sections_by.pick(values.get(self.sections_by.field)) for section in group
        )


@dataclass(frozen=True, slots=True)
class Kinds:
    """Every kind of the project: those shipped and the provider's own."""

    by_name: Mapping[str, Kind]
    natures: Mapping[str, str]
    reserved_natures: frozenset[str] = frozenset()
    """Pieces that tell prices, pay or what was assessed: even without names, the auditor sees them on the day only."""
    assessment_papers: frozenset[str] = frozenset()
    """Natures of the working papers of a skills assessment, which nobody may keep."""
    common: tuple[str, ...] = ()
    """Names of the fields that kinds share, those of living documents last."""

    def at(self, path: str) -> Kind | None:
        """The kind that the folder (or the very file) of `path` tells; None when it doesn't."""
        exact = next((kind for kind in self.by_name.values() if kind.file == path), None)
        if exact:
            return exact
        parents = [kind for kind in self.by_name.values() if kind.folder and path.startswith(f"{kind.folder}/")]
        return max(parents, key=lambda kind: len(kind.folder), default=None)

    @property
    def without_folder(self) -> tuple[str, ...]:
        """Names of the kinds that a page of `content/` may choose with `genre:`."""
        return tuple(sorted(kind.name for kind in self.by_name.values() if not kind.folder and not kind.file))
