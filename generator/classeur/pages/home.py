"""The home page: how things stand before the next audit, what comes next, what is missing, where to begin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from classeur.dates import in_french
from classeur.finding import Grade
from classeur.kinds.record import Record
from classeur.pages import address
from classeur.pages.agenda import Due, agenda
from classeur.pages.catalogue import AUDIT, FAULT, MOCK, Catalogue, catalogue, label_of, sessions_of
from classeur.pages.french import capitalized, counted, in_days, in_letters, joined, on_days, say
from classeur.pages.gaps import Gap, gaps
from classeur.pages.nav import criteria_of
from classeur.pages.page import Page
from classeur.pages.session_tables import category_table
from classeur.pages.tables import Mark, Table
from classeur.pages.view import View
from classeur.pages.writing import write
from classeur.rules.result import Status, Verdict

AHEAD = 120
"""Days within which a due date is shown on the home page."""
NEXT = 8
"""Due dates shown there."""
RECENT = 12
"""Sessions of a category shown there."""
_ROLES = ("direction", "qualite", "pedagogie", "handicap", "mobilite")


@dataclass(frozen=True, slots=True)
class Square:
    """An indicator in the grid: where it is drawn, its link, its state; no state where the edition holds none."""

    number: int
    left: int
    target: str
    words: str
    css: str
    shape: str


@dataclass(frozen=True, slots=True)
class Band:
    """A criterion in the grid."""

    number: int
    title: str
    squares: tuple[Square, ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody to know on the day of the audit, and what the person holds."""

    name: str
    roles: str


def home_page(view: View) -> Page:
    """The home page of the binder; without verdicts, gaps or deadlines where the edition holds none."""
    found = catalogue(view)
    missing = gaps(view, view.assessment.results()) if view.edition.holds_verdicts else ()
    title = _title(view)
    values = {
        "team": view.edition.holds_verdicts,
        "lede": _lede(view, missing),
        "tally": _tally(view) if view.edition.holds_verdicts else (),
        "judged": len(view.assessment.verdicts),
        "bands": bands(view),
        "gaps": missing,
        "sessions": _sessions(view, found),
        "since": view.assessment.since,
        "facts_of": certificate_facts(view, found),
        "holders": _holders(view),
        "faults": _faults(view, found),
        "changes": _changes(view),
        "audit": view.assessment.audit,
        "lists": address.of_list,
        **_coming(view),
    }
    return write("home.md", address.HOME, title, values, {"hide": ["navigation", "toc"]})


def _title(view: View) -> str:
    audit, today = view.assessment.audit, view.assessment.date
    start = audit.date("debut") if audit else None
    if audit is None or start is None:
        return say("accueil-sans-audit")
    kind = label_of(view, audit, "type")
    if not view.edition.holds_verdicts:
        return view.title(audit)
    if start <= today:
        return say("accueil-en-cours", type=kind)
    return say("accueil-avant", type=kind, delai=in_days(start, today))


def _lede(view: View, missing: tuple[Gap, ...]) -> str:
    assessment = view.assessment
    applicable = sum(verdict.applies for verdict in assessment.verdicts.values())
    categories = view.library.provider.texts("categories")
    scope = say(
        "accueil-perimetre",
        annee=assessment.version.year,
        indicateurs=counted(applicable, "indicateur"),
        categories=f"{'catégorie' if len(categories) < 2 else 'catégories'} {joined(categories)}",  # noqa: PLR2004
    )
    audit = assessment.audit
    start, end = (audit.date("debut"), audit.date("fin")) if audit else (None, None)
    if audit and start:
        mode = label_of(view, audit, "mode").lower()
        first = " ".join(filter(None, (say("accueil-audit"), mode, on_days(start, end or start))))
    else:
        first = say("accueil-rien-de-prevu", jour=in_french(assessment.date))
    told = _count_words(missing) if view.edition.holds_verdicts else ""
    return f"{first}, {scope} {told}".strip()


def _count_words(missing: tuple[Gap, ...]) -> str:
    real = [gap for gap in missing if gap.grade in (Grade.MAJOR, Grade.MINOR)]
    major = sum(gap.grade is Grade.MAJOR for gap in real)
    if not real:
        return say("accueil-sans-ecart")
    few = len(real) == 1
    head = say("accueil-un-ecart" if few else "accueil-ecarts", nombre=capitalized(in_letters(len(real))))
    if not major:
        return f"{head}."
    if major == len(real):
        return head + say("accueil-tout-majeur" if few else "accueil-tous-majeurs")
    return head + say("accueil-dont-majeurs" if major > 1 else "accueil-dont-majeur", nombre=in_letters(major))


