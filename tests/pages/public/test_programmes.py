"""Programmes: the answers first, the certification as registered, the list that stays one to scan."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from classeur.pages.page import Site
from classeur.pages.public.certification import certification_of, sheet
from classeur.pages.public.course import course, price
from classeur.pages.public.leaves import ROWS, leaves
from classeur.pages.public.openings import open_dates
from classeur.pages.public.site import compose_public
from classeur.pages.public.world import PublicWorld
from tests.pages.public.conftest import Build, page_of
from tests.small_tree import PROVIDER

PROGRAMME = "---\ntitre: {title}\ncategorie: AF\n{more}---\n\nOn coud.\n"


def programme(title: str = "Coudre", more: str = "") -> str:
    return PROGRAMME.format(title=title, more=more)


def described(world: PublicWorld, name: str) -> dict[str, object]:
    record = world.records[name]
    return dict(course(world, record, open_dates(world, record), certification_of(world, record)))


def test_the_certification_is_said_as_registered_with_its_official_sheet(site: Site) -> None:
    text = page_of(site, "formations/menuisier-agenceur")
    assert 'href="https://www.francecompetences.fr/recherche/rncp/99917/"' in text
    assert "Du 1er août 2024 au 31 juillet 2029." in text
    assert "<strong>Concevoir un agencement</strong>\u00a0: relever, dessiner, choisir, chiffrer." in text
    assert "<dt>Poursuite d’études</dt>" in text
    assert "cer-99917" not in text


def test_a_registration_that_is_over_is_said_so(world: PublicWorld) -> None:
    later = compose_public(replace(world, date=dt.date(2029, 8, 1)))
    assert "Terminé depuis le 31 juillet 2029." in page_of(later, "formations/menuisier-agenceur")


def test_a_programme_without_certification_has_no_such_part(site: Site) -> None:
    assert "fiche--certification" not in page_of(site, "formations/machines-bois")


@pytest.mark.parametrize(
    ("code", "address"),
    [
        ("RNCP99917", "https://www.francecompetences.fr/recherche/rncp/99917/"),
        ("rs 5515", "https://www.francecompetences.fr/recherche/rs/5515/"),
        ("RNCP99917/../..", ""),
        ("", ""),
    ],
)
def test_only_a_code_of_the_register_leads_to_its_sheet(code: str, address: str) -> None:
    assert sheet(code) == address


def test_an_apprentice_s_rights_are_not_told_to_others(site: Site) -> None:
    apprentice, adult = (page_of(site, f"formations/{name}") for name in ("menuisier-apprenti", "metre-devis"))
    assert "Vos droits d’apprenti" in apprentice
    assert "L. 6222-18" in apprentice
    assert "Si vous changez d’avis" not in apprentice
    assert "Vos droits" not in adult
    assert "10 jours pour renoncer après la signature" in adult
    assert "Conditions générales de vente" in adult


def test_conditions_of_sale_are_not_an_apprentice_s(site: Site) -> None:
    assert "conditions-de-vente" in page_of(site, "formations/metre-devis")
    assert "conditions-de-vente" not in page_of(site, "formations/menuisier-apprenti")


def test_a_skills_assessment_is_not_called_a_course(small: Build) -> None:
    bilan = programme("Bilan", "duree: 24 heures\nobjectifs: [Choisir]\n").replace("categorie: AF", "categorie: BC")
    text = page_of(compose_public(small({"content/formations/bilan.md": bilan})), "formations/bilan")
    assert "Pendant le bilan" in text
    assert "Pendant la formation" not in text


@pytest.mark.parametrize(
    ("categories", "learners", "tab"),
    [
        ("AF", "Futur stagiaire", "Formations"),
        ("CFA", "Futur apprenti", "Formations"),
        ("BC", "Futur bénéficiaire d’un bilan", "Accompagnements"),
        ("[BC, VAE]", "Futur bénéficiaire d’un bilan ou candidat à la VAE", "Accompagnements"),
        ("[AF, BC, CFA]", "Futur stagiaire, bénéficiaire d’un bilan ou apprenti", "Formations"),
    ],
)
def test_who_comes_is_called_by_what_is_done_there(small: Build, categories: str, learners: str, tab: str) -> None:
    provider = PROVIDER.replace("categories: AF", f"categories: {categories}")
    provider = provider.replace("{handle: ana-01, ", "{handle: ana-01, roles: [formation], telephone: 01 99 00 10 01, ")
    site = compose_public(small({"content/formations/a.md": programme()}, provider))
    assert f">{learners}</a>" in page_of(site, "index")
    assert (tab, "formations") in site.nav
    assert f"Voir les {tab.lower()}" in page_of(site, "index")
    assert f"# {tab}" in page_of(site, "formations")
    trainer = "Une question à un formateur" if tab == "Formations" else "Une question à qui vous accompagne"
    assert trainer in page_of(site, "nous-joindre")


def test_the_results_of_a_programme_stand_on_its_page(site: Site) -> None:
    text = page_of(site, "formations/metre-devis")
    assert '<p class="cl-rate__value">78\u00a0%</p>' in text
    assert "7 ÷ 9" in text
    assert "RNCP" not in text


def test_every_address_inside_a_programme_s_page_is_met_once(site: Site) -> None:
    text = page_of(site, "formations/menuisier-agenceur")
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', text)) - {"i-prev", "i-next", "i-phone", "i-talk", "i-mail"} <= set(ids)


def test_programmes_are_listed_by_category_then_by_name(site: Site) -> None:
    names = re.findall(r'class="cl-offers__name" id="([^"]+)"', page_of(site, "formations"))
    assert names == ["metre-devis", "menuisier-agenceur", "machines-bois", "menuisier-apprenti"]


def test_fields_named_by_the_provider_group_the_list(small: Build) -> None:
    files = {
        "content/formations/a.md": programme("Écrire", "domaine: Lettres\n"),
        "content/formations/b.md": programme("Coudre", "domaine: Atelier\n"),
        "content/formations/c.md": programme("Ailleurs"),
    }
    text = page_of(compose_public(small(files)), "formations")
    assert re.findall(r"<h2 id=\"liste--[^\"]+\">([^<]+)</h2>", text) == ["Atelier", "Lettres", "Autres formations"]
    assert '<a href="#liste--atelier">Atelier (1)</a>' in text


def test_one_programme_with_nothing_but_a_name_is_a_page_without_holes(small: Build) -> None:
    site = compose_public(small({"content/formations/a.md": programme()}))
    page, listed = page_of(site, "formations/a"), page_of(site, "formations")
    assert "None" not in page + listed
    assert not re.search(r"<(h[1-6]|dt|dd|p|li|ul|dl)[^>]*>\s*</\1>", page + listed)
    assert "<h2" not in listed.replace('<h2 class="cl-offers__name"', "")
    assert page.count("Prochaines dates") == 1


def test_a_list_of_many_programmes_is_cut_between_groups() -> None:
    cut = tuple(leaves("formations", [("a", 60), ("b", 60), ("c", 30), ("d", 3 * ROWS), ("e", 1)]))
    assert [(leaf.address, leaf.things) for leaf in cut] == [
        ("formations", ("a",)),
        ("formations-2", ("b", "c")),
        ("formations-3", ("d",)),
        ("formations-4", ("e",)),
    ]
    assert [(leaf.before, leaf.after) for leaf in cut][:2] == [("", "formations-2"), ("formations", "formations-3")]
    assert [leaf.title("Formations") for leaf in cut][:2] == ["Formations, 1/4", "Formations, 2/4"]


def test_a_course_tells_the_facts_of_the_programme_alone(world: PublicWorld) -> None:
    told = described(world, "menuisier-agenceur")
    assert told["@type"] == "Course"
    assert told["url"] == "https://etabli-du-lambon.example/formations/menuisier-agenceur.html"
    assert told["educationalCredentialAwarded"] == {
        "@type": "EducationalOccupationalCredential",
        "name": "Menuisier agenceur",
        "identifier": "RNCP99917",
        "url": "https://www.francecompetences.fr/recherche/rncp/99917/",
        "educationalLevel": "4",
        "recognizedBy": {"@type": "Organization", "name": "Bois & Gestes Certification"},
        "competencyRequired": [
            "Concevoir un agencement",
            "Fabriquer un agencement",
            "Poser et réceptionner un agencement",
        ],
    }
    assert told["offers"] == {"@type": "Offer", "category": "Paid", "price": "6720", "priceCurrency": "EUR"}
    held = told["hasCourseInstance"]
    assert isinstance(held, list)
    assert [(one["startDate"], one["eventStatus"]) for one in held] == [
        ("2027-09-27", "https://schema.org/EventScheduled")
    ]
    assert described(world, "menuisier-apprenti")["isAccessibleForFree"] is True
    assert described(world, "menuisier-apprenti")["offers"] == {
        "@type": "Offer",
        "category": "Free",
        "price": "0",
        "priceCurrency": "EUR",
    }
    assert "coursePrerequisites" not in described(world, "machines-bois")


def test_a_course_that_nobody_summed_up_is_described_by_its_aims(small: Build) -> None:
    aims = programme(more="objectifs: [Couper, Coudre]\n")
    assert described(small({"content/formations/a.md": aims}), "a")["description"] == "Couper ; Coudre"


def test_a_course_is_silent_about_what_nobody_wrote(small: Build) -> None:
    assert described(small({"content/formations/a.md": programme()}), "a") == {
        "@context": "https://schema.org",
        "@type": "Course",
        "name": "Coudre",
        "inLanguage": "fr",
        "provider": {"@type": "EducationalOrganization", "name": "Centre d'essai"},
    }


@pytest.mark.parametrize(
    ("told", "amount"),
    [
        ("1 190 € par personne, nets de taxe", "1190"),
        ("49,50 € net de taxe", "49.50"),
        ("6 720 € par personne, soit 12 € l’heure", "6720"),
        ("12 € l’heure", ""),
        ("45 € de l'heure", ""),
        ("À partir de 500 €", ""),
        ("Sur devis", ""),
    ],
)
def test_a_price_is_read_only_where_it_is_the_price(small: Build, told: str, amount: str) -> None:
    world = small({"content/formations/a.md": programme(more=f'tarifs: "{told}"\n')})
    assert price(world.records["a"]) == amount
