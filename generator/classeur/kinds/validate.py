"""A source checked against its kind: a `Record`, and a finding for each thing that is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from classeur.dates import earlier
from classeur.finding import Edit, Finding, Place
from classeur.kinds.declaration import Field, Kind, Kinds
from classeur.kinds.identity import identity_of, kind_of
from classeur.kinds.record import DRAFT, Cell, Record, Reference, Row
from classeur.kinds.slips import commented_colour, meant_key, meant_value, replaced
from classeur.kinds.story import check_record, refusal
from classeur.kinds.values import BadValue, Value, convert
from classeur.messages import closest, did_you_mean, finding
from classeur.read.explaining import cut_item
from classeur.read.nodes import Mapping, Node, Scalar, Sequence
from classeur.read.source import Source

_IN_THE_GUIDE = " Le Guide, dans le classeur de l'équipe, les donne tous."
_REFERRING = {"lien", "personne", "equipe", "destinataires", "regle", "fichier"}


def validate(source: Source, kinds: Kinds) -> tuple[Record | None, tuple[Finding, ...]]:
    """The record of `source`, with every finding about it.

    A record is given back even when some of its values are wrong (they are left out), so that links to
    it are not called dead as well; None only when its kind or its id can't be told.
    """
    problems: list[Finding] = []
    kind = kind_of(source, kinds, problems)
    identity = identity_of(source, kind, problems) if kind else None
    if kind is None or identity is None:
        return None, tuple(problems)
    problems += check_record(source, kind, identity)
    reading = _Reading(source, kinds, kind, problems)
    values = reading.mapping(source.front, kind.fields, "")
    places = {key.text: source.place(key.line, key.column, len(key.text)) for key, _ in source.front}
    _check_span(values, places, problems)
    if not reading.draft:
        problems += _lacking(kind, values, source, places)
    own = kind.restricted_for(values)
    record = Record(
        id=identity,
        kind=own,
        path=source.path,
        values=values,
        body=source.body,
        body_line=source.body_line,
        places=places,
        words=tuple(reading.words),
        references=tuple(reading.references if own is kind else (_as_declared(own, r) for r in reading.references)),
    )
    return record, tuple(problems)


def _as_declared(kind: Kind, reference: Reference) -> Reference:
    """The reference with the field as the record's own kind has it: what is kept to the source is not followed."""
    row = kind.field(reference.row) if reference.row else None
    field = row.subfield(reference.field.name) if row else kind.field(reference.field.name)
    return replace(reference, field=field) if field else reference


def _check_span(values: dict[str, Cell], places: dict[str, Place], problems: list[Finding]) -> None:
    start, end = values.get("debut"), values.get("fin")
    if isinstance(start, dt.date) and isinstance(end, dt.date) and earlier(end, start):
        said = {"later": "La fin", "end": end.isoformat(), "earlier": "le début", "start": start.isoformat()}
        problems.append(finding("bornes-dates", places["fin"], **said))
    rows = (row for value in values.values() if isinstance(value, tuple) for row in value if isinstance(row, Row))
    problems += (found for row in rows for found in _upside_down(row))


def _upside_down(row: Row) -> Iterator[Finding]:
    """A row whose last day comes before its first: nothing that reads it could tell when it holds."""
    start, end = row.get("du"), row.get("au")
    if isinstance(start, dt.date) and isinstance(end, dt.date) and earlier(end, start):
        said = {"later": "« au »", "earlier": "« du »"}
        yield finding("bornes-dates", row.place, end=end.isoformat(), start=start.isoformat(), **said)


def _lacking(kind: Kind, values: dict[str, Cell], source: Source, places: dict[str, Place]) -> Iterator[Finding]:
    """What the value of a field asks for and nobody wrote; a value that is wrong is told as such, and not twice."""
    by = kind.required_by
    if by is None or by.field not in values:
        return
    for name in (name for names in by.pick(values[by.field]) for name in names):
        field = kind.field(name)
        if field and name not in values and _empty(source.front.get(name)):
            said = {"by": by.field, "value": values[by.field], "key": name, "label": field.label}
            yield finding("champ-requis-selon", places[by.field], help=field.help, **said)


