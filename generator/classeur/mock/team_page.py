"""The page of a recorded mock audit in the team's edition: its file followed as it stands today, the questions."""

from __future__ import annotations

from collections.abc import Iterator

from classeur.kinds.record import Record
from classeur.library import SESSION
from classeur.mock import telling
from classeur.mock.draw import BY_LOT, Draw, DrawnLearner, DrawnSession
from classeur.mock.questions import ask
from classeur.mock.walk import Seen, Walk, WalkedStep, walk
from classeur.pages import address
from classeur.pages.index import Index, index_of
from classeur.pages.mock_remains import preparation_of
from classeur.pages.page import Page
from classeur.pages.phrases import say
from classeur.pages.tables import Cell, Column, Group, Link, Mark, Table
from classeur.pages.view import AUDIT, View
from classeur.pages.writing import write
from classeur.rules.result import Status


def mock_pages(view: View) -> Iterator[Page]:
    """One page for each mock audit that says which sessions it opened, human or drawn. Never but for the team."""
    audits = [audit for audit in view.library.published(AUDIT) if preparation_of(view, audit)]
    index = index_of(view) if audits else None
    for audit in audits:
        if index:
            yield _page(view, index, audit)


def draw_of(view: View, audit: Record) -> Draw:
    """The sessions and the files that a record says were opened; what is no longer there is left out."""
    codes = audit.texts("dossiers")
    records = (view.library.records.get(identity) for identity in audit.texts("echantillon"))
    sessions = [record for record in records if record is not None and record.kind.name == SESSION]
    drawn = tuple(
        DrawnSession(
            session,
            BY_LOT,
            tuple(
                DrawnLearner(inscription, BY_LOT)
                for inscription in view.library.inscriptions_of.get(session.id, ())
                if inscription.learner in codes
            ),
        )
        for session in sessions
    )
    return Draw(0, drawn, len(sessions), len(codes))


def _followed(audit: Record, drawn: Draw) -> DrawnLearner | None:
    """The file that was followed is the first that the record names."""
    codes = audit.texts("dossiers")
    return min(drawn.learners, key=lambda one: codes.index(one.inscription.learner), default=None)


def _page(view: View, index: Index, audit: Record) -> Page:
    drawn = draw_of(view, audit)
    chosen = _followed(audit, drawn)
    followed = walk(view, index, chosen) if chosen else None
    verdicts = [verdict for verdict in view.assessment.verdicts.values() if verdict.applies]
    title = say("preparation-titre", audit=view.title(audit))
    values = {
        "trail": (("Accueil", address.HOME), (view.title(audit), address.of_record(audit))),
        "lede": say("preparation-chapeau"),
        "walk": telling.walk_title(followed) if followed else "",
        "learner": address.of_learner(followed.learner.inscription.learner) if followed else "",
        "steps": _steps(view, followed) if followed else None,
        "asked": [(one, address.of_indicator(one.number)) for one in ask(view, drawn, verdicts)],
    }
    meta = {"hide": ["navigation", "toc"], "rubrique": "Audits"}
    return write("mock-audit.md", preparation_of(view, audit), title, values, meta)


def _steps(view: View, followed: Walk) -> Table:
    columns = tuple(Column(say(f"preparation-{name}")) for name in ("etape", "etat", "vu", "manque"))
    return Table(say("preparation-etapes"), columns, (Group("", tuple(_row(view, s) for s in followed.shown)),))


def _row(view: View, walked: WalkedStep) -> tuple[Cell, ...]:
    worst = min((lack.status for lack in walked.lacks), key=list(Status).index, default=None)
    calm = Status.WATCH if walked.disordered else Status.OK if walked.seen else Status.SOON
    return (
        Cell(walked.step.name),
        Cell(mark=Mark(telling.state_of(walked), (worst or calm).css)),
        Cell(links=tuple(_link(view, seen) for seen in walked.seen)),
        Cell(" ".join(f"{lack.words}." for lack in walked.lacks)),
    )


def _link(view: View, seen: Seen) -> Link:
    """The file when it opens, else the record that holds or is the piece."""
    day = f", {seen.day:%d/%m/%Y}" if seen.day else ""
    file = address.as_target(address.of_attachment(seen.file)) if seen.file in view.files else ""
    return f"{seen.label}{day}", file or address.of_record(seen.record)
