"""The pages of sessions, learners and records, on the sample."""

import datetime as dt
import re
from itertools import pairwise
from pathlib import Path

import pytest

from classeur.editions import Edition
from classeur.pages.chain import Link, chain_of
from classeur.pages.facts import Fact
from classeur.pages.frise import WIDTH, frise_of
from classeur.pages.index import Index, index_of
from classeur.pages.learner import learner_pages
from classeur.pages.matrix import cells_of, matrix_of
from classeur.pages.page import Page
from classeur.pages.phrases import several
from classeur.pages.records import record_pages
from classeur.pages.session import session_pages
from classeur.pages.timeline import facts_of_learner, facts_of_session, parts_of
from classeur.pages.versions import in_force, next_review
from classeur.pages.view import View
from classeur.portal import assess, read_project
from classeur.rules.result import Assessment
from tests.small_tree import PROVIDER, judged, project, session

DAY = dt.date(2026, 11, 21)


@pytest.fixture(scope="module")
def team(assessment: Assessment) -> View:
    return View(assessment, Edition.TEAM)


@pytest.fixture(scope="module")
def auditor(assessment: Assessment) -> View:
    return View(assessment, Edition.AUDITOR)


@pytest.fixture(scope="module")
def index(team: View) -> Index:
    return index_of(team)


@pytest.fixture(scope="module")
def pages(team: View) -> dict[str, Page]:
    found = [*session_pages(team), *learner_pages(team), *record_pages(team)]
    assert len({page.address for page in found}) == len(found)
    return {page.address: page for page in found}


@pytest.fixture(scope="module")
def coded(auditor: View) -> dict[str, Page]:
    found = [*session_pages(auditor), *learner_pages(auditor), *record_pages(auditor)]
    return {page.address: page for page in found}


def plain(page: Page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.content).replace("&#39;", "'"))


def test_a_label_takes_the_plural_before_its_first_preposition() -> None:
    assert several("Analyse du besoin", 4) == "4 analyses du besoin"
    assert several("Procès-verbal de jury", 2) == "2 procès-verbaux de jury"
    assert several("Convention", 1) == "Convention"


def test_every_published_record_and_learner_has_a_page(team: View, pages: dict[str, Page]) -> None:
    assert set(pages) >= {
        address for r in team.library.records.values() if not r.draft for address in [_page_of(r.id, pages)]
    }
    assert {f"personnes/{i.learner.lower()}" for i in team.library.inscriptions} <= set(pages)


def _page_of(identity: str, pages: dict[str, Page]) -> str:
    return next((address for address in pages if address.rsplit("/", 1)[1] == identity), f"no page for {identity}")


def test_a_need_dated_after_the_start_is_told_where_it_stands(team: View, index: Index) -> None:
    session = team.library.records["mb-2025-11"]
    facts = facts_of_session(team, index, session)
    gaps = [fact for fact in facts if fact.gap]
    assert [(fact.day, fact.what, fact.css) for fact in gaps] == [(dt.date(2025, 11, 20), "Analyse du besoin", "major")]
    assert "2 jours après l’entrée" in gaps[0].details
    assert "Hélène Moinard" in gaps[0].details


def test_lateness_is_told_from_what_the_limit_is_about(team: View, index: Index) -> None:
    facts = facts_of_session(team, index, team.library.records["md-2026-02"])
    access = next(fact for fact in facts if fact.what == "Premier accès à la plateforme")
    assert access.day == dt.date(2026, 2, 5)
    guide, trainer = (fact for fact in facts if fact.gap)
    assert guide.details[-2:] == ("un jour après le premier accès à la plateforme", "date limite : 4 février 2026")
    assert trainer.short == "Compétences vérifiées"
    assert trainer.details == ("Nadège Ropars", "7 jours après le début", "date limite : 2 février 2026")


def test_a_second_demand_for_others_is_drawn_too(team: View, index: Index) -> None:
    session = team.library.records["md-2026-02"]
    facts = facts_of_session(team, index, session)
    frise = frise_of(facts, dt.date(2026, 2, 2), dt.date(2026, 2, 13), "5 jours")
    assert [mark.date for mark in frise.marks if mark.label == "2 demandes"] == ["8 puis 12 janv."]
    assert "Premier accès" in {mark.label for mark in frise.marks}


def test_no_two_links_to_pieces_of_a_session_say_the_same(pages: dict[str, Page]) -> None:
    found = re.findall(r'<a href="[^"]*">(Émargement.*?)</a>', pages["sessions/md-2026-02"].content)
    said = [re.sub("<[^>]*>", "", words) for words in found if words.endswith("PDF")]
    assert not [words for words in found if words == "Émargement"]
    assert len(said) == len(set(said)) >= 3
    assert "Émargement, 2 févr. 2026, PDF" in said


