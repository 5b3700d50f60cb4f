"""What a skills assessment leaves behind: receipts and dates; its working papers belong to nobody's project."""

from __future__ import annotations

from collections.abc import Iterator

from classeur.about import sessions_of_piece
from classeur.finding import Finding
from classeur.library import Library
from classeur.messages import finding

_ASSESSMENT = "BC"


def check_assessments(library: Library) -> Iterator[Finding]:
    """A finding for each working paper of a skills assessment, in a draft too: git keeps what it was given.

    Code du travail, R. 6313-7: the papers are destroyed at the end; the synthesis is handed to the person alone.
    """
    for piece in library.all_pieces():
        if piece.nature in library.kinds.assessment_papers:
            sessions = (library.records[session] for session in sessions_of_piece(library, piece))
            if any(session.text("categorie") == _ASSESSMENT for session in sessions):
                yield finding("papier-de-bilan", piece.place, label=piece.label)
