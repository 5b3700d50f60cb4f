"""What git could not witness, said to people: one sentence for the terminal and for the pages of the team."""

from __future__ import annotations

from classeur.read.history import History, Witness

_TOLD = {
    Witness.ABSENT: "git n'est pas installé sur cet ordinateur : personne ne dit quand les fiches ont été écrites.",
    Witness.NO_REPOSITORY: "ce dossier n'est pas suivi par git : personne ne dit quand les fiches ont été écrites.",
    Witness.NO_COMMIT: "rien n'est encore enregistré dans git : personne ne dit quand les fiches ont été écrites.",
    Witness.SHALLOW: (
        "l'historique de git est tronqué, les dates d'écriture n'y sont pas ;"
        " « git fetch --unshallow » va le chercher en entier (un travail pour la personne qui tient le dépôt)."
    ),
    Witness.OWNED: (
        "ce dossier appartient à un autre compte, git refuse d'en lire l'historique ;"
        " « git config --global --add safe.directory » suivi du chemin du dossier l'y autorise."
    ),
    Witness.BROKEN: "l'historique de git ne se lit pas : personne ne dit quand les fiches ont été écrites.",
}


def told(history: History) -> str:
    """What git can't tell of a project, in a sentence without its capital; empty when it tells everything."""
    if history.witness is not Witness.FULL:
        return _TOLD[history.witness]
    count = len(history.uncommitted)
    if not count:
        return ""
    what = f"{count} fichiers changés ne sont pas encore enregistrés" if count > 1 else _ONE
    return f"{what} ; les dates d'écriture sont celles du dernier enregistrement."


_ONE = "1 fichier changé n'est pas encore enregistré"
