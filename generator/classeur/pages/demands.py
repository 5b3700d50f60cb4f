"""What providers are asked, from `data/demandes.yml`, and what answers each line here: a page of the Guide."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from classeur.editions import Edition
from classeur.kinds.declaration import Kinds
from classeur.pages import address
from classeur.pages.guide_rules import address_of_rules
from classeur.pages.guide_words import columns, words
from classeur.pages.listing import ALONE, META
from classeur.pages.page import Page
from classeur.pages.phrases import say
from classeur.pages.tables import Cell, Group, Link, Part, Row, Table
from classeur.pages.writing import write
from classeur.shipped import shipped_data

DEMANDS = "demandes"
_ANY = "/*"


@dataclass(frozen=True, slots=True)
class Place:
    """A page, or (`sessions/*`) every page under an address, in the edition that has it."""

    label: str
    address: str
    edition: Edition

    @property
    def single(self) -> bool:
        """Whether it is one page of the team's edition, to which a link can lead."""
        return self.edition is Edition.TEAM and not self.address.endswith(_ANY)

    def holds(self, page: str) -> bool:
        """Whether the page at this address is it, or one of its pages."""
        return page == self.address or (self.address.endswith(_ANY) and page.startswith(self.address[:-1]))


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that is asked (`B3`), and the names of what answers it; `coming` says what does not yet."""

    number: str
    words: str
    kinds: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]
    rules: tuple[str, ...]
    pages: tuple[Place, ...]
    commands: tuple[str, ...]
    coming: str

    @property
    def answered(self) -> bool:
        """Whether anything answers it today."""
        return bool(self.kinds or self.fields or self.rules or self.pages or self.commands)


@functools.cache
def demands() -> tuple[Demand, ...]:
    """Every line, in order. Raises `KeyError` for a page that the file does not name."""
    data = _data()
    places = {
        name: Place(page["libelle"], page["adresse"], Edition(page.get("edition", Edition.TEAM.value)))
        for name, page in data["pages"].items()
    }
    return tuple(
        Demand(
            number=line["numero"],
            words=line["demande"],
            kinds=tuple(line.get("genres", ())),
            fields=tuple((name.partition(".")[0], name.partition(".")[2]) for name in line.get("champs", ())),
            rules=tuple(line.get("regles", ())),
            pages=tuple(places[name] for name in line.get("pages", ())),
            commands=tuple(line.get("commandes", ())),
            coming=line.get("a_venir", ""),
        )
        for line in data["demandes"]
    )


@functools.cache
def _data() -> Any:  # noqa: ANN401 - nested as its file is
    return shipped_data("demandes.yml")


def numbers_by_kind() -> Mapping[str, tuple[str, ...]]:
    """The demands that each kind answers, by itself or by one of its fields."""
    found: dict[str, dict[str, None]] = {}
    for demand in demands():
        for name in (*demand.kinds, *(kind for kind, _ in demand.fields)):
            found.setdefault(name, {})[demand.number] = None
    return {name: tuple(numbers) for name, numbers in found.items()}


def demands_page(kinds: Kinds, rules: Mapping[str, int | None]) -> Page:
    """The table of all demands. `rules` gives the indicator of each rule, None for a rule of none."""
    texts = words()["demandes"]
    families = _data()["familles"]
    groups = tuple(
        Group(
            f"{letter}. {title}",
            tuple(_row(demand, kinds, rules) for demand in demands() if demand.number[0] == letter),
        )
        for letter, title in families.items()
    )
    link = (words()["lien-guide"], address.of_guide("index"))
    part = Part("demandes", "", Table(texts["titre"], columns("demandes"), groups), links=(link,))
    trail = (("Accueil", address.HOME), (words()["titre"], address.of_guide("index")))
    values = {"lede": texts["chapeau"], "parts": (part,), "empty": "", "trail": trail, **ALONE}
    meta = {**META, "rubrique": say("nav-accueil")}
    return write("list.md", address.of_guide(DEMANDS), texts["titre"], values, meta)


def _row(demand: Demand, kinds: Kinds, rules: Mapping[str, int | None]) -> Row:
    coming = f"{words()['demandes']['a-venir']} : {demand.coming}" if demand.coming else ""
    answers = tuple(_of_rule(rule, rules) for rule in demand.rules)
    answers += tuple((f"classeur {command}", "") for command in demand.commands)
    return (
        Cell(f"{demand.number}. {demand.words}", more=coming),
        Cell(links=tuple((kinds.by_name[name].label, address.of_guide(name)) for name in demand.kinds)),
        Cell(links=tuple(_of_field(kinds, demand, kind, name) for kind, name in demand.fields)),
        Cell(links=tuple((p.label, p.address if p.single else "") for p in demand.pages)),
        Cell(links=answers),
    )


def _of_field(kinds: Kinds, demand: Demand, kind: str, name: str) -> Link:
    """A field and its place in the Guide; its kind is said where it is not the only one of the line."""
    declared = kinds.by_name[kind]
    field = declared.field(name)
    label = field.label if field else name
    alone = {kind} == {other for other, _ in demand.fields} and demand.kinds in ((), (kind,))
    return (label if alone else f"{declared.label} : {label.lower()}"), f"{address.of_guide(kind)}#champs"


def _of_rule(rule: str, rules: Mapping[str, int | None]) -> Link:
    """A rule and its place in the Guide, which says what it asks whether this provider is judged on it or not."""
    return rule, f"{address_of_rules(rules[rule])}#{rule}"
