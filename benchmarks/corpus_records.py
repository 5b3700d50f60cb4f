"""The texts of the corpus: what comes with each session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

TEAM = 24
"""People of the team; the first one holds quality, the others teach."""
PROGRAMMES = 12
FIRST_NAMES = (
    "Aline Bruno Carmen Denis Elsa Farid Gaëlle Hugo Inès Jonas Katia Léo Maud Nils Olga Paolo Rosa Samir".split()  # noqa: SIM905
)
SYLLABLES = "bar cou dre fon gui lam mer nou pol rié sau tan ver zel bru cha dol fré gos mau".split()  # noqa: SIM905
WATCHES = ("legale-reglementaire", "emplois-metiers", "pedagogie-technologie", "handicap")
PROSE = (
    "Chacun repart avec ce qu’il a fait de ses mains, et la liste de ce qui reste à reprendre.",
    "Le groupe a demandé plus de temps sur la deuxième matinée ; le déroulé en tient compte depuis.",
    "La salle du rez-de-chaussée a servi : une personne se déplaçait avec une canne ce mois-là.",
    "Rien n’a été perdu en route, sauf le premier quart d’heure, passé à attendre un car en retard.",
    "Le point du mercredi a duré vingt minutes et a suffi à remettre tout le monde au même endroit.",
)


@dataclass(frozen=True)
class Learner:
    """Somebody enrolled: a code, and the line of the register that names him."""

    code: str
    registered: str


@dataclass(frozen=True)
class Meeting:
    """A session to write: its number, its days, who learns."""

    number: int
    start: dt.date
    end: dt.date
    learners: tuple[Learner, ...]

    @property
    def id(self) -> str:
        """`for-2024-00017`."""
        return f"for-{self.start.year}-{self.number:05}"

    @property
    def over(self) -> str:
        """The day after the last one."""
        return self.day(1, after=True)

    def day(self, days: int, *, after: bool = False) -> str:
        """So many days before the start, or after the end."""
        return ((self.end if after else self.start) + dt.timedelta(days=days if after else -days)).isoformat()


def handle(number: int) -> str:
    """`equipe-03`."""
    return f"equipe-{number % TEAM:02}"


def a_learner(number: int, year: int) -> Learner:
    """The learner of a number. Family names are of three syllables: eight thousand, and no word of French."""
    count = len(SYLLABLES)
    family = "".join(SYLLABLES[number // count**place % count] for place in range(3)).capitalize()
    code = f"B-{year}-{number:05}"
    name = f"{FIRST_NAMES[number % len(FIRST_NAMES)]} {family}{'x' * (number // count**3)}"
    return Learner(code, f"  - {{code: {code}, nom: {name}, courriel: a{number}@courriel.example}}")


def prose(number: int, words: str) -> str:
    """A body of two paragraphs that no other record has."""
    first, second = PROSE[number % len(PROSE)], PROSE[(number // 3) % len(PROSE)]
    return f"\n{words} {first}\n\n{second} Relu à deux, pièce {number}.\n"


def record(front: str, body: str = "") -> str:
    """A file from the lines of its front matter and its body."""
    return f"---\n{front.strip()}\n---\n{body}"


def session(meeting: Meeting) -> str:
    """A session with its learners, two trainers and the rows of pieces that are kept elsewhere."""
    n, before = meeting.number, meeting.day(10)
    state = "terminee" if meeting.end < dt.date(2026, 11, 21) else "en-cours"
    gone = f", issue: abandon, sorti_le: {meeting.start + dt.timedelta(days=2)}" if n % 6 == 3 else ""  # noqa: PLR2004
    rows = [
        f"  - {{beneficiaire: {learner.code}, entreprise: soc-{company(n)}, contrat: CDI, mineur: non, financeur: Opco"
        f"{gone if place == 0 else ', issue: termine'}}}"
        for place, learner in enumerate(meeting.learners)
    ]
    codes = ", ".join(learner.code for learner in meeting.learners)
    kept = "".join(
        f"  - {{nature: {nature}, pour: [{codes}], date: {day}, ou: armoire {n % 9}}}\n"
        for nature, day in (("demande", meeting.day(30)), ("positionnement", before), ("facture", meeting.over))
    )
    return record(
        f"titre: Programme {n % PROGRAMMES}, session {n}\nformation: programme-{n % PROGRAMMES:02}\ncategorie: AF\n"
        f"debut: {meeting.start}\nfin: {meeting.end}\njours: {9 if n % 2 else 5}\nlieu: niort\nmodalite: presentiel\n"
        f"type: inter\nfinancements: [Entreprise, Opco]\nintervenants: [{handle(1 + n % 20)}, {handle(2 + n % 20)}]\n"
        f"referent_pedagogique: equipe-00\navancement: {state}\ninscrits:\n" + "\n".join(rows) + f"\npieces:\n{kept}",
        prose(n, f"Session de {len(meeting.learners)} personnes, du {meeting.start} au {meeting.end}."),
    )


def company(n: int) -> str:
    """A new firm every third session; every fourth session is for the same big one."""
    return "00000" if n % 4 == 0 else f"{n // 3 * 3:05}"


def about_a_learner(meeting: Meeting) -> Iterator[tuple[str, str]]:
    """Three interviews, and now and then an alert, an adaptation or a new firm."""
    n, year, who = meeting.number, meeting.start.year, [learner.code for learner in meeting.learners]
    talks = ((meeting.day(12), "avant", "besoin", "Attentes"), (meeting.day(11), "avant", "positionnement", "Projet"),
             (meeting.day(-2), "pendant", "suivi", "Progression"))  # fmt: skip
    for place, (day, moment, about, section) in enumerate(talks):
        front = (
            f"titre: Entretien {n}-{place}, {who[place]}\ndate: {day}\npersonne_recue: {who[place]}\n"
            f"qualite: beneficiaire\nrecu_par: {handle(n)}\nmode: presence\nmoment: {moment}\nobjet: [{about}]\n"
            f"objectif: Travailler seul le dernier jour, cas {n}\nsession: {meeting.id}\n"
            f"conseils: [Relire le cas {n}]\ndecisions: [Prérequis {n} tenu]\n"
            f"suites: [{{action: Ouvrir l’espace {n}, responsable: {handle(n)}, echeance: {day}}}]\n"
            f"validation: [{{partie: {who[place]}, date: {day}, mode: signature}}]\n"
        )
        yield (
            f"evidence/entretiens/cr-{day}-{n:05}-{place}.md",
            record(front, f"\n## {section}\n{prose(n + place, '')}"),
        )
    if n % 2:
        seen = meeting.start + dt.timedelta(days=1)
        front = (
            f"titre: Absence {n}\ndate: {seen}\nresponsable: {handle(n)}\nbeneficiaire: {who[0]}\n"
            f"session: {meeting.id}\ntype: absence\nreperee_le: {seen} 9h30\nissue: Revenu ensuite\nclose_le: {seen}\n"
            f"demarches: [{{quand: {seen} 10h15, qui: {handle(n)}, quoi: Appel {n}}}]\n"
        )
        yield f"evidence/alertes/al-{year}-{n:05}.md", record(front, f"\nAppelé, dossier {n}.\n")
    if n % 4 == 1:
        asked = meeting.day(12)
        front = (
            f"titre: Aménagement {n}\nresponsable: equipe-00\nbeneficiaire: {who[1]}\nsession: {meeting.id}\n"
            f"demande_le: {asked}\nreponse_le: {asked}\nbesoins: [Supports agrandis]\ntransmis_a: [{handle(n)}]\n"
            f"transmis_le: {asked}\na_purger_le: {year + 3}-01-31\n"
        )
        yield f"evidence/amenagements/am-{year}-{n:05}.md", record(front)
    if n % 3 == 0:
        front = f"titre: Entreprise {n}\nresponsable: equipe-00\nrole: cliente\ncontact: Responsable d’atelier\n"
        yield f"evidence/entreprises/soc-{n:05}.md", record(front, prose(n, "Vingt salariés."))


def opinions(meeting: Meeting) -> Iterator[tuple[str, str]]:
    """What is handed over, the hot survey (one session in thirty lacks it), the cold one, complaints."""
    n, year, size = meeting.number, meeting.start.year, len(meeting.learners)
    for place, document in enumerate(("doc-00", "doc-01")):
        front = (
            f"titre: Remise {n}-{place}\ndate: {meeting.day(8)}\nresponsable: {handle(n)}\ndocument: {document}\n"
            f'version: "1"\npour: {meeting.id}\ndestinataire: beneficiaire\ncanal: courriel\npreuve: accuse\n'
        )
        yield f"evidence/diffusions/dif-{year}-{n:05}-{place}.md", record(front, prose(n, "Tous les accusés reçus."))
    for moment, days in (("chaud", 0), ("froid", 120)):
        day = meeting.day(days, after=True)
        if day > "2026-11-21" or (moment == "chaud" and n % 30 == 11):  # noqa: PLR2004 - any one in thirty
            continue
        front = (
            f"titre: Enquête à {moment} {n}\ndate: {day}\nresponsable: equipe-00\npartie_prenante: beneficiaire\n"
            f"moment: {moment}\nsession: {meeting.id}\nenvoyes: {size}\nrecus: {size - 1}\nrelances: 1\n"
            f"satisfaits: {size - 2}\nnote_moyenne: 4.{n % 10}\nquestions: [{{libelle: Le rythme, note: 4}}]\n"
            f"outil: Papier\nsynthese: On retient le point {n}\n"
        )
        yield f"evidence/enquetes/enq-{year}-{n:05}-{moment}.md", record(front, prose(n, "Lues en équipe."))
    if n % 5 == 1:
        day = meeting.over
        front = (
            f"titre: Réclamation {n}\nnature: reclamation\ncanal: courriel\nauteur: {meeting.learners[2].code}\n"
            f"session: {meeting.id}\nrecue_le: {day}\naccuse_le: {day}\nanalyse: Cause {n}\nreponse_le: {day}\n"
            f"cloturee_le: {day}\nsans_suite: Réglé le jour même\n"
        )
        yield f"evidence/reclamations/rec-{year}-{n:05}.md", record(front)


def an_improvement(meeting: Meeting) -> Iterator[tuple[str, str]]:
    """An action every fourth session, one in ten of them still open; an analysis every tenth."""
    n, year, day = meeting.number, meeting.start.year, meeting.day(20, after=True)
    survey = f"enq-{year}-{n:05}-chaud"
    if n % 4 == 2 and n % 30 != 11 and day <= "2026-11-21":  # noqa: PLR2004 - sessions that have a survey
        rest = "avancement: a-faire" if n % 40 == 2 else (  # noqa: PLR2004 - one in ten
            f"realisee_le: {day}\navancement: verifiee\n"
            f"efficacite: [{{avant: '3 ({survey})', apres: '4', verifiee_le: {day}, resultat: efficace}}]"
        )  # fmt: skip
        front = (
            f"titre: Action {n}\ndate: {day}\nresponsable: {handle(n)}\norigines: [{survey}]\ncause: Cause {n}\n"
            f"type: corrective\ndomaine: pedagogie\nmesure: Refaire le point {n}\necheance: {day}\n"
            f"indicateur_succes: Quatre sur cinq\n{rest}\n"
        )
        yield f"evidence/actions/act-{year}-{n:05}.md", record(front, prose(n, "Essayé à trois."))
        if n % 20 == 2:  # noqa: PLR2004 - one action in five is born with an analysis
            front = (
                f"titre: Analyse {n}\ndate: {day}\nresponsable: equipe-00\nsources: [{survey}]\nconstats: [Fait {n}]\n"
                f"causes: [Cause {n}]\nactions: [act-{year}-{n:05}]\n"
            )
            yield f"evidence/analyses/an-{year}-{n:05}.md", record(front, prose(n, "Lue à deux."))


def followed_up(meeting: Meeting) -> Iterator[tuple[str, str]]:
    """A learner's own path for one session in five, a review of one in ten, a collective action with one in ten."""
    n, year = meeting.number, meeting.start.year
    if n % 5 == 0:
        front = (
            f"titre: Parcours {n}\nbeneficiaire: {meeting.learners[1].code}\nsession: {meeting.id}\n"
            f"entree: {meeting.start}\n"
            f"etapes: [{{etape: Accueil, prevue_le: {meeting.start}, faite_le: {meeting.start}, heures: 7}}]\n"
        )
        yield f"evidence/parcours/par-{year}-{n:05}.md", record(front)
    if n % 10 == 6 and meeting.over <= "2026-11-21":  # noqa: PLR2004 - any one in ten
        front = (
            f"titre: Revue {n}\ndate: {meeting.over}\nresponsable: equipe-00\nobjet: session\nsujet: {meeting.id}\n"
            f"conclusion: Rien ne manque au dossier {n}\n"
        )
        yield f"evidence/revues/rev-{year}-{n:05}.md", record(front)
    if n % 10 == 7:  # noqa: PLR2004 - any one in ten
        front = (
            f"titre: Information {n}\ndate: {meeting.start}\nresponsable: equipe-00\ntheme: information-droits\n"
            f"participants: [{', '.join(learner.code for learner in meeting.learners)}]\n"
        )
        yield f"evidence/activites/ac-{year}-{n:05}.md", record(front, prose(n, "Une heure, en salle."))


