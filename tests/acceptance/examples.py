"""Example sites: ready providers, and folders laid over one of them that must stay silent or say exactly one thing.

`tests/examples/base/` is the plain provider, `providers/` holds one for each other profile; all raise nothing. Each
folder of `good/` and `bad/` holds files laid over it, and beside them:

- `prestataire.txt`: the folder of `providers/` that they are laid over, in place of the base;
- `supprimer.txt`: files of the provider to take away, one a line;
- `construire.txt`: the name of a function of `BUILDERS`, for what a repository can't hold;
- `arguments.txt`: arguments added to the command;
- `commande.txt`: `build` in place of `check`, without PDFs unless there is
- `pdf.txt`: PDFs are made, or can't be when it names a module, which is then missing;
- `attendu.txt` (only in `bad/`): everything that the command prints before its summary.

A folder of `bad/` is named after the id of the finding: `<id>` or `<id>--<variant>`.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.witnessed import commit, git, repository

EXAMPLES = Path(__file__).parents[1] / "examples"
BASE = EXAMPLES / "base"
PROVIDERS = EXAMPLES / "providers"
READY = sorted(folder.name for folder in PROVIDERS.iterdir())
"""Every ready provider but the base, by name."""
DATE = "2026-11-21"
_NOTES = {
    "prestataire.txt",
    "supprimer.txt",
    "construire.txt",
    "arguments.txt",
    "commande.txt",
    "pdf.txt",
    "attendu.txt",
}
_HEADER = re.compile(r"^\S.*: (?P<grade>[a-z-]+) \[(?P<id>[a-z0-9-]+)\](?:, indicateur \d+)?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Example:
    """One folder of `good/` or `bad/`."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def finding(self) -> str:
        """The id that a bad example is about."""
        return self.name.partition("--")[0]

    @property
    def command(self) -> str:
        return self.note("commande.txt") or "check"

    @property
    def expected(self) -> str:
        return self.note("attendu.txt")

    @property
    def provider(self) -> Path:
        """The ready provider that the example is laid over."""
        name = self.note("prestataire.txt")
        return PROVIDERS / name if name else BASE

    def note(self, name: str) -> str:
        file = self.folder / name
        return file.read_text(encoding="utf-8").rstrip("\n") if file.exists() else ""

    def arguments(self, root: Path, *more: str) -> list[str]:
        """What is written after `classeur`."""
        own = self.note("arguments.txt").split()
        if self.command == "build" and not (self.folder / "pdf.txt").exists():
            own.append("--no-pdf")
        return ["--project", str(root), self.command, "--date", DATE, *own, *more]

    def lay(self, root: Path) -> Path:
        """Write the provider and this example's files under `root`, and give `root`."""
        shutil.copytree(self.provider, root, ignore=shutil.ignore_patterns(".classeur", "site"))
        for path in self.note("supprimer.txt").split("\n"):
            if path:
                (root / path).unlink()
        for file in sorted(self.folder.rglob("*")):
            if file.is_file() and file.name not in _NOTES:
                target = root / file.relative_to(self.folder)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target)
        if builder := self.note("construire.txt"):
            BUILDERS[builder](root)
        return root


def examples(group: str) -> list[Example]:
    """Every example of `good` or `bad`, by name."""
    return [Example(folder) for folder in sorted((EXAMPLES / group).iterdir()) if folder.is_dir()]


def told(text: str) -> list[tuple[str, str]]:
    """The grade and the id of every finding that a command printed."""
    return [(found["grade"], found["id"]) for found in _HEADER.finditer(text)]


_RECORD = "---\ntitre: Fournil d'en face\nrole: cliente\n---\n"
_COMPANIES = "evidence/entreprises"


def _too_big(root: Path) -> None:
    with (root / _COMPANIES / "soc-02.md").open("wb") as file:
        file.write(_RECORD.encode())
        file.truncate(50 * 1024 * 1024)


def _header_too_long(root: Path) -> None:
    long = "Une phrase que personne ne lira jusqu'au bout. " * 1400
    (root / _COMPANIES / "soc-02.md").write_text(_RECORD.replace("role", f"contact: {long}\nrole"), encoding="utf-8")


def _header_too_deep(root: Path) -> None:
    deep = "contact: " + "[" * 21 + "accueil" + "]" * 21
    (root / _COMPANIES / "soc-02.md").write_text(_RECORD.replace("role", f"{deep}\nrole"), encoding="utf-8")