def test_what_several_learners_share_on_a_day_is_one_line(team: View, index: Index) -> None:
    facts = facts_of_session(team, index, team.library.records["mb-2025-11"])
    assert [fact.what for fact in facts if fact.day == dt.date(2025, 10, 28)] == ["4 analyses du besoin"]
    assert [fact.what for fact in facts if fact.day == dt.date(2025, 11, 4)] == ["Signature : 4 conventions"]


def test_the_start_and_the_end_are_cuts(team: View, index: Index) -> None:
    session = team.library.records["md-2026-02"]
    facts = facts_of_session(team, index, session)
    parts = parts_of(facts, dt.date(2026, 2, 2), dt.date(2026, 2, 13))
    assert [part.title for part in parts] == ["Avant", "2 février, début", "13 février, fin", "Après"]
    assert all(fact.day < dt.date(2026, 2, 2) for fact in parts[0].facts)
    assert sum(len(part.facts) for part in parts) == len(facts)


def test_a_late_step_of_an_alert_is_marked_and_the_others_are_not(team: View, index: Index) -> None:
    facts = facts_of_session(team, index, team.library.records["md-2026-09"])
    gaps = [fact for fact in facts if fact.gap]
    assert [fact.day for fact in gaps] == [dt.date(2026, 9, 30)]
    assert gaps[0].what == "Une alerte est restée sans démarche dans le délai"


def test_the_steps_of_an_alert_follow_the_hours_of_the_day(team: View, index: Index) -> None:
    facts = facts_of_session(team, index, team.library.records["ap-2025-09"])
    said = [fact.what for fact in facts if fact.day == dt.date(2026, 1, 14)]
    assert [words.split(" ")[3] for words in said if "Odile" in words] == ["Rappel", "Appel"]


def test_what_an_analysis_of_the_year_decides_is_born_from_no_session(team: View, index: Index) -> None:
    def born(session: str) -> set[str]:
        learners = ("", *(i.learner for i in team.library.inscriptions_of[session]))
        records = [record for who in learners for record in index.records.get((session, who), ())]
        return {action.id for action in index.actions_of(records)}

    assert born("mb-2025-11") == {"act-2025-01"}
    assert born("md-2026-09") == {"act-2026-07"}
    assert born("md-2026-02") == {"act-2026-01", "act-2026-06"}


def test_the_thread_tells_what_was_decided_for_this_learner(team: View, index: Index) -> None:
    def thread(code: str) -> dict[str, Link]:
        (learner,) = team.library.inscriptions_of[code]
        return {link.name: link for link in chain_of(team, index, learner, ())}

    assert "B-2026-015" in thread("B-2026-015")["adaptation"].words
    assert "B-2026-015" not in thread("B-2026-016")["adaptation"].words
    assert thread("B-2026-008")["besoin"].target == "fiches/entretien/cr-2026-04-21"
    assert thread("B-2026-001")["besoin"].day == dt.date(2026, 1, 19)


def test_what_comes_with_the_end_is_not_said_to_be_missing_before(auditor: View) -> None:
    records, index = auditor.library.records, index_of(auditor)
    running = matrix_of(auditor, index, records["ag-2026-10"])
    seen = {column.id: {line.cells[n].seen for line in running.lines} for n, column in enumerate(running.columns)}
    assert seen["evaluation"] == seen["attestation"] == {"à venir"}
    remote = matrix_of(auditor, index, records["md-2026-05"])
    assert "emargement" not in {column.id for column in remote.columns}


def test_what_the_session_lacks_is_not_the_learners_gap(team: View, index: Index) -> None:
    (learner,) = team.library.inscriptions_of["B-2026-004"]
    assert not any(fact.gap for fact in facts_of_learner(team, index, learner))


def test_an_adaptation_shows_its_two_dates_and_nothing_else(team: View, index: Index) -> None:
    (learner,) = team.library.inscriptions_of["B-2026-004"]
    locked = [fact for fact in facts_of_learner(team, index, learner) if fact.shape == "p-lock"]
    assert [(fact.day, fact.what, fact.details) for fact in locked] == [
        (dt.date(2026, 1, 19), "Aménagement demandé", ()),
        (dt.date(2026, 1, 23), "Aménagement répondu", ()),
    ]


def test_remote_columns_are_for_remote_sessions(team: View, index: Index) -> None:
    in_room = {column.id for column in matrix_of(team, index, team.library.records["mb-2025-11"]).columns}
    remote = {column.id for column in matrix_of(team, index, team.library.records["md-2026-02"]).columns}
    assert remote - in_room == {"guide", "connexion", "suivi"}