def about_the_team(meeting: Meeting) -> Iterator[tuple[str, str]]:
    """A watch note every sixth session, a meeting of the team every tenth."""
    n, year = meeting.number, meeting.start.year
    if n % 6 == 4:  # noqa: PLR2004 - any one in six
        day = meeting.start.isoformat()
        front = (
            f"titre: Veille {n}\ndate: {day}\nresponsable: {handle(n)}\ndomaine: {WATCHES[n // 6 % 4]}\n"
            f"source: Lettre {n}\nimpact: Le point {n} change\ndecision: modifier\n"
            f"documents: [{{document: doc-{n % 30:02}, verifie_le: {day}}}]\n"
            f"communiquee: [{{le: {day}, a: [{handle(n)}, {handle(n + 1)}], par: Courriel}}]\n"
        )
        yield f"evidence/veille/vei-{year}-{n:05}.md", record(front, prose(n, "Lu, puis essayé."))
    if n % 10 == 5:  # noqa: PLR2004 - any one in ten
        kind = ("qualite", "pedagogique", "equipe", "financeurs")[n // 10 % 4]
        front = (
            f"titre: Réunion {n}\ndate: {meeting.start}\nresponsable: equipe-00\ntype: {kind}\n"
            f"participants: [equipe-00, {handle(n)}]\n"
            f"decisions: [{{quoi: Décision {n}, qui: {handle(n)}, quand: {meeting.end}}}]\n"
        )
        yield f"evidence/reunions/reu-{meeting.start}-{n:05}.md", record(front, prose(n, "Une heure."))
