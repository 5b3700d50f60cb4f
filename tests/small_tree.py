"""Small projects that tests write: a provider with nothing to hide, and the records that a test is about."""

from __future__ import annotations

import base64
import datetime as dt
import textwrap
from collections.abc import Mapping
from pathlib import Path

from classeur.portal import Reading, assess, read_project
from classeur.rules.result import Assessment, RuleResult

PROVIDER = """\
nom: Centre d'essai
siret: 000 000 000 00000
nda: 00 00 00000 00
categories: AF
certificat: [{numero: FR-1, du: 2024-01-01, au: 2026-12-31, certificateur: Essai}]
equipe: [{handle: ana-01, nom: Ana Costes}, {handle: rui-02, nom: Rui Pinto}]
suivi_depuis: 2024-01-01
sans_objet: [{indicateur: 27, motif: Nous formons seuls.}]
"""
REGISTER = """\
personnes:
  - {code: B-1, nom: Hélène Moinard, courriel: h.moinard@courriel.example, telephone: 06 39 98 25 13}
  - {code: B-2, nom: Lucas Petit}
  - {code: B-3, nom: Camille N'Diaye}
"""
PDF = """\
%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""
"""A PDF of one blank page, which is a text too."""
TRAINERS = {
    "evidence/personnel/ana-01.md": "---\ntitre: Ana Costes\nfonctions: Formatrice\nlien: salarie\n---\n",
    "evidence/personnel/rui-02.md": "---\ntitre: Rui Pinto\nfonctions: Formateur\nlien: salarie\n---\n",
}


def plant(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files under `root`, by path; texts are dedented. Gives `root`."""
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else textwrap.dedent(content).encode()
        target.write_bytes(data)
    return root


def project(root: Path, files: Mapping[str, str | bytes] | None = None, *, provider: str = PROVIDER) -> Path:
    """A project of one provider, its register and its two trainers, with `files` added."""
    return plant(root, {"organisme.yml": provider, "evidence/personnes.yml": REGISTER, **TRAINERS, **(files or {})})


_PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNgAAAAAgAB5Sfe/AAAAABJRU5ErkJggg=="


def document(path: str) -> bytes:
    """What the name of a file promises, and no two alike: a PDF of one page, a PNG of one point, a JPEG cut short."""
    starts = {"jpeg": b"\xff\xd8\xff", "jpg": b"\xff\xd8\xff", "png": base64.b64decode(_PNG)}
    return starts.get(path.rpartition(".")[2], PDF.encode()) + path.encode()


def session(
    learners: str = "{beneficiaire: B-1}",
    *,
    start: str = "2026-03-02",
    end: str = "2026-03-06",
    days: int = 5,
    state: str = "terminee",
    trainers: str = "ana-01",
    more: str = "",
) -> str:
    """The text of a session; `more` are lines of front matter."""
    return (
        f"---\ntitre: Session\ncategorie: AF\ndebut: {start}\nfin: {end}\njours: {days}\nmodalite: presentiel\n"
        f"intervenants: [{trainers}]\navancement: {state}\ninscrits: [{learners}]\n"
        f"{textwrap.dedent(more).strip()}\n---\n"
    )


def rule(identity: str, predicate: str, *, indicator: int | None = 4, header: str = "") -> str:
    """The text of a file of `rules/` with one rule; `predicate` and `header` are YAML lines."""
    number = f"indicateur: {indicator}\n" if indicator else ""
    lines = textwrap.indent(f"{textwrap.dedent(header)}\n{textwrap.dedent(predicate)}".strip(), "    ")
    about = "libelle: Essai\n    constat: Essai manqué\n    remede: Réessayez.\n    source: essai"
    return f"{number}regles:\n  - id: {identity}\n    {about}\n{lines}\n"


def judged(root: Path, date: dt.date, audit_date: dt.date | None = None) -> Assessment:
    """The project judged; nothing in it may be wrong in itself."""
    reading = read_project(root)
    assert not told(reading), told(reading)
    return assess(reading, date, audit_date)


def told(reading: Reading) -> list[str]:
    """What reading found, one `rule place: message` each."""
    return [f"{found.rule} {found.place}: {found.message}" for found in reading.findings]


def result_of(assessment: Assessment, identity: str) -> RuleResult:
    """The result of a rule, by its id."""
    return next(result for result in assessment.results() if result.rule.id == identity)
