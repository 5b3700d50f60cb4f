"""What each type of audit looks at: which indicators, and why each is among them."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from classeur.cycle.certificate import MOCK, RENEWAL, SURVEILLANCE, audit_of, certificate_on, real_audits
from classeur.cycle.delays import SURE
from classeur.cycle.faults import KIND, is_mock
from classeur.kinds.record import Record
from classeur.library import Library
from classeur.referential import Indicator, Referential
from classeur.shipped import shipped_data

INITIAL = "initial"
EXTENSION = "extension"
NEW_ENTRANT = "nouvel_entrant"
"""The field of an audit that says whether the provider was one that day: `oui` or `non`."""
_ALWAYS = (1, 17, 19)
_RATES = 3
"""`audits.surveillance.scope_minimum` of `rnq.yml` says these numbers in sentences."""


class Reason(StrEnum):
    """Why an indicator is looked at, the most telling first."""

    FAULT = "ecart-anterieur"
    MAJOR_ONLY = "majeure-seule"
    ALWAYS = "toujours"
    RATES = "certifiant"
    UNKNOWN = "prudence"
    """The texts do not say yet whether surveillance looks at it (33): better ready than sorry."""
    ENTRANT = "nouvel-entrant"
    CATEGORY = "categorie-ajoutee"
    WHOLE = "tous"


@dataclass(frozen=True, slots=True)
class Scope:
    """The indicators that an audit of `type` looks at, in order, with why. An auditor may always look at more."""

    type: str
    reasons: Mapping[int, Reason]
    sure: bool
    """False where the sources are secondary: shown « à confirmer »."""
    entrant_unknown: bool = False
    """The initial audit does not say whether the provider was a new entrant: if so, everything is looked at."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The indicators."""
        return tuple(self.reasons)


def expected_type(library: Library, date: dt.date) -> str:
    """The type of audit that comes next where none is planned: the initial one without a certificate in force."""
    certificate = certificate_on(library, date)
    if certificate is None or certificate.until < date:
        return INITIAL
    return RENEWAL if audit_of(library, certificate, SURVEILLANCE) else SURVEILLANCE


def scope_of(
    kind: str,
    library: Library,
    referential: Referential,
    applies: Iterable[int],
    date: dt.date,
    categories: Iterable[str] = (),
) -> Scope:
    """The scope of an audit of type `kind` that starts on `date`.

    `applies` are the indicators that concern the provider in the version of that day; `categories` those that an
    extension adds. Where the texts name no list (transfer, supplementary, mock), everything that applies is given:
    nobody can promise less. Source: `audits` of `rnq.yml` (arrêté du 6 juin 2019, article 4; guide V9, preamble).
    """
    mine = [referential.indicators[number] for number in sorted(applies)]
    if kind == SURVEILLANCE:
        return _surveillance(library, mine, date)
    added = set(categories)
    chosen = [i for i in mine if kind != EXTENSION or not added or added & set(i.categories)]
    reason = Reason.CATEGORY if kind == EXTENSION and added else Reason.WHOLE
    return Scope(kind, {i.number: reason for i in chosen}, _sure(kind))


def _surveillance(library: Library, mine: Iterable[Indicator], date: dt.date) -> Scope:
    """Earlier gaps, what is never minor, 1, 17, 19, 3 where it applies; everything for who was a new entrant."""
    first = _last_whole(library, date)
    entrant = first.get(NEW_ENTRANT) if first and first.get("type") == INITIAL else None
    unknown = first is None or (first.get("type") == INITIAL and entrant is None)
    earlier = _earlier(library, date)
    reasons = {i.number: reason for i in mine if (reason := _why(i, earlier, entrant=entrant is True))}
    return Scope(SURVEILLANCE, reasons, _sure(SURVEILLANCE), unknown)


def _why(indicator: Indicator, earlier: frozenset[int], *, entrant: bool) -> Reason | None:
    if indicator.number in earlier:
        return Reason.FAULT
    if indicator.gradable is False:
        return Reason.MAJOR_ONLY
    if indicator.number in _ALWAYS:
        return Reason.ALWAYS
    if indicator.number == _RATES:
        return Reason.RATES
    if indicator.gradable is None:
        return Reason.UNKNOWN
    return Reason.ENTRANT if entrant else None


def _last_whole(library: Library, date: dt.date) -> Record | None:
    """The last audit before `date` that looked at everything: the one whose sample this one follows."""
    before = [a for a in real_audits(library) if (a.date("debut") or date) < date]
    return next((a for a in reversed(before) if a.get("type") in (INITIAL, RENEWAL)), None)


def _earlier(library: Library, date: dt.date) -> frozenset[int]:
    """Indicators that the audit before raised something about, and those still open from any other."""
    before = [audit for audit in real_audits(library) if (audit.date("debut") or date) < date]
    last = before[-1].id if before else ""
    found = set()
    for fault in library.published(KIND):
        number, lifted, told = fault.get("indicateur"), fault.date("levee_le"), fault.date("notifiee_le")
        still_open = told is not None and told < date and (lifted is None or lifted >= date)
        if isinstance(number, int) and not is_mock(library, fault) and (fault.get("audit") == last or still_open):
            found.add(number)
    return frozenset(found)


@functools.cache
def _confidence() -> Mapping[str, str]:
    return {audit["id"]: audit["confidence"] for audit in shipped_data("referential", "rnq.yml")["audits"]}


def _sure(kind: str) -> bool:
    """Whether primary sources tell this scope; a mock audit is nobody's but ours."""
    return kind == MOCK or _confidence()[kind] == SURE
