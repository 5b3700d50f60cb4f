"""A mock audit as JSON: stable keys, in French as everywhere in the data, told in `docs/audit-blanc.md`."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from classeur.mock import telling
from classeur.mock.draw import DrawnSession
from classeur.mock.predicting import Prediction
from classeur.mock.report import MockAudit
from classeur.mock.walk import Walk, WalkedStep
from classeur.rules.result import Case

FORMAT = 1
"""Grows when a key changes its meaning or goes; a new key does not change it."""


def as_json(mock: MockAudit) -> bytes:
    """UTF-8, indented, the same bytes for the same audit. Learners are codes."""
    return (json.dumps(_audit(mock), ensure_ascii=False, indent=2) + "\n").encode()


def _audit(mock: MockAudit) -> Mapping[str, Any]:
    added = mock.minors
    return {
        "format": FORMAT,
        "date": mock.date.isoformat(),
        "type": mock.request.kind,
        "referentiel": mock.assessment.version.id,
        "periode_depuis": mock.assessment.since.isoformat(),
        "graine": mock.request.seed,
        "commande": telling.again(mock),
        "perimetre": [{"indicateur": n, "raison": reason.value} for n, reason in mock.scope.reasons.items()],
        "hors_perimetre": sorted(set(mock.applying) - set(mock.scope.numbers)),
        "tirage": {
            "sessions_possibles": mock.draw.possible_sessions,
            "dossiers_possibles": mock.draw.possible_learners,
            "sessions": [_session(drawn) for drawn in mock.draw.sessions],
        },
        "constats": [_prediction(one) for one in mock.predictions],
        "mineures": {"nombre": added.count, "seuil": added.threshold, "cumul": added.reached},
        "dossier": _walk(mock.walk) if mock.walk else None,
        "questions": [
            {"indicateur": a.number, "repond": list(a.who), "questions": list(a.questions), "source": a.source}
            for a in mock.questions
        ],
        "a_confirmer": [{"indicateur": one.number, "raison": one.reason} for one in mock.to_confirm],
        "points_forts": [
            {"regle": s.rule, "indicateur": s.indicator, "quoi": s.label, "cas": s.cases, "pieces_ouvertes": s.opened,
             "fiches": s.records}
            for s in mock.strengths
        ],
    }  # fmt: skip


def _session(drawn: DrawnSession) -> Mapping[str, Any]:
    return {
        "session": drawn.session.id,
        "categorie": drawn.session.text("categorie"),
        "debut": _iso(drawn.session.date("debut")),
        "fin": _iso(drawn.session.date("fin")),
        "raison": drawn.reason,
        "dossiers": [{"personne": one.inscription.learner, "raison": one.reason} for one in drawn.learners],
    }


def _prediction(one: Prediction) -> Mapping[str, Any]:
    found = one.finding
    return {
        "regle": found.rule,
        "indicateur": found.indicator,
        "grade": found.grade.value,
        "portee": one.reach.value,
        "dans_le_perimetre": one.in_scope,
        "manquants": found.extent.missing if found.extent else None,
        "sur": found.extent.total if found.extent else None,
        "constat": found.message,
        "remede": found.remedy,
        "tires": [_case(case) for case in one.inside],
        "non_tires": [_case(case) for case in one.outside],
    }


def _case(case: Case) -> Mapping[str, str]:
    return {"fiche": case.record, "personne": case.learner, "element": case.item}


def _walk(walk: Walk) -> Mapping[str, Any]:
    inscription = walk.learner.inscription
    steps = [_step(step) for step in walk.steps]
    return {"session": inscription.session.id, "personne": inscription.learner, "etapes": steps}


def _step(walked: WalkedStep) -> Mapping[str, Any]:
    return {
        "etape": walked.step.id,
        "etat": telling.state_of(walked),
        "vu": [
            {"quoi": s.label, "date": _iso(s.day), "fiche": s.record.id, "fichier": s.file, "ou": s.where}
            for s in walked.seen
        ],
        "manque": [{"regle": lack.rule, "indicateur": lack.indicator, "quoi": lack.words} for lack in walked.lacks],
        "a_venir": [{"quoi": what, "date": _iso(day)} for what, day in walked.coming],
        "avant_l_etape_precedente": walked.disordered is not None,
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
