"""The house's own pages: which there are, what each says, and where the mark of the certificate may be."""

from __future__ import annotations

import datetime as dt
import html
import re
from dataclasses import replace

import pytest

from classeur.kinds.loading import load_kinds
from classeur.pages.page import Site
from classeur.pages.public.house.certificate import certificates, mark_of
from classeur.pages.public.house.chart import Post, organisation
from classeur.pages.public.site import compose_public
from classeur.pages.public.world import ROLES, PublicWorld
from tests.conftest import ROOT
from tests.pages.public.conftest import Build, page_of
from tests.small_tree import PDF, PROVIDER, document

MARK = "fichiers/marque.png"
CERTIFIED = (
    "certificat: [{{numero: C-1, du: {start}, au: {end}, certificateur: Certif, fichier: content/c.pdf}}]\n"
    "marque: content/marque.png\n"
)
UNCERTIFIED = "".join(line for line in PROVIDER.splitlines(keepends=True) if not line.startswith("certificat:"))
FILES: dict[str, str | bytes] = {"content/c.pdf": PDF, "content/marque.png": document("marque.png")}
PAGE = "---\ntitre: {title}\ngenre: page\n{more}---\n\nDes mots.\n"


def certified(small: Build, start: str = "2025-01-01", end: str = "2027-12-31", more: str = "") -> Site:
    return compose_public(small(FILES, UNCERTIFIED + CERTIFIED.format(start=start, end=end) + more))


def test_the_mark_goes_with_its_categories_on_pages_of_the_provider_as_a_whole(site: Site) -> None:
    shown = [page for page in site.pages if "marque-specimen" in page.content]
    assert {page.address for page in shown} == {"index", "certificat"}
    assert all("a été délivrée au titre des catégories d’actions suivantes" in page.content for page in shown)
    assert [asset.source for asset in site.assets if "marque" in asset.source] == [
        "content/certificat/marque-specimen.svg"
    ]


def test_nothing_of_the_certificate_is_on_a_page_about_one_training(site: Site, world: PublicWorld) -> None:
    about_one = {world.address(formation) for formation in world.formations}
    about_one |= {f"livret-accueil/{formation.id}" for formation in world.formations}
    found = [page for page in site.pages if page.address in about_one]
    assert len(found) == 2 * len(world.formations)
    for page in found:
        said = page.content + "".join(paper.content for paper in page.papers)
        assert "FR-SPECIMEN-2025-0042" not in said
        assert "marque-specimen" not in said
        assert "certification qualité" not in said


@pytest.mark.parametrize(("start", "end"), [("2023-01-01", "2025-12-31"), ("2027-01-01", "2029-12-31")])
def test_a_certificate_that_is_not_valid_keeps_its_mark(small: Build, start: str, end: str) -> None:
    site = certified(small, start, end)
    assert not any(MARK in page.content or "a été délivrée" in page.content for page in site.pages)
    assert "Ce certificat n’" in page_of(site, "certificat")
    assert MARK not in {asset.address for asset in site.assets}


def test_the_last_day_of_a_certificate_counts(small: Build) -> None:
    world = small(FILES, UNCERTIFIED + CERTIFIED.format(start="2024-01-01", end="2026-12-31"))
    days = [replace(world, date=dt.date(2026, 12, 31) + dt.timedelta(days=more)) for more in (0, 1)]
    assert [[one.valid for one in certificates(day)] for day in days] == [[True], [False]]
    assert [mark and mark.picture for mark in map(mark_of, days)] == [MARK, None]
    said = page_of(compose_public(days[1]), "certificat")
    assert "n’est plus valable\u00a0: son dernier jour était le 31 décembre 2026" in said


def test_two_certificates_in_force_are_both_said(small: Build) -> None:
    rows = "".join(
        f"  - {{numero: {number}, du: {start}, au: 2027-12-31, certificateur: Certif, categories: {category}}}\n"
        for number, start, category in (("C-1", "2024-01-01", "AF"), ("C-2", "2025-01-01", "CFA"))
    )
    provider = UNCERTIFIED.replace("categories: AF", "categories: [AF, CFA]") + "certificat:\n" + rows
    site = compose_public(
        small({"content/marque.png": FILES["content/marque.png"]}, provider + "marque: content/marque.png\n")
    )
    page = page_of(site, "certificat")
    assert "C-1" in page
    assert "C-2" in page
    for said in (page, page_of(site, "index")):
        assert "<strong>actions de formation et formation par apprentissage</strong>" in said


