"""The référentiel national qualité as data: versions, criteria, indicators. What is unknown stays None.

Of `rnq.yml`, this module reads `versions`, `criteria`, `indicators`, `conditions` (their labels) and `new_entrants`;
`cycle/` reads `nc_rules`, `audits` and `certificate`. What is told there twice is held by tests, and by nothing else:
`active_version`, `counts`, the lists of changed indicators of a version, `gradable` and `major_only` of `nc_rules`,
what each condition `affects`; `modulated_by`, `new_entrant`, `surveillance`, `reduced_initial_audit` of an indicator.

The rest is what people read who write rules, kinds and pages; no code reads it: `meta`, `guide_history`,
`guide_application_delay`, `sources`, `categories`, `conditions_note`, `audit_duration_days`, `remote_audit`,
`sampling_practice`, `reduced_initial_audit`, `interview_report_mapping`, `welcome_booklet`, `accessibility_page`,
`retention`, `privacy`, `conflicts`; and `required_fields` and `sources` of an indicator.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from classeur.shipped import shipped_data

CATEGORIES = ("AF", "BC", "VAE", "CFA")


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the référentiel, chosen by the date of the audit; `until` is its last day, None while in force.

    `legal` and `guide` name its texts, `pending` those that are still awaited.
    """

    id: str
    label: str
    legal: str
    guide: str
    since: dt.date
    until: dt.date | None
    pending: tuple[str, ...]
    unsure: tuple[str, ...]
    """What is not known with high confidence: list_of_changed, guide_v10_status."""

    @property
    def year(self) -> str:
        """« 2019 » or « 2026 »."""
        return self.id.removeprefix("rnq-")


@dataclass(frozen=True, slots=True)
class Change:
    """What 1 November 2026 brought to an indicator."""

    changed: bool
    kind: str
    added: tuple[str, ...]
    suggested: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. `gradable` is None where the texts do not say (33); `minor_is` names what a minor gap is."""

    number: int
    criterion: int
    title: str
    summary: str
    common: bool
    versions: tuple[str, ...]
    categories: tuple[str, ...]
    applies_if: tuple[str, ...]
    subcontracting: str
    """What it asks of a session made for another provider: applicable, adapted, by_mission, not_applicable."""
    gradable: bool | None
    minor_is: str
    minor_when: str
    major_when: str
    expected: tuple[str, ...]
    evidence: tuple[str, ...]
    specific: Mapping[str, str]
    psh: str
    new_entrant: bool
    change: Change
    notes: str
    unsure: tuple[str, ...]
    """What is not known with high confidence: applies, nc, expected, evidence, change_2026."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One of the seven criteria, with the numbers of its indicators in the version asked for."""

    number: int
    title: str
    indicators: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Referential:
    """Both versions in one; ask for an indicator or a criterion in a version."""

    versions: tuple[Version, ...]
    criteria: tuple[Criterion, ...]
    indicators: Mapping[int, Indicator]
    conditions: Mapping[str, str]
    """Label of each condition of application."""
    new_entrants: frozenset[int]
    """Indicators of which a new entrant shows only the written process at the initial audit."""

    def version_at(self, audit: dt.date) -> Version:
        """The version that an audit held on that day follows (Europe/Paris, no transition period)."""
        for version in self.versions:
            if version.until is None or audit <= version.until:
                return version
        raise ValueError(audit)

    def in_version(self, version: Version) -> tuple[Indicator, ...]:
        """The indicators of a version, in order of number."""
        return tuple(indicator for indicator in self.indicators.values() if version.id in indicator.versions)

    def criteria_in(self, version: Version) -> tuple[Criterion, ...]:
        """The criteria, each with its indicators of this version."""
        return tuple(
            Criterion(c.number, c.title, tuple(n for n in c.indicators if version.id in self.indicators[n].versions))
            for c in self.criteria
        )


@functools.cache
def load_referential() -> Referential:
    """Read the package's `rnq.yml`."""
    data: dict[str, Any] = shipped_data("referential", "rnq.yml")
    new_entrants = frozenset(data["new_entrants"]["list"])
    return Referential(
        versions=tuple(_version(item) for item in data["versions"]),
        criteria=tuple(Criterion(c["number"], c["title"], tuple(c["indicators"])) for c in data["criteria"]),
        indicators={item["number"]: _indicator(item, new_entrants) for item in data["indicators"]},
        conditions={name: item["label"] for name, item in data["conditions"].items()},
        new_entrants=new_entrants,
    )


def _version(item: dict[str, Any]) -> Version:
    until = item["audits_until"]
    return Version(
        id=item["id"],
        label=item["label"],
        legal=item["legal"],
        guide=item["guide"],
        since=dt.date.fromisoformat(item["audits_from"]),
        until=dt.date.fromisoformat(until) if until else None,
        pending=tuple(item.get("pending", ())),
        unsure=_unsure(item["confidence"]),
    )


def _unsure(confidence: str | Mapping[str, str]) -> tuple[str, ...]:
    """What is not known with high confidence, where the marks are told one by one."""
    levels = {} if isinstance(confidence, str) else confidence
    return tuple(name for name, level in levels.items() if level != "high")


def _indicator(item: dict[str, Any], new_entrants: frozenset[int]) -> Indicator:
    nc, change, confidence = item["nc"], item["change_2026"], item["confidence"]
    return Indicator(
        number=item["number"],
        criterion=item["criterion"],
        title=item["title"],
        summary=item["summary"],
        common=item["common"],
        versions=tuple(item["versions"]),
        categories=tuple(name for name in CATEGORIES if item["applies"][name] == "oui"),
        applies_if=tuple(item["applies_if"]),
        subcontracting=item["subcontracting"]["mode"],
        gradable=nc["minor_possible"],
        minor_is=nc.get("minor_is") or "",
        minor_when=nc["minor_when"] or "",
        major_when=nc["major_when"] or "",
        expected=tuple(item["expected"]),
        evidence=tuple(item["evidence"]),
        specific=item["specific"],
        psh=item["psh"] or "",
        new_entrant=item["number"] in new_entrants,
        change=Change(
            changed=change["changed"],
            kind=change.get("kind") or "",
            added=tuple(change["added"]),
            suggested=tuple(change["suggested_evidence"]),
        ),
        notes=item.get("notes") or "",
        unsure=_unsure(confidence),
    )