def _header_fifty_thousand_deep(root: Path) -> None:
    deep = "contact: " + "[" * 50_000
    (root / _COMPANIES / "soc-02.md").write_text(_RECORD.replace("role", f"{deep}\nrole"), encoding="utf-8")


def _link_to_nothing(root: Path) -> None:
    (root / _COMPANIES / "soc-02.md").symlink_to("partie.md")


def _link_outside(root: Path) -> None:
    outside = root.parent / "autre-dossier"
    outside.mkdir()
    (outside / "soc-02.md").write_text(_RECORD, encoding="utf-8")
    (root / _COMPANIES / "soc-02.md").symlink_to(outside / "soc-02.md")


def _link_inside(root: Path) -> None:
    (root / _COMPANIES / "menu.txt").symlink_to(Path("../../content/menu.md"))
    (root / "content" / "menu.md").write_text("---\ngenre: page\ntitre: Menu\nrevu_le: 2026-06-30\n---\n", "utf-8")
    text = "\nVoir [le menu](menu.txt).\n"
    (root / _COMPANIES / "soc-02.md").write_text(_RECORD + text, encoding="utf-8")


def _link_out_of_content(root: Path) -> None:
    (root / "content" / "plan.pdf").symlink_to(Path("../evidence/sessions/pain-2026-05/emargement--2026-05-13.pdf"))


def _link_to_a_folder(root: Path) -> None:
    (root / _COMPANIES / "anciennes").symlink_to(root / "evidence" / "partenaires", target_is_directory=True)


def _link_where_we_write(root: Path) -> None:
    (root.parent / "photos").mkdir()
    (root / ".classeur").mkdir()
    (root / ".classeur" / "vignettes").symlink_to(root.parent / "photos", target_is_directory=True)


def _piece_through_a_link(root: Path) -> None:
    _link_outside(root)
    (root / _COMPANIES / "soc-02.md").unlink()
    (root / _COMPANIES / "lien").symlink_to(root.parent / "autre-dossier", target_is_directory=True)
    row = "pieces:\n  - {nature: devis, fichier: lien/soc-02.md}\n---"
    (root / _COMPANIES / "soc-03.md").write_text(_RECORD.replace("\n---", f"\n{row}", 1), encoding="utf-8")


def _name_reserved(root: Path) -> None:
    (root / _COMPANIES / "con.md").write_text(_RECORD, encoding="utf-8")


def _name_with_a_sign(root: Path) -> None:
    (root / _COMPANIES / "soc-02?.md").write_text(_RECORD, encoding="utf-8")


def _name_in_two_pieces(root: Path) -> None:
    name = unicodedata.normalize("NFD", "épicerie-02.md")
    (root / _COMPANIES / name).write_text(_RECORD, encoding="utf-8")


def _name_not_in_utf_8(root: Path) -> None:
    name = os.fsencode(root / _COMPANIES) + b"/facture-\xff.pdf"
    Path(os.fsdecode(name)).write_bytes(b"x")


def _record_is_a_pipe(root: Path) -> None:
    os.mkfifo(root / _COMPANIES / "soc-02.md")


def _kind_is_a_folder(root: Path) -> None:
    (root / "kinds" / "visite.yml").mkdir(parents=True)


def _overrides_in_a_loop(root: Path) -> None:
    (root / "overrides").mkdir()
    (root / "overrides" / "encore").symlink_to(".", target_is_directory=True)


def _scan_without_end(root: Path) -> None:
    with (root / "evidence/sessions/pain-2026-05/emargement--2026-05-13.pdf").open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(257 * 2**20)


def _document_in_a_document(root: Path) -> None:
    inside = b"x"
    for _ in range(3):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as document:
            document.writestr(zipfile.ZipInfo("word/document.xml"), "<w:p/>")
            document.writestr(zipfile.ZipInfo("word/embeddings/suite.docx"), inside)
        inside = packed.getvalue()
    (root / "content" / "modele.docx").write_bytes(inside)
    page = "---\ngenre: page\ntitre: Modèles\nrevu_le: 2026-06-30\n---\n\nVoici [le modèle](modele.docx).\n"
    (root / "content" / "modeles.md").write_text(page, encoding="utf-8")


_TOLD_LATER = "evidence/reunions/reu-2026-09-10.md"
_BEFORE_ALL = "2026-01-05"
"""A day before every fact of the provider: its git witnesses them all."""


