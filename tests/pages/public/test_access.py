"""The page about disability and the statement of digital accessibility say facts, and no more than was checked."""

from __future__ import annotations

import re

import pytest

from classeur.pages.page import Site
from classeur.pages.public.access.places import compared, places
from classeur.pages.public.site import compose_public
from classeur.pages.public.world import PublicWorld
from tests.pages.public.conftest import Build, page_of
from tests.small_tree import PROVIDER, document

TEAM = PROVIDER.replace(
    "{handle: ana-01, nom: Ana Costes}",
    "{handle: ana-01, nom: Ana Costes, roles: handicap, telephone: 01 99 00 12 01, sms: 06 39 98 12 01, "
    "suppleant: rui-02}",
)
ACCESS = "---\ngenre: accessibilite\ntitre: Handicap\nresponsable: ana-01\n{more}---\n\n{body}\n"
STATEMENT = """\
---
genre: declaration-accessibilite
titre: Ce site
responsable: ana-01
etat: {state}
referentiel: "WCAG 2.2, niveau AA"
etablie_le: 2026-09-07
evaluation: {evaluation}
evaluee_par: Ana, sur cinq pages
controles: [{checks}]
{more}---
"""
TOOL = "{quoi: Contrastes, comment: outil, avec: axe-core, le: 2026-09-04}"
HAND = "{quoi: Clavier, comment: personne, le: 2026-09-04}"


def statement(state: str, checks: str, *, evaluation: str = "interne", more: str = "") -> str:
    return STATEMENT.format(state=state, checks=checks, evaluation=evaluation, more=more)


def test_the_sample_tells_each_place_with_its_measures_its_map_and_its_register(site: Site) -> None:
    text = page_of(site, "page-handicap")
    assert 'src="fichiers/plans/niort.svg"' in text
    assert "18 m" in re.sub(r"\s", " ", text)
    assert "La salle Cambium est à l’étage, sans ascenseur" in text
    assert "tout est de plain-pied" in text, "where there is no floor, no lift is no obstacle"
    assert 'href="fichiers/plans/registre-accessibilite-niort.pdf"' in text
    assert "Un tiers de temps en plus" in text
    assert "defenseurdesdroits.fr" in text
    assert {"fichiers/plans/niort.svg", "fichiers/plans/registre-accessibilite-niort.pdf"} <= {
        asset.address for asset in site.assets
    }


def test_places_are_compared_where_there_are_several(world: PublicWorld) -> None:
    table = compared(world)
    assert table
    assert [name for name, _ in table.lines] == [place.name for place in places(world)]
    assert table.lines[1][1][0] == "aucune"


def test_a_provider_who_wrote_little_gets_no_empty_part(small: Build) -> None:
    text = page_of(compose_public(small({"content/acces.md": ACCESS.format(more="", body="Ana répond.")})), "acces")
    assert "<h2" not in text
    assert "None" not in text


def test_facts_stand_in_their_parts_without_a_word_of_prose(small: Build) -> None:
    provider = (
        TEAM + "lieux: [{lieu: nord, nom: Le nord, adresse: 1 rue Haute, porte_cm: 90 cm, plan: content/plan.png}]\n"
        "salles: [{lieu: nord, nom: Bleue, fauteuil: aide, chemin: Rampe à poser}]\n"
        "delais: [{partie: psh, pour: Première réponse, delai: 2 jours ouvrés}]\n"
    )
    more = "entretien: [telephone, visio]\ndeja_fait: [Un siège haut]\n"
    files: dict[str, str | bytes] = {
        "content/acces.md": ACCESS.format(more=more, body=""),
        "content/plan.png": document("plan.png"),
    }
    text = page_of(compose_public(small(files, provider)), "acces")
    found = re.findall(r'<h2 id="(\w+)"', text)
    assert found == ["locaux", "amenagements", "demande", "signaler"]
    assert "Avec une aide" in text
    assert "par téléphone, en visio" in text
    assert "sous 2 jours ouvrés" in text
    assert 'href="sms:+33639981201"' in text
    assert "Rui Pinto" in text
    assert 'src="fichiers/plan.png"' in text


