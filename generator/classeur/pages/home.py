"""The home page: how things stand before the next audit, what comes next, what is missing, where to begin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from classeur.dates import in_french
from classeur.finding import Grade
from classeur.kinds.record import Record
from classeur.pages import address
from classeur.pages.agenda import agenda
from classeur.pages.answers import answers_to_changes
from classeur.pages.catalogue import FAULT, Catalogue, catalogue, label_of, sessions_of
from classeur.pages.due import Due
from classeur.pages.french import capitalized, counted, in_days, in_letters, joined, on_days, say
from classeur.pages.gaps import Gap, gaps
from classeur.pages.nav import criteria_of
from classeur.pages.page import Page
from classeur.pages.provider import certificate_facts, holders
from classeur.pages.session_tables import category_table
from classeur.pages.states import tile_of
from classeur.pages.tables import Link, Mark, Table
from classeur.pages.view import View
from classeur.pages.writing import write
from classeur.rules.result import CaseState, RuleState, Status, Verdict

AHEAD = 120
"""Days within which a due date is shown on the home page."""
NEXT = 8
"""Due dates shown there."""
RECENT = 12
"""Sessions of a category shown there."""


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
        "apart": _apart(view) if view.edition.holds_verdicts else "",
        "unchecked": sum(v.applies and not v.has_rules for v in view.assessment.verdicts.values()),
        "bands": bands(view),
        "gaps": missing,
        "sessions": _sessions(view, found),
        "since": view.assessment.since,
        "facts_of": certificate_facts(view, found),
        "holders": holders(view),
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


def _tally(view: View) -> tuple[tuple[Mark, int, str], ...]:
    counts = dict.fromkeys(Status, 0)
    for verdict in view.assessment.verdicts.values():
        counts[verdict.status] += 1
    return tuple((Mark(status.word, status.css), count, tile_of(status)) for status, count in counts.items())


def _apart(view: View) -> str:
    """What the tally of indicators cannot count: review dates that have passed are of no indicator."""
    late = [result for result in view.assessment.transversal if result.state is RuleState.GAP]
    count = sum(len(result.cases_in(CaseState.MISSING)) for result in late)
    if not count:
        return ""
    name = "ecart-transversal-plusieurs" if count > 1 else "ecart-transversal-un"
    return say("ecart-transversaux", quoi=say(name, nombre=count))


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


def _faults(view: View, found: Catalogue) -> tuple[Record, ...]:
    return view.sort_by_day(found.by_kind.get(FAULT, ()))


def _changes(view: View) -> tuple[tuple[Verdict, tuple[Link, ...]], ...]:
    """The indicators that apply and that the version of the next audit changed, with what was written about it."""
    if view.assessment.version.id == "rnq-2019":
        return ()
    answers = answers_to_changes(view)
    changed = (v for v in view.assessment.verdicts.values() if v.applies and v.indicator.change.changed)
    return tuple((verdict, answers.get(verdict.indicator.number, ())) for verdict in changed)
