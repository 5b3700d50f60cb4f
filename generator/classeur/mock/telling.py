"""The sentences of a mock audit, shared by the terminal, the page to print, the spreadsheet and the JSON."""

from __future__ import annotations

import datetime as dt

from classeur.dates import in_french, span_in_french
from classeur.finding import Grade
from classeur.mock.draw import BY_LOT, DrawnSession
from classeur.mock.predicting import Prediction, Reach
from classeur.mock.report import MockAudit
from classeur.mock.strengths import Strength
from classeur.mock.traits import load_traits
from classeur.mock.walk import Walk, WalkedStep
from classeur.pages.french import counted
from classeur.reporting import summary
from classeur.rules.result import Status

TITLES = {
    Reach.DRAWN: "Dans les dossiers tirés",
    Reach.ANYWHERE: "Quel que soit le tirage",
    Reach.OUTSIDE: "Hors du tirage",
}
LEDES = {
    Reach.DRAWN: "Ces écarts sont dans les sessions ou les dossiers tirés : l’auditeur les lit.",
    Reach.ANYWHERE: "Procédures, pages publiques, registres, plan : chaque audit les ouvre.",
    Reach.OUTSIDE: "Ce tirage les laisse de côté ; un autre les trouverait.",
}
_QUIET = dt.timedelta(days=45)
"""Days without a single dated record after which an audit is played ahead of what is known."""
_GRADES = {
    Grade.ERROR: "erreur",
    Grade.MAJOR: "majeure",
    Grade.MINOR: "mineure",
    Grade.WATCH: "vigilance",
    Grade.CONFIRM: "à confirmer",
}


def grade_words(grade: Grade) -> str:
    """« majeure », « à confirmer »."""
    return _GRADES[grade]


def stake(prediction: Prediction) -> str:
    """The grade, and what it hangs on: « majeure : 1 sur 4 », « majeure si ce dossier est tiré : 1 sur 33 »."""
    found = prediction.finding
    words = grade_words(found.grade)
    if prediction.reach is Reach.OUTSIDE:
        one = len(prediction.outside) == 1
        words += " si ce dossier est tiré" if one else " si l’un de ces dossiers est tiré"
    return f"{words} : {found.extent}" if found.extent else words


def subject(prediction: Prediction) -> str:
    """« indicateur 4 », or what has none: « aucun indicateur »."""
    number = prediction.finding.indicator
    return f"indicateur {number}" if number else "aucun indicateur"


def why(reason: str) -> str:
    """Why a session or a learner was drawn: « au sort », or the trait that an auditor looks for."""
    if reason == BY_LOT:
        return "au sort"
    return next(trait.reason for trait in load_traits() if trait.id == reason)


def type_words(mock: MockAudit) -> str:
    """The type of audit that is played, in the words of the kind: « surveillance »."""
    kind = mock.assessment.library.kinds.by_name.get("audit")
    field = kind.field("type") if kind else None
    labels = (field.values or {}) if field else {}
    return labels.get(mock.request.kind, mock.request.kind).lower()


def title(mock: MockAudit) -> str:
    """« audit blanc du 21 novembre 2026 »."""
    return f"audit blanc du {in_french(mock.date)}"


def played(mock: MockAudit) -> str:
    """What was played: « surveillance, référentiel 2026, 33 indicateurs, sessions depuis le 18 juin 2025 »."""
    numbers = counted(len(mock.scope.numbers), "indicateur")
    since = in_french(mock.assessment.since)
    return f"{type_words(mock)}, référentiel {mock.assessment.version.year}, {numbers}, sessions depuis le {since}"


def scope_words(mock: MockAudit) -> str:
    """What the scope leaves out, and what makes it unsure; empty when everything that applies is looked at."""
    told = []
    left = sorted(set(mock.applying) - set(mock.scope.numbers))
    if left:
        numbers = ", ".join(map(str, left))
        them = "les ouvrir" if len(left) > 1 else "l’ouvrir"
        told.append(f"Cet audit n’est pas tenu de revoir : {numbers}. L’auditeur reste libre de {them}.")
    if mock.scope.entrant_unknown:
        told.append(
            "Rien ne dit ici si vous étiez nouvel entrant à l’audit initial (« nouvel_entrant: oui » ou « non », "
            "dans la fiche de cet audit) : si oui, la surveillance revoit tout."
        )
    return " ".join(told)


