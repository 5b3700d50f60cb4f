"""The delays of certification, read from `rnq.yml`, each with what is known of its certainty."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from classeur.dates import Duration
from classeur.shipped import shipped_data

SURE = "high"
"""The confidence of what a primary source says; anything less is shown « à confirmer »."""
PLAN_PARAMETER = "delai_plan_nc"
"""The parameter that holds the certifier's delay for a plan of correction."""


@dataclass(frozen=True, slots=True)
class Delay:
    """A length of time of the texts; `sure` unless the sources are secondary or differ."""

    length: Duration
    sure: bool


@dataclass(frozen=True, slots=True)
class Delays:
    """Every delay of the cycle and of non-conformities (arrêté du 6 juin 2019, guide V9)."""

    validity: Delay
    """A certificate holds three years."""
    surveillance: tuple[Delay, Delay]
    """The surveillance audit stands between these months after the certificate was obtained."""
    renewal: tuple[Delay, Delay]
    """The renewal audit is best held between these months before the certificate ends: earliest first."""
    minor_plan: Delay
    """To send the plan that corrects a minor one, where the certifier said nothing else."""
    minor_in_place: Delay
    major_in_place: Delay
    certifier_check: Delay
    """The certifier's own, to look at the proofs of a major one."""
    withdrawal: Delay
    """From suspension to withdrawal, as one certifier writes it."""
    reapply: Delay
    """Before asking again after a refusal or a withdrawal."""
    accumulation: int
    """So many minor ones, still open at the decision, count as a major one."""
    accumulation_sure: bool


@functools.cache
def load_delays() -> Delays:
    """Read the package's `rnq.yml`. Raises `KeyError` if it no longer says what is asked of it."""
    data: dict[str, Any] = shipped_data("referential", "rnq.yml")
    rules = data["nc_rules"]
    audits = {audit["id"]: audit for audit in data["audits"]}
    minor, major = rules["minor"], rules["major"]
    first, last = (_months(n, audits["surveillance"]) for n in audits["surveillance"]["when_months"])
    return Delays(
        validity=_months(12 * data["certificate"]["validity_years"], data["certificate"]),
        surveillance=(first, last),
        renewal=(Delay(_RENEWAL[0], sure=False), Delay(_RENEWAL[1], sure=False)),
        minor_plan=Delay(
            Duration(days=minor["action_plan_days_default"]), minor["action_plan_days_confidence"] == SURE
        ),
        minor_in_place=_months(minor["implementation_months"], minor),
        major_in_place=Delay(Duration(months=major["implementation_months"]), major["confidence"]["deadline"] == SURE),
        certifier_check=Delay(
            Duration(months=major["certifier_check_months"]), major["confidence"]["deadline"] == SURE
        ),
        withdrawal=Delay(_WITHDRAWAL, major["confidence"]["withdrawal_path"] == SURE),
        reapply=Delay(
            Duration(months=rules["reapply_after_refusal_or_withdrawal_months"]), rules["reapply_confidence"] == SURE
        ),
        accumulation=rules["accumulation"]["threshold"],
        accumulation_sure=rules["accumulation"]["confidence"] == SURE,
    )


_RENEWAL = (Duration(months=6), Duration(months=4))
"""`audits.renouvellement.when` of `rnq.yml` says it in a sentence: four to six months before the end."""
_WITHDRAWAL = Duration(months=3)
"""`nc_rules.major.surveillance_if_not_lifted` says it in a sentence."""


def _months(number: int, said: Mapping[str, Any]) -> Delay:
    return Delay(Duration(months=number), said["confidence"] == SURE)
