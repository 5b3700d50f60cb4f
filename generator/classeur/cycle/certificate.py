"""The certificate in force, and the windows of time that it opens: surveillance, renewal."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from classeur.cycle.delays import load_delays
from classeur.dates import Duration, shift
from classeur.kinds.record import Record
from classeur.library import Library

MOCK = "blanc"
SURVEILLANCE = "surveillance"
RENEWAL = "renouvellement"
_DAY = Duration(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `since` to `until`, both included."""

    since: dt.date
    until: dt.date


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as it is printed: obtained on `since`, and `until` is its last day."""

    number: str
    since: dt.date
    until: dt.date
    certifier: str

    @property
    def surveillance(self) -> Span:
        """When the surveillance audit has to stand: months 14 to 22 from the day it was obtained."""
        first, last = load_delays().surveillance
        return Span(shift(self.since, first.length), shift(self.since, last.length))

    @property
    def renewal(self) -> Span:
        """When the renewal audit is best held: early enough to lift a major gap before the last day."""
        first, last = load_delays().renewal
        return Span(shift(self.until, first.length, -1), shift(self.until, last.length, -1))

    @property
    def too_long(self) -> bool:
        """Whether it claims more than the texts give, which is a day badly typed."""
        return self.until > valid_until(self.since)


def valid_until(obtained: dt.date) -> dt.date:
    """The last day of a certificate obtained that day: three years less one day (arrêté du 6 juin 2019)."""
    return shift(shift(obtained, load_delays().validity.length), _DAY, -1)


def certificates_of(library: Library) -> tuple[Certificate, ...]:
    """Every certificate that `organisme.yml` tells, the oldest first; a line without its days is left out."""
    found = []
    for row in library.provider.rows("certificat"):
        since, until = row.get("du"), row.get("au")
        if isinstance(since, dt.date) and isinstance(until, dt.date) and since <= until:
            found.append(Certificate(str(row.get("numero") or ""), since, until, str(row.get("certificateur") or "")))
    return tuple(sorted(found, key=lambda certificate: (certificate.since, certificate.until)))


def certificate_on(library: Library, date: dt.date) -> Certificate | None:
    """The latest certificate obtained on `date` or before, whether it still holds or not; None without one."""
    obtained = [certificate for certificate in certificates_of(library) if certificate.since <= date]
    return obtained[-1] if obtained else None


def real_audits(library: Library) -> tuple[Record, ...]:
    """Audits by a certifier, in order of their first day; mock audits and drafts are left out."""
    found = [audit for audit in library.published("audit") if audit.get("type") != MOCK and audit.date("debut")]
    return tuple(sorted(found, key=lambda audit: (audit.date("debut") or dt.date.min, audit.id)))


def audit_of(library: Library, certificate: Certificate, kind: str) -> Record | None:
    """The audit of a type (`surveillance`, `renouvellement`) in the life of a certificate, held or planned."""
    for audit in real_audits(library):
        start = audit.date("debut")
        if audit.get("type") == kind and start and certificate.since <= start <= certificate.until:
            return audit
    return None
