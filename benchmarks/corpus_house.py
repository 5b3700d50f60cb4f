"""What the corpus has whatever its size: a provider, its team, programmes, procedures, documents, partners, audits."""

from __future__ import annotations

from collections.abc import Iterator

from corpus_records import FIRST_NAMES, PROGRAMMES, SYLLABLES, TEAM, handle, prose, record

FAMILIES = ("administratif", "logistique", "pedagogique", "qualite", "securite")
AIMS = "accueil analyse-besoin positionnement conception evaluation absences-abandons violences handicap veille recrutement sous-traitance satisfaction reclamations amelioration".split()  # noqa: E501, SIM905
AUDITS = (
    ("initial", "2021-03-15"),
    ("surveillance", "2022-09-12"),
    ("renouvellement", "2024-03-18"),
    ("renouvellement", "2027-03-15"),
)


def house() -> Iterator[tuple[str, str]]:
    """Path and text of what a provider has whatever its size: team, programmes, documents, partners, audits."""
    yield "organisme.yml", _provider()
    yield "mkdocs.yml", "site_name: Centre d’essai\n"
    for n in range(TEAM):
        yield (
            f"evidence/personnel/{handle(n)}.md",
            record(_staff(n), f"\nEntretien professionnel numéro {n} tenu au printemps.\n"),
        )
    living = "revision: 1 an\nrevu_le: [2024-01-10, 2025-02-12, 2026-02-10]"
    for n in range(PROGRAMMES):
        yield f"content/formations/programme-{n:02}.md", record(_programme(n, living), prose(n, "Cinq jours."))
    for n, aim in enumerate(AIMS):
        text = f"titre: Procédure {aim}\nobjet: {aim}\ndate_application: 2020-10-01\nresponsable: {handle(n)}\n{living}"
        yield f"evidence/procedures/proc-{n:02}.md", record(text, prose(n, "Qui fait quoi, et quand."))
    for n in range(30):
        kind = "guide-plateforme" if n == 0 else "autre"
        text = f"titre: Document {n}\nfamille: {FAMILIES[n % 5]}\ntype: {kind}\nresponsable: {handle(n)}\n{living}"
        yield f"evidence/documents/doc-{n:02}.md", record(text, prose(n, "À lire avant de commencer."))
    for n in range(10):
        text = f"titre: Risque {n}\ncause: Panne {n}\nprobabilite: faible\nimpact: fort\nmesures: [Prévoir]\n"
        yield f"evidence/risques/ris-{n:02}.md", record(f"{text}responsable: {handle(n)}\n{living}")
        text = f"titre: Partenaire {n}\ntype: {'handicap' if n % 2 else 'emploi'}\nrole: Conseille\ncontact: Accueil\n"
        yield f"evidence/partenaires/par-{n:02}.md", record(f"{text}verifie_le: [2025-03-01, 2026-03-01]")
    for n, (kind, start) in enumerate(AUDITS):
        yield f"evidence/audits/aud-{n:02}.md", record(f"titre: Audit {n}\ntype: {kind}\ndebut: {start}\nfin: {start}")


def _provider() -> str:
    people = "\n".join(
        f"  - {{handle: {handle(n)}, nom: {FIRST_NAMES[n % 18]} Kerlann{'ae'[n % 2]}{SYLLABLES[n % 20]},"
        f" roles: {'[direction, qualite, handicap]' if n == 0 else 'formation'}}}"
        for n in range(TEAM)
    )
    return (
        "nom: Centre d’essai\nsiret: 000 000 000 00000\nnda: 00 00 00000 00\ncategories: AF\n"
        "certificat: [{numero: FR-1, du: 2024-04-01, au: 2027-03-31, certificateur: Essai}]\n"
        "lieux: [{lieu: niort, nom: Niort, adresse: 1 rue du Bois}]\nreferent_handicap: equipe-00\n"
        f"suivi_depuis: 2020-10-01\nequipe:\n{people}\n"
    )


def _staff(n: int) -> str:
    checks = "[2020-11-02, 2021-11-02, 2022-11-02, 2023-11-02, 2024-11-04, 2025-11-03]"
    return (
        f"titre: Membre {n}\nfonctions: Formation\nlien: {'independant' if n % 5 == 4 else 'salarie'}\n"  # noqa: PLR2004
        f"cv_le: {checks}\ncompetences_requises: [Tenir un groupe]\ncompetences_verifiees_le: {checks}\n"
        "sensibilise_handicap_le: 2021-01-05"
    )


def _programme(n: int, living: str) -> str:
    fields = "prerequis duree modalites_acces delais_acces tarifs methodes_mobilisees modalites_evaluation accessibilite_psh public_vise modalites_pedagogiques modalites_financement".split()  # noqa: E501, SIM905
    lines = "\n".join(f"{name}: Ce que le programme {n} en dit." for name in fields)
    return f"titre: Programme {n}\ncategorie: AF\n{lines}\nobjectifs: [Faire seul]\ncontacts: [equipe-00]\n{living}"