def test_the_guide_sent_too_late_is_the_only_tinted_cell(team: View, index: Index) -> None:
    matrix = matrix_of(team, index, team.library.records["md-2026-02"])
    tinted = [(line.code, cell.seen, cell.address) for line in matrix.lines for cell in line.cells if cell.gap]
    assert tinted == [("B-2026-003", "06/02", "fiches/diffusion/dif-2026-02")]


def test_a_cell_opens_its_file_or_says_where_it_is_kept(team: View, index: Index) -> None:
    (learner,) = team.library.inscriptions_of["B-2026-001"]
    need, level = cells_of(team, index, learner)[:2]
    assert need.address.endswith("analyse-besoin--B-2026-001--2026-01-19.pdf")
    assert (level.shape, level.seen, level.place, level.address) == ("p-shelf", "19/01", "armoire B", "")


def test_who_left_before_is_not_expected_after(team: View, index: Index) -> None:
    (learner,) = team.library.inscriptions_of["B-2026-017"]
    assert [cell.seen for cell in cells_of(team, index, learner)].count("parti avant") == 2


def test_the_versions_are_those_of_the_first_day(team: View) -> None:
    booklet = team.library.records["livret-accueil"]
    days = (dt.date(2025, 11, 18), dt.date(2026, 9, 14))
    assert [found.name for day in days if (found := in_force(booklet, day))] == ["2", "3"]
    assert in_force(booklet, dt.date(2025, 1, 1)) is None
    assert next_review(booklet) == dt.date(2027, 11, 3)


def test_the_session_page_answers_in_words(pages: dict[str, Page]) -> None:
    said = plain(pages["sessions/md-2026-02"])
    for words in (
        "2 écarts",
        "Livret d’accueil au premier jour version 2",
        "CV du 12 janv. 2026",
        "4 réponses sur 4, 3 satisfaits, note 3,9 sur 5",
        "Guide refait et appel d’essai",
        "Du relevé au quantitatif",
        "Niort, 14 rue des Copeaux-Perdus",
    ):
        assert words in said.replace("au premier jourversion", "au premier jour version")


def test_the_booklet_of_the_first_day_opens_as_people_received_it(
    pages: dict[str, Page], coded: dict[str, Page]
) -> None:
    kept = 'href="../pieces/content/versions/livret-accueil-2.pdf">Relire cette version (PDF)<'
    assert all(kept in edition["sessions/md-2026-02"].content for edition in (pages, coded))
    assert "Relire cette version" not in pages["sessions/ap-2026-09"].content


def test_the_thread_goes_from_the_need_to_the_action(pages: dict[str, Page]) -> None:
    said = plain(pages["personnes/b-2026-004"])
    for words in (
        "Chiffrer seul une cuisine complète",
        "Demandé le 19 janvier 2026, répondu le 23 janvier 2026.",
        "Pour toute la session, réponses sans nom",
        "Guide refait et appel d’essai",
    ):
        assert words in said
    assert 'class="cl-chain__open"' in pages["personnes/b-2026-017"].content


def test_a_thread_never_quotes_what_was_decided_for_somebody_else(pages: dict[str, Page]) -> None:
    other = pages["personnes/b-2026-016"].content
    thread = other[other.index('id="fil-') : other.index('id="dates-')]
    assert "B-2026-015" not in thread
    assert "tri des déchets" in thread


def test_an_analysis_of_the_whole_year_gives_no_action_to_each_session(pages: dict[str, Page]) -> None:
    page = pages["sessions/mb-2025-11"].content
    born = page[page.index('id="actions-nees"') : page.index('id="lieux"')]
    assert "Un contrat d’entretien pour l’aspiration" in born
    assert "dessin" not in born


def test_what_is_due_at_the_end_is_not_missing_before(pages: dict[str, Page]) -> None:
    assert "7 pièces sur 7, 4 à venir" in pages["personnes/b-2026-018"].content


@pytest.mark.parametrize("address", ["fiches/amenagement/am-2026-01", "personnes/b-2026-004", "sessions/md-2026-02"])
def test_what_an_adaptation_holds_is_on_no_page(pages: dict[str, Page], address: str) -> None:
    assert "corps 18" not in pages[address].content
    assert "par-01" not in pages[address].content


def test_an_overdue_review_is_told_to_the_team_alone(pages: dict[str, Page], coded: dict[str, Page]) -> None:
    assert "dépassée, à surveiller" in pages["fiches/procedure/proc-01"].content
    assert "Dernière relecture" in coded["fiches/procedure/proc-01"].content
    assert "Prochaine relecture" not in coded["fiches/procedure/proc-01"].content
    assert "surveiller" not in coded["fiches/procedure/proc-01"].content


