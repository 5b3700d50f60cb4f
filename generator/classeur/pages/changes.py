"""What changed on 1 November 2026: what each indicator asks for now, what is there already, what is left to produce."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from classeur.dates import in_french
from classeur.kinds.record import Record
from classeur.pages import address
from classeur.pages.answers import answers_to_changes
from classeur.pages.cases import earliest, mark_of, state_words
from classeur.pages.catalogue import catalogue
from classeur.pages.demand import reason_of
from classeur.pages.evidence import Card, chosen, found
from classeur.pages.french import capitalized
from classeur.pages.gaps import Gap, gaps
from classeur.pages.page import Page
from classeur.pages.phrases import say
from classeur.pages.tables import Link, Mark
from classeur.pages.view import View
from classeur.pages.writing import write
from classeur.referential import Indicator, Version, load_referential
from classeur.rules.judge import judge
from classeur.rules.result import CaseState, RuleResult, RuleState, Verdict

CHANGES = "changements-2026"
"""The address of the page."""
_NEW = "nouveau"
_KINDS = ("fond", _NEW, "assouplissement", "forme", "")
_GUIDE = "guide"
"""How the line about the reading guide begins, which `Version.guide` tells better."""
_PROOFS = 3
"""Proofs named beside a change; the page of the indicator has them all."""
_ASIDE = (RuleState.CONFIRM, RuleState.EMPTY, RuleState.LATER, RuleState.OFF, RuleState.SILENT)
"""States of a rule that found nothing to judge: they say why."""


@dataclass(frozen=True, slots=True)
class Check:
    """A rule of the new version, and how it stands; `words` say by when, or why nothing was judged."""

    label: str
    mark: Mark
    words: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """An indicator that changed: what is added, what shows it, and for the team what is there and what is missing.

    `ruled`: whether a rule of the new version looks at it; else it is read by a human being alone.
    """

    link: Link
    kind: str
    added: tuple[str, ...]
    suggested: tuple[str, ...]
    written: tuple[Link, ...]
    held: tuple[Check, ...]
    coming: tuple[Check, ...]
    proofs: tuple[Link, ...]
    again: tuple[Link, ...]
    """The examples of the indicator, to be read again with the new text, where no rule of it found any."""
    missing: tuple[Gap, ...]
    ruled: bool


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the indicators changed in a way; `numbers` names them where they are few enough to be read."""

    words: str
    count: int
    numbers: tuple[Link, ...]


def changes_page(view: View) -> Page:
    """The page, for the team and for the auditor.

    The auditor reads neither what is there nor what is missing: what was written about the decree is named once, since
    beside each indicator it would show where nothing was.
    """
    new = load_referential().versions[-1]
    under = _under(view, new)
    applying = [v for v in under.assessment.verdicts.values() if v.applies and v.indicator.change.changed]
    apart = [v for v in under.assessment.verdicts.values() if not v.applies and v.indicator.change.changed]
    answers, written = catalogue(view).answers, answers_to_changes(view)
    values = {
        "team": view.edition.holds_verdicts,
        "lede": _lede(view, new),
        "counts": tuple(_counts(view, new)),
        "changed": tuple(
            _changed(
                view, under, verdict, answers.get(verdict.indicator.number), written.get(verdict.indicator.number, ())
            )
            for verdict in applying
        ),
        "written": tuple(dict.fromkeys(link for v in applying for link in written.get(v.indicator.number, ()))),
        "apart": tuple((_link(view, v.indicator), capitalized(reason_of(under, v))) for v in apart),
        "unknown": tuple(_unknown(new)),
        "trail": (("Accueil", address.HOME),),
    }
    meta = {"hide": ["navigation", "toc"], "rubrique": say("nav-indicateurs")}
    return write("changes.md", CHANGES, say("changements-titre"), values, meta)


def _under(view: View, version: Version) -> View:
    """The same view, judged as if the next audit followed `version`: with what it will ask, before it does."""
    assessment = view.assessment
    if assessment.version.id == version.id:
        return view
    judged = judge(assessment.library, load_referential(), assessment.rules, assessment.date, version.since)
    return replace(view, assessment=judged)


