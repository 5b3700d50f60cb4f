"""The provider on the home page: its certificate and last audit, and who is who."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from classeur.cycle.certificate import MOCK
from classeur.dates import in_french, span_in_french
from classeur.pages.catalogue import FAULT, Catalogue, label_of
from classeur.pages.french import capitalized, counted, in_days, joined, lowered
from classeur.pages.phrases import say
from classeur.pages.view import AUDIT, View

ASKED = ("direction", "qualite", "pedagogie", "handicap", "mobilite", "reclamations", "violences", "plateforme")
"""Roles that somebody looks for on the day of an audit."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody to know on the day of the audit, and what the person holds."""

    name: str
    roles: str


def certificate_facts(view: View, found: Catalogue) -> tuple[tuple[str, str, str], ...]:
    """The certificate in force and the last audit: label, value, remark."""
    provider, today = view.library.provider, view.assessment.date
    rows = provider.rows("certificat")
    facts = [(say("certificat-categories"), joined(provider.texts("categories")), "")]
    if rows:
        last = rows[-1]
        until = last.get("au")
        facts.insert(0, (say("certificat"), str(last.get("numero") or ""), ""))
        if isinstance(until, dt.date):
            left = in_days(until, today) if view.edition.holds_verdicts else ""
            facts.append((say("certificat-fin"), in_french(until), left))
        facts.append((say("certificat-par"), str(last.get("certificateur") or ""), ""))
    else:
        facts.insert(0, (say("certificat"), say("certificat-absent"), ""))
    real = [a for a in found.by_kind.get(AUDIT, ()) if a.get("type") != MOCK and (a.date("fin") or today) < today]
    if real:
        latest = max(real, key=lambda a: (a.date("fin") or today, a.id))
        raised = sum(fault.text("audit") == latest.id for fault in found.by_kind.get(FAULT, ()))
        remark = f"{label_of(view, latest, 'type').lower()}, {counted(raised, 'non-conformité')}"
        facts.append((say("certificat-audit"), in_french(latest.date("fin") or today), remark))
    return tuple(facts)


def audit_facts(view: View) -> tuple[tuple[str, str, str], ...]:
    """The next audit as its record tells it: type, days, référentiel, scope; empty when none is planned."""
    audit, version = view.assessment.audit, view.assessment.version
    start = audit.date("debut") if audit else None
    if audit is None or start is None:
        return ()
    applicable = sum(verdict.applies for verdict in view.assessment.verdicts.values())
    facts = (
        (say("audit-type"), label_of(view, audit, "type"), label_of(view, audit, "mode").lower()),
        (say("audit-jours"), span_in_french(start, audit.date("fin") or start), ""),
        (say("audit-referentiel"), str(version.year), say("audit-indicateurs", nombre=applicable)),
        (say("audit-perimetre"), label_of(view, audit, "perimetre"), ""),
        (say("audit-par"), label_of(view, audit, "auditeur"), ""),
    )
    return tuple(fact for fact in facts if fact[1])


def holders(view: View) -> tuple[Holder, ...]:
    """Everybody who holds a role that an auditor asks for: one line a person, with all that the person holds."""
    field = view.library.provider.kind.field("equipe")
    declared = field.subfield("roles") if field else None
    labels = (declared.values if declared else None) or {}
    referent = view.library.provider.text("referent_handicap")
    found = []
    for member in view.library.team.values():
        roles = dict.fromkeys((*member.roles, *(("handicap",) if member.handle == referent else ())))
        if roles.keys() & set(ASKED):
            ordered = [role for role in labels if role in roles] + [role for role in roles if role not in labels]
            words = joined(tuple(lowered(labels.get(role, role)) for role in ordered))
            found.append(Holder(member.name, capitalized(words)))
    return tuple(found)