class _Reading:
    """The walk through one front matter; collects references and findings on its way."""

    def __init__(self, source: Source, kinds: Kinds, kind: Kind, problems: list[Finding]) -> None:
        self.source = source
        self.kinds = kinds
        self.kind = kind
        self.problems = problems
        self.references: list[Reference] = []
        self.words: list[Reference] = []
        self.draft = source.front.text("etat") == DRAFT
        """A draft may lack what it will need: nothing of it is published and it proves nothing."""

    def mapping(self, node: Mapping, fields: Iterable[Field], row: str) -> dict[str, Cell]:
        """The values of a front matter, or of one row of the `lignes` field `row`."""
        declared = {field.name: field for field in fields}
        values: dict[str, Cell] = {}
        meant: set[str] = set()
        filled: set[str] = set()
        for key, value in node:
            field = declared.get(key.text)
            if field is None:
                free = [field for name, field in declared.items() if name not in meant and node.get(name) is None]
                meant.add(self._unknown(key, value, (declared, free), row))
            elif not _empty(value):
                filled.add(field.name)
                cell = self._cell(field, value, row)
                if cell is not None:
                    values[field.name] = cell
            elif field.type == "couleur" and (told := commented_colour(self.source, key)):
                self.problems.append(told)
        for field in declared.values():
            if field.required and field.name not in filled:
                if field.name not in meant and not self.draft:
                    self._missing(field, node, row)
            elif field.default and field.name not in values:
                values[field.name] = field.default
        return values

    def _missing(self, field: Field, node: Mapping, row: str) -> None:
        """A required field that is not written, or written and left empty."""
        words = {"key": field.name, "label": field.label, "help": field.help}
        written = next((key for key, _ in node if key.text == field.name), None)
        if written:
            self.problems.append(finding("champ-vide", self._scalar_place(written), **words))
        else:
            where = "dans l'en-tête"
            place = self.source.place(1, 1, len("---"))
            if row:
                where, place = f"à cette ligne de « {row} »", self._node_place(node)
            elif self.kind.file:
                where, place = "au fichier", Place(self.source.path)
            self.problems.append(finding("champ-requis", place, where=where, **words))

    def _cell(self, field: Field, node: Node, row: str) -> Cell | None:
        if field.type == "lignes":
            return self._rows(field, node)
        if not field.many:
            if isinstance(node, Scalar):
                return self._value(field, node, row)
            expected, example = "une seule valeur", f"{field.name}: …"
            self._problem("valeur-liste", node, key=field.name, expected=expected, found=_shape(node), example=example)
            return None
        items = node.items if isinstance(node, Sequence) else (node,)
        values: list[Value] = []
        for item in items:
            if not isinstance(item, Scalar):
                self._not_an_item(field, item)
            elif (value := self._value(field, item, row)) is not None:
                values.append(value)
        if field.maximum and len(values) > field.maximum:
            self._problem("liste-trop-longue", node, key=field.name, count=len(values), maximum=field.maximum)
        return tuple(values)

    def _not_an_item(self, field: Field, item: Sequence | Mapping) -> None:
        """An item that is no plain value: most often a colon cut it in two."""
        cut = cut_item(self.source.lines[item.line - 1], item.column - 1) if isinstance(item, Mapping) else None
        if cut:
            text, repaired = cut
            place = self.source.place(item.line, item.column, len(text))
            repair = Edit(item.line, item.column, text, repaired)
            self.problems.append(finding("yaml-deux-points", place, repaired=repaired).mended_by(repair))
            return
        expected, example = "une liste de valeurs simples", f"{field.name}: […, …]"
        found = "une liste dans la liste" if isinstance(item, Sequence) else "des sous-champs"
        self._problem("valeur-liste", item, key=field.name, expected=expected, found=found, example=example)

    def _rows(self, field: Field, node: Node) -> tuple[Row, ...] | None:
        items = node.items if isinstance(node, Sequence) else (node,)
        rows: list[Row] = []
        for item in items:
            if isinstance(item, Mapping):
                rows.append(Row(self.mapping(item, field.fields, field.name), self._node_place(item)))
            else:
                asked = [sub for sub in field.fields if sub.required] or field.fields[:2]
                sample = ", ".join(f"{sub.name}: …" for sub in asked)
                self._problem("valeur-lignes", item, key=field.name, example=f"{field.name}: [{{{sample}}}]")
        return tuple(rows)

    def _value(self, field: Field, node: Scalar, row: str) -> Value | None:
        try:
            value = convert(field, node.text.strip(), self.kinds)
        except BadValue as bad:
            repair = replaced(self.source, node, meant_value(field, node.text.strip(), self.kinds))
            values = {**bad.values, "example": repair.new} if repair else bad.values
            self.problems.append(finding(bad.rule, self._scalar_place(node), **values).mended_by(repair))
            return None
        if field.among and isinstance(value, str):
            self.words.append(Reference(field, value, self._scalar_place(node), row))
        if field.type in _REFERRING and isinstance(value, str):
            self.references.append(Reference(field, value, self._scalar_place(node), row))
        return value

    def _unknown(self, key: Scalar, value: Node, fields: tuple[dict[str, Field], list[Field]], row: str) -> str:
        """Tell a key that is no field of those declared; gives the one that was probably meant, or an empty text.

        The second of `fields` are those that are not written, of which one may have been meant for sure.
        """
        if key.text in self.kind.refused and not row:
            place = Place(self.source.path, key.line, key.column)
            self.problems.append(refusal(f"Le champ « {key.text} »", place, self.kind))
            return ""
        declared, free = fields
        kind = f"« {row} »" if row else f"« {self.kind.name} »"
        known = f" Ses champs : {', '.join(declared)}." if len(declared) < 12 else _IN_THE_GUIDE  # noqa: PLR2004 - fits a line
        repair = replaced(self.source, key, meant_key(key.text, free))
        meant = repair.new if repair else closest(key.text, declared)
        hint = did_you_mean(meant)
        if row and not hint and _empty(value) and "{" in self.source.lines[key.line - 1][: key.column - 1]:
            hint = " La virgule d'avant coupe sans doute une valeur, qui demande des guillemets."
        told = finding("cle-inconnue", self._scalar_place(key), key=key.text, kind=kind, hint=hint, known=known)
        self.problems.append(told.mended_by(repair))
        return meant

    def _problem(self, rule: str, node: Node, **values: object) -> None:
        place = self._scalar_place(node) if isinstance(node, Scalar) else self._node_place(node)
        self.problems.append(finding(rule, place, **values))

    def _scalar_place(self, node: Scalar) -> Place:
        length = len(node.text) + (2 if node.quoted else 0)
        return self.source.place(node.line, node.column, length if "\n" not in node.text else 1)

    def _node_place(self, node: Node) -> Place:
        return self.source.place(node.line, node.column)


def _shape(node: Sequence | Mapping) -> str:
    return "une liste" if isinstance(node, Sequence) else "des sous-champs"


def _empty(node: Node | None) -> bool:
    if node is None:
        return True
    if isinstance(node, Scalar):
        return not node.text.strip()
    return isinstance(node, Sequence) and not node.items
