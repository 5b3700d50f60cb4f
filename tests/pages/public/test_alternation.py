"""The work-study calendar: which weeks are spent where, what diaries receive, and where it is linked from."""

from __future__ import annotations

import datetime as dt

import pytest
from icalendar import Calendar

from classeur.pages.page import Site
from classeur.pages.public.alternation import Alternation, Where, Year, alternation_diaries, alternation_of
from classeur.pages.public.site import compose_public
from classeur.pages.public.world import PublicWorld
from tests.pages.public.conftest import Build, page_of
from tests.small_tree import PROVIDER

PROGRAMME = "---\ntitre: Coudre\ncategorie: CFA\ncalendrier_alternance:\n{rows}---\n\nOn coud.\n"
HERE = "formations/coudre/calendrier-alternance"
WORK = PROVIDER.replace("categories: AF", "categories: CFA")


def with_rows(small: Build, *rows: str) -> PublicWorld:
    lines = "".join(f"  - {{{row}}}\n" for row in rows)
    return small({"content/formations/coudre.md": PROGRAMME.format(rows=lines)}, WORK)


def calendar(small: Build, *rows: str) -> Alternation:
    world = with_rows(small, *rows)
    found = alternation_of(world, world.formations[0])
    assert found
    return found


def days_of(year: Year) -> list[tuple[str, Where]]:
    """The weeks of the first month: the runs of days that their cells show, and where they are spent."""
    weeks = year.months[0].weeks
    return [(", ".join(f"{first.day}-{last.day}" for first, last in week.runs), week.where) for week in weeks]


def test_what_is_not_at_the_centre_is_in_the_firm(small: Build) -> None:
    (year,) = calendar(small, "du: 2027-01-11, au: 2027-01-15", "du: 2027-02-01, au: 2027-02-05").years
    assert [(month.name, [(week.runs[0][0].day, week.where) for week in month.weeks]) for month in year.months] == [
        ("Janv. 2027", [(11, Where.CENTRE), (18, Where.FIRM), (25, Where.FIRM)]),
        ("Févr. 2027", [(1, Where.CENTRE)]),
    ]
    assert (year.weeks, year.mixed) == (2, False)


def test_a_week_may_be_shared_and_a_holiday_shares_none(small: Build) -> None:
    (year,) = calendar(
        small,
        "du: 2027-01-11, au: 2027-01-22, jours: [mardi, lundi]",
        "du: 2027-01-25, au: 2027-01-29, sauf: 2027-01-26",
    ).years
    assert days_of(year) == [("11-12", Where.BOTH), ("18-19", Where.BOTH), ("25-25, 27-29", Where.CENTRE)]
    assert year.stays[0].rhythm == "mardi, lundi"


def test_a_day_a_week_in_the_firm_is_told_and_a_public_holiday_is_none(small: Build) -> None:
    """29 March 2027 is Easter Monday; nobody is said to be at the centre on a Friday that is spent in the firm."""
    (year,) = calendar(
        small,
        "du: 2027-03-15, au: 2027-03-18, jours: [lundi, mardi, mercredi, jeudi]",
        "du: 2027-03-23, au: 2027-03-26",
        "du: 2027-03-30, au: 2027-04-02",
    ).years
    assert days_of(year) == [("15-18", Where.BOTH), ("23-26", Where.BOTH), ("30-2", Where.CENTRE)]


def test_days_that_do_not_follow_one_another_are_shown_apart(small: Build) -> None:
    row = "du: 2027-01-11, au: 2027-01-22, jours: [lundi, mardi, vendredi]"
    (year,) = calendar(small, row).years
    assert days_of(year) == [("11-12, 15-15", Where.BOTH), ("18-19, 22-22", Where.BOTH)]
    text = page_of(compose_public(with_rows(small, row)), HERE).replace("\u00a0", " ")
    assert """12 et 15<span class="cl-sr"> : au centre ces jours-là, en entreprise le reste""" in text


