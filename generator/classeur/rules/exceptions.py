"""What is not there, and yet is no gap: somebody waived it in writing, or a record could not be read whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from classeur.about import learners_of, sessions_of
from classeur.kinds.record import Record
from classeur.library import Library
from classeur.rules.declaration import Rule, Selector
from classeur.rules.result import Case, CaseState
from classeur.rules.selection import PIECE


def waived(case: Case, rule: Rule, library: Library) -> Case:
    """The same case, waived when a record that holds it says so in writing."""
    if case.state is not CaseState.MISSING:
        return case
    followed = library.parcours.get((case.record, case.learner))
    holders = (library.records[identity] for identity in (case.record, case.item) if identity)
    for record in (*holders, *((followed,) if followed else ())):
        for row in record.rows("dispenses"):
            people = row.get("pour")
            named = people if isinstance(people, tuple) else ()
            if row.get("regle") == rule.id and (not named or case.learner in named):
                reason = str(row.get("motif") or "")
                return replace(case, state=CaseState.WAIVED, reason=reason, due=None, found=None, precision="")
    return case


def unsure(case: Case, library: Library, selectors: Iterable[Selector]) -> Case:
    """The same case, unsure when what seems to be missing may be in a record that could not be read whole.

    That record holds the subject; or it is of a kind that the rule looks for, and names the subject.
    """
    if case.state is not CaseState.MISSING or not library.unsure:
        return case
    holders = (library.records[identity] for identity in (case.record, case.item) if identity)
    doubtful = any(record.path in library.unsure for record in holders)
    doubtful = doubtful or any(_names(library, record, case) for record in _unread(library, selectors))
    return replace(case, state=CaseState.UNSURE, due=None, found=None, lacking=()) if doubtful else case


def unseen(library: Library, selectors: Iterable[Selector]) -> bool:
    """Whether a file that could not be read, at all or whole, may be of a kind that a rule looks for.

    Records of a kind without a folder of its own lie anywhere under `content/`.
    """
    kinds = [kind for selector in selectors for name in selector.kinds if (kind := library.kinds.by_name.get(name))]
    homes = tuple(f"{kind.folder}/" if kind.folder else kind.file or "content/" for kind in kinds)
    return any(path.startswith(homes) for path in library.unsure) or any(_unread(library, selectors))


def _unread(library: Library, selectors: Iterable[Selector]) -> Iterator[Record]:
    kinds = {kind for selector in selectors for kind in selector.kinds}
    found = (library.by_path[path] for path in library.unsure if path in library.by_path)
    return (record for record in found if record.kind.name in kinds or (PIECE in kinds and record.rows("pieces")))


def _names(library: Library, record: Record, case: Case) -> bool:
    """Whether a record names the learner, or else the session or the record that a case is about."""
    learners = learners_of(library, record.references)
    if case.learner and learners:
        return case.learner in learners
    named = {reference.value for reference in record.references} | {record.id}
    return not named.isdisjoint({case.record, case.item}) or case.record in sessions_of(library, record.references)
