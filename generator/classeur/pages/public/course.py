"""A programme as search engines and directories of training read it: schema.org `Course`, facts of the record alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote, urljoin

from classeur.kinds.record import Record
from classeur.pages.address import web_address
from classeur.pages.public.certification import Certification
from classeur.pages.public.openings import OpenDate, Opening
from classeur.pages.public.phrasing import in_force
from classeur.pages.public.world import PublicWorld

_SCHEMA = "https://schema.org"
_MODES = {"presentiel": "onsite", "distance": "online", "mixte": "blended"}
_BY_TIME = r"\s*(?:(?:de )?l['’]|par |/)\s*(?:heure|jour|mois)"
_PRICE = re.compile(rf"^(?P<euros>\d[\d\s]*)(?:,(?P<cents>\d\d))?\s*€(?!{_BY_TIME})")
_NONE = re.compile(r"^aucune?\b", re.IGNORECASE)
APPRENTICES = "CFA"
_STATES = {
    Opening.POSTPONED: "EventPostponed",
    Opening.CANCELLED: "EventCancelled",
}
Data = Mapping[str, object]


def course(world: PublicWorld, record: Record, dates: Iterable[OpenDate], certification: Certification | None) -> Data:
    """The programme as JSON-LD; what the record does not tell is left out. Printed by the theme, which escapes it."""
    version = in_force(world, record)
    updated = world.updated(record)
    return _told(
        {
            "@context": _SCHEMA,
            "@type": "Course",
            "name": record.title,
            "description": record.text("accroche") or " ; ".join(record.texts("objectifs")),
            "url": site_address(world, world.address(record)),
            "inLanguage": "fr",
            "provider": _provider(world),
            "teaches": list(record.texts("objectifs")),
            "audience": _told({"@type": "Audience", "audienceType": record.text("public_vise")}, least=2),
            "coursePrerequisites": "" if _NONE.match(record.text("prerequis")) else record.text("prerequis"),
            "educationalCredentialAwarded": _awarded(record, certification),
            "timeRequired": _hours(record),
            "financialAidEligible": record.text("modalites_financement"),
            "version": version.number if version else "",
            "dateModified": updated.isoformat() if updated else "",
            "hasCourseInstance": [_instance(record, one) for one in dates],
            **_cost(record),
        }
    )


def site_address(world: PublicWorld, address: str, extension: str = ".html") -> str:
    """The whole address of a page of the site, empty as long as nobody said where it is published."""
    base = web_address(world.provider.text("site"))
    return urljoin(base.rstrip("/") + "/", quote(address) + extension) if base else ""


def price(record: Record) -> str:
    """The amount in euros that `tarifs` begins with, as `1190` or `49.50`; empty when it begins otherwise.

    A price by the hour is not that of the programme.
    """
    found = _PRICE.match(record.text("tarifs"))
    if not found:
        return ""
    euros = "".join(found["euros"].split())
    return f"{euros}.{found['cents']}" if found["cents"] else euros


def _provider(world: PublicWorld) -> Data:
    provider = world.provider
    return _told(
        {
            "@type": "EducationalOrganization",
            "name": provider.title,
            "url": web_address(provider.text("site")),
            "telephone": provider.text("telephone"),
            "email": provider.text("courriel"),
            "address": provider.text("adresse"),
        }
    )


def _awarded(record: Record, certification: Certification | None) -> Data | str:
    if certification is None:
        return record.text("type_reconnaissance")
    return _told(
        {
            "@type": "EducationalOccupationalCredential",
            "name": certification.title,
            "identifier": certification.code,
            "url": certification.link,
            "educationalLevel": certification.level,
            "recognizedBy": _told({"@type": "Organization", "name": certification.certifier}, least=2),
            "competencyRequired": [name for name, _ in certification.blocks],
        }
    )


def _hours(record: Record) -> str:
    hours = record.get("heures")
    return f"PT{hours:g}H" if isinstance(hours, int | float) and hours > 0 else ""


def _cost(record: Record) -> Data:
    """An apprentice pays nothing (code du travail, L. 6211-1); else the price, where it can be read without doubt."""
    if record.text("categorie") == APPRENTICES:
        return {"isAccessibleForFree": True, "offers": _offer("Free", "0")}
    amount = price(record)
    return {"offers": _offer("Paid", amount)} if amount else {}


def _offer(category: str, amount: str) -> Data:
    return {"@type": "Offer", "category": category, "price": amount, "priceCurrency": "EUR"}


def _instance(record: Record, one: OpenDate) -> Data:
    moved = one.announced is not None and one.held
    state = "EventRescheduled" if moved else _STATES.get(one.opening, "EventScheduled")
    place = _told({"@type": "Place", "name": one.place, "address": one.address}, least=2)
    until = one.before.isoformat() if one.before else ""
    return _told(
        {
            "@type": "CourseInstance",
            "courseMode": _MODES.get(record.text("modalite"), ""),
            "courseWorkload": _hours(record),
            "startDate": one.start.isoformat(),
            "endDate": one.end.isoformat(),
            "previousStartDate": one.announced.isoformat() if one.announced and one.held else "",
            "eventStatus": f"{_SCHEMA}/{state}",
            "location": place,
            "offers": _told(
                {
                    "@type": "Offer",
                    "validThrough": until,
                    "availability": f"{_SCHEMA}/SoldOut" if one.opening is Opening.FULL else "",
                },
                least=2,
            ),
        }
    )


def _told(data: Data, least: int = 1) -> Data:
    """What is told: empty values are left out, and everything when fewer than `least` are left."""
    kept = {name: value for name, value in data.items() if value}
    return kept if len(kept) >= least else {}
