"""The editions of a provider's evidence, from the narrowest reader to the widest."""

from __future__ import annotations

from enum import Enum


class Edition(Enum):
    """Who may read. What is declared for an edition is also read by every narrower one."""

    SOURCE = "source"
    """Only who opens the file in the repository: needs of a learner with a disability, the register of names."""
    TEAM = "equipe"
    """The provider's own staff: names, verdicts, gaps. What a declaration that says nothing means."""
    AUDITOR = "auditeur"
    """The auditor: codes instead of names, no computed verdict."""
    PUBLIC = "public"
    """Everybody."""

    def __init__(self, _word: str) -> None:
        self.width = len(type(self).__members__)
        """0 for the source, 3 for the public: how many come before it."""

    @property
    def french(self) -> str:
        """What follows « l'édition » in a sentence: « publique », « de l'équipe »."""
        names = {Edition.SOURCE: "source", Edition.TEAM: "de l'équipe", Edition.AUDITOR: "de l'auditeur"}
        return names.get(self, "publique")

    def shows(self, widest: Edition) -> bool:
        """Whether this edition may hold something whose widest edition is `widest`."""
        return self.width <= widest.width

    @property
    def holds_names(self) -> bool:
        """Whether the names of learners may be printed."""
        return self is Edition.TEAM

    @property
    def holds_verdicts(self) -> bool:
        """Whether computed verdicts, gaps and deadlines may be printed."""
        return self is Edition.TEAM
