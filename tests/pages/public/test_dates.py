"""Open dates: what can be joined, what can't any more, and the two feeds."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from xml.etree import ElementTree as ET

from icalendar import Calendar

from classeur.pages.public.course import course
from classeur.pages.public.feeds import feeds
from classeur.pages.public.openings import next_one, open_dates
from classeur.pages.public.site import compose_public
from classeur.pages.public.world import PublicWorld
from tests.pages.public.conftest import Build, page_of
from tests.small_tree import PROVIDER

ATOM = "{http://www.w3.org/2005/Atom}"
PROGRAMME = "---\ntitre: Coudre\ncategorie: AF\nprochaines_dates:\n{rows}---\n\nOn coud.\n"


def with_dates(small: Build, *rows: str, provider: str = PROVIDER) -> PublicWorld:
    lines = "".join(f"  - {{{row}}}\n" for row in rows)
    return small({"content/formations/coudre.md": PROGRAMME.format(rows=lines)}, provider)


def test_each_state_is_said_in_words(small: Build) -> None:
    world = with_dates(
        small,
        "du: 2026-12-01, etat: annulee",
        "du: 2026-12-02, etat: reportee",
        "du: 2026-12-03, etat: complet",
        "du: 2026-12-04, inscription_avant: 2026-11-01",
        "du: 2026-12-05, etat: reportee, prevue_le: 2026-10-05, inscription_avant: 2026-12-01",
    )
    text = page_of(compose_public(world), "dates")
    for words in (
        "Session annulée.",
        "Session reportée, nouvelle date à fixer.",
        ">Complet.<",
        "Inscriptions closes depuis le 1er novembre 2026.",
        "jusqu’au 1er décembre 2026, session reportée\u00a0: elle était prévue le 5 octobre 2026",
    ):
        assert words in text
    assert text.count('class="cl-dates__off"') == 2
    assert "3 sessions sont annoncées" in text.replace("\u00a0", " ")


def test_dates_that_are_all_called_off_are_not_announced(small: Build) -> None:
    text = page_of(compose_public(with_dates(small, "du: 2026-12-01, etat: annulee")), "dates")
    assert "n’aura pas lieu aux dates dites" in text
    assert "annoncées" not in text


def test_the_date_announced_first_is_one_that_can_be_joined(small: Build) -> None:
    world = with_dates(
        small, "du: 2026-12-01, etat: annulee", "du: 2026-12-03, etat: complet", "du: 2027-01-04, au: 2027-01-05"
    )
    dates = open_dates(world, *world.formations)
    assert (found := next_one(dates)) is not None
    assert found.start == dt.date(2027, 1, 4)
    assert next_one(dates[:1]) is None
    assert next_one(dates[:2]) == dates[1]


def test_dates_are_told_month_by_month(small: Build) -> None:
    text = page_of(compose_public(with_dates(small, "du: 2027-01-04", "du: 2026-12-03")), "dates")
    assert text.index(">Décembre 2026</h2>") < text.index(">Janvier 2027</h2>")


def test_a_page_without_dates_says_so(small: Build) -> None:
    empty = page_of(compose_public(small({"content/formations/a.md": "---\ntitre: A\ncategorie: AF\n---\n"})), "dates")
    assert "Aucune date n’est fixée" in empty
    assert "<h3" not in empty


def test_without_a_programme_there_is_neither_page_nor_feed(small: Build) -> None:
    site = compose_public(small())
    assert not any(page.address == "dates" for page in site.pages)
    assert not [one for one in site.downloads if one.address.startswith("dates")]


def test_the_calendar_holds_whole_days_and_says_what_is_off(small: Build) -> None:
    world = with_dates(
        small,
        "du: 2026-12-01, au: 2026-12-02, etat: annulee",
        "du: 2027-01-04, au: 2027-06-30",
        "du: 2027-02-01, au: 2027-02-02",
    )
    content = {one.address: one.content for one in feeds(world)}["dates.ics"]
    events = Calendar.from_ical(content).walk("VEVENT")
    assert [str(event["status"]) for event in events] == ["CANCELLED", "CONFIRMED", "CONFIRMED"]
    assert [(event.decoded("dtstart"), event.decoded("dtend")) for event in events[1:]] == [
        (dt.date(2027, 1, 4), dt.date(2027, 1, 5)),
        (dt.date(2027, 2, 1), dt.date(2027, 2, 3)),
    ]
    assert str(events[1]["summary"]) == "Coudre\u00a0: premier jour"
    assert not any("url" in event for event in events), "nobody said where the site is published"


def test_a_provider_named_on_two_lines_has_a_calendar_too(small: Build) -> None:
    world = with_dates(small, provider=PROVIDER.replace("nom: Centre d'essai", 'nom: "Centre\\nd’essai"'))
    content = {one.address: one.content for one in feeds(world)}["dates.ics"]
    assert "Centre d’essai" in str(Calendar.from_ical(content)["X-WR-CALNAME"])


def test_a_session_keeps_its_name_when_it_moves(small: Build) -> None:
    def names(world: PublicWorld) -> list[str]:
        content = {one.address: one.content for one in feeds(world)}["dates.ics"]
        return [str(event["uid"]) for event in Calendar.from_ical(content).walk("VEVENT")]

    before = names(with_dates(small, "du: 2026-12-01"))
    assert names(with_dates(small, "du: 2027-02-01, prevue_le: 2026-12-01, etat: reportee")) == before


def test_feeds_are_the_same_bytes_for_the_same_day(world: PublicWorld) -> None:
    assert list(feeds(world)) == list(feeds(world))
    atoms = [
        {one.address: one.content for one in feeds(replace(world, date=day))}["dates.xml"]
        for day in (world.date, world.date + dt.timedelta(days=1))
    ]
    assert atoms[0] == atoms[1], "a new day is no news"


def test_the_feed_leads_to_each_programme(world: PublicWorld) -> None:
    feed = ET.fromstring({one.address: one.content for one in feeds(world)}["dates.xml"])  # noqa: S314 - our own
    entries = feed.findall(f"{ATOM}entry")
    links = [entry.find(f"{ATOM}link") for entry in entries]
    assert links[0] is not None
    assert links[0].get("href") == "https://etabli-du-lambon.example/formations/machines-bois.html"
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries) == 4
    assert feed.findtext(f"{ATOM}updated") == "2026-09-21T00:00:00Z"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "L’Établi du Lambon"


def test_search_engines_are_told_what_moved_and_what_is_full(small: Build) -> None:
    world = with_dates(
        small,
        "du: 2026-12-01, etat: annulee",
        "du: 2026-12-03, etat: complet",
        "du: 2026-12-05, prevue_le: 2026-10-05, etat: reportee",
    )
    record = world.records["coudre"]
    held = course(world, record, open_dates(world, record), None)["hasCourseInstance"]
    assert [one["eventStatus"].rpartition("/")[2] for one in held] == [  # type: ignore[attr-defined]
        "EventCancelled",
        "EventScheduled",
        "EventRescheduled",
    ]
    assert held[1]["offers"]["availability"] == "https://schema.org/SoldOut"  # type: ignore[index]
    assert held[2]["previousStartDate"] == "2026-10-05"  # type: ignore[index]