def _lede(view: View, new: Version) -> str:
    assessment = view.assessment
    first = say("changements-sujet", texte=capitalized(new.legal.split(",")[0]), jour=in_french(new.since))
    start = assessment.audit.date("debut") if assessment.audit else None
    year = assessment.version.year
    second = (
        say("changements-audit", jour=in_french(start), annee=year)
        if start
        else say("changements-sans-audit", annee=year)
    )
    later = "" if assessment.version.id == new.id else say("changements-encore", jour=in_french(new.since))
    return " ".join(filter(None, (first, second, later)))


def _counts(view: View, new: Version) -> Iterator[Count]:
    """The indicators of the new version by what happened to them."""
    for kind in _KINDS:
        some = [i for i in load_referential().in_version(new) if i.change.kind == kind]
        links = tuple((str(i.number), _link(view, i)[1]) for i in some)
        yield Count(say(f"changements-{kind or 'rien'}"), len(some), links)


def _link(view: View, indicator: Indicator) -> Link:
    """An indicator and its page, if the version of the next audit has one."""
    known = indicator.number in view.assessment.verdicts
    words = f"{indicator.number}. {indicator.title}"
    return words, f"{address.of_indicator(indicator.number)}#novembre-2026" if known else ""


def _changed(view: View, under: View, verdict: Verdict, answer: Record | None, written: tuple[Link, ...]) -> Changed:
    indicator = verdict.indicator
    new = under.assessment.version.id
    results = [result for result in verdict.results if result.rule.since == new]
    team = view.edition.holds_verdicts
    held = [result for result in results if result.cases_in(CaseState.HAVE) or result.state is RuleState.HELD]
    coming = [result for result in results if result.cases_in(CaseState.WAITING)]
    aside = (Check(r.rule.label, mark_of(r), state_words(under, r)) for r in results if r.state in _ASIDE)
    proofs = found(under, held) if team else ()
    again = chosen(view, answer) or found(under, verdict.results) if team and not proofs else ()
    return Changed(
        link=_link(view, indicator),
        kind=say(f"change-{indicator.change.kind}"),
        added=tuple(map(capitalized, indicator.change.added if indicator.change.kind != _NEW else indicator.expected)),
        suggested=indicator.change.suggested,
        written=written,
        held=tuple(map(_held, held)) if team else (),
        coming=(*map(_coming, coming), *aside) if team else (),
        proofs=_links(proofs),
        again=_links(again),
        missing=gaps(under, results) if team else (),
        ruled=bool(results),
    )


def _links(cards: tuple[Card, ...]) -> tuple[Link, ...]:
    return tuple((card.title, card.target) for card in cards[:_PROOFS])


def _held(result: RuleResult) -> Check:
    """What is there; where some of it is missing, how much is there."""
    if result.state is RuleState.GAP and result.extent:
        have = result.extent.total - result.extent.missing
        return Check(result.rule.label, Mark(say("couverture", have=have, due=result.extent.total), "ok"))
    return Check(result.rule.label, mark_of(result))


def _coming(result: RuleResult) -> Check:
    due: dt.date | None = earliest(case.due for case in result.cases_in(CaseState.WAITING))
    words = say("changements-a-venir", jour=in_french(due)) if due else ""
    return Check(result.rule.label, Mark(say("a-venir"), "soon"), words)


def _unknown(new: Version) -> Iterator[str]:
    """What the texts don't say yet: nothing is invented in the meantime."""
    yield new.guide
    yield from (text for text in new.pending if not text.startswith(_GUIDE))
    if "list_of_changed" in new.unsure:
        yield say("changements-liste")
    for indicator in load_referential().in_version(new):
        if indicator.change.changed and indicator.gradable is None:
            yield say("changements-gravite", numero=indicator.number, titre=indicator.title)
        if indicator.change.changed and {"expected", "evidence"} & set(indicator.unsure):
            yield say("changements-inconnu", numero=indicator.number, titre=indicator.title)
