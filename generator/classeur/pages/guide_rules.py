"""The rules in the Guide: an index with the delays in force, and a page a criterion that says each rule in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from classeur.pages import address
from classeur.pages.french import capitalized, lowered
from classeur.pages.guide_words import words
from classeur.pages.listing import ALONE, META
from classeur.pages.page import Page
from classeur.pages.phrases import say
from classeur.pages.rule_words import Words, texts
from classeur.pages.tables import Cell, Column, Group, Link, Part, Table
from classeur.pages.view import View
from classeur.pages.writing import write
from classeur.referential import load_referential
from classeur.rules.declaration import AtLeast, Bound, Coverage, Empty, End, Phase, Rule
from classeur.rules.judge import parameters_of
from classeur.rules.regards import PERIOD

RULES = "regles"


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule in words. `choices` are the things of which one will do, `more` what is asked of all of them."""

    id: str
    label: str
    indicator: Link | None
    head: str
    choices: tuple[str, ...]
    more: str
    facts: tuple[tuple[str, str], ...]


def address_of_rules(number: int | None) -> str:
    """The page that says the rules of an indicator: that of its criterion; of none, their own."""
    if number is None:
        return address.of_guide(f"{RULES}-sans-indicateur")
    return address.of_guide(f"{RULES}-{load_referential().indicators[number].criterion}")


def rules_pages(view: View) -> Iterator[Page]:
    """The index, then a page for each criterion, then the rules of no indicator."""
    rules = view.assessment.rules
    delays = parameters_of(view.library, rules)
    off = {str(row.get("regle")): str(row.get("motif")) for row in view.library.provider.rows("regles_desactivees")}
    said = Words(view.library.kinds, delays)
    groups: dict[str, list[Rule]] = {}
    for rule in rules.rules:
        groups.setdefault(address_of_rules(rule.indicator), []).append(rule)
    criteria = {address.of_guide(f"{RULES}-{c.number}"): c for c in load_referential().criteria}
    rows = []
    for where in sorted(groups):
        found = sorted(groups[where], key=lambda rule: rule.indicator or 0)
        criterion = criteria.get(where)
        title = texts()["titre-critere"].format(numero=criterion.number) if criterion else texts()["titre-sans"]
        lede = texts()["chapeau-critere"].format(titre=criterion.title) if criterion else texts()["chapeau-sans"]
        rows.append((Cell(title, where, more=lede), Cell(str(len(found))), Cell(str(sum(r.id in off for r in found)))))
        told = tuple(_told(view, said, rule, off) for rule in found)
        values = {"lede": lede, "rules": told, "index": address.of_guide(RULES), "back": texts()["retour"]}
        yield write("rules.md", where, title, values, _meta())
    yield _index(view, said, tuple(rows))


def _meta() -> Mapping[str, object]:
    return {**META, "rubrique": say("nav-accueil")}


def _index(view: View, said: Words, rows: tuple[tuple[Cell, ...], ...]) -> Page:
    columns = tuple(Column(label) for label in texts()["colonnes"])
    delays = tuple(
        (Cell(known.label, more=name), Cell(str(said.delays[name])), Cell(str(known.default)), Cell(known.source))
        for name, known in sorted(view.assessment.rules.parameters.items(), key=lambda item: item[1].label)
    )
    heads = tuple(Column(label) for label in texts()["colonnes-delais"])
    parts: tuple[Part, ...] = (
        Part("regles", "", Table(texts()["titre"], columns, (Group("", rows),))),
        Part("delais", texts()["delais"], Table(texts()["delais"], heads, (Group("", delays),))),
    )
    how = Cell(texts()["regard"].format(duree=said.delays[PERIOD]))
    regards = tuple(
        (Cell(str(number), address.of_indicator(number) if number in view.assessment.verdicts else ""), Cell(text), how)
        for number, text in sorted(view.assessment.rules.regards.items())
    )
    if regards:
        looks = tuple(Column(label) for label in texts()["colonnes-regards"])
        parts += (Part("regards", texts()["regards"], Table(texts()["regards"], looks, (Group("", regards),))),)
    trail = (("Accueil", address.HOME), (words()["titre"], address.of_guide("index")))
    values = {"lede": texts()["chapeau"], "parts": parts, "empty": "", "trail": trail, **ALONE}
    return write("list.md", address.of_guide(RULES), texts()["titre"], values, _meta())


