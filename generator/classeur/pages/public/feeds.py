"""Open dates to subscribe to: a calendar (iCalendar, RFC 5545) and a feed (Atom, RFC 4287), with nobody's name."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from icalendar import Event

from classeur.dates import in_french, span_in_french
from classeur.pages.page import Download
from classeur.pages.phrases import say
from classeur.pages.public.agenda_file import new_calendar, whole_days
from classeur.pages.public.course import site_address
from classeur.pages.public.openings import OpenDate, Opening, open_dates
from classeur.pages.public.phrasing import lead
from classeur.pages.public.world import DATES, PublicWorld
from classeur.pages.typography import typeset

CALENDAR = f"{DATES}.ics"
ATOM = f"{DATES}.xml"
_LONG = 14
"""Days beyond which a calendar shows the first day alone: five months of a band would hide everything else."""
_STATUS = {Opening.CANCELLED: "CANCELLED", Opening.POSTPONED: "CANCELLED"}


def alternates() -> list[Mapping[str, str]]:
    """What the head of a page says of the feeds: type, title and address of each."""
    return [
        {"type": "text/calendar", "titre": say("dates-agenda"), "adresse": CALENDAR},
        {"type": "application/atom+xml", "titre": say("dates-fil"), "adresse": ATOM},
    ]


def feeds(world: PublicWorld) -> Iterator[Download]:
    """Both feeds, as soon as there is a programme: one without a date stays where people look for it."""
    if world.formations:
        dates = open_dates(world, *world.formations)
        yield Download(CALENDAR, _calendar(world, dates))
        yield Download(ATOM, _atom(world, dates))


def _calendar(world: PublicWorld, dates: tuple[OpenDate, ...]) -> bytes:
    calendar = new_calendar("Dates", _title(world))
    for one in dates:
        calendar.add_component(_event(world, one))
    return bytes(calendar.to_ical())


def _event(world: PublicWorld, one: OpenDate) -> Event:
    """A date as whole days. Its name stays when it moves, if the record keeps the day announced first."""
    long = (one.end - one.start).days > _LONG
    last = one.start if long else one.end
    title = one.formation.title
    event = whole_days(world.date, _identity(world, one), one.start, last)
    event.add("summary", typeset(say("dates-premier-jour", titre=title) if long else title))
    event.add("description", "\n".join(_told(one)))
    event.add("status", _STATUS.get(one.opening, "CONFIRMED"))
    if place := ", ".join(filter(None, (one.place, one.address))):
        event.add("location", place)
    if link := site_address(world, world.address(one.formation)):
        event.add("url", link)
    return event


def _atom(world: PublicWorld, dates: tuple[OpenDate, ...]) -> bytes:
    """`updated` moves when the programme was read again, not at each build: readers would see everything as new."""
    feed = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "fr"})
    _leaf(feed, "id", f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, world.provider.text('siret') + ATOM)}")
    _leaf(feed, "title", _title(world))
    _leaf(feed, "updated", _moment(world.updated(*world.formations) or world.date))
    _leaf(ET.SubElement(feed, "author"), "name", typeset(world.provider.title))
    for relation, address, extension in (("self", ATOM, ""), ("alternate", DATES, ".html")):
        if link := site_address(world, address, extension):
            ET.SubElement(feed, "link", {"rel": relation, "href": link})
    for one in dates:
        entry = ET.SubElement(feed, "entry")
        _leaf(entry, "id", f"urn:uuid:{_identity(world, one)}")
        _leaf(entry, "title", typeset(f"{one.formation.title} : {span_in_french(one.start, one.end)}"))
        _leaf(entry, "updated", _moment(world.updated(one.formation) or world.date))
        if link := site_address(world, world.address(one.formation)):
            ET.SubElement(entry, "link", {"rel": "alternate", "href": link})
        _leaf(entry, "summary", " ".join(_told(one)))
    ET.indent(feed)
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def _told(one: OpenDate) -> Iterator[str]:
    """What one asks of a date, a sentence each: when, where, how long, how much, until when."""
    record = one.formation
    facts = (
        say("dates-du", jours=span_in_french(one.start, one.end)),
        say("dates-lieu", lieu=one.place) if one.place else "",
        say("dates-duree", duree=lead(record.text("duree"))[0]) if record.text("duree") else "",
        say("dates-prix", prix=lead(record.text("tarifs"))[0]) if record.text("tarifs") else "",
        say("dates-annoncee", jour=in_french(one.announced)) if one.announced and one.held else "",
        _enrolling(one),
    )
    yield from (typeset(fact) for fact in facts if fact)


def _enrolling(one: OpenDate) -> str:
    if one.opening is not Opening.OPEN:
        return say(f"dates-{one.opening}")
    return say("dates-avant", jour=in_french(one.before)) if one.before else ""


def _title(world: PublicWorld) -> str:
    return typeset(say("dates-titre", organisme=world.provider.title))


def _identity(world: PublicWorld, one: OpenDate) -> uuid.UUID:
    day = one.announced or one.start
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{world.provider.text('siret')}|{one.formation.id}|{day}|{one.place}")


def _moment(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _leaf(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text
