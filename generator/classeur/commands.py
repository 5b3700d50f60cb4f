"""What each command does, once its arguments are known."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path

from classeur import fixing, portal
from classeur.checklist import Expected
from classeur.dates import short_french
from classeur.editions import Edition
from classeur.exporting import EXPORTS, FOLDERS, Wish, keep
from classeur.finding import Grade
from classeur.kinds.loading import load_kinds
from classeur.kinds.template import TemplateError, write_record
from classeur.library import SESSION
from classeur.messages import nearest
from classeur.mock.delivery import Wish as Asked
from classeur.mock.delivery import deliver
from classeur.pages.french import counted
from classeur.planning import Plan, plan_session
from classeur.read.tree import PROVIDER
from classeur.reporting import as_corrections, as_text, inert, state, summary
from classeur.witness import told
from classeur.workplace import OUTPUT, led_astray_in


def find_project(start: Path, *, exact: bool) -> Path | None:
    """The folder that holds `organisme.yml`: `start`, or the nearest that contains it unless `exact`."""
    start = start.resolve()
    for folder in (start,) if exact else (start, *start.parents):
        if (folder / PROVIDER).is_file():
            return folder
    return start if exact and start.is_dir() else None


def check(root: Path, date: dt.date, audit_date: dt.date | None, level: Grade, *, list_pieces: bool) -> int:
    """Print every finding; status 1 when one is at `level` or above."""
    reading = portal.read_project(root)
    findings = list(reading.findings)
    assessment = portal.assess(reading, date, audit_date) if reading.judgeable else None
    if assessment:
        findings += portal.told_on(reading, assessment)
    if list_pieces:
        _print_pieces(reading)
    if findings:
        print(as_text(findings), end="\n\n")
    records = counted(len(reading.library.records), "fiche lue", "fiches lues")
    pieces = counted(sum(1 for _ in reading.library.all_pieces()), "pièce")
    if assessment:
        if unwitnessed := told(reading.library.history):
            print(f"Git : {unwitnessed}")
        print(state(assessment))
    print(f"{records}, {pieces} : {summary(findings)}.")
    return 1 if any(finding.grade.at_least(level) for finding in findings) else 0


def _print_pieces(reading: portal.Reading) -> None:
    for piece in sorted(reading.library.all_pieces(), key=lambda piece: piece.file):
        if piece.dropped:
            day = f", {piece.date.isoformat()}" if piece.date else ""
            signed = f", signée le {piece.signed.isoformat()}" if piece.signed else ""
            people = ", ".join(piece.people) or "toute la session"
            print(f"{inert(piece.file)}\n  compris : {piece.label}, pour {people}{day}{signed}")
    print()


def build(root: Path, date: dt.date, audit_date: dt.date | None, editions: Sequence[Edition], *, papers: bool) -> int:
    """Make the sites and say where they are; status 1, and the last good sites untouched, when something blocks.

    Without `papers`, no PDF is made. What PDFs and the search have to say, `check` does not know: it is said here.
    """
    result = portal.build(root, date, audit_date, editions, papers=papers, tell=_tell_papers)
    blocking = [finding for finding in result.findings if finding.grade.blocks]
    if blocking:
        print(as_text(blocking), end="\n\n")
        print(f"Rien n'est publié : {summary(blocking)}. Les sites d'avant restent en place.")
        return 1
    if result.of_making:
        print(as_text(result.of_making), end="\n\n")
    if result.assessment:
        print(state(result.assessment))
        which = " ; « classeur check » les montre" if len(result.findings) > len(result.of_making) else ""
        print(f"{summary(result.findings).capitalize()}{which}.")
    for published in result.published:
        print(f"{_LABELS[published.edition]} : {published.folder.relative_to(root).as_posix()}/index.html")
    return 0


def _tell_papers(number: int) -> None:
    """Say what the wait is for, before it."""
    kept = "Ils sont gardés : ensuite, seuls ceux dont le texte change seront refaits."
    print(f"{number} PDF à faire. {kept} Sans PDF, plus vite : classeur build --no-pdf.", flush=True)


_LABELS = {
    Edition.TEAM: "Classeur de l'équipe",
    Edition.AUDITOR: "Classeur de l'auditeur",
    Edition.PUBLIC: "Site public",
}


def serve(root: Path, date: dt.date | None, audit_date: dt.date | None, editions: Sequence[Edition], port: int) -> int:
    """Show the sites at 127.0.0.1 and make them again on each save, until interrupted."""
    from classeur.serving import serve_forever  # noqa: PLC0415 - the watcher is loaded only here

    return serve_forever(root, date, audit_date, editions, port)


def export(root: Path, wish: Wish) -> int:
    """Write what was asked for and say where; status 1, and nothing written, when something blocks."""
    reading = portal.read_project(root)
    blocking = [finding for finding in reading.findings if finding.grade.blocks]
    if wish.folder is None:
        blocking += led_astray_in(root, wish.what)
    if blocking or not reading.judgeable:
        print(as_text(blocking), end="\n\n")
        print(f"Rien n'est exporté : {summary(blocking)}.\n→ Corrigez, puis recommencez.")
        return 1
    made = EXPORTS[wish.what](reading, portal.assess(reading, wish.date, wish.audit_date), wish)
    usual = FOLDERS.get(wish.what, f"{OUTPUT}/{wish.what}")
    for path in keep(made.files, wish.folder or root / usual):
        print(path.relative_to(root).as_posix() if path.is_relative_to(root) else path)
    print("\n".join(made.said), end="\n" if made.said else "")
    return made.status


def audit(root: Path, asked: Asked) -> int:
    """Hold a mock audit, tell it, and say where its files are."""
    delivered = deliver(root, asked)
    print(delivered.text)
    return delivered.status


def fix(root: Path, *, agreed: bool) -> int:
    """Show what can be mended, then mend it if `agreed`, or if who sits at the terminal says so.

    Status 0 when nothing is left to mend, 1 when corrections were shown and not made.
    """
    reading = portal.read_project(root)
    mended = fixing.plan(root, reading.findings, reading.kinds)
    seen = {item.path for item in mended}
    left = [found for found in reading.findings if found.grade.blocks and not found.repair and found.path not in seen]
    left += [found for item in mended for found in item.left]
    for item in mended:
        print(as_corrections(item.path, item.target, item.changes), end="\n\n")
    if left:
        print("Reste à corriger à la main :")
        print("\n".join(f"  {inert(f'{found.place} : {found.message}')}" for found in left))
        print("→ « classeur check » dit comment, pour chacune.", end="\n\n")
    if not mended:
        print("Aucune correction à faire.")
        return 0
    count = sum(item.count for item in mended)
    said = counted(count, "correction")
    where = f"dans {counted(len(mended), 'fichier')}"
    if not agreed and not _asked(f"Faire {said} {where} ? [o/N] "):
        print(f"{said} {where} : rien n'est changé.\n→ « classeur fix --oui » {'les' if count > 1 else 'la'} fait.")
        return 1
    changed = fixing.apply(root, mended)
    for path in changed:
        print(f"{path} a changé pendant ce temps : il n'est pas touché. → Relancez « classeur fix ».")
    done = [item for item in mended if item.path not in changed]
    said, where = counted(sum(item.count for item in done), "correction"), counted(len(done), "fichier")
    print(f"{said} dans {where} : c'est fait.")
    return 1 if changed else 0


def _asked(question: str) -> bool:
    """What who sits at the terminal answers; no when nobody does."""
    if not sys.stdin.isatty():
        return False
    try:
        return input(question).strip().casefold() in ("o", "oui")
    except EOFError:
        return False


def _as_plan(plan: Plan) -> str:
    """The session that was written: what it was filled with, what is left, what to gather, and under which names."""
    lines = [plan.path, f"Rempli d'après {plan.programme} :"]
    lines += [f"  {name}: {text}" for name, text in plan.told.items()]
    if plan.left:
        lines.append(f"Reste à écrire : {', '.join(plan.left)}.")
    if plan.expected:
        lines += ["", "À réunir, au plus tard ce jour-là :"]
        lines += [f"  {_by(item)} : {item.what}{_under(item)}" for item in plan.expected]
    if not plan.finished:
        lines.append("→ Le reste se dira sur la page de la session, une fois « fin » écrite.")
    dropped = dict.fromkeys(item.natures for item in plan.expected if item.natures)
    if dropped:
        lines += ["", f"Fichiers à déposer dans {plan.folder}/, sous l'un de ces noms :"]
        lines += ["  " + " ou ".join(f"{nature}--CODE--AAAA-MM-JJ.pdf" for nature in natures) for natures in dropped]
        lines.append("→ CODE est celui de la personne ; sans lui, la pièce vaut pour toute la session.")
    return "\n".join([*lines, ""])


def _by(item: Expected) -> str:
    return short_french(item.due) if item.due else "tout de suite"


def _under(item: Expected) -> str:
    return f" (indicateur {item.indicator})" if item.indicator else ""


def new(root: Path, kind_name: str, identity: str, settings: Sequence[str], date: dt.date) -> int:
    """Write the template of a record and print its path; status 2 when it can't be."""
    kinds, _ = load_kinds(root)
    kind_name = kind_name.lower()
    kind = kinds.by_name.get(kind_name)
    if kind is None:
        known = ", ".join(sorted(kinds.by_name))
        print(f"« {kind_name} » n'est pas un genre de fiche.{nearest(kind_name, kinds.by_name)}", file=sys.stderr)
        print(f"→ Choisissez parmi : {known}.", file=sys.stderr)
        return 2
    try:
        if kind_name == SESSION and any(setting.startswith("formation=") for setting in settings):
            print(_as_plan(plan_session(root, kind, identity, settings, date)))
        else:
            print(write_record(root, kind, kinds, identity, settings, date))
    except TemplateError as error:
        print(f"{error.message}\n→ {error.remedy}", file=sys.stderr)
        return 2
    print("→ Écrivez juste après chaque deux-points ; les lignes qui commencent par « # » sont des aides.")
    print("→ Pas encore fini ? Ajoutez « etat: brouillon ». Puis lancez « classeur check ».")
    return 0