@pytest.mark.parametrize(
    "address", ["fiches/enquete/enq-2026-02", "fiches/analyse/an-2026-01", "fiches/action/act-2026-01"]
)
def test_the_chain_of_an_action_is_drawn_on_the_page_of_each_of_its_links(
    pages: dict[str, Page], coded: dict[str, Page], address: str
) -> None:
    for edition in (pages, coded):
        chain = edition[address].content.partition('id="chaine"')[2]
        assert [name in chain for name in ("enq-2026-02.html", "an-2026-01.html", "act-2026-01.html")] == [True] * 3
        assert "Ce que cela a changé" in chain


def test_links_go_both_ways(pages: dict[str, Page]) -> None:
    assert "an-2026-01.html" in pages["fiches/enquete/enq-2026-02"].content
    assert "enq-2026-02.html" in pages["fiches/analyse/an-2026-01"].content


def test_no_name_no_verdict_and_no_learners_file_in_the_auditors_edition(team: View, coded: dict[str, Page]) -> None:
    names = [person.name for person in team.library.people.values()]
    for page in coded.values():
        assert not [name for name in names if name in page.content or name in page.title], page.address
        assert not re.search(r"cl-(?:major|minor|watch|soon)\b|cl-cell--gap|cl-timeline__gap", page.content), (
            page.address
        )
        assert "--B-20" not in page.content, page.address


def test_the_auditor_is_not_led_from_an_interview_to_an_adaptation(coded: dict[str, Page]) -> None:
    assert "am-2026-01" not in coded["fiches/entretien/cr-2026-01-19"].content
    assert "cr-2026-01-19" not in coded["fiches/amenagement/am-2026-01"].content


def test_labels_of_the_drawing_never_touch() -> None:
    start, end = dt.date(2026, 3, 2), dt.date(2026, 3, 6)
    facts = [
        Fact(start + dt.timedelta(days=n), f"Un fait assez long {n}", f"Un fait assez long {n}") for n in range(-5, 9)
    ]
    frise = frise_of([*facts, Fact(dt.date(2026, 9, 6), "Enquête", "Enquête")], start, end, "5 jours")
    assert len(frise.marks) <= 11
    assert len(frise.cuts) == 1
    for up in (True, False):
        lane = [mark for mark in frise.marks if mark.up is up]
        edges = [(mark.text_x - len(mark.label) * 3.7, mark.text_x + len(mark.label) * 3.7) for mark in lane]
        assert all(left[1] < right[0] for left, right in pairwise(edges))
        assert edges[0][0] >= 0
        assert edges[-1][1] <= WIDTH


def test_a_planned_session_says_what_to_gather_and_by_when(tmp_path: Path) -> None:
    planned = session(
        "{beneficiaire: B-1}, {beneficiaire: B-2}", start="2027-01-18", end="2027-01-20", days=3, state="prevue"
    )
    convocation = {"evidence/sessions/s-1/convocation--B-2--2027-01-04.pdf": b"%PDF"}
    root = project(tmp_path, {"evidence/sessions/s-1.md": planned, **convocation})
    assessment = assess(read_project(root), dt.date(2026, 11, 21))
    page, _ = session_pages(View(assessment, Edition.TEAM))
    (card,) = re.findall(r'id="a-reunir">.*?</section>', page.content, re.DOTALL)
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", card)).replace("&#39;", "'")
    assert "Une analyse du besoin pour chaque inscrit, avant son entrée pour chaque inscrit" in said
    assert "Chaque inscrit a reçu l'information avant d'entrer" in said
    assert "Au plus tard le 18 janv. 2027" in said
    (other,) = session_pages(View(assessment, Edition.AUDITOR))
    assert "a-reunir" not in other.content


def test_a_session_in_two_places_names_both_and_the_rooms_of_each(tmp_path: Path) -> None:
    room = "---\ntitre: {title}\nresponsable: ana-01\nrevu_le: 2026-01-05\nlieu: {place}\naccessibilite: Large\n---\n"
    files = {
        "evidence/sessions/se-01.md": session(more="lieu: [nord, chez un client]"),
        "evidence/moyens/moy-01.md": room.format(title="Salle Aubier", place="nord"),
        "evidence/moyens/moy-02.md": room.format(title="Salle Trusquin", place="sud"),
    }
    provider = f"{PROVIDER}lieux: [{{lieu: nord, nom: Maison du Nord, adresse: 1 rue Haute}}]\n"
    view = View(judged(project(tmp_path, files, provider=provider), DAY), Edition.TEAM)
    page, _ = session_pages(view)
    assert "<dt>Lieu</dt><dd>Maison du Nord et chez un client" in page.content
    assert "Salle Aubier" in page.content
    assert "Salle Trusquin" not in page.content