def test_a_certificate_that_was_renewed_before_its_end_leaves_its_place(small: Build) -> None:
    rows = "".join(
        f"  - {{numero: {number}, du: {start}, au: 2027-12-31, certificateur: Certif}}\n"
        for number, start in (("C-1", "2024-01-01"), ("C-2", "2025-01-01"))
    )
    world = small(provider=UNCERTIFIED + "certificat:\n" + rows)
    assert [one.number for one in certificates(world)] == ["C-2"]


def test_a_category_that_is_asked_for_is_not_said_to_be_certified(small: Build) -> None:
    provider = UNCERTIFIED.replace("categories: AF", "categories: [AF, BC]")
    row = CERTIFIED.format(start="2025-01-01", end="2027-12-31").replace("fichier:", "categories: AF, fichier:")
    said = page_of(compose_public(small(FILES, provider + row)), "certificat")
    assert "<strong>actions de formation</strong>" in said
    assert "bilans" not in said


UNREACHABLE = """nom: Chez Ana
siret: 000 099 001 00010
nda: 99 99 00001 99
categories: AF
equipe:
  - {handle: ana-01, nom: Ana Costes, roles: [formation, handicap, reclamations, violences]}
  - {handle: rui-02, nom: Rui Pinto, roles: [formation, qualite, administratif]}
referent_handicap: ana-01
"""
SILENT = "nom: Chez Ana\nsiret: 000 099 001 00010\nnda: 99 99 00001 99\ncategories: AF\n"


@pytest.mark.parametrize("provider", [UNREACHABLE, SILENT], ids=["a team", "nobody"])
def test_who_gave_no_way_to_be_reached_promises_none(small: Build, provider: str) -> None:
    head = "---\ntitre: Handicap\ngenre: accessibilite\nresponsable: ana-01\n---\n\n"
    welcome = f"{head}## Notre engagement {{#engagement}}\n\nOn adapte.\n"
    files: dict[str, str | bytes] = {"content/accessibilite.md": welcome} if "equipe" in provider else {}
    site = compose_public(small(files, provider))
    assert not site.band
    for page in site.pages:
        said = " ".join(html.unescape(re.sub("<[^>]*>", " ", page.content)).split()).lower()
        assert not re.search(r"appelez|écrivez|\w\s?: ?\.|ana costes\s?:|rui pinto\s?:", said), page.address
    assert "vous répond" not in page_of(site, "index")
    assert "mise à jour le" not in page_of(site, "index")
    assert "Certificat, déclaration" not in page_of(site, "index")


def test_the_certificate_is_a_file_to_take_away(small: Build) -> None:
    assert 'href="fichiers/c.pdf">Le certificat en PDF</a>' in page_of(certified(small), "certificat")


def names(posts: tuple[Post, ...]) -> list[object]:
    return [[post.member.name, names(post.reports)] if post.reports else post.member.name for post in posts]


def team(small: Build, *rows: str) -> PublicWorld:
    head = PROVIDER.split("equipe:", maxsplit=1)[0]
    return small(provider=head + "equipe:\n" + "".join(f"  - {{{row}}}\n" for row in rows))


def test_the_chart_is_drawn_from_who_answers_to_whom(small: Build) -> None:
    world = team(
        small,
        "handle: ana-01, nom: Ana Costes, suppleant: rui-02",
        "handle: rui-02, nom: Rui Pinto, rattachement: ana-01",
        "handle: lou-03, nom: Lou Bastide, rattachement: rui-02",
    )
    assert names(organisation(world)) == [["Ana Costes", [["Rui Pinto", ["Lou Bastide"]]]]]
    text = page_of(compose_public(world), "organigramme")
    assert "En son absence\u00a0: Rui Pinto" in text
    assert text.count("<ul") == text.count("</ul>") == 3