def _told(view: View, said: Words, rule: Rule, off: Mapping[str, str]) -> RuleText:
    head, choices, more = said.satisfied(rule)
    number = rule.indicator
    link = (say("regle-indicateur", numero=number), address.of_indicator(number)) if number else None
    if link and number not in view.assessment.verdicts:
        link = (link[0], "")
    labels = texts()["faits"]
    facts = (
        ("source", rule.source),
        ("versions", texts()["versions"][rule.since or rule.until or "deux"]),
        ("concerne", _concerned(view, rule)),
        ("constat", f"{rule.gap}."),
        ("gravite", _grade(rule)),
        ("vide", texts()["vides"][rule.empty.value] if rule.empty is not Empty.NOT_APPLICABLE else ""),
        ("remede", rule.remedy),
        ("delais", " ; ".join(_delays(view, said, rule))),
        ("suppose", texts()["suppose"].format(regle=rule.requires) if rule.requires else ""),
        ("desactivee", off.get(rule.id, "")),
    )
    kept = tuple((labels[name], capitalized(text)) for name, text in facts if text)
    return RuleText(rule.id, rule.label, link, head, choices, more, kept)


def _concerned(view: View, rule: Rule) -> str:
    said = texts()
    if rule.conditions is None:
        who = said["tous"] if rule.indicator else said["partout"]
    elif not rule.conditions:
        who = said["toujours"]
    else:
        who = ", ".join(_condition(view, name, values) for name, values in rule.conditions.items())
    indicator = load_referential().indicators.get(rule.indicator or 0)
    later = indicator is not None and indicator.new_entrant and rule.phase is Phase.APPLIED
    return f"{who}. {said['nouvel-entrant']}" if later else f"{who}."


def _condition(view: View, name: str, values: tuple[str, ...]) -> str:
    if name not in view.assessment.rules.conditions:
        return str(texts()["categorie"].format(valeurs=texts()["ou"].join(values)))
    when = view.assessment.rules.conditions[name].when
    return when if "oui" in values else str(texts()["condition-non"].format(quand=when))


def _grade(rule: Rule) -> str:
    said = texts()["gravites"]
    if rule.grade:
        return str(said[rule.grade.value])
    if rule.indicator is None:
        return str(said["sans"])
    indicator = load_referential().indicators[rule.indicator]
    what = str(said["inconnue"] if indicator.gradable is None else said["non-graduable"])
    if indicator.gradable:
        what = said["graduable"].format(mineure=lowered(indicator.minor_when), majeure=lowered(indicator.major_when))
    return str(said["indicateur"].format(quoi=what))


def _delays(view: View, said: Words, rule: Rule) -> Iterator[str]:
    """The parameters that a rule counts with, as this provider has them."""
    names = dict.fromkeys(end.parameter for bound in _bounds(rule) for end in _ends(bound) if end)
    for name in names:
        if name in view.assessment.rules.parameters:
            label = view.assessment.rules.parameters[name].label
            yield texts()["delai"].format(libelle=label, valeur=said.delays[name], nom=name)


def _bounds(rule: Rule) -> Iterator[Bound]:
    predicate = rule.predicate
    if isinstance(predicate, AtLeast | Coverage):
        yield from predicate.dates.values()
    more = (predicate.subjects,) if isinstance(predicate, Coverage) else ()
    for selector in (*predicate.looks_for, *more):
        yield from selector.dates.values()


def _ends(bound: Bound) -> tuple[End | None, ...]:
    return (bound.since, bound.until, bound.before)
