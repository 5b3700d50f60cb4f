"""The welcome booklet: its parts, its facts, and what each of its readers finds in it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from classeur.kinds.record import Record
from classeur.pages.page import Site
from classeur.pages.prose import Prose
from classeur.pages.public.booklet.concerning import everybody
from classeur.pages.public.booklet.cutting import cut
from classeur.pages.public.booklet.facts import hours_of
from classeur.pages.public.booklet.making import make_booklet, text_of
from classeur.pages.public.booklet.model import Booklet
from classeur.pages.public.booklet.pages import MOST_LISTED, booklet_of, booklet_pages, family_of
from classeur.pages.public.site import compose_public
from classeur.pages.public.world import PublicWorld
from tests.pages.public.conftest import Build, page_of
from tests.small_tree import PDF, PROVIDER

WHOLE, MACHINES = "livret-accueil", "livret-accueil/machines-bois"


def booklet(world: PublicWorld, name: str = "livret") -> Booklet:
    record = world.records[name]
    readers = everybody(world, record)
    return make_booklet(world, text_of(world, record, world.address(record)), world.address(record), readers, readers)


def counting(
    prose: Callable[[PublicWorld, Record, str], Prose], rendered: list[str]
) -> Callable[[PublicWorld, Record, str], Prose]:
    """The same, which notes whose text it renders."""

    def noted(world: PublicWorld, record: Record, origin: str) -> Prose:
        rendered.append(record.id)
        return prose(world, record, origin)

    return noted


def shown(made: Booklet) -> list[str]:
    return [part.id for part in made.shown]


def written(front: str = "", body: str = "") -> dict[str, str | bytes]:
    return {"content/livret.md": f"---\ntitre: Livret\ngenre: livret\nresponsable: ana-01\n{front}---\n\n{body}"}


def programme(front: str) -> str:
    return f"---\ntitre: Cours\ncategorie: AF\n{front}---\n"


def titles_of(site: Site, address: str) -> set[str]:
    return set(re.findall(r'<h[23] id="([\w-]+)"', page_of(site, address)))


def test_a_title_inside_a_block_stays_in_it() -> None:
    html = '<p>a</p><h2 id="un">Un &amp; deux</h2><p>b<br>c</p><div><h2 id="non">Non</h2></div><h2 id="trois">T</h2>'
    before, *pieces = cut(html, 2)
    assert before.html == "<p>a</p>"
    assert [(piece.id, piece.title) for piece in pieces] == [("un", "Un &amp; deux"), ("trois", "T")]
    assert pieces[0].html.endswith('<div><h2 id="non">Non</h2></div>')


def test_the_booklet_opens_on_the_five_things_that_one_looks_for(site: Site) -> None:
    brief = page_of(site, WHOLE).partition('class="cl-brief"')[2].partition("</section>")[0]
    assert re.findall(r"<dt>(.*?)</dt>", brief) == [
        f"{words}\u00a0?" for words in ("Quand", "Où", "Qui appeler", "Quoi apporter", "En cas de danger")
    ]
    assert "8\u00a0h\u00a045" in brief
    assert 'href="sms:114"' in brief


def test_a_learner_of_one_programme_reads_what_concerns_them_only(site: Site) -> None:
    titles = titles_of(site, MACHINES)
    assert not titles & {"foad", "apprenti", "responsables_legaux", "representation", "lieu-saint-maixent"}
    assert {"horaires", "securite", "deroulement-machines-bois"} <= titles
    text = page_of(site, MACHINES)
    assert "L’espace de cours" not in text
    assert "Trusquin" not in text
    assert "119" not in re.findall(r'href="tel:(\d+)"', text)
    assert "Sonia Abadie" not in text
    assert "« Vous êtes apprenti » (ce n’est pas un apprentissage)" in text.replace("\u00a0", " ")


def test_each_condition_opens_its_part(site: Site) -> None:
    opened = {"foad": "metre-devis", "representation": "menuisier-agenceur", "apprenti": "menuisier-apprenti"}
    for part, name in opened.items():
        assert part in titles_of(site, f"{WHOLE}/{name}")
    assert "responsables_legaux" in titles_of(site, f"{WHOLE}/menuisier-apprenti")
    assert titles_of(site, WHOLE) > {"foad", "representation", "apprenti", "responsables_legaux", "violences"}


def test_who_comes_to_a_place_reads_of_that_place(site: Site) -> None:
    text, titles = page_of(site, f"{WHOLE}/lieu-saint-maixent"), titles_of(site, f"{WHOLE}/lieu-saint-maixent")
    assert "foad" not in titles
    assert "lieu-saint-maixent" in titles
    assert "lieu-niort" not in titles
    assert "Aubier" not in text
    assert "saint-maixent.svg" in text


def test_a_text_written_ahead_does_not_pass_for_the_version_in_force(small: Build) -> None:
    rows = "versions: [{version: v1, du: 2026-01-05}, {version: v2, du: 2027-01-04}]\n"
    for named, words in (("v2", "2, en vigueur à partir du 4"), ("v1", "1, en vigueur depuis le 5")):
        site = compose_public(small(written(f"version: {named}\n{rows}", "## Les horaires {#horaires}\n\nÀ 9 h.\n")))
        page = next(page for page in site.pages if page.address == "livret")
        assert all(f"Version {words}" in said.replace("\u00a0", " ") for said in (page.content, page.papers[0].note))


def test_a_text_is_rendered_for_its_folders_and_not_for_each_of_its_pages(
    world: PublicWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[str] = []
    monkeypatch.setattr(PublicWorld, "prose", counting(PublicWorld.prose, rendered))
    family = family_of(world, world.records[WHOLE])
    assert len(tuple(booklet_pages(world, {}))) > len(family.by_programme) + len(family.by_place)
    assert rendered.count(WHOLE) == len({"", f"{WHOLE}/"})


def test_versions_for_some_readers_grow_with_programmes_and_places_not_their_product(world: PublicWorld) -> None:
    family = family_of(world, world.records[WHOLE])
    assert len(family.by_programme) == len(world.formations)
    assert len(family.by_place) == len(world.provider.rows("lieux"))


def test_the_certificate_is_never_in_the_booklet_of_one_training(site: Site, world: PublicWorld) -> None:
    assert "FR-SPECIMEN-2025-0042" in page_of(site, WHOLE)
    for record in world.formations:
        assert "FR-SPECIMEN" not in page_of(site, f"{WHOLE}/{record.id}")


def test_the_easy_version_is_offered_at_the_top_and_stands_alone(site: Site) -> None:
    assert page_of(site, WHOLE).index('href="livret-accueil-facile.html"') < page_of(site, WHOLE).index("cl-brief")
    easy = page_of(site, "livret-accueil-facile")
    assert "Ce texte a été relu par trois anciens stagiaires" in easy
    assert "cl-brief" not in easy
    assert not any(page.address.startswith("livret-accueil-facile/") for page in site.pages)


def test_a_single_programme_and_a_single_place_have_no_version_of_their_own(small: Build) -> None:
    world = small(
        {**written(body="## Le règlement {#reglement}\n\nOui.\n"), "content/formations/cours.md": programme("")}
    )
    assert [page.address for page in compose_public(world).pages if "livret" in page.address] == [
        "livret",
        "livret/une-page",
    ]


def test_whom_to_tell_of_a_violence_is_on_the_sheet_once_and_near_the_top_of_the_booklet(small: Build) -> None:
    provider = PROVIDER.replace("nom: Ana Costes", "nom: Ana Costes, roles: [violences], telephone: 01 99 00 10 01")
    files = written(body="## Violences, harcèlement {#violences}\n\nAna Costes vous écoute, 01 99 00 10 01.\n")
    site = compose_public(small(files, provider))
    sheet = page_of(site, "livret/une-page")
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", sheet).count("Violences, harcèlement") == 1
    assert "Une violence, un harcèlement</h2>" not in sheet
    assert sheet.count("<strong>Ana Costes</strong>") == 1
    brief = page_of(site, "livret").partition('class="cl-brief"')[2].partition("</section>")[0]
    assert '<a href="#violences">' in brief


def test_a_record_keeps_its_address(small: Build) -> None:
    own = "---\ntitre: À part\ngenre: page\n---\n\nTexte.\n"
    provider = PROVIDER + "lieux: [{lieu: a, nom: Ici, adresse: 1 rue}, {lieu: b, nom: Là, adresse: 2 rue}]\n"
    files = {**written(), "content/livret/lieu-a.md": own, "content/livret/une-page.md": own}
    addresses = [page.address for page in compose_public(small(files, provider)).pages]
    assert [address for address in addresses if address.startswith("livret/")] == [
        "livret/lieu-b",
        "livret/lieu-a",
        "livret/une-page",
    ]


@pytest.mark.parametrize(
    ("front", "remote"), [("", True), ("modalite: presentiel\n", False), ("modalite: mixte\n", True)]
)
def test_only_a_declared_fact_takes_a_part_away(small: Build, front: str, remote: bool) -> None:  # noqa: FBT001 - a case
    body = "## À distance {#foad}\n\nLa plateforme.\n\n## Vos délégués {#representation}\n\nÉlus.\n"
    made = booklet(small({**written(body=body), "content/formations/cours.md": programme(front)}))
    assert ("foad" in shown(made)) is remote
    assert "representation" in shown(made)


def test_without_a_programme_the_categories_of_the_provider_decide(small: Build) -> None:
    body = "## À distance {#foad}\n\nOui.\n\n## Vous êtes apprenti {#apprenti}\n\nNon.\n"
    made = booklet(small(written(body=body)))
    assert shown(made)[-1] == "foad"
    assert [part.id for part in made.left_out] == ["apprenti"]


def test_a_title_without_a_word_is_not_a_part(small: Build) -> None:
    world = small(written(body="## Les horaires {#horaires}\n\n## Le règlement {#reglement}\n\nOui.\n"))
    assert "horaires" not in shown(booklet(world))
    assert 'id="horaires"' not in page_of(compose_public(world), "livret")


def test_what_prose_says_of_people_and_numbers_is_not_said_again(small: Build) -> None:
    provider = PROVIDER.replace("nom: Ana Costes}", "nom: Ana Costes, roles: [accueil], telephone: 01 99 00 10 01}")
    body = "## Qui nous sommes {#organisme}\n\nNuméro 00 00 00000 00, certificat FR-1.\n\n"
    before = booklet(small(written(), provider))
    assert {"organisme", "contacts"} <= set(shown(before))
    after = booklet(
        small(written(body=f"{body}## Qui vous aide {{#contacts}}\n\nAna\nCostes, 01 99 00 10 01.\n"), provider)
    )
    assert (after.declared, after.certificates, after.purposes) == (False, (), ())


def test_somebody_named_without_a_way_to_reach_them_keeps_it(small: Build) -> None:
    provider = PROVIDER.replace("nom: Ana Costes}", "nom: Ana Costes, roles: violences, telephone: 01 99 00 10 01}")
    body = "## Violences {#violences}\n\nDites-le à Ana Costes.\n"
    made = compose_public(small(written(body=body), provider))
    assert "tel:+33199001001" in page_of(made, "livret").partition('<h2 id="violences">')[2]


def test_the_parts_of_ones_own_stay_where_they_were_written(small: Build) -> None:
    body = "## Le règlement {#reglement}\n\nA.\n\n## Le chien\n\nB.\n\n## Votre avis {#satisfaction}\n\nC.\n"
    parts = shown(booklet(small(written(body=body))))
    assert [part for part in parts if part in ("reglement", "le-chien", "satisfaction")] == [
        "reglement",
        "le-chien",
        "satisfaction",
    ]


def test_hours_keep_two_moments_of_one_name_and_tell_places_apart(small: Build) -> None:
    provider = PROVIDER + "lieux: [{lieu: a, nom: Ici, adresse: 1 rue}, {lieu: b, nom: Là, adresse: 2 rue}]\n"
    front = (
        "journee:\n  - {moment: Matin, de: 9 h, a: 12 h}\n  - {moment: Pause, de: 10 h 30, precision: dix minutes}\n"
        "  - {moment: Pause, de: 15 h}\n  - {moment: Après-midi, de: 13 h, a: 16 h, lieu: a}\n"
        "  - {moment: Après-midi, de: 14 h, a: 17 h, lieu: b}\n"
    )
    world = small(written(front), provider)
    record = world.records["livret"]
    hours = hours_of(record, everybody(world, record))
    assert hours is not None
    assert hours.columns == ("Ici", "Là")
    assert [moment for moment, _ in hours.lines] == ["Matin", "Pause", "Après-midi", "Pause"]
    assert hours.lines[2][1] == ("13 h à 16 h", "14 h à 17 h")
    assert hours.lines[1][1][0] == "10 h 30, dix minutes"
    assert (hours.opening, hours.closing) == (("Matin", "9 h"), "")


def test_a_number_that_nobody_checked_leaves_no_common_day(world: PublicWorld) -> None:
    made = booklet(world, WHOLE)
    assert made.checked == dt.date(2026, 11, 3)
    unchecked = (*made.emergencies, replace(made.emergencies[0], checked=None))
    assert replace(made, emergencies=unchecked).checked is None


def test_a_number_never_checked_is_not_vouched_for_by_the_day_of_the_text(small: Build) -> None:
    one = "{numero: 17, pour: Police, verifie_le: 2026-11-03}"
    never = PROVIDER + f"urgences: [{one}, {{numero: 112, pour: Secours}}]\n"
    front = "urgences_verifiees_le: 2026-06-30\n"
    said = "Numéros d’urgence vérifiés le"
    assert said not in page_of(compose_public(small(written(front), never)), "livret")
    both = PROVIDER + f"urgences: [{one}]\n"
    assert f"{said} 30 juin 2026" in page_of(compose_public(small(written(front), both)), "livret")


def test_hours_that_differ_from_place_to_place_are_not_summed_up(small: Build) -> None:
    provider = PROVIDER + "lieux: [{lieu: a, nom: Ici, adresse: 1 rue}, {lieu: b, nom: Là, adresse: 2 rue}]\n"
    front = "journee: [{moment: Accueil, de: 9 h, lieu: a}, {moment: Accueil, de: 10 h, lieu: b}]\n"
    brief = page_of(compose_public(small(written(front), provider)), "livret").partition("</section>")[0]
    assert "Selon le lieu." in brief
    assert "9 h" not in brief.replace("\u00a0", " ")


def test_a_kept_version_can_be_read_again(small: Build) -> None:
    front = (
        "versions:\n  - {version: 1, du: 2025-01-01, fichier: versions/livret-1.pdf}\n"
        "  - {version: 2, du: 2026-01-01, changements: Tout.}\n"
    )
    site = compose_public(small({**written(front), "content/versions/livret-1.pdf": PDF}))
    assert page_of(site, "livret").count('href="fichiers/versions/livret-1.pdf"') == 1
    assert [asset.source for asset in site.assets] == ["content/versions/livret-1.pdf"]


def test_a_long_list_of_programmes_gives_way_to_their_pages(small: Build) -> None:
    files = {
        f"content/formations/cours-{number}.md": programme("modalites_acces: Appelez.\n")
        for number in range(MOST_LISTED + 1)
    }
    site = compose_public(small({**written(body="## Comment ça se passe {#deroulement}\n\nBien.\n"), **files}))
    assert "cours-7.html" not in page_of(site, "livret")
    assert "cours-7.html" not in page_of(site, "livret/cours-7").partition('<h2 id="deroulement">')[0]
    assert 'href="../livret/cours-7.html"' in page_of(site, "formations/cours-7")


def test_a_programme_leads_to_the_booklet_of_its_own_readers(world: PublicWorld, small: Build) -> None:
    assert booklet_of(world, world.records["metre-devis"]) == "livret-accueil/metre-devis"
    alone = small({**written("categories: BC\n"), "content/formations/cours.md": programme("")})
    assert booklet_of(alone, alone.formations[0]) == ""


def test_an_apprentice_reads_whom_to_turn_to_once(site: Site) -> None:
    recourse = "tel:+33536492000"
    assert page_of(site, f"{WHOLE}/menuisier-apprenti").count(recourse) == 1
    assert page_of(site, "livret-apprenti").count(recourse) == 1
    assert recourse not in page_of(site, MACHINES)


def test_how_long_data_are_kept_is_said_with_the_page_that_says_more(site: Site) -> None:
    part = page_of(site, WHOLE).partition('<h2 id="rgpd">')[2].partition("<h2")[0]
    assert "<td>10\u00a0ans</td>" in part
    assert 'href="donnees-personnelles.html"' in part
