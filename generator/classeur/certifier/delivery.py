"""`classeur export certificateur`: the dossier, scanned before it is given, and what is left to do by hand."""

from __future__ import annotations

import tempfile
from pathlib import Path

from classeur.certifier.dossier import Dossier, chosen, dossier_of
from classeur.certifier.writing import PROOFS, archive_of, files_of
from classeur.editions import Edition
from classeur.finding import Finding, Place
from classeur.messages import finding
from classeur.pages.french import counted
from classeur.pages.phrases import say
from classeur.pages.view import View
from classeur.portal import Reading
from classeur.read.tree import REGISTER
from classeur.reporting import as_text
from classeur.rules.result import Assessment
from classeur.seal.scan import scan
from classeur.seal.secrets import secrets_of


def for_the_certifier(
    reading: Reading, assessment: Assessment, wanted: tuple[str, ...], folder: Path
) -> tuple[dict[str, bytes], tuple[str, ...], bool]:
    """Files by name, sentences, and whether it went well. Nothing is given where a name would leave.

    The certifier reads what an auditor may: codes for learners, and no file that carries names or is kept back.
    """
    view = View(assessment, Edition.AUDITOR)
    faults, wrong = chosen(view, wanted)
    if wrong:
        return {}, wrong, False
    dossier = dossier_of(view, faults)
    files = files_of(reading.tree.root, view, dossier)
    leaks = _leaks(reading, dossier, files)
    if leaks:
        return {}, (as_text(leaks), say("certificateur-fuite")), False
    name = _free(folder, _name(dossier, assessment), files)
    placed = {f"{name}/{path}": content for path, content in files.items()}
    return {**placed, f"{name}.zip": archive_of(name, files)}, _said(dossier), True


def _leaks(reading: Reading, dossier: Dossier, files: dict[str, bytes]) -> tuple[Finding, ...]:
    """What must not leave, told at the file that a proof is a copy of; without the register nobody can say."""
    if not reading.library.has_register:
        return (finding("registre-absent", Place(REGISTER), edition=Edition.AUDITOR.french),)
    sources = {f"{PROOFS}/{proof.name}": proof.source for proof in dossier.proofs if proof.source}
    with tempfile.TemporaryDirectory() as place:
        for name, content in files.items():
            path = Path(place, name)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        return scan(Path(place), secrets_of(reading.library, Edition.AUDITOR), sources)


def _name(dossier: Dossier, assessment: Assessment) -> str:
    """`aud-2026-01-2026-11-21`: the audit, or the only non-conformity, then the day."""
    one = dossier.answers[0].record.id if len(dossier.answers) == 1 else ""
    about = one or (dossier.audit.id if dossier.audit else say("certificateur-dossier"))
    return f"{about}-{assessment.date.isoformat()}"


def _free(folder: Path, name: str, files: dict[str, bytes]) -> str:
    """The name of a folder that is not there, or that holds these very files: a dossier sent is never mixed."""
    number, free = 1, name
    while (folder / free).exists() and not _same(folder / free, files):
        number += 1
        free = f"{name}-{number}"
    return free


def _same(folder: Path, files: dict[str, bytes]) -> bool:
    there = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    return there == files


def _said(dossier: Dossier) -> tuple[str, ...]:
    """What is left to do: what to add by hand, what stays here, what to note once it is sent."""
    left = [proof for proof in dossier.proofs if not proof.source]
    said = [say("certificateur-fait", ecarts=counted(len(dossier.answers), "non-conformité"))]
    said += [f"  {proof.number}. {proof.words} ({proof.of}) : {proof.remark}." for proof in left]
    unsaid = [a.record.id for a in dossier.answers if not (a.record.get("cause") and a.record.get("correction"))]
    if unsaid:
        said.append(say("certificateur-sans-cause", fiches=", ".join(unsaid)))
    bare = [answer.record.id for answer in dossier.answers if not answer.proofs]
    if bare:
        said.append(say("certificateur-sans-preuve", fiches=", ".join(bare)))
    return (*said, say("certificateur-ensuite"))
