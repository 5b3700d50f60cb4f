"""A gap in words: what is missing, how far it extends, which cases first, and what to do."""

from __future__ import annotations

from classeur.dates import in_french
from classeur.finding import Finding, Grade, Place
from classeur.kinds.declaration import Kind
from classeur.library import PARCOURS, Library
from classeur.messages import others
from classeur.rules.declaration import Each, Rule
from classeur.rules.grading import extent_of
from classeur.rules.result import Case, CaseState

NAMED = 5
"""Cases named in a message; the pages name them all."""


def finding_of(library: Library, rule: Rule, grade: Grade, cases: tuple[Case, ...]) -> Finding:
    """What is told of a rule that has a gap."""
    extent = extent_of(cases)
    missing = [case for case in cases if case.state is CaseState.MISSING]
    told = [text for case in missing if (text := describe(library, case))]
    names = " ; ".join(told[:NAMED]) + (f" ; et {others(len(told) - NAMED)}" if len(told) > NAMED else "")
    message = f"{rule.gap} : {extent} ({names})." if names else f"{rule.gap}."
    remedy, place = rule.remedy, missing[0].place if missing else library.provider.place()
    if not cases and (kind := _kind_to_write(library, rule)):
        message = f"{rule.gap} : il n'y a aucune fiche de genre « {kind.name} »."
        remedy, place = f"Écrivez-la (classeur new {kind.name}). {remedy}", Place(kind.folder or "content")
    return Finding(
        rule=rule.id,
        grade=grade,
        message=message,
        remedy=remedy,
        place=place,
        indicator=rule.indicator,
        subject=" ".join(filter(None, (missing[0].record, missing[0].learner, missing[0].item))) if missing else "",
        extent=extent if names else None,
    )


def _kind_to_write(library: Library, rule: Rule) -> Kind | None:
    """The kind of which there is not one record, where the rule looks at each of them."""
    predicate = rule.predicate
    return library.kinds.by_name.get(predicate.what.kinds[0]) if isinstance(predicate, Each) else None


def describe(library: Library, case: Case) -> str:
    """One missing case in words: who, where, what was found instead, and until when it would have counted."""
    if not case.record:
        return ""
    who = ", ".join(filter(None, (case.learner, case.item, f"« {case.row} »" if case.row else "", case.record)))
    record = library.records[case.record]
    details = []
    if case.lacking:
        fields = (*(inner for field in record.kind.fields for inner in field.fields), *record.kind.fields)
        words = {field.name: f"« {field.label} » ({field.name})" for field in fields}
        followed = library.kinds.by_name[PARCOURS].fields
        words |= {f"{PARCOURS}.{field.name}": f"« {field.label} » ({field.name})" for field in followed}
        sections = record.kind.sections_for(record.values)
        words |= {section.id: f"« ## {section.title} {{#{section.id}}} »" for section in sections}
        details.append("sans " + ", ".join(words.get(name, f"« {name} »") for name in case.lacking))
    if case.found:
        details.append(f"trace datée du {in_french(case.found)}")
    if case.due:
        details.append(f"attendue au plus tard le {in_french(case.due)}")
    if case.precision:
        details.append(case.precision)
    return f"{who} : {', '.join(details)}" if details else who
