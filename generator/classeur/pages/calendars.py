"""Due dates as calendars to take away (iCalendar, RFC 5545): one of all, and one a person, by codes and never by names.

A calendar is copied to telephones and to servers that nobody here holds: its words are those that the auditor may read.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator

from icalendar import Alarm, Calendar, Event, Timezone, vDuration

from classeur.dates import Duration, in_french, shift
from classeur.editions import Edition
from classeur.pages.agenda import agenda
from classeur.pages.due import Due
from classeur.pages.holding import families
from classeur.pages.page import Download
from classeur.pages.phrases import say
from classeur.pages.typography import typeset
from classeur.pages.view import View
from classeur.pages.zone import PARIS, ZONE
from classeur.rules.judge import parameters_of

EVERYBODY = "tous"
_REMINDERS = ("premier_rappel", "second_rappel")
_END = b"END:VCALENDAR\r\n"
_HOUR = 9
"""Reminders ring at nine, not at midnight: a day without an hour begins then."""
_DAILY = vDuration(dt.timedelta(days=1))
_FIRST = dt.date(2020, 1, 1)


def calendar_of(who: str = EVERYBODY) -> str:
    """The address of a calendar: `agenda/yanis-02.ics`."""
    return f"agenda/{who}.ics"


def calendars(view: View) -> Iterator[Download]:
    """One calendar of everything, then one for each member of the team, empty or not: who subscribed keeps it."""
    coded = View(view.assessment, Edition.AUDITOR)
    events = tuple((due.holders, event) for due, event in _events(coded, agenda(coded)))
    provider = view.library.provider.title
    title = say("agenda-tous", organisme=provider)
    yield Download(calendar_of(), _written(title, (event for _, event in events)))
    for handle, member in view.library.team.items():
        own = (event for holders, event in events if handle in holders)
        yield Download(calendar_of(handle), _written(say("agenda-de", qui=member.name, organisme=provider), own))


def _written(title: str, events: Iterable[bytes]) -> bytes:
    """A calendar around events that are written already: each stands in two of them, and writing it is what costs."""
    calendar = Calendar()
    calendar.add("prodid", "-//Classeur//Echeances//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, " ".join(title.split()))  # a name typed on two lines is still one line of a calendar
    calendar.add("x-wr-timezone", ZONE)
    calendar.add("refresh-interval", _DAILY, {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", _DAILY)
    # A calendar without any component is none: this one is always there, and says whose days these are.
    calendar.add_component(Timezone.from_ical(PARIS))
    return bytes(calendar.to_ical()).removesuffix(_END) + b"".join(events) + _END


def _events(view: View, dues: Iterable[Due]) -> Iterator[tuple[Due, bytes]]:
    """Each due date as an event of a whole day, whose name stays the same from a build to the next."""
    delays = parameters_of(view.library, view.assessment.rules)
    reminders = tuple(delays[name] for name in _REMINDERS)
    siret = view.library.provider.text("siret")
    seen: Counter[str] = Counter()
    for due in dues:
        key = f"{siret}|{due.source}|{due.record}|{due.detail}"
        seen[key] += 1
        yield due, _event(view.assessment.date, due, f"{key}|{seen[key]}", reminders)


def _event(today: dt.date, due: Due, key: str, reminders: tuple[Duration, ...]) -> bytes:
    """What is late stands on the day of the build: a line of last month would be seen by nobody."""
    day = max(due.day, today)
    late = say("agenda-retard", quoi=due.words, jour=in_french(due.day))
    words = typeset(late if due.late else due.words)
    event = Event()
    event.add("uid", f"{uuid.uuid5(uuid.NAMESPACE_URL, key)}@classeur")
    event.add("dtstamp", dt.datetime.combine(today, dt.time(), dt.UTC))
    event.add("sequence", (today - _FIRST).days)
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    event.add("summary", words)
    event.add("description", _description(due))
    event.add("categories", [families()[due.family]])
    event.add("transp", "TRANSPARENT")
    event.add("class", "CONFIDENTIAL")
    for reminder in reminders:
        if not due.late and shift(day, reminder, -1) >= today:
            event.add_component(_alarm(words, (day - shift(day, reminder, -1)).days))
    return bytes(event.to_ical())


def _alarm(words: str, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", dt.timedelta(hours=_HOUR) - dt.timedelta(days=days))
    return alarm


def _description(due: Due) -> str:
    """Whom or what it is about, who sees to it, for which indicators: a line each."""
    about = ", ".join(words for words, _ in due.about if words)
    numbers = ", ".join(map(str, due.indicators))
    lines = (
        due.nature,
        say("agenda-a-propos", quoi=about) if about else "",
        say("agenda-qui", qui=due.who) if due.who else "",
        say("agenda-indicateurs", numeros=numbers) if numbers else "",
    )
    return typeset("\n".join(filter(None, lines)))
