"""Calendars to take away: valid, the same for the same day, by codes alone, and rung before it is too late."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from icalendar import Alarm, Calendar, Event

from classeur.editions import Edition
from classeur.pages.agenda import agenda
from classeur.pages.calendars import calendars
from classeur.pages.composing import compose
from classeur.pages.view import View
from classeur.portal import assess, read_project
from classeur.rules.result import Assessment
from classeur.seal.scan import scan_calendars
from classeur.seal.secrets import secrets_of
from tests.small_tree import PROVIDER, judged, plant, project, session

DAY = dt.date(2026, 11, 21)
ACTION = (
    "---\ntitre: 'Relier, coller ; à l’été : {title}'\ndate: 2026-11-01\nresponsable: rui-02\ncause: C\n"
    "type: corrective\nmesure: M\necheance: {day}\navancement: a-faire\nindicateur_succes: I\n---\n"
)
LONG = "Reprendre chaque modèle de convocation déjà prêt à l’impression, œuvre après œuvre"


def feeds(assessment: Assessment) -> Mapping[str, bytes]:
    return {made.address: made.content for made in calendars(View(assessment, Edition.TEAM))}


def events(content: bytes) -> list[Event]:
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    assert [component.errors for component in calendar.walk() if component.errors] == []
    return [component for component in calendar.walk("VEVENT") if isinstance(component, Event)]


def alarms(event: Event) -> list[Alarm]:
    return [component for component in event.subcomponents if isinstance(component, Alarm)]


@pytest.fixture(scope="module")
def made(assessment: Assessment) -> Mapping[str, bytes]:
    return feeds(assessment)


def one(root: Path, day: str, title: str = "X", today: dt.date = DAY, provider: str = PROVIDER) -> Event:
    files: dict[str, str | bytes] = {"evidence/actions/act-2026-01.md": ACTION.format(day=day, title=title)}
    found = feeds(judged(project(root, files, provider=provider), today))
    (event,) = [event for event in events(found["agenda/rui-02.ics"]) if "Relier" in str(event["SUMMARY"])]
    return event


def test_everybody_has_a_calendar_and_there_is_one_of_all(assessment: Assessment, made: Mapping[str, bytes]) -> None:
    assert set(made) == {"agenda/tous.ics", *(f"agenda/{handle}.ics" for handle in assessment.library.team)}
    lines = agenda(View(assessment, Edition.TEAM))
    assert len(events(made["agenda/tous.ics"])) == len(lines), "by codes, nothing that is due is lost"
    own = [due for due in lines if "yanis-02" in due.holders]
    assert len(events(made["agenda/yanis-02.ics"])) == len(own)


def test_a_calendar_keeps_to_the_letter_of_its_format(made: Mapping[str, bytes]) -> None:
    name = re.compile(rb"(?:BEGIN|END):[A-Z]+|[A-Z-]+(?:;[A-Z-]+=[^:;]+)*:.*")
    for content in made.values():
        assert content.endswith(b"END:VCALENDAR\r\n")
        assert b"\n" not in content.replace(b"\r\n", b"")
        lines = content[:-2].split(b"\r\n")
        assert max(map(len, lines)) <= 75, "octets, not signs (RFC 5545, 3.1)"
        assert [line for line in lines if not line.startswith(b" ") and not name.fullmatch(line)] == []
        for line in lines:
            line.decode()
        for required in (b"VERSION:2.0", b"PRODID:-//Classeur//Echeances//FR", b"BEGIN:VTIMEZONE"):
            assert lines.count(required) == 1
        for event in events(content):
            assert {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY"} <= set(event)


def test_somebody_who_has_nothing_to_do_has_a_calendar_all_the_same(tmp_path: Path) -> None:
    found = feeds(judged(project(tmp_path), DAY))
    assert events(found["agenda/rui-02.ics"]) == []
    assert [c.name for c in Calendar.from_ical(found["agenda/rui-02.ics"]).subcomponents] == ["VTIMEZONE"]


def test_a_provider_named_on_two_lines_has_calendars_too(tmp_path: Path) -> None:
    provider = PROVIDER.replace("nom: Centre d'essai", 'nom: "Centre\\nd’essai"')
    found = feeds(judged(project(tmp_path, provider=provider), DAY))
    assert "Centre d’essai" in str(Calendar.from_ical(found["agenda/rui-02.ics"])["X-WR-CALNAME"])


def test_an_event_takes_its_whole_day_and_no_time_of_it(tmp_path: Path) -> None:
    event = one(tmp_path, "2027-02-26")
    assert (event.start, event.end) == (dt.date(2027, 2, 26), dt.date(2027, 2, 27))
    assert str(event["TRANSP"]) == "TRANSPARENT"


def test_commas_accents_and_long_words_come_back_as_they_were(tmp_path: Path) -> None:
    event = one(tmp_path, "2027-02-26", LONG)
    assert str(event["SUMMARY"]).replace("\u202f", " ").replace("\u00a0", " ") == f"Relier, coller ; à l’été : {LONG}"


def test_reminders_ring_thirty_and_seven_days_before_in_the_morning_or_as_chosen(tmp_path: Path) -> None:
    def rings(event: Event) -> list[dt.datetime]:
        start = dt.datetime.combine(event.start, dt.time())
        return [start + moved for alarm in alarms(event) if isinstance(moved := alarm.TRIGGER, dt.timedelta)]

    nine = dt.time(9)
    assert rings(one(tmp_path / "1", "2027-02-26")) == [
        dt.datetime.combine(dt.date(2027, 1, 27), nine),
        dt.datetime.combine(dt.date(2027, 2, 19), nine),
    ]
    assert len(rings(one(tmp_path / "2", "2026-12-04"))) == 1, "the first one would be in the past"
    chosen = PROVIDER + "parametres: [{nom: premier_rappel, valeur: 2 mois}, {nom: second_rappel, valeur: 1 jour}]\n"
    days = [moment.date().isoformat() for moment in rings(one(tmp_path / "3", "2027-02-26", provider=chosen))]
    assert days == ["2026-12-26", "2027-02-25"]


def test_what_is_late_stands_on_today_and_says_since_when(tmp_path: Path) -> None:
    event = one(tmp_path, "2026-11-02")
    assert event.start == DAY
    assert str(event["SUMMARY"]).startswith("En retard depuis le 2 novembre 2026")
    assert alarms(event) == []


def test_an_event_keeps_its_name_when_its_day_moves_and_a_later_build_takes_its_place(tmp_path: Path) -> None:
    first, moved = (
        one(tmp_path / "1", "2026-12-01"),
        one(tmp_path / "2", "2027-01-05", today=DAY + dt.timedelta(days=9)),
    )
    assert first.uid == moved.uid
    assert moved.sequence > first.sequence
    assert str(moved.DTSTAMP) > str(first.DTSTAMP)


def test_no_two_events_have_one_name(made: Mapping[str, bytes]) -> None:
    names = [str(event["UID"]) for event in events(made["agenda/tous.ics"])]
    assert len(set(names)) == len(names)


def test_the_same_day_gives_the_same_bytes(assessment: Assessment, made: Mapping[str, bytes]) -> None:
    assert feeds(assessment) == made


def test_a_calendar_names_learners_by_code_alone(assessment: Assessment, made: Mapping[str, bytes]) -> None:
    text = b"".join(made.values()).replace(b"\r\n ", b"").decode()
    assert "B-2026-020" in text
    assert [person.name for person in assessment.library.register if person.name in text] == []


def test_a_name_that_a_record_would_put_in_a_calendar_blocks(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "evidence/sessions/s-2026-01.md": session(),
        "evidence/actions/act-2026-01.md": ACTION.format(day="2027-01-05", title="rappeler Hélène Moinard"),
    }
    reading = read_project(project(tmp_path, files))
    found = feeds(assess(reading, DAY))
    secrets = secrets_of(reading.library, Edition.AUDITOR)
    (leak,) = scan_calendars(plant(tmp_path / "s", {"agenda/tous.ics": found["agenda/tous.ics"]}), secrets)
    assert (leak.rule, leak.subject, leak.path) == ("fuite-nom", "B-1", "equipe/agenda/tous.ics")
    assert leak.grade.blocks
    assert "dans un calendrier que les téléphones recopient" in leak.message


def test_calendars_are_of_the_team_alone_and_its_pages_lead_to_them(assessment: Assessment) -> None:
    team, auditor = (compose(assessment, edition) for edition in (Edition.TEAM, Edition.AUDITOR))
    assert not any(made.address.startswith("agenda/") for made in auditor.downloads)
    pages = {page.address: page.content for page in team.pages}
    assert 'href="../agenda/tous.ics"' in pages["listes/echeances"]
    assert 'href="../agenda/odile-03.ics"' in pages["listes/echeances-de-odile-03"]
