"""The public world holds what everybody may read, and nothing else."""

from __future__ import annotations

from classeur.pages.public.site import compose_public
from classeur.pages.public.world import PublicWorld
from tests.pages.public.conftest import Build, page_of
from tests.small_tree import PDF, PROVIDER, document

PAGE = "---\ntitre: {title}\ngenre: page\n{more}---\n\n{body}\n"


def test_no_record_of_evidence_and_no_narrow_field_is_left(world: PublicWorld) -> None:
    assert all(record.path.startswith("content/") for record in world.records.values())
    assert not {"sans_objet", "parametres", "noms_admis", "depot"} & world.provider.values.keys()
    assert all("relectures" not in record.values for record in world.formations)


def test_a_draft_is_not_published(small: Build) -> None:
    world = small({"content/projet.md": PAGE.format(title="Projet", more="etat: brouillon\n", body="Secret.")})
    assert not world.records


def test_links_out_of_the_public_site_lose_their_link(small: Build) -> None:
    body = "Voir [la fiche](../evidence/personnel/ana-01.md) et [l'autre](autre.md)."
    files = {
        "content/une.md": PAGE.format(title="Une", more="", body=body),
        "content/autre.md": PAGE.format(title="Autre", more="", body="Rien."),
    }
    text = page_of(compose_public(small(files)), "une")
    assert "evidence" not in text
    assert '<a href="autre.html">l’autre</a>' in text


def test_only_attachments_that_a_page_shows_are_copied(small: Build) -> None:
    files = {
        "content/une.md": PAGE.format(
            title="Une", more="", body="![Le plan](plan accès.png)\n\n[Le plan](<plan accès.png>)"
        ),
        "content/plan accès.png": document("plan.png"),
    }
    assert [(asset.address, asset.source) for asset in compose_public(small(files)).assets] == [
        ("fichiers/plan accès.png", "content/plan accès.png")
    ]


def test_a_nominative_piece_stays_out(small: Build) -> None:
    more = "pieces: [{nature: autre, fichier: liste.pdf, nominative: oui}]\n"
    files = {
        "content/une.md": PAGE.format(title="Une", more=more, body="[La liste](liste.pdf)"),
        "content/liste.pdf": PDF,
    }
    site = compose_public(small(files))
    assert not site.assets
    assert "liste.pdf" not in page_of(site, "une")


def test_a_piece_of_the_provider_can_be_downloaded(small: Build) -> None:
    provider = PROVIDER + "pieces: [{nature: autre, fichier: content/certificat.pdf, date: 2024-01-02}]\n"
    site = compose_public(small({"content/certificat.pdf": PDF}, provider))
    assert 'href="fichiers/certificat.pdf"' in page_of(site, "certificat")
    assert [asset.source for asset in site.assets] == ["content/certificat.pdf"]


def test_a_record_never_takes_the_address_of_a_page_of_the_site(small: Build) -> None:
    site = compose_public(small({"content/certificat.md": PAGE.format(title="Le nôtre", more="", body="Ici.")}))
    addresses = [page.address for page in site.pages]
    assert len(addresses) == len(set(addresses))
    assert "Ici." in page_of(site, "certificat-page")