def _written(root: Path, day: str) -> None:
    """A repository from before every fact, in which one report was written on a `day`."""
    text = (root / _TOLD_LATER).read_bytes()
    (root / _TOLD_LATER).unlink()
    commit(repository(root), _BEFORE_ALL)
    (root / _TOLD_LATER).write_bytes(text)
    commit(root, day, author="Rui Pinto")


def _written_in_time(root: Path) -> None:
    _written(root, "2026-09-14")


def _written_late(root: Path) -> None:
    _written(root, "2026-11-02")


def _late_and_not_committed(root: Path) -> None:
    text = (root / _TOLD_LATER).read_bytes()
    (root / _TOLD_LATER).unlink()
    commit(repository(root), _BEFORE_ALL)
    (root / _TOLD_LATER).write_bytes(text)


def _late_in_a_folder_of_a_repository(root: Path) -> None:
    repository(root.parent)
    (root.parent / "lisez-moi.txt").write_text("Le classeur n'est qu'un dossier de ce dépôt.\n", encoding="utf-8")
    text = (root / _TOLD_LATER).read_bytes()
    (root / _TOLD_LATER).unlink()
    commit(root.parent, _BEFORE_ALL)
    (root / _TOLD_LATER).write_bytes(text)
    commit(root.parent, "2026-11-02")


def _taken_up_at_once(root: Path) -> None:
    commit(repository(root), "2026-11-20")


def _booklet_replaced(root: Path) -> None:
    """A repository that holds the second version of the booklet, replaced since by a third."""
    file = root / "content/livret-accueil.md"
    text = file.read_text(encoding="utf-8")
    row = '  - {version: "2", du: 2026-06-30, changements: Les pauses.}'
    file.write_text(text.replace("revu_le:", f"versions:\n{row}\nrevu_le:", 1), encoding="utf-8")
    commit(repository(root), _BEFORE_ALL)
    new = '  - {version: "3", du: 2026-11-02, changements: La plateforme.}'
    raised = file.read_text(encoding="utf-8").replace('version: "2"\n', 'version: "3"\n', 1)
    file.write_text(raised.replace(row, f"{row}\n{new}", 1), encoding="utf-8")
    commit(root, "2026-11-02")


def _shallow(root: Path) -> None:
    _written_late(root)
    whole = root.rename(root.with_name("entier"))
    git(root.parent, "clone", "--quiet", "--depth=1", whole.as_uri(), root.name)


def _certificate(since: str, until: str) -> Callable[[Path], None]:
    """The last certificate of the provider, obtained and ending on other days."""

    def dated(root: Path) -> None:
        file = root / "organisme.yml"
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"du: [\d-]+, au: [\d-]+", f"du: {since}, au: {until}", text), encoding="utf-8")

    return dated


BUILDERS: Mapping[str, Callable[[Path], None]] = {
    "certificat-bientot-fini": _certificate("2024-02-05", "2027-02-04"),
    "certificat-fini": _certificate("2023-09-22", "2026-09-21"),
    "fiche-de-50-mo": _too_big,
    "entete-de-64-kio": _header_too_long,
    "entete-de-21-niveaux": _header_too_deep,
    "entete-de-50000-niveaux": _header_fifty_thousand_deep,
    "lien-vers-rien": _link_to_nothing,
    "lien-hors-du-projet": _link_outside,
    "lien-dans-le-projet": _link_inside,
    "lien-hors-de-content": _link_out_of_content,
    "lien-ou-l-on-ecrit": _link_where_we_write,
    "lien-vers-un-dossier": _link_to_a_folder,
    "piece-par-un-lien": _piece_through_a_link,
    "nom-reserve": _name_reserved,
    "nom-avec-un-signe": _name_with_a_sign,
    "nom-en-deux-morceaux": _name_in_two_pieces,
    "nom-qui-n-est-pas-en-utf-8": _name_not_in_utf_8,
    "fiche-qui-est-un-tube": _record_is_a_pipe,
    "genre-qui-est-un-dossier": _kind_is_a_folder,
    "apparence-en-boucle": _overrides_in_a_loop,
    "numerisation-sans-fin": _scan_without_end,
    "documents-gigognes": _document_in_a_document,
    "ecrit-sur-le-moment": _written_in_time,
    "ecrit-apres-coup": _written_late,
    "ecrit-apres-coup-dans-un-dossier": _late_in_a_folder_of_a_repository,
    "pas-encore-enregistre": _late_and_not_committed,
    "reprise-d-un-coup": _taken_up_at_once,
    "clone-tronque": _shallow,
    "livret-remplace": _booklet_replaced,
}
"""What a repository can't hold: it is made when the example is laid."""