def test_groups_have_a_year_each_and_one_that_is_over_is_gone(small: Build) -> None:
    found = calendar(
        small,
        "du: 2026-01-12, au: 2026-01-16, groupe: Partie",
        "du: 2027-01-11, au: 2027-01-15, groupe: Première année",
        "du: 2027-01-18, au: 2027-01-22, groupe: Seconde année",
    )
    assert [year.name for year in found.years] == ["Première année", "Seconde année"]


@pytest.mark.parametrize("row", ["du: 2026-01-12, au: 2026-01-16", "du: 2026-11-16, au: 2026-11-20"])
def test_a_calendar_that_is_over_has_no_page_and_no_link(small: Build, row: str) -> None:
    site = compose_public(with_rows(small, row))
    assert not [page.address for page in site.pages if "alternance" in page.address or "alternance" in page.content]
    assert not [one.address for one in site.downloads if "alternance" in one.address]


def test_a_year_with_a_slip_costs_no_more_than_the_longest_contract(small: Build) -> None:
    (year,) = calendar(small, "du: 2027-01-11, au: 9027-01-15", "du: 8027-01-11, au: 8027-01-15").years
    assert len(year.months) < 60


def test_diaries_receive_the_days_at_the_centre(small: Build) -> None:
    world = with_rows(
        small,
        'du: 2027-01-11, au: 2027-01-22, lieu: "chez Ana, à Tours", objet: Couper',
        "du: 2027-02-01, au: 2027-02-02, groupe: Second",
    )
    (diary,) = alternation_diaries(world)
    assert diary.address == f"{HERE}.ics"
    events = Calendar.from_ical(diary.content).walk("VEVENT")
    assert [(event.decoded("dtstart"), event.decoded("dtend")) for event in events] == [
        (dt.date(2027, 1, 11), dt.date(2027, 1, 16)),
        (dt.date(2027, 1, 18), dt.date(2027, 1, 23)),
        (dt.date(2027, 2, 1), dt.date(2027, 2, 3)),
    ]
    assert len({event["uid"] for event in events}) == 3
    assert (events[0]["location"], events[0]["description"]) == ("chez Ana, à Tours", "Couper")
    assert str(events[2]["summary"]).endswith("Coudre, Second")


def test_the_page_says_each_week_in_words(small: Build) -> None:
    text = page_of(compose_public(with_rows(small, "du: 2027-01-11, au: 2027-01-15, objet: couper")), HERE)
    assert "Du 11 janvier 2027 au 15 janvier 2027, une semaine au centre." in text.replace("\u00a0", " ")
    assert 'class="cl-weeks__centre">11<span aria-hidden="true">–</span><span class="cl-sr"> au </span>15' in text
    assert "<div>Couper</div>" in text
    assert f'href="{HERE.rpartition("/")[2]}.ics"' in text


def test_the_calendar_of_the_sample_is_the_one_that_apprentices_were_given(site: Site) -> None:
    """Source: the piece `calendrier-alternance` of `ap-2026-09`, and 420 hours at 35 hours a week."""
    text = page_of(site, "formations/menuisier-apprenti/calendrier-alternance").replace("\u00a0", " ")
    assert "Du 7 septembre 2026 au 2 juillet 2027, 12 semaines au centre." in text
    for address in ("formations/menuisier-apprenti", "employeurs", "maitre-apprentissage"):
        assert "menuisier-apprenti/calendrier-alternance.html" in page_of(site, address)
    assert "formations/menuisier-apprenti/calendrier-alternance.ics" in {one.address for one in site.downloads}


def test_the_page_of_dates_leads_to_it(small: Build) -> None:
    site = compose_public(with_rows(small, "du: 2027-01-11, au: 2027-01-15"))
    assert f'href="{HERE}.html">Calendrier d’alternance' in page_of(site, "dates")
