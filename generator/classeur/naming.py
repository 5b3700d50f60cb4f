"""What records may name (records, people, rules, settings), and a finding for each name of nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from classeur.finding import Finding
from classeur.hints import Hints
from classeur.kinds.pieces import EVERYONE, GROUP
from classeur.kinds.record import Record, Reference
from classeur.library import PROVIDER_KIND
from classeur.messages import finding
from classeur.read.tree import REGISTER, Tree
from classeur.register import is_code
from classeur.unread import Unread


class Naming:
    """Everything that has a name in one project. What an unread record may be is never called wrong."""

    def __init__(
        self, records: Mapping[str, Record], people: Collection[str], tree: Tree, unread: Unread, hints: Hints
    ) -> None:
        provider = records.get(PROVIDER_KIND)
        self.records = records
        self.people = people
        self.team = {str(row.get("handle")) for row in provider.rows("equipe")} if provider else set()
        self.has_provider = provider is not None
        self.has_register = REGISTER in tree.records
        self.unread = unread
        self.hints = hints

    def check(self, reference: Reference, rules: Collection[str]) -> Iterator[Finding]:
        """A finding when a reference of a record names nothing, or a record of another kind; files apart."""
        value, kind = reference.value, reference.field.type
        if value in self.unread.ids and value not in self.records:
            return
        if kind == "lien":
            yield from self._check_record(reference)
        elif kind == "equipe" and value not in self.team:
            if self.has_provider:
                yield self._unknown("equipe-inconnue", reference, lambda: self.team)
        elif kind == "personne" and not self._known_person(value):
            yield self._unknown("personne-inconnue", reference, lambda: self.team)
        elif kind == "destinataires" and value not in self.records and not self._known_person(value):
            yield self._unknown("personne-inconnue", reference, lambda: [*self.team, *self._ids("session")])
        elif kind == "regle" and value not in rules:
            yield self._unknown("regle-inconnue", reference, lambda: rules)

    def check_parameters(self, provider: Record, parameters: Collection[str]) -> Iterator[Finding]:
        """A finding for each setting of `organisme.yml` that no rule has."""
        for row in provider.rows("parametres"):
            name = str(row.get("nom"))
            if name not in parameters:
                hint = self.hints.nearest(name, lambda: parameters)
                start = max(row.place.text.find(name), 0)
                place = replace(row.place, column=start + 1, length=len(name)) if start else row.place
                yield finding("parametre-inconnu", place, value=name, hint=hint)

    def _known_person(self, value: str) -> bool:
        """A code, a handle, a record (a company, a partner), or a word for everyone; any code without a register."""
        if value in (GROUP, EVERYONE) or value in self.people or value in self.team or value in self.records:
            return True
        if REGISTER in self.unread.paths or not self.has_provider:
            return True
        return not self.has_register and value[:2] in ("B-", "R-", "T-") and is_code(value)

    def _check_record(self, reference: Reference) -> Iterator[Finding]:
        target = self.records.get(reference.value)
        expected = reference.field.links
        if target is None:
            yield self._unknown("lien-mort", reference, lambda: self._ids(*expected))
        elif expected and target.kind.name not in expected:
            yield finding(
                "lien-genre",
                reference.place,
                value=reference.value,
                key=reference.field.name,
                actual=target.kind.name,
                expected=" ou ".join(f"« {name} »" for name in expected),
            )

    def _ids(self, *kinds: str) -> list[str]:
        """The ids of the records of some kinds; of all when none is named."""
        return [record.id for record in self.records.values() if not kinds or record.kind.name in kinds]

    def _unknown(self, rule: str, reference: Reference, known: Callable[[], Iterable[str]]) -> Finding:
        hint = self.hints.nearest(reference.value, known)
        return finding(rule, reference.place, value=reference.value, hint=hint)
