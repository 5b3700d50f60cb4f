"""Result figures made again from the records, as lines that the page of results takes (demand B7)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence

from classeur.dates import Duration, in_french, shift, span_in_french
from classeur.figures import SMALLEST, Count, Measure, counted, finished_sessions, measures
from classeur.kinds.record import Record
from classeur.library import Library
from classeur.shipped import shipped_data

FILE = "chiffres.yml"
YEAR = Duration(months=12)
_OF_CONTRACTS = "rupture"


def recounted_figures(library: Library, day: dt.date) -> str:
    """A YAML text of every figure that the sessions finished in the year before `day` give, by programme.

    Each line has the fields of a row of `resultats`; what rests on fewer than `SMALLEST` people is a comment without
    its figure.
    """
    words: Mapping[str, str] = shipped_data(FILE)
    finished = finished_sessions(library, day)
    lines = [
        line
        for programme in library.published("formation")
        for line in _of(library, programme, finished.get(programme.id, ()), day, words)
    ]
    told = any(line.startswith("  - ") for line in lines)
    head = words["entete"].format(jour=in_french(day), seuil=SMALLEST)
    return head + "\n".join([words["chiffres"] if told else words["aucun"], *lines]) + "\n"


def _of(
    library: Library, programme: Record, finished: Sequence[Record], day: dt.date, words: Mapping[str, str]
) -> Iterator[str]:
    since = shift(day, YEAR, -1)
    sessions = [one for one in finished if _last(one, day) > since]
    if not sessions:
        return
    for measure in measures():
        if measure.name == _OF_CONTRACTS and programme.get("categorie") != "CFA":
            continue
        count = counted(library, sessions, measure.name)
        if count and count.whole < SMALLEST:
            yield words["trop_peu"].format(formation=programme.id, libelle=measure.label.lower(), nombre=count.whole)
        elif count:
            yield from _row(programme, measure, count, (_last(sessions[0], day), _last(sessions[-1], day)), words)


def _row(
    programme: Record, measure: Measure, count: Count, span: tuple[dt.date, dt.date], words: Mapping[str, str]
) -> Iterator[str]:
    how_many = words["session"] if count.sessions == 1 else words["sessions"].format(nombre=count.sessions)
    fields = {
        "indicateur": measure.label,
        "valeur": f"{count.percent:.0f} %",
        "effectif": f"{count.part} sur {count.whole}",
        "periode": words["periode"].format(jours=span_in_french(*span), sessions=how_many),
        "mesure": measure.name,
        "mode_de_calcul": measure.formula,
    }
    yield f"  - formation: {programme.id}"
    yield from (f"    {name}: {json.dumps(text, ensure_ascii=False)}" for name, text in fields.items())
    yield f"    du: {span[0].isoformat()}"
    yield f"    au: {span[1].isoformat()}"


def _last(session: Record, otherwise: dt.date) -> dt.date:
    return session.date("fin") or otherwise