def test_a_circle_forgets_nobody(small: Build) -> None:
    world = team(
        small,
        "handle: ana-01, nom: Ana Costes, rattachement: rui-02",
        "handle: rui-02, nom: Rui Pinto, rattachement: ana-01",
        "handle: lou-03, nom: Lou Bastide, rattachement: lou-03",
    )
    assert names(organisation(world)) == [["Ana Costes", ["Rui Pinto"]], "Lou Bastide"]


def test_a_team_without_ranks_has_no_chart(small: Build) -> None:
    world = team(small, "handle: ana-01, nom: Ana Costes", "handle: rui-02, nom: Rui Pinto")
    assert "organigramme" not in {page.address for page in compose_public(world).pages}


def test_a_page_has_the_role_it_says_else_that_of_its_name(small: Build) -> None:
    files = {
        "content/plainte.md": PAGE.format(title="Se plaindre", more="role: reclamations\n"),
        "content/mentions-legales.md": PAGE.format(title="Nos mentions", more=""),
        "content/autre.md": PAGE.format(title="Autre", more=""),
    }
    site = compose_public(small(files))
    addresses = [page.address for page in site.pages]
    assert len(addresses) == len(set(addresses))
    assert "reclamations" not in addresses
    assert "Des mots." in page_of(site, "plainte")
    assert "Qui publie ce site" in page_of(site, "mentions-legales")
    assert ("Nos mentions", "mentions-legales") in site.footer
    assert ("Se plaindre", "plainte") in site.footer


def test_a_composed_page_never_takes_the_address_of_a_record(small: Build) -> None:
    files = {
        "content/mentions-legales.md": PAGE.format(title="Rien à voir", more="role: employeurs\n"),
        "content/employeurs.md": PAGE.format(title="Autre chose", more="role: tuteurs\n"),
    }
    addresses = [page.address for page in compose_public(small(files)).pages]
    assert len(addresses) == len(set(addresses))
    assert {"mentions-legales", "mentions-legales-page"} <= set(addresses)


def test_withdrawal_is_said_only_where_the_provider_said_it(site: Site, small: Build) -> None:
    text = page_of(site, "conditions-de-vente")
    assert "<strong>10 jours</strong> après la signature" in text
    assert "L.\u00a06353-5" in text
    assert "<strong>14 jours</strong> après la signature" in text
    assert "L.\u00a0221-18" in text
    assert "conditions-de-vente" not in {page.address for page in compose_public(small()).pages}
    remote = compose_public(small(provider=PROVIDER + "retractation: [{cas: distance, delai: 14 jours}]\n"))
    assert "L.\u00a0221-18" in page_of(remote, "conditions-de-vente")
    assert "L.\u00a06353-5" not in page_of(remote, "conditions-de-vente")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("2026-11-03", "2026-11-03"), "Vérifiés le 3 novembre 2026."),
        (("2026-11-03", "2026-11-04"), ", vérifié le 4 novembre 2026)"),
    ],
)
def test_numbers_checked_on_one_day_say_it_once(small: Build, days: tuple[str, str], said: str) -> None:
    rows = "".join(
        f"  - {{numero: {number}, pour: Police, danger: oui, verifie_le: {day}}}\n"
        for number, day in zip((17, 112), days, strict=True)
    )
    text = page_of(compose_public(small(provider=PROVIDER + "urgences:\n" + rows)), "nous-joindre")
    assert said in text.replace("\u00a0", " ")
    assert text.count("érifié") == len(set(days))


def test_the_desk_has_one_number_on_every_page(site: Site) -> None:
    for address in ("nous-joindre", "livret-accueil"):
        lines = page_of(site, address).splitlines()
        found = next(line for line in lines if "prévenir d’une absence" in line)
        after = lines[lines.index(found) : lines.index(found) + 2]
        assert "tel:+33536491000" in "".join(after)
        assert "tel:+33536491006" not in "".join(after).partition("</tr>")[0]


@pytest.mark.parametrize(
    ("address", "before"),
    [
        ("nous-joindre", "Parler d’une violence"),
        ("nous-joindre", "Une violence, un harcèlement"),
        ("livret-accueil", '<h2 id="violences"'),
        ("reclamations", '<h2 id="page--violences"'),
    ],
)
def test_who_directs_comes_last_for_a_violence_on_every_page(site: Site, address: str, before: str) -> None:
    told = page_of(site, address).partition(before)[2]
    assert told.index("Odile Kermarec") < told.index("Claire Vasseur")


