"""What a reader of the public site finds, and what the site is silent about."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from classeur.pages.page import Site
from classeur.pages.public.phrasing import in_force
from classeur.pages.public.site import compose_public
from classeur.pages.public.world import PublicWorld
from classeur.pages.typography import typeset
from tests.pages.public.conftest import Build, page_of


def test_home_says_who_answers_what_is_next_and_with_what_results(site: Site) -> None:
    text = page_of(site, "index")
    assert "# Le bois s’apprend à l’établi, à quelques\\-uns\n" in text
    assert "Paulin Grelier vous répond" in text
    assert 'href="tel:+33536491000"' in text
    assert 'href="sms:+33639981003"' in page_of(site, "page-handicap")
    assert "18 au 29 janv. 2027" in text
    assert "7 sur 9 réponses" in text
    assert "7 ÷ 9" in text
    assert "Page mise à jour le 3 novembre 2026." in text


def test_a_date_that_has_begun_is_no_longer_offered(world: PublicWorld) -> None:
    later = compose_public(replace(world, date=dt.date(2026, 12, 20)))
    assert "15 déc. 2026" not in page_of(later, "index")
    assert "18 au 29 janv. 2027" in page_of(later, "index")


def test_enrolling_is_said_closed_after_its_last_day(world: PublicWorld) -> None:
    later = compose_public(replace(world, date=dt.date(2026, 12, 10)))
    assert "Inscriptions closes depuis le 4 décembre 2026" in page_of(later, "formations/machines-bois")


def test_a_programme_says_every_public_field_and_no_reader_of_it(site: Site, world: PublicWorld) -> None:
    text = page_of(site, "formations/metre-devis")
    record = world.records["metre-devis"]
    for name in ("public_vise", "prerequis", "type_reconnaissance", "duree", "modalites_acces", "delais_acces"):
        field = record.kind.field(name)
        assert field is not None
        assert f"<dt>{typeset(field.label)}</dt>" in text
    assert "Vos contacts" in text
    assert "relectures" not in text.lower()
    assert "yanis-02" not in text


def test_a_missing_field_leaves_no_trace(site: Site) -> None:
    assert "Ce que vous obtenez" not in page_of(site, "formations/machines-bois")


def test_the_version_in_force_is_that_of_the_day(world: PublicWorld) -> None:
    booklet = world.booklets[0]
    before = replace(world, date=dt.date(2026, 8, 31))
    assert [version and version.number for version in (in_force(world, booklet), in_force(before, booklet))] == [
        "3",
        "2",
    ]


def test_the_booklet_lists_its_parts_and_its_versions(site: Site) -> None:
    text = page_of(site, "livret-accueil")
    assert '<li><a href="#violences">Violences, harcèlement, discriminations</a></li>' in text
    assert '<h2 id="violences">' in text
    assert "Numéros d’urgence vérifiés le 3 novembre 2026." in text
    assert "Horaires détaillés, pauses, stationnement, évacuation." in text


def test_the_certificate_is_said_in_words(site: Site) -> None:
    text = page_of(site, "certificat")
    assert "FR-SPECIMEN-2025-0042" in text
    assert "<strong>actions de formation et formation par apprentissage</strong>" in text
    assert not any(
        "Qualiopi" in page_of(site, f"formations/{name}") for name in ("machines-bois", "menuisier-apprenti")
    )


def test_every_page_has_the_legal_sentence_and_a_day(site: Site) -> None:
    assert (
        'numéro <span class="cl-num">75 79 00000 79</span> auprès du préfet de la région Nouvelle-Aquitaine'
        in site.legal
    )
    assert "Cet enregistrement ne vaut pas agrément de l’État." in site.legal
    assert 'SIRET <span class="cl-num">000 079 004 00016</span>' in site.legal
    assert all("Page mise à jour le" in page.content or "Page établie le" in page.content for page in site.pages)


def test_a_provider_who_wrote_nothing_still_has_a_site(small: Build) -> None:
    site = compose_public(small())
    assert [title for title, _ in site.nav] == ["Accueil", "Nous joindre", "Certificat et mentions"]
    assert [page.address for page in site.pages] == ["index", "nous-joindre", "certificat", "mentions-legales"]
    assert not any("Prochaines dates" in page.content for page in site.pages)


def test_what_people_write_is_escaped(small: Build) -> None:
    page = "---\ntitre: '<b>Gras</b> & *co*'\ngenre: page\naccroche: '\"><script>alert(1)</script>'\n---\n\nTexte.\n"
    site = compose_public(small({"content/une.md": page}))
    composed = next(page for page in site.pages if page.address == "une")
    assert "<script" not in composed.content
    assert "<b>" not in composed.content
    assert '"' not in str(composed.meta["description"])


def test_only_web_addresses_become_links(small: Build) -> None:
    provider = (
        "nom: Essai\nsiret: 000 000 000 00000\nnda: 00 00 00000 00\ncategories: AF\nsite: javascript:alert(1)\n"
        "equipe: [{handle: ana-01, nom: Ana Costes}, {handle: rui-02, nom: Rui Pinto}]\n"
        "mediateur: [{nom: Médiation, site: 'javascript:alert(1)'}]\n"
        "directeur_publication: Ana Costes\n"
        "hebergeur: [{nom: Le Nuage, adresse: 2 rue Haute, telephone: 01 99 00 20 01}]\n"
    )
    site = compose_public(small(provider=provider))
    assert site.url == ""
    assert not any("javascript" in page.content for page in site.pages)
