"""What calendars of the public site have in common: the file (iCalendar, RFC 5545), and whole days."""

from __future__ import annotations

import datetime as dt
import uuid

from icalendar import Calendar, Event, Timezone

from classeur.pages.zone import PARIS, ZONE

_FIRST = dt.date(2020, 1, 1)


def new_calendar(product: str, title: str) -> Calendar:
    """A calendar without events: valid even so, since its time zone is a component."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Classeur//{product}//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, " ".join(title.split()))
    calendar.add("x-wr-timezone", ZONE)
    calendar.add_component(Timezone.from_ical(PARIS))
    return calendar


def whole_days(today: dt.date, identity: uuid.UUID, first: dt.date, last: dt.date) -> Event:
    """An event from a day to another, both included; a diary that has it replaces it by this one."""
    event = Event()
    event.add("uid", f"{identity}@classeur")
    event.add("dtstamp", dt.datetime.combine(today, dt.time(), dt.UTC))
    event.add("sequence", (today - _FIRST).days)
    event.add("dtstart", first)
    event.add("dtend", last + dt.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event