def test_home_promises_an_employer_only_what_the_page_behind_tells(small: Build, site: Site) -> None:
    assert "Inscrire quelqu’un, convention, financement, suivi." in page_of(site, "index")
    assert "convention" not in page_of(compose_public(small()), "index")


def test_data_are_kept_as_long_as_their_records_where_nobody_said(small: Build) -> None:
    rows = "donnees: [{usage: Former, lesquelles: Le nom, base: contrat, fiches: [session, parcours]}]\n"
    text = page_of(compose_public(small(provider=PROVIDER + rows)), "donnees-personnelles")
    assert "5 ans, et 10 ans pour les factures" in text.replace("\u00a0", " ")
    assert "articles 7 et 15 à 21" in text


def test_how_to_come_is_read_in_one_field_and_its_sentence_where_there_is_no_better(small: Build) -> None:
    here, there = "{lieu: a, nom: Ici, adresse: 1 rue, acces: Bus 4}", "{lieu: b, nom: Là, adresse: 2 rue, acces: Non"
    rows = f"{here}, {there}, transports: Train}}"
    text = page_of(compose_public(small(provider=PROVIDER + f"lieux: [{rows}]\n")), "nous-joindre")
    assert "<p>Bus 4</p>" in text
    assert "<p>Train</p>" in text
    assert "<p>Non</p>" not in text


def test_roles_and_kinds_that_fields_name_exist() -> None:
    kinds, _ = load_kinds(ROOT)
    role = kinds.by_name["page"].field("role")
    assert role is not None
    assert role.values is not None
    assert set(role.values) == ROLES
    rows = kinds.by_name["organisme"].field("donnees")
    named = rows.subfield("fiches") if rows else None
    assert named is not None
    assert named.values is not None
    assert all(kinds.by_name[name].retention for name in named.values)


def test_who_is_hurt_finds_somebody_and_numbers_with_their_day(site: Site) -> None:
    text = page_of(site, "reclamations")
    assert 'id="page--violences"' in text
    assert "Odile Kermarec" in text
    assert 'href="tel:119"' in text
    assert 'href="sms:114"' in text
    assert text.count("érifiés le 3\u00a0novembre 2026") == 1 or text.count("érifiés le 3 novembre 2026") == 1
    assert 'href="mailto:handicap@' in text, "one may write it down"
    assert "<dd>sous 2 jours ouvrés</dd>" in text.replace("\u00a0", " ")
    assert 'href="reclamations.html#page--violences"' in page_of(site, "nous-joindre")


def test_legal_pages_are_within_reach_of_every_page(site: Site) -> None:
    addresses = {page.address for page in site.pages}
    assert {address for _, address in site.footer} <= addresses
    assert ("Mentions légales", "mentions-legales") in site.footer
    assert ("Accessibilité : partiellement conforme", "accessibilite-numerique") in site.footer
    assert "Claire Vasseur" in page_of(site, "mentions-legales")
    assert "ni cookie ni traceur" in page_of(site, "mentions-legales")


def test_who_is_alone_is_not_listed_for_every_question(small: Build) -> None:
    world = small(provider=PROVIDER + "telephone: 01 99 00 10 00\n")
    alone = replace(world, team={"ana-01": replace(world.team["ana-01"], roles=("accueil", "qualite", "violences"))})
    text = page_of(compose_public(alone), "nous-joindre")
    assert "Selon votre question" not in text
    assert "Toute l’équipe" not in text
    assert "Dites-le, " not in text
    assert "<strong>Dites-le,</strong>" in text


def test_employers_have_a_page_where_there_is_a_date_to_enrol_for(site: Site, world: PublicWorld) -> None:
    assert "Région ou France Travail" in page_of(site, "employeurs")
    none = {"prochaines_dates": (), "calendrier_alternance": ()}
    undated = tuple(replace(one, values={**one.values, **none}) for one in world.formations)
    silent = replace(world, pages=(), formations=undated)
    assert "employeurs" not in {page.address for page in compose_public(silent).pages}
    told = compose_public(replace(world, pages=()))
    assert "Votre entreprise, ou son Opco" in page_of(told, "employeurs")


def test_tabs_stay_few(site: Site) -> None:
    assert 6 <= len(site.nav) <= 8
