"""The home page: how things stand before the next audit, what comes next, what is missing, where to begin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from classeur.dates import in_french, short_french
from classeur.finding import Grade
from classeur.kinds.record import Record
from classeur.pages import address
from classeur.pages.agenda import agenda
from classeur.pages.answers import answers_to_changes
from classeur.pages.catalogue import FAULT, Catalogue, catalogue, label_of, sessions_of
from classeur.pages.cumul import foreseen
from classeur.pages.due import Due
from classeur.pages.french import capitalized, counted, in_days, in_letters, joined, on_days
from classeur.pages.gaps import Gap, gaps
from classeur.pages.grid import bands
from classeur.pages.listing import columns
from classeur.pages.page import Page
from classeur.pages.phrases import say
from classeur.pages.provider import audit_facts, certificate_facts, holders
from classeur.pages.recent import recent_changes
from classeur.pages.record_tables import ListedPiece, pieces_of
from classeur.pages.session_tables import category_table
from classeur.pages.stages import MAP, map_title, stage_links
from classeur.pages.states import tile_of
from classeur.pages.tables import Cell, Group, Link, Mark, Row, Table
from classeur.pages.tasks import TASKS, Share, shares
from classeur.pages.view import View
from classeur.pages.writing import write
from classeur.pages.year import figures_of
from classeur.rules.result import RuleState, Status, Verdict

AHEAD = 120
"""Days within which a due date is shown on the home page."""
NEXT = 8
"""Due dates shown there."""
RECENT = 12
"""Sessions of a category shown there."""
CLOSED = 6
"""Earlier non-conformities shown there; the page of the audits has them all."""
ANSWERS = 3
"""Notes and actions named beside an indicator that changed."""


def home_page(view: View) -> Page:
    """The home page of the binder; without verdicts, gaps or deadlines where the edition holds none."""
    found = catalogue(view)
    missing = gaps(view, view.assessment.results()) if view.edition.holds_verdicts else ()
    dues = agenda(view) if view.edition.holds_verdicts else ()
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
        "foreseen": foreseen(view) if view.edition.holds_verdicts else None,
        "sessions": _sessions(view, found),
        "since": view.assessment.since,
        "facts_of": certificate_facts(view, found),
        "audit_facts": audit_facts(view),
        "map": (map_title(), MAP, stage_links()),
        "figures": figures_of(view, found),
        "shares": _busy(view, found, dues, missing),
        "tasks": address.of_list(TASKS),
        "recent": recent_changes(view) if view.edition.holds_verdicts else (),
        "holders": holders(view),
        "faults": _faults(view, found),
        "changes": _changes(view),
        "audit": view.assessment.audit,
        "lists": address.of_list,
        **_coming(view, dues),
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
    return tuple(
        (Mark(_agreed(status.word, count), status.css), count, tile_of(status)) for status, count in counts.items()
    )


def _agreed(words: str, count: int) -> str:
    """« risques majeurs »: the words of a state that is counted; those that do not count things stay."""
    return words if count <= 1 or not words.startswith("risque") else " ".join(f"{word}s" for word in words.split())


def _apart(view: View) -> str:
    """What the tally of indicators cannot count: reviews that are late, delays of the certification, order of dates."""
    count = sum(result.state is RuleState.GAP for result in view.assessment.transversal)
    if not count:
        return ""
    name = "ecart-transversal-plusieurs" if count > 1 else "ecart-transversal-un"
    return say("ecart-transversaux", quoi=say(name, nombre=count))


def _busy(view: View, found: Catalogue, dues: tuple[Due, ...], missing: tuple[Gap, ...]) -> tuple[Share, ...]:
    """Those of the team who have something to mend or to do, or indicators."""
    given = shares(view, found, dues, missing) if view.edition.holds_verdicts else ()
    return tuple(share for share in given if share.gaps or share.dues or share.indicators)


def _coming(view: View, dues: tuple[Due, ...]) -> Mapping[str, object]:
    """The next due dates; where none is near, the first one to come, said apart."""
    if not view.edition.holds_verdicts:
        return {"dues": (), "later": None, "ahead": AHEAD}
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


def _faults(view: View, found: Catalogue) -> tuple[Table | None, int]:
    """The latest non-conformities of earlier audits with what shows that they are closed; how many more there are."""
    faults = view.sort_by_day(found.by_kind.get(FAULT, ()))
    rows = tuple(_fault(view, fault) for fault in faults[:CLOSED])
    table = Table(say("nc-titre"), columns("levees"), (Group("", rows),)) if rows else None
    return table, max(len(faults) - CLOSED, 0)


def _fault(view: View, fault: Record) -> Row:
    lifted = fault.date("levee_le")
    number = fault.get("indicateur")
    known = isinstance(number, int) and number in view.assessment.verdicts
    proofs = pieces_of(view, view.library.pieces.get(fault.id, ()))
    born = view.references(r.id for r in view.library.backlinks_of(fault.id) if fault.id in r.texts("origines"))
    pieces = tuple((_presented(piece), piece.address) for piece in proofs)
    return (
        Cell(view.title(fault), address.of_record(fault), more=label_of(view, fault, "correction")),
        Cell(str(number), address.of_indicator(number) if known and isinstance(number, int) else ""),
        Cell(_short(fault.date("notifiee_le"))),
        Cell(_short(fault.date("preuves_envoyees_le"))),
        Cell(short_french(lifted) if lifted else say("audit-ouverte")),
        Cell(links=(*pieces, *born)),
    )


def _presented(piece: ListedPiece) -> str:
    return piece.words if piece.address else f"{piece.words} ({piece.where or say('a-presenter')})"


def _short(day: dt.date | None) -> str:
    return short_french(day) if day else ""


def _changes(view: View) -> tuple[tuple[Verdict, tuple[Link, ...]], ...]:
    """The indicators that apply and that the version of the next audit changed, with what was written about it."""
    if view.assessment.version.id == "rnq-2019":
        return ()
    answers = answers_to_changes(view)
    changed = (v for v in view.assessment.verdicts.values() if v.applies and v.indicator.change.changed)
    return tuple((verdict, answers.get(verdict.indicator.number, ())[-ANSWERS:]) for verdict in changed)
