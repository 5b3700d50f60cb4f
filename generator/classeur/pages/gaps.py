"""What is missing, for the team: each gap with how far it goes, how serious it is, what to do, who and by when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from classeur.dates import in_french
from classeur.finding import Extent, Grade
from classeur.pages import address
from classeur.pages.cases import STATUS_OF, Told, told
from classeur.pages.dated import ACTION, OPEN
from classeur.pages.french import capitalized, lowered
from classeur.pages.holding import holders_of
from classeur.pages.phrases import say
from classeur.pages.tables import Gauge, Link, Mark
from classeur.pages.view import View
from classeur.referential import Indicator
from classeur.rules.result import Case, CaseState, RuleResult, RuleState

NAMED = 3
"""Cases named beside a gap; the page of the indicator names them all."""
_SCHEMES = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap, ready to print. `target` is the page to read; `edit` the address of the form that mends it, if known.

    `handles` are those who see to it, `holders` the names of the first of them. `before` is the day of the open action
    about it, else of the next audit, else empty.
    """

    rule: str
    number: int
    title: str
    words: str
    who: tuple[Told, ...]
    more: int
    grade: Grade
    mark: Mark
    consequence: str
    extent: Extent
    gauge: Gauge
    remedy: str
    handles: tuple[str, ...]
    holders: tuple[str, ...]
    before: str
    action: Link | None
    target: str
    edit: str

    @property
    def share(self) -> float:
        """How far it goes, from 0 to 1: the whole where nothing can be counted."""
        return self.extent.missing / self.extent.total if self.extent.total else 1.0


def gaps(view: View, results: Iterable[RuleResult]) -> tuple[Gap, ...]:
    """The gaps among these results, widest first; what only calls for vigilance comes last."""
    found = [_gap(view, result) for result in results if result.state is RuleState.GAP and result.grade]
    return tuple(sorted(found, key=lambda g: (_light(g.grade), -g.share, g.grade.rank, g.number, g.rule)))


def _light(grade: Grade) -> bool:
    return grade in (Grade.WATCH, Grade.CONFIRM)


def _gap(view: View, result: RuleResult) -> Gap:
    rule, grade = result.rule, result.grade or Grade.WATCH
    missing = [case for case in result.cases_in(CaseState.MISSING) if case.record]
    extent = result.extent or Extent(0, 0)
    verdict = view.assessment.verdicts.get(rule.indicator or 0)
    indicator = verdict.indicator if verdict else None
    target = address.of_indicator(indicator.number) if indicator else ""
    if indicator is None and missing:
        target = view.reference(missing[0].record)[1]
    action, before = _by_when(view, missing)
    handles = _handles(view, missing, rule.indicator)
    return Gap(
        rule=rule.id,
        number=rule.indicator or 0,
        title=indicator.title if indicator else say("ecart-transversal"),
        words=rule.gap,
        who=tuple(told(view, case) for case in missing[:NAMED]),
        more=max(len(missing) - NAMED, 0),
        grade=grade,
        mark=Mark(capitalized(STATUS_OF[grade].word), STATUS_OF[grade].css),
        consequence=consequence(indicator, grade, extent),
        extent=extent,
        gauge=Gauge(extent.total - extent.missing, extent.missing, 0, say("ecart-jauge", etendue=extent)),
        remedy=rule.remedy,
        handles=handles,
        holders=tuple(view.name(handle) for handle in handles[:NAMED]),
        before=before,
        action=action,
        target=target,
        edit=edit_address(view, missing[0].place.path) if missing else "",
    )


def _handles(view: View, missing: list[Case], indicator: int | None) -> tuple[str, ...]:
    """Who sees to it: those who answer for the records, else who holds quality."""
    records = [view.library.records.get(case.record) for case in missing] or [None]
    return tuple(dict.fromkeys(handle for record in records for handle in holders_of(view, record, indicator)))


def _by_when(view: View, missing: list[Case]) -> tuple[Link | None, str]:
    """The open action born from what is missing, with its day; without one, the start of the next audit."""
    for identity in dict.fromkeys(case.record for case in missing):
        for action in view.library.backlinks_of(identity):
            day = action.date("echeance")
            if action.kind.name == ACTION and action.text("avancement") in OPEN and day:
                return view.reference(action.id), say("ecart-pour", jour=in_french(day))
    start = view.assessment.audit.date("debut") if view.assessment.audit else None
    if start is None or start < view.assessment.date:
        return None, ""
    return None, say("ecart-pour-audit", jour=in_french(start))


def consequence(indicator: Indicator | None, grade: Grade, extent: Extent) -> str:
    """What an auditor would make of the gap if it is drawn, as the référentiel tells."""
    if grade is Grade.WATCH:
        return say("ecart-vigilance")
    if indicator is None:
        return say("ecart-hors-indicateur")
    if grade is Grade.CONFIRM:
        return say("ecart-a-trancher")
    if grade is Grade.MAJOR and indicator.gradable is False:
        return say("ecart-majeur-plusieurs" if extent.missing > 1 else "ecart-majeur-un", nombre=extent.missing)
    reason = indicator.major_when if grade is Grade.MAJOR else indicator.minor_when
    word = say("ecart-majeure" if grade is Grade.MAJOR else "ecart-mineure")
    return f"{word} : {lowered(reason)}" if reason else word


def edit_address(view: View, path: str) -> str:
    """The form that changes a file in the repository; empty without a repository, or for a folder."""
    base = view.library.provider.text("depot")
    if not view.edition.holds_verdicts or not base.startswith(_SCHEMES) or not path.endswith((".md", ".yml")):
        return ""
    return f"{base.rstrip('/')}/{path}"
