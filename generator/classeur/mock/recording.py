"""A mock audit written as a record of the kind `audit`, and the commands that turn what it found into actions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from classeur.cycle.certificate import MOCK
from classeur.finding import Finding, Grade
from classeur.kinds.record import Record
from classeur.kinds.template import path_of, write
from classeur.mock import telling
from classeur.mock.predicting import Prediction
from classeur.mock.report import MockAudit
from classeur.pages.french import capitalized, counted
from classeur.pages.typography import typeset
from classeur.reporting import summary

KIND = "audit"
_ACTING = re.compile(r'["$`\\!%^&|<>]')
"""What a shell reads inside double quotes, or cmd.exe anywhere."""


def noted(mock: MockAudit) -> Record | None:
    """The record of the same audit, if there is one: noting twice would make two audits of one.

    The same day and seed are not enough: another type looks at other indicators, and a larger draw opens other files.
    """
    mine = (MOCK, mock.date, str(mock.request.seed), _sessions(mock), frozenset(_learners(mock)))
    scope = capitalized(telling.type_words(mock))
    for record in mock.assessment.library.by_kind.get(KIND, ()):
        opened = (record.texts("echantillon"), frozenset(record.texts("dossiers")))
        same = (record.get("type"), record.date("debut"), record.text("graine"), *opened) == mine
        if same and record.text("perimetre").startswith(scope):
            return record
    return None


def _sessions(mock: MockAudit) -> tuple[str, ...]:
    return tuple(drawn.session.id for drawn in mock.draw.sessions)


def _learners(mock: MockAudit) -> tuple[str, ...]:
    """The codes of the files opened: the one that was followed first."""
    followed = [mock.walk.learner] if mock.walk else []
    return tuple(dict.fromkeys(one.inscription.learner for one in (*followed, *mock.draw.learners)))


def note(root: Path, mock: MockAudit) -> str:
    """Write the record, under the next id of its kind, and give its path.

    Raises:
        TemplateError: it can't be written, and nothing is.
    """
    path = path_of(root, mock.assessment.library.kinds.by_name[KIND], "", mock.date)
    write(root, path, "\n".join(_lines(mock)))
    return path


def _lines(mock: MockAudit) -> Iterator[str]:
    asked, day = mock.request, mock.date.isoformat()
    yield "---"
    yield f"titre: {_quoted(capitalized(telling.title(mock)))}"
    yield f"type: {MOCK}"
    yield f"debut: {day}"
    yield f"fin: {day}"
    yield f"rapport_le: {day}"
    yield f"perimetre: {_quoted(capitalized(telling.played(mock)))}"
    yield f"graine: {_quoted(str(asked.seed))}"
    yield f"echantillon: [{', '.join(_sessions(mock))}]"
    yield f"dossiers: [{', '.join(map(_quoted, _learners(mock)))}]"
    found = [one for one in mock.predictions if one.in_scope]
    yield "constats:" if found else "constats: []"
    for one in found:
        yield from _row(one)
    yield "---"
    yield ""
    yield f"Constats prévus : {summary(one.finding for one in found)}."
    yield f"Tirage : {telling.drawn_words(mock)}."
    if mock.walk:
        inscription = mock.walk.learner.inscription
        yield f"Dossier suivi de bout en bout : {inscription.learner}, {inscription.session.id}."
    yield ""


def _row(one: Prediction) -> Iterator[str]:
    found = one.finding
    yield f"  - quoi: {_quoted(found.message)}"
    yield f"    regle: {_quoted(found.rule)}"
    if found.indicator:
        yield f"    indicateur: {found.indicator}"
    yield f"    grade: {found.grade.value}"
    if found.extent:
        yield f"    etendue: {_quoted(str(found.extent))}"


def _quoted(text: str) -> str:
    """A text between double quotes, as JSON and YAML both write it: whatever it holds, it is read back as it was."""
    return json.dumps(text, ensure_ascii=False)


def proposals(mock: MockAudit, identity: str) -> tuple[str, ...]:
    """The command that writes an action for each major or minor gap, the gravest first.

    They are told and not run: several gaps are often one action, some are mended in the record at once, and an action
    needs an owner and a day that nobody but the team can give.
    """
    found = [
        one.finding for one in mock.predictions if one.in_scope and one.finding.grade in (Grade.MAJOR, Grade.MINOR)
    ]
    found.sort(key=lambda finding: finding.grade.rank)
    start = f"classeur new action --set origines={identity} --set type=corrective --set avancement=a-faire"
    return tuple(f'{start} --set "cause={_cause(finding)}"' for finding in found)


def _cause(finding: Finding) -> str:
    """What was found, short, without a sign that any terminal would read for itself, those of Windows included."""
    about = f"{finding.message.partition(' : ')[0].rstrip('.')} ({finding.rule})"
    return typeset(_ACTING.sub(" ", about)).replace("\u00a0", " ")


def told(mock: MockAudit, path: str) -> str:
    """What is said once the record is written: where it is, and how its gaps become actions."""
    lines = proposals(mock, Path(path).stem)
    if not lines:
        return f"Noté : {path}"
    head = (
        f"Noté : {path}\nPour en faire des actions ({counted(len(lines), 'proposition')}, à regrouper à votre idée) :"
    )
    return "\n".join([head, *(f"  {line}" for line in lines)])
