"""The page of each learner, by code (by name in the team's edition): one section a session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from classeur.kinds.record import Record
from classeur.library import Inscription
from classeur.pages import address
from classeur.pages.chain import Link, chain_of
from classeur.pages.deliveries import for_guardians, received
from classeur.pages.delivery import Delivery
from classeur.pages.following import facts_beside
from classeur.pages.index import Index, index_of
from classeur.pages.matrix import cells_of
from classeur.pages.page import Page
from classeur.pages.record_tables import ListedPiece, pieces_of
from classeur.pages.session_gaps import Gap, gaps_of_learner
from classeur.pages.timeline import Part, facts_of_learner, parts_of
from classeur.pages.view import Shown, View
from classeur.pages.writing import write
from classeur.rules.result import Status


@dataclass(frozen=True, slots=True)
class Following:
    """A learner in one session, as the page tells it. `have` of `total` expected pieces, `waiting` not yet due."""

    session: Record
    title: str
    target: str
    start: dt.date
    end: dt.date
    facts: tuple[Shown, ...]
    followed: str
    """The address of the parcours, where there is one."""
    referent: str
    chain: tuple[Link, ...]
    parts: tuple[Part, ...]
    pieces: tuple[ListedPiece, ...]
    received: tuple[tuple[Delivery, bool], ...]
    """What was given, and whether it was to those who answer for a learner under 18."""
    gaps: tuple[Gap, ...]
    have: int
    total: int
    waiting: int
    adaptations: tuple[tuple[str, dt.date | None, dt.date | None], ...]


def learner_pages(view: View) -> Iterator[Page]:
    """One page for each learner of a session that the edition shows."""
    index = index_of(view)
    born = _actions(index)
    for code in dict.fromkeys(inscription.learner for inscription in view.library.inscriptions):
        own = [i for i in view.library.inscriptions_of[code] if view.shows_record(i.session)]
        if own:
            yield _page(view, index, code, own, born)


def _actions(index: Index) -> dict[str, tuple[Record, ...]]:
    """Actions born from what concerns a whole session, once for all its learners."""
    shared = {session: records for (session, learner), records in index.records.items() if not learner}
    return {session: index.actions_of(records) for session, records in shared.items()}


def _page(view: View, index: Index, code: str, own: list[Inscription], born: dict[str, tuple[Record, ...]]) -> Page:
    followings = tuple(_following(view, index, inscription, born) for inscription in own)
    gaps = [gap for following in followings for gap in following.gaps]
    values = {
        "code": code,
        "named": view.name(code) != code,
        "followings": followings,
        "verdicts": view.edition.holds_verdicts,
        "state": list(Status)[min(gap.rank for gap in gaps)] if gaps else Status.OK,
        "gap_count": len(gaps),
        "referent": view.name(view.library.provider.text("referent_handicap")),
    }
    meta = {
        "hide": ["navigation", "toc"],
        "rubrique": "Personnes",
        "tags": list(dict.fromkeys((code, view.name(code)))),
    }
    return write("learner.md", address.of_learner(code), view.name(code), values, meta)


def _following(view: View, index: Index, inscription: Inscription, born: dict[str, tuple[Record, ...]]) -> Following:
    session, learner = inscription.session, inscription.learner
    cells = [cell for cell in cells_of(view, index, inscription) if cell.css != Status.NA.css]
    own = index.actions_of(index.records.get((session.id, learner), ()))
    records, followed = index.records_for(inscription), inscription.parcours
    return Following(
        session=session,
        title=view.title(session),
        target=address.of_record(session),
        start=inscription.start,
        end=session.date("fin") or inscription.end,
        facts=facts_beside(view, inscription),
        followed=address.of_record(followed) if followed and view.shows_record(followed) else "",
        referent=view.name(session.text("referent_pedagogique")),
        chain=chain_of(view, index, inscription, own or born.get(session.id, ())),
        parts=parts_of(
            facts_of_learner(view, index, inscription), inscription.start, session.date("fin") or inscription.end
        ),
        pieces=pieces_of(view, index.pieces_for(inscription), alone=True),
        received=tuple((one, for_guardians(one)) for one in received(view, index, inscription)),
        gaps=gaps_of_learner(view, index, session, learner),
        have=sum(cell.css == Status.OK.css or cell.shape == "p-shelf" for cell in cells),
        total=sum(cell.css != Status.SOON.css for cell in cells),
        waiting=sum(cell.css == Status.SOON.css for cell in cells),
        adaptations=tuple(
            (address.of_record(record), record.date("demande_le"), record.date("reponse_le"))
            for record in records
            if record.kind.name == "amenagement"
        ),
    )
