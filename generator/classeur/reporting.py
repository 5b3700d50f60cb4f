"""Findings as text for a terminal, in the manner of a good compiler."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from classeur.dates import in_french
from classeur.finding import Finding, Grade, Place
from classeur.mending import Change
from classeur.rules.result import Assessment

WIDTH = 100
"""Longest part of a line that is shown; longer ones are cut around the place."""
_ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Signs that a terminal obeys: names of files and words of a text may hold some, to clear the screen or turn lines."""

_COUNTED = {
    Grade.ERROR: ("erreur", "erreurs"),
    Grade.MAJOR: ("majeure", "majeures"),
    Grade.MINOR: ("mineure", "mineures"),
    Grade.WATCH: ("vigilance", "vigilances"),
    Grade.CONFIRM: ("point à confirmer", "points à confirmer"),
}


def as_text(findings: Iterable[Finding]) -> str:
    """Every finding: place, grade, id, sentence, the line with the place marked, what to do."""
    return "\n\n".join("\n".join(_lines(finding)) for finding in findings)


def inert(text: str) -> str:
    """A text in which nothing acts on the terminal that shows it."""
    return _ACTING.sub("\ufffd", text)


def _lines(finding: Finding) -> Iterator[str]:
    indicator = f", indicateur {finding.indicator}" if finding.indicator else ""
    yield f"{inert(str(finding.place))}: {finding.grade} [{finding.rule}]{indicator}"
    yield f"  {inert(finding.message)}"
    if finding.place.text and finding.place.column:
        yield from _excerpt(finding.place)
    if finding.remedy:
        yield f"  → {inert(finding.remedy)}"
    if finding.repair:
        yield "  → « classeur fix » fait cette correction."


def _excerpt(place: Place) -> Iterator[str]:
    start = max(0, place.column - 1 - WIDTH // 2) if len(place.text) > WIDTH else 0
    shown = place.text[start : start + WIDTH]
    shown = "".join(sign if sign.isprintable() else " " for sign in shown)
    before = "…" if start else ""
    after = "…" if start + WIDTH < len(place.text) else ""
    number = str(place.line)
    indent = len(before) + place.column - 1 - start
    marks = "^" * max(1, min(place.length, len(shown) + len(before) - indent))
    yield f"  {number} | {before}{shown}{after}"
    yield f"  {' ' * len(number)} | {' ' * indent}{marks}"


def as_corrections(path: str, target: str, changes: Iterable[Change]) -> str:
    """The lines of one file that would change, before and after, and its new name if it has one."""
    told = [f"{inert(path)}:{change.line}\n{_before_and_after(change)}" for change in changes]
    if path != target:
        told.insert(0, f"{inert(path)}\n  devient : {inert(target)}")
    return "\n".join(told)


def _before_and_after(change: Change) -> str:
    if change.before is None:
        return f"  ajouté : {_visible(change.after)}"
    return f"  avant : {_visible(change.before)}\n  après : {_visible(change.after)}"


def _visible(line: str) -> str:
    """A line whose tabs and invisible signs can be seen."""
    return "".join("⇥" if sign == "\t" else sign if sign.isprintable() else f"<U+{ord(sign):04X}>" for sign in line)


def summary(findings: Iterable[Finding]) -> str:
    """« 2 majeures, 3 mineures, 1 vigilance », or « aucun constat »."""
    counts = Counter(finding.grade for finding in findings)
    told = [f"{counts[grade]} {one if counts[grade] == 1 else many}" for grade, (one, many) in _COUNTED.items()
            if counts[grade]]  # fmt: skip
    return ", ".join(told) or "aucun constat"


def state(assessment: Assessment) -> str:
    """The date, the version of the référentiel, and what chose it."""
    when = f"État au {in_french(assessment.date)}, référentiel {assessment.version.year}"
    audit = assessment.audit
    start = audit.date("debut") if audit else None
    if audit is None or start is None:
        return f"{when}."
    kind = audit.kind.field("type")
    label = (kind.values or {}).get(audit.text("type"), "") if kind else ""
    return f"{when} (prochain audit : {label.lower()}, le {in_french(start)})."
