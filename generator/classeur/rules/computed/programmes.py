"""What the pages of programmes say: certifications named whole, objectives one can see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from classeur.dates import in_french
from classeur.kinds.record import Record, Row, bare, slug
from classeur.library import Library
from classeur.rules.bounds import Day
from classeur.rules.cases import case_of, judged
from classeur.rules.declaration import Selector
from classeur.rules.result import Case, CaseState
from classeur.rules.selection import Subject, chosen
from classeur.shipped import shipped_data

_SPECIFIC = "rs"


@cache
def _turns() -> Mapping[str, Any]:
    """The turns of phrase of `data/tournures.yml`."""
    found: Mapping[str, Any] = shipped_data("tournures.yml")
    return found


def certification_named(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each certifying programme; missing when its page leaves out title, code, certifier or registration.

    `manque` names them. Source: guide V9, indicator 1 (certifying training).
    """
    for subject in chosen(library, what, day) if what else ():
        programme = subject.record
        certification = library.records.get(programme.text("certification")) if programme else None
        if programme and certification:
            yield _lacking(library, subject, list(_unnamed(library, certification, _said(programme))))


def _unnamed(library: Library, certification: Record, said: str) -> Iterator[str]:
    """What is not said of a certification, in words."""
    if not _told(certification.text("intitule"), said):
        yield "l’intitulé exact"
    if not _told(certification.text("code"), said.replace("rncp-", "rncp").replace("-rs-", "-rs"), spaced=False):
        yield "le code"
    certifier = library.records.get(certification.text("certificateur"))
    if certifier and not _told(certifier.title, said):
        yield "le certificateur"
    if "enregistr" not in said:
        yield "la date d’enregistrement"


def _told(words: str, said: str, *, spaced: bool = True) -> bool:
    plain = _folded(words)
    return (plain if spaced else plain.replace("-", "")) in said


def certification_explained(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each programme of a RNCP certification; missing when its page leaves out a part of what is expected.

    Blocks, equivalences, bridges, what follows, jobs. `manque` names them. Source: guide V9, indicator 3.
    """
    for subject, words in _of_the_national_register(library, what, day):
        wanted = _turns()["rubriques_certification"]
        yield _lacking(library, subject, [part["libelle"] for part in wanted if not words & set(part["mots"])])


def further_study_told(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each programme of a RNCP certification; missing when its page does not say what studies may follow.

    Source: decree 2026-728, indicator 3.
    """
    for subject, words in _of_the_national_register(library, what, day):
        part = _turns()["poursuites"]
        yield _lacking(library, subject, [] if words & set(part["mots"]) else [part["libelle"]])


def _of_the_national_register(library: Library, what: Selector | None, day: Day) -> Iterator[tuple[Subject, set[str]]]:
    """Programmes of a certification that has blocks, with the words of their page."""
    for subject in chosen(library, what, day) if what else ():
        programme = subject.record
        certification = library.records.get(programme.text("certification")) if programme else None
        if programme and certification and not _folded(certification.text("code")).startswith(_SPECIFIC):
            yield subject, set(_said(programme).split("-"))


def objectives_unseen(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each programme with objectives; missing when none of them says what one could see.

    `objectif` is the first. Source: guide V9, indicator 5 (observable, each of them assessed).
    """
    vague = tuple(f"{verb}-" for verb in _turns()["verbes_vagues"])
    for subject in chosen(library, what, day) if what else ():
        objectives = subject.record.texts("objectifs") if subject.record else ()
        if not objectives:
            continue
        seen = any(not f"{_folded(objective)}-".startswith(vague) for objective in objectives)
        details = {} if seen else {"objectif": objectives[0]}
        yield judged(library, subject, details)


def version_in_force(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each session that tells its version; missing when another one was in force on its first day.

    `suivie` and `en_vigueur` say which; a programme that does not date its versions is not judged. Source: guide V9,
    indicator 6; demand B1.
    """
    for subject in chosen(library, what, day) if what else ():
        session = subject.record
        programme = library.records.get(session.text("formation")) if session else None
        start = session.date("debut") if session else None
        if session is None or programme is None or start is None:
            continue
        begun = [(since, row) for row in programme.rows("versions") if (since := _since(row)) and since <= start]
        if begun:
            since, current = max(begun, key=lambda version: version[0])
            followed, expected = session.text("version_programme"), str(current.get("version") or "")
            same = bare(followed) == bare(expected)
            details = {} if same else {"suivie": followed, "en_vigueur": f"{expected}, depuis le {in_french(since)}"}
            yield judged(library, subject, details)


def contents_told(library: Library, what: Selector | None, day: Day) -> Iterator[Case]:
    """A case for each programme; missing when neither its page nor a document or a resource tells what it is made of.

    Source: guide V9, indicator 6 (detailed programme, sequence, material).
    """
    for subject in chosen(library, what, day) if what else ():
        programme = subject.record
        if programme is None:
            continue
        told = any(identity == "deroule" for identity, _ in programme.headings())
        told = told or any(one.kind.name in ("document", "ressource") for one in library.backlinks_of(programme.id))
        state = CaseState.HAVE if told else CaseState.MISSING
        yield case_of(library, state, subject, proof=programme if told else None)


def _since(row: Row) -> dt.date | None:
    day = row.get("du")
    return day if isinstance(day, dt.date) else None


def _lacking(library: Library, subject: Subject, lacking: list[str]) -> Case:
    return replace(judged(library, subject, {"manque": ", ".join(lacking)} if lacking else {}), partial=True)


def _said(record: Record) -> str:
    """Everything that a page says, folded: its texts and its body, but no heading, which may stand over nothing.

    The page prints the label of a field that is filled: the name of that field is said too.
    """
    lines = (line for line in record.body.splitlines() if not line.startswith("#"))
    cells = (cell if isinstance(cell, tuple) else (cell,) for cell in record.values.values())
    texts = (value for cell in cells for value in cell if isinstance(value, str))
    return _folded(" ".join([*record.values, *texts, *lines]))


def _folded(words: str) -> str:
    return slug(words.replace("’", "'"))
