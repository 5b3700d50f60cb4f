"""The provider's own facts that questions name: a drawn session, its learner, a procedure, the latest complaint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from classeur.kinds.record import Record
from classeur.mock.draw import Draw, DrawnSession
from classeur.pages.columns import REMOTE
from classeur.pages.versions import in_force
from classeur.pages.view import View
from classeur.referential import Indicator

PROCEDURE = "procedure-"
"""What starts the name of a procedure's fact: `procedure-violences`."""
NAMES = (
    *("session", "personne", "programme", "certification", "formateur", "tiers", "lieu", "apprenti", "entreprise"),
    *("distance", "livret", "alerte", "reclamation", "action", "partenaire"),
    *("veille-legale", "veille-metiers", "veille-pedagogie"),
)
"""The other facts; an empty text where the provider has none."""
_WATCHES = {
    "veille-legale": "legale-reglementaire",
    "veille-metiers": "emplois-metiers",
    "veille-pedagogie": "pedagogie-technologie",
}
_OUTSIDE = ("independant", "organisme", "porte")


@dataclass(frozen=True)
class Facts:
    """The facts of a provider, seen from a draw. Learners are told by their codes."""

    view: View
    draw: Draw

    def about(self, indicator: Indicator) -> Mapping[str, str]:
        """The facts for the questions of an indicator: it speaks of another drawn session than its neighbour."""
        fitting = [d for d in self.draw.sessions if d.session.text("categorie") in indicator.categories]
        drawn = fitting[indicator.number % len(fitting)] if fitting else None
        return {**self._fixed, **(self._of_session(drawn) if drawn else {})}

    def _of_session(self, drawn: DrawnSession) -> dict[str, str]:
        session = drawn.session
        programme = self._named(session.text("formation"))
        trainers = [self.view.name(name) for name in session.texts("intervenants")]
        facts = {
            "session": self.view.title(session),
            "personne": drawn.learners[0].inscription.learner if drawn.learners else "",
            "programme": self.view.title(programme) if programme else "",
            "formateur": trainers[0] if trainers else "",
            "lieu": next((self.view.place(name) for name in session.texts("lieu")), ""),
        }
        return {name: words for name, words in facts.items() if words}

    @cached_property
    def _fixed(self) -> Mapping[str, str]:
        """The facts that do not change with the indicator."""
        apprentices = [d for d in self.draw.sessions if d.session.get("categorie") == "CFA" and d.learners]
        remote = next((d.session for d in self.draw.sessions if d.session.get("modalite") in REMOTE), None)
        employers = [
            self._named(str(drawn.inscription.get("entreprise") or "")) for d in apprentices for drawn in d.learners
        ]
        facts = {
            "apprenti": apprentices[0].learners[0].inscription.learner if apprentices else "",
            "entreprise": next((self.view.title(firm) for firm in employers if firm), ""),
            "distance": self.view.title(remote) if remote else "",
            "certification": self._first("certification"),
            "livret": self._booklet(),
            "tiers": self._outsider(),
            "alerte": self._latest("alerte", by_id=True),
            "reclamation": self._latest("reclamation"),
            "action": self._latest("action"),
            "partenaire": self._partner(),
            **{name: self._latest("veille", ("domaine", domain)) for name, domain in _WATCHES.items()},
            **dict(self._procedures()),
        }
        return {**dict.fromkeys(NAMES, ""), **facts}

    def _booklet(self) -> str:
        booklet = next(iter(self.view.library.published("livret")), None)
        if booklet is None:
            return ""
        version = in_force(booklet, self.view.assessment.date)
        return f"{booklet.title}, version {version.name.removeprefix('v')}" if version else booklet.title

    def _named(self, identity: str) -> Record | None:
        return self.view.library.records.get(identity)

    def _published(self, kind: str) -> Sequence[Record]:
        """Those whose day has come: nobody asks about what is planned."""
        today = self.view.assessment.date
        return [r for r in self.view.library.published(kind) if r.day is None or r.day <= today]

    def _first(self, kind: str) -> str:
        return next((self.view.title(record) for record in self._published(kind)), "")

    def _latest(self, kind: str, wanted: tuple[str, str] | None = None, *, by_id: bool = False) -> str:
        found = [r for r in self._published(kind) if wanted is None or r.get(wanted[0]) == wanted[1]]
        if not found:
            return ""
        latest = max(found, key=lambda record: (str(record.day), record.id))
        return latest.id if by_id else self.view.title(latest)

    def _outsider(self) -> str:
        """Somebody who trains without being an employee, of a drawn session first."""
        drawn = [name for d in self.draw.sessions for name in d.session.texts("intervenants")]
        staff = [r for name in drawn if (r := self._named(name))] + list(self._published("personnel"))
        return next((self.view.name(person.id) for person in staff if person.get("lien") in _OUTSIDE), "")

    def _partner(self) -> str:
        found = [partner for partner in self._published("partenaire") if "handicap" in partner.texts("type")]
        return self.view.title(found[0]) if found else ""

    def _procedures(self) -> Iterator[tuple[str, str]]:
        for procedure in self._published("procedure"):
            for about in procedure.texts("objet"):
                yield f"{PROCEDURE}{about}", self.view.title(procedure)