def _tally(view: View) -> tuple[tuple[Mark, int], ...]:
    counts = dict.fromkeys(Status, 0)
    for verdict in view.assessment.verdicts.values():
        counts[verdict.status] += 1
    return tuple((Mark(status.word, status.css), count) for status, count in counts.items())


def bands(view: View) -> tuple[Band, ...]:
    """The grid: a band a criterion, a square an indicator."""
    return tuple(
        Band(
            c.number, c.title, tuple(_square(view, i, view.assessment.verdicts[n]) for i, n in enumerate(c.indicators))
        )
        for c in criteria_of(view)
    )


def _square(view: View, place: int, verdict: Verdict) -> Square:
    indicator = verdict.indicator
    if view.edition.holds_verdicts or verdict.status is Status.NA:
        state, css, shape = f" : {verdict.status.word}", verdict.status.css, verdict.status.css
    else:
        state, css, shape = "", "blank", ""
    words = f"{indicator.number}. {indicator.title}{state}"
    return Square(indicator.number, 48 * place, address.of_indicator(indicator.number), words, css, shape)


def _coming(view: View) -> Mapping[str, object]:
    """The next due dates; where none is near, the first one to come, said apart."""
    if not view.edition.holds_verdicts:
        return {"dues": (), "later": None, "ahead": AHEAD}
    dues = agenda(view)
    near: tuple[Due, ...] = tuple(due for due in dues if (due.day - view.assessment.date).days <= AHEAD)[:NEXT]
    return {"dues": near, "later": None if near else next(iter(dues), None), "ahead": AHEAD}


def _sessions(view: View, found: Catalogue) -> tuple[tuple[str, Table, int], ...]:
    """For each category, its latest sessions since the last audit, and how many more there are."""
    groups: dict[str, list[Record]] = {}
    for session in sessions_of(view, found):
        if (session.date("fin") or view.assessment.date) >= view.assessment.since:
            groups.setdefault(session.text("categorie"), []).append(session)
    return tuple(
        (
            label_of(view, sessions[0], "categorie"),
            category_table(view, found, tuple(sessions[:RECENT])),
            max(len(sessions) - RECENT, 0),
        )
        for _, sessions in sorted(groups.items())
    )


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
            facts.append((say("certificat-fin"), in_french(until), in_days(until, today)))
        facts.append((say("certificat-par"), str(last.get("certificateur") or ""), ""))
    else:
        facts.insert(0, (say("certificat"), say("certificat-absent"), say("certificat-absent-note")))
    real = [a for a in found.by_kind.get(AUDIT, ()) if a.get("type") != MOCK and (a.date("fin") or today) < today]
    if real:
        latest = max(real, key=lambda a: (a.date("fin") or today, a.id))
        raised = sum(fault.text("audit") == latest.id for fault in found.by_kind.get(FAULT, ()))
        remark = f"{label_of(view, latest, 'type').lower()}, {counted(raised, 'non-conformité')}"
        facts.append((say("certificat-audit"), in_french(latest.date("fin") or today), remark))
    return tuple(facts)


def _holders(view: View) -> tuple[Holder, ...]:
    field = view.library.provider.kind.field("equipe")
    declared = field.subfield("roles") if field else None
    labels = (declared.values if declared else None) or {}
    return tuple(
        Holder(member.name, ", ".join(labels.get(role, role) for role in kept))
        for member in view.library.team.values()
        if (kept := [role for role in _ROLES if role in member.roles])
    )


def _faults(view: View, found: Catalogue) -> tuple[Record, ...]:
    return () if view.edition.holds_verdicts else view.sort_by_day(found.by_kind.get(FAULT, ()))


def _changes(view: View) -> tuple[Verdict, ...]:
    """The indicators that apply and that the version of the next audit changed."""
    changed = (v for v in view.assessment.verdicts.values() if v.applies and v.indicator.change.changed)
    return tuple(changed) if view.assessment.version.id != "rnq-2019" else ()
