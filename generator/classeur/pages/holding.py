"""Who sees to a thing: the person that its record names, else who holds the role that it belongs to."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from classeur.kinds.record import Record
from classeur.pages.phrases import page_data
from classeur.pages.view import View

QUALITY = "qualite"
_OWNER = "responsable"
_NAMING = ("referent_pedagogique", "referent", "recu_par")
"""Fields that name somebody of the team who follows the record, the surest first."""


@dataclass(frozen=True, slots=True)
class _Roles:
    """The role that a thing belongs to, by the kind of its record and by the indicator of its rule."""

    kinds: Mapping[str, str]
    indicators: Mapping[int, str]


@functools.cache
def _roles() -> _Roles:
    declared = page_data("echeances")["roles"]
    return _Roles(
        kinds={kind: role for role, item in declared.items() for kind in item.get("genres", ())},
        indicators={int(number): role for role, item in declared.items() for number in item.get("indicateurs", ())},
    )


def holders_of(view: View, record: Record | None, indicator: int | None = None) -> tuple[str, ...]:
    """Handles of who sees to it: the owner, the role of the indicator, who follows it, that of its kind, quality."""
    team, roles = view.library.team, _roles()
    owner = record.text(_OWNER) if record else ""
    if owner in team:
        return (owner,)
    return next(
        (
            (handle,)
            for handle in (
                _with_role(view, roles.indicators.get(indicator or 0, "")),
                *(_followers(record, team) if record else ()),
                _with_role(view, roles.kinds.get(record.kind.name if record else "", "")),
                _with_role(view, QUALITY),
            )
            if handle
        ),
        (),
    )


def _followers(record: Record, team: Mapping[str, object]) -> Iterator[str]:
    """Whom a record names, then the person that it is about."""
    yield from (handle for name in _NAMING if (handle := record.text(name)) in team)
    if record.id in team:
        yield record.id


def _with_role(view: View, role: str) -> str:
    return next((member.handle for member in view.library.team.values() if role in member.roles), "")


@functools.cache
def families() -> Mapping[str, str]:
    """The families of due dates: their titles by their ids, in order."""
    return {item["id"]: item["titre"] for item in page_data("echeances")["familles"]}


@functools.cache
def _families() -> Mapping[str, str]:
    return {kind: item["id"] for item in page_data("echeances")["familles"] for kind in item["genres"]}


def family_of(kind: str) -> str:
    """The family of what is due about a record of a kind; the last one, « Autres », for a kind that none names."""
    return _families().get(kind, tuple(families())[-1])
