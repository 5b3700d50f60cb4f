"""Every sentence that reading, validating, linking, rendering and sealing can say, in one closed list."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from classeur.finding import Finding, Grade, Place


@dataclass(frozen=True, slots=True)
class Message:
    """What is wrong, what to do, and how serious it is. Braces are filled by the caller."""

    sentence: str
    remedy: str
    grade: Grade = Grade.ERROR


MESSAGES: dict[str, Message] = {
    # Reading a file
    "fichier-illisible": Message(
        "Ce fichier ne peut pas être lu : {cause}.",
        "Vérifiez ses droits d'accès, ou remettez-le depuis une sauvegarde.",
    ),
    "fichier-encodage": Message(
        "Ce fichier n'est pas en UTF-8 : l'octet {byte} de la ligne {line} n'y a pas de sens.",
        "Enregistrez-le de nouveau en choisissant l'encodage « UTF-8 » dans votre éditeur.",
    ),
    "fichier-trop-gros": Message(
        "Cette fiche pèse {size}, et une fiche ne dépasse pas {limit}.",
        "Gardez le texte utile ici et joignez le reste comme pièce (PDF, image).",
    ),
    "fichier-nom": Message(
        "Le nom « {name} » ne peut pas servir sur tous les ordinateurs : {cause}.",
        "Renommez le fichier avec des minuscules, des chiffres et des tirets.",
    ),
    "chemin-hors-projet": Message(
        "Le chemin « {target} » sort du dossier du projet.",
        "Copiez le fichier dans le projet, puis écrivez son chemin depuis le dossier de la fiche.",
    ),
    "lien-symbolique": Message(
        "Ce raccourci (lien symbolique) mène {where}.",
        "Remplacez-le par ce qu'il montre.",
    ),
    "lien-de-travail": Message(
        "Ce raccourci (lien symbolique) se trouve là où Classeur écrit et efface : il n'y touche pas.",
        "Supprimez-le, Classeur refera ce qu'il lui faut.",
    ),
    "fiche-extension": Message(
        "Ce fichier finit par « {ending} » : il n'est pas lu comme une fiche.",
        "Renommez-le {repaired}.",
    ),
    "dossier-inconnu": Message(
        "Aucun genre de fiche n'est rangé dans « {folder} ».{hint}",
        "Déplacez la fiche dans le dossier de son genre, par exemple evidence/entretiens.",
    ),
    "organisme-absent": Message(
        "Le fichier organisme.yml manque : il dit qui est le prestataire.",
        "Créez-le à la racine du projet ; « classeur new organisme » en écrit un modèle.",
    ),
    # Front matter
    "entete-absent": Message(
        "La fiche ne commence pas par un en-tête entre deux lignes « --- ».",
        "Ajoutez « --- » en toute première ligne, puis les champs, puis une seconde ligne « --- ».",
    ),
    "entete-ouvert": Message(
        "L'en-tête commencé ici n'est jamais refermé.",
        "Ajoutez une ligne « --- » entre le dernier champ et le texte.",
    ),
    "entete-trop-long": Message(
        "L'en-tête dépasse 64 Kio.",
        "Gardez les champs dans l'en-tête et passez le texte long dans le corps de la fiche.",
    ),
    "entete-trop-profond": Message(
        "L'en-tête imbrique plus de 20 niveaux de listes.",
        "Écrivez ces informations sur moins de niveaux.",
    ),
    "yaml-invalide": Message(
        "L'en-tête est mal écrit ici : {cause}.",
        "Corrigez cette ligne ; chaque ligne a la forme « champ: valeur ».",
    ),
    "yaml-deux-points": Message(
        "Un deux-points suivi d'une espace coupe cette valeur en deux.",
        "Mettez la valeur entre guillemets : {repaired}",
    ),
    "yaml-guillemet": Message(
        "Un guillemet ouvert ici n'est pas refermé.",
        "Refermez le guillemet à la fin de la valeur : {repaired}",
    ),
    "yaml-guillemet-interieur": Message(
        "Le guillemet se referme ici, avant la fin de la valeur.",
        "Mettez toute la valeur entre guillemets : {repaired}",
    ),
    "yaml-signe": Message(
        "Un texte qui commence par « {sign} » a besoin de guillemets.",
        "Mettez la valeur entre guillemets : {repaired}",
    ),
    "yaml-invisible": Message(
        "Un caractère invisible ({code}) s'est glissé ici, souvent par un copier-coller.",
        "Effacez-le, ou retapez la ligne.",
    ),
    "yaml-tabulation": Message(
        "Cette ligne commence par une tabulation, que l'en-tête n'accepte pas.",
        "Remplacez-la par des espaces : aucune devant un champ, deux devant un tiret de liste.",
    ),
    "yaml-interdit": Message(
        "L'en-tête n'accepte pas {what}.",
        "Écrivez la valeur en toutes lettres à cet endroit, entre guillemets si elle commence par un signe.",
    ),
    "yaml-liste": Message(
        "L'en-tête doit être une suite de lignes « champ: valeur ».",
        "Commencez chaque ligne par le nom d'un champ, suivi de deux-points et d'une espace.",
    ),
    "cle-double": Message(
        "Le champ « {key} » est écrit deux fois ; la première fois ligne {first}.",
        "Gardez une seule ligne « {key}: ».",
    ),
    "cle-inconnue": Message(
        "« {key} » n'est pas un champ de {kind}.{hint}",
        "Corrigez le nom du champ, ou retirez la ligne.{known}",
    ),
    # Values
    "valeur-liste": Message(
        "« {key} » attend {expected}, pas {found}.",
        "Écrivez par exemple : {example}",
    ),
    "valeur-lignes": Message(
        "« {key} » attend une liste de lignes, chacune avec ses champs.",
        "Écrivez par exemple : {example}",
    ),
    "valeur-type": Message(
        "« {value} » n'est pas {expected}.",
        "Écrivez {example}.",
    ),
    "date-ecriture": Message(
        "« {value} » n'est pas une date écrite dans l'ordre année-mois-jour.",
        "Écrivez {repaired}.",
    ),
    "date-impossible": Message(
        "Le {value} n'existe pas dans le calendrier.",
        "Vérifiez le jour et le mois : une date s'écrit 2026-11-21.",
    ),
    "valeur-inconnue": Message(
        "« {value} » n'est pas une valeur possible de « {key} ».{hint}",
        "Choisissez parmi : {known}.",
    ),
    "liste-trop-longue": Message(
        "« {key} » compte {count} valeurs, et pas plus de {maximum} sont acceptées.",
        "Gardez les {maximum} plus parlantes.",
    ),
    "champ-requis": Message(
        "Il manque le champ « {key} » ({label}).",
        "Ajoutez une ligne « {key}: » {where}. {help}",
    ),
    "champ-vide": Message(
        "Le champ « {key} » ({label}) est vide.",
        "Écrivez sa valeur après « {key}: ». {help}",
    ),
    "recit-refuse": Message(
        "{what} n'a pas sa place dans une fiche « {kind} », qui ne garde que des dates et des états.",
        "Retirez-le, ou renommez le fichier : le récit et les noms se gardent hors du dépôt. S'il a déjà été enregistré"
        " dans git, il y reste lisible : dites-le à la personne qui tient le dépôt.",
    ),
    "bornes-dates": Message(
        "{later} ({end}) vient avant {earlier} ({start}).",
        "Corrigez l'une des deux dates.",
    ),
    # Identity
    "id-forme": Message(
        "Le nom du fichier « {name} » ne peut pas servir d'identifiant.",
        "Renommez-le avec des minuscules sans accent, des chiffres et des tirets : {repaired}.md.",
    ),
    "id-sans-chiffre": Message(
        "L'identifiant « {name} » n'a pas de chiffre : il se confondrait avec un mot ordinaire.",
        "Ajoutez un numéro ou une date au nom du fichier, par exemple {name}-01.md.",
    ),
    "code-forme": Message(
        "« {code} » ne peut pas servir de code.",
        "Écrivez une lettre, puis des lettres, des chiffres et des tirets, par exemple B-2026-014.",
    ),
    "code-double": Message(
        "Le code « {code} » est déjà celui de la personne de la ligne {first}.",
        "Donnez à chaque personne son code, ou retirez la ligne en trop.",
    ),
    "id-double": Message(
        "L'identifiant « {name} » est déjà celui de {other}.",
        "Renommez l'un des deux fichiers : un identifiant ne sert qu'une fois.",
    ),
    "genre-inconnu": Message(
        "« {value} » n'est pas un genre de fiche.{hint}",
        "Écrivez l'un de : {known}.",
    ),
    "genre-absent": Message(
        "Rien ne dit de quel genre est cette page de content/.",
        "Ajoutez une ligne « genre: page » (ou {known}) dans l'en-tête.",
    ),
    "genre-deplace": Message(
        "Une fiche de genre « {kind} » ne se range pas ici.",
        "Déplacez-la dans {folder}, ou corrigez la ligne « genre: ».",
    ),
    # Links
    "lien-mort": Message(
        "« {value} » ne désigne aucune fiche.{hint}",
        "Corrigez l'identifiant, ou créez la fiche.",
    ),
    "lien-genre": Message(
        "« {value} » est une fiche de genre « {actual} », et « {key} » attend {expected}.",
        "Mettez l'identifiant d'une fiche du bon genre.",
    ),
    "lien-texte": Message(
        "Le lien vers « {target} » ne mène à rien.{hint}",
        "Corrigez le chemin, qui part du dossier de cette fiche.",
    ),
    "personne-inconnue": Message(
        "« {value} » n'est ni un code du registre des noms, ni un membre de l'équipe.{hint}",
        "Cherchez son code dans evidence/personnes.yml, ou ajoutez-y la personne.",
    ),
    "personne-hors-session": Message(
        "{value} n'est pas inscrit à {session}.",
        "Corrigez le code ou la session ; si la personne y était, ajoutez-la aux « inscrits » de la session.",
        Grade.WATCH,
    ),
    "inscrit-double": Message(
        "{value} est inscrit deux fois à cette session ; la première fois ligne {first}.",
        "Gardez une seule ligne pour cette personne.",
    ),
    "inscrit-genre": Message(
        "« {value} » {what} : un inscrit est une personne formée.",
        "Écrivez le code que la personne a dans evidence/personnes.yml, une ligne par personne.",
    ),
    "parcours-double": Message(
        "Le parcours de {value} dans {session} a déjà sa fiche : {other}.",
        "Gardez une seule des deux fiches, et recopiez-y ce que l'autre dit de plus.",
    ),
    "sortie-contredite": Message(
        "La sortie est le {day} ici, et le {other} dans la session {session}.",
        "Gardez la vraie date aux deux endroits ; celle de la session suffit, « sortie » peut se retirer d'ici.",
    ),
    "piece-autrui": Message(
        "Cette pièce est dans le parcours de {learner}, et « pour » nomme {value}.",
        "Retirez « pour » si elle sert {learner} ; sinon écrivez-la dans la session, ou dans le parcours de {value}.",
    ),
    "nom-ecrit": Message(
        "{what} de {code} est écrit ici en toutes lettres.",
        "Écrivez « {code} » à la place : seul evidence/personnes.yml porte les noms, et git garde ce qu'on y a mis.",
        Grade.WATCH,
    ),
    "equipe-inconnue": Message(
        "« {value} » n'est le nom court de personne dans l'équipe.{hint}",
        "Corrigez-le, ou ajoutez la personne à « equipe » dans organisme.yml.",
    ),
    "regle-inconnue": Message(
        "« {value} » n'est pas une règle connue.{hint}",
        "Corrigez l'identifiant de la règle ; « classeur check » cite celui de chaque constat.",
    ),
    "parametre-inconnu": Message(
        "« {value} » n'est pas un paramètre des règles.{hint}",
        "Choisissez parmi : {known}.",
    ),
    # Pieces
    "piece-sans-place": Message(
        "Cette pièce ne dit ni son fichier, ni où elle est gardée.",
        "Ajoutez « fichier: » avec son chemin, ou « ou: » avec l'outil ou l'étagère.",
    ),
    "piece-absente": Message(
        "Le fichier « {target} » n'existe pas.{hint}",
        "Déposez le fichier à cet endroit, ou corrigez son chemin (il part du dossier de la fiche).",
    ),
    "piece-orpheline": Message(
        "Aucune fiche ne nomme ce fichier : personne ne le trouvera.",
        "Nommez-le dans « pieces » d'une fiche (« fichier: »), ou retirez-le du projet.",
    ),
    "papier-de-bilan": Message(
        "« {label} » : les documents de travail d'un bilan de compétences ne se gardent dans aucun projet.",
        "Retirez-le, de l'historique de git aussi, et notez dans le parcours les jours où la synthèse est remise"
        " (synthese_remise_le) et les papiers détruits (documents_detruits_le). Si ce n'en est pas un, dites sa vraie"
        " nature ; le reçu de la synthèse est « remise-synthese ».",
    ),
    "depot-nature": Message(
        "« {value} » n'est pas une nature de pièce.{hint}",
        "Renommez le fichier : la nature, deux tirets, le code, deux tirets, la date. Natures : {known}.",
    ),
    "depot-date": Message(
        "« {value} » n'est pas une date du calendrier écrite dans l'ordre année-mois-jour.",
        "Renommez le fichier avec la date dans cet ordre, par exemple {example}.",
    ),
    "depot-code": Message(
        "« {value} » n'est pas le code d'une personne {of}.",
        "Renommez le fichier avec le bon code : {known}.",
    ),
    "depot-nom": Message(
        "Le morceau « {value} » de ce nom n'est ni un code, ni une date, ni un numéro.",
        "Renommez le fichier : nature--CODE--AAAA-MM-JJ--signee-AAAA-MM-JJ--N, dans cet ordre, sans autre morceau.",
    ),
    "depot-dossier": Message(
        "Ce dossier de pièces ne correspond à aucune fiche : « {folder} ».{hint}",
        "Donnez au dossier le nom exact de la fiche, ou créez la fiche.",
    ),
    "piece-vide": Message(
        "Ce fichier est vide : il ne montre rien, et ne compte pas comme preuve.",
        "Déposez le document à sa place, ou retirez le fichier.",
        Grade.WATCH,
    ),
    "piece-verrouillee": Message(
        "Ce fichier demande un mot de passe : l'auditeur ne pourra pas l'ouvrir.",
        "Enregistrez-en une copie sans mot de passe à la même place ; d'ici là, la pièce est déclarée, pas vue.",
        Grade.WATCH,
    ),
    "piece-abimee": Message(
        "Ce fichier est abîmé : il ne s'ouvre pas.",
        "Remettez-le depuis une sauvegarde, ou numérisez-le de nouveau ; d'ici là, la pièce est déclarée, pas vue.",
        Grade.WATCH,
    ),
    "piece-type": Message(
        "L'extension « .{extension} » annonce {promised}, et le fichier contient {found}.",
        "{repair}",
        Grade.WATCH,
    ),
    "piece-meme-fichier": Message(
        "Ce fichier est, à l'octet près, une copie de {other}, et ils ne sont pas rangés pareil : {why}.",
        "Remettez ici le bon document ; si un seul document sert vraiment deux fois, gardez un seul fichier et"
        " nommez-le dans les « pieces » de la fiche.",
        Grade.WATCH,
    ),
    # Declarations of kinds and rules
    "declaration-genre": Message(
        "La déclaration du genre est fausse : {cause}.",
        "Corrigez le fichier ; comparez-le à un genre livré avec Classeur.",
    ),
    "declaration-regle": Message(
        "La déclaration de la règle est fausse : {cause}.",
        "Corrigez le fichier ; comparez-le à une règle livrée avec Classeur.",
    ),
    # The référentiel
    "sans-objet-contredit": Message(
        "L'indicateur {indicator} est déclaré sans objet, mais il s'applique : {reason}.",
        "Retirez la ligne de « sans_objet » dans organisme.yml, ou corrigez ce qui le rend applicable.",
        Grade.WATCH,
    ),
    "sans-objet-muet": Message(
        "L'indicateur {indicator} est commun à tous et ne s'applique pas ici ({reason}), sans raison écrite.",
        "Ajoutez l'indicateur {indicator} et sa raison à « sans_objet » dans organisme.yml.",
        Grade.WATCH,
    ),
    # Rendering
    "reglage-ignore": Message(
        "Le réglage « {key} » de mkdocs.yml ne passe pas dans les sites : {cause}.",
        "Retirez-le ou corrigez-le ; ce qui se règle là : {known}.",
        Grade.WATCH,
    ),
    "rendu": Message(
        "MkDocs signale un défaut du site produit : {cause}",
        "Corrigez le lien ou l'image de la fiche citée ; s'il est question d'un modèle ou d'une icône, vos fichiers de"
        " overrides/ et « theme » dans mkdocs.yml.",
    ),
    "adresse-page": Message(
        "L'adresse « {address} » ne peut pas servir dans l'édition {edition} : {cause}.",
        "Renommez l'un des fichiers de content/ dont elle vient, puis recommencez.",
    ),
    # Sealing
    "registre-absent": Message(
        "Le registre evidence/personnes.yml manque : on ne peut pas vérifier qu'aucun nom ne sort.",
        "Remettez le registre à sa place avant de publier l'édition {edition}.",
    ),
    "fuite-nom": Message(
        "Le nom de {code} paraît dans l'édition {edition}.",
        "Retirez le nom de la fiche d'où vient cette page : « classeur check » en donne la ligne. Le code non plus"
        " ne se montre pas au public.",
    ),
    "fuite-nom-famille": Message(
        "« {value} », nom de famille de {code}, paraît seul dans l'édition {edition}.",
        "Retirez-le ; si c'est un mot ordinaire ou un collègue, ajoutez-le à « noms_admis » dans organisme.yml, daté.",
    ),
    "fuite-contact": Message(
        "{what} de {code} paraît dans l'édition {edition}.",
        "Retirez cette coordonnée à la source de cette page.",
    ),
    "fuite-identifiant": Message(
        "L'identifiant interne « {value} » paraît dans l'édition {edition}.",
        "Retirez-le du texte public : il ne dit rien à un lecteur et désigne une preuve interne.",
    ),
    "fuite-reservee": Message(
        "Une valeur réservée (« {key} » de {value}) paraît dans l'édition {edition}.",
        "Retirez la phrase de la fiche d'où vient cette page : ce champ ne se recopie nulle part.",
    ),
}


def finding(rule: str, place: Place, *, subject: object = "", **values: object) -> Finding:
    """Build a finding from the closed list.

    Raises:
        KeyError: `rule` is not in the list, or a value that its sentences need is missing.
    """
    message = MESSAGES[rule]
    return Finding(
        rule=rule,
        grade=message.grade,
        message=message.sentence.format_map(values),
        remedy=message.remedy.format_map(values).rstrip(),
        place=place,
        subject=str(subject),
    )


def nearest(word: str, known: Iterable[str]) -> str:
    """« Vouliez-vous dire « … » ? » with a leading space, or nothing when no known word is near."""
    return did_you_mean(closest(word, known))


def closest(word: str, known: Iterable[str]) -> str:
    """The known word that is nearest, whatever its case; an empty text when none is near."""
    folded = {candidate.casefold(): candidate for candidate in known}
    close = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else ""


def did_you_mean(word: str) -> str:
    """The question that ends a sentence, with a leading space; nothing for an empty word."""
    return f" Vouliez-vous dire « {word} » ?" if word else ""
