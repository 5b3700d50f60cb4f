"""The cycle in words: the certificate, its windows, and for the team how long is left in each."""

from __future__ import annotations

from classeur.cycle.certificate import RENEWAL, SURVEILLANCE, Certificate, Span, audit_of
from classeur.cycle.delays import load_delays
from classeur.dates import in_french, span_in_french
from classeur.pages.faults import countdown
from classeur.pages.french import counted, on_days
from classeur.pages.phrases import say
from classeur.pages.view import View

Told = tuple[str, str, str]
"""Label, value, remark."""


def cycle_facts(view: View, certificate: Certificate) -> tuple[Told, ...]:
    """The certificate, surveillance, renewal, the last day; remarks count the days for the team alone."""
    return (
        (say("certificat"), certificate.number, certificate.certifier),
        (
            say("certif-surveillance"),
            span_in_french(certificate.surveillance.since, certificate.surveillance.until),
            _remark(view, certificate, SURVEILLANCE, certificate.surveillance),
        ),
        (
            say("certif-renouvellement"),
            span_in_french(certificate.renewal.since, certificate.renewal.until),
            _remark(view, certificate, RENEWAL, certificate.renewal) or say("certif-usage"),
        ),
        (
            say("certif-fin"),
            in_french(certificate.until),
            _end(view, certificate),
        ),
    )


def _end(view: View, certificate: Certificate) -> str:
    """For the team: how long is left, or that the day was badly typed, since every countdown hangs on it."""
    if not view.edition.holds_verdicts:
        return ""
    if certificate.too_long:
        return say("certif-trop-long", duree=load_delays().validity.length)
    gone = (view.assessment.date - certificate.until).days
    if gone > 0:
        return say("certif-fini", jours=counted(gone, "jour"))
    return countdown(certificate.until, view.assessment.date)


def _remark(view: View, certificate: Certificate, kind: str, window: Span) -> str:
    """The audit of the window as it is recorded; else, for the team, how long is left to plan it."""
    audit, today = audit_of(view.library, certificate, kind), view.assessment.date
    start = audit.date("debut") if audit else None
    if audit and start:
        end = audit.date("fin") or start
        return say("certif-tenu" if end < today else "certif-prevu", jours=on_days(start, end))
    if not view.edition.holds_verdicts:
        return ""
    if certificate.until < today:
        return say("certif-sans-trace")
    if today < window.since:
        return say("certif-pas-encore", jour=in_french(window.since))
    return say("certif-a-planifier", compte=countdown(window.until, today))