@pytest.mark.parametrize(("fact", "promised"), [("", False), (", ascenseur: non", True)])
def test_measures_are_promised_only_where_the_page_tells_them(small: Build, fact: str, *, promised: bool) -> None:
    provider = TEAM + f"lieux: [{{lieu: nord, nom: Le nord, adresse: 1 rue Haute{fact}}}]\n"
    page = ACCESS.format(more="", body="Ana répond.")
    said = page_of(compose_public(small({"content/acces.md": page}, provider)), "nous-joindre")
    assert 'href="acces.html"' in said or 'href="acces.md"' in said
    assert ("ce qui est accessible et ce qui ne l’est pas" in said) is promised


def test_several_things_of_a_room_have_a_line_each(site: Site) -> None:
    assert "Banque abaissée<br>Boucle magnétique" in page_of(site, "page-handicap")


def test_prose_and_facts_of_a_part_have_one_title(small: Build) -> None:
    body = "## Nos locaux {#locaux}\n\nUne cour.\n\n## Autre chose {#autre}\n\nUn mot."
    provider = TEAM + "lieux: [{lieu: nord, nom: Le nord, adresse: 1 rue Haute, ascenseur: non}]\n"
    text = page_of(compose_public(small({"content/acces.md": ACCESS.format(more="", body=body)}, provider)), "acces")
    assert text.count('<h2 id="locaux">Nos locaux</h2>') == 1
    assert text.index("Une cour.") < text.index("Ascenseur") < text.index('id="autre"')


@pytest.mark.parametrize(
    ("state", "checks", "evaluation", "said"),
    [
        ("conforme", TOOL, "interne", True),
        ("conforme", HAND, "interne", False),
        ("conforme", TOOL, "audit-externe", False),
        ("partiellement-conforme", TOOL, "interne", False),
    ],
)
def test_a_tool_alone_never_makes_a_site_conform(
    small: Build, state: str, checks: str, evaluation: str, *, said: bool
) -> None:
    text = page_of(compose_public(small({"content/site.md": statement(state, checks, evaluation=evaluation)})), "site")
    assert ("ne suffisent pas à l’établir" in text) is said


def test_what_is_listed_as_not_accessible_denies_full_conformity(small: Build) -> None:
    more = "non_accessibles: [{quoi: Les vidéos, pourquoi: defaut}]\n"
    text = page_of(compose_public(small({"content/site.md": statement("conforme", HAND, more=more)})), "site")
    assert "ne suffisent pas à l’établir" in text
    assert "Demandez-le-nous." in text


@pytest.mark.parametrize(("why", "denied"), [("exempte", False), ("charge", False), ("inconnu", True)])
def test_what_the_law_leaves_out_denies_nothing(small: Build, why: str, *, denied: bool) -> None:
    more = f"non_accessibles: [{{quoi: Une carte, pourquoi: {why}}}]\n"
    text = page_of(compose_public(small({"content/site.md": statement("conforme", HAND, more=more)})), "site")
    assert ("ne suffisent pas à l’établir" in text) is denied


def test_no_distance_is_a_distance_and_no_place_is_none(small: Build) -> None:
    place = "lieux: [{lieu: nord, nom: Le nord, adresse: 1 rue, places_adaptees: 0, distance_entree_m: 0}]\n"
    (place_told,) = places(small(provider=PROVIDER + place))
    assert [fact.items for _, facts in place_told.groups for fact in facts] == [("aucune",), ("0 m",)]


def test_a_title_of_the_text_and_those_of_the_page_never_share_an_id(small: Build) -> None:
    text = statement("conforme", HAND) + "\n## Contact\n\nAna.\n\n## Recours\n\nAucun.\n"
    found = re.findall(r'\bid="([^"]+)"', page_of(compose_public(small({"content/site.md": text})), "site"))
    assert {"contact", "recours"} <= set(found)
    assert len(found) == len(set(found))


def test_checks_of_a_tool_are_said_to_be_a_part_and_who_declares_is_said(small: Build) -> None:
    text = page_of(compose_public(small({"content/site.md": statement("non-conforme", TOOL)})), "site")
    assert "au mieux la moitié" in text
    assert "Aucune vérification n’a encore été faite par une personne." in text
    assert "personne d’extérieur ne l’a vérifié" in text


def test_the_page_about_disability_leads_to_the_statement(site: Site) -> None:
    text = page_of(site, "page-handicap")
    assert 'href="accessibilite-numerique.html"' in text
    assert "partiellement conforme" in text
