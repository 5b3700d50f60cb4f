"""Result figures: what each of them measures, and what the records give for it, a part over a whole."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from classeur.kinds.record import Record, Row, slug
from classeur.library import SESSION, Inscription, Library
from classeur.shipped import shipped_data

SMALLEST = 5
"""Below this many answers a figure is not published alone: one person would be read in it."""
FINISHED = "terminee"
OTHER = "autre"
"""A figure that no record can give again."""
EMPLOYED = frozenset({"emploi", "emploi-vise"})


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of `data/mesures.yml`: `words` betray it in a title, `sure` ones in any sentence; `formula` is told."""

    name: str
    label: str
    words: frozenset[str]
    sure: frozenset[str]
    formula: str


@dataclass(frozen=True, slots=True)
class Count:
    """A figure as the records give it: `part` out of `whole` people or answers, over `sessions` finished sessions."""

    part: int
    whole: int
    sessions: int

    @property
    def percent(self) -> float:
        """From 0 to 100; 0 when nobody is counted."""
        return 100 * self.part / self.whole if self.whole else 0.0

    def __str__(self) -> str:
        """« 78 % (7 sur 9) »."""
        return f"{self.percent:.0f} % ({self.part} sur {self.whole})"


@cache
def measures() -> tuple[Measure, ...]:
    """Every measure that is known, the narrowest words first."""
    return tuple(
        Measure(line["nom"], line["libelle"], frozenset(line["mots"]), frozenset(line["surs"]), line["formule"])
        for line in shipped_data("mesures.yml")
    )


def measure_of(row: Row) -> str:
    """What a published figure measures: what its row says, else what its title betrays; empty when nobody can say."""
    if isinstance(told := row.get("mesure"), str):
        return told
    words = set(slug(str(row.get("indicateur") or "")).split("-"))
    return next((measure.name for measure in measures() if measure.words & words), "")


def published_figures(library: Library) -> Mapping[str, tuple[Row, ...]]:
    """The rows `chiffres` of every page of results, by the programme that they are about."""
    found: dict[str, list[Row]] = {}
    for page in library.published("resultats"):
        for row in page.rows("chiffres"):
            found.setdefault(str(row.get("formation") or ""), []).append(row)
    return {programme: tuple(rows) for programme, rows in found.items()}


def finished_sessions(
    library: Library, until: dt.date, since: dt.date = dt.date.min
) -> Mapping[str, tuple[Record, ...]]:
    """Sessions of our own whose last day lies from `since` to `until`, by programme, in order of that day."""
    found: dict[str, list[Record]] = {}
    for session in sorted(library.published(SESSION), key=lambda record: (record.date("fin") or until, record.id)):
        end = session.date("fin")
        ours = session.get("avancement") == FINISHED and not session.get("donneur_ordre")
        if ours and end and since <= end <= until and (programme := session.text("formation")):
            found.setdefault(programme, []).append(session)
    return {programme: tuple(sessions) for programme, sessions in found.items()}


def counted(library: Library, sessions: Iterable[Record], measure: str) -> Count | None:
    """What the records of some sessions give for a measure; None where they do not say."""
    chosen = tuple(sessions)
    if measure == "satisfaction":
        return _satisfaction(library, chosen)
    people = [one for session in chosen for one in library.inscriptions_of.get(session.id, ())]
    if measure == "abandon":
        return _count(people, [one for one in people if one.get("issue") == "abandon"], chosen)
    if measure == "rupture":
        return _count(people, [one for one in people if _broken(one)], chosen)
    if measure in ("presentation", "obtention"):
        presented = [one for one in people if result_of(one)]
        if not presented:
            return None
        obtained = [one for one in presented if result_of(one) == "obtenue"]
        return _count(people, presented, chosen) if measure == "presentation" else _count(presented, obtained, chosen)
    asked = [one for one in people if one.get("situation")]
    wanted = {"emploi-vise"} if measure == "insertion-metier" else EMPLOYED
    return _count(asked, [one for one in asked if one.get("situation") in wanted], chosen) if asked else None


def result_of(inscription: Inscription) -> str:
    """What a learner who was presented obtained: `obtenue`, `partielle` or `refusee`; empty for any other.

    The parcours says it by attempt, and the best one stays; else the row of the session does.
    """
    told = inscription.get("certification")
    found = {told} if isinstance(told, str) else set()
    if inscription.parcours:
        found |= {str(row.get("resultat")) for row in inscription.parcours.rows("certification_passee")}
    return next((result for result in ("obtenue", "partielle", "refusee") if result in found), "")


def _broken(inscription: Inscription) -> bool:
    """Whether a contract was broken: the row says so, or the parcours names a second company."""
    followed = inscription.parcours.texts("entreprise") if inscription.parcours else ()
    return inscription.get("issue") == "rupture" or len(followed) > 1


def _satisfaction(library: Library, sessions: tuple[Record, ...]) -> Count | None:
    """Answers to the hot surveys of learners about these sessions; None when one has none, or asks about others too."""
    wanted = {session.id for session in sessions}
    surveys = {
        record.id: record
        for session in sessions
        for record in library.backlinks_of(session.id)
        if record.kind.name == "enquete" and not record.draft and record.get("moment") == "chaud"
        and record.get("partie_prenante") == "beneficiaire" and set(record.texts("session")) <= wanted
    }  # fmt: skip
    asked = {session for survey in surveys.values() for session in survey.texts("session")}
    told = [(survey.get("satisfaits"), survey.get("recus")) for survey in surveys.values()]
    sums = [(part, whole) for part, whole in told if isinstance(part, int) and isinstance(whole, int)]
    if not sums or len(sums) < len(told) or asked < wanted:
        return None
    return Count(sum(part for part, _ in sums), sum(whole for _, whole in sums), len(sessions))


def _count(whole: list[Inscription], part: list[Inscription], sessions: tuple[Record, ...]) -> Count:
    return Count(len(part), len(whole), len(sessions))


_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s*%")
_SIZE = re.compile(r"(\d+)\b(?:[^\d]*?\bsur\s+(\d+))?")


def percent_of(row: Row) -> str:
    """The number of a percentage as published, « 78 » or « 77,8 »; empty for what is not one."""
    found = _PERCENT.search(str(row.get("valeur") or ""))
    return found[1] if found else ""


def size_of(row: Row) -> tuple[int, ...]:
    """The part and the whole that `effectif` tells (« 7 sur 9 réponses »), or its one number; empty without any."""
    found = _SIZE.search(str(row.get("effectif") or ""))
    return tuple(int(number) for number in found.groups() if number) if found else ()


def agrees(row: Row, count: Count) -> bool:
    """Whether a published figure is what the records give, but for rounding, and tells the same size."""
    if (published := percent_of(row)) == "":
        return True
    decimals = len(re.split(r"[.,]", published)[1]) if re.search(r"[.,]", published) else 0
    gap = abs(float(published.replace(",", ".")) - count.percent)
    size = size_of(row)
    return gap <= 0.5 * 10**-decimals + 1e-9 and (len(size) == 1 or size in ((), (count.part, count.whole)))


def recounted(library: Library, row: Row, finished: Mapping[str, tuple[Record, ...]]) -> Count | None:
    """What the records give for a published figure; None when its row or the records do not say enough."""
    since, until, measure = row.get("du"), row.get("au"), measure_of(row)
    if not isinstance(since, dt.date) or not isinstance(until, dt.date) or measure in ("", OTHER):
        return None
    sessions = finished.get(str(row.get("formation") or ""), ())
    return counted(library, [one for one in sessions if since <= (one.date("fin") or since) <= until], measure)
