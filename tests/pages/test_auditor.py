"""What the auditor's edition may say: codes, dates and files without names; nothing of a mock audit or an appraisal."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from classeur.editions import Edition
from classeur.pages.composing import compose
from classeur.pages.page import Site
from classeur.portal import build
from classeur.rules.result import Assessment
from tests.small_tree import PROVIDER, document, judged, plant, project, session

DAY = dt.date(2026, 11, 21)
FILES: dict[str, str | bytes] = {
    "evidence/sessions/s-2026-01.md": session(
        "{beneficiaire: B-1, issue: abandon, sorti_le: 2026-03-04, motif: Un logement trop loin de tout et des bus}",
        more="""
        pieces:
          - {nature: support, fichier: support-2026.pdf, nominative: non}
          - {nature: facture, fichier: facture-2026.pdf, nominative: non}
          - {nature: emargement, fichier: feuille-2026.pdf, date: 2026-03-02}
        """,
    ),
    "evidence/sessions/support-2026.pdf": document("support"),
    "evidence/sessions/facture-2026.pdf": document("facture"),
    "evidence/sessions/feuille-2026.pdf": document("feuille"),
    "evidence/documents/doc-01.md": (
        "---\ntitre: Plan de la salle\nresponsable: ana-01\nfamille: logistique\ntype: autre\nrevu_le: 2026-09-01\n"
        "pieces: [{nature: autre, fichier: plan-01.pdf}, {nature: autre, fichier: liste-01.pdf, pour: B-1}]\n---\n"
    ),
    "evidence/procedures/proc-01.md": (
        "---\ntitre: Accueillir\nresponsable: ana-01\nobjet: accueil\ndate_application: 2026-01-01\n---\n"
    ),
    "evidence/documents/plan-01.pdf": document("plan"),
    "evidence/documents/liste-01.pdf": document("liste"),
    "evidence/entretiens/cr-2026-07-07.md": (
        "---\ntitre: Entretien de juillet\ndate: 2026-07-07\npersonne_recue: ana-01\nqualite: salarie\n"
        "recu_par: rui-02\nobjet: professionnel\nconseils: [Prendre plus de place en équipe]\n"
        "decisions: [Sept heures sur les poussières de bois]\n---\n\nElle voudrait changer de métier.\n"
    ),
    "evidence/audits/aud-2026-01.md": (
        "---\ntitre: Répétition générale\ntype: blanc\ndebut: 2026-06-01\nfin: 2026-06-01\n---\n\nTout est à revoir.\n"
    ),
    "evidence/non-conformites/nc-2026-01.md": (
        "---\ntitre: Livret trop court\naudit: aud-2026-01\nindicateur: 9\ngrade: mineure\nconstat: Pas de plan\n"
        "notifiee_le: 2026-06-02\n---\n"
    ),
    "evidence/actions/act-2026-01.md": (
        "---\ntitre: Compléter le livret\ndate: 2026-06-03\nresponsable: ana-01\n"
        "origines: [nc-2026-01, aud-2026-01, al-2026-01]\n"
        "cause: Le plan manque\ntype: corrective\nmesure: Le dessiner\necheance: 2026-12-01\navancement: en-cours\n"
        "indicateur_succes: Le plan est dans le livret\n---\n"
    ),
    "evidence/alertes/al-2026-01.md": (
        "---\ntitre: Absente sans un mot\netat: brouillon\ndate: 2026-03-03\nsession: s-2026-01\n---\n"
    ),
    "evidence/personnel/rui-02.md": "---\ntitre: Rui Pinto\netat: brouillon\n---\n",
    "evidence/reclamations/rec-2026-01.md": (
        "---\ntitre: Un devis en retard\nnature: reclamation\nauteur: Un artisan de la rue du port\n"
        "recue_le: 2026-05-04\naccuse_le: 2026-05-05\n---\n\nIl a attendu trois semaines.\n"
    ),
    "evidence/reclamations/rec-2026-02.md": (
        "---\ntitre: Un vestiaire froid\nnature: suggestion\nauteur: B-3\nrecue_le: 2026-05-06\n"
        "pieces: [{nature: echange, pour: [B-3, B-2], date: 2026-05-07, ou: Messagerie}]\n---\n"
    ),
}


@pytest.fixture(scope="module")
def assessment(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    provider = PROVIDER + "depot: https://forge.example/edit/\n"
    return judged(project(tmp_path_factory.mktemp("projet"), FILES, provider=provider), DAY)


@pytest.fixture(scope="module")
def auditor(assessment: Assessment) -> Site:
    return compose(assessment, Edition.AUDITOR)


def page(site: Site, address: str) -> str:
    return next(page.content for page in site.pages if page.address == address)


def everything(site: Site) -> Iterator[tuple[str, str]]:
    yield from ((page.address, page.content) for page in site.pages)


def test_files_without_names_or_prices_go_with_it_and_no_other(auditor: Site) -> None:
    assert [asset.source for asset in auditor.assets] == [
        "evidence/documents/plan-01.pdf",
        "evidence/sessions/support-2026.pdf",
    ]
    for name in ("facture-2026", "feuille-2026", "liste-01"):
        assert [address for address, text in everything(auditor) if name in text] == []


def test_the_team_has_them_all(assessment: Assessment) -> None:
    assert len(compose(assessment, Edition.TEAM).assets) == 5


@pytest.mark.parametrize(
    "words",
    [
        "Hélène", "Moinard", "Un logement trop loin", "Un artisan de la rue", "attendu trois semaines",
        "Prendre plus de place", "changer de métier", "Répétition", "aud-2026-01", "nc-2026-01", "Livret trop court",
        "forge.example", "Absente sans un mot", "al-2026-01",
    ],
)  # fmt: skip
def test_what_stays_with_the_team_is_on_no_page(auditor: Site, words: str) -> None:
    assert [address for address, text in everything(auditor) if words in text] == []
    assert words not in auditor.edit_base + auditor.band + auditor.legal + str(auditor.nav)


def test_the_team_reads_the_title_of_a_draft(assessment: Assessment) -> None:
    assert "Absente sans un mot" in page(compose(assessment, Edition.TEAM), "fiches/action/act-2026-01")


def test_who_is_of_the_team_is_named_while_the_record_about_them_is_a_draft(auditor: Site) -> None:
    assert "Rui Pinto" in page(auditor, "fiches/entretien/cr-2026-07-07")


def test_an_appraisal_shows_its_day_and_the_training_decided(auditor: Site, assessment: Assessment) -> None:
    for edition in (auditor, compose(assessment, Edition.TEAM)):
        text = page(edition, "fiches/entretien/cr-2026-07-07")
        assert "7 juillet 2026" in text
        assert "Sept heures sur les poussières de bois" in text
        assert "Prendre plus de place" not in text


def test_an_action_born_from_a_mock_audit_is_an_action(auditor: Site) -> None:
    assert "Le plan manque" in page(auditor, "fiches/action/act-2026-01")


def test_a_piece_of_a_complaint_does_not_say_who_complained(auditor: Site, assessment: Assessment) -> None:
    shown = [text for _, text in everything(auditor) if "Messagerie" in text]
    assert shown
    assert not any("B-3" in text for text in shown)
    assert "B-2" in page(auditor, "fiches/reclamation/rec-2026-02")
    assert "Camille" in page(compose(assessment, Edition.TEAM), "fiches/reclamation/rec-2026-02")


def test_a_file_kept_back_is_listed_with_its_fingerprint(auditor: Site) -> None:
    text = page(auditor, "sessions/s-2026-01")
    digest = hashlib.sha256(document("feuille")).hexdigest()
    assert f'{digest}">{digest[:12]}</code>' in text
    assert "à présenter, empreinte" in text
    assert "Émargement, 2 mars 2026, PDF" in text


@pytest.mark.parametrize("words", ["aucun CV", "non vérifiées", "Aucune trace", "jamais", "Prochaine relecture"])
def test_nothing_says_what_is_not_there(auditor: Site, assessment: Assessment, words: str) -> None:
    assert [address for address, text in everything(auditor) if words in text] == []
    assert [address for address, text in everything(compose(assessment, Edition.TEAM)) if words in text] != []


LEAKS = {
    "fuite-nom": ("evidence/veille/vei-2026-01.md", "Hélène Moinard l'a dit."),
    "fuite-contact": ("evidence/veille/vei-2026-01.md", "Appeler le 06 39 98 25 13."),
    "fuite-reservee": ("evidence/veille/vei-2026-01.md", "Un logement trop loin de tout et des bus."),
}


@pytest.mark.parametrize("leak", LEAKS)
def test_a_name_a_number_or_a_reason_that_got_into_a_record_stops_the_build(leak: str, tmp_path: Path) -> None:
    path, words = LEAKS[leak]
    note = (
        "---\ntitre: Note\ndate: 2026-05-05\nresponsable: ana-01\ndomaine: handicap\nsource: Lettre\n"
        f"decision: rien\n---\n\n{words}\n"
    )
    root = plant(project(tmp_path, FILES), {path: note})
    built = build(root, DAY, None, (Edition.AUDITOR,))
    assert leak in {found.rule for found in built.findings if found.grade.blocks}
    assert built.published == ()
    assert not (root / "site").exists()


def test_a_name_in_a_file_that_it_may_open_stops_the_build(tmp_path: Path) -> None:
    root = plant(
        project(tmp_path, FILES),
        {
            "evidence/procedures/proc-01.md": (
                "---\ntitre: Accueillir\nresponsable: ana-01\nobjet: accueil\ndate_application: 2026-01-01\n---\n"
            ),
            "evidence/documents/plan-01.pdf": document("Moinard Hélène"),
        },
    )
    built = build(root, DAY, None, (Edition.AUDITOR,))
    assert [found.rule for found in built.findings if found.grade.blocks] == ["fuite-nom"]
