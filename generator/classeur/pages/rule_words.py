"""A rule in words, from what it declares: what satisfies it, whom it looks at, within which dates."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from classeur.dates import Duration
from classeur.kinds.declaration import Field, Kinds
from classeur.pages.french import lowered
from classeur.pages.phrases import page_data
from classeur.rules.bounds import TODAY
from classeur.rules.declaration import (
    AtLeast,
    Bound,
    Computed,
    Condition,
    Coverage,
    Dates,
    Each,
    End,
    Presence,
    Rule,
    Selector,
)
from classeur.rules.selection import INSCRIPTION

_NATURE = "nature"
_KINDS_OF_FIELDS = {INSCRIPTION: ("session", "parcours")}


@functools.cache
def texts() -> Any:  # noqa: ANN401 - nested as its file is
    """The content of `data/pages/regles.yml`."""
    return page_data("regles")


@dataclass(frozen=True, slots=True)
class Words:
    """How to name what rules name: labels of kinds and fields, delays as this provider has them."""

    kinds: Kinds
    delays: Mapping[str, Duration]

    def satisfied(self, rule: Rule) -> tuple[str, tuple[str, ...], str]:
        """What satisfies a rule: a sentence, the things of which one will do, and what is asked of all of them."""
        said, predicate = texts()["predicats"], rule.predicate
        if isinstance(predicate, AtLeast):
            first = predicate.any_of[0]
            dates = {path: bound for path, bound in predicate.dates.items() if path not in first.dates}
            more = [self._fields(first, predicate.fields), *self.bounds(first, dates)]
            head = said["au_moins-un"] if predicate.count == 1 else said["au_moins"].format(n=predicate.count)
            return head, self._choices(predicate.any_of), self._more(more)
        if isinstance(predicate, Coverage):
            head = said["couverture"].format(quoi=self.subject(predicate.subjects))
            return head, self._choices(predicate.proofs), self._more(self.bounds(predicate.proofs[0], predicate.dates))
        if isinstance(predicate, Computed):
            named = said["calcul" if predicate.what else "calcul-seul"]
            return named.format(nom=predicate.name, quoi=self.subject(predicate.what) if predicate.what else ""), (), ""
        return said["chaque"].format(quoi=self.subject(predicate.what)), tuple(self._asked(predicate)), ""

    def _asked(self, predicate: Each) -> Iterator[str]:
        said, what = texts()["predicats"], predicate.what
        if predicate.fields:
            yield self._fields(what, predicate.fields)
        if predicate.sections:
            yield said["parties"].format(quoi=self._listed(self._section(what, name) for name in predicate.sections))
        yield from self.bounds(what, what.dates)

    def _section(self, what: Selector, name: str) -> str:
        kinds = (kind for kind in map(self.kinds.by_name.get, what.kinds) if kind)
        every = (section for kind in kinds for section in kind.sections)
        return next((f"« {section.title} » {{#{name}}}" for section in every if section.id == name), f"{{#{name}}}")

    def _fields(self, what: Selector, names: Iterable[str]) -> str:
        row = f"{what.each}." if what.each else ""
        found = ((name, self._field(self._kinds(what), f"{row}{name}")) for name in names)
        listed = self._listed(
            _named(field, name) if field else self.field(self._kinds(what), name) for name, field in found
        )
        return str(texts()["predicats"]["champs"]).format(quoi=listed) if listed else ""

    def _more(self, parts: Iterable[str]) -> str:
        listed = self._listed(filter(None, parts))
        return str(texts()["predicats"]["de-plus"]).format(quoi=listed) if listed else ""

    def _choices(self, selectors: Iterable[Selector]) -> tuple[str, ...]:
        choices = [self._choice(selector) for selector in selectors]
        return (*(str(texts()["predicats"]["ou-bien"]).format(quoi=choice) for choice in choices[:-1]), choices[-1])

    def _choice(self, selector: Selector) -> str:
        said = texts()["predicats"]
        thing = self.thing(selector, selector.dates)
        if selector.each:
            label = self.field(self._kinds(selector), selector.each)
            return str(said["par-ligne"]).format(liste=label, quoi=thing)
        return str(said["elle-meme"]).format(quoi=thing) if selector.itself else thing

    def subject(self, selector: Selector) -> str:
        """« inscription d’un bénéficiaire », « ligne de « Chiffres » de chaque fiche « Résultats » »."""
        thing = self.thing(selector, {})
        if not selector.each:
            return thing
        label = self.field(self._kinds(selector), selector.each)
        return str(texts()["predicats"]["par"]).format(liste=label, quoi=thing)

    def thing(self, selector: Selector, dates: Dates) -> str:
        """The kinds of a selector, with its conditions and bounds in brackets; natures for pieces."""
        names = str(texts()["ou"]).join(self._kind(name) for name in selector.kinds)
        kinds = self._kinds(selector)
        conditions = [self._condition(kinds, path, asked) for path, asked in selector.conditions.items()]
        conditions += self.bounds(selector, dates)
        return str(texts()["dont"]).format(quoi=names, conditions=" ; ".join(conditions)) if conditions else names

    def _kind(self, name: str) -> str:
        known = texts()["genres"].get(name)
        kind = self.kinds.by_name.get(name)
        return str(known or texts()["fiche"].format(label=kind.label if kind else name))

    @staticmethod
    def _kinds(selector: Selector) -> tuple[str, ...]:
        return tuple(own for name in selector.kinds for own in _KINDS_OF_FIELDS.get(name, (name,)))

    def _condition(self, kinds: tuple[str, ...], path: str, asked: Condition) -> str:
        said, label = texts()["conditions"], self.field(kinds, path)
        if asked.presence:
            return str(said["present" if asked.presence is Presence.PRESENT else "absent"]).format(champ=label)
        amounts = (("plus_de", asked.more_than), ("au_moins", asked.at_least), ("moins_de", asked.less_than))
        found = [said[key].format(champ=label, n=f"{n:g}") for key, n in amounts if n is not None]
        for key, values in (("valeurs", asked.values), ("sauf", asked.excluded)):
            if values:
                found.append(said[key].format(champ=label, valeurs=self._values(kinds, path, values)))
        return ", ".join(found)

    def _values(self, kinds: tuple[str, ...], path: str, values: Iterable[str]) -> str:
        field = self._field(kinds, path)
        labels = self.kinds.natures if path == _NATURE else (field.values or {}) if field else {}
        return str(texts()["ou"]).join(lowered(labels.get(value, value)) for value in values)

    def field(self, kinds: tuple[str, ...], path: str) -> str:
        """« Accusé le » (accuse_le); the words of what is no field: the day that someone comes in, a nature."""
        known = texts()["champs-connus"].get(path.rpartition(".")[2])
        found = self._field(kinds, path)
        if found is None:
            return str(known or path)
        return _named(found, path)

    def _field(self, kinds: tuple[str, ...], path: str) -> Field | None:
        """The field at the end of a path that goes through rows, links and the names of kinds."""
        first, _, rest = path.partition(".")
        if rest and first in self.kinds.by_name:
            return self._field((first,), rest)
        for name in kinds:
            kind = self.kinds.by_name.get(name)
            field = kind.field(first) if kind else None
            if field and not rest:
                return field
            if field and field.fields:
                return next((inner for inner in field.fields if inner.name == rest.partition(".")[0]), None)
            if field and field.links:
                return self._field(field.links, rest)
        return None

    def bounds(self, selector: Selector, dates: Dates) -> list[str]:
        """Each date with its bounds: « Date » au plus tard l’entrée du bénéficiaire."""
        kinds = self._kinds(selector)
        return [
            texts()["bornes"]["entre"].format(champ=self.field(kinds, path), bornes=self._bound(kinds, bound))
            for path, bound in dates.items()
        ]

    def _bound(self, kinds: tuple[str, ...], bound: Bound) -> str:
        said = texts()["bornes"]
        since, until = bound.since, bound.until
        found: list[str] = []
        if since and since.base == TODAY:
            found.append(said["recent"].format(duree=self._offset(kinds, since)) if since.sign else said["futur"])
        elif since:
            found.append(said["du"].format(fin=self._end(kinds, since)))
        if until and until.base == TODAY and not until.sign:
            found.append(said["passe"])
        elif until:
            found.append(said["au"].format(fin=self._end(kinds, until)))
        if bound.before:
            found.append(said["avant"].format(fin=self._end(kinds, bound.before)))
        return ", ".join(found)

    def _end(self, kinds: tuple[str, ...], end: End) -> str:
        said = texts()["bornes"]
        base = str(said["aujourdhui"]) if end.base == TODAY else self.field(("session", *kinds), end.base)
        if not end.sign:
            return base
        return str(said["apres" if end.sign > 0 else "avant-de"]).format(duree=self._offset(kinds, end), base=base)

    def _offset(self, kinds: tuple[str, ...], end: End) -> str:
        length = end.duration or self.delays.get(end.parameter)
        return str(length) if length else self.field(kinds, end.path)

    @staticmethod
    def _listed(parts: Iterable[str]) -> str:
        return ", ".join(parts)


def _named(field: Field, name: str) -> str:
    return str(texts()["champ"].format(label=field.label, nom=name))
