"""The Guide: how to write each kind of record, made from its declaration alone; a page a kind, and their index.

Nothing of the library enters these pages: a provider whose record says what an example says has leaked nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from classeur.kinds.declaration import Kind, Kinds
from classeur.kinds.record import slug
from classeur.pages import address
from classeur.pages.demands import DEMANDS
from classeur.pages.french import joined
from classeur.pages.guide_fields import fields_table
from classeur.pages.guide_rules import RULES
from classeur.pages.guide_words import columns, every, name_of_file, words
from classeur.pages.listing import ALONE, META
from classeur.pages.page import Page
from classeur.pages.phrases import say
from classeur.pages.tables import Cell, Group, Link, Part, Table
from classeur.pages.writing import write
from classeur.referential import load_referential

INDEX = "index"

Proof = tuple[str, tuple[tuple[int, str, str], ...]]
"""When (an empty text: always), and the number, title and page of each indicator that is served then."""


@dataclass(frozen=True, slots=True)
class Manual:
    """What the Guide is made of: kinds, the indicators that have a page here, the kinds that have a list here."""

    kinds: Kinds
    indicators: frozenset[int]
    listed: frozenset[str]
    demands: Mapping[str, tuple[str, ...]]
    """Numbers of the demands that each kind answers."""


def guide_pages(manual: Manual) -> Iterator[Page]:
    """The index, then a page for each kind, the provider's own too."""
    yield _index(manual)
    for kind in _in_order(manual.kinds):
        yield _page(manual, kind)


def _meta() -> Mapping[str, object]:
    return {**META, "rubrique": say("nav-accueil")}


def _in_order(kinds: Kinds) -> tuple[Kind, ...]:
    return tuple(sorted(kinds.by_name.values(), key=lambda kind: (slug(kind.label), kind.name)))


def _index(manual: Manual) -> Page:
    texts = words()
    rows = tuple(
        (
            Cell(kind.label, address.of_guide(kind.name)),
            Cell(kind.purpose),
            Cell(links=tuple((str(n), _of_indicator(manual, n)) for n in _served(kind))),
            Cell(kind.file or f"{kind.folder or 'content'}/"),
        )
        for kind in _in_order(manual.kinds)
    )
    more = ((texts["lien-demandes"], address.of_guide(DEMANDS)), (texts["lien-regles"], address.of_guide(RULES)))
    natures = tuple((Cell(key), Cell(label)) for key, label in manual.kinds.natures.items())
    parts = (
        Part("genres", "", Table(texts["titre"], columns("genres"), (Group("", rows),)), links=more),
        Part("natures", texts["parties"]["natures"],
             Table(texts["parties"]["natures"], columns("natures"), (Group("", natures),))),
    )  # fmt: skip
    values = {"lede": texts["chapeau"], "parts": parts, "empty": "", "trail": (("Accueil", address.HOME),), **ALONE}
    return write("list.md", address.of_guide(INDEX), texts["titre"], values, _meta())


def _page(manual: Manual, kind: Kind) -> Page:
    values = {
        "kind": kind,
        "strip": tuple(_strip(kind)),
        "proofs": _proofs(manual, kind),
        "nothing": words()["indicateurs-aucun"],
        "sections": tuple(_sections(kind)),
        "ways": tuple(_ways(kind)),
        "links": tuple(_links(manual, kind)),
        "fields": fields_table(kind, manual.kinds),
    }
    return write("guide.md", address.of_guide(kind.name), kind.label, values, _meta())


def _strip(kind: Kind) -> Iterator[tuple[str, str, str]]:
    facts = words()["faits"]
    yield facts["ou"], kind.file or f"{kind.folder or 'content'}/", name_of_file(kind)
    yield facts["garde"], kind.retention, words()["base"].format(base=kind.retention_basis)
    if kind.review:
        yield facts["revision"], every(kind.review), ""
    yield facts["lecteurs"], words()["editions"][kind.edition.value], ""


def _served(kind: Kind) -> tuple[int, ...]:
    found = set(kind.indicators)
    by = kind.indicators_by
    while by:
        found.update(*by.values.values())
        by = by.otherwise
    return tuple(sorted(found))


def _of_indicator(manual: Manual, number: int) -> str:
    return address.of_indicator(number) if number in manual.indicators else ""


def _proofs(manual: Manual, kind: Kind) -> tuple[Proof, ...]:
    known = load_referential().indicators

    def line(when: str, numbers: tuple[int, ...]) -> Proof:
        return when, tuple((n, known[n].title, _of_indicator(manual, n)) for n in numbers)

    found = [line("", kind.indicators)] if kind.indicators else []
    by, first = kind.indicators_by, ""
    while by:
        found += [
            line(first + _when(kind, by.field, value), numbers) for value, numbers in by.values.items() if numbers
        ]
        by, first = by.otherwise, f"{words()['indicateurs-sinon']}, "
    return tuple(found)


def _when(kind: Kind, name: str, value: str) -> str:
    field = kind.field(name)
    label = (field.values or {}).get(value, value) if field else value
    return f"{name} : {value}" if slug(label) == slug(value) else f"{name} : {value} ({label})"


def _sections(kind: Kind) -> Iterator[tuple[str, tuple[str, ...]]]:
    if kind.sections:
        yield "", tuple(section.title for section in kind.sections)
    if by := kind.sections_by:
        for value, sections in by.values.items():
            yield _when(kind, by.field, value), tuple(section.title for section in sections)


def _ways(kind: Kind) -> Iterator[tuple[str, str]]:
    """Ways of typing less, each with what to type."""
    said = words()["moins"]
    own = kind.example.path.rpartition("/")[2].removesuffix(".md") if kind.example else "nom-01"
    named = f" {own}" if not kind.identity and not kind.file else ""
    chosen = f" --set {by.field}={next(iter(by.values))}" if (by := kind.sections_by) else ""
    yield said["new"], f"classeur new {kind.name}{named}{chosen}"
    if kind.drops:
        yield said["depot"], f"{kind.folder}/{own}/convention--B-2026-001--2026-01-26.pdf"
    if kind.field("pieces"):
        yield said["ou"], "pieces:\n  - {nature: devis, date: 2026-01-20, ou: classeur bleu}"
    yield said["fix"], "classeur fix"
    if kind.field("etat") and not kind.file:
        yield said["brouillon"], "etat: brouillon"


def _links(manual: Manual, kind: Kind) -> Iterator[Link]:
    texts = words()
    if kind.name in manual.listed:
        yield texts["fiches"], address.of_list(f"genre-{kind.name}")
    if numbers := manual.demands.get(kind.name):
        said = texts["demandes-servies" if len(numbers) > 1 else "demande-servie"]
        yield said.format(numeros=joined(numbers)), address.of_guide(DEMANDS)
    yield texts["lien-guide"], address.of_guide(INDEX)