def ahead_words(mock: MockAudit) -> str:
    """That the audit is played ahead of what is written; empty where the records reach its day."""
    last = mock.last_fact
    if last is None or mock.date - last <= _QUIET:
        return ""
    return (
        f"La fiche la plus récente est du {in_french(last)} : ce qui doit être fait d’ici le {in_french(mock.date)} "
        "compte ici comme manquant."
    )


def drawn_words(mock: MockAudit) -> str:
    """« 6 sessions tirées sur 9, 12 dossiers sur 33 »."""
    draw = mock.draw
    if not draw.sessions:
        return "aucune session à tirer : rien n’a commencé dans la période, ou personne n’y est inscrit"
    sessions = counted(len(draw.sessions), "session tirée", "sessions tirées")
    files = counted(len(draw.learners), "dossier")
    return f"{sessions} sur {draw.possible_sessions}, {files} sur {draw.possible_learners}"


def again(mock: MockAudit) -> str:
    """The command that makes the same draw again."""
    asked = mock.request
    return (
        f"classeur audit --date {mock.date.isoformat()} --type {asked.kind} --seed {asked.seed}"
        f" --sessions {asked.sessions} --learners {asked.learners}"
    )


def session_facts(drawn: DrawnSession) -> str:
    """« AF, 2 au 13 févr. 2026 »."""
    session = drawn.session
    start, end = session.date("debut"), session.date("fin")
    days = span_in_french(start, end or start) if start else ""
    return ", ".join(filter(None, (session.text("categorie"), days)))


def accumulation(mock: MockAudit) -> str:
    """What the predicted minors add up to, once they are five; empty below."""
    added = mock.minors
    if not added.reached:
        return ""
    unsure = "" if added.sure else " (seuil lu dans des sources secondaires, à confirmer)"
    return (
        f"{added.count} mineures prévues : {added.threshold} mineures encore ouvertes à la décision comptent comme une "
        f"majeure{unsure}. Fermez-en avant l’audit."
    )


def walk_title(walk: Walk) -> str:
    """« Le dossier B-2026-004, md-2026-02, de bout en bout : 9 étapes, 1 écart »."""
    inscription = walk.learner.inscription
    gaps = counted(walk.lacks, "écart") if walk.lacks else "aucun écart"
    steps = counted(len(walk.shown), "étape")
    return f"Le dossier {inscription.learner}, {inscription.session.id}, de bout en bout : {steps}, {gaps}"


def state_of(step: WalkedStep) -> str:
    """One or two words on a step: what is missing first, then its order, then what is still to come."""
    if step.lacks:
        return counted(len(step.lacks), "écart")
    if step.disordered:
        return "hors de l’ordre"
    if step.seen:
        return "en ordre"
    return "à venir" if step.coming else "rien à voir"


def worst_of(step: WalkedStep) -> str:
    """The grade of the gravest gap of a step, as a word without accent; empty where nothing is missing."""
    words = {Status.MAJOR: Grade.MAJOR, Status.MINOR: Grade.MINOR, Status.CONFIRM: Grade.CONFIRM}
    ranked = sorted((words.get(lack.status, Grade.WATCH) for lack in step.lacks), key=lambda grade: grade.rank)
    return ranked[0].value if ranked else ""


def total(mock: MockAudit) -> str:
    """« 4 majeures, 3 mineures », then how many stand outside what this audit looks at."""
    inside = summary(one.finding for one in mock.predictions if one.in_scope)
    outside = sum(not one.in_scope for one in mock.predictions)
    return f"{inside} ; {counted(outside, 'autre')} hors de ce que cet audit revoit" if outside else inside


def strength_words(strength: Strength) -> str:
    """« Un positionnement pour chaque inscrit… : 33 cas sur 33, 9 pièces ouvertes, 2 fiches »."""
    proofs = [counted(strength.opened, "pièce ouverte", "pièces ouvertes")] if strength.opened else []
    proofs += [counted(strength.records, "fiche lue", "fiches lues")] if strength.records else []
    return ", ".join([f"{strength.label} : {strength.cases} sur {strength.cases}", *proofs])
