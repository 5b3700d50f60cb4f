"""What is to be done and by when, for the team: deadlines of the rules, actions of the plan, the next audit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from classeur.kinds.record import Record
from classeur.pages import address
from classeur.pages.cases import subject_of
from classeur.pages.catalogue import label_of
from classeur.pages.french import counted, in_days, say, short_parts
from classeur.pages.tables import Link
from classeur.pages.view import View
from classeur.rules.result import Deadline

QUALITY = "qualite"
_OPEN = ("a-faire", "en-cours")


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do by `day`: `words` lead to `target`, `about` says whom or what it concerns."""

    day: dt.date
    words: str
    target: str
    about: tuple[Link, ...]
    nature: str
    who: str
    delay: str

    @property
    def parts(self) -> tuple[str, str]:
        """« 25 », « nov. »."""
        return short_parts(self.day)


def agenda(view: View) -> tuple[Due, ...]:
    """Everything that is due from today on, the earliest first; one line for the learners of one session."""
    found = [*_of_rules(view), *_of_actions(view), *_of_audit(view)]
    return tuple(sorted(found, key=lambda due: (due.day, due.words, due.about)))


def _of_rules(view: View) -> Iterator[Due]:
    groups: dict[tuple[dt.date, str, str, bool], list[Deadline]] = {}
    for deadline in view.assessment.deadlines:
        key = (deadline.day, deadline.rule.id, deadline.case.record, deadline.expires)
        groups.setdefault(key, []).append(deadline)
    for (day, _, identity, expires), group in groups.items():
        rule, case = group[0].rule, group[0].case
        words, target = view.reference(identity) if identity else ("", "")
        if len(group) > 1:
            about: tuple[Link, ...] = ((counted(len(group), "personne"), ""), (words, target))
        else:
            about = subject_of(view, case)
        number = rule.indicator
        page = address.of_indicator(number) if number in view.assessment.verdicts and number else target
        nature = say("echeance-a-renouveler" if expires else "echeance-a-faire")
        yield Due(day, rule.label, page, about, nature, responsible(view, case.record), _delay(view, day))


def _of_actions(view: View) -> Iterator[Due]:
    for action in view.library.published("action"):
        day = action.date("echeance")
        if day and day >= view.assessment.date and action.get("avancement") in _OPEN:
            progress = label_of(view, action, "avancement").lower()
            words = view.title(action)
            who = responsible(view, action.id)
            yield Due(
                day,
                words,
                address.of_record(action),
                ((say("echeance-avancement", avancement=progress), ""),),
                say("echeance-action"),
                who,
                _delay(view, day),
            )


def _of_audit(view: View) -> Iterator[Due]:
    audit = view.assessment.audit
    day = audit.date("debut") if audit else None
    if audit and day and day >= view.assessment.date:
        about = (label_of(view, audit, "mode").lower(), "")
        who = responsible(view, audit.id)
        yield Due(
            day, view.title(audit), address.of_record(audit), (about,), say("echeance-audit"), who, _delay(view, day)
        )


def _delay(view: View, day: dt.date) -> str:
    return in_days(day, view.assessment.date)


def responsible(view: View, identity: str) -> str:
    """Who answers for a record: its own `responsable`, a session's pedagogical lead, else who holds quality."""
    record: Record | None = view.library.records.get(identity)
    handle = (record.text("responsable") or record.text("referent_pedagogique")) if record else ""
    if not handle:
        holders = (member.handle for member in view.library.team.values() if QUALITY in member.roles)
        handle = next(holders, "")
    return view.name(handle) if handle else ""
