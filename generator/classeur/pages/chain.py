"""The thread of one learner in a session: need, objective, adaptation, evaluation, satisfaction, action."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from classeur.dates import in_french
from classeur.kinds.pieces import Piece
from classeur.kinds.record import Record
from classeur.library import Inscription
from classeur.pages import address
from classeur.pages.columns import load_columns
from classeur.pages.facts import readable, survey_words
from classeur.pages.index import SURVEY, Index
from classeur.pages.phrases import say, shortened
from classeur.pages.view import View

_EXPECTATIONS = re.compile(r'<h2 id="attentes">.*?</h2>\s*<p>(?P<words>.*?)</p>', re.DOTALL)
LINKS = ("besoin", "objectif", "adaptation", "evaluation", "satisfaction", "action")


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain. `name` is one of `LINKS`; `open` is not finished, `locked` shows dates only."""

    name: str
    day: dt.date | None = None
    words: str = ""
    target: str = ""
    label: str = ""
    """What the target is called."""
    open: bool = False
    locked: bool = False
    due: bool = False
    """Whether `day` is still to come."""


def chain_of(view: View, index: Index, inscription: Inscription, actions: Sequence[Record]) -> tuple[Link, ...]:
    """The six links; `actions` are those born from the learner's records, else from the session's."""
    records, pieces = index.records_for(inscription), index.pieces_for(inscription)
    talks = [record for record in records if _about(record, "objet", "besoin")]
    own = [talk for talk in talks if inscription.learner in talk.texts("personne_recue")]
    talk = next(iter(own or talks), None)
    return (
        _need(view, talk, pieces),
        _objective(view, talk, inscription),
        _adaptation(view, records, inscription),
        _evaluation(view, pieces, inscription),
        _satisfaction(view, records),
        _action(view, actions),
    )


def _plain(html: str) -> str:
    """The words of a piece of the body, without its marks."""
    return unescape(re.sub(r"<[^>]+>", "", html)).replace("\n", " ")


def _about(record: Record, field: str, value: str) -> bool:
    return record.kind.name == "entretien" and value in record.texts(field)


def _need(view: View, talk: Record | None, pieces: Sequence[Piece]) -> Link:
    if talk:
        here = address.of_record(talk)
        found = _EXPECTATIONS.search(view.prose(talk, here).html)
        words = shortened(_plain(found["words"])) if found else view.title(talk)
        return Link("besoin", talk.day, words, here, talk.kind.label)
    return _from_piece(view, "besoin", pieces, "besoin-absent")


def _from_piece(view: View, name: str, pieces: Sequence[Piece], absent: str, *more: str) -> Link:
    natures = [nature for column in load_columns() if column.id in (name, *more) for nature in column.natures]
    held = [piece for piece in pieces if piece.nature in natures]
    if not held:
        return Link(name, words=say(absent), open=True)
    best = min(held, key=lambda piece: (natures.index(piece.nature), str(piece.date)))
    link = view.opens(best)
    words = best.label if link else say("ailleurs", ou=best.where) if best.where else say("a-presenter")
    return Link(name, best.date, "" if link else _capital(words), link, best.label)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _objective(view: View, talk: Record | None, inscription: Inscription) -> Link:
    if talk and talk.text("objectif") and readable(view, talk, "objectif"):
        return Link("objectif", talk.day, view.said(talk.text("objectif")), address.of_record(talk), talk.kind.label)
    programme = view.library.records.get(inscription.session.text("formation"))
    if programme and programme.texts("objectifs"):
        words = say("objectif-programme", quoi=shortened(programme.texts("objectifs")[0]))
        return Link("objectif", None, words, address.of_record(programme), programme.kind.label)
    return Link("objectif", words=say("objectif-absent"), open=True)


def _adaptation(view: View, records: Sequence[Record], inscription: Inscription) -> Link:
    asked = next((record for record in records if record.kind.name == "amenagement"), None)
    if asked and (day := asked.date("demande_le")):
        answered = asked.date("reponse_le")
        words = (
            say("amenagement-dates", demande=in_french(day), reponse=in_french(answered))
            if answered
            else say("amenagement-attente", demande=in_french(day))
        )
        return Link(
            "adaptation", day, words, address.of_record(asked), asked.kind.label, open=answered is None, locked=True
        )
    talks = [r for r in records if _about(r, "moment", "pendant") and readable(view, r, "decisions")]
    own = [(talk, text) for talk in talks for text in talk.texts("decisions") if inscription.learner in text]
    others = {other.learner for other in view.library.inscriptions_of.get(inscription.session.id, ())}
    shared = [(talk, t) for talk in talks for t in talk.texts("decisions") if not any(who in t for who in others)]
    if own or shared:
        talk, text = (own or shared)[0]
        return Link("adaptation", talk.day, view.said(text), address.of_record(talk), talk.kind.label)
    return Link("adaptation", words=say("adaptation-absente"))


def _evaluation(view: View, pieces: Sequence[Piece], inscription: Inscription) -> Link:
    """The evaluation, else the jury's word; of a skills assessment, only the day when its synthesis was handed over."""
    if inscription.session.text("categorie") != "BC":
        return _from_piece(view, "evaluation", pieces, "evaluation-absente", "jury")
    followed = inscription.parcours
    if followed is None or not readable(view, followed, "synthese_remise_le"):
        return Link("evaluation", words=say("evaluation-bilan"))
    day = followed.date("synthese_remise_le")
    return Link("evaluation", day, say("evaluation-bilan"), address.of_record(followed), followed.kind.label)


def _satisfaction(view: View, records: Sequence[Record]) -> Link:
    surveys = sorted((r for r in records if r.kind.name == SURVEY), key=lambda record: str(record.day))
    if not surveys:
        return Link("satisfaction", words=say("satisfaction-absente"), open=True)
    first = surveys[0]
    words = say("satisfaction-session", quoi=", ".join(survey_words(first)))
    return Link("satisfaction", first.day, words, address.of_record(first), view.title(first))


def _action(view: View, actions: Sequence[Record]) -> Link:
    if not actions:
        return Link("action", words=say("action-absente"))
    action = actions[0]
    field, value = action.kind.field("avancement"), action.get("avancement")
    state = view.shown(field, value).words if field and value is not None else ""
    done, due = action.date("realisee_le"), action.date("echeance")
    closed = action.text("avancement") in ("verifiee", "abandonnee")
    return Link(
        "action", done or due, state, address.of_record(action), view.title(action), open=not closed, due=done is None
    )
